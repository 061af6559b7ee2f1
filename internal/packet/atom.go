package packet

import (
	"cmp"
	"iter"
	"slices"
)

// atom is protocols and ports that no rule and no part of the query tells apart, so that
// only the source address is left to decide.
type atom struct {
	// class numbers the protocols: atoms of the same protocols follow each other, in
	// order of their ports.
	class     int
	protocols Protocols
	ports     portRange
	// events is where along the addresses the query and the rules that meet it start and
	// end, in order. At one address what ends comes before what starts.
	events []event
}

// event is the first address of a span, or the first after it.
type event struct {
	at     address
	place  int32
	kind   kind
	starts bool
}

// kind is what a span belongs to.
type kind uint8

const (
	queried kind = iota
	certain
	doubtful
)

// share is the part that one rule has in a class: sources with a range of ports.
type share struct {
	band
	place int32
	kind  kind
}

// atoms gives the atoms of the query, class by class.
func (l *layout) atoms(query Set) iter.Seq[atom] {
	return func(yield func(atom) bool) {
		for class, protocols := range l.classes(query) {
			queryBands := query.bandsOf(protocols.lowest())
			shares := l.shares(protocols.lowest(), queryBands)
			var active []share
			for _, ports := range cuts(queryBands, shares) {
				for len(shares) > 0 && shares[0].ports.first <= ports.first {
					active = append(active, shares[0])
					shares = shares[1:]
				}
				active = slices.DeleteFunc(active, func(s share) bool { return s.ports.last < ports.first })
				sources := findBand(queryBands, ports.first)
				if len(sources) == 0 {
					continue
				}
				if !yield(atom{class, protocols, ports, events(sources, active)}) {
					return
				}
			}
		}
	}
}

// classes splits the query's protocols so that no rule tells two of a class apart.
func (l *layout) classes(query Set) []Protocols {
	var classes []Protocols
	for _, g := range query.groups {
		classes = append(classes, g.protocols)
	}
	seen := map[Protocols]bool{}
	for _, r := range l.rules {
		for _, set := range []Set{r.must, r.doubt} {
			for _, g := range set.groups {
				if seen[g.protocols] {
					continue
				}
				seen[g.protocols] = true
				for i, c := range classes {
					inside, outside := c.intersect(g.protocols), c.except(g.protocols)
					if !inside.IsEmpty() && !outside.IsEmpty() {
						classes[i] = inside
						classes = append(classes, outside)
					}
				}
			}
		}
	}
	return classes
}

// shares gives what rules have to do with a protocol and the query's ports, by first
// port.
func (l *layout) shares(p Protocol, queryBands []band) []share {
	out := make([]share, 0, len(l.rules))
	first, last := queryBands[0].ports.first, queryBands[len(queryBands)-1].ports.last
	for place, r := range l.rules {
		for _, b := range r.must.bandsOf(p) {
			out = appendShare(out, share{b, int32(place), certain}, first, last)
		}
		for _, b := range r.doubt.bandsOf(p) {
			out = appendShare(out, share{b, int32(place), doubtful}, first, last)
		}
	}
	slices.SortFunc(out, func(a, b share) int { return cmp.Compare(a.ports.first, b.ports.first) })
	return out
}

func appendShare(out []share, s share, first, last uint16) []share {
	if s.ports.last < first || last < s.ports.first {
		return out
	}
	return append(out, s)
}

// cuts gives the largest ranges of ports that neither the query nor a share splits.
func cuts(queryBands []band, shares []share) []portRange {
	starts := make([]int, 0, 2*(len(queryBands)+len(shares)))
	for _, b := range queryBands {
		starts = append(starts, int(b.ports.first), int(b.ports.last)+1)
	}
	for _, s := range shares {
		starts = append(starts, int(s.ports.first), int(s.ports.last)+1)
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	ranges := make([]portRange, 0, len(starts))
	for i := range len(starts) - 1 {
		ranges = append(ranges, portRange{uint16(starts[i]), uint16(starts[i+1] - 1)})
	}
	return ranges
}

// events gives the starts and ends of the query's sources and of the spans that meet
// them.
func events(query spans, active []share) []event {
	out := make([]event, 0, 2*(len(query)+len(active)))
	for _, s := range query {
		out = appendEvents(out, s, 0, queried)
	}
	lowest, highest := query[0].first, query[len(query)-1].last
	for _, a := range active {
		for _, s := range a.sources[a.sources.find(lowest):] {
			if highest.less(s.first) {
				break
			}
			if query.overlaps(s) {
				out = appendEvents(out, s, a.place, a.kind)
			}
		}
	}
	slices.SortFunc(out, func(a, b event) int {
		if c := a.at.compare(b.at); c != 0 || a.starts == b.starts {
			return c
		}
		if a.starts {
			return 1
		}
		return -1
	})
	return out
}

func appendEvents(out []event, s span, place int32, k kind) []event {
	out = append(out, event{s.first, place, k, true})
	if after, ok := s.last.next(); ok {
		out = append(out, event{after, place, k, false})
	}
	return out
}
