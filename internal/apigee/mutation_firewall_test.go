package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// ruled is the healthy world with one field of the rule for the load balancer set.
func ruled(field string, v any) *testkit.World {
	return testkit.NewWorld().Set(gcp.Firewalls, "allow-lb", field, v)
}

// denied is the healthy world with one more VPC rule, which denies tcp.
func denied(priority int, ranges ...string) *testkit.World {
	return testkit.NewWorld().Firewall("deny", body{"priority": priority, "sourceRanges": ranges, "denied": []body{{"IPProtocol": "tcp"}}})
}

// policyFirst is the healthy world with a network policy before the VPC rules.
func policyFirst(rules ...body) *testkit.World {
	return testkit.NewWorld().NetworkPolicy("first", rules...).Set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder", "BEFORE_CLASSIC_FIREWALL")
}

func firewallMutations() []mutation {
	reaches := []string{"load-balancer-reaches-proxies"}
	anywhere := "0.0.0.0/0"
	return []mutation{
		{name: "no rule", world: testkit.NewWorld().DropAll(gcp.Firewalls), fails: reaches},
		{name: "the rule is disabled", world: ruled("disabled", true), fails: reaches},
		{name: "the rule has one of two ranges", world: ruled("sourceRanges", []string{"35.191.0.0/16"}), fails: reaches},
		{name: "the rule lacks an address", world: ruled("sourceRanges", []string{"35.191.0.0/17", "35.191.128.0/18", "35.191.192.0/19", "35.191.224.0/20", "130.211.0.0/22"}), fails: reaches},
		{name: "the rule has the range of the Identity-Aware Proxy", world: ruled("sourceRanges", []string{"35.235.240.0/20"}), fails: reaches},
		{name: "the rule is for another tag", world: ruled("targetTags", []string{"apigee-proxy"}), fails: reaches},
		{name: "the proxies lack the tag", world: testkit.NewWorld().Set(gcp.InstanceTemplates, westProxies, "properties.tags.items", []string{"https-server"}), fails: reaches},
		{name: "the rule is for another network", world: ruled("network", hostNetwork+"test"), fails: reaches},
		{name: "the rule is for the network of that name in the proxies' project", world: ruled("network", link("global/networks/prod")), fails: reaches},
		{name: "the rule is for another port", world: ruled("allowed", []body{{"IPProtocol": "tcp", "ports": []string{"80", "8443-8444"}}}), fails: reaches},
		{name: "the rule is for udp", world: ruled("allowed", []body{{"IPProtocol": "udp", "ports": []string{"443"}}}), fails: reaches},
		{name: "the rule is for packets that leave", world: ruled("direction", "EGRESS"), fails: reaches},
		{name: "the rule is for packets with a tag", world: testkit.NewWorld().Set(gcp.Firewalls, "allow-lb", "sourceRanges", nil).Set(gcp.Firewalls, "allow-lb", "sourceTags", []string{"lb"}), fails: reaches},
		{name: "the rule is for another service account", world: testkit.NewWorld().Set(gcp.Firewalls, "allow-lb", "targetTags", nil).
			Set(gcp.Firewalls, "allow-lb", "targetServiceAccounts", []string{"proxy@acme.iam.gserviceaccount.com"}).
			SetAll(gcp.InstanceTemplates, "properties.serviceAccounts", []body{{"email": "other@acme.iam.gserviceaccount.com"}}), fails: reaches},
		{name: "an earlier rule denies all", world: denied(900, anywhere), fails: reaches},
		{name: "a rule of the same priority denies all", world: denied(1000, anywhere), fails: reaches},
		{name: "an earlier rule denies a part", world: denied(10, "35.191.7.0/24"), fails: reaches},
		{name: "a rule that disagrees by a single address", world: denied(0, "130.211.3.255/32"), fails: reaches},
		{name: "the organization denies", world: testkit.NewWorld().HierarchicalPolicy(0, "org", testkit.Ingress(100, "deny", "tcp", anywhere)), fails: reaches},
		{name: "a folder denies what the organization passes on", world: testkit.NewWorld().HierarchicalPolicy(0, "org", testkit.Ingress(100, "goto_next", "all", anywhere)).
			HierarchicalPolicy(1, "folder", testkit.Ingress(100, "deny", "tcp:443", "35.191.0.0/16")), fails: reaches},
		{name: "a network policy that comes first denies", world: policyFirst(testkit.Ingress(100, "deny", "tcp:443", anywhere)), fails: reaches},
		{name: "the allowing network policy comes after a rule that denies", world: denied(900, anywhere).NetworkPolicy("last", testkit.Ingress(1, "allow", "all", anywhere)), fails: reaches},
		{name: "goto_next leaves the policy that would allow", world: testkit.NewWorld().DropAll(gcp.Firewalls).
			NetworkPolicy("only", testkit.Ingress(1, "goto_next", "all", anywhere), testkit.Ingress(2, "allow", "all", anywhere)), fails: reaches},
		{name: "a regional policy alone allows in one region of two", world: testkit.NewWorld().DropAll(gcp.Firewalls).
			RegionalPolicy("us-east1", "east", testkit.Ingress(1, "allow", "tcp:443", anywhere)), fails: reaches},
		{name: "a regional policy that comes first denies", world: testkit.NewWorld().RegionalPolicy("us-west1", "west", testkit.Ingress(1, "deny", "all", anywhere)).
			Set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder", "BEFORE_CLASSIC_FIREWALL"), fails: reaches},
		{name: "the named port is another", world: testkit.NewWorld().Set(gcp.InstanceGroupManagers, eastProxies, "namedPorts.0.port", 8443),
			fails: []string{"backend-port-name-matches", "load-balancer-reaches-proxies"}, why: "the proxies do not forward the port that the firewall does not admit"},
		{name: "the health check asks another port", world: testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck.port", 8443),
			fails: []string{"health-check-fits-apigee", "load-balancer-reaches-proxies"}, why: "the proxies do not forward the port that the firewall does not admit"},
		{name: "the proxy-only subnetwork is not admitted", world: testkit.NewWorld().RegionalFront("us-east1", "INTERNAL_MANAGED").Drop(gcp.Firewalls, "allow-proxy-only-us-east1"), fails: reaches},
	}
}

// firewallTraps look shut and are open.
func firewallTraps() map[string]*testkit.World {
	anywhere := "0.0.0.0/0"
	halves := func(name, half string) func(w *testkit.World) *testkit.World {
		return func(w *testkit.World) *testkit.World {
			return w.Firewall(name, body{"sourceRanges": []string{half}, "targetTags": []string{testkit.Tag}, "allowed": []body{{"IPProtocol": "tcp", "ports": []string{"443"}}}})
		}
	}
	return map[string]*testkit.World{
		"several rules that admit all together": halves("a", "35.191.0.0/17")(halves("b", "35.191.128.0/17")(ruled("sourceRanges", []string{"130.211.0.0/22"}))),
		"a rule of priority 0 before a rule that denies": func() *testkit.World {
			return denied(0, "10.0.0.0/8").Set(gcp.Firewalls, "allow-lb", "priority", 0).Firewall("deny-all", body{"priority": 1, "sourceRanges": []string{anywhere}, "denied": []body{{"IPProtocol": "all"}}})
		}(),
		"the protocol as a number":                      ruled("allowed", []body{{"IPProtocol": "6", "ports": []string{"400-500"}}}),
		"all protocols":                                 ruled("allowed", []body{{"IPProtocol": "all"}}),
		"a rule for all instances":                      ruled("targetTags", nil),
		"a rule for every source":                       ruled("sourceRanges", nil),
		"a later rule denies all":                       denied(1001, anywhere),
		"a rule that is disabled denies all":            denied(1, anywhere).Set(gcp.Firewalls, "deny", "disabled", true),
		"a rule that denies packets that leave":         testkit.NewWorld().Firewall("egress", body{"direction": "EGRESS", "priority": 1, "destinationRanges": []string{"192.0.2.0/24"}, "denied": []body{{"IPProtocol": "all"}}}),
		"a rule that denies other sources":              denied(1, "203.0.113.0/24", "35.235.240.0/20"),
		"a rule that denies to another tag":             denied(1, anywhere).Set(gcp.Firewalls, "deny", "targetTags", []string{"db"}),
		"a rule that denies in another network":         denied(1, anywhere).Set(gcp.Firewalls, "deny", "network", hostNetwork+"test"),
		"the organization's policy steps aside":         testkit.NewWorld().HierarchicalPolicy(0, "org", testkit.Ingress(0, "goto_next", "all", anywhere), testkit.Ingress(1, "deny", "all", anywhere)),
		"the organization allows what a rule denies":    denied(1, anywhere).HierarchicalPolicy(0, "org", testkit.Ingress(5, "allow", "tcp:443", "130.211.0.0/22", "35.191.0.0/16")),
		"a network policy allows where no rule matches": testkit.NewWorld().DropAll(gcp.Firewalls).NetworkPolicy("net", testkit.Ingress(7, "allow", "tcp:443", anywhere)),
		"a network policy that comes last denies":       testkit.NewWorld().NetworkPolicy("net", testkit.Ingress(7, "deny", "all", anywhere)),
		"a regional policy of another region denies": testkit.NewWorld().RegionalPolicy("europe-west1", "eu", testkit.Ingress(1, "deny", "all", anywhere)).
			Set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder", "BEFORE_CLASSIC_FIREWALL"),
		"no rule for Private Service Connect": testkit.NewWorld().PSC().DropAll(gcp.Firewalls),
		"three hundred rules of others":       testkit.NewWorld().Firewalls(300),
	}
}
