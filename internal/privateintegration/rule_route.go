package privateintegration

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A ruleOrder says which of a listener's rules requests of a call take, rules being asked
// in the order of their priorities and the default action last.
type ruleOrder struct {
	// rules are those that requests take, or may take.
	rules []routed
	// rest is the reach of the default action.
	rest reach
	// missing says why there may be other rules.
	missing []check.Missing
}

// routed is a rule with its reach.
type routed struct {
	*ListenerRule
	reach reach
	// takes says whether requests that come to the rule fulfil its conditions, doubt why
	// that is not known.
	takes value.Truth
	doubt check.Missing
}

// inOrder holds a listener's rules against a call's requests.
func (inv *Inventory) inOrder(l leg) ruleOrder {
	rules, possible, missing := inv.rulesOf(l.listener)
	for _, r := range possible {
		missing = append(missing, lacking("the listener of "+r.Subject(), r.Listener.Why()))
	}
	out := ruleOrder{missing: missing}
	for _, r := range rules {
		switch takes := l.takes(r); takes {
		case value.False:
		case value.Undecided:
			out.rules = append(out.rules, routed{ListenerRule: r, takes: takes, doubt: check.Missing{
				What: "whether requests of " + l.call.name + " match the conditions of " + r.Subject(), Settle: "look at the conditions of the rule",
			}})
		case value.True:
			out.rules = append(out.rules, routed{ListenerRule: r, takes: takes})
		}
	}
	start := l.reach
	if len(missing) > 0 {
		start = start.then(value.Undecided, missing...) // rules that are not known may take the requests
	}
	for i := range out.rules {
		r := &out.rules[i]
		r.reach = start.then(r.takes, r.doubt)
		for j, other := range out.rules {
			if i != j {
				r.reach = r.reach.past(other, other.before(r.ListenerRule))
			}
		}
	}
	out.rules = slices.DeleteFunc(out.rules, func(r routed) bool { return r.reach.truth == value.False })
	out.rest = start
	for _, r := range out.rules {
		out.rest = out.rest.past(r, value.True)
	}
	return out
}

// past is the reach of what requests come to past a rule, which is asked before it, or
// possibly is.
func (r reach) past(rule routed, before value.Truth) reach {
	doubt := rule.doubt
	if before == value.Undecided {
		doubt = check.Missing{What: "whether " + rule.Subject() + " is asked before: its priority is not known", Settle: "set the priority of each rule"}
	}
	return r.then(value.And(rule.takes, before).Not(), doubt)
}

// before says whether the rule is asked before another.
func (r *ListenerRule) before(other *ListenerRule) value.Truth {
	a, known := r.Priority.Get()
	b, too := other.Priority.Get()
	if !known || !too {
		return value.Undecided
	}
	return value.TruthOf(a < b)
}

// takes says whether a rule's conditions hold for the requests of a call: for all, for
// none, or it is not known. Links V2 put the stage before the path.
func (l leg) takes(r *ListenerRule) value.Truth {
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
			one = anyPattern(condition.Values, hostOf(l), fitsHost)
		case "path-pattern":
			if l.call.kind != kindHTTP && l.v1 {
				one = anyPattern(condition.Values, l.call.endpoint.path, fitsPath)
			}
		}
		out = value.And(out, one)
	}
	if r.Conditions.IsUnknown() {
		return value.Undecided
	}
	return out
}

// anyPattern says whether one of some patterns fits a text, as one says it of each.
func anyPattern(patterns value.List[value.String], text value.String, one func(pattern, text string) value.Truth) value.Truth {
	t, known := text.Get()
	if !known || !patterns.IsKnown() || len(patterns.Value()) == 0 {
		return value.Undecided
	}
	out := value.False
	for _, p := range patterns.Value() {
		fit := value.Undecided
		if pattern, known := p.Get(); known {
			fit = one(pattern, t)
		}
		out = value.Or(out, fit)
	}
	return out
}

func fitsHost(pattern, host string) value.Truth {
	return value.TruthOf(fits(strings.ToLower(pattern), strings.ToLower(host)))
}

// fitsPath says it of a path, of which the client says what stands for parameters such
// as {proxy}: what is before the first of them decides where it can.
func fitsPath(pattern, path string) value.Truth {
	begin, _, open := strings.Cut(path, "{")
	if !open {
		return value.TruthOf(fits(pattern, path))
	}
	wild := strings.IndexAny(pattern, "*?")
	if wild < 0 {
		return value.And(value.TruthOf(strings.HasPrefix(pattern, begin)), value.Undecided)
	}
	both := min(wild, len(begin))
	switch {
	case pattern[:both] != begin[:both]:
		return value.False
	case strings.HasSuffix(pattern, "*") && fits(pattern, begin):
		return value.True
	}
	return value.Undecided
}
