package symptom

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// A Ruling is what the checks say of a suspect.
type Ruling string

// The rulings.
const (
	// Unchecked: no check can tell, or none was run.
	Unchecked Ruling = "not_checked"
	// Confirmed: one of its checks fails.
	Confirmed Ruling = "confirmed"
	// Logged: the load balancer itself says so, whatever the checks say of other requests.
	Logged Ruling = "logged"
	// Cleared: all its checks ran, and none fails or is unknown.
	Cleared Ruling = "cleared"
	// Undecided: a check that could tell is unknown.
	Undecided Ruling = "undecided"
)

// A Decided suspect is one on which the checks were heard.
type Decided struct {
	Suspect
	Ruling Ruling
	// Findings are the failures that confirm it, or the unknowns that leave it open.
	Findings []check.Finding
}

// Checks lists the checks that decide between the suspects, each once.
func (d Diagnosis) Checks() []string {
	var out []string
	for _, s := range d.Suspects {
		for _, id := range s.Checks {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// Decide hears the checks on each suspect: what they confirm comes first, what they
// clear last. Without a report nothing is checked.
func (d Diagnosis) Decide(r *check.Report) []Decided {
	order := []Ruling{Confirmed, Logged, Undecided, Unchecked, Cleared}
	var out []Decided
	for _, s := range d.Suspects {
		out = append(out, decide(s, r))
	}
	if r != nil {
		slices.SortStableFunc(out, func(a, b Decided) int { return slices.Index(order, a.Ruling) - slices.Index(order, b.Ruling) })
	}
	return out
}

func decide(s Suspect, r *check.Report) Decided {
	ruling, findings := s.Rule(r, s.Logged)
	return Decided{s, ruling, findings}
}

// Rule hears the checks on a cause: what they say, and the findings that say it. What
// is logged is so even where no check finds it.
func (c Cause) Rule(r *check.Report, logged bool) (Ruling, []check.Finding) {
	ruling, findings := c.hear(r)
	if logged && ruling != Confirmed {
		return Logged, nil
	}
	return ruling, findings
}

func (c Cause) hear(r *check.Report) (Ruling, []check.Finding) {
	if r == nil || len(c.Checks) == 0 {
		return Unchecked, nil
	}
	var failed, unknown []check.Finding
	passed := false
	for _, id := range c.Checks {
		for _, f := range r.Findings {
			switch {
			case f.Check != id:
			case f.Verdict == check.Fail:
				failed = append(failed, f)
			case f.Verdict == check.Unknown:
				unknown = append(unknown, f)
			default:
				passed = passed || f.Verdict == check.Pass
			}
		}
	}
	switch {
	case len(failed) > 0:
		return Confirmed, failed
	case len(unknown) > 0:
		return Undecided, unknown
	case passed:
		return Cleared, nil
	}
	return Unchecked, nil
}
