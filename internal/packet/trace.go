package packet

import "fmt"

// Match is how a rule matches one packet.
type Match uint8

// The ways in which a rule matches.
const (
	// NoMatch is for a filter of which no rule certainly or possibly matches.
	NoMatch Match = iota
	// PossibleMatch is for a rule that may match.
	PossibleMatch
	// CertainMatch is for a rule that matches, and for the default.
	CertainMatch
)

// Step is one thing that happens, or may happen, to a packet on its way.
type Step struct {
	// By is the rule, the default, or a filter alone if none of its rules matches.
	By    RuleRef
	Match Match
	// Action is what follows if the rule matches.
	Action Action
	// Final tells that a packet that gets here goes no further. Later steps, if any, are
	// for a packet that a possible match sent to the next filter before.
	Final bool
}

// String is one line, such as "vpc: rule allow-lb matches: allow".
func (s Step) String() string {
	switch {
	case s.By.Default:
		return fmt.Sprintf("%s: %s", s.By.Rule, s.Action)
	case s.Match == NoMatch:
		return fmt.Sprintf("%s: no rule matches: %s", s.By.Filter, s.Action)
	case s.Match == CertainMatch:
		return fmt.Sprintf("%s: rule %s matches: %s", s.By.Filter, s.By.Rule, s.Action)
	case s.By.Note == "":
		return fmt.Sprintf("%s: rule %s may match: %s", s.By.Filter, s.By.Rule, s.Action)
	default:
		return fmt.Sprintf("%s: rule %s may match (%s): %s", s.By.Filter, s.By.Rule, s.By.Note, s.Action)
	}
}

// Trace walks one packet through the chain, by all ways that are possible, and gives
// what it meets in order: rules that match or may match, filters without any, the
// default if it can be reached. Rules that do not match are left out, as are those
// after a certain match. A packet without a valid source has no trace.
func (c Chain) Trace(p Packet) []Step {
	if !p.Source.IsValid() {
		return nil
	}
	var steps []Step
	for i, f := range c.Filters {
		inFilter, goesOn := f.trace(i, p)
		steps = append(steps, inFilter...)
		if !goesOn {
			return steps
		}
	}
	return append(steps, Step{
		By:     RuleRef{Rule: c.DefaultName, FilterIndex: -1, RuleIndex: -1, Default: true},
		Match:  CertainMatch,
		Action: c.Default,
		Final:  true,
	})
}

// trace gives the steps in the filter at an index of its chain, and whether the packet
// can come out of it.
func (f Filter) trace(index int, p Packet) (steps []Step, goesOn bool) {
	for j, r := range f.Rules {
		step := Step{
			By:     RuleRef{Filter: f.Name, Rule: r.Name, FilterIndex: index, RuleIndex: j, Note: r.Note},
			Action: r.Action,
		}
		leaves := r.Action != Allow && r.Action != Deny
		switch {
		case r.Must.Contains(p):
			step.Match = CertainMatch
			step.Final = !leaves
			return append(steps, step), goesOn || leaves
		case r.May.Contains(p):
			step.Match = PossibleMatch
			goesOn = goesOn || leaves
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		steps = []Step{{By: RuleRef{Filter: f.Name, FilterIndex: index, RuleIndex: -1}, Action: Next}}
	}
	return steps, true
}
