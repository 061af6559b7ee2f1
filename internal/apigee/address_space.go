package apigee

import (
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"
)

// blocks counts free IPv4 blocks by their prefix length. Blocks are aligned, as
// CIDR notation wants them, so that a block holds two of the next length.
type blocks [33]int

// fits says whether blocks of the wanted prefix lengths can be cut from the free
// ones. The largest come first and each is cut from the smallest free block that
// holds it, which finds room whenever there is room.
func (b blocks) fits(wanted []int) bool {
	for _, bits := range slices.Sorted(slices.Values(wanted)) {
		if !b.take(bits) {
			return false
		}
	}
	return true
}

func (b *blocks) take(bits int) bool {
	for from := bits; from >= 0; from-- {
		if b[from] == 0 {
			continue
		}
		b[from]--
		for half := from + 1; half <= bits; half++ {
			b[half]++
		}
		return true
	}
	return false
}

// size is the number of addresses in blocks of the given prefix lengths.
func size(lengths []int) int {
	sum := 0
	for _, bits := range lengths {
		sum += 1 << (32 - bits)
	}
	return sum
}

// freeBlocks counts the aligned blocks of a set of addresses; neighbours join.
func freeBlocks(set *netipx.IPSet) blocks {
	var b blocks
	for _, p := range set.Prefixes() {
		if p.Addr().Is4() {
			b[p.Bits()]++
		}
	}
	return b
}

// parseIPRanges reads an instance's ipRange, a comma-separated list of IPv4
// CIDRs; what is none is left out.
func parseIPRanges(text string) []netip.Prefix {
	var out []netip.Prefix
	for part := range strings.SplitSeq(text, ",") {
		if p, err := netip.ParsePrefix(strings.TrimSpace(part)); err == nil && p.Addr().Is4() {
			out = append(out, p.Masked())
		}
	}
	return out
}

// countBlocks counts blocks of the given prefix lengths.
func countBlocks(lengths []int) blocks {
	var b blocks
	for _, bits := range lengths {
		b[bits]++
	}
	return b
}
