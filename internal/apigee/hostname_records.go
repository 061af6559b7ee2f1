package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// recordResults judges the records of an organization's host names.
func (inv *Inventory) recordResults(org Organization, all []fronts) []check.Result {
	if len(inv.RecordSets.Items) == 0 {
		return nil
	}
	var out []check.Result
	hosts := inv.namesOf(org)
	if gaps := missingOf(inv.EnvironmentGroups.Gaps); len(hosts) == 0 && len(gaps) > 0 {
		return []check.Result{undecided(org.Identity, "has records of host names that are not known", gaps...)}
	}
	for _, g := range inv.EnvironmentGroups.Items {
		if unknown := slices.IndexFunc(g.Hostnames.Value(), value.String.IsUnknown); inv.owns(org, g.Identity) && (g.Hostnames.IsUnknown() || unknown >= 0) {
			why := g.Hostnames.Why()
			if unknown >= 0 {
				why = g.Hostnames.Value()[unknown].Why()
			}
			out = append(out, undecided(g.Identity, "may have host names whose records lead elsewhere", lacking("the host names of "+g.Subject(), why)))
		}
	}
	judged := map[string]int{}
	for _, host := range hosts {
		for _, r := range inv.entrancesFor(org, host, all).recorded(host) {
			// A record that several names lead to is judged once, by the worst that it does.
			switch at, again := judged[r.Subject]; {
			case !again:
				judged[r.Subject] = len(out)
				out = append(out, r)
			case r.Verdict == check.Fail && out[at].Verdict != check.Fail, r.Verdict == check.Unknown && out[at].Verdict == check.Pass:
				out[at] = r
			}
		}
	}
	return out
}

// namesOf are the host names of an organization, those that clients are said to use first.
func (inv *Inventory) namesOf(org Organization) []string {
	var out []string
	for _, h := range inv.Hostnames {
		if !inv.isOthers(org, h) {
			out = appendOnce(out, bare(h))
		}
	}
	for _, g := range inv.EnvironmentGroups.Items {
		if !inv.owns(org, g.Identity) {
			continue
		}
		for _, h := range knownTexts(g.Hostnames) {
			if !isInternal(h, g.Name.Value()) {
				out = appendOnce(out, bare(h))
			}
		}
	}
	return out
}

// recorded judges the records that tell a host's addresses: there is one of each type
// and zone. That of a name in between is judged in its place.
func (h hostEntrances) recorded(host string) []check.Result {
	records, _ := h.inv.records(host, typeA, typeAAAA) // none: another provider's, or nobody's
	var data [][]ledAddress
	here := false
	for _, r := range records {
		var all []ledAddress
		for _, text := range r.Data.Value() {
			a := h.locate(text)
			here = here || a.on == value.True && len(r.hidden) == 0
			all = append(all, a)
		}
		data = append(data, all)
	}
	var out []check.Result
	for n, r := range records {
		out = append(out, h.record(host, r, data[n], here))
	}
	return out
}

// record judges one record. Here says that another address of the host is right.
func (h hostEntrances) record(host string, r publicRecord, data []ledAddress, here bool) check.Result {
	fact := "may lead " + host + " elsewhere"
	open := func(missing ...check.Missing) check.Result {
		return blaming("rrdatas", undecided(r.Identity, fact, once(missing)...))
	}
	if !r.Data.IsKnown() {
		return open(lacking("the addresses of "+r.Subject(), orNotSet(r.Data.IsNull(), r.Data.Why())))
	}
	var missing, strange []check.Missing
	for _, a := range data {
		switch {
		case a.on == value.Undecided:
			missing = append(missing, a.missing...)
		case a.on == value.True:
		case len(r.hidden) > 0:
			missing = append(missing, r.hidden...)
		case a.whose != "":
			return h.strays(host, r, a, a.whose)
		case here:
			return h.strays(host, r, a, "no load balancer in front of Apigee has it")
		default:
			strange = append(strange, h.foreign(host, a))
		}
	}
	switch {
	case len(missing) > 0:
		return open(missing...)
	case len(strange) > 0:
		return open(strange...)
	case len(data) == 0:
		return open(check.Missing{What: "the addresses of " + r.Subject() + ": it has none", Settle: "give the whole record"})
	}
	out := passed(r.Identity, "leads "+host+" to the load balancer")
	if slices.ContainsFunc(data, func(a ledAddress) bool { return a.text.IsInferred() }) {
		out.Confidence = check.Inferred
	}
	return out
}

// strays says that a record leads clients elsewhere.
func (h hostEntrances) strays(host string, r publicRecord, a ledAddress, whose string) check.Result {
	out := blaming("rrdatas", failed(r.Identity, "leads %s to another address", host))
	out.Detail = fmt.Sprintf("Clients of %s that get %s do not reach Apigee: %s.", host, a.shown(), whose)
	out.Remediation = fmt.Sprintf("Let %s tell the address of the load balancer", r.Subject())
	own, related := h.shown()
	out.Related = related
	if len(own) > 0 {
		out.Remediation += ", " + strings.Join(own, " or ")
	}
	out.Remediation += "."
	out.Witness = []check.Fact{{Name: "host", Value: host}, {Name: "address", Value: a.shown()}}
	if a.text.IsInferred() {
		out.Confidence = check.Inferred
	}
	return out
}
