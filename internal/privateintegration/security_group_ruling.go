package privateintegration

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A ruling is what a gate does with the packets of peers of one kind on one port.
type ruling struct {
	gate            *gate
	chain           packet.Chain
	decision        packet.Decision
	allowed, denied packet.Set
}

// rule decides the packets between an end and a peer on a port: those that the end gets
// from the peer or, for egress, sends to it.
func (g *gate) rule(own, peer *end, port value.Int) *ruling {
	applies := g.references(own, peer)
	key := applies + portText(port)
	if r := g.rulings[key]; r != nil {
		return r
	}
	rules := make([]packet.Rule, len(g.rules))
	for i, r := range g.rules {
		rules[i] = r.Rule
	}
	direction := "ingress of "
	if g.egress {
		direction = "egress of "
	}
	chain := packet.AllowOnly("the security groups' "+direction+g.of, rules...).Narrow(func(_, rule int) packet.Applicability {
		switch applies[rule] {
		case 'y':
			return packet.Always
		case 'n':
			return packet.Never
		}
		return packet.Maybe
	})
	r := &ruling{gate: g, chain: chain}
	r.decision = chain.Decide(setOf(packet.AnySource(), packet.Service{Protocols: packet.ProtocolSet(packet.TCP), Ports: portsOf(port)}))
	r.allowed, r.denied = r.decision.MustAllow(), r.decision.MustDeny()
	g.rulings[key] = r
	return r
}

// references says of each rule whether it applies to a peer, as one letter: y, n or ?.
// A reference is to an interface's groups. AWS takes it only within a VPC and to one that
// is peered; from another VPC it depends on what is between them.
func (g *gate) references(own, peer *end) string {
	key := own.class + "\x02" + peer.class
	if text, there := g.signatures[key]; there {
		return text
	}
	var b strings.Builder
	for _, r := range g.rules {
		applies := value.True
		if !r.reference.IsNull() {
			if applies = peer.carries(r.reference); applies == value.True && value.SameID(own.vpc, peer.vpc) == value.False {
				applies = value.Undecided
			}
		}
		b.WriteByte(map[value.Truth]byte{value.True: 'y', value.False: 'n', value.Undecided: '?'}[applies])
	}
	g.signatures[key] = b.String()
	return b.String()
}

// admits says whether the gate lets all packets of a peer through, whichever of its
// possible addresses it has.
func (r *ruling) admits(peer *end, port value.Int) value.Truth {
	if p, known := port.Get(); peer.exact && known && len(peer.where) == 1 {
		packet := packet.Packet{Source: peer.where[0].Addr(), Protocol: packet.TCP, Port: uint16(p)}
		switch {
		case r.allowed.Contains(packet):
			return value.True
		case r.denied.Contains(packet):
			return value.False
		}
		return value.Undecided
	}
	q := peer.query(port)
	switch {
	case r.allowed.Covers(q):
		return value.True
	case r.denied.Covers(q):
		return value.False
	}
	return value.Undecided
}

// doubts says why it is undecided whether a peer's packets get through.
func (r *ruling) doubts(peer *end, port value.Int) []check.Missing {
	q := peer.query(port)
	var out []check.Missing
	for _, p := range r.decision.Undecided {
		if p.Set.Intersect(q).IsEmpty() {
			continue
		}
		for _, ref := range p.Uncertain {
			if ref.Default {
				continue
			}
			rule := r.gate.rules[ref.RuleIndex]
			out = append(out, rule.missing...)
			if !rule.reference.IsNull() && len(rule.missing) == 0 {
				out = append(out, r.referenceDoubt(rule, peer))
			}
		}
	}
	if !r.allowed.Intersect(q).IsEmpty() {
		out = append(out, peer.missing...)
		if !peer.exact {
			out = append(out, check.Missing{What: "which address " + peer.name + " has: only a part of the addresses that it may have is admitted", Settle: "admit the whole range, or grant ec2:DescribeNetworkInterfaces"})
		}
	}
	if len(out) == 0 {
		out = append(out, peer.missing...)
	}
	if port.IsUnknown() {
		out = append(out, lacking("the port of "+peer.name, port.Why()))
	}
	if len(out) == 0 {
		out = append(out, check.Missing{What: "whether the security groups of " + r.gate.of + " admit " + peer.name, Settle: "decided when they are known"})
	}
	return check.Distinct(out)
}

func (r *ruling) referenceDoubt(rule gateRule, peer *end) check.Missing {
	if peer.groups.IsUnknown() {
		return lacking("the security groups of "+peer.of, peer.groups.Why())
	}
	if rule.reference.IsUnknown() {
		return lacking("the group that "+rule.subject+" refers to", rule.reference.Why())
	}
	return check.Missing{
		What:   "whether the reference of " + rule.subject + " to " + targetText(rule.reference) + " holds for " + peer.name + ": it does so within a VPC and over peering, not through every middlebox",
		Settle: "admit its addresses instead",
	}
}

// trace walks a packet of a peer through the rules.
func (r *ruling) trace(own, peer *end, port value.Int) (packet.Packet, []string) {
	p, ok := peer.query(port).Intersect(r.denied).Example()
	if !ok {
		return p, nil
	}
	if next := p.Source.Next(); !peer.exact && r.denied.Contains(packet.Packet{Source: next, Protocol: p.Protocol, Port: p.Port}) {
		p.Source = next // the first address of a subnet is nobody's
	}
	line := peer.text() + " to " + own.text() + ", tcp port " + portText(port)
	if r.gate.egress {
		line = own.text() + " to " + peer.text() + ", tcp port " + portText(port)
	}
	lines := []string{line}
	for _, r := range r.gate.rules {
		lines = append(lines, "the rules have "+r.Name)
		if len(lines) > mostLines {
			lines = append(lines, "and more")
			break
		}
	}
	for _, step := range r.chain.Trace(p) {
		lines = append(lines, step.String())
	}
	return p, lines
}

// mostLines is how many rules a trace lists.
const mostLines = 12
