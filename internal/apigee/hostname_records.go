package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// aliases is how many names in a row are followed to an address.
const aliases = 8

// recordResults judges the records of an organization's host names.
func (inv *Inventory) recordResults(org Organization) []check.Result {
	if len(inv.RecordSets.Items) == 0 {
		return nil
	}
	var out []check.Result
	f := inv.frontsOf(org)
	var seen []string
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
	for _, host := range hosts {
		for _, r := range f.recorded(host) {
			// A record that several names lead to is judged once.
			if !slices.Contains(seen, r.Subject) {
				out = append(out, r)
			}
			seen = append(seen, r.Subject)
		}
	}
	return out
}

// namesOf are the host names of an organization, those that clients are said to use first.
func (inv *Inventory) namesOf(org Organization) []string {
	var out []string
	for _, h := range inv.Hostnames {
		out = appendOnce(out, bare(h))
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
func (f fronts) recorded(host string) []check.Result {
	name := host
	var records []publicRecord
	for range aliases {
		if records = f.inv.publicRecords(name, typeA, typeAAAA); len(records) > 0 {
			break
		}
		alias := f.inv.publicRecords(name, typeCNAME)
		if len(alias) != 1 || len(alias[0].Data.Value()) != 1 || !alias[0].Data.Value()[0].IsKnown() {
			return nil // another provider's, or nobody's
		}
		name = bare(alias[0].Data.Value()[0].Value())
	}
	var data [][]recordedAddress
	here := false
	for _, r := range records {
		var all []recordedAddress
		for _, text := range r.Data.Value() {
			a := f.locate(text)
			here = here || a.on == value.True && len(r.hidden) == 0
			all = append(all, a)
		}
		data = append(data, all)
	}
	var out []check.Result
	for n, r := range records {
		out = append(out, f.record(host, r, data[n], here))
	}
	return out
}

// record judges one record. Here says that another address of the host is right.
func (f fronts) record(host string, r publicRecord, data []recordedAddress, here bool) check.Result {
	fact := "may lead " + host + " elsewhere"
	open := func(missing ...check.Missing) check.Result {
		return blaming("rrdatas", undecided(r.Identity, fact, once(missing)...))
	}
	if !r.Data.IsKnown() {
		return open(lacking("the addresses of "+r.Subject(), orNotSet(r.Data.IsNull(), r.Data.Why())))
	}
	var missing []check.Missing
	var strange []recordedAddress
	for _, a := range data {
		switch {
		case a.on == value.Undecided:
			missing = append(missing, a.missing...)
		case a.on == value.True:
		case len(r.hidden) > 0:
			missing = append(missing, r.hidden...)
		case a.leads != "":
			return f.strays(host, r, a, a.leads+" has it, which does not lead to Apigee")
		case a.dead != "":
			return f.strays(host, r, a, a.dead+" reserves it, and no forwarding rule has it")
		case here:
			return f.strays(host, r, a, "no load balancer in front of Apigee has it")
		default:
			strange = append(strange, a)
		}
	}
	switch {
	case len(missing) > 0:
		return open(missing...)
	case len(strange) > 0:
		return open(check.Missing{
			What:   fmt.Sprintf("whether %s is a content delivery network in front of the load balancer", strange[0].shown()),
			Settle: "point the record at the load balancer, or waive this",
		})
	case len(data) == 0:
		return open(check.Missing{What: "the addresses of " + r.Subject() + ": it has none", Settle: "give the whole record"})
	}
	out := passed(r.Identity, "leads "+host+" to the load balancer")
	if slices.ContainsFunc(data, func(a recordedAddress) bool { return a.text.IsInferred() }) {
		out.Confidence = check.Inferred
	}
	return out
}

// strays says that a record leads clients elsewhere.
func (f fronts) strays(host string, r publicRecord, a recordedAddress, whose string) check.Result {
	out := blaming("rrdatas", failed(r.Identity, "leads %s to another address", host))
	out.Detail = fmt.Sprintf("Clients of %s that get %s do not reach Apigee: %s.", host, a.shown(), whose)
	out.Remediation = fmt.Sprintf("Let %s tell the address of the load balancer", r.Subject())
	var own []string
	for _, t := range f.tls {
		for _, end := range t.ends {
			out.Related = appendOnce(out.Related, end.rule.Subject())
			own = appendOnce(own, f.inv.shownAddress(end.rule))
		}
	}
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

// shownAddress is a forwarding rule's address for people.
func (inv *Inventory) shownAddress(rule ForwardingRule) string {
	at := inv.addressNamed(rule.IPAddress)
	if text, known := at.Get(); known {
		return text
	}
	if from := at.Why().Origin; from.Known() {
		return from.String()
	}
	return "that of " + rule.Subject()
}
