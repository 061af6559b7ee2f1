package tfplan_test

import (
	"maps"
	"slices"
	"strings"
)

// applied makes everything of the plan x-l7xlb be there, as it is after it was
// applied once. The plan then changes nothing.
func applied(d *document) {
	for _, c := range d.changes() {
		change, typ := c.(object)["change"].(object), c.(object)["type"].(string)
		after, _ := change["after"].(object)
		unknown, _ := change["after_unknown"].(object)
		if c.(object)["mode"] != "managed" || after == nil {
			continue
		}
		address := c.(object)["address"].(string)
		if id := idOf(typ, after); id != "" {
			after["id"] = id
			if strings.HasPrefix(id, "projects/") {
				after["self_link"] = "https://www.googleapis.com/compute/v1/" + id
			}
		}
		for _, name := range slices.Sorted(maps.Keys(unknown)) {
			if v := madeOf(typ, name, after[name]); v != nil {
				after[name] = v
			}
		}
		exists(address, nil)(d)
	}
}

const (
	compute   = "https://www.googleapis.com/compute/v1/projects/apigee-demo/"
	runtimeID = "organizations/apigee-demo/instances/euw1-instance"
)

// ids are how the provider makes the ids of some types, of their names.
var ids = map[string]string{
	"google_apigee_organization":                   "organizations/apigee-demo",
	"google_apigee_instance":                       "organizations/apigee-demo/instances/",
	"google_apigee_environment":                    "organizations/apigee-demo/environments/",
	"google_apigee_envgroup":                       "organizations/apigee-demo/envgroups/",
	"google_compute_network":                       "projects/apigee-demo/global/networks/",
	"google_compute_subnetwork":                    "projects/apigee-demo/regions/europe-west1/subnetworks/",
	"google_compute_global_address":                "projects/apigee-demo/global/addresses/",
	"google_compute_firewall":                      "projects/apigee-demo/global/firewalls/",
	"google_compute_health_check":                  "projects/apigee-demo/global/healthChecks/",
	"google_compute_backend_service":               "projects/apigee-demo/global/backendServices/",
	"google_compute_url_map":                       "projects/apigee-demo/global/urlMaps/",
	"google_compute_target_https_proxy":            "projects/apigee-demo/global/targetHttpsProxies/",
	"google_compute_global_forwarding_rule":        "projects/apigee-demo/global/forwardingRules/",
	"google_compute_region_instance_group_manager": "projects/apigee-demo/regions/europe-west1/instanceGroupManagers/",
	"google_compute_instance_template":             "projects/apigee-demo/global/instanceTemplates/",
}

func idOf(typ string, after object) string {
	prefix := ids[typ]
	name, _ := after["name"].(string)
	if name == "" && typ == "google_compute_instance_template" {
		name = "proxy"
		after["name"] = name
	}
	if strings.HasSuffix(prefix, "/") {
		return prefix + name
	}
	return prefix
}

// madeOf is what an attribute becomes that was unknown; nil for what no check reads.
func madeOf(typ, attribute string, partly any) any {
	switch attribute {
	case "network", "authorized_network":
		return vpcID
	case "project":
		return "apigee-demo"
	case "org_id":
		return "organizations/apigee-demo"
	case "instance_id":
		return runtimeID
	case "envgroup_id":
		return "organizations/apigee-demo/envgroups/test"
	case "instance_group":
		return compute + "regions/europe-west1/instanceGroups/apigee-europe-west1"
	case "health_checks":
		return list{compute + "global/healthChecks/apigee-xlb-hc"}
	case "default_service":
		return compute + "global/backendServices/apigee-xlb-backend"
	case "ssl_certificates":
		return list{compute + "global/sslCertificates/apigee-xlb-cert"}
	case "url_map":
		return compute + "global/urlMaps/apigee-xlb"
	case "target":
		return compute + "global/targetHttpsProxies/apigee-xlb-target-proxy"
	case "metadata":
		return object{"ENDPOINT": "10.0.0.2", "startup-script-url": "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"}
	case "direction":
		return "INGRESS"
	case "host":
		return "10.0.0.2"
	case "peering":
		return "servicenetworking-googleapis-com"
	case "ip_address":
		return "203.0.113.10"
	case "version":
		return inFirst(partly, "instance_template", compute+"global/instanceTemplates/proxy")
	case "backend":
		return inFirst(partly, "group", compute+"regions/europe-west1/instanceGroups/apigee-europe-west1")
	case "network_interface":
		return inFirst(partly, "network", vpcID)
	case "service_account":
		return inFirst(partly, "email", "1234-compute@developer.gserviceaccount.com")
	case "peering_cidr_range":
		return "SLASH_22"
	}
	return nil
}

// inFirst sets an attribute of the first of some blocks.
func inFirst(blocks any, attribute string, to any) any {
	if all, _ := blocks.(list); len(all) > 0 {
		all[0].(object)[attribute] = to
	}
	return blocks
}
