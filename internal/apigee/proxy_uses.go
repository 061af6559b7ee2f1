package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// perProxyGroup asks a question of every group of the organization's proxies that a
// backend service sends to, and answers for the others.
func (inv *Inventory) perProxyGroup(org Organization, ask func(proxyGroup) []check.Result) []check.Result {
	groups, missing := inv.proxyGroups(org)
	var out []check.Result
	for _, g := range groups {
		if len(g.uses) == 0 && len(g.usesMissing) == 0 {
			out = append(out, inRegion(g.region(), inapplicable(g.Identity, "is a group that no backend service sends to")))
			continue
		}
		for _, r := range ask(g) {
			out = append(out, inRegion(g.region(), r))
		}
	}
	switch {
	case len(missing) > 0:
		out = append(out, undecided(org.Identity, "may have more proxy groups than are known", missing...))
	case len(out) == 0:
		out = append(out, inapplicable(org.Identity, "has no proxy group"))
	}
	return out
}

// unless turns a failure into an unknown for the reasons for which it may not
// matter, if there are any.
func unless(r check.Result, excuses []check.Missing) check.Result {
	if r.Verdict != check.Fail || len(excuses) == 0 {
		return r
	}
	r.Verdict, r.Missing = check.Unknown, excuses
	r.Witness, r.Detail, r.Remediation, r.Trace, r.Confidence = nil, "", "", nil, check.Certain
	return r
}

// doubts says why a group may be no group of proxies.
func (g proxyGroup) doubts() []check.Missing {
	if g.isProxy == value.True {
		return nil
	}
	return g.undecidedProxy()
}
