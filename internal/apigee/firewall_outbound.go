package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// impliedAllow is what becomes of packets that leave and that no rule decides.
const impliedAllow = "implied allow"

const directionEgress = "EGRESS"

// newOutboundQuestions is [Inventory.newQuestions] for packets that leave instances: the
// far end of a packet, which is the source of one that enters, is its destination, and the
// target of a rule is who sends it. So that one engine does for both, the rules are turned
// round.
//
// Source: https://docs.cloud.google.com/firewall/docs/firewalls.
func (inv *Inventory) newOutboundQuestions(words direction) *questions {
	turned := *inv
	turned.Firewalls.Items, turned.FirewallPolicies.Items = nil, nil
	for _, f := range inv.Firewalls.Items {
		if value.Is(f.Direction.Or(directionIngress), directionIngress) != value.True {
			turned.Firewalls.Items = append(turned.Firewalls.Items, f.turned())
		}
	}
	for _, p := range inv.FirewallPolicies.Items {
		turned.FirewallPolicies.Items = append(turned.FirewallPolicies.Items, p.turned())
	}
	return turned.questionsOf(words)
}

// askOutbound judges every group of proxies by what it sends. All that is sent is asked
// before anything is judged, as a firewall is prepared for all that it will be asked.
func askOutbound[S any](inv *Inventory, org Organization, words direction, ask func(*questions, proxyGroup) []S, judge func(*questions, proxyGroup, []S) check.Result) []check.Result {
	q := inv.newOutboundQuestions(words)
	asked := map[string][]S{}
	groups, _ := inv.proxyGroups(org)
	for _, g := range groups {
		asked[g.Subject()] = ask(q, g)
	}
	return inv.perProxyGroup(org, func(g proxyGroup) []check.Result {
		return []check.Result{unless(judge(q, g, asked[g.Subject()]), g.doubts())}
	})
}

// turned is the rule with its two ends exchanged. Rules for packets that leave have no
// sources but ranges.
func (f Firewall) turned() Firewall {
	f.Direction = turnedDirection(f.Direction.Or(directionIngress))
	f.SourceRanges, f.DestinationRanges = f.DestinationRanges, f.SourceRanges
	f.SourceTags, f.SourceServiceAccounts = value.List[value.String]{}, value.List[value.String]{}
	return f
}

func (p FirewallPolicy) turned() FirewallPolicy {
	if !p.Rules.IsKnown() {
		return p
	}
	var rules []PolicyRule
	for _, r := range p.Rules.Value() {
		if value.Is(r.Direction, directionIngress) == value.True {
			continue
		}
		r.Direction = turnedDirection(r.Direction)
		m := r.Match
		r.Match = PolicyMatch{
			Layer4: m.Layer4, SourceRanges: m.DestinationRanges, DestinationRanges: m.SourceRanges,
			SourceAddressGroups: m.DestinationAddressGroups, SourceFQDNs: m.DestinationFQDNs, SourceRegionCodes: m.DestinationRegionCodes,
			SourceThreats: m.DestinationThreats, SourceContext: m.DestinationContext, SourceNetworkType: m.DestinationNetworkType,
		}
		rules = append(rules, r)
	}
	p.Rules = value.Known(rules)
	return p
}

func turnedDirection(d value.String) value.String {
	return value.Map(d, func(s string) string {
		switch s {
		case directionIngress:
			return directionEgress
		case directionEgress:
			return directionIngress
		}
		return s
	})
}

// A direction is what becomes of packets that no rule decides, and the words by which
// texts call the two ends of packets.
type direction struct {
	implied     packet.Action
	impliedName string
	// far is the end of a packet that is not the target of a rule, near that which is, as
	// rules call them.
	far, near string
	// packets are those that are judged, and allow says what lets the far end through that
	// theirs is.
	packets, allow, theirs string
}

var (
	inbound = direction{
		implied: packet.Deny, impliedName: impliedDeny,
		far: "source", near: "destination", packets: "the load balancer's packets", allow: "admit", theirs: "the load balancer's ranges",
	}
	outbound = direction{
		implied: packet.Allow, impliedName: impliedAllow,
		far: "destination", near: "source", packets: "the proxies' packets", allow: "allow", theirs: "the instance's address",
	}
	downloading = outbound.to("TCP port 443 to 199.36.153.8/30")
)

// to is the direction of packets to another far end.
func (d direction) to(theirs string) direction {
	d.theirs = theirs
	return d
}

// outboundTrace walks one packet from the target.
func (r *ruling) outboundTrace(p packet.Packet, from string) []string {
	lines := r.trace(p)
	lines[0] = "from an instance of " + from + " to " + p.String()
	return lines
}
