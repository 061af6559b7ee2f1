package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// order sets the network's enforcement order.
func order(v string) func(*testkit.World) {
	return func(w *testkit.World) { w.Set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder", v) }
}

// fromLB is the sources of a policy rule for the load balancer.
const fromLB = "from 130.211.0.0/22,35.191.0.0/16"

func TestFirewall_asksPoliciesInOrder(t *testing.T) {
	t.Parallel()
	const before, after = "BEFORE_CLASSIC_FIREWALL", "AFTER_CLASSIC_FIREWALL"
	judgeAll(t, []firewallCase{
		// Hierarchical policies come first, whatever the order.
		{name: "a hierarchical deny before a VPC allow", vpc: []string{allowLB}, policies: []string{"hierarchy/0 org: deny 10 tcp from 0.0.0.0/0"}, want: "fail", by: "rule 10 of org",
			says: []string{"rule 10 of org drops them (hierarchical policy org)", "In hierarchical policy org, allow tcp:443", "locations/global/firewallPolicies/", "hierarchical policy org: rule 10 matches: deny"}},
		{name: "a hierarchical allow before a VPC deny", vpc: []string{"no deny 0 all"}, policies: []string{"hierarchy/0 org: allow 10 tcp:443 " + fromLB}, want: "pass"},
		{name: "a hierarchical deny of other ports", vpc: []string{allowLB}, policies: []string{"hierarchy/0 org: deny 10 tcp:22 from 0.0.0.0/0"}, want: "pass"},
		{name: "the organization's policy before a folder's", policies: []string{"hierarchy/1 folder: deny 1 all from 0.0.0.0/0", "hierarchy/0 org: allow 10 tcp:443 " + fromLB}, want: "pass"},
		{name: "a folder's policy after the organization's", vpc: []string{allowLB}, policies: []string{"hierarchy/2 sub: deny 1 all from 0.0.0.0/0", "hierarchy/0 org: goto_next 0 all from 0.0.0.0/0", "hierarchy/1 folder: goto_next 0 all from 0.0.0.0/0"}, want: "fail", by: "rule 1 of sub"},
		{name: "two policies whose order is not known", vpc: []string{allowLB}, policies: []string{"hierarchy/1 a: deny 1 all from 35.191.0.0/16", "hierarchy/1 b: allow 1 tcp:443 " + fromLB}, want: "unknown", says: []string{"when hierarchical policy"}},
		{name: "two policies whose order does not matter", vpc: []string{allowLB}, policies: []string{"hierarchy/1 a: deny 1 tcp:22 from 0.0.0.0/0", "hierarchy/1 b: goto_next 1 all from 0.0.0.0/0"}, want: "pass"},
		{name: "a hierarchical rule for another network", vpc: []string{allowLB}, policies: []string{"hierarchy/0 org: deny 1 all from 0.0.0.0/0 on " + otherNetwork}, want: "pass"},
		{name: "a hierarchical rule for this network", vpc: []string{allowLB}, policies: []string{"hierarchy/0 org: deny 1 all from 0.0.0.0/0 on projects/acme-host/global/networks/prod"}, want: "fail"},
		{name: "a hierarchical rule for a network that is not known", vpc: []string{allowLB}, policies: []string{"hierarchy/0 org: deny 1 all from 0.0.0.0/0 on ?later"}, want: "unknown", says: []string{"later"}},

		// System policies come second.
		{name: "a system policy before VPC rules", vpc: []string{allowLB}, policies: []string{"SYSTEM_REGIONAL/us-east1 gke: deny 1 all from 35.191.0.0/16"}, want: "fail", by: "rule 1 of gke"},
		{name: "a system policy after hierarchical ones", policies: []string{"SYSTEM_GLOBAL gke: deny 1 all from 35.191.0.0/16", "hierarchy/0 org: allow 10 tcp:443 " + fromLB}, want: "pass"},
		{name: "a system policy of another region", vpc: []string{allowLB}, policies: []string{"SYSTEM_REGIONAL/us-west1 gke: deny 1 all from 35.191.0.0/16"}, want: "pass"},
		{name: "a system policy as networks.getEffectiveFirewalls names it", vpc: []string{allowLB}, policies: []string{"SYSTEM gke: deny 1 all from 35.191.0.0/16"}, want: "fail", by: "rule 1 of gke"},

		// Network policies come after VPC rules unless the network says otherwise.
		{name: "a network policy allows what no VPC rule matches", policies: []string{"network net: allow 10 tcp:443 " + fromLB}, want: "pass", says: []string{"rule 10 of net admits"}},
		{name: "a network policy allows what a VPC rule denies first", vpc: []string{"no deny 65534 all"}, policies: []string{"network net: allow 10 tcp:443 " + fromLB}, want: "fail", by: "no", says: []string{"rule 10 of net would admit them, but no (priority 65534) comes before it"}},
		{name: "a network policy denies what a VPC rule allows first", vpc: []string{allowLB}, policies: []string{"network net: deny 10 all from 0.0.0.0/0"}, want: "pass"},
		{name: "a network policy denies before VPC rules", vpc: []string{allowLB}, policies: []string{"network net: deny 10 all from 0.0.0.0/0"}, edit: order(before), want: "fail", by: "rule 10 of net"},
		{name: "a network policy allows before VPC rules", vpc: []string{"no deny 0 all"}, policies: []string{"network net: allow 10 tcp:443 " + fromLB}, edit: order(before), want: "pass"},
		{name: "an order that is not known, and matters", vpc: []string{allowLB}, policies: []string{"network net: deny 10 all from 0.0.0.0/0"}, edit: order("?known after apply"), want: "unknown", says: []string{"networkFirewallPolicyEnforcementOrder", "known after apply"}},
		{name: "an order that is not known, and does not matter", vpc: []string{allowLB}, policies: []string{"network net: allow 10 all from 0.0.0.0/0"}, edit: order("?known after apply"), want: "pass"},
		{name: "denied in one order and in the other", vpc: []string{"no deny 1 tcp from 35.191.0.0/16"}, policies: []string{"network net: deny 10 all from 0.0.0.0/0"}, edit: order("?known after apply"), want: "fail"},
		{name: "an order nobody has heard of", vpc: []string{allowLB}, policies: []string{"network net: deny 10 all from 0.0.0.0/0"}, edit: order("AROUND_CLASSIC_FIREWALL"), want: "unknown"},
		{name: "no order is the default", vpc: []string{allowLB}, policies: []string{"network net: deny 10 all from 0.0.0.0/0"}, edit: func(w *testkit.World) {
			w.Set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder", nil)
		}, want: "pass"},
		{name: "two network policies by the priority of their association", policies: []string{"network/200 late: deny 1 all from 0.0.0.0/0", "network/100 early: allow 10 tcp:443 " + fromLB}, want: "pass"},

		// Regional policies come last of the policies.
		{name: "a regional policy denies", policies: []string{"regional/us-east1 reg: deny 1 all from 35.191.0.0/16"}, vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22"}, want: "fail", by: "rule 1 of reg"},
		{name: "a regional policy denies before VPC rules", vpc: []string{allowLB}, policies: []string{"regional/us-east1 reg: deny 1 all from 35.191.0.0/16"}, edit: order(before), want: "fail", by: "rule 1 of reg"},
		{name: "a regional policy allows what nothing else decides", policies: []string{"regional/us-east1 reg: allow 1 tcp:443 " + fromLB}, want: "pass"},
		{name: "the global policy before the regional one", policies: []string{"regional/us-east1 reg: allow 1 tcp:443 " + fromLB, "network net: deny 10 all from 35.191.0.0/20"}, edit: order(after), want: "fail", by: "rule 10 of net"},
		{name: "a regional policy of another region", policies: []string{"regional/us-west1 reg: allow 1 tcp:443 " + fromLB}, want: "fail"},
		{name: "a regional policy of a region that is not known", policies: []string{"NETWORK_REGIONAL/?later reg: allow 1 tcp:443 " + fromLB}, want: "unknown", says: []string{"later"}},
		{name: "regional policies that are not known may allow", edit: hidesRegional("us-east1"), want: "unknown", says: []string{"regional call failed"}},
		{name: "regional policies that are not known, Google's own included, come before VPC rules", vpc: []string{allowLB}, edit: hidesRegional("us-east1"), want: "unknown", says: []string{"regional call failed"}},
		{name: "regional policies that are not known come after hierarchical ones", policies: []string{"hierarchy/0 org: allow 1 tcp:443 " + fromLB}, edit: hidesRegional("us-east1"), want: "pass"},
		{name: "policies of another region are not known", vpc: []string{allowLB}, edit: hidesRegional("us-west1"), want: "pass"},

		// Kinds and networks that are not known.
		{name: "a policy of a kind nobody has heard of, that denies", vpc: []string{allowLB}, policies: []string{"PERIMETER p: deny 1 all from 35.191.0.0/16"}, want: "unknown", says: []string{"when firewall policy p is asked"}},
		{name: "a policy of a kind nobody has heard of, that allows", vpc: []string{allowLB}, policies: []string{"PERIMETER p: allow 1 all from 35.191.0.0/16"}, want: "pass"},
		{name: "a policy that is associated with nothing", policies: []string{"network net: allow 10 tcp:443 " + fromLB}, model: unassociated, want: "fail", says: []string{"belongs to a policy that is associated with no network"}},
		{name: "a policy some of whose rules are not known", vpc: []string{allowLB}, policies: []string{"hierarchy/0 org: goto_next 5 all from 0.0.0.0/0"}, edit: func(w *testkit.World) {
			w.SetAll(gcp.FirewallPolicies, "rules", "?later")
		}, want: "unknown", says: []string{"later"}},
	})
}

// hidesRegional makes the policies of one region unknown.
func hidesRegional(region string) func(*testkit.World) {
	return func(w *testkit.World) {
		w.AddGap(gcp.FirewallPolicies, apigee.Gap{What: "policies of " + region, Reason: "regional call failed", Settle: "try again", Location: region})
	}
}

// unassociated takes every policy off the network.
func unassociated(inv *apigee.Inventory) {
	for i := range inv.FirewallPolicies.Items {
		inv.FirewallPolicies.Items[i].Network = value.Of[value.Ref]{}
	}
}

func TestFirewall_readsPolicyRules(t *testing.T) {
	t.Parallel()
	bound := func(values ...string) func(*testkit.World) {
		return func(w *testkit.World) {
			tags := testkit.Body{}
			for _, v := range values {
				tags["tagKeys/"+v] = "tagValues/" + v
			}
			w.Set(gcp.InstanceTemplates, "proxy-us-east1", "properties.resourceManagerTags", tags)
		}
	}
	policy := func(rules string) []string { return []string{"network net: " + rules} }
	judgeAll(t, []firewallCase{
		{name: "ascending priority", policies: policy("allow 10 tcp:443 " + fromLB + "; deny 9 all from 35.191.0.0/17"), want: "fail", by: "rule 9 of net"},
		{name: "a rule without a priority comes first", policies: policy("deny null all from 35.191.0.0/17; allow 1 tcp:443 " + fromLB), want: "fail", by: "rule 0 of net", edit: func(w *testkit.World) {
			w.Set(gcp.FirewallPolicies, "net", "rules.0.priority", nil)
		}},
		{name: "goto_next leaves the policy and falls to the implied deny", policies: policy("goto_next 1 tcp from 0.0.0.0/0; allow 2 tcp:443 " + fromLB), want: "fail", by: "implied deny",
			says: []string{"network policy net: rule 1 matches: next filter", "implied deny: deny"}},
		{name: "goto_next leads to the regional policy", policies: []string{"network net: goto_next 1 tcp from 0.0.0.0/0", "regional/us-east1 reg: allow 2 tcp:443 " + fromLB}, want: "pass"},
		{name: "disabled", policies: policy("allow 1 tcp:443 " + fromLB + " disabled"), want: "fail", says: []string{"rule 1 of net would admit them, but it is disabled"}},
		{name: "egress", policies: policy("allow 1 tcp:443 " + fromLB + " egress"), want: "fail", says: []string{"EGRESS"}},
		{name: "a direction that is not known", policies: policy("allow 1 tcp:443 " + fromLB + " direction ?later"), want: "unknown", says: []string{"later"}},
		{name: "inspection may drop", policies: policy("apply_security_profile_group 1 tcp:443 " + fromLB), want: "unknown", says: []string{"inspection"}},
		{name: "inspection of others", policies: policy("apply_security_profile_group 1 tcp:443 from 10.0.0.0/8; allow 2 tcp:443 " + fromLB), want: "pass"},
		{name: "an action that is not known", policies: policy("?later 1 tcp:443 " + fromLB), want: "unknown", says: []string{"later"}},
		{name: "an action nobody has heard of", policies: policy("mirror 1 tcp:443 " + fromLB), want: "unknown", says: []string{`"mirror"`}},
		{name: "no source is any source", policies: policy("allow 1 tcp:443"), want: "pass"},
		{name: "a destination", policies: policy("allow 1 tcp:443 " + fromLB + " to 10.0.0.0/8"), want: "unknown", says: []string{"destination ranges"}},
		{name: "a rule for the proxies of internal load balancers", policies: []string{"hierarchy/0 org: deny 1 all from 0.0.0.0/0 targettype INTERNAL_MANAGED_LB"}, vpc: []string{allowLB}, want: "pass"},
		{name: "a rule for instances", policies: policy("allow 1 tcp:443 " + fromLB + " targettype INSTANCES"), want: "pass"},

		// Sources other than ranges.
		{name: "an address group possibly has the ranges", policies: policy("allow 1 tcp:443 groups projects/acme/locations/global/addressGroups/lb"), want: "unknown", says: []string{"address groups"}},
		{name: "ranges suffice beside an address group", policies: policy("allow 1 tcp:443 " + fromLB + " groups g"), want: "pass"},
		{name: "a deny by country, after the allow", policies: policy("allow 1 tcp:443 " + fromLB + "; deny 2 all codes US"), want: "pass"},
		{name: "a deny by country, before the allow", policies: policy("deny 1 all codes US; allow 2 tcp:443 " + fromLB), want: "unknown", says: []string{"region codes"}},
		{name: "a deny by threat list", policies: policy("deny 1 all threats iplist-known-malicious-ips; allow 2 tcp:443 " + fromLB), want: "unknown", says: []string{"threat lists"}},
		{name: "an allow by domain name", policies: policy("allow 1 tcp:443 domains google.com"), want: "unknown", says: []string{"domain names"}},
		{name: "source secure tags only", policies: policy("allow 1 tcp:443 sourcesecure tagValues/1"), want: "fail", says: []string{"it admits by source tag"}},
		{name: "source secure tags beside ranges", policies: policy("allow 1 tcp:443 " + fromLB + " sourcesecure tagValues/1"), want: "pass"},
		{name: "ineffective source secure tags only", policies: policy("deny 1 all sourcesecure tagValues/1=INEFFECTIVE; allow 2 tcp:443 " + fromLB), want: "pass"},
		{name: "the network context INTERNET", policies: policy("allow 1 tcp:443 " + fromLB + " context INTERNET"), want: "unknown", says: []string{"network context INTERNET"}},
		{name: "a deny in the network context INTERNET, after the allow", policies: policy("allow 1 tcp:443 " + fromLB + "; deny 2 all from 0.0.0.0/0 context INTERNET"), want: "pass"},
		{name: "a network context narrows the ranges", policies: policy("allow 1 tcp:443 from 10.0.0.0/8 context NON_INTERNET"), want: "fail"},
		{name: "no network context", policies: policy("allow 1 tcp:443 " + fromLB + " context UNSPECIFIED"), want: "pass"},

		// Targets.
		{name: "network tags mean nothing to policies", policies: policy("allow 1 tcp:443 " + fromLB + " secure gke-apigee-proxy"), edit: terraform(bound("7")), want: "unknown", says: []string{"secure tags"}},
		{name: "a secure tag that the template binds", policies: policy("allow 1 tcp:443 " + fromLB + " secure tagValues/7"), edit: bound("7"), want: "pass"},
		{name: "one of the secure tags", policies: policy("allow 1 tcp:443 " + fromLB + " secure tagValues/5,tagValues/7"), edit: bound("6", "7"), want: "pass"},
		{name: "another secure tag", policies: policy("allow 1 tcp:443 " + fromLB + " secure tagValues/7"), edit: bound("8"), want: "fail", says: []string{"applies only to instances with the secure tag tagValues/7"}},
		{name: "secure tags of the template are not known", policies: policy("allow 1 tcp:443 " + fromLB + " secure tagValues/7"), edit: template("resourceManagerTags", "?later"), want: "unknown", says: []string{"later"}},
		{name: "the API does not tell which secure tags a template binds", policies: policy("allow 1 tcp:443 " + fromLB + " secure tagValues/7"), want: "unknown", says: []string{"tags bindings list"}},
		{name: "Terraform's template binds no secure tag", policies: policy("allow 1 tcp:443 " + fromLB + " secure tagValues/7"), edit: terraform(nil), want: "fail"},
		{name: "an ineffective secure tag", policies: policy("allow 1 tcp:443 " + fromLB + " secure tagValues/7=INEFFECTIVE"), edit: bound("7"), want: "fail", says: []string{"tagValues/7 (INEFFECTIVE)"}},
		{name: "an ineffective deny", policies: policy("deny 1 all from 0.0.0.0/0 secure tagValues/7=INEFFECTIVE; allow 2 tcp:443 " + fromLB), edit: bound("7"), want: "pass"},
		{name: "a service account", policies: policy("allow 1 tcp:443 " + fromLB + " account " + proxyAccount), edit: account(proxyAccount), want: "pass"},
		{name: "another service account", policies: policy("allow 1 tcp:443 " + fromLB + " account " + proxyAccount), edit: account("default"), want: "fail"},
	})
}

// terraform says that the template is Terraform's.
func terraform(also func(*testkit.World)) func(*testkit.World) {
	return func(w *testkit.World) {
		w.Address(gcp.InstanceTemplates, "proxy-us-east1", "google_compute_instance_template.proxy")
		if also != nil {
			also(w)
		}
	}
}
