package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// issuers are the authorities of which Google gets certificates.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/troubleshooting.
var issuers = []string{"pki.goog", "letsencrypt.org"}

// unproved says why Google certainly will not make a certificate, going by the records
// that are known: there is none for an authorization, or one forbids the issuers.
func (f fronts) unproved(a attached) (check.Result, bool) {
	var domains []string
	switch {
	case a.manager != nil && a.manager.Managed.IssuanceConfig.IsNull():
		domains = knownTexts(a.manager.Managed.Domains)
		for _, text := range a.manager.Managed.DNSAuthorizations.Value() {
			ref := managerReference(text, "dnsAuthorizations", a.Ref.Value().Project())
			auth := find(f.inv, "a DNS authorization of "+a.Subject(), ref, f.inv.DNSAuthorizations)
			if !auth.ok {
				continue
			}
			if why := f.inv.unrecorded(auth.item); why != "" {
				r := a.unmade("cannot be made: a DNS authorization lacks its record", why,
					fmt.Sprintf("Make a `google_dns_record_set` of the name, type and data in `dns_resource_record` of %s.", auth.item.Subject()), "no record")
				r.Related = appendOnce(r.Related, auth.item.Subject())
				return r, true
			}
		}
	case a.compute != nil:
		domains = knownTexts(a.compute.Managed.Domains)
	}
	for _, d := range domains {
		if record := f.inv.forbidding(d); record != "" {
			r := a.unmade("cannot be made, as a CAA record of "+strings.TrimPrefix(d, "*.")+" forbids it",
				record+" permits none of the authorities that Google's certificates come from.",
				"Let the CAA records of "+d+" permit `pki.goog` and `letsencrypt.org`.", "CAA")
			r.Related = appendOnce(r.Related, record)
			return r, true
		}
	}
	return check.Result{}, false
}

// unrecorded says why the record of an authorization certainly is not there; "" where it
// is, or may be: with another provider of DNS, say.
func (inv *Inventory) unrecorded(a DNSAuthorization) string {
	delegated := false
	for _, s := range inv.RecordSets.Items {
		named := a.names(s)
		delegated = delegated || value.And(named, s.isOf(typeNS)) != value.False
		switch value.And(named, s.isOf(typeCNAME)) {
		case value.Undecided:
			return ""
		case value.True:
			if answers, _ := inv.answers(s); a.tells(s) == value.False && answers == value.True {
				return s.Subject() + " does not tell what the authorization demands."
			}
			return ""
		case value.False:
		}
	}
	domain, known := a.Domain.Get()
	if !known || delegated {
		return ""
	}
	if zone := inv.zoneTelling(domain); zone != nil {
		return fmt.Sprintf("%s has no record for the authorization %s of %s.", zone.Subject(), a.Subject(), domain)
	}
	return ""
}

// names says whether a record has the name that the authorization demands. That begins
// with _acme-challenge.
func (a DNSAuthorization) names(s RecordSet) value.Truth {
	if a.makes(s.Name) {
		return value.True
	}
	name, known := s.Name.Get()
	if demanded, ok := a.Record.Name.Get(); ok && known {
		return value.TruthOf(bare(demanded) == bare(name))
	}
	if known && !strings.HasPrefix(bare(name), "_acme-challenge") {
		return value.False
	}
	if domain, ok := a.Domain.Get(); ok && known && !strings.HasSuffix(bare(name), "."+bare(domain)) {
		return value.False
	}
	return value.Undecided
}

// tells says whether a record has the data that the authorization demands.
func (a DNSAuthorization) tells(s RecordSet) value.Truth {
	if !s.Data.IsKnown() {
		return value.Undecided
	}
	out := value.False
	for _, d := range s.Data.Value() {
		if a.makes(d) {
			return value.True
		}
		out = value.Or(out, value.Equal(value.Map(d, bare), value.Map(a.Record.Data, bare)))
	}
	return out
}

// makes says that a value comes from the authorization's own record.
func (a DNSAuthorization) makes(v value.String) bool {
	from := v.Why().Origin
	return v.IsUnknown() && from.Known() && from.Resource == a.Address && strings.HasPrefix(from.Path, "dns_resource_record")
}

// forbidding is the record that forbids Google's authorities to issue for a domain: the
// nearest one that there is, of the domain or of one above it; "" is none that is certain.
// Where a name is another name for a third, that one's record counts.
//
// Source: https://www.rfc-editor.org/rfc/rfc8659#section-3.
func (inv *Inventory) forbidding(domain string) string {
	name, wildcard := strings.CutPrefix(domain, "*.")
	for at := bare(name); strings.Contains(at, "."); _, at, _ = strings.Cut(at, ".") {
		records, known := inv.records(at, typeCAA)
		switch {
		case !known:
			return "" // a nearer one may be told elsewhere
		case len(records) == 0:
			continue
		case len(records) == 1 && len(records[0].hidden) == 0 && records[0].forbids(wildcard):
			return records[0].Subject()
		}
		return ""
	}
	return ""
}

// forbids says that a CAA record certainly permits none of Google's authorities: those that
// it permits to issue for wildcards, where it says so, else those that it permits to issue.
//
// Source: https://www.rfc-editor.org/rfc/rfc8659#section-4.
func (s RecordSet) forbids(wildcard bool) bool {
	permitted := map[string][]string{}
	for _, d := range s.Data.Value() {
		text, known := d.Get()
		parts := strings.Fields(text)
		if !known || len(parts) < 3 {
			return false
		}
		tag := strings.ToLower(parts[1])
		issuer, _, _ := strings.Cut(strings.Trim(strings.Join(parts[2:], " "), `"`), ";")
		permitted[tag] = append(permitted[tag], strings.ToLower(strings.TrimSpace(issuer)))
	}
	issuing, restricted := permitted["issue"]
	if wild, said := permitted["issuewild"]; wildcard && said {
		issuing, restricted = wild, true
	}
	return s.Data.IsKnown() && restricted && !slices.ContainsFunc(issuing, func(i string) bool { return slices.Contains(issuers, i) })
}
