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
	for _, s := range inv.RecordSets.Items {
		public, _ := inv.isPublic(s)
		switch value.And(a.names(s), s.isOf(typeCNAME)) {
		case value.Undecided:
			return ""
		case value.True:
			if a.tells(s) == value.False && public == value.True {
				return s.Subject() + " does not tell what the authorization demands."
			}
			return ""
		case value.False:
		}
	}
	domain, known := a.Domain.Get()
	if !known || len(inv.RecordSets.Gaps) > 0 || len(inv.ManagedZones.Gaps) > 0 {
		return ""
	}
	for _, z := range inv.ManagedZones.Items {
		if z.Visibility.IsKnown() && !strings.EqualFold(z.Visibility.Value(), "private") && z.DNSName.IsKnown() && strings.HasSuffix("."+bare(domain), "."+bare(z.DNSName.Value())) {
			return fmt.Sprintf("%s has no record for the authorization %s of %s.", z.Subject(), a.Subject(), domain)
		}
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
//
// Source: https://www.rfc-editor.org/rfc/rfc8659.
func (inv *Inventory) forbidding(domain string) string {
	property := "issue"
	name, wildcard := strings.CutPrefix(domain, "*.")
	for at := bare(name); strings.Contains(at, "."); _, at, _ = strings.Cut(at, ".") {
		if at != bare(name) && len(inv.RecordSets.Gaps) > 0 {
			return "" // a nearer one may be told elsewhere
		}
		records := inv.publicRecords(at, typeCAA)
		if len(records) == 0 {
			continue
		}
		if len(records) > 1 || len(records[0].hidden) > 0 || !records[0].Data.IsKnown() {
			return ""
		}
		if all := records[0].Data.Value(); wildcard && slices.ContainsFunc(all, func(d value.String) bool { return strings.Contains(d.Value(), " issuewild ") }) {
			property = "issuewild"
		}
		restricts := false
		for _, d := range records[0].Data.Value() {
			text, known := d.Get()
			if !known {
				return ""
			}
			parts := strings.Fields(text)
			if len(parts) < 3 || parts[1] != property {
				continue
			}
			restricts = true
			issuer, _, _ := strings.Cut(strings.Trim(strings.Join(parts[2:], " "), `"`), ";")
			if slices.Contains(issuers, strings.ToLower(strings.TrimSpace(issuer))) {
				return ""
			}
		}
		if restricts {
			return records[0].Subject()
		}
		return ""
	}
	return ""
}
