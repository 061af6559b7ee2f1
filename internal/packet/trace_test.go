package packet_test

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

func TestTrace(t *testing.T) {
	t.Parallel()
	chain := denyByDefault(
		[]packet.Rule{
			must(t, "org-deny-udp", packet.Deny, "any udp"),
			must(t, "delegate", packet.Next, "35.0.0.0/8 all"),
			must(t, "behind delegate", packet.Allow, "35.0.0.0/8 all"),
		},
		[]packet.Rule{
			may(t, "skip", packet.Next, "35.191.1.0/24 tcp", ""),
			may(t, "tagged", packet.Deny, "35.191.0.0/16 tcp", "source tags are known after apply"),
			must(t, "lb", packet.Allow, loadBalancer),
			must(t, "behind lb", packet.Deny, "any all"),
		},
	)
	for _, c := range []struct {
		name, source string
		protocol     packet.Protocol
		port         uint16
		want         []string
	}{
		{"the first filter denies", "10.0.0.1", packet.UDP, 53, []string{
			"f1: rule org-deny-udp matches: deny",
		}},
		{"a filter without a match", "130.211.0.1", packet.TCP, 443, []string{
			"f1: no rule matches: next filter",
			"f2: rule lb matches: allow",
		}},
		{"next filter, then possible matches", "35.191.0.1", packet.TCP, 443, []string{
			"f1: rule delegate matches: next filter",
			"f2: rule tagged may match (source tags are known after apply): deny",
			"f2: rule lb matches: allow",
		}},
		{"a possible next reaches the default", "35.191.1.1", packet.TCP, 443, []string{
			"f1: rule delegate matches: next filter",
			"f2: rule skip may match: next filter",
			"f2: rule tagged may match (source tags are known after apply): deny",
			"f2: rule lb matches: allow",
			"implied deny: deny",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, step := range chain.Trace(packet.Packet{Source: netip.MustParseAddr(c.source), Protocol: c.protocol, Port: c.port}) {
				got = append(got, step.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("trace (-want +got):\n%s", diff)
			}
		})
	}
	if steps := chain.Trace(packet.Packet{}); steps != nil {
		t.Errorf("a packet without a source has trace %v", steps)
	}
}

// A trace tells the story of the decision: it ends, it meets the rule that decides, and
// without possible matches its last step is the outcome.
func TestTraceAgreesWithDecide(t *testing.T) {
	t.Parallel()
	all := corners()
	rapid.Check(t, func(t *rapid.T) {
		chain := drawChain.Draw(t, "chain").chain(t)
		for _, p := range manyCorners(t, all) {
			steps := chain.Trace(p)
			part := allParts(chain.Decide(packet.Single(p)))[0]
			met := map[packet.RuleRef]packet.Step{}
			certain := true
			for _, s := range steps {
				met[s.By] = s
				certain = certain && s.Match != packet.PossibleMatch && (s.Action != 0 || s.By.Default)
			}
			last := steps[len(steps)-1]
			if !last.Final {
				t.Fatalf("the trace does not end: %v", steps)
			}
			for _, ref := range append([]packet.RuleRef{part.By}, part.Uncertain...) {
				if _, ok := met[ref]; !ok {
					t.Fatalf("%v is not in trace %v", ref, steps)
				}
			}
			if by := met[part.By]; part.fate.outcome != 0 && (by.Action != part.fate.outcome || !by.Final) {
				t.Fatalf("%v decides %v in trace %v", part.By, part.fate.outcome, steps)
			}
			if certain && last.By != part.By {
				t.Fatalf("nothing is uncertain, the trace ends in %v, %v decides", last, part.By)
			}
		}
	})
}
