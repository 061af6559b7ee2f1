package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// stateActive is the only state in which an Apigee resource or a peering works.
const stateActive = "ACTIVE"

// passed, failed, undecided and inapplicable begin a result about a resource.
// The fact completes a sentence that begins with the resource.
func passed(of Identity, fact string) check.Result {
	return about(check.Pass, of, fact)
}

func failed(of Identity, fact string, args ...any) check.Result {
	return about(check.Fail, of, fmt.Sprintf(fact, args...))
}

func inapplicable(of Identity, fact string) check.Result {
	return about(check.NotApplicable, of, fact)
}

func undecided(of Identity, fact string, missing ...check.Missing) check.Result {
	r := about(check.Unknown, of, fact)
	r.Missing = missing
	return r
}

// blaming names the field of the subject, as the REST resource spells it, that a
// failure or an unknown comes from.
func blaming(field string, r check.Result) check.Result {
	if r.Verdict == check.Fail || r.Verdict == check.Unknown {
		r.Field = field
	}
	return r
}

// inRegion names the region that a result is about; "" is none, or not known.
func inRegion(region string, r check.Result) check.Result {
	if region != value.Anything {
		r.Region = region
	}
	return r
}

func about(v check.Verdict, of Identity, fact string) check.Result {
	return check.Result{Verdict: v, Subject: of.Subject(), Summary: of.Subject() + " " + fact}
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
		if m := g.Missing(); !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// appendOnce appends a text that is not there yet.
func appendOnce(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
