package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// public says that a zone certainly answers everybody.
func (z ManagedZone) public() bool {
	return !z.Visibility.IsUnknown() && !strings.EqualFold(z.Visibility.Value(), "private")
}

// isIn says that a name is a domain's own, or one below it.
func isIn(name, domain string) bool {
	return domain == "." || strings.HasSuffix("."+bare(name), "."+bare(domain))
}

// delegates says whether a zone leaves a name to other name servers, those of an NS record
// of the name or of one above it, and why that is not known. The zone's own NS record
// delegates nothing.
//
// Source: https://docs.cloud.google.com/dns/docs/records-overview, RFC 1034 4.2.
func (inv *Inventory) delegates(zone ManagedZone, name string) (value.Truth, []check.Missing) {
	out := value.False
	var missing []check.Missing
	for _, s := range inv.RecordSets.Items {
		cut := s.isOf(typeNS)
		if cut == value.False || isApex(s.Name, zone) || s.Name.IsKnown() && !isIn(name, s.Name.Value()) {
			continue
		}
		in := find(inv, "the zone of "+s.Subject(), s.Zone, inv.ManagedZones, "name")
		if in.ok && in.item.Subject() != zone.Subject() {
			continue
		}
		switch cut = value.And(cut, value.TruthOf(in.ok), value.TruthOf(s.Name.IsKnown() && zone.DNSName.IsKnown())); {
		case cut == value.True:
			return value.True, nil
		case in.ok && !s.Name.IsKnown():
			missing = append(missing, lacking("the name that "+s.Subject()+" delegates", s.Name.Why()))
		case in.ok && !zone.DNSName.IsKnown():
			missing = append(missing, lacking("the name of "+zone.Subject(), zone.DNSName.Why()))
		case in.ok:
			missing = append(missing, lacking("the type of "+s.Subject(), s.Type.Why()))
		default:
			missing = append(missing, in.missing...)
		}
		out = value.Undecided
	}
	return out, once(missing)
}

// isApex says that a record is certainly of a zone's own name.
func isApex(name value.String, zone ManagedZone) bool {
	if from := name.Why().Origin; from.Known() && from.Resource == zone.Address && from.Path == "dns_name" {
		return true
	}
	return value.Equal(value.Map(name, bare), value.Map(zone.DNSName, bare)) == value.True
}

// has says that a public zone certainly has a name, be it that it leaves it to others.
func (z ManagedZone) has(name string) bool {
	return z.public() && z.DNSName.IsKnown() && isIn(name, z.DNSName.Value())
}

// rival is another public zone that has a name and may keep it: only one of the two is
// asked, and which one the name servers above tell. Nil is none.
func (inv *Inventory) rival(zone ManagedZone, name string) *ManagedZone {
	for n, z := range inv.ManagedZones.Items {
		if z.Subject() == zone.Subject() || !z.has(name) {
			continue
		}
		if cut, _ := inv.delegates(z, name); cut != value.True {
			return &inv.ManagedZones.Items[n]
		}
	}
	return nil
}

// tells says that all public records of a name are known: that a public zone has it, which
// leaves it to no others.
func (inv *Inventory) tells(name string) bool { return inv.zoneTelling(name) != nil }

// zoneTelling is the zone of which all records of a name are known; nil is none.
func (inv *Inventory) zoneTelling(name string) *ManagedZone {
	if len(inv.RecordSets.Gaps) > 0 || len(inv.ManagedZones.Gaps) > 0 {
		return nil
	}
	for n, z := range inv.ManagedZones.Items {
		if !z.has(name) {
			continue
		}
		if cut, _ := inv.delegates(z, name); cut == value.False {
			return &inv.ManagedZones.Items[n]
		}
	}
	return nil
}
