package packet

// Action is what a rule does with the packets it matches. The zero value is no action:
// a rule without one may do anything, so it can leave packets undecided but never
// allows or denies them for certain.
type Action uint8

// The actions.
const (
	// Allow lets the packet through. No later rule or filter is asked.
	Allow Action = iota + 1
	// Deny drops the packet. No later rule or filter is asked.
	Deny
	// Next leaves the filter and goes on with the next filter, not the next rule.
	Next
)

// String is "allow", "deny", "next filter" or "unknown action".
func (a Action) String() string {
	switch a {
	case Allow:
		return "allow"
	case Deny:
		return "deny"
	case Next:
		return "next filter"
	default:
		return "unknown action"
	}
}

// Rule is one rule of a filter. It certainly matches the packets in Must, possibly
// those in May, and no others; what is in Must counts as in May too. A rule that is
// fully known needs Must only. Note says why May has more than Must, such as "source
// tags are known after apply"; it is shown in traces.
type Rule struct {
	Name   string
	Action Action
	Must   Set
	May    Set
	Note   string
}

// Filter is rules in order. The first rule that matches decides; if none does, the
// packet goes on with the next filter.
type Filter struct {
	Name  string
	Rules []Rule
}

// Chain is filters in order. Default, Allow or Deny, decides what no filter does, under
// the name DefaultName, such as "implied deny". Any other default leaves those packets
// undecided.
type Chain struct {
	Filters     []Filter
	Default     Action
	DefaultName string
}

// AllowOnly is a chain in which any matching rule allows, whatever its Action says, and
// everything else is denied, as in filters that can only allow. The order of the rules
// settles only which of several is named as the one that decides.
func AllowOnly(name string, rules ...Rule) Chain {
	allowing := make([]Rule, len(rules))
	for i, r := range rules {
		r.Action = Allow
		allowing[i] = r
	}
	return Chain{
		Filters:     []Filter{{Name: name, Rules: allowing}},
		Default:     Deny,
		DefaultName: "no rule of " + name + " allows it",
	}
}

// RuleRef names a rule of a chain, or the chain's default.
type RuleRef struct {
	// Filter and Rule are the names. For the default, Filter is empty and Rule is the
	// chain's DefaultName.
	Filter, Rule string
	// FilterIndex and RuleIndex are the places in Chain.Filters and Filter.Rules, both -1
	// for the default.
	FilterIndex, RuleIndex int
	// Note is the rule's Note.
	Note string
	// Default tells the default from a rule.
	Default bool
}

// String is "filter: rule", or the default's name.
func (r RuleRef) String() string {
	if r.Filter == "" {
		return r.Rule
	}
	return r.Filter + ": " + r.Rule
}

// Applicability tells whether a rule applies to a target at all. The zero value is
// Maybe, so that what is left out is never taken for certain.
type Applicability uint8

// The ways in which a rule can apply.
const (
	// Maybe means that it is unknown: the rule possibly matches what it may match.
	Maybe Applicability = iota
	// Always means that the rule applies as it stands.
	Always
	// Never means that the rule matches nothing.
	Never
)

// Narrow gives the chain as it is for one target. The function is asked once for each
// rule, by its places in Chain.Filters and Filter.Rules. Rules that never apply stay,
// matching nothing, so that places stay the same.
func (c Chain) Narrow(applies func(filter, rule int) Applicability) Chain {
	filters := make([]Filter, len(c.Filters))
	for i, f := range c.Filters {
		filters[i] = Filter{Name: f.Name, Rules: make([]Rule, len(f.Rules))}
		for j, r := range f.Rules {
			switch applies(i, j) {
			case Always:
			case Never:
				r.Must, r.May = Set{}, Set{}
			case Maybe:
				r.Must, r.May = Set{}, r.May.Union(r.Must)
			}
			filters[i].Rules[j] = r
		}
	}
	c.Filters = filters
	return c
}
