package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// template changes the template of the proxies.
func template(field string, v any) func(*testkit.World) {
	return func(w *testkit.World) { w.Set(gcp.InstanceTemplates, "proxy-us-east1", "properties."+field, v) }
}

// account makes the proxies act as a service account.
func account(email any) func(*testkit.World) {
	return template("serviceAccounts", []testkit.Body{{"email": email}})
}

const (
	proxyAccount   = "proxy@acme.iam.gserviceaccount.com"
	defaultAccount = "1001-compute@developer.gserviceaccount.com"
	otherNetwork   = "projects/acme-host/global/networks/other"
)

func TestFirewall_admitsByVPCRules(t *testing.T) {
	t.Parallel()
	const both = "from 130.211.0.0/22,35.191.0.0/16"
	judgeAll(t, []firewallCase{
		{name: "the standard rule", vpc: []string{allowLB}, want: "pass", says: []string{"allow-lb admits"}},
		{name: "no rule at all", want: "fail", by: "implied deny", source: "35.191.0.1", port: 443,
			says: []string{"no rule admits them (implied deny)", "allow tcp:443, source ranges 35.191.0.0/16 and 130.211.0.0/22, target tag gke-apigee-proxy", "VPC firewall rules: no rule matches"}},

		// Ranges.
		{name: "only one of the two ranges, the older", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22"}, want: "fail", by: "implied deny", source: "35.191.0.1",
			says: []string{"lb admits 130.211.0.0/22 on tcp:443 only", "Add 35.191.0.0/16 to the source ranges of lb"}, hides: []string{"source ranges 35.191.0.0/16 and"}},
		{name: "only one of the two ranges, the newer", vpc: []string{"lb allow 1000 tcp:443 from 35.191.0.0/16"}, want: "fail", source: "130.211.0.1", says: []string{"Add 130.211.0.0/22 to the source ranges of lb"}},
		{name: "two rules that cover the ranges together", vpc: []string{"a allow 1000 tcp:443 from 130.211.0.0/22", "b allow 900 tcp:443 from 35.191.0.0/16"}, want: "pass", says: []string{"a admits", "b admits"}},
		{name: "split ranges that cover together", vpc: []string{"a allow 1000 tcp:443 from 130.211.0.0/23,130.211.2.0/23,35.191.0.0/17", "b allow 900 tcp:443 from 35.191.128.0/17"}, want: "pass"},
		{name: "split ranges with a hole", vpc: []string{"a allow 1000 tcp:443 from 130.211.0.0/23,130.211.2.0/24,130.211.3.128/25,35.191.0.0/16"}, want: "fail", source: "130.211.3.1", says: []string{"from 130.211.3.0/25 on"}},
		{name: "a superset of the ranges", vpc: []string{"a allow 1000 tcp:443 from 130.211.0.0/16,35.0.0.0/8"}, want: "pass"},
		{name: "any source", vpc: []string{"a allow 1000 tcp:443 from 0.0.0.0/0"}, want: "pass"},
		{name: "no source is any source", vpc: []string{"a allow 1000 tcp:443"}, want: "pass"},
		{name: "any IPv6 source", vpc: []string{"a allow 1000 tcp:443 from ::/0"}, want: "fail"},
		{name: "any source, and a deny later", vpc: []string{"a allow 1000 tcp:443 from 0.0.0.0/0", "b deny 1001 all from 0.0.0.0/0"}, want: "pass"},
		{name: "unrelated ranges of Google's", vpc: []string{"iap allow 1000 tcp:443 from 35.235.240.0/20,199.36.153.8/30"}, want: "fail", hides: []string{"iap"}},
		{name: "host bits in a range", vpc: []string{"a allow 1000 tcp:443 from 130.211.0.7/22,35.191.9.9/16"}, want: "pass"},

		// Ports and protocols.
		{name: "port 80 only", vpc: []string{"lb allow 1000 tcp:80 " + both}, want: "fail", says: []string{"lb would admit them, but it is for tcp:80 only"}},
		{name: "UDP", vpc: []string{"lb allow 1000 udp:443 " + both}, want: "fail", says: []string{"it is for udp:443 only"}},
		{name: "a range of ports", vpc: []string{"lb allow 1000 tcp:400-500 " + both}, want: "pass"},
		{name: "a range of ports that ends too early", vpc: []string{"lb allow 1000 tcp:400-442 " + both}, want: "fail"},
		{name: "all ports of TCP", vpc: []string{"lb allow 1000 tcp " + both}, want: "pass"},
		{name: "the protocol by its number", vpc: []string{"lb allow 1000 6:443 " + both}, want: "pass"},
		{name: "all protocols", vpc: []string{"lb allow 1000 all " + both}, want: "pass"},
		{name: "several services", vpc: []string{"lb allow 1000 icmp,udp:53,tcp:443 " + both}, want: "pass"},
		{name: "a port that is not known", vpc: []string{"lb allow 1000 tcp:?later " + both}, want: "unknown", says: []string{"later"}},
		{name: "a protocol that is not known", vpc: []string{"lb allow 1000 ?later " + both}, want: "unknown", says: []string{"later"}},
		{name: "a protocol that is none", vpc: []string{"lb allow 1000 htpps " + both}, want: "unknown", says: []string{`"htpps"`}},
		{name: "a port that is none", vpc: []string{"lb allow 1000 tcp:https " + both}, want: "unknown", says: []string{`"https"`}},
		{name: "what is not known does not matter where it is admitted anyhow", vpc: []string{allowLB, "lb allow 1001 ?later " + both}, want: "pass"},
		{name: "a deny that is not known, and comes later", vpc: []string{allowLB, "lb deny 1001 ?later"}, want: "pass"},
		{name: "a deny that is not known, and comes first", vpc: []string{allowLB, "lb deny 999 ?later"}, want: "unknown", says: []string{"later"}},

		// Targets.
		{name: "a tag that the template lacks", vpc: []string{"lb allow 1000 tcp:443 " + both + " tag apigee"}, want: "fail",
			says: []string{"lb would admit them, but applies only to instances with the network tag apigee", "gives them https-server and gke-apigee-proxy", "Give the instances the network tag apigee"}},
		{name: "one of two tags", vpc: []string{"lb allow 1000 tcp:443 " + both + " tag apigee,https-server"}, want: "pass"},
		{name: "no tag on the template", vpc: []string{allowLB}, edit: template("tags", nil), want: "fail", says: []string{"gives them no tag", "a target tag, which the template has to get as well"}},
		{name: "tags of the template are not known", vpc: []string{allowLB}, edit: template("tags.items", "?known after apply"), want: "unknown", says: []string{"known after apply"}},
		{name: "one tag of the template is not known", vpc: []string{allowLB}, edit: template("tags.items", []string{"a", "?known after apply"}), want: "unknown", says: []string{"known after apply"}},
		{name: "one tag of the template is not known, the other suffices", vpc: []string{allowLB}, edit: template("tags.items", []string{"gke-apigee-proxy", "?later"}), want: "pass"},
		{name: "target tags that are not known", vpc: []string{"lb allow 1000 tcp:443 " + both + " tag ??later"}, want: "unknown", says: []string{"later"}},
		{name: "a deny for other tags", vpc: []string{allowLB, "no deny 1 all tag db"}, want: "pass"},
		{name: "the proxies' service account", vpc: []string{"lb allow 1000 tcp:443 " + both + " account " + proxyAccount}, edit: account(proxyAccount), want: "pass"},
		{name: "another service account", vpc: []string{"lb allow 1000 tcp:443 " + both + " account " + proxyAccount}, edit: account("other@acme.iam.gserviceaccount.com"), want: "fail",
			says: []string{"applies only to instances of the service account " + proxyAccount, "act as other@acme"}},
		{name: "no service account", vpc: []string{"lb allow 1000 tcp:443 " + both + " account " + proxyAccount}, edit: template("serviceAccounts", nil), want: "fail", says: []string{"act as none"}},
		{name: "a service account that is known later", vpc: []string{"lb allow 1000 tcp:443 " + both + " account " + proxyAccount}, edit: account("?known after apply"), want: "unknown", says: []string{"known after apply"}},
		{name: "the default service account", vpc: []string{"lb allow 1000 tcp:443 " + both + " account " + defaultAccount}, edit: account("default"), want: "pass"},
		{name: "the default service account, spelled in full", vpc: []string{"lb allow 1000 tcp:443 " + both + " account " + defaultAccount}, edit: account(defaultAccount), want: "pass"},
		{name: "the default service account of another project", vpc: []string{"lb allow 1000 tcp:443 " + both + " account 2002-compute@developer.gserviceaccount.com"}, edit: account("default"), want: "fail"},
		{name: "the default service account is no other", vpc: []string{"lb allow 1000 tcp:443 " + both + " account " + proxyAccount}, edit: account("default"), want: "fail"},

		// Sources other than ranges: packets of load balancers carry no tags.
		{name: "source tags only", vpc: []string{"lb allow 1000 tcp:443 sourcetag lb"}, want: "fail", says: []string{"it admits by source tag or service account"}},
		{name: "source service accounts only", vpc: []string{"lb allow 1000 tcp:443 sourceaccount " + proxyAccount}, want: "fail"},
		{name: "source tags besides ranges", vpc: []string{"lb allow 1000 tcp:443 " + both + " sourcetag lb"}, want: "pass"},
		{name: "a deny by source tags", vpc: []string{allowLB, "no deny 1 all sourcetag lb"}, want: "pass"},
		{name: "source tags that are not known, without ranges", vpc: []string{"lb allow 1000 tcp:443 sourcetag ??later"}, want: "unknown", says: []string{"later"}},
		{name: "ranges that are not known", vpc: []string{"lb allow 1000 tcp:443 from ??later"}, want: "unknown", says: []string{"later"}},
		{name: "one range that is not known", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22,?later"}, want: "unknown", says: []string{"later"}},
		{name: "a range that is none", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22,35.191/16"}, want: "unknown", says: []string{"35.191/16"}},

		// Whether the rule counts.
		{name: "disabled", vpc: []string{allowLB + " disabled"}, want: "fail", says: []string{"allow-lb would admit them, but it is disabled"}},
		{name: "a disabled deny", vpc: []string{allowLB, "no deny 1 all disabled"}, want: "pass"},
		{name: "egress by mistake", vpc: []string{allowLB + " egress"}, want: "fail", says: []string{"its direction is EGRESS"}},
		{name: "an egress deny", vpc: []string{allowLB, "no deny 1 all egress to 0.0.0.0/0"}, want: "pass"},
		{name: "a direction that is not known", vpc: []string{allowLB + " direction ?later"}, want: "unknown", says: []string{"later"}},
		{name: "on another network", vpc: []string{allowLB + " network " + otherNetwork}, want: "fail", says: []string{"it is on " + otherNetwork}},
		{name: "on a network of the same name, in the proxies' own project", vpc: []string{allowLB + " network projects/acme/global/networks/prod"}, want: "fail", says: []string{"projects/acme/global/networks/prod"}},
		{name: "a deny on another network", vpc: []string{allowLB, "no deny 1 all network " + otherNetwork}, want: "pass"},
		{name: "on the network by another spelling", vpc: []string{allowLB + " network https://compute.googleapis.com/compute/beta/projects/2002/global/networks/prod"}, want: "pass"},
		{name: "on a network that is not known", vpc: []string{allowLB + " network ?later"}, want: "unknown", says: []string{"later"}},
		{name: "for some destinations", vpc: []string{allowLB + " to 10.0.0.0/24"}, want: "unknown", says: []string{"whether the address of the instance is in destinationRanges"}},
		{name: "for any destination", vpc: []string{allowLB + " to 0.0.0.0/0"}, want: "pass"},
		{name: "for destinations of the other family", vpc: []string{allowLB + " to ::/0"}, want: "fail"},

		// Order.
		{name: "a deny before", vpc: []string{allowLB, "no deny 900 tcp from 0.0.0.0/0"}, want: "fail", by: "no",
			says: []string{"the VPC firewall rule no (priority 900) drops them", "allow-lb would admit them, but no (priority 900) comes before it", "a priority below 900", "VPC firewall rules: rule no matches: deny"}},
		{name: "a deny after", vpc: []string{allowLB, "no deny 1100 all"}, want: "pass"},
		{name: "a deny of equal priority", vpc: []string{allowLB, "z-no deny 1000 tcp:443 from 35.191.0.0/16"}, want: "fail", by: "z-no"},
		{name: "a deny of another port", vpc: []string{allowLB, "no deny 1 tcp:80"}, want: "pass"},
		{name: "a deny of a part of a range", vpc: []string{allowLB, "no deny 1 tcp from 35.191.0.0/17"}, want: "fail", by: "no", source: "35.191.0.1", says: []string{"from 35.191.0.0/17 on tcp:443"}},
		{name: "a deny of one address", vpc: []string{allowLB, "no deny 1 tcp from 130.211.3.255"}, want: "fail", by: "no", source: "130.211.3.255"},
		{name: "an allow before the deny", vpc: []string{allowLB, "no deny 1 tcp from 35.191.0.0/17", "yes allow 0 tcp:443 from 35.191.0.0/16"}, want: "pass"},
		{name: "priorities that are not known", vpc: []string{"a allow ?later tcp:443 " + both, "b deny ?later tcp from 35.191.0.0/20"}, want: "unknown", says: []string{"priority of", "later"}},
		{name: "a priority that is not known, of the only rule", vpc: []string{"a allow ?later tcp:443 " + both}, want: "pass"},
		{name: "a priority that is not known, of a deny for others", vpc: []string{allowLB, "b deny ?later tcp from 10.0.0.0/8"}, want: "pass"},
		{name: "a rule that may allow or deny", vpc: []string{"a allow 1000 ??later " + both}, want: "unknown"},
		{name: "a part that is dropped and a part that is not known", vpc: []string{"a allow 1000 tcp:443 from 130.211.0.0/22", "b deny 900 ?later from 130.211.0.0/22"}, want: "fail", by: "implied deny", source: "35.191.0.1"},
	})
}

func TestFirewall_dependsOnGaps(t *testing.T) {
	t.Parallel()
	gap := func(typ gcp.Type) func(*testkit.World) {
		return func(w *testkit.World) { w.Gap(typ, "permission denied") }
	}
	judgeAll(t, []firewallCase{
		{name: "rules that are not known may allow", edit: gap(gcp.Firewalls), want: "unknown", says: []string{"permission denied"}},
		{name: "rules that are not known may deny", vpc: []string{allowLB}, edit: gap(gcp.Firewalls), want: "unknown", says: []string{"permission denied"}},
		{name: "policies that are not known come first", vpc: []string{allowLB}, edit: gap(gcp.FirewallPolicies), want: "unknown", says: []string{"permission denied"}},
		{name: "a hierarchical policy allows before rules that are not known", policies: []string{"hierarchy/0 org: allow 1 tcp:443 from 130.211.0.0/22,35.191.0.0/16"}, edit: gap(gcp.Firewalls), want: "pass"},
		{name: "a hierarchical policy denies before rules that are not known", policies: []string{"hierarchy/0 org: deny 1 all from 35.191.0.0/16"}, edit: gap(gcp.Firewalls), want: "fail", by: "rule 1 of org"},
		{name: "networks that are not known, with one order of policies or the other", vpc: []string{allowLB}, edit: func(w *testkit.World) { w.Gap(gcp.Networks, "not read").Drop(gcp.Networks, "prod") }, want: "pass"},
		{name: "a template that is not known", vpc: []string{allowLB}, edit: func(w *testkit.World) {
			w.Drop(gcp.InstanceTemplates, "proxy-us-east1").Gap(gcp.InstanceTemplates, "not read")
		}, want: "unknown", says: []string{"not read"}},
	})
}
