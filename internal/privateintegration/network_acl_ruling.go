package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An aclRuling is what a network ACL does with packets on some ports, from or to any
// address.
type aclRuling struct {
	*aclGate
	ports           packetPorts
	decision        packet.Decision
	allowed, denied packet.Set
	// notAll, notNone, some and any are the addresses of which some port is not certainly
	// let through, may be, certainly is not, and certainly is; on any port.
	notAll, notNone, some, any packet.Set
}

func (g *aclGate) on(ports packetPorts) *aclRuling {
	if r := g.rulings[ports]; r != nil {
		return r
	}
	r := &aclRuling{aclGate: g, ports: ports}
	r.decision = g.chain.Decide(setOf(packet.AnySource(), ports.service()))
	r.allowed, r.denied = r.decision.MustAllow(), r.decision.MustDeny()
	unsettled := r.decision.Unsettled()
	r.notAll, r.notNone = anyPort(r.denied.Union(unsettled)), anyPort(r.allowed.Union(unsettled))
	r.some, r.any = anyPort(r.denied), anyPort(r.allowed)
	g.rulings[ports] = r
	return r
}

// anyPort is the sources of packets, on any port of TCP.
func anyPort(s packet.Set) packet.Set {
	return setOf(s.Sources(), packet.Service{Protocols: packet.ProtocolSet(packet.TCP)})
}

// passing says how much of an end's packets gets through.
type passing uint8

const (
	passesUnknown passing = iota
	passesAll
	passesSome   // some ports certainly get through, and some certainly do not
	passesNotAll // some ports certainly do not get through, and perhaps none does
	passesNone
)

// lets says how many of the ports a network ACL lets packets with a peer through on,
// whichever of its possible addresses that has.
func (r *aclRuling) lets(peer *end) passing {
	if peer.exact && len(peer.where) == 1 {
		at := packet.Packet{Source: peer.where[0].Addr(), Protocol: packet.TCP}
		switch {
		case !r.notAll.Contains(at):
			return passesAll
		case !r.notNone.Contains(at):
			return passesNone
		case r.some.Contains(at) && r.any.Contains(at):
			return passesSome
		case r.some.Contains(at):
			return passesNotAll
		}
		return passesUnknown
	}
	q := setOf(peer.where, r.ports.service())
	switch {
	case r.allowed.Covers(q):
		return passesAll
	case r.denied.Covers(q):
		return passesNone
	case r.ports.first != r.ports.last && r.some.Covers(anyPort(q)):
		if r.any.Covers(anyPort(q)) {
			return passesSome
		}
		return passesNotAll
	}
	return passesUnknown
}

// doubts says why it is not known.
func (r *aclRuling) doubts(peer *end) []check.Missing {
	q := setOf(peer.where, r.ports.service())
	out := append([]check.Missing{}, r.missing...)
	for _, p := range r.decision.Undecided {
		if p.Set.Intersect(q).IsEmpty() {
			continue
		}
		for _, ref := range p.Uncertain {
			if !ref.Default {
				out = append(out, r.rules[ref.RuleIndex].missing...)
			}
		}
	}
	if !peer.exact {
		out = append(out, peer.missing...)
	}
	if len(out) == 0 {
		out = append(out, check.Missing{What: "which address " + peer.name + " has: only a part of the addresses that it may have is admitted", Settle: "admit the whole range, or grant ec2:DescribeNetworkInterfaces"})
	}
	return check.Distinct(out)
}

// witness is a packet with a peer that is dropped, and the rule that drops it.
func (r *aclRuling) witness(peer *end) (packet.Packet, packet.RuleRef) {
	q := setOf(peer.where, r.ports.service())
	for _, part := range r.decision.Deny {
		set := part.Set.Intersect(q)
		if p, ok := set.Example(); ok {
			if next := p; !peer.exact {
				if next.Source = p.Source.Next(); set.Contains(next) {
					p = next // the first address of a subnet is nobody's
				}
			}
			return p, part.By
		}
	}
	return packet.Packet{}, packet.RuleRef{}
}

// filtered says whether packets between two ends cross the border of a subnet.
func filtered(a, b *end) value.Truth {
	if a.subnet.IsNull() || b.subnet.IsNull() {
		return value.Undecided
	}
	return value.SameID(a.subnet, b.subnet).Not()
}
