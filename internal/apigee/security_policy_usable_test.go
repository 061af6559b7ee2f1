package apigee_test

import "strings"

// typedPolicy is a security policy of a type at a place, in a field of the backend service.
func typedPolicy(field, typ, path string, rules ...string) string {
	return but("compute.backendServices", `"protocol": "HTTPS"`, `"protocol": "HTTPS", "`+field+`": "`+link(path)+`"`) + `,
		"compute.securityPolicies": [{"name": "web", "type": "` + typ + `", "selfLink": "` + link(path) + `", "rules": [` + strings.Join(rules, ", ") + `]}]`
}

const noPolicy = "not_applicable organizations/acme"

var securityPolicyUsable = []verdictCase{
	{name: "no policy", want: []string{noPolicy}, says: []string{"no security policy on the way"}},
	{name: "rules over ranges", world: world(guardedBy(armorAllowRest)), want: []string{"pass " + webRule}},
	{
		name:  "an expression that is in order",
		world: world(guardedBy(armorExpr(900, "deny(403)", `origin.region_code != 'US' && !has(request.headers['x-key'])`), armorAllowRest)),
		want:  []string{"pass " + webRule},
	},
	{
		name:  "ARM-007: two exclusions joined by ||",
		world: world(guardedBy(armorExpr(900, "deny(403)", `origin.region_code != 'US' || origin.region_code != 'CA'`), armorAllowRest)),
		want:  []string{"fail " + webRule}, says: []string{"Rule 900 is true for everybody", "{flaw always-true}", "{rule 900}", "by &&"}, hides: []string{"'US'"},
	},
	{
		name:  "ARM-008: a header with capitals",
		world: world(guardedBy(armorExpr(900, "allow", `request.headers['X-Api-Key'] == 'secret'`), armorDenyRest)),
		want:  []string{"fail " + webRule}, says: []string{`"X-Api-Key"`, "lower case"}, hides: []string{"secret"},
	},
	{
		name:  "ARM-009: a header that may be missing",
		world: world(guardedBy(armorExpr(900, "deny(403)", `request.headers['x-client'] != 'app'`), armorAllowRest)),
		want:  []string{"fail " + webRule}, says: []string{"without has()"},
	},
	{
		name:  "ARM-010: a region code in lower case",
		world: world(guardedBy(armorExpr(900, "allow", `origin.region_code == 'us'`), armorDenyRest)),
		want:  []string{"fail " + webRule}, says: []string{"upper case"},
	},
	{
		name:  "ARM-011: a private range",
		world: world(guardedBy(armorExpr(900, "allow", `inIpRange(origin.ip, '10.0.0.0/8')`), armorDenyRest)),
		want:  []string{"fail " + webRule}, says: []string{"public addresses"},
	},
	{
		name: "a private range in front of an internal load balancer",
		world: world(strings.Replace(guardedBy(armorExpr(900, "allow", `inIpRange(origin.ip, '10.0.0.0/8')`), armorDenyRest),
			`"loadBalancingScheme": "EXTERNAL_MANAGED"`, `"loadBalancingScheme": "INTERNAL_MANAGED"`, 1)),
		want: []string{"pass " + webRule},
	},
	{
		name:  "ARM-012: the client's address comes from no header",
		world: world(guardedBy(armorExpr(900, "allow", `inIpRange(origin.user_ip, '203.0.113.0/24')`), armorDenyRest)),
		want:  []string{"fail " + webRule}, says: []string{"origin.user_ip", "user_ip_request_headers"},
	},
	{
		name: "the client's address comes from a header",
		world: world(strings.Replace(guardedBy(armorExpr(900, "allow", `inIpRange(origin.user_ip, '203.0.113.0/24')`), armorDenyRest),
			`"type": "CLOUD_ARMOR"`, `"type": "CLOUD_ARMOR", "advancedOptionsConfig": {"userIpRequestHeaders": ["x-forwarded-for"]}`, 1)),
		want: []string{"pass " + webRule},
	},
	{
		name: "the headers with the client's address are not known yet",
		world: world(strings.Replace(guardedBy(armorExpr(900, "allow", `inIpRange(origin.user_ip, '203.0.113.0/24')`), armorDenyRest),
			`"type": "CLOUD_ARMOR"`, `"type": "CLOUD_ARMOR", "advancedOptionsConfig": {"userIpRequestHeaders": "?known after apply"}`, 1)),
		want: []string{"pass " + webRule},
	},
	{
		name: "two flaws of two rules",
		world: world(guardedBy(armorExpr(900, "allow", `origin.region_code == 'us'`),
			armorExpr(901, "allow", `origin.asn == 1 || origin.asn == 2 || origin.asn == 3 || origin.asn == 4 || origin.asn == 5 || origin.asn == 6`), armorDenyRest)),
		want: []string{"fail " + webRule}, says: []string{"has 2 flaws", "Rule 900", "Rule 901 joins 6 subexpressions"},
	},
	{
		name:  "a rule in preview decides nothing",
		world: world(guardedBy(strings.Replace(armorExpr(900, "deny(403)", `origin.region_code == 'us'`), `"action"`, `"preview": true, "action"`, 1), armorAllowRest)),
		want:  []string{"pass " + webRule},
	},
	{
		name:  "whether a rule is in preview is not known",
		world: world(guardedBy(strings.Replace(armorExpr(900, "deny(403)", `origin.region_code == 'us'`), `"action"`, `"preview": "?known after apply", "action"`, 1), armorAllowRest)),
		want:  []string{"unknown " + webRule}, says: []string{"in preview: known after apply"},
	},
	{
		name:  "an expression that is not known",
		world: world(guardedBy(armorExpr(900, "deny(403)", "?known after apply"), armorAllowRest)),
		want:  []string{"unknown " + webRule}, says: []string{"the expression of rule 900"},
	},
	{
		name:  "an expression that is none",
		world: world(guardedBy(armorExpr(900, "deny(403)", "origin.city == 'Rome'"), armorAllowRest)),
		want:  []string{"unknown " + webRule}, says: []string{"line 1, column 7", "origin.city"}, hides: []string{"Rome"},
	},
	{
		name:  "ARM-022: a policy for the edge in the place of one for the backend",
		world: world(typedPolicy("securityPolicy", "CLOUD_ARMOR_EDGE", "global/securityPolicies/web", armorAllowRest)),
		want:  []string{"fail " + webRule}, says: []string{"Apply fails: it is of type CLOUD_ARMOR_EDGE", "as its backend policy", "{flaw type}"},
	},
	{
		name:  "a policy for the backend in the place of one for the edge",
		world: world(typedPolicy("edgeSecurityPolicy", "CLOUD_ARMOR", "global/securityPolicies/web", armorAllowRest)),
		want:  []string{"fail " + webRule}, says: []string{"as its edge policy"},
	},
	{
		name:  "a policy for the edge that stands there",
		world: world(typedPolicy("edgeSecurityPolicy", "CLOUD_ARMOR_EDGE", "global/securityPolicies/web", armorExpr(900, "deny(403)", "origin.region_code == 'US'"), armorAllowRest)),
		want:  []string{"pass " + webRule},
	},
	{
		name: "at the edge, what only policies for backends may",
		world: world(typedPolicy("edgeSecurityPolicy", "CLOUD_ARMOR_EDGE", "global/securityPolicies/web",
			armorExpr(900, "deny(403)", "evaluatePreconfiguredWaf('xss-v33-stable')"), armorRanges(901, "throttle", "*"), armorAllowRest)),
		want: []string{"fail " + webRule}, says: []string{"uses evaluatePreconfiguredWaf", "Rule 901 is to throttle"},
	},
	{
		name:  "ARM-023: a regional policy at a global backend service",
		world: world(typedPolicy("securityPolicy", "CLOUD_ARMOR", "regions/us-east1/securityPolicies/web", armorAllowRest)),
		want:  []string{"fail projects/acme/regions/us-east1/securityPolicies/web"}, says: []string{"it is in us-east1", "is global", "{flaw place}"},
	},
	{
		name:  "a policy that is not there",
		world: world(guardedBy(armorAllowRest), `"compute.securityPolicies": []`),
		want:  []string{"unknown organizations/acme"},
	},
	{
		name:  "the backend services are hidden",
		world: world(`"compute.backendServices": []`, gaps("permission compute.backendServices.list denied", "compute.backendServices")),
		want:  []string{"unknown organizations/acme"}, says: []string{"permission compute.backendServices.list denied"},
	},
}

// logging is the backend service with a policy in front and a logConfig.
func logging(config string) string {
	return world(strings.Replace(guardedBy(armorAllowRest), `"protocol": "HTTPS"`, `"protocol": "HTTPS", "logConfig": `+config, 1))
}

var armorDenialsLogged = []verdictCase{
	{name: "no policy", want: []string{"not_applicable " + web}, says: []string{"has no security policy"}},
	{name: "every request is logged", world: logging(`{"enable": true, "sampleRate": 1}`), want: []string{"pass " + web}},
	{name: "logging without a rate is of all", world: logging(`{"enable": true}`), want: []string{"pass " + web}},
	{name: "ARM-025: nothing is said of logging", world: world(guardedBy(armorAllowRest)), want: []string{"fail " + web}, says: []string{"{enable false}", "enable true, sampleRate 1"}},
	{name: "logging is off", world: logging(`{"enable": false, "sampleRate": 1}`), want: []string{"fail " + web}},
	{name: "ARM-026: a sample", world: logging(`{"enable": true, "sampleRate": 0.25}`), want: []string{"fail " + web}, says: []string{"{sample_rate 0.25}"}},
	{name: "a sample of none", world: logging(`{"enable": true, "sampleRate": 0}`), want: []string{"fail " + web}},
	{name: "whether it is on is not known", world: logging(`{"enable": "?known after apply"}`), want: []string{"unknown " + web}},
	{name: "the rate is not known", world: logging(`{"enable": true, "sampleRate": "?known after apply"}`), want: []string{"unknown " + web}},
	{name: "nothing of it is known", world: logging(`"?known after apply"`), want: []string{"unknown " + web}},
}
