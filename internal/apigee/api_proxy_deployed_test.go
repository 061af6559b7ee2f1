package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const innerGroup = "organizations/acme/envgroups/inner"

// tabled is the scene with what is deployed in its groups, as rules of each.
func tabled(public, inner string) string {
	return `"apigee.organizations.deployedIngressConfig": [{"$ref": "organizations/acme", "environmentGroups": [
		{"name": "organizations/acme/envgroups/public", "routingRules": ` + public + `}, {"name": "organizations/acme/envgroups/inner", "routingRules": ` + inner + `}]}]`
}

const v1 = `[{"basepath": "/v1", "environment": "organizations/acme/environments/live"}]`

var apiProxyDeployed = []verdictCase{
	{name: "an API proxy in each group", want: []string{"pass " + publicGroup, "pass " + innerGroup}, says: []string{"base paths: /v1"}},
	{name: "ENV-017: none in a group", world: world(tabled(`[]`, v1)), want: []string{"fail " + publicGroup, "pass " + innerGroup}, says: []string{"{hostnames api.acme.example}", "404"}},
	{name: "a group that the answer leaves out", world: world(`"apigee.organizations.deployedIngressConfig": [{"$ref": "organizations/acme", "environmentGroups": []}]`), want: []string{"fail " + publicGroup, "fail " + innerGroup}},
	{name: "none in a group that clients do not use", world: world(askedFor, tabled(v1, `[]`)), want: []string{"pass " + publicGroup, "not_applicable " + innerGroup}},
	{name: "nobody asked", world: world(`"apigee.organizations.deployedIngressConfig": []`), want: []string{"not_applicable organizations/acme"}, says: []string{"without asking"}},
	{
		name:  "nobody may ask",
		world: world(`"apigee.organizations.deployedIngressConfig": []`, gaps("permission apigee.ingressconfigs.get denied", "apigee.organizations.deployedIngressConfig")),
		want:  []string{"unknown " + publicGroup, "unknown " + innerGroup}, says: []string{"permission apigee.ingressconfigs.get denied"},
	},
	{
		name:  "none in a group without an environment",
		world: world(tabled(`[]`, v1), `"apigee.organizations.envgroups.attachments": [{"$ref": "organizations/acme/envgroups/inner/attachments/1", "$parent": "organizations/acme/envgroups/inner", "environment": "test"}]`),
		want:  []string{"not_applicable " + publicGroup, "pass " + innerGroup},
	},
	{name: "groups that could not be listed", world: world(`"apigee.organizations.envgroups": []`, gaps("denied", "apigee.organizations.envgroups")), want: []string{"unknown organizations/acme"}},
	{name: "no group", world: world(`"apigee.organizations.envgroups": []`), want: []string{"not_applicable organizations/acme"}},
}

// rewriting is a world whose URL map makes other paths of those that clients ask for.
func repathing(prefix string) *testkit.World {
	return testkit.NewWorld().Set(gcp.URLMaps, testkit.Front, "defaultService", nil).Set(gcp.URLMaps, testkit.Front, "defaultRouteAction", body{
		"urlRewrite":              body{"pathPrefixRewrite": prefix},
		"weightedBackendServices": []body{{"backendService": link("global/backendServices/gateway"), "weight": 1}},
	})
}

func deployedMutations() []mutation {
	return []mutation{
		{name: "no API proxy is deployed in a group", world: testkit.NewWorld().Deployed("public"), fails: []string{"api-proxy-deployed"}},
		{name: "the path is rewritten to what no API proxy serves", world: repathing("/backend"), fails: []string{"url-map-leads-to-apigee"}},
	}
}

func deployedTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"a rewrite to a base path":                  repathing("/orders/v1").Deployed("public", "/orders/v1"),
		"a rewrite below a base path":               repathing("/v1/orders"),
		"a rewrite to what begins a base path":      repathing("/"),
		"a rewrite for Apigee's own health":         repathing("/healthz/ingress"),
		"a base path with a wildcard":               repathing("/backend").Deployed("public", "/*/v1"),
		"an API proxy for every path":               repathing("/backend").Deployed("inner", "/"),
		"a group of no host name, nothing in it":    testkit.NewWorld().Set(gcp.EnvironmentGroups, "public", "hostnames", []string{}).Deployed("public"),
		"a group that clients do not use, likewise": testkit.NewWorld().Hostnames("api.acme.example").Deployed("inner"),
	}
}

// What is deployed is deployed by others, who wait for the plan that leads to it.
func TestARewriteInAPlanIsUnknown(t *testing.T) {
	t.Parallel()
	inv := sceneOf(t, world(mapped(`"defaultRouteAction": {"urlRewrite": {"pathPrefixRewrite": "/backend"}, "weightedBackendServices": [{"backendService": "`+link("global/backendServices/proxies")+`", "weight": 1}]}`)))
	for planned, want := range map[bool]check.Verdict{false: check.Fail, true: check.Unknown} {
		inv.Planned = planned
		results := apigee.URLMapLeadsToApigee.Run(inv)
		if len(results) != 1 || results[0].Verdict != want {
			t.Errorf("planned %v: got %v, want one %s", planned, results, want)
		}
	}
}
