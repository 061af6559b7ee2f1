package packet

import (
	"encoding/binary"
	"slices"
)

// answer gathers what the sweeps find into parts.
type answer struct {
	layout *layout
	// decided has for each place the packets that it decides.
	decided []*pile
	// undecided has the packets for each list of rules that matter.
	undecided map[string]*pile
	// touched is the piles that the current atom adds to.
	touched []*pile
	key     []byte
	rules   []int
}

// pile is the packets that are decided alike, as far as they are found.
type pile struct {
	outcomes  outcomes
	uncertain []int
	// sources is the addresses in the current atom, bands the atoms of its class before
	// it, groups the classes before.
	sources spans
	class   int
	bands   []band
	groups  []group
	// protocols goes with bands.
	protocols Protocols
}

func newAnswer(l *layout) *answer {
	return &answer{
		layout:    l,
		decided:   make([]*pile, len(l.rules)+1),
		undecided: map[string]*pile{},
	}
}

// add takes the addresses that a walk was for. They must ascend until finish.
func (a *answer) add(v verdict, s span) {
	h := a.pileFor(v)
	if len(h.sources) == 0 {
		a.touched = append(a.touched, h)
	}
	h.sources = h.sources.push(s)
}

func (a *answer) pileFor(v verdict) *pile {
	if !v.outcomes.undecided() {
		h := a.decided[v.by]
		if h == nil {
			h = &pile{outcomes: v.outcomes}
			a.decided[v.by] = h
		}
		return h
	}
	// A rule without an action has several places but is one rule to the reader.
	a.rules, a.key = a.rules[:0], a.key[:0]
	for _, place := range v.uncertain {
		place = a.layout.firstPlace(place)
		if n := len(a.rules); n == 0 || a.rules[n-1] != place {
			a.rules = append(a.rules, place)
			a.key = binary.AppendUvarint(a.key, uint64(place))
		}
	}
	h := a.undecided[string(a.key)]
	if h == nil {
		h = &pile{outcomes: v.outcomes, uncertain: slices.Clone(a.rules)}
		a.undecided[string(a.key)] = h
	}
	return h
}

// finish closes the atom that the addresses since the last call belong to.
func (a *answer) finish(at atom) {
	for _, h := range a.touched {
		if h.class != at.class {
			h.closeClass()
		}
		h.class, h.protocols = at.class, at.protocols
		h.bands = pushBand(h.bands, band{at.ports, h.sources})
		h.sources = nil
	}
	a.touched = a.touched[:0]
}

func (h *pile) closeClass() {
	if len(h.bands) > 0 {
		h.groups = append(h.groups, group{h.protocols, h.bands})
		h.bands = nil
	}
}

func (h *pile) set() Set {
	h.closeClass()
	return canonical(h.groups)
}

// decision gives what is gathered, in the order of the rules.
func (a *answer) decision() Decision {
	var d Decision
	for place, h := range a.decided {
		if h == nil {
			continue
		}
		part := Part{Set: h.set(), By: a.layout.ref(place)}
		if h.outcomes.has(Allow) {
			d.Allow = append(d.Allow, part)
		} else {
			d.Deny = append(d.Deny, part)
		}
	}
	undecided := make([]*pile, 0, len(a.undecided))
	for _, h := range a.undecided {
		undecided = append(undecided, h)
	}
	slices.SortFunc(undecided, func(a, b *pile) int { return slices.Compare(a.uncertain, b.uncertain) })
	for _, h := range undecided {
		refs := make([]RuleRef, len(h.uncertain))
		for i, place := range h.uncertain {
			refs[i] = a.layout.ref(place)
		}
		d.Undecided = append(d.Undecided, Part{Set: h.set(), By: refs[0], Uncertain: refs})
	}
	return d
}
