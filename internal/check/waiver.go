package check

import (
	"fmt"
	"strings"
	"time"
)

// Waiver accepts the failures of a check for a reason, until a day.
type Waiver struct {
	// Check is the id of the check.
	Check string
	// Subject is a pattern in which * stands for any text and every other
	// character, the brackets of Terraform addresses included, for itself; ""
	// stands for every subject.
	Subject string
	// Reason is required.
	Reason string
	// Expires is the last day on which the waiver holds, in UTC; zero is never.
	Expires time.Time
}

// WaiverProblem reports a waiver that does nothing.
type WaiverProblem struct {
	Waiver  Waiver
	Problem string
}

// Validate says what is wrong with a waiver, given the ids of all checks.
func (w Waiver) Validate(ids map[string]bool) error {
	switch {
	case w.Check == "":
		return fmt.Errorf("a waiver needs the id of a check")
	case !ids[w.Check]:
		return fmt.Errorf("waiver of %q: there is no such check", w.Check)
	case strings.TrimSpace(w.Reason) == "":
		return fmt.Errorf("waiver of %q: a reason is required", w.Check)
	}
	return nil
}

// expired says whether the last day is over.
func (w Waiver) expired(now time.Time) bool {
	if w.Expires.IsZero() {
		return false
	}
	year, month, day := w.Expires.UTC().Date()
	return !now.Before(time.Date(year, month, day+1, 0, 0, 0, 0, time.UTC))
}

func (w Waiver) covers(f Finding) bool {
	return w.Check == f.Check && (w.Subject == "" || matches(w.Subject, f.Subject))
}

// matches says whether a text fits a pattern in which * stands for any text.
func matches(pattern, text string) bool {
	head, rest, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, head)
	if !ok {
		return false
	}
	// What stands between two stars fits best where it is first found.
	for {
		part, more, wild := strings.Cut(rest, "*")
		if !wild {
			return strings.HasSuffix(text, part)
		}
		_, after, ok := strings.Cut(text, part)
		if !ok {
			return false
		}
		text, rest = after, more
	}
}

// waive marks the failures that waivers accept and reports the waivers that are
// expired or accept nothing. A waiver of a check that did not run is left alone.
func waive(findings []Finding, waivers []Waiver, ran map[string]bool, now time.Time) []WaiverProblem {
	var problems []WaiverProblem
	for _, w := range waivers {
		used, expired := false, w.expired(now)
		for i := range findings {
			f := &findings[i]
			if f.Verdict != Fail || !w.covers(*f) {
				continue
			}
			used = true
			if !expired && f.Waived == nil {
				f.Waived = &w
			}
		}
		switch {
		case expired:
			problems = append(problems, WaiverProblem{w, fmt.Sprintf("expired on %s", w.Expires.Format(time.DateOnly))})
		case !used && ran[w.Check]:
			problems = append(problems, WaiverProblem{w, "accepts nothing: no such failure was found"})
		}
	}
	return problems
}
