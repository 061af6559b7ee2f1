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

// A plainEntry is a rule of a network ACL of which everything is known.
type plainEntry struct {
	number   int
	egress   bool
	allow    bool
	protocol string
	from, to int // -1 is all
	peer     string
}

func (e plainEntry) text() string {
	way, by, action := "in", "from", "deny"
	if e.egress {
		way, by = "out", "to"
	}
	if e.allow {
		action = "allow"
	}
	ports := ""
	if e.from >= 0 && e.protocol != "all" {
		ports = fmt.Sprintf(" %d-%d", e.from, e.to)
	}
	return fmt.Sprintf("%d %s %s %s%s %s %s", e.number, way, action, e.protocol, ports, by, e.peer)
}

func (e plainEntry) matches(peer string, port int) bool {
	switch e.protocol {
	case "all":
	case "tcp":
		if e.from >= 0 && (port < e.from || e.to < port) {
			return false
		}
	default:
		return false
	}
	return netip.MustParsePrefix(e.peer).Contains(netip.MustParseAddr(peer))
}

// A plainACL decides one packet by the book.
type plainACL []plainEntry

func (a plainACL) lets(egress bool, peer string, port int) bool {
	sorted := slices.Clone(a)
	slices.SortStableFunc(sorted, func(x, y plainEntry) int { return x.number - y.number })
	for _, e := range sorted {
		if e.egress == egress && e.matches(peer, port) {
			return e.allow
		}
	}
	return false
}

func (a plainACL) texts() []string {
	var out []string
	for _, e := range a {
		out = append(out, e.text())
	}
	return out
}

var aclPorts = [][2]int{{-1, -1}, {0, 65535}, {8080, 8080}, {1024, 65535}, {1024, 65535}, {32768, 60999}, {1024, 8079}, {0, 1023}, {8081, 65535}}

func drawACL(t *rapid.T, name string) plainACL {
	// At first what is needed, then what makes it differ.
	out := plainACL{{500, false, true, "all", -1, -1, "0.0.0.0/0"}, {500, true, true, "all", -1, -1, "0.0.0.0/0"}}
	if rapid.IntRange(0, 3).Draw(t, name+" is narrow") == 0 {
		out = nil
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "rules of "+name) {
		ports := rapid.SampledFrom(aclPorts).Draw(t, "ports")
		out = append(out, plainEntry{
			number: 10*i + 100 + 500*rapid.IntRange(0, 1).Draw(t, "after"), egress: rapid.Bool().Draw(t, "egress"), allow: rapid.IntRange(0, 3).Draw(t, "allow") > 0,
			protocol: rapid.SampledFrom([]string{"all", "tcp", "tcp", "17"}).Draw(t, "protocol"), from: ports[0], to: ports[1],
			peer: rapid.SampledFrom([]string{"0.0.0.0/0", "10.20.0.0/16", "10.20.1.0/24", "10.20.2.5/32", "10.20.11.0/24", "10.20.12.10/32", "203.0.113.0/24"}).Draw(t, "peer"),
		})
	}
	return out
}

func drawACLs(t *rapid.T) (balancers, targets plainACL, across bool, world func() *testkit.AWS) {
	balancers, targets, across = drawACL(t, "load balancers"), drawACL(t, "targets"), rapid.Bool().Draw(t, "across zones")
	return balancers, targets, across, func() *testkit.AWS {
		return testkit.NewRESTWithoutGroups().NetworkACL("acl-lb", lbSubnets, balancers.texts()...).NetworkACL("acl-targets", targetSubnets, targets.texts()...).
			Set(aws.LoadBalancers, testkit.NLB, "CrossZone", across)
	}
}

// aclVerdicts are those of requests and no reply, and of all replies.
func aclVerdicts(balancers, targets plainACL, across bool) (admit, all check.Verdict) {
	nodes, behind := []string{"10.20.1.5", "10.20.2.5"}, []string{"10.20.11.10", "10.20.12.10"}
	admit, all = check.Pass, check.Pass
	for i, node := range nodes {
		for j, target := range behind {
			if !across && i != j {
				continue
			}
			if !balancers.lets(true, target, 8080) || !targets.lets(false, node, 8080) {
				admit = check.Fail
			}
			for _, reply := range []func(port int) bool{
				func(port int) bool { return targets.lets(true, node, port) }, func(port int) bool { return balancers.lets(false, target, port) },
			} {
				some, none := false, true
				for _, port := range []int{1024, 8079, 8080, 8081, 32767, 32768, 60999, 61000, 65535} {
					if reply(port) {
						none = false
					} else {
						some = true
					}
				}
				if none {
					admit = check.Fail
				} else if some {
					all = check.Fail
				}
			}
		}
	}
	if admit == check.Fail && all == check.Pass {
		all = check.NotApplicable
	}
	return admit, all
}

func aclFinding(t testing.TB, c check.Check[*privateintegration.Inventory], w *testkit.AWS) check.Finding {
	t.Helper()
	report := check.Run(w.Inventory(t), []check.Check[*privateintegration.Inventory]{c}, check.Options{})
	i := slices.IndexFunc(report.Findings, func(f check.Finding) bool { return strings.HasSuffix(f.Subject, orders) })
	if i < 0 {
		t.Fatalf("no finding about the target group: %+v", report.Findings)
	}
	return report.Findings[i]
}

// Network ACLs of which everything is known are judged as single packets are.
func TestNetworkACLs_decideAsPacketByPacket(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		balancers, targets, across, world := drawACLs(rt)
		admit, all := aclVerdicts(balancers, targets, across)
		f := aclFinding(t, privateintegration.NetworkACLsAdmit, world())
		if f.Verdict != admit {
			rt.Fatalf("%v, want %v: %+v", f.Verdict, admit, f.Result)
		}
		if f.Verdict == check.Fail {
			acl := map[string]plainACL{"acl-lb": balancers, "acl-targets": targets}[f.Witness[6].Value.(string)]
			if acl.lets(strings.Contains(f.Trace[0], " leaves "), f.Witness[3].Value.(string), f.Witness[5].Value.(int)) {
				rt.Fatalf("the witness gets through: %+v", f.Result)
			}
		}
		if f := aclFinding(t, privateintegration.NetworkACLsAdmitAllReplies, world()); f.Verdict != all {
			rt.Fatalf("replies: %v, want %v: %+v", f.Verdict, all, f.Result)
		}
	})
}

// Knowing less never turns a pass into a fail, nor a fail into a pass.
func TestNetworkACLs_knowNoMoreFromLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		_, _, _, world := drawACLs(rt)
		blurred := world()
		acl := rapid.SampledFrom([]string{"acl-lb", "acl-targets"}).Draw(rt, "acl")
		for range rapid.IntRange(1, 2).Draw(rt, "blurs") {
			switch rapid.IntRange(0, 6).Draw(rt, "blur") {
			case 0:
				blurred.Set(aws.NetworkACLs, acl, rapid.SampledFrom([]string{"Entries", "Associations", "VpcId", "IsDefault"}).Draw(rt, "list"), "?blurred")
			case 1, 2:
				n := len(blurred.Get(aws.NetworkACLs, acl, "Entries").Elements())
				if n == 0 {
					continue
				}
				field := rapid.SampledFrom([]string{"RuleNumber", "Egress", "Protocol", "RuleAction", "CidrBlock", "PortRange"}).Draw(rt, "field")
				blurred.Set(aws.NetworkACLs, acl, fmt.Sprintf("Entries.%d.%s", rapid.IntRange(0, n-1).Draw(rt, "rule"), field), "?blurred")
			case 3:
				blurred.DropAll(aws.NetworkInterfaces).Gap(aws.NetworkInterfaces, "", "hidden")
			case 4:
				blurred.Gap(aws.NetworkACLs, "", "hidden")
			case 5:
				blurred.SetAll(aws.Subnets, rapid.SampledFrom([]string{"CidrBlock", "AvailabilityZone", "VpcId"}).Draw(rt, "field"), "?blurred")
			case 6:
				blurred.Set(aws.LoadBalancers, testkit.NLB, "CrossZone", "?blurred")
			}
		}
		for _, c := range []check.Check[*privateintegration.Inventory]{privateintegration.NetworkACLsAdmit, privateintegration.NetworkACLsAdmitAllReplies} {
			known, f := aclFinding(t, c, world()), aclFinding(t, c, blurred)
			if known.Verdict != check.NotApplicable && f.Verdict != known.Verdict && f.Verdict != check.Unknown {
				rt.Fatalf("%s: %v becomes %v: %+v", c.ID, known.Verdict, f.Verdict, f.Result)
			}
		}
	})
}
