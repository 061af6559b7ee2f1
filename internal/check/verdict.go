package check

import "fmt"

// Verdict is the answer of a check about one subject. The zero Verdict is
// Unknown: what nobody decided has not passed.
type Verdict uint8

// The four verdicts.
const (
	Unknown Verdict = iota
	Pass
	Fail
	NotApplicable
)

// String returns the verdict as reports spell it.
func (v Verdict) String() string {
	switch v {
	case Unknown:
		return "unknown"
	case Pass:
		return "pass"
	case Fail:
		return "fail"
	case NotApplicable:
		return "not_applicable"
	}
	return fmt.Sprintf("Verdict(%d)", uint8(v))
}

// Confidence says whether a verdict rests on values or on references whose value
// had to be inferred.
type Confidence uint8

// The confidences.
const (
	Certain Confidence = iota
	Inferred
)

// String returns "certain" or "inferred".
func (c Confidence) String() string {
	if c == Inferred {
		return "inferred"
	}
	return "certain"
}
