package privateintegration

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A reach says whether requests of a call certainly, possibly or never come somewhere,
// and why that is not known.
type reach struct {
	truth value.Truth
	doubt []check.Missing
}

// certainly is the reach of what every request comes to.
var certainly = reach{truth: value.True}

// mostDoubts is how many reasons a doubt has: a listener has a hundred rules.
const mostDoubts = 5

// then is the reach of what comes after, to which requests come under one more condition.
func (r reach) then(truth value.Truth, doubt ...check.Missing) reach {
	both := value.And(r.truth, truth)
	switch {
	case both != value.Undecided:
		return reach{truth: both}
	case truth == value.True || len(r.doubt) >= mostDoubts:
		return r
	}
	return reach{truth: both, doubt: slices.Concat(r.doubt, doubt)}
}

// or is the reach of what requests come to in one way or another.
func (r reach) or(other reach) reach {
	out := reach{truth: value.Or(r.truth, other.truth)}
	if out.truth == value.Undecided {
		out.doubt = check.Distinct(slices.Concat(r.doubt, other.doubt))
		out.doubt = out.doubt[:min(len(out.doubt), mostDoubts)]
	}
	return out
}

// soften makes a failure unknown of what requests only possibly reach.
func (r reach) soften(res check.Result) check.Result {
	if r.truth == value.True || res.Verdict != check.Fail {
		return res
	}
	res.Verdict, res.Repairs = check.Unknown, nil
	res.Missing = check.Distinct(append(append([]check.Missing{}, res.Missing...), r.doubt...))
	return res
}
