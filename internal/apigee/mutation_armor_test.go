package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// guarded is the healthy world with a security policy in a field of its backend service.
func guarded(field string, rules ...body) *testkit.World {
	typ := map[string]string{"securityPolicy": "CLOUD_ARMOR", "edgeSecurityPolicy": "CLOUD_ARMOR_EDGE"}[field]
	return testkit.NewWorld().Add(gcp.SecurityPolicies, "web", body{"type": typ, "rules": rules}).
		Set(gcp.BackendServices, testkit.Front, field, link("global/securityPolicies/web"))
}

func armorBody(priority int, action string, ranges ...string) body {
	return body{"priority": priority, "action": action, "match": body{"versionedExpr": "SRC_IPS_V1", "config": body{"srcIpRanges": ranges}}}
}

func armorMutations() []mutation {
	fails := []string{"armor-admits-clients"}
	usable, logged := []string{"security-policy-usable"}, []string{"armor-denials-logged"}
	allow := armorBody(2147483647, "allow", "*")
	expression := func(action, text string) *testkit.World {
		return guarded("securityPolicy", body{"priority": 900, "action": action, "match": body{"expr": body{"expression": text}}}, armorBody(1000, "allow", "*"), allow)
	}
	return []mutation{
		{name: "two exclusions are joined by ||", world: expression("throttle", "origin.region_code != 'US' || origin.region_code != 'CA'"), fails: usable},
		{name: "a header's name has capitals", world: expression("allow", "request.headers['X-Api-Key'] == 'k'"), fails: usable},
		{name: "a header that may be missing is excluded", world: expression("deny(403)", "request.headers['x-client'] != 'app'"), fails: usable},
		{name: "a region code is in lower case", world: expression("deny(403)", "origin.region_code == 'us'"), fails: usable},
		{name: "a private range is compared", world: expression("allow", "inIpRange(origin.ip, '10.0.0.0/8')"), fails: usable},
		{name: "no header holds the client's address", world: expression("allow", "inIpRange(origin.user_ip, '203.0.113.0/24')"), fails: usable},
		{name: "an edge policy in the backend's place", world: guarded("securityPolicy", allow).Set(gcp.SecurityPolicies, "web", "type", "CLOUD_ARMOR_EDGE"), fails: usable},
		{name: "a regional policy at a global backend service", world: testkit.NewWorld().Add(gcp.SecurityPolicies, "us-east1/web", body{"type": "CLOUD_ARMOR", "rules": []body{allow}}).
			Set(gcp.BackendServices, testkit.Front, "securityPolicy", link("regions/us-east1/securityPolicies/web")), fails: usable},
		{name: "denials are not logged", world: guarded("securityPolicy", allow).Set(gcp.BackendServices, testkit.Front, "logConfig", nil), fails: logged},
		{name: "a sample of the denials is logged", world: guarded("securityPolicy", allow).Set(gcp.BackendServices, testkit.Front, "logConfig.sampleRate", 0.5), fails: logged},
		{name: "the policy's default rule denies", world: guarded("securityPolicy", armorBody(2147483647, "deny(403)", "*")), fails: fails},
		{name: "the edge policy denies", world: guarded("edgeSecurityPolicy", armorBody(2147483647, "deny", "*")), fails: fails},
		{name: "a deny comes before the allow", world: guarded("securityPolicy",
			armorBody(900, "deny(502)", "0.0.0.0/0", "::/0"), armorBody(1000, "allow", "203.0.113.0/24"), armorBody(2147483647, "allow", "*")), fails: fails},
	}
}
