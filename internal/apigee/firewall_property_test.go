package apigee_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A plainRule is a rule of which everything is known, and that a simple interpreter
// of single packets understands.
type plainRule struct {
	action   string
	priority int
	services string
	from     []string
	tag      string
	disabled bool
	egress   bool
}

var plainPorts = map[string][2]int{"tcp:443": {443, 443}, "tcp": {0, 65535}, "all": {0, 65535}, "tcp:80": {80, 80}, "tcp:400-500": {400, 500}, "udp:443": {-1, -1}}

// matches says whether a TCP packet from an address to a port of the proxies matches.
func (r plainRule) matches(source netip.Addr, port int) bool {
	ports := plainPorts[r.services]
	from := len(r.from) == 0
	for _, p := range r.from {
		from = from || netip.MustParsePrefix(p).Contains(source)
	}
	return !r.disabled && !r.egress && from && ports[0] <= port && port <= ports[1] && r.tag != "db"
}

func (r plainRule) text() string {
	out := fmt.Sprintf("%s %d %s", r.action, r.priority, r.services)
	if len(r.from) > 0 {
		out += " from " + strings.Join(r.from, ",")
	}
	if r.tag != "" {
		out += " tag " + r.tag
	}
	if r.disabled {
		out += " disabled"
	}
	if r.egress {
		out += " egress"
	}
	return out
}

// A plainWorld is rules in each of the places where there can be some.
type plainWorld struct {
	vpc                      []plainRule
	organization, folder     []plainRule
	network, regional        []plainRule
	before                   bool
	servingPort, healthyPort int
}

// allows decides one packet by the book.
func (w plainWorld) allows(source netip.Addr, port int) bool {
	vpc := slices.Clone(w.vpc)
	slices.SortStableFunc(vpc, func(a, b plainRule) int {
		return (a.priority-b.priority)*2 + strings.Compare(b.action, a.action) // a deny before an allow
	})
	steps := [][]plainRule{w.organization, w.folder, vpc, w.network, w.regional}
	if w.before {
		steps = [][]plainRule{w.organization, w.folder, w.network, w.regional, vpc}
	}
	for _, step := range steps {
		if i := slices.IndexFunc(step, func(r plainRule) bool { return r.matches(source, port) }); i >= 0 && step[i].action != "goto_next" {
			return step[i].action == "allow"
		}
	}
	return false
}

var plainPrefixes = []string{
	"0.0.0.0/0", "35.191.0.0/16", "35.191.0.0/16", "130.211.0.0/22", "130.211.0.0/22", "35.191.0.0/17", "35.191.128.0/17", "130.211.0.0/23", "130.211.2.0/23",
	"35.191.7.0/24", "130.211.3.255/32", "10.0.0.0/8", "35.0.0.0/8",
}

// sampled is an address on either side of every border that the prefixes make in
// the ranges of load balancers.
func sampled() []netip.Addr {
	var out []netip.Addr
	for _, p := range plainPrefixes {
		prefix := netip.MustParsePrefix(p)
		out = append(out, prefix.Addr(), prefix.Addr().Prev())
		last := prefix.Addr().As4()
		for i := range last {
			if bits := 8*(i+1) - prefix.Bits(); bits > 0 {
				last[i] |= byte(0xff >> (8 - min(bits, 8)))
			}
		}
		out = append(out, netip.AddrFrom4(last), netip.AddrFrom4(last).Next())
	}
	return slices.DeleteFunc(out, func(a netip.Addr) bool {
		return !a.IsValid() || !netip.MustParsePrefix("35.191.0.0/16").Contains(a) && !netip.MustParsePrefix("130.211.0.0/22").Contains(a)
	})
}

func drawRules(t *rapid.T, label string, policy bool, most int) []plainRule {
	actions := []string{"allow", "allow", "deny"}
	if policy {
		actions = append(actions, "goto_next")
	}
	n := rapid.IntRange(0, most).Draw(t, label)
	rules := make([]plainRule, n)
	for i := range rules {
		rules[i] = plainRule{
			action:   rapid.SampledFrom(actions).Draw(t, "action"),
			priority: rapid.IntRange(0, 3).Draw(t, "priority"),
			services: rapid.SampledFrom([]string{"tcp:443", "tcp:443", "tcp", "all", "tcp:80", "tcp:400-500", "udp:443"}).Draw(t, "services"),
			from:     rapid.SliceOfNDistinct(rapid.SampledFrom(plainPrefixes), 0, 3, rapid.ID).Draw(t, "from"),
			disabled: rapid.IntRange(0, 7).Draw(t, "disabled") == 0,
			egress:   rapid.IntRange(0, 7).Draw(t, "egress") == 0,
		}
		if policy {
			rules[i].priority = i
		} else {
			rules[i].tag = rapid.SampledFrom([]string{"", "gke-apigee-proxy", "db"}).Draw(t, "tag")
		}
	}
	return rules
}

func drawPlainWorld(t *rapid.T) plainWorld {
	return plainWorld{
		vpc:          drawRules(t, "vpc", false, 6),
		organization: drawRules(t, "organization", true, 2),
		folder:       drawRules(t, "folder", true, 2),
		network:      drawRules(t, "network", true, 3),
		regional:     drawRules(t, "regional", true, 3),
		before:       rapid.Bool().Draw(t, "before"),
		servingPort:  rapid.SampledFrom([]int{443, 443, 80}).Draw(t, "serving port"),
		healthyPort:  443,
	}
}

func (w plainWorld) firewallCase() firewallCase {
	var c firewallCase
	for i, r := range w.vpc {
		c.vpc = append(c.vpc, fmt.Sprintf("rule-%d %s", i, r.text()))
	}
	policy := func(head string, rules []plainRule) {
		var texts []string
		for _, r := range rules {
			texts = append(texts, r.text())
		}
		c.policies = append(c.policies, head+": "+strings.Join(texts, "; "))
	}
	policy("hierarchy/0 org", w.organization)
	policy("hierarchy/1 folder", w.folder)
	policy("network net", w.network)
	policy("regional/us-east1 reg", w.regional)
	c.edit = all(order(map[bool]string{false: "AFTER_CLASSIC_FIREWALL", true: "BEFORE_CLASSIC_FIREWALL"}[w.before]), manager("namedPorts", []testkit.Body{{"name": "https", "port": w.servingPort}}))
	return c
}

// finding is what the check says about the proxies.
func finding(t testing.TB, w *testkit.World) check.Finding {
	t.Helper()
	report := check.Run(w.Inventory(t), []check.Check[*apigee.Inventory]{apigee.LoadBalancerReachesProxies}, check.Options{})
	i := slices.IndexFunc(report.Findings, func(f check.Finding) bool { return f.Subject == proxies })
	if i < 0 {
		t.Fatalf("no finding about the proxies: %+v", report.Findings)
	}
	return report.Findings[i]
}

// A world of which everything is known is judged as single packets are.
func TestFirewall_decidesAsPacketByPacket(t *testing.T) {
	t.Parallel()
	addresses := sampled()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawPlainWorld(rt)
		want := check.Pass
		for _, a := range addresses {
			for _, port := range []int{w.servingPort, w.healthyPort} {
				if !w.allows(a, port) {
					want = check.Fail
				}
			}
		}
		f := finding(t, w.firewallCase().world(t))
		if f.Verdict != want {
			rt.Fatalf("%v, want %v: %+v", f.Verdict, want, f.Result)
		}
		if want == check.Pass {
			return
		}
		source, port := netip.MustParseAddr(f.Witness[0].Value.(string)), f.Witness[2].Value.(int)
		if w.allows(source, port) {
			rt.Fatalf("the witness %v:%d is allowed: %+v", source, port, f.Result)
		}
		if last := f.Trace[len(f.Trace)-1]; !strings.HasSuffix(last, ": deny") {
			rt.Fatalf("the trace does not end in a deny: %q", f.Trace)
		}
	})
}

// Knowing less never turns a pass into a fail, nor a fail into a pass.
func TestFirewall_knowsNoMoreFromLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawPlainWorld(rt)
		c := w.firewallCase()
		known := finding(t, c.world(t))
		blurred := c.world(t)
		for range rapid.IntRange(1, 3).Draw(rt, "blurs") {
			rapid.SampledFrom(blurs(w)).Draw(rt, "blur").apply(blurred)
		}
		f := finding(t, blurred)
		if f.Verdict != known.Verdict && f.Verdict != check.Unknown {
			rt.Fatalf("%v becomes %v: %+v", known.Verdict, f.Verdict, f.Result)
		}
		if f.Verdict == check.Unknown && len(f.Missing) == 0 {
			rt.Fatalf("nothing is missing: %+v", f.Result)
		}
	})
}

// A blur makes one thing unknown.
type blur struct {
	name  string
	apply func(*testkit.World)
}

// String names it in failures.
func (b blur) String() string { return b.name }

func blurs(w plainWorld) []blur {
	set := func(typ gcp.Type, name, field string) blur {
		return blur{string(typ) + " " + name + " " + field, func(w *testkit.World) { w.Set(typ, name, field, "?blurred") }}
	}
	gap := func(typ gcp.Type, location string) blur {
		return blur{"gap " + string(typ) + " " + location, func(w *testkit.World) {
			w.AddGap(typ, apigee.Gap{What: string(typ), Reason: "hidden", Settle: "look", Location: location})
		}}
	}
	out := []blur{
		set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder"),
		set(gcp.InstanceTemplates, "proxy-us-east1", "properties.tags.items"),
		set(gcp.InstanceTemplates, "proxy-us-east1", "properties.networkInterfaces.0.network"),
		set(gcp.InstanceGroupManagers, "proxy-us-east1", "namedPorts"),
		set(gcp.BackendServices, "gateway", "portName"),
		set(gcp.BackendServices, "gateway", "loadBalancingScheme"),
		set(gcp.BackendServices, "gateway", "healthChecks"),
		set(gcp.HealthChecks, "gateway", "httpsHealthCheck.port"),
		gap(gcp.Firewalls, ""), gap(gcp.FirewallPolicies, ""), gap(gcp.FirewallPolicies, "us-east1"), gap(gcp.Networks, ""), gap(gcp.InstanceTemplates, ""), gap(gcp.BackendServices, ""),
	}
	for i, r := range w.vpc {
		for _, field := range []string{"priority", "disabled", "direction", "network", "sourceRanges", "targetTags", map[string]string{"allow": "allowed", "deny": "denied"}[r.action]} {
			out = append(out, set(gcp.Firewalls, fmt.Sprintf("rule-%d", i), field))
		}
	}
	for name, rules := range map[string][]plainRule{"net": w.network, "reg": w.regional} {
		for i := range rules {
			for _, field := range []string{"action", "priority", "disabled", "direction", "match.srcIpRanges", "match.layer4Configs", "targetSecureTags"} {
				out = append(out, set(gcp.FirewallPolicies, name, fmt.Sprintf("rules.%d.%s", i, field)))
			}
		}
	}
	slices.SortFunc(out, func(a, b blur) int { return strings.Compare(a.name, b.name) })
	return out
}
