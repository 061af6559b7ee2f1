package testkit

import "github.com/apireach/terraform-provider-apireach/internal/gcp"

// Proxies is the name of a region's group of proxies and of its template.
func Proxies(region string) string { return "proxy-" + region }

func (w *World) addProxies(i int, region string) {
	name := Proxies(region)
	w.Add(gcp.InstanceTemplates, name, Body{"properties": Body{
		"machineType": "e2-medium",
		"tags":        Body{"items": []string{"https-server", Tag}},
		"metadata": Body{"kind": "compute#metadata", "items": []Body{
			{"key": "ENDPOINT", "value": Host(i)},
			{"key": "startup-script-url", "value": "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"},
		}},
		"networkInterfaces": []Body{{
			"name": "nic0", "network": selfLink(w.networkPath()),
			"subnetwork": w.link(gcp.Subnetworks, region+"/"+Subnetwork(region)),
		}},
		"serviceAccounts": []Body{{"email": "default", "scopes": []string{"https://www.googleapis.com/auth/devstorage.read_only"}}},
	}})
	group := selfLink("projects/" + w.project + "/regions/" + region + "/instanceGroups/" + name)
	w.Add(gcp.InstanceGroupManagers, region+"/"+name, Body{
		"instanceGroup": group, "instanceTemplate": w.link(gcp.InstanceTemplates, name),
		"versions":         []Body{{"instanceTemplate": w.link(gcp.InstanceTemplates, name), "targetSize": Body{"calculated": 2}}},
		"baseInstanceName": name, "targetSize": 2,
		"namedPorts":   []Body{{"name": "https", "port": 443}},
		"updatePolicy": Body{"type": "PROACTIVE"},
		"status":       Body{"isStable": true, "versionTarget": Body{"isReached": true}},
	})
	w.backend(group)
}

// backend adds a group to the load balancer's backends.
func (w *World) backend(group string) {
	w.Append(gcp.BackendServices, "global/"+Front, "backends", Body{
		"group": group, "balancingMode": "UTILIZATION", "maxUtilization": 0.8, "capacityScaler": 1,
	})
}
