package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// What results are made of, in few letters: every check is full of them.
var (
	blaming    = check.Blaming
	lacking    = check.Lacking
	appendOnce = check.AppendOnce
)

// passed, failed, undecided and inapplicable begin a result about a resource. The fact
// completes a sentence that begins with the resource.
func passed(of Identity, fact string, args ...any) check.Result {
	return check.About(check.Pass, of.Subject(), fmt.Sprintf(fact, args...))
}

func failed(of Identity, fact string, args ...any) check.Result {
	return check.About(check.Fail, of.Subject(), fmt.Sprintf(fact, args...))
}

func inapplicable(of Identity, fact string) check.Result {
	return check.About(check.NotApplicable, of.Subject(), fact)
}

func undecided(of Identity, fact string, missing ...check.Missing) check.Result {
	r := check.About(check.Unknown, of.Subject(), fact)
	r.Missing = check.Distinct(missing)
	return r
}

// missingOf lists gaps once each.
func missingOf(gaps []Gap) []check.Missing {
	var out []check.Missing
	for _, g := range gaps {
		out = append(out, g.Missing())
	}
	return check.Distinct(out)
}
