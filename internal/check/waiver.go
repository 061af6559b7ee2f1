package check

import (
	"fmt"
	"regexp"
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
	case w.Reason == "":
		return fmt.Errorf("waiver of %q: a reason is required", w.Check)
	}
	return nil
}

func (w Waiver) expired(now time.Time) bool {
	return !w.Expires.IsZero() && !now.Before(w.Expires.AddDate(0, 0, 1))
}

func (w Waiver) covers(f Finding) bool {
	if w.Check != f.Check {
		return false
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(w.Subject), `\*`, ".*")
	return w.Subject == "" || regexp.MustCompile("^(?s:"+pattern+")$").MatchString(f.Subject)
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
