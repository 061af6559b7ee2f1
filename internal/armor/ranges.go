package armor

import (
	"net/netip"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// inRange is inIpRange.
func (e *evaluator) inRange(address, within operand) outcomes {
	if address.state == isFailed || within.state == isFailed {
		return e.failing()
	}
	if !within.isKnownText() {
		e.note(within.why)
		return e.of(value.Undecided, true)
	}
	ranges, err := packet.ParseSources(within.text())
	if err != nil {
		return e.perhaps("a range of its expression is none")
	}
	switch {
	case address.state == isClient:
		in := clients(ranges...)
		return outcomes{yes: e.clients.Intersect(in), no: e.clients.Subtract(in)}
	case address.isKnownText():
		a, err := netip.ParseAddr(address.text())
		if err != nil {
			return e.failing()
		}
		return e.of(value.TruthOf(ranges[0].Contains(a.Unmap())), address.fails)
	}
	e.note(address.why)
	return e.of(value.Undecided, true)
}

// addressIs compares the client's address with a text. Whether another spelling than
// the usual one equals it is not documented.
func (e *evaluator) addressIs(o operand) outcomes {
	if !o.isKnownText() {
		e.note(o.why)
		return e.of(value.Undecided, o.fails)
	}
	a, err := netip.ParseAddr(o.text())
	if err != nil || a.Zone() != "" {
		return e.of(value.False, o.fails)
	}
	in := clients(netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
	out := outcomes{yes: e.clients.Intersect(in), no: e.clients.Subtract(in)}
	if a.String() != o.text() || a.Is4In6() {
		out.no = e.clients
		e.note("whether an address in another spelling than the usual equals the client's")
	}
	if o.fails {
		out.fail = e.clients
	}
	return out
}
