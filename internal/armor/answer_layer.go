package armor

import (
	"cmp"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// layer says what a layer does with the request of one of the clients, and of which
// clients requests may pass it.
func (w *walk) layer(i int, clients packet.Set) (LayerAnswer, packet.Set) {
	var out LayerAnswer
	var passing packet.Set
	previews := w.previews[i]
	for j, rule := range w.chain.Filters[i].Rules {
		for len(previews) > 0 && previews[0].at <= j {
			out.preview(previews[0], clients)
			previews = previews[1:]
		}
		may := clients.Intersect(rule.May.Union(rule.Must))
		ref := w.refs[i][j]
		switch {
		case may.IsEmpty():
			continue
		case ref.Stage == Hierarchical && rule.Action == packet.Allow:
			out.unsure = append(out.unsure, ref)
			continue
		}
		if must := clients.Intersect(rule.Must); must.Covers(may) && rule.Action != 0 {
			ref.Note = ""
			if !must.Covers(clients) {
				ref.Note = anyClient
			}
		}
		out.take(ref)
		if rule.Action != packet.Deny {
			passing = passing.Union(may)
		}
		if clients = clients.Subtract(rule.Must); clients.IsEmpty() {
			return out, passing
		}
	}
	for _, p := range previews {
		out.preview(p, clients)
	}
	return out, passing
}

// take adds a rule that may decide. One without a known priority is met twice.
func (l *LayerAnswer) take(r RuleRef) {
	l.denies = l.denies || r.effect == packet.Deny || r.effect == 0
	l.passes = l.passes || r.effect != packet.Deny
	if !holds(l.By, r) {
		l.By = append(l.By, r)
	}
}

func (l *LayerAnswer) preview(p previewed, clients packet.Set) {
	if !clients.Intersect(p.may).IsEmpty() && !holds(l.Previews, p.ref) {
		l.Previews = append(l.Previews, p.ref)
	}
}

func holds(rules []RuleRef, r RuleRef) bool {
	return slices.ContainsFunc(rules, func(other RuleRef) bool {
		return other.Place == r.Place && (r.Place >= 0 || other.Note == r.Note)
	})
}

// or is what may become of a request that is the one or the other.
func (a Answer) or(b Answer, why string) Answer {
	if a.Admitted != b.Admitted {
		a.Admitted = value.Undecided
	}
	layers := make([]LayerAnswer, len(a.Layers))
	for i := range a.Layers {
		layers[i] = a.Layers[i].or(b.Layers[i], why)
	}
	a.Layers = layers
	return a
}

func (l LayerAnswer) or(other LayerAnswer, why string) LayerAnswer {
	if l.Reached != other.Reached {
		l.Reached = value.Undecided
	}
	l.denies, l.passes = l.denies || other.denies, l.passes || other.passes
	l.By = either(l.By, other.By, why)
	l.Previews = either(l.Previews, other.Previews, why)
	for _, r := range other.unsure {
		if !holds(l.unsure, r) {
			l.unsure = append(l.unsure, r)
		}
	}
	return l
}

// either is the rules of both lists. Those of one only are not certain.
func either(a, b []RuleRef, why string) []RuleRef {
	var out []RuleRef
	for _, r := range slices.Concat(a, b) {
		if holds(out, r) {
			continue
		}
		if r.Note == "" && (!holds(a, r) || !holds(b, r)) {
			r.Note = why
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b RuleRef) int { return cmp.Compare(a.Priority, b.Priority) })
	return out
}
