package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// traps are worlds that look broken and are not.
func traps() map[string]*testkit.World {
	endpoint := "https://www.googleapis.com/compute/v1/" + testkit.ServiceAttachment("us-east1")
	return map[string]*testkit.World{
		"packets that leave are denied, but not those to Apigee": testkit.NewWorld().Firewall("deny-out", body{"direction": "EGRESS", "denied": []body{{"IPProtocol": "all"}}, "destinationRanges": []string{"0.0.0.0/0"}}).
			Firewall("allow-out", body{"direction": "EGRESS", "priority": 900, "targetTags": []string{testkit.Tag}, "allowed": []body{{"IPProtocol": "tcp", "ports": []string{"443"}}}, "destinationRanges": []string{"10.64.0.0/16"}}),
		"nothing is wrong":                         testkit.NewWorld(),
		"no Shared VPC":                            testkit.NewLocalWorld(),
		"three regions":                            testkit.NewWorld().Region("europe-west1"),
		"one region":                               testkit.NewWorld().WithoutRegion("us-west1"),
		"Private Service Connect":                  testkit.NewWorld().PSC(),
		"an organization without VPC peering":      testkit.NewWorld().WithoutPeering(),
		"a hybrid organization":                    testkit.NewWorld().Hybrid(),
		"no load balancer":                         testkit.NewWorld().WithoutFront(),
		"an internal load balancer beside":         testkit.NewWorld().RegionalFront("us-east1", "INTERNAL_MANAGED"),
		"a regional external load balancer beside": testkit.NewWorld().RegionalFront("us-west1", "EXTERNAL_MANAGED"),
		"a zonal group":                            zonal(testkit.NewWorld()),
		"an environment that no group routes, attached nowhere": testkit.NewWorld().Unroute("inner", "lab").
			Detach(eastRuntime, "lab").Detach(westRuntime, "lab"),
		"a drained region lacks an environment": testkit.NewWorld().Detach(westRuntime, "live").
			Set(gcp.BackendServices, "global/gateway", "backends.1.capacityScaler", 0),
		"a host rule keeps the host from the region": toEastOnly(testkit.NewWorld(), "api.acme.example").Detach(westRuntime, "live"),
		"a host rule for all hosts keeps them from the region": toEastOnly(testkit.NewWorld(), "*").
			Detach(westRuntime, "live").Detach(westRuntime, "test"),
		"an unrelated group's environment in the west": toSite(testkit.NewWorld(), "api.acme.example").Detach(westRuntime, "test"),
		"hosts that clients do not use":                testkit.NewWorld().Hostnames("api.acme.example").Detach(westRuntime, "test").Unroute("inner", "lab"),
		"an old group of proxies in another network that nobody sends to": testkit.NewWorld().
			Add(gcp.InstanceTemplates, "old", body{"properties": body{
				"metadata":          body{"items": []body{{"key": "ENDPOINT", "value": testkit.Host(0)}}},
				"networkInterfaces": []body{{"network": "default"}},
			}}).
			Add(gcp.InstanceGroupManagers, "us-east1/old", body{"instanceGroup": link("regions/us-east1/instanceGroups/old"), "versions": []body{{"instanceTemplate": link("global/instanceTemplates/old")}}}),
		"another program behind the load balancer, in another network": testkit.NewWorld().
			Add(gcp.InstanceTemplates, "shop", body{"properties": body{"metadata": body{"items": []body{}}, "networkInterfaces": []body{{"network": "default"}}}}).
			Add(gcp.InstanceGroupManagers, "us-east1/shop", body{"instanceGroup": link("regions/us-east1/instanceGroups/shop"), "versions": []body{{"instanceTemplate": link("global/instanceTemplates/shop")}}}).
			Add(gcp.BackendServices, "shop", body{"protocol": "HTTP", "backends": []body{{"group": link("regions/us-east1/instanceGroups/shop")}}}).
			Set(gcp.URLMaps, testkit.Front, "hostRules", []body{{"hosts": []string{"shop.acme.example"}, "pathMatcher": "m"}}).
			Set(gcp.URLMaps, testkit.Front, "pathMatchers", []body{{"name": "m", "defaultService": link("global/backendServices/shop")}}),
		"proxies that reach Apigee through an endpoint in their own network": otherRule(testkit.NewWorld().
			Set(gcp.InstanceTemplates, eastProxies, "properties.networkInterfaces", []body{{"network": hostNetwork + "test"}}).
			Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.value", "10.3.0.9").
			Add(gcp.ForwardingRules, "us-east1/psc", body{"IPAddress": "10.3.0.9", "loadBalancingScheme": "", "target": endpoint, "pscConnectionStatus": "ACCEPTED"})),
		"templates named with their unique ids": testkit.NewWorld().
			Set(gcp.InstanceGroupManagers, eastProxies, "versions.0.instanceTemplate", link("global/instanceTemplates/"+eastProxies+"?uniqueId=7")),
		"only the subnetworks are given": testkit.NewWorld().
			Set(gcp.InstanceTemplates, eastProxies, "properties.networkInterfaces.0.network", nil).
			Set(gcp.InstanceTemplates, westProxies, "properties.networkInterfaces.0.network", nil),
		"the network as a self link of another host": testkit.NewWorld().
			Set(gcp.Organizations, "acme", "authorizedNetwork", "https://compute.googleapis.com/compute/beta/projects/acme-host/global/networks/prod"),
		"the network with the project's number": testkit.NewWorld().Set(gcp.Organizations, "acme", "authorizedNetwork", "projects/2002/global/networks/prod"),
		"a partner's connection beside": testkit.NewWorld().
			Add(gcp.Connections, "netapp", body{"network": "projects/2002/global/networks/prod", "service": "services/netapp.servicenetworking.goog"}),
		"an inactive peering with another network": testkit.NewWorld().
			Append(gcp.Networks, "prod", "peerings", body{"name": "old", "network": hostNetwork + "old", "state": "INACTIVE"}),
		"a redirect to HTTPS beside": testkit.NewWorld().
			Add(gcp.URLMaps, "redirect", body{"defaultUrlRedirect": body{"httpsRedirect": true}}).
			Add(gcp.TargetProxies, "projects/acme/global/targetHttpProxies/redirect", body{"urlMap": link("global/urlMaps/redirect")}).
			Add(gcp.ForwardingRules, "redirect", body{"portRange": "80-80", "loadBalancingScheme": "EXTERNAL_MANAGED", "target": link("global/targetHttpProxies/redirect")}),
		"a classic forwarding rule before a newer backend service": testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "loadBalancingScheme", "EXTERNAL"),
		"capacity scalers are not set": testkit.NewWorld().
			Set(gcp.BackendServices, "gateway", "backends.0.capacityScaler", nil).Set(gcp.BackendServices, "gateway", "backends.1.capacityScaler", nil),
		"room for an instance to come":                       planned(body{"location": "europe-west1"}),
		"a planned instance that asks for a range with room": planned(body{"location": "europe-west1", "ipRange": "10.64.8.0/22,10.64.255.64/28"}),
		"an instance is being updated":                       testkit.NewWorld().Set(gcp.Instances, westRuntime, "state", "UPDATING"),
		"everything of the plan is known after apply": testkit.NewWorld().
			Set(gcp.Organizations, "acme", "authorizedNetwork", "?known after apply").
			SetAll(gcp.InstanceTemplates, "properties.metadata", "?known after apply").
			SetAll(gcp.ForwardingRules, "target", "?known after apply").
			SetAll(gcp.Instances, "host", "?known after apply"),
	}
}
