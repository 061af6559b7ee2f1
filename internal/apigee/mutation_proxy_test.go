package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func proxyMutations() []mutation {
	speaks, named, fits := []string{"backend-speaks-https"}, []string{"backend-port-name-matches"}, []string{"health-check-fits-apigee"}
	front := func(field string, v any) *testkit.World {
		return testkit.NewWorld().Set(gcp.BackendServices, "global/"+testkit.Front, field, v)
	}
	probe := func(field string, v any) *testkit.World {
		return testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck."+field, v)
	}
	filled, sends, everywhere := []string{"proxy-group-not-empty"}, []string{"proxy-endpoint-is-instance"}, []string{"proxy-in-every-region"}
	endpoint := func(address string) *testkit.World {
		return testkit.NewWorld().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.value", address)
	}
	eastBackend := testkit.NewWorld().Get(gcp.BackendServices, testkit.Front, "backends.0")
	psc := func(typ gcp.Type, name, field string, v any) *testkit.World {
		return testkit.NewWorld().PSC().Set(typ, name, field, v)
	}
	neg := "us-west1/" + testkit.Endpoints("us-west1")
	return []mutation{
		{name: "no instance of the east is healthy", world: testkit.NewWorld().Health(eastProxies, "UNHEALTHY", "UNHEALTHY"), fails: []string{"backends-healthy"}},
		{name: "no instance of any region is healthy", world: testkit.NewWorld().Health(eastProxies, "UNHEALTHY", "UNHEALTHY").Health(westProxies, "UNHEALTHY"), fails: []string{"backends-healthy"}},
		{name: "the group in the west has no instance", world: testkit.NewWorld().Health(westProxies), fails: []string{"backends-healthy"}},
		{name: "one instance of two is not healthy", world: testkit.NewWorld().Health(westProxies, "HEALTHY", "UNHEALTHY"), fails: []string{"every-proxy-healthy"}},
		{name: "the proxies cannot download their script", world: unprepared(testkit.NewWorld()), fails: []string{"backends-healthy", "proxy-subnet-private-google-access"}, why: "the load balancer finds what comes of it"},
		{name: "the proxies' group tells nothing of a NAT for another region", world: unprepared(testkit.NewWorld()).NAT("us-west1"), fails: []string{"backends-healthy", "proxy-subnet-private-google-access"}, why: "the load balancer finds what comes of it"},
		{
			name: "no proxy is healthy, and they have no scope to read a script of one's own", world: testkit.NewWorld().Health(testkit.Proxies("us-east1"), "UNHEALTHY").Health(testkit.Proxies("us-west1"), "UNHEALTHY").
				SetAll(gcp.InstanceTemplates, "properties.metadata.items.1.value", "gs://acme-scripts/apigee-proxy.sh").SetAll(gcp.InstanceTemplates, "properties.serviceAccounts.0.scopes", []string{"https://www.googleapis.com/auth/logging.write"}), fails: []string{"backends-healthy"},
		},
		{name: "a proxy keeps an old ENDPOINT of its own", world: testkit.NewWorld().Alter(testkit.Machine(testkit.Proxies("us-east1"), 1), "metadata.items.0.value", "10.64.3.9"), fails: []string{"proxies-follow-template"}},
		{name: "a proxy is in another network than its template", world: testkit.NewWorld().Alter(testkit.Machine(testkit.Proxies("us-west1"), 0), "networkInterfaces", []body{{"network": hostNetwork + "test"}}), fails: []string{"proxies-follow-template"}},
		{name: "old instances keep an old template", world: testkit.NewWorld().Set(gcp.InstanceGroupManagers, westProxies, "status.versionTarget.isReached", false).Set(gcp.InstanceGroupManagers, westProxies, "updatePolicy.type", "OPPORTUNISTIC"),
			fails: []string{"proxies-follow-template"}},
		{name: "a group has size 0", world: testkit.NewWorld().Set(gcp.InstanceGroupManagers, eastProxies, "targetSize", 0), fails: filled},
		{name: "a group has size 0, and an autoscaler that lets it", world: testkit.NewWorld().Set(gcp.InstanceGroupManagers, eastProxies, "targetSize", 0).
			Add(gcp.Autoscalers, "us-east1/a", body{"target": link("regions/us-east1/instanceGroupManagers/" + eastProxies), "autoscalingPolicy": body{"minNumReplicas": 0, "maxNumReplicas": 5, "mode": "ON"}}), fails: filled},
		{name: "ENDPOINT is the address of an instance that is gone", world: endpoint("10.64.200.2"), fails: sends},
		{name: "ENDPOINT is called endpoint", world: testkit.NewWorld().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.key", "endpoint"), fails: sends},
		{name: "the group tells all its instances an address that is gone", world: testkit.NewWorld().
			Set(gcp.InstanceGroupManagers, eastProxies, "allInstancesConfig", body{"properties": body{"metadata": body{"ENDPOINT": "10.64.200.2"}}}), fails: sends},
		{name: "the west's proxies send to the east", world: testkit.NewWorld().Set(gcp.InstanceTemplates, westProxies, "properties.metadata.items.0.value", testkit.Host(0)), fails: everywhere},
		{name: "the west's proxies send to the east, so that the west needs no environment", world: testkit.NewWorld().Detach(westRuntime, "live").
			Set(gcp.InstanceTemplates, westProxies, "properties.metadata.items.0.value", testkit.Host(0)), fails: everywhere},
		{name: "a region has no backend, and so needs no environment", world: front("backends", []any{eastBackend}).Detach(westRuntime, "live"), fails: everywhere},
		{name: "a region has no backend", world: front("backends", []any{eastBackend}), fails: everywhere},
		{name: "a region has no backend of Private Service Connect", world: psc(gcp.BackendServices, "global/"+testkit.Front, "backends", []body{{"group": link("regions/us-east1/networkEndpointGroups/" + testkit.Endpoints("us-east1"))}}), fails: everywhere},

		{name: "an endpoint group leads to an attachment that is gone", world: psc(gcp.NetworkEndpointGroups, neg, "pscTargetService", testkit.ServiceAttachment("us-west1")+"-old"),
			fails: []string{"psc-target-is-instance", "proxy-in-every-region"}, why: "its instance gets no request"},
		{name: "an endpoint group leads to another region", world: psc(gcp.NetworkEndpointGroups, neg, "pscTargetService", testkit.ServiceAttachment("us-east1")),
			fails: []string{"psc-target-is-instance", "proxy-in-every-region"}, why: "its instance gets no request"},
		{name: "a connection is closed", world: psc(gcp.NetworkEndpointGroups, neg, "pscData.pscConnectionStatus", "CLOSED"), fails: []string{"psc-connection-accepted"}},
		{name: "the connection of proxies' endpoint is pending", world: throughEndpoint("PENDING"), fails: []string{"psc-connection-accepted"}},
		{name: "the load balancer's project is not accepted", world: psc(gcp.Organizations, testkit.Organization, "projectId", "acme-org").SetAll(gcp.Instances, "consumerAcceptList", []string{"acme-org"}), fails: []string{"psc-consumer-accepted"}},
		{name: "the classic load balancer in front of Private Service Connect", world: psc(gcp.BackendServices, testkit.Front, "loadBalancingScheme", "EXTERNAL"), fails: []string{"psc-load-balancer-supported"}},
		{name: "a health check of Private Service Connect", world: psc(gcp.BackendServices, testkit.Front, "healthChecks", []string{link("global/healthChecks/gateway")}), fails: []string{"psc-load-balancer-supported"}},
		{name: "no outlier detection with two regions", world: psc(gcp.BackendServices, testkit.Front, "outlierDetection", nil), fails: []string{"psc-fails-over"}},
		{name: "the backend service speaks HTTP", world: front("protocol", "HTTP"), fails: speaks},
		{name: "the backend service of Private Service Connect speaks HTTP", world: testkit.NewWorld().PSC().Set(gcp.BackendServices, testkit.Front, "protocol", "HTTP"), fails: speaks},
		{name: "a regional load balancer speaks HTTP", world: testkit.NewWorld().RegionalFront("us-east1", "INTERNAL_MANAGED").Set(gcp.BackendServices, "us-east1/gateway", "protocol", "HTTP"), fails: speaks},
		{name: "no group has the port name", world: front("portName", "apigee"), fails: named},
		{name: "one region's group has no named port", world: testkit.NewWorld().Set(gcp.InstanceGroupManagers, westProxies, "namedPorts", nil), fails: named},
		{name: "a zonal group has no named port", world: zonal(testkit.NewWorld()).Set(gcp.InstanceGroupManagers, "us-east1-b/proxies", "namedPorts", nil), fails: named},
		{name: "the health check asks for /", world: probe("requestPath", "/"), fails: fits},
		{name: "the health check sends a PROXY header", world: probe("proxyHeader", "PROXY_V1"), fails: fits},
		{name: "the health check speaks plain HTTP to 443", world: testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "type", "HTTP").
			Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck", nil).Set(gcp.HealthChecks, testkit.Front, "httpHealthCheck", body{"port": 443, "requestPath": "/healthz/ingress"}), fails: fits},
	}
}

// throughEndpoint is a world whose proxies in the east reach Apigee through a Private
// Service Connect endpoint in their own network.
func throughEndpoint(status string) *testkit.World {
	return testkit.NewWorld().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.value", "10.0.0.9").
		Add(gcp.ForwardingRules, "us-east1/psc", body{
			"IPAddress": "10.0.0.9", "loadBalancingScheme": "", "network": hostNetwork + "prod", "pscConnectionStatus": status,
			"target": "https://www.googleapis.com/compute/v1/" + testkit.ServiceAttachment("us-east1"),
		})
}

// unprepared is a world whose proxies in the east have no way to their startup script.
func unprepared(w *testkit.World) *testkit.World {
	return w.Set(gcp.Subnetworks, testkit.Subnetwork("us-east1"), "privateIpGoogleAccess", false).Health(eastProxies, "UNHEALTHY", "UNHEALTHY")
}

// outOfReach is [unprepared] but for the health.
func outOfReach() *testkit.World {
	return unprepared(testkit.NewWorld()).Health(eastProxies, "HEALTHY", "HEALTHY")
}

// proxyTraps look broken in front of Apigee and are not.
func proxyTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"proxies that reach Apigee through an endpoint in the peered network": throughEndpoint("ACCEPTED"),
		"Cloud NAT in place of private Google access":                         outOfReach().NAT("us-east1"),
		"Cloud NAT for the proxies' subnetwork":                               outOfReach().NAT("us-east1", testkit.Subnetwork("us-east1")),
		"external addresses in place of private Google access":                outOfReach().Set(gcp.InstanceTemplates, eastProxies, "properties.networkInterfaces.0.accessConfigs", []body{{"type": "ONE_TO_ONE_NAT", "networkTier": "PREMIUM"}}),
		"an image that needs no script":                                       outOfReach().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items", []body{{"key": "ENDPOINT", "value": testkit.Host(0)}}),
		"an appliance leads to the internet":                                  outOfReach().Add(gcp.Routes, "out", body{"network": hostNetwork + "prod", "destRange": "0.0.0.0/0", "nextHopIp": "10.0.0.77"}),
		"a subnetwork without private Google access that no proxies are in":   testkit.NewWorld().Add(gcp.Subnetworks, "us-east1/other", body{"network": hostNetwork + "prod", "ipCidrRange": "10.200.0.0/24", "purpose": "PRIVATE", "privateIpGoogleAccess": false}),
		"a group of one's own name for the port": testkit.NewWorld().SetAll(gcp.InstanceGroupManagers, "namedPorts", []body{{"name": "apigee-https", "port": 443}, {"name": "http", "port": 80}}).
			Set(gcp.BackendServices, testkit.Front, "portName", "apigee-https"),
		"a health check of the serving port": testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck", body{"portSpecification": "USE_SERVING_PORT", "requestPath": "/healthz/ingress"}),
		"a TCP health check":                 testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck", nil).Set(gcp.HealthChecks, testkit.Front, "type", "TCP").Set(gcp.HealthChecks, testkit.Front, "tcpHealthCheck", body{"port": 443}),
		"a group that an autoscaler fills": testkit.NewWorld().Set(gcp.InstanceGroupManagers, eastProxies, "targetSize", 0).
			Add(gcp.Autoscalers, "us-east1/a", body{"target": link("regions/us-east1/instanceGroupManagers/" + eastProxies), "autoscalingPolicy": body{"minNumReplicas": 2, "maxNumReplicas": 5, "mode": "ON"}}),
		"a global external backend service behind a classic rule": testkit.NewWorld().PSC().Set(gcp.ForwardingRules, testkit.Front, "loadBalancingScheme", "EXTERNAL"),
		"an endpoint group of another service beside": testkit.NewWorld().PSC().
			Add(gcp.NetworkEndpointGroups, "us-east1/other", body{"networkEndpointType": "PRIVATE_SERVICE_CONNECT", "pscTargetService": "projects/saas/regions/us-east1/serviceAttachments/db", "pscData": body{"pscConnectionStatus": "PENDING"}}).
			Add(gcp.BackendServices, "other", body{"loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTP", "backends": []body{{"group": link("regions/us-east1/networkEndpointGroups/other")}}}),
		"a serverless endpoint group beside": testkit.NewWorld().
			Add(gcp.NetworkEndpointGroups, "us-east1/run", body{"networkEndpointType": "SERVERLESS"}).
			Add(gcp.BackendServices, "run", body{"loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "backends": []body{{"group": link("regions/us-east1/networkEndpointGroups/run")}}}),
		"an accept list with the project's number": testkit.NewWorld().PSC().Set(gcp.Organizations, testkit.Organization, "projectId", "acme-org").SetAll(gcp.Instances, "consumerAcceptList", []string{"1001"}),
		"an ENDPOINT with blanks around it":        testkit.NewWorld().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.value", " "+testkit.Host(0)+" "),
	}
}
