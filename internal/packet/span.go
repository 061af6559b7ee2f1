package packet

import (
	"fmt"
	"net/netip"
	"slices"

	"go4.org/netipx"
)

// span is the addresses from first to last, both included.
type span struct{ first, last address }

// spans is a set of addresses: ascending spans with a gap between any two.
type spans []span

var everyAddress = spans{{firstAddress, lastAddress}}

// spansOf gives the addresses of the prefixes.
func spansOf(prefixes []netip.Prefix) (spans, error) {
	var all spans
	for _, p := range prefixes {
		if !p.IsValid() {
			return nil, fmt.Errorf("invalid source prefix %q", p)
		}
		r := netipx.RangeOfPrefix(p.Masked())
		first, last := addressOf(r.From()), addressOf(r.To())
		// A wide IPv6 prefix has the block of IPv4 in its middle, or at its end.
		if first.less(firstIPv4) && !last.less(lastIPv4) {
			all = append(all, span{first, firstIPv4.previous()})
			if lastIPv4.less(last) {
				afterIPv4, _ := lastIPv4.next()
				all = append(all, span{afterIPv4, last})
			}
			continue
		}
		all = append(all, span{first, last})
	}
	return merge(all), nil
}

// merge sorts the spans in place and joins those that overlap or touch.
func merge(all spans) spans {
	slices.SortFunc(all, func(a, b span) int { return a.first.compare(b.first) })
	merged := all[:0]
	for _, s := range all {
		merged = merged.push(s)
	}
	return merged
}

// push appends a span that does not start before the last one, joining the two if
// there is no gap between them.
func (ss spans) push(s span) spans {
	if len(ss) == 0 {
		return append(ss, s)
	}
	top := &ss[len(ss)-1]
	after, ok := top.last.next()
	if ok && after.less(s.first) {
		return append(ss, s)
	}
	if top.last.less(s.last) {
		top.last = s.last
	}
	return ss
}

// find is the index of the first span that does not end before a.
func (ss spans) find(a address) int {
	i, _ := slices.BinarySearchFunc(ss, a, func(s span, a address) int { return s.last.compare(a) })
	return i
}

func (ss spans) contains(a address) bool {
	i := ss.find(a)
	return i < len(ss) && !a.less(ss[i].first)
}

// overlaps reports whether an address of s is in the set.
func (ss spans) overlaps(s span) bool {
	i := ss.find(s.first)
	return i < len(ss) && !s.last.less(ss[i].first)
}

// combine gives the addresses for which keep holds, told whether they are in a and
// in b. Addresses in neither are never kept.
func (ss spans) combine(other spans, keep operation) spans {
	switch {
	case len(ss) == 0 && len(other) == 0:
		return nil
	case len(other) == 0:
		return ss.keptIf(keep(true, false))
	case len(ss) == 0:
		return other.keptIf(keep(false, true))
	}
	var out spans
	at, more := firstAddress, true
	for i, j := 0, 0; more && (i < len(ss) || j < len(other)); {
		inA := i < len(ss) && !at.less(ss[i].first)
		inB := j < len(other) && !at.less(other[j].first)
		last := lastAddress
		last = ss.stretch(i, inA, last)
		last = other.stretch(j, inB, last)
		if (inA || inB) && keep(inA, inB) {
			out = out.push(span{at, last})
		}
		if inA && last == ss[i].last {
			i++
		}
		if inB && last == other[j].last {
			j++
		}
		at, more = last.next()
	}
	return out
}

// stretch shortens last to where the membership that holds at span i ends.
func (ss spans) stretch(i int, in bool, last address) address {
	if i == len(ss) {
		return last
	}
	end := ss[i].last
	if !in {
		end = ss[i].first.previous()
	}
	if end.less(last) {
		return end
	}
	return last
}

func (ss spans) keptIf(keep bool) spans {
	if keep {
		return ss
	}
	return nil
}

// example is the lowest IPv4 address, or the lowest IPv6 address if there is none.
func (ss spans) example() address {
	if i := ss.find(firstIPv4); i < len(ss) && !lastIPv4.less(ss[i].first) {
		if ss[i].first.less(firstIPv4) {
			return firstIPv4
		}
		return ss[i].first
	}
	return ss[0].first
}

// prefixes gives the fewest prefixes that make up the set, IPv4 first.
func (ss spans) prefixes() []netip.Prefix {
	afterIPv4, _ := lastIPv4.next()
	var v4, v6 []netipx.IPRange
	for _, s := range ss {
		if s.first.less(firstIPv4) {
			v6 = append(v6, netipx.IPRangeFrom(s.first.netip6(), earlier(s.last, firstIPv4.previous()).netip6()))
		}
		if !s.last.less(firstIPv4) && !lastIPv4.less(s.first) {
			v4 = append(v4, netipx.IPRangeFrom(later(s.first, firstIPv4).netip(), earlier(s.last, lastIPv4).netip()))
		}
		if lastIPv4.less(s.last) {
			from, to := later(s.first, afterIPv4).netip6(), s.last.netip6()
			// To an IPv6 reader there is no gap where IPv4 lies: ::/0 is one prefix.
			if n := len(v6); n > 0 && v6[n-1].To() == firstIPv4.previous().netip6() && from == afterIPv4.netip6() {
				v6[n-1] = netipx.IPRangeFrom(v6[n-1].From(), to)
				continue
			}
			v6 = append(v6, netipx.IPRangeFrom(from, to))
		}
	}
	var out []netip.Prefix
	for _, r := range v4 {
		out = r.AppendPrefixes(out)
	}
	for _, r := range v6 {
		for _, p := range r.Prefixes() {
			if p.Bits() < 96 || !p.Addr().Is4In6() {
				out = append(out, p)
			}
		}
	}
	return out
}

func earlier(a, b address) address {
	if b.less(a) {
		return b
	}
	return a
}

func later(a, b address) address {
	if a.less(b) {
		return b
	}
	return a
}
