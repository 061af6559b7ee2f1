package privateintegration

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// routed says of each forwarding of a listener whether requests of a call take it, and
// why that is not known: rules are asked in order, the default action last.
func (l leg) routed(inv *Inventory, v1 bool) ([]value.Truth, [][]check.Missing) {
	rules, possible, _ := inv.rulesOf(l.listener)
	takes := map[*ListenerRule]value.Truth{}
	left := value.True // whether requests get past the rules before
	if len(possible) > 0 || slices.ContainsFunc(rules, func(r *ListenerRule) bool { return !r.Priority.IsKnown() }) {
		left = value.Undecided
	}
	var doubt []check.Missing
	for _, r := range rules {
		m := l.takes(r, v1)
		if m == value.Undecided {
			doubt = append(doubt, check.Missing{What: "whether requests of " + l.call.name + " match the conditions of " + r.Subject(), Settle: "look at the conditions of the rule"})
		}
		takes[r] = value.And(left, m)
		left = value.And(left, m.Not())
	}
	truths, doubts := make([]value.Truth, len(l.groups)), make([][]check.Missing, len(l.groups))
	for i, fw := range l.groups {
		truths[i] = left
		if fw.rule != nil {
			truths[i] = takes[fw.rule]
		}
		if truths[i] == value.Undecided {
			doubts[i] = doubt
		}
	}
	return truths, doubts
}

// takes says whether a rule's conditions hold for the requests of a call: for all, for
// none, or it is not known. Links V2 put the stage before the path.
func (l leg) takes(r *ListenerRule, v1 bool) value.Truth {
	switch m := matches(r, l); {
	case m.never:
		return value.False
	case m.all && m.unknown == nil:
		return value.True
	}
	out := value.True
	for _, condition := range r.Conditions.Value() {
		one := value.Undecided
		switch condition.Field.Value() {
		case "host-header":
			one = anyPattern(condition.Values, hostOf(l), strings.ToLower)
		case "path-pattern":
			path := l.call.endpoint.path
			if l.call.kind != kindHTTP && v1 && !strings.Contains(path.Value(), "{") {
				one = anyPattern(condition.Values, path, func(s string) string { return s })
			}
		}
		out = value.And(out, one)
	}
	if r.Conditions.IsUnknown() {
		return value.Undecided
	}
	return out
}

// anyPattern says whether one of some patterns fits a text.
func anyPattern(patterns value.List[value.String], text value.String, fold func(string) string) value.Truth {
	t, known := text.Get()
	if !known || !patterns.IsKnown() {
		return value.Undecided
	}
	out := value.False
	for _, p := range patterns.Value() {
		one := value.Undecided
		if pattern, known := p.Get(); known {
			one = value.TruthOf(fits(fold(pattern), fold(t)))
		}
		out = value.Or(out, one)
	}
	return out
}
