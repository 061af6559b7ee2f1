package check

import "fmt"

// Report is the outcome of a run.
type Report struct {
	Findings       []Finding
	WaiverProblems []WaiverProblem
	Counts         Counts
	// Verdict is fail if any unwaived error fails, else unknown if a check of
	// severity error is unknown, else pass; not applicable if nothing applied.
	Verdict Verdict
	// Matrices are tables of the ways that the findings are about.
	Matrices []Matrix
	// Untried counts the failures with repairs that were not tried, as others took
	// long enough.
	Untried int
}

// Counts counts findings by verdict; waived failures count as waived only.
type Counts struct {
	Pass, Fail, Unknown, NotApplicable, Waived int
}

func newReport(findings []Finding, problems []WaiverProblem) Report {
	r := Report{Findings: findings, WaiverProblems: problems}
	failed, undecided, applied := false, false, false
	for _, f := range findings {
		switch {
		case f.Waived != nil:
			r.Counts.Waived++
			applied = true
		case f.Verdict == Fail:
			r.Counts.Fail++
			failed = failed || f.Severity == Error
			applied = true
		case f.Verdict == Unknown:
			r.Counts.Unknown++
			undecided = undecided || f.Severity == Error
			applied = true
		case f.Verdict == Pass:
			r.Counts.Pass++
			applied = true
		case f.Verdict == NotApplicable:
			r.Counts.NotApplicable++
		}
	}
	switch {
	case failed:
		r.Verdict = Fail
	case undecided:
		r.Verdict = Unknown
	case applied:
		r.Verdict = Pass
	default:
		r.Verdict = NotApplicable
	}
	return r
}

// FailOn says what makes a run fail.
type FailOn string

// The thresholds, each of which includes the ones before it.
const (
	FailOnNever   FailOn = "never"
	FailOnError   FailOn = "error"
	FailOnWarning FailOn = "warning"
	FailOnUnknown FailOn = "unknown"
)

// ParseFailOn reads a threshold; "" is error.
func ParseFailOn(s string) (FailOn, error) {
	switch f := FailOn(s); f {
	case "":
		return FailOnError, nil
	case FailOnNever, FailOnError, FailOnWarning, FailOnUnknown:
		return f, nil
	}
	return "", fmt.Errorf("fail_on %q: expected error, warning, unknown or never", s)
}

// Stops says whether a finding makes the run fail.
func (t FailOn) Stops(f Finding) bool {
	if f.Waived != nil || t == FailOnNever {
		return false
	}
	switch f.Verdict {
	case Fail:
		return f.Severity == Error || t == FailOnWarning || t == FailOnUnknown
	case Unknown:
		return t == FailOnUnknown
	case Pass, NotApplicable:
	}
	return false
}

// Passed says whether nothing in the report makes the run fail.
func (r Report) Passed(t FailOn) bool {
	for _, f := range r.Findings {
		if t.Stops(f) {
			return false
		}
	}
	return true
}
