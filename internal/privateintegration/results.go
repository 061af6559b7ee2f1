package privateintegration

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// passed, failed, undecided and inapplicable begin a result about a resource. The fact
// completes a sentence that begins with the resource.
func passed(of Identity, fact string, args ...any) check.Result {
	return about(check.Pass, of, fact, args...)
}

func failed(of Identity, fact string, args ...any) check.Result {
	return about(check.Fail, of, fact, args...)
}

func inapplicable(of Identity, fact string) check.Result {
	return about(check.NotApplicable, of, "%s", fact)
}

func undecided(of Identity, fact string, missing ...check.Missing) check.Result {
	r := about(check.Unknown, of, "%s", fact)
	r.Missing = distinct(missing)
	return r
}

func about(v check.Verdict, of Identity, fact string, args ...any) check.Result {
	return check.Result{Verdict: v, Subject: of.Subject(), Summary: of.Subject() + " " + fmt.Sprintf(fact, args...)}
}

// blaming names the field of the subject, as the API spells it, that a failure or an
// unknown comes from.
func blaming(field string, r check.Result) check.Result {
	if r.Verdict == check.Fail || r.Verdict == check.Unknown {
		r.Field = field
	}
	return r
}

// lacking says which value is missing and why.
func lacking(what string, why value.Why) check.Missing {
	settle := why.Settle
	if settle == "" {
		settle = "decided when the value is known, at apply at the latest"
	}
	return check.Missing{What: what + ": " + why.String(), Settle: settle}
}

// missingOf lists gaps once each.
func missingOf(gaps []Gap) []check.Missing {
	var out []check.Missing
	for _, g := range gaps {
		out = append(out, g.Missing())
	}
	return distinct(out)
}

func distinct[T comparable](list []T) []T {
	var out []T
	for _, m := range list {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}
