package packet

import (
	"cmp"
	"math"
	"slices"
)

// operation tells whether to keep what is in a, in b, or in both.
type operation func(inA, inB bool) bool

func either(inA, inB bool) bool   { return inA || inB }
func both(inA, inB bool) bool     { return inA && inB }
func onlyLeft(inA, inB bool) bool { return inA && !inB }

// Union is the packets in s or in any of the others.
func (s Set) Union(others ...Set) Set {
	sets := append([]Set{s}, others...)
	// Halving keeps a union of many sets from copying the result once per set.
	for len(sets) > 1 {
		half := sets[:0]
		for pair := range slices.Chunk(sets, 2) {
			if len(pair) == 2 {
				half = append(half, pair[0].combine(pair[1], either))
			} else {
				half = append(half, pair[0])
			}
		}
		sets = half
	}
	return sets[0]
}

// Intersect is the packets in both s and t.
func (s Set) Intersect(t Set) Set { return s.combine(t, both) }

// Subtract is the packets in s that are not in t.
func (s Set) Subtract(t Set) Set { return s.combine(t, onlyLeft) }

// Covers reports whether every packet of t is in s.
func (s Set) Covers(t Set) bool { return t.Subtract(s).IsEmpty() }

func (s Set) combine(t Set, keep operation) Set {
	switch {
	case s.same(t):
		return s.keptIf(keep(true, true))
	case t.IsEmpty():
		return s.keptIf(keep(true, false))
	case s.IsEmpty():
		return t.keptIf(keep(false, true))
	}
	var out []group
	restOfT := make([]Protocols, len(t.groups))
	for i, h := range t.groups {
		restOfT[i] = h.protocols
	}
	for _, g := range s.groups {
		rest := g.protocols
		for i, h := range t.groups {
			if common := rest.intersect(h.protocols); !common.IsEmpty() {
				out = append(out, group{common, combineBands(g.bands, h.bands, keep)})
				rest = rest.except(common)
				restOfT[i] = restOfT[i].except(common)
			}
		}
		out = append(out, group{rest, combineBands(g.bands, nil, keep)})
	}
	for i, h := range t.groups {
		out = append(out, group{restOfT[i], combineBands(nil, h.bands, keep)})
	}
	return canonical(out)
}

func (s Set) keptIf(keep bool) Set {
	if keep {
		return s
	}
	return Set{}
}

// same reports, without looking, that both are the same value: a rule that is fully
// known often has one set for what it must and may match.
func (s Set) same(t Set) bool {
	return len(s.groups) == len(t.groups) && (len(s.groups) == 0 || &s.groups[0] == &t.groups[0])
}

// canonical joins groups of disjoint protocols that have the same bands.
func canonical(groups []group) Set {
	var out []group
	for _, g := range groups {
		if g.protocols.IsEmpty() || len(g.bands) == 0 {
			continue
		}
		i := slices.IndexFunc(out, func(o group) bool { return equalBands(o.bands, g.bands) })
		if i < 0 {
			out = append(out, g)
			continue
		}
		out[i].protocols = out[i].protocols.Union(g.protocols)
	}
	slices.SortFunc(out, func(a, b group) int { return cmp.Compare(a.protocols.lowest(), b.protocols.lowest()) })
	return Set{out}
}

func combineBands(a, b []band, keep operation) []band {
	switch {
	case len(b) == 0 && !keep(true, false), len(a) == 0 && !keep(false, true):
		return nil
	case len(b) == 0:
		return a
	case len(a) == 0:
		return b
	}
	var out []band
	for at := 0; at <= math.MaxUint16; {
		last := math.MaxUint16
		var inA, inB spans
		inA, a, last = cutBand(a, at, last)
		inB, b, last = cutBand(b, at, last)
		out = pushBand(out, band{portRange{uint16(at), uint16(last)}, inA.combine(inB, keep)})
		at = last + 1
	}
	return out
}

// cutBand gives the sources that go with port at, the bands that do not end before
// it, and last shortened to the last port with the same sources.
func cutBand(bands []band, at, last int) (spans, []band, int) {
	if len(bands) > 0 && int(bands[0].ports.last) < at {
		bands = bands[1:]
	}
	switch {
	case len(bands) == 0:
		return nil, bands, last
	case at < int(bands[0].ports.first):
		return nil, bands, min(last, int(bands[0].ports.first)-1)
	default:
		return bands[0].sources, bands, min(last, int(bands[0].ports.last))
	}
}

// pushBand appends a band above all others, joining it to the one below if they touch
// and have the same sources.
func pushBand(bands []band, b band) []band {
	if len(b.sources) == 0 {
		return bands
	}
	if n := len(bands); n > 0 {
		below := &bands[n-1]
		if int(below.ports.last)+1 == int(b.ports.first) && slices.Equal(below.sources, b.sources) {
			below.ports.last = b.ports.last
			return bands
		}
	}
	return append(bands, b)
}
