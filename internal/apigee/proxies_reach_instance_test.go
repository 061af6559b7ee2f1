package apigee_test

import "strings"

// leaving adds rules to those of the healthy world, each of the network of the proxies and
// of direction EGRESS unless it says another.
func leaving(rules ...string) string {
	for i, r := range rules {
		if !strings.Contains(r, `"direction"`) {
			r += `, "direction": "EGRESS"`
		}
		if !strings.Contains(r, `"network"`) {
			r += `, "network": "` + prod + `"`
		}
		rules[i] = "{" + r + "}"
	}
	return but("compute.firewalls", `[{"name": "allow-lb"`, "["+strings.Join(rules, ", ")+`, {"name": "allow-lb"`)
}

const (
	denyOut  = `"name": "deny-out", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/firewalls/deny-out", "priority": 1000, "denied": [{"IPProtocol": "all"}], "destinationRanges": ["0.0.0.0/0"]`
	allowOut = `"name": "allow-out", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/firewalls/allow-out", "priority": 900, "allowed": [{"IPProtocol": "tcp", "ports": ["443"]}], `
)

// leavingPolicy is a network policy with one rule, which the network asks after its VPC rules.
func leavingPolicy(match string) string {
	return `"compute.firewallPolicies": [{"$ref": "projects/acme-host/global/firewallPolicies/p", "$parent": "projects/acme-host/global/networks/prod", "name": "p", "type": "NETWORK",
		"rules": [{"priority": 5, "direction": "EGRESS", "action": "deny", "match": {"layer4Configs": [{"ipProtocol": "all"}], ` + match + `}}]}]`
}

var proxiesReachInstance = []verdictCase{
	{name: "no rule for packets that leave", want: []string{"pass " + east, "pass " + west}},
	{
		name: "all packets that leave are denied", world: world(leaving(denyOut)), want: []string{"fail " + east, "fail " + west},
		says: []string{"{destination 10.0.0.2}", "{port 443}", "{rule deny-out}", "Allow TCP port 443 to 10.0.0.2 in a rule of direction EGRESS", "from an instance of projects/acme/global/instanceTemplates/east to 10.0.0.2 tcp:443"},
	},
	{name: "those to Apigee are allowed before", world: world(leaving(denyOut, allowOut+`"destinationRanges": ["10.0.0.0/21"]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "those to the instance of the east only", world: world(leaving(denyOut, allowOut+`"destinationRanges": ["10.0.0.0/22"]`)), want: []string{"pass " + east, "fail " + west}},
	{name: "allowed on another port", world: world(leaving(denyOut, strings.Replace(allowOut, "443", "8443", 1)+`"destinationRanges": ["10.0.0.0/21"]`)), want: []string{"fail " + east, "fail " + west}},
	{name: "allowed too late", world: world(leaving(strings.Replace(denyOut, "1000", "100", 1), allowOut+`"destinationRanges": ["10.0.0.0/21"]`)), want: []string{"fail " + east, "fail " + west}},
	{name: "allowed for other instances", world: world(leaving(denyOut, allowOut+`"destinationRanges": ["10.0.0.0/21"], "targetTags": ["web"]`)), want: []string{"fail " + east, "fail " + west}},
	{name: "denied for other instances", world: world(leaving(denyOut + `, "targetTags": ["web"]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "denied to elsewhere", world: world(leaving(strings.Replace(denyOut, "0.0.0.0/0", "192.168.0.0/16", 1))), want: []string{"pass " + east, "pass " + west}},
	{name: "denied without a destination, which is any", world: world(leaving(strings.Replace(denyOut, `, "destinationRanges": ["0.0.0.0/0"]`, "", 1))), want: []string{"fail " + east, "fail " + west}},
	{name: "denied for packets that enter", world: world(leaving(strings.Replace(denyOut, "destinationRanges", "sourceRanges", 1)+`, "direction": "INGRESS"`), `"compute.firewallPolicies": []`), want: []string{"pass " + east, "pass " + west}},
	{name: "denied on another network", world: world(leaving(denyOut + `, "network": "projects/acme-host/global/networks/test"`)), want: []string{"pass " + east, "pass " + west}},
	{name: "a denial that is disabled", world: world(leaving(denyOut + `, "disabled": true`)), want: []string{"pass " + east, "pass " + west}},
	{name: "a denial that may be disabled", world: world(leaving(denyOut + `, "disabled": "?known after apply"`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"whether projects/acme-host/global/firewalls/deny-out is disabled"}},
	{name: "a denial to where is known after apply", world: world(leaving(strings.Replace(denyOut, `["0.0.0.0/0"]`, `"?known after apply"`, 1))), want: []string{"unknown " + east, "unknown " + west}, says: []string{"destinationRanges of"}},
	{name: "a denial of one source range only", world: world(leaving(denyOut + `, "sourceRanges": ["10.8.0.0/24"]`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"whether the address of the instance is in sourceRanges of projects/acme-host/global/firewalls/deny-out"}},

	{name: "a policy denies", world: world(leavingPolicy(`"destIpRanges": ["10.0.0.0/8"]`)), want: []string{"fail " + east, "fail " + west}, says: []string{"{rule rule 5 of p}"}},
	{name: "a policy denies, but a VPC rule comes before", world: world(leavingPolicy(`"destIpRanges": ["10.0.0.0/8"]`), leaving(allowOut+`"destinationRanges": ["10.0.0.0/21"]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "a policy denies domain names", world: world(leavingPolicy(`"destFqdns": ["evil.example"]`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"which addresses are in the domain names of rule 5 of p", "give the instance's address"}},
	{name: "a policy denies what is in the internet", world: world(leavingPolicy(`"destIpRanges": ["0.0.0.0/0"], "destNetworkContext": "INTERNET"`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{
		"whether the proxies' packets are in the network context INTERNET of rule 5 of p", "allow the instance's address in a rule without a network context",
	}},
	{name: "a policy denies where is known after apply", world: world(leavingPolicy(`"destIpRanges": "?known after apply"`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"destination ranges of rule 5 of p"}},
	{name: "a policy inspects", world: world(strings.Replace(leavingPolicy(`"destIpRanges": ["10.0.0.0/8"]`), `"deny"`, `"apply_security_profile_group"`, 1)), want: []string{"unknown " + east, "unknown " + west}, says: []string{
		"what the inspection by rule 5 of p lets through", "allow the instance's address before the rule that inspects",
	}},
	{
		name: "a rule is called as it is called", world: world(strings.Replace(leavingPolicy(`"destFqdns": ["evil.example"]`), `"priority": 5`, `"priority": 5, "ruleName": "source ranges"`, 1)),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"which addresses are in the domain names of source ranges of p"},
	},

	{name: "an ENDPOINT known after apply, and nothing denied", world: world(but(templates, "10.0.4.2", "?known after apply")), want: []string{"pass " + east, "pass " + west}},
	{name: "an ENDPOINT known after apply, and everything denied", world: world(but(templates, "10.0.4.2", "?known after apply"), leaving(denyOut)), want: []string{"fail " + east, "fail " + west}},
	{name: "an ENDPOINT known after apply, and some of it denied", world: world(but(templates, "10.0.4.2", "?known after apply"), leaving(strings.Replace(denyOut, "0.0.0.0/0", "10.0.0.0/16", 1))), want: []string{"fail " + east, "unknown " + west}},
	{name: "rules that could not be listed", world: world(gaps("denied", "compute.firewalls")), want: []string{"unknown " + east, "unknown " + west}, says: []string{"denied"}},
	{name: "two interfaces", world: world(leaving(denyOut), but(templates, `subnetworks/east"}]`, `subnetworks/east"}, {"network": "`+prod+`"}]`)), want: []string{"unknown " + east, "fail " + west}},
	{name: "what may be proxies", world: world(leaving(denyOut), withoutTemplates()), want: []string{"unknown " + east, "unknown " + west}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}
