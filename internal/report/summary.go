package report

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// Summary tells the outcome: the verdict and the counts in one line, then a line
// for each failure or, when nothing failed, for each thing that is not known.
func Summary(r check.Report) string {
	lines := []string{outcome(r.Verdict) + counts(r.Counts)}
	for _, verdict := range []check.Verdict{check.Fail, check.Unknown} {
		for _, f := range r.Findings {
			if f.Verdict == verdict && f.Waived == nil {
				lines = append(lines, "- "+Line(f))
			}
		}
		if len(lines) > 1 {
			break
		}
	}
	for _, p := range r.WaiverProblems {
		lines = append(lines, fmt.Sprintf("- waiver of %s: %s", p.Waiver.Check, p.Problem))
	}
	return strings.Join(lines, "\n")
}

// Line tells one finding in one line: verdict, check, subject and fact.
func Line(f check.Finding) string {
	return fmt.Sprintf("%s: %s: %s", standing(f), f.Check, fact(f))
}

// fact is the summary, with the subject if it lacks it.
func fact(f check.Finding) string {
	if strings.Contains(f.Summary, f.Subject) {
		return f.Summary
	}
	return f.Subject + ": " + f.Summary
}

// standing is a finding in a word: error, warning, unknown, waived, pass or not
// applicable.
func standing(f check.Finding) string { return word(f.Verdict, f.Severity, f.Waived != nil) }

func word(v check.Verdict, s check.Severity, waived bool) string {
	if waived {
		return "waived"
	}
	return map[check.Verdict]string{
		check.Fail: s.String(), check.Unknown: "unknown",
		check.Pass: "pass", check.NotApplicable: "not applicable",
	}[v]
}

func outcome(v check.Verdict) string {
	switch v {
	case check.Fail:
		return "API traffic would not get through"
	case check.Unknown:
		return "It is not known whether API traffic would get through"
	case check.Pass:
		return "Nothing that was checked stops API traffic"
	case check.NotApplicable:
	}
	return "There is nothing to check"
}

func counts(c check.Counts) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{
		{c.Fail, "failed"}, {c.Unknown, "unknown"}, {c.Waived, "waived"},
		{c.Pass, "passed"}, {c.NotApplicable, "not applicable"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}
