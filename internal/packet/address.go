package packet

import (
	"cmp"
	"encoding/binary"
	"math"
	"net/netip"
)

// address is a place in one ordered space that holds both families: an IPv6 address
// is its 128-bit number, an IPv4 address lies in the block of the IPv4-mapped
// addresses, ::ffff:0:0/96, which no IPv6 packet has as its source. So the whole
// space is one span, mapped addresses need no case of their own, and the families
// stay apart as long as an IPv6 span that is made from outside leaves the block out.
type address struct{ hi, lo uint64 }

var (
	firstAddress = address{}
	firstIPv4    = address{lo: 0xffff_0000_0000}
	lastIPv4     = address{lo: 0xffff_ffff_ffff}
	lastAddress  = address{hi: math.MaxUint64, lo: math.MaxUint64}
)

func addressOf(a netip.Addr) address {
	b := a.As16()
	return address{hi: binary.BigEndian.Uint64(b[:8]), lo: binary.BigEndian.Uint64(b[8:])}
}

// netip gives the address in its own family.
func (a address) netip() netip.Addr { return a.netip6().Unmap() }

// netip6 gives the address as a number of the IPv6 space.
func (a address) netip6() netip.Addr {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], a.hi)
	binary.BigEndian.PutUint64(b[8:], a.lo)
	return netip.AddrFrom16(b)
}

func (a address) compare(b address) int {
	if c := cmp.Compare(a.hi, b.hi); c != 0 {
		return c
	}
	return cmp.Compare(a.lo, b.lo)
}

func (a address) less(b address) bool {
	return a.hi < b.hi || a.hi == b.hi && a.lo < b.lo
}

// next is the address after a; ok is false after the last.
func (a address) next() (_ address, ok bool) {
	if a == lastAddress {
		return a, false
	}
	a.lo++
	if a.lo == 0 {
		a.hi++
	}
	return a, true
}

// previous is the address before a, which must not be the first.
func (a address) previous() address {
	if a.lo == 0 {
		a.hi--
	}
	a.lo--
	return a
}
