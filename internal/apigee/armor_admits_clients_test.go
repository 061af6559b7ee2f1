package apigee_test

import (
	"fmt"
	"strings"
)

// guardedBy puts a security policy in front of the proxies.
func guardedBy(rules ...string) string {
	return but("compute.backendServices", `"protocol": "HTTPS"`, `"protocol": "HTTPS", "securityPolicy": "`+link("global/securityPolicies/web")+`"`) +
		",\n" + securityPolicies("web", rules...)
}

func securityPolicies(name string, rules ...string) string {
	return fmt.Sprintf(`"compute.securityPolicies": [{"name": %q, "type": "CLOUD_ARMOR", "selfLink": %q, "rules": [%s]}]`,
		name, link("global/securityPolicies/"+name), strings.Join(rules, ", "))
}

func armorRanges(priority int, action string, ranges ...string) string {
	return fmt.Sprintf(`{"priority": %d, "action": %q, "preview": false, "match": {"versionedExpr": "SRC_IPS_V1", "config": {"srcIpRanges": ["%s"]}}}`,
		priority, action, strings.Join(ranges, `", "`))
}

func armorExpr(priority int, action, text string) string {
	return fmt.Sprintf(`{"priority": %d, "action": %q, "match": {"expr": {"expression": %q}}}`, priority, action, text)
}

func clientRanges(ranges ...string) string {
	return `"client_ranges": ["` + strings.Join(ranges, `", "`) + `"]`
}

var (
	armorAllowRest = armorRanges(2147483647, "allow", "*")
	armorDenyRest  = armorRanges(2147483647, "deny(403)", "*")
)

const (
	web     = "projects/acme/global/backendServices/proxies"
	webRule = "projects/acme/global/securityPolicies/web"
)

var armorAdmitsClients = []verdictCase{
	{name: "no policy", want: []string{"pass " + web}, says: []string{"has no security policy"}},
	{
		name:  "a policy that allows everybody",
		world: world(guardedBy(armorAllowRest)),
		want:  []string{"pass " + web}, says: []string{"admit the clients"},
	},
	{
		name:  "an allow list, and nobody says where clients come from",
		world: world(guardedBy(armorRanges(1, "allow", "198.51.100.0/24"), armorDenyRest)),
		want:  []string{"pass " + web}, says: []string{"admit some clients", "198.51.100.0/24", "client_ranges"},
	},
	{
		name:  "ARM-001: the default rule denies, and nothing allows",
		world: world(guardedBy(armorDenyRest)),
		want:  []string{"fail " + web},
		says:  []string{"denies everybody", "status 403, by the default rule of " + webRule, "{priority 2147483647}", "{status 403}", "{client 1.0.0.0}", "{stage backend}"},
	},
	{
		name:  "ARM-001, for clients: the default rule denies those that are in no allow list",
		world: world(guardedBy(armorRanges(1000, "allow", "203.0.113.0/25"), armorDenyRest), clientRanges("203.0.113.0/24")),
		want:  []string{"fail " + web},
		says:  []string{"203.0.113.128/25: status 403", "{client 203.0.113.128}", "allows 203.0.113.128/25, with a priority below 2147483647"},
	},
	{
		name:  "ARM-002: a deny with a smaller number than the allow",
		world: world(guardedBy(armorRanges(1000, "deny(404)", "*"), armorRanges(2000, "allow", "203.0.113.0/24"), armorAllowRest)),
		want:  []string{"fail " + web}, says: []string{"status 404, by rule 1000 of " + webRule, "below 1000"},
	},
	{
		name:  "ARM-003: the allow is in preview",
		world: world(guardedBy(strings.Replace(armorRanges(1000, "allow", "*"), "false", "true", 1), armorDenyRest)),
		want:  []string{"fail " + web}, says: []string{"Take rule 1000 of " + webRule + " out of preview"},
	},
	{
		name:  "ARM-006: IPv6 clients are in no allow list of IPv4 ranges",
		world: world(guardedBy(armorRanges(1, "allow", "0.0.0.0/0"), armorDenyRest), clientRanges("203.0.113.0/24", "2001:db8::/32")),
		want:  []string{"fail " + web}, says: []string{"2001:db8::/32: status 403"}, hides: []string{"203.0.113.0/24: status"},
	},
	{
		name:  "ARM-007: two regions that are not, joined by or",
		world: world(guardedBy(armorExpr(1, "deny(403)", `origin.region_code != 'US' || origin.region_code != 'CA'`), armorAllowRest)),
		want:  []string{"fail " + web}, says: []string{"by rule 1 of"},
	},
	{
		name:  "ARM-008: a header's name in capitals matches nothing",
		world: world(guardedBy(armorExpr(1, "allow", `request.headers['X-Api-Key'] == 'k'`), armorDenyRest)),
		want:  []string{"fail " + web},
	},
	{
		name:  "ARM-010: a region code in lower case matches nothing",
		world: world(guardedBy(armorExpr(1, "allow", `origin.region_code == 'us'`), armorDenyRest)),
		want:  []string{"fail " + web},
	},
	{
		name:  "ARM-011: no client of an external load balancer has a private address",
		world: world(guardedBy(armorExpr(1, "allow", `inIpRange(origin.ip, '10.0.0.0/8')`), armorDenyRest)),
		want:  []string{"fail " + web},
	},
	{
		name:  "ARM-014: a throttle admits below its threshold",
		world: world(guardedBy(armorRanges(1, "throttle", "*"), armorDenyRest), clientRanges("203.0.113.0/24")),
		want:  []string{"pass " + web},
	},
	{
		name:  "ARM-017: a redirect to reCAPTCHA",
		world: world(guardedBy(`{"priority": 1, "action": "redirect", "redirectOptions": {"type": "GOOGLE_RECAPTCHA"}, "match": {"config": {"srcIpRanges": ["*"]}}}`, armorAllowRest)),
		want:  []string{"fail " + web}, says: []string{"a redirect (302) to GOOGLE_RECAPTCHA"},
	},
	{
		name:  "ARM-019: what the preconfigured rules find nobody knows",
		world: world(guardedBy(armorExpr(1, "deny(403)", `evaluatePreconfiguredWaf('sqli-v33-stable')`), armorAllowRest), clientRanges("203.0.113.0/24")),
		want:  []string{"unknown " + web}, says: []string{"evaluatePreconfiguredWaf('sqli-v33-stable') is known to Google only", "enforcedSecurityPolicy"},
	},
	{
		name: "ARM-020: the edge policy denies",
		world: world(but("compute.backendServices", `"protocol": "HTTPS"`, `"protocol": "HTTPS", "edgeSecurityPolicy": "`+link("global/securityPolicies/web")+`"`),
			securityPolicies("web", armorRanges(2147483647, "deny", "*"))),
		want: []string{"fail " + web}, says: []string{"{stage edge}"},
	},
	{
		name:  "ARM-021: the organization's policy denies, and the backend service has none",
		world: world(`"compute.organizationSecurityPolicies": [{"$ref": "locations/global/securityPolicies/7", "$parent": "projects/acme", "name": "7", "type": "CLOUD_ARMOR", "rules": [` + armorDenyRest + `]}]`),
		want:  []string{"fail " + web}, says: []string{"{stage hierarchical}", "locations/global/securityPolicies/7"},
	},
	{
		name:  "policies of the organization that could not be read",
		world: world(guardedBy(armorAllowRest), gaps("permission denied", "compute.organizationSecurityPolicies")),
		want:  []string{"unknown " + web}, says: []string{"permission denied"},
	},
	{
		name:  "policies of the organization that could not be read, where the service's own denies",
		world: world(guardedBy(armorDenyRest), gaps("permission denied", "compute.organizationSecurityPolicies")),
		want:  []string{"fail " + web},
	},
	{
		name: "a policy that could not be read",
		world: world(but("compute.backendServices", `"protocol": "HTTPS"`, `"protocol": "HTTPS", "securityPolicy": "`+link("global/securityPolicies/web")+`"`),
			`"compute.securityPolicies": []`, gaps("permission denied", "compute.securityPolicies")),
		want: []string{"unknown " + web}, says: []string{"the security policy of " + web, "permission denied"},
	},
	{
		name:  "a policy whose name is not known",
		world: world(but("compute.backendServices", `"protocol": "HTTPS"`, `"protocol": "HTTPS", "securityPolicy": "?known after apply"`)),
		want:  []string{"unknown " + web}, says: []string{"known after apply"},
	},
	{
		name:  "a rule for some paths denies a plain GET of / but not what clients send, perhaps",
		world: world(guardedBy(armorExpr(1, "deny(404)", `!request.path.startsWith('/v1')`), armorAllowRest), clientRanges("203.0.113.0/24")),
		want:  []string{"unknown " + web}, says: []string{"denies a plain GET of /"},
	},
	{
		name:  "a rule for some paths admits a plain GET of /",
		world: world(guardedBy(armorExpr(1, "deny(404)", `request.path.startsWith('/admin')`), armorAllowRest), clientRanges("203.0.113.0/24")),
		want:  []string{"pass " + web},
	},
	{
		name:  "a rule that denies one of the hosts",
		world: world(guardedBy(armorExpr(1, "deny(404)", `request.headers['host'] == 'test.acme.example'`), armorAllowRest), clientRanges("203.0.113.0/24")),
		want:  []string{"fail " + web}, says: []string{"{hostname test.acme.example}"},
	},
	{
		name:  "an expression that is none of the language",
		world: world(guardedBy(armorExpr(1, "deny(403)", `origin.ipp == '1.2.3.4'`), armorAllowRest), clientRanges("203.0.113.0/24")),
		want:  []string{"unknown " + web}, says: []string{"line 1, column 7: there is no attribute origin.ipp"},
	},
	{
		name:  "a backend service that may lead elsewhere, and admits",
		world: world(but("compute.backendServices", link("regions/us-east1/instanceGroups/east"), "?known after apply", link("regions/us-west1/instanceGroups/west"), "?known after apply")),
		want:  []string{"pass " + web},
	},
	{
		name: "a backend service that may lead elsewhere, and denies",
		world: world(but("compute.backendServices", `"protocol": "HTTPS"`, `"protocol": "HTTPS", "securityPolicy": "`+link("global/securityPolicies/web")+`"`,
			link("regions/us-east1/instanceGroups/east"), "?known after apply", link("regions/us-west1/instanceGroups/west"), "?known after apply"),
			securityPolicies("web", armorDenyRest)),
		want: []string{"unknown organizations/acme"}, says: []string{"known after apply"},
	},
	{
		name:  "no backend service",
		world: world(`"compute.backendServices": []`, securityPolicies("web", armorDenyRest)),
		want:  []string{"not_applicable organizations/acme"},
	},
}
