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
	return []mutation{
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
