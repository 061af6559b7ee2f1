package apigee

import (
	"fmt"
	"net/netip"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// extent is a set of packets that is known in part: it has all of must and
// nothing beyond may. Doubts say why may is more than must.
type extent struct {
	must, may packet.Set
	doubts    []check.Missing
}

// certainly is an extent that is known.
func certainly(s packet.Set) extent { return extent{must: s, may: s} }

// possibly is an extent of which nothing is certain.
func possibly(s packet.Set, why check.Missing) extent {
	return extent{may: s, doubts: []check.Missing{why}}
}

func (e extent) or(other extent) extent {
	return extent{e.must.Union(other.must), e.may.Union(other.may), joined(e.doubts, other.doubts)}
}

func (e extent) and(other extent) extent {
	return extent{e.must.Intersect(other.must), e.may.Intersect(other.may), joined(e.doubts, other.doubts)}
}

// provided is the extent under a condition; why says what leaves it open.
func (e extent) provided(condition value.Truth, why func() check.Missing) extent {
	switch condition {
	case value.True:
		return e
	case value.False:
		return extent{}
	case value.Undecided:
	}
	return extent{may: e.may, doubts: joined(e.doubts, []check.Missing{why()})}
}

func joined(a, b []check.Missing) []check.Missing { return append(a[:len(a):len(a)], b...) }

// emptiness says whether a list has no elements; null has none.
func emptiness[T any](list value.List[T]) value.Truth {
	if list.IsUnknown() {
		return value.Undecided
	}
	return value.TruthOf(len(list.Value()) == 0)
}

// Any packet of one family.
var (
	everything = packet.Everything()
	anyIPv4    = mustAnyOf(netip.PrefixFrom(netip.IPv4Unspecified(), 0))
	anyIPv6    = mustAnyOf(netip.PrefixFrom(netip.IPv6Unspecified(), 0))
)

// mustAnyOf is every packet from a valid prefix, for which there is no error.
func mustAnyOf(sources ...netip.Prefix) packet.Set {
	set, err := packet.NewSet(sources, packet.AnyService())
	if err != nil {
		panic(err)
	}
	return set
}

// rangesOf is every packet from the ranges. What names the list in doubts.
func rangesOf(what string, ranges value.List[value.String]) extent {
	if ranges.IsUnknown() {
		return possibly(everything, lacking(what, ranges.Why()))
	}
	var out extent
	var known []netip.Prefix
	for _, r := range ranges.Value() {
		text, ok := r.Get()
		if !ok {
			out = out.or(possibly(everything, lacking(what, r.Why())))
			continue
		}
		prefixes, err := packet.ParseSources(text)
		if err != nil {
			out = out.or(possibly(everything, unreadable(what, err)))
			continue
		}
		known = append(known, prefixes...)
	}
	if len(known) == 0 {
		return out
	}
	return out.or(certainly(mustAnyOf(known...)))
}

// serviceOf is every packet of a protocol to the ports; no ports are all. What
// names the service in doubts.
func serviceOf(what string, protocol value.String, ports value.List[value.String]) extent {
	text, ok := protocol.Get()
	if !ok {
		return possibly(everything, lacking("protocol of "+what, protocol.Why()))
	}
	protocols, err := packet.ParseProtocol(text)
	if err != nil {
		return possibly(everything, unreadable(what, err))
	}
	whole, err := packet.NewSet(packet.AnySource(), packet.Service{Protocols: protocols})
	if err != nil {
		return possibly(everything, unreadable(what, err))
	}
	switch emptiness(ports) {
	case value.True:
		return certainly(whole)
	case value.Undecided:
		return possibly(whole, lacking("ports of "+what, ports.Why()))
	case value.False:
	}
	var out extent
	for _, p := range ports.Value() {
		one, err := portOf(protocols, p)
		if err != nil {
			out = out.or(possibly(whole, unreadable(what, err)))
			continue
		}
		if p.IsUnknown() {
			one = possibly(whole, lacking("ports of "+what, p.Why()))
		}
		out = out.or(one)
	}
	return out
}

// portOf reads one port or range of ports.
func portOf(protocols packet.Protocols, text value.String) (extent, error) {
	if text.IsUnknown() {
		return extent{}, nil
	}
	ports, err := packet.ParsePorts(text.Value())
	if err != nil {
		return extent{}, err
	}
	set, err := packet.NewSet(packet.AnySource(), packet.Service{Protocols: protocols, Ports: ports})
	if err != nil {
		return extent{}, err
	}
	return certainly(set), nil
}

// within is the extent restricted to destination ranges, as far as their families
// tell: which address an instance will have is not known. No ranges are all.
func (e extent) within(what string, ranges value.List[value.String]) extent {
	if emptiness(ranges) == value.True {
		return e
	}
	to := rangesOf(what, ranges)
	out := extent{doubts: e.doubts}
	for _, family := range []packet.Set{anyIPv4, anyIPv6} {
		if !to.may.Intersect(family).IsEmpty() {
			out.may = out.may.Union(e.may.Intersect(family))
		}
		if to.must.Covers(family) {
			out.must = out.must.Union(e.must.Intersect(family))
		}
	}
	if !out.must.Equal(e.must) {
		out.doubts = joined(e.doubts, []check.Missing{{
			What:   "whether the address of the instance is in " + what,
			Settle: "leave the destination out of rules that admit a load balancer",
		}})
	}
	return out
}

// unreadable says that a part of a rule is no text that rules have.
func unreadable(what string, err error) check.Missing {
	return check.Missing{What: fmt.Sprintf("what %s means: %v", what, err), Settle: "correct it"}
}
