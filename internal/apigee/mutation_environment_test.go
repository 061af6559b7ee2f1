package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const (
	eastRuntime = "runtime-us-east1"
	westRuntime = "runtime-us-west1"
)

// bare detaches every environment from an instance.
func bare(w *testkit.World, instance string) *testkit.World {
	return w.Detach(instance, "live").Detach(instance, "test").Detach(instance, "lab")
}

// toEastOnly sends a host, by a host rule, to a backend service of the east alone.
func toEastOnly(w *testkit.World, host string) *testkit.World {
	w.Add(gcp.BackendServices, "east-only", body{
		"loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "portName": "https", "healthChecks": []string{link("global/healthChecks/gateway")},
		"backends": []body{{"group": w.Get(gcp.InstanceGroupManagers, eastProxies, "instanceGroup"), "capacityScaler": 1}},
	})
	w.Set(gcp.URLMaps, testkit.Front, "hostRules", []body{{"hosts": []string{host}, "pathMatcher": "m"}})
	return w.Set(gcp.URLMaps, testkit.Front, "pathMatchers", []body{{"name": "m", "defaultService": link("global/backendServices/east-only")}})
}

// toSite sends everything but one host to a bucket.
func toSite(w *testkit.World, host string) *testkit.World {
	w.Set(gcp.URLMaps, testkit.Front, "defaultService", link("global/backendBuckets/site"))
	w.Set(gcp.URLMaps, testkit.Front, "hostRules", []body{{"hosts": []string{host}, "pathMatcher": "m"}})
	return w.Set(gcp.URLMaps, testkit.Front, "pathMatchers", []body{{"name": "m", "defaultService": link("global/backendServices/gateway")}})
}

func environmentMutations() []mutation {
	attached, routes, active := []string{"environment-attached-everywhere"}, []string{"environment-group-routes"}, []string{"instance-active"}
	empty := []string{"environment-attached-everywhere", "instance-has-environment"}
	none := "what is attached to nothing in a region is missing there, too"
	return []mutation{
		{name: "live is missing in the west", world: testkit.NewWorld().Detach(westRuntime, "live"), fails: attached},
		{name: "test is missing in the east", world: testkit.NewWorld().Detach(eastRuntime, "test"), fails: attached},
		{name: "one of a group's two environments is missing in the west", world: testkit.NewWorld().Detach(westRuntime, "lab"), fails: attached},
		{name: "a new environment is attached in the east alone", world: testkit.NewWorld().Environment("new").Route("public", "new").Detach(westRuntime, "new"), fails: attached},
		{name: "an environment is attached nowhere", world: testkit.NewWorld().Detach(eastRuntime, "lab").Detach(westRuntime, "lab"), fails: attached},
		{name: "an environment is attached nowhere, whatever the load balancer is", world: testkit.NewWorld().WithoutFront().Gap(gcp.ForwardingRules, "denied").
			Detach(eastRuntime, "lab").Detach(westRuntime, "lab"), fails: attached},
		{name: "a new region without environments", world: bare(testkit.NewWorld().Region("europe-west1"), "runtime-europe-west1"), fails: empty, why: none},
		{name: "a new region with the wrong environment", world: testkit.NewWorld().Region("europe-west1").Detach("runtime-europe-west1", "live"), fails: attached},
		{name: "a region without environments that gets no traffic", world: bare(testkit.NewWorld(), westRuntime).
			Set(gcp.BackendServices, "global/gateway", "backends.1.capacityScaler", 0), fails: []string{"instance-has-environment"}},
		{name: "missing where Private Service Connect leads", world: testkit.NewWorld().PSC().Detach(westRuntime, "live"), fails: attached},
		{name: "missing where Private Service Connect leads, without peering", world: testkit.NewWorld().WithoutPeering().Detach(eastRuntime, "live"), fails: attached},
		{name: "missing where the west's proxies are told to send to", world: testkit.NewWorld().Detach(eastRuntime, "live").
			Set(gcp.InstanceGroupManagers, westProxies, "allInstancesConfig", body{"properties": body{"metadata": body{"ENDPOINT": testkit.Host(0)}}}),
			fails: []string{"environment-attached-everywhere", "proxy-in-every-region"}, why: "the west's instance gets no request then"},
		{name: "missing where a host rule for another host does not matter", world: toEastOnly(testkit.NewWorld(), "inner.acme.example").Detach(westRuntime, "live"), fails: attached},
		{name: "missing where one of the group's hosts leads", world: toEastOnly(testkit.NewWorld(), "inner.acme.example").Detach(westRuntime, "test"), fails: attached},
		{name: "missing where a zonal group's proxies send to", world: zonal(testkit.NewWorld()).Detach(eastRuntime, "live"), fails: attached},
		{name: "missing where the hosts that clients use lead", world: testkit.NewWorld().Hostnames("api.acme.example").Detach(westRuntime, "live"), fails: attached},
		{name: "missing where a small share goes", world: testkit.NewWorld().Set(gcp.URLMaps, testkit.Front, "defaultService", nil).
			Set(gcp.URLMaps, testkit.Front, "defaultRouteAction", body{"weightedBackendServices": []body{{"backendService": link("global/backendServices/gateway"), "weight": 1}}}).
			Detach(westRuntime, "live"), fails: attached},

		{name: "a group without environments", world: testkit.NewWorld().Unroute("public", "live"), fails: routes},
		{name: "a new group without environments", world: testkit.NewWorld().Group("new", []string{"new.acme.example"}), fails: routes},
		{name: "a group to an environment that was deleted", world: testkit.NewWorld().Set(gcp.GroupAttachments, "public/live", "environment", "gone"), fails: routes},
		{name: "no group", world: testkit.NewWorld().DropAll(gcp.EnvironmentGroups, gcp.GroupAttachments), fails: routes},
		{name: "the group of the host that clients use has no environment", world: testkit.NewWorld().Hostnames("api.acme.example").Unroute("public", "live"), fails: routes},

		{name: "an instance is being created", world: testkit.NewWorld().Set(gcp.Instances, westRuntime, "state", "CREATING"), fails: active},
		{name: "an instance is being deleted", world: testkit.NewWorld().Set(gcp.Instances, eastRuntime, "state", "DELETING"), fails: active},
		{name: "no instance", world: testkit.NewWorld().DropAll(gcp.Instances, gcp.InstanceAttachments),
			fails: []string{"instance-active", "proxy-endpoint-is-instance"}, why: "the proxies send to nobody then"},
	}
}
