package packet

// Decision says what becomes of the packets of a query. Its parts are disjoint and
// together have exactly the query's packets. Parts of one list differ in By, those of
// Undecided in Uncertain, and are in the order of the chain's rules.
type Decision struct {
	Allow, Deny, Undecided []Part
}

// Part is packets that are decided alike.
type Part struct {
	// Set is the packets, at least one. Set.Example is the witness.
	Set Set
	// By is the rule that decides: the one that does if no uncertain rule matches; the
	// others change nothing. For an undecided part it is the first of Uncertain.
	By RuleRef
	// Uncertain, for an undecided part, is the rules whose uncertain match matters, in
	// order: with some outcome of the other uncertain matches, theirs alone tells allow
	// from deny. It is the same for all packets of the part. A rule without an action is
	// one of them, and so is a default that is neither Allow nor Deny.
	Uncertain []RuleRef
}

// Witness is one packet of the part, always the same for the same part.
func (p Part) Witness() Packet {
	example, _ := p.Set.Example()
	return example
}

// MustAllow is the packets that are allowed whatever the unknowns turn out to be.
func (d Decision) MustAllow() Set { return union(d.Allow) }

// MustDeny is the packets that are denied whatever the unknowns turn out to be.
func (d Decision) MustDeny() Set { return union(d.Deny) }

// Unsettled is the packets whose fate depends on the unknowns.
func (d Decision) Unsettled() Set { return union(d.Undecided) }

// AllAllowed reports whether every packet of the query is certainly allowed. It is true
// for an empty query.
func (d Decision) AllAllowed() bool { return len(d.Deny) == 0 && len(d.Undecided) == 0 }

func union(parts []Part) Set {
	sets := make([]Set, len(parts))
	for i, p := range parts {
		sets[i] = p.Set
	}
	return Set{}.Union(sets...)
}

// Decide splits the query into what the chain certainly allows, what it certainly
// denies, and what depends on unknowns. See the package comment for the cost.
func (c Chain) Decide(query Set) Decision {
	l := newLayout(c)
	answer := newAnswer(l)
	w := newWalker(l)
	for a := range l.atoms(query) {
		w.sweep(a, answer)
	}
	return answer.decision()
}

// Prepared is a chain made ready for one query, for many targets to which different
// rules apply. It may be used by several goroutines at once.
type Prepared struct {
	layout   *layout
	atoms    []atom
	relevant []int
}

// Prepare does once what does not depend on which rules apply.
func (c Chain) Prepare(query Set) *Prepared {
	p := &Prepared{layout: newLayout(c)}
	relevant := make([]bool, len(p.layout.rules))
	for a := range p.layout.atoms(query) {
		p.atoms = append(p.atoms, a)
		for _, e := range a.events {
			if e.kind != queried {
				relevant[e.place] = true
			}
		}
	}
	for place, is := range relevant {
		if is {
			p.relevant = append(p.relevant, place)
		}
	}
	return p
}

// Decide gives the decision for a target, the same as that of the chain narrowed by the
// function. It is asked about rules that meet the query only, by their places in
// Chain.Filters and Filter.Rules.
func (p *Prepared) Decide(applies func(filter, rule int) Applicability) Decision {
	w := newWalker(p.layout)
	for _, place := range p.relevant {
		r := p.layout.rules[place]
		w.applies[place] = applies(r.filter, r.rule)
	}
	answer := newAnswer(p.layout)
	for _, a := range p.atoms {
		w.sweep(a, answer)
	}
	return answer.decision()
}
