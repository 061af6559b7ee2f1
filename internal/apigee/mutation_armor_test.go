package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// guarded is the healthy world with a security policy in a field of its backend service.
func guarded(field string, rules ...body) *testkit.World {
	return testkit.NewWorld().Add(gcp.SecurityPolicies, "web", body{"type": "CLOUD_ARMOR", "rules": rules}).
		Set(gcp.BackendServices, testkit.Front, field, link("global/securityPolicies/web"))
}

func armorBody(priority int, action string, ranges ...string) body {
	return body{"priority": priority, "action": action, "match": body{"versionedExpr": "SRC_IPS_V1", "config": body{"srcIpRanges": ranges}}}
}

func armorMutations() []mutation {
	fails := []string{"armor-admits-clients"}
	return []mutation{
		{name: "the policy's default rule denies", world: guarded("securityPolicy", armorBody(2147483647, "deny(403)", "*")), fails: fails},
		{name: "the edge policy denies", world: guarded("edgeSecurityPolicy", armorBody(2147483647, "deny", "*")), fails: fails},
		{name: "a deny comes before the allow", world: guarded("securityPolicy",
			armorBody(900, "deny(502)", "0.0.0.0/0", "::/0"), armorBody(1000, "allow", "203.0.113.0/24"), armorBody(2147483647, "allow", "*")), fails: fails},
	}
}
