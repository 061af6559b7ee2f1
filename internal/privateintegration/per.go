package privateintegration

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// account is the subject of what is found when there is no integration.
var account = Identity{Address: "private integrations"}

// perCall asks about every call. An integration that may not go through a VPC link
// cannot fail. No call at all is not applicable, or unknown where there may be some.
func perCall(inv *Inventory, ask func(c call) []check.Result) []check.Result {
	calls, missing := inv.calls()
	var out distinctResults
	for _, c := range calls {
		for _, r := range ask(c) {
			out.add(c.soften(r))
		}
	}
	switch {
	case len(missing) > 0:
		out.add(undecided(account, "may be more than are known", missing...))
	case len(out.list) == 0 && len(calls) == 0:
		out.add(inapplicable(account, "are none: no integration goes through a VPC link"))
	case len(out.list) == 0:
		out.add(inapplicable(account, "have nothing that this is about"))
	}
	return out.certain()
}

// soften makes a failure of an integration unknown that may not go through a VPC link.
func (c call) soften(r check.Result) check.Result {
	if c.private == value.True || r.Verdict != check.Fail {
		return r
	}
	var why value.Why
	switch {
	case c.rest != nil:
		why = c.rest.ConnectionType.Why()
	case c.http != nil:
		why = c.http.ConnectionType.Why()
	}
	r.Verdict, r.Repairs = check.Unknown, nil
	r.Missing = append(r.Missing, lacking("whether "+c.Subject()+" goes through a VPC link", why))
	return r
}

// distinctResults are results without those that say the same of the same subject: many
// calls share a link, a listener, a target group.
type distinctResults struct {
	list []check.Result
	seen map[resultKey]bool
}

type resultKey struct {
	verdict          check.Verdict
	subject, summary string
	missing          string
}

func (d *distinctResults) add(r check.Result) {
	k := resultKey{verdict: r.Verdict, subject: r.Subject, summary: r.Summary}
	for _, m := range r.Missing {
		k.missing += m.What + "\x00"
	}
	if d.seen[k] {
		return
	}
	if d.seen == nil {
		d.seen = map[resultKey]bool{}
	}
	d.seen[k] = true
	d.list = append(d.list, r)
}

// certain are the results without those unknown ones that are about what is certain for
// another call: a failure that one softened.
func (d *distinctResults) certain() []check.Result {
	type about struct{ subject, summary string }
	fails := map[about]bool{}
	for _, r := range d.list {
		if r.Verdict == check.Fail {
			fails[about{r.Subject, r.Summary}] = true
		}
	}
	return slices.DeleteFunc(d.list, func(r check.Result) bool { return r.Verdict == check.Unknown && fails[about{r.Subject, r.Summary}] })
}

// once drops results that say the same of the same subject.
func once(results []check.Result) []check.Result {
	var out distinctResults
	for _, r := range results {
		out.add(r)
	}
	return out.list
}
