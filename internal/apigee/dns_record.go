package apigee

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	typeA     = "A"
	typeAAAA  = "AAAA"
	typeCAA   = "CAA"
	typeCNAME = "CNAME"
)

// bare is a name without the dot at its end, as comparisons have it.
func bare(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }

// isNamed says whether a record is one of a name.
func (s RecordSet) isNamed(name string) value.Truth {
	return value.Is(value.Map(s.Name, bare), bare(name))
}

// isOf says whether a record is of one of the types.
func (s RecordSet) isOf(types ...string) value.Truth {
	out := value.False
	for _, t := range types {
		out = value.Or(out, value.Is(value.Map(s.Type, strings.ToUpper), t))
	}
	return out
}

// isPublic says whether the zone of a record answers everybody. One that is not known
// may be private: its records are then for the owner's own networks.
func (inv *Inventory) isPublic(s RecordSet) (value.Truth, []check.Missing) {
	zone := find(inv, "the zone of "+s.Subject(), s.Zone, inv.ManagedZones, "name")
	switch {
	case !zone.ok:
		return value.Undecided, zone.missing
	case zone.item.Visibility.IsUnknown():
		return value.Undecided, []check.Missing{lacking("the visibility of "+zone.item.Subject(), zone.item.Visibility.Why())}
	}
	return value.TruthOf(!strings.EqualFold(zone.item.Visibility.Value(), "private")), nil
}

// publicRecords lists the records of a name and of types in zones that are not
// private, with what is missing to say that a zone is public.
func (inv *Inventory) publicRecords(name string, types ...string) (out []publicRecord) {
	for _, s := range inv.RecordSets.Items {
		if value.And(s.isNamed(name), s.isOf(types...)) != value.True {
			continue
		}
		if public, missing := inv.isPublic(s); public != value.False {
			out = append(out, publicRecord{s, missing})
		}
	}
	return out
}

// A publicRecord is one that everybody may ask for; hidden says why that is not certain.
type publicRecord struct {
	RecordSet
	hidden []check.Missing
}

// A recordedAddress is what one datum of a record is to the load balancers in front of
// an organization.
type recordedAddress struct {
	text value.String
	// on says whether a load balancer in front of Apigee has it; missing says why that
	// is not known.
	on      value.Truth
	missing []check.Missing
	// dead is a reserved address that no forwarding rule has, and leads a forwarding rule
	// that leads elsewhere; "" where it is none.
	dead, leads string
}

// shown is the address for people.
func (a recordedAddress) shown() string {
	if text, known := a.text.Get(); known {
		return text
	}
	return a.text.Why().Origin.String()
}

// locate says what an address of a record is.
func (f fronts) locate(text value.String) recordedAddress {
	out := recordedAddress{text: text, on: value.False, missing: slices.Clone(f.open)}
	look := func(ends []frontEnd, certain bool, lacks []check.Missing) {
		for _, end := range ends {
			switch at, missing := f.inv.isAddressOf(text, end.rule); {
			case at == value.True && certain:
				out.on = value.True
			case at == value.True:
				out.missing = append(out.missing, lacks...)
			case at == value.Undecided:
				out.missing = append(out.missing, missing...)
			}
		}
	}
	for _, t := range f.tls {
		look(t.ends, t.certain, t.lacks)
	}
	look(f.others, true, nil)
	switch {
	case out.on == value.True:
		out.missing = nil
		return out
	case len(out.missing) > 0:
		out.on = value.Undecided
		return out
	}
	if ip, err := netip.ParseAddr(text.Value()); err == nil {
		out.leads = f.inv.ruleAt([]netip.Addr{ip})
	}
	out.dead = f.inv.idle(text)
	return out
}
