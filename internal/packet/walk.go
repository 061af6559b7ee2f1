package packet

import "slices"

// walker is at one address of one atom: it holds which rules match there and walks
// them. It is reused from address to address, changing only what changes.
type walker struct {
	layout *layout
	// applies has a say for each place.
	applies []Applicability
	// certain and doubtful are the rules that match certainly and uncertainly.
	certain, doubtful places
	// doubtfulBy is doubtful split by action.
	doubtfulBy [Next + 1]places

	// What the last walk found, kept to save memory.
	visits   []visit
	doubts   []int
	mattered []int
}

// visit is one filter on the way of some branch: its doubtful rules from one place to
// before another, then the action of the first certain rule, Next if there is none.
type visit struct {
	from, before int
	action       Action
}

// verdict is the outcome for packets that are all decided alike.
type verdict struct {
	outcomes outcomes
	// by is the place that decides; for undecided packets it has no meaning.
	by int
	// uncertain is the places that matter to undecided packets. It is good until the
	// next walk.
	uncertain []int
}

func newWalker(l *layout) *walker {
	n := len(l.rules)
	w := &walker{layout: l, applies: make([]Applicability, n), certain: newPlaces(n), doubtful: newPlaces(n)}
	for i := range w.applies {
		w.applies[i] = Always
	}
	for _, a := range []Action{Allow, Deny, Next} {
		w.doubtfulBy[a] = newPlaces(n)
	}
	return w
}

func (w *walker) clear() {
	w.certain.clear()
	w.doubtful.clear()
	for _, a := range []Action{Allow, Deny, Next} {
		w.doubtfulBy[a].clear()
	}
}

// walk follows all branches at once. In a filter the doubtful rules before the first
// certain one can each be the first to match, or none of them is and the certain one
// decides; a later filter is reached if one of these is Next. Since no rule is in two
// filters, what is possible in one does not depend on the way to it.
func (w *walker) walk() verdict {
	w.visits = w.visits[:0]
	possible, by := outcomes(0), nowhere
	atDefault := false
	for at := 0; ; {
		first := min(w.certain.next(at), w.doubtful.next(at))
		if first == nowhere {
			atDefault = true
			possible |= w.layout.fallback
			by = min(by, len(w.layout.rules))
			break
		}
		end := w.layout.ends[first]
		v := visit{from: first, before: min(w.certain.next(first), end), action: Next}
		if v.before < end {
			v.action = w.layout.rules[v.before].action
		}
		here := outcomes(0).with(v.action)
		for _, a := range []Action{Allow, Deny, Next} {
			if w.doubtfulBy[a].next(v.from) < v.before {
				here = here.with(a)
			}
		}
		possible |= here.final()
		if v.action != Next {
			// Without any doubtful match the walk ends here, unless it ended before.
			by = min(by, v.before)
		}
		w.visits = append(w.visits, v)
		if !here.has(Next) {
			break
		}
		at = end
	}
	if !possible.undecided() {
		return verdict{outcomes: possible, by: by}
	}
	return verdict{outcomes: possible, uncertain: w.mattering(atDefault)}
}

// mattering lists the doubtful rules whose match can alone tell allow from deny. It
// goes backwards: rest is what the rest of a filter can do if the rule does not match,
// after is what all later filters can do together. The two are independent, so an
// outcome in one and another in the other can meet.
func (w *walker) mattering(atDefault bool) []int {
	w.mattered = w.mattered[:0]
	after := outcomes(0)
	if atDefault {
		after = w.layout.fallback
		if after.undecided() {
			w.mattered = append(w.mattered, len(w.layout.rules))
		}
	}
	for i := len(w.visits) - 1; i >= 0; i-- {
		v := w.visits[i]
		w.doubts = w.doubts[:0]
		for d := w.doubtful.next(v.from); d < v.before; d = w.doubtful.next(d + 1) {
			w.doubts = append(w.doubts, d)
		}
		rest := outcomes(0).with(v.action)
		for j := len(w.doubts) - 1; j >= 0; j-- {
			place := w.doubts[j]
			action := w.layout.rules[place].action
			if matters(action, rest, after) {
				w.mattered = append(w.mattered, place)
			}
			rest = rest.with(action)
		}
		if rest.has(Next) {
			after |= rest.final()
		} else {
			after = rest.final()
		}
	}
	slices.Reverse(w.mattered)
	return w.mattered
}

// matters tells whether a rule's match can change the outcome, given what happens if
// it does not match and what happens in later filters.
func matters(action Action, rest, after outcomes) bool {
	switch action {
	case Next:
		return rest.has(Allow) && after.has(Deny) || rest.has(Deny) && after.has(Allow)
	case Allow:
		return rest.has(Deny) || rest.has(Next) && after.has(Deny)
	default:
		return rest.has(Allow) || rest.has(Next) && after.has(Allow)
	}
}
