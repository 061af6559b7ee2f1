package check

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// About begins a result about a subject. The fact completes a sentence that begins with
// the subject.
func About(v Verdict, subject, fact string) Result {
	return Result{Verdict: v, Subject: subject, Summary: subject + " " + fact}
}

// Blaming names the field of the subject, as its API spells it, that a failure or an
// unknown comes from.
func Blaming(field string, r Result) Result {
	if r.Verdict == Fail || r.Verdict == Unknown {
		r.Field = field
	}
	return r
}

// Lacking says which value is missing and why.
func Lacking(what string, why value.Why) Missing {
	settle := why.Settle
	if settle == "" {
		settle = "decided when the value is known, at apply at the latest"
	}
	return Missing{What: what + ": " + why.String(), Settle: settle}
}

// Distinct is a list without what stands in it before.
func Distinct[T comparable](list []T) []T {
	var out []T
	for _, e := range list {
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// AppendOnce appends a text that is not there yet, and is not empty.
func AppendOnce(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
