package privateintegration_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A plainRule is a rule of a security group of which everything is known.
type plainRule struct {
	egress   bool
	protocol string
	from, to int // -1 is all
	peer     string
}

// plainEnd is an interface that single packets are followed between.
type plainEnd struct {
	address, zone string
	groups        []string
}

// matches says whether a rule is about TCP packets on a port between its interface and
// a peer.
func (r plainRule) matches(peer plainEnd, port int) bool {
	switch r.protocol {
	case "all":
	case "tcp", "6":
		if r.from >= 0 && (port < r.from || r.to < port) {
			return false
		}
	default:
		return false
	}
	if strings.HasPrefix(r.peer, "sg-") {
		return slices.Contains(peer.groups, r.peer)
	}
	return netip.MustParsePrefix(r.peer).Contains(netip.MustParseAddr(peer.address))
}

func (r plainRule) text() string {
	way, by := "in", "from"
	if r.egress {
		way, by = "out", "to"
	}
	ports := ""
	if r.from >= 0 && r.protocol != "all" {
		ports = fmt.Sprintf(" %d-%d", r.from, r.to)
	}
	return fmt.Sprintf("%s %s%s %s %s", way, r.protocol, ports, by, r.peer)
}

// A plainNetwork is a load balancer, its targets and the rules of three groups.
type plainNetwork struct {
	rules         map[string][]plainRule
	balancer      []string // its groups
	port, health  int
	acrossZones   bool
	nodes, behind []plainEnd
}

// lets follows one packet by the book.
func (w plainNetwork) lets(groups []string, egress bool, peer plainEnd, port int) bool {
	for _, g := range groups {
		for _, r := range w.rules[g] {
			if r.egress == egress && r.matches(peer, port) {
				return true
			}
		}
	}
	return len(groups) == 0
}

func (w plainNetwork) reaches(node, target plainEnd, port int) bool {
	return w.lets(node.groups, true, target, port) && w.lets(target.groups, false, node, port)
}

func (w plainNetwork) works() bool {
	for _, node := range w.nodes {
		for _, target := range w.behind {
			if !w.acrossZones && node.zone != target.zone {
				continue
			}
			if !w.reaches(node, target, w.port) || !w.reaches(node, target, w.health) {
				return false
			}
		}
	}
	return true
}

func (w plainNetwork) world() *testkit.AWS {
	out := testkit.NewRESTWithoutGroups()
	if len(w.balancer) > 0 {
		out = testkit.NewREST().Set(aws.LoadBalancers, testkit.NLB, "SecurityGroups", w.balancer).DropAll(aws.Targets, aws.Instances, aws.TargetHealth).
			Set(aws.TargetGroups, orders, "TargetType", "ip").Addresses(testkit.OrdersGroup)
	}
	out.DropAll(aws.SecurityGroupRules).Set(aws.LoadBalancers, testkit.NLB, "CrossZone", w.acrossZones).Set(aws.TargetGroups, orders, "HealthCheckPort", fmt.Sprint(w.health))
	for _, target := range w.behind {
		groups := []body{}
		for _, g := range target.groups {
			groups = append(groups, body{"GroupId": g})
		}
		out.Set(aws.NetworkInterfaces, "eni-target-"+target.zone, "Groups", groups)
	}
	for _, g := range []string{"sg-nlb", "sg-alb", "sg-targets"} {
		for _, r := range w.rules[g] {
			out.RuleText(g, r.text())
		}
	}
	return out
}

func drawNetwork(t *rapid.T) plainNetwork {
	w := plainNetwork{
		rules: map[string][]plainRule{}, port: 8080, health: rapid.SampledFrom([]int{8080, 8080, 8081}).Draw(t, "health"), acrossZones: rapid.Bool().Draw(t, "across zones"),
		balancer: rapid.SampledFrom([][]string{nil, {"sg-nlb"}, {"sg-nlb", "sg-alb"}}).Draw(t, "groups of the load balancer"),
		behind:   []plainEnd{{address: "10.20.11.10", zone: "a"}, {address: "10.20.12.10", zone: "b"}},
		nodes:    []plainEnd{{address: "10.20.1.5", zone: "a"}, {address: "10.20.2.5", zone: "b"}},
	}
	for i := range 2 {
		w.nodes[i].groups = w.balancer
		w.behind[i].groups = rapid.SampledFrom([][]string{{"sg-targets"}, {"sg-alb"}, {"sg-targets", "sg-alb"}}).Draw(t, "groups of a target")
	}
	for _, g := range []string{"sg-nlb", "sg-alb", "sg-targets"} {
		for range rapid.IntRange(0, 4).Draw(t, "rules of "+g) {
			r := plainRule{
				egress:   rapid.Bool().Draw(t, "egress"),
				protocol: rapid.SampledFrom([]string{"all", "tcp", "tcp", "tcp", "6", "udp", "icmp"}).Draw(t, "protocol"),
				peer: rapid.SampledFrom([]string{
					"0.0.0.0/0", "10.20.0.0/16", "10.20.0.0/21", "10.20.1.0/24", "10.20.2.0/24", "10.20.1.5/32", "10.20.11.10/32", "10.20.12.0/24", "10.20.8.0/21", "203.0.113.0/24", "sg-nlb", "sg-alb", "sg-targets",
				}).Draw(t, "peer"),
			}
			ports := rapid.SampledFrom([][2]int{{-1, -1}, {0, 65535}, {8080, 8080}, {8081, 8081}, {8080, 8081}, {8000, 8079}}).Draw(t, "ports")
			r.from, r.to = ports[0], ports[1]
			w.rules[g] = append(w.rules[g], r)
		}
	}
	return w
}

// groupFinding is what security-groups-admit says of the target group.
func groupFinding(t testing.TB, w *testkit.AWS) check.Finding {
	t.Helper()
	report := check.Run(w.Inventory(t), []check.Check[*privateintegration.Inventory]{privateintegration.SecurityGroupsAdmit}, check.Options{})
	i := slices.IndexFunc(report.Findings, func(f check.Finding) bool { return strings.HasSuffix(f.Subject, orders) })
	if i < 0 {
		t.Fatalf("no finding about the target group: %+v", report.Findings)
	}
	return report.Findings[i]
}

// A network of which everything is known is judged as single packets are.
func TestSecurityGroups_decideAsPacketByPacket(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawNetwork(rt)
		want := check.Fail
		if w.works() {
			want = check.Pass
		}
		f := groupFinding(t, w.world())
		if f.Verdict != want {
			rt.Fatalf("%v, want %v: %+v", f.Verdict, want, f.Result)
		}
		if want == check.Pass {
			return
		}
		peer := plainEnd{address: f.Witness[0].Value.(string)}
		for _, e := range slices.Concat(w.nodes, w.behind) {
			if e.address == peer.address {
				peer = e
			}
		}
		egress := f.Witness[0].Name == "destination"
		if w.lets(strings.Split(f.Witness[4].Value.(string), ", "), egress, peer, f.Witness[2].Value.(int)) {
			rt.Fatalf("the witness gets through: %+v", f.Result)
		}
		if last := f.Trace[len(f.Trace)-1]; !strings.HasSuffix(last, ": deny") {
			rt.Fatalf("the trace does not end in a deny: %q", f.Trace)
		}
	})
}

// Knowing less never turns a pass into a fail, nor a fail into a pass.
func TestSecurityGroups_knowNoMoreFromLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawNetwork(rt)
		known := groupFinding(t, w.world())
		blurred := w.world()
		for range rapid.IntRange(1, 3).Draw(rt, "blurs") {
			switch rapid.IntRange(0, 7).Draw(rt, "blur") {
			case 0:
				blurred.Gap(aws.SecurityGroupRules, rapid.SampledFrom([]string{"", "sg-nlb", "sg-targets"}).Draw(rt, "scope"), "hidden")
			case 1:
				blurred.SetAll(aws.SecurityGroupRules, rapid.SampledFrom([]string{"IpProtocol", "FromPort", "ToPort", "IsEgress", "GroupId"}).Draw(rt, "field"), "?blurred")
			case 2:
				blurred.DropAll(aws.NetworkInterfaces).Gap(aws.NetworkInterfaces, "", "hidden")
			case 3:
				blurred.SetAll(aws.NetworkInterfaces, "Groups", "?blurred")
			case 4:
				blurred.Set(aws.LoadBalancers, testkit.NLB, rapid.SampledFrom([]string{"CrossZone", "SecurityGroups", "Type", "VpcId"}).Draw(rt, "field"), "?blurred")
			case 5:
				blurred.Set(aws.TargetGroups, orders, rapid.SampledFrom([]string{"HealthCheckPort", "Port", "TargetType", "CrossZone", "HealthCheckEnabled"}).Draw(rt, "field"), "?blurred")
			case 6:
				blurred.SetAll(aws.Subnets, rapid.SampledFrom([]string{"CidrBlock", "AvailabilityZone", "VpcId"}).Draw(rt, "field"), "?blurred")
			case 7:
				blurred.SetAll(aws.Targets, rapid.SampledFrom([]string{"Port", "Id", "AvailabilityZone"}).Draw(rt, "field"), "?blurred")
			}
		}
		f := groupFinding(t, blurred)
		if f.Verdict != known.Verdict && f.Verdict != check.Unknown {
			rt.Fatalf("%v becomes %v: %+v", known.Verdict, f.Verdict, f.Result)
		}
		if f.Verdict == check.Unknown && len(f.Missing) == 0 {
			rt.Fatalf("nothing is missing: %+v", f.Result)
		}
	})
}
