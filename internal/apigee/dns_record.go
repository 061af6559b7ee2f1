package apigee

import (
	"fmt"
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
	typeNS    = "NS"
)

// aliases is how many names in a row are followed to a record.
const aliases = 8

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

// answers says whether everybody who asks for a record's name gets it: whether its zone is
// public, has not left the name to other name servers, and is alone in having it. A zone that is not known may be
// private: its records are then for the owner's own networks.
func (inv *Inventory) answers(s RecordSet) (value.Truth, []check.Missing) {
	zone := find(inv, "the zone of "+s.Subject(), s.Zone, inv.ManagedZones, "name")
	switch {
	case !zone.ok:
		return value.Undecided, zone.missing
	case zone.item.Visibility.IsUnknown():
		return value.Undecided, []check.Missing{lacking("the visibility of "+zone.item.Subject(), zone.item.Visibility.Why())}
	case !zone.item.public():
		return value.False, nil
	}
	cut, missing := inv.delegates(zone.item, s.Name.Value())
	if rival := inv.rival(zone.item, s.Name.Value()); cut == value.False && rival != nil {
		return value.Undecided, []check.Missing{{
			What:   fmt.Sprintf("which of %s and %s is asked for %s: both have the name, and neither is known to leave it to the other", zone.item.Subject(), rival.Subject(), bare(s.Name.Value())),
			Settle: "delete the zone that nobody asks, or give the NS record that leads to one of them",
		}}
	}
	return cut.Not(), missing
}

// publicRecords lists the records of a name and of types that everybody gets, or may get,
// with what is missing to say that they do.
func (inv *Inventory) publicRecords(name string, types ...string) (out []publicRecord) {
	for _, s := range inv.RecordSets.Items {
		if value.And(s.isNamed(name), s.isOf(types...)) != value.True {
			continue
		}
		if answers, missing := inv.answers(s); answers != value.False {
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

// records lists the records of types that a name leads to, through the names that it is
// another name for: hidden then says what is not certain of those, too. Known says that
// there certainly are none where it lists none.
func (inv *Inventory) records(name string, types ...string) (out []publicRecord, known bool) {
	var hidden []check.Missing
	for range aliases {
		if out = inv.publicRecords(name, types...); len(out) > 0 {
			for n := range out {
				out[n].hidden = slices.Concat(hidden, out[n].hidden)
			}
			return out, true
		}
		alias := inv.publicRecords(name, typeCNAME)
		if len(alias) == 0 {
			return nil, len(hidden) == 0 && inv.tells(name) && !inv.mayTell(name, append(slices.Clone(types), typeCNAME)...)
		}
		if len(alias) != 1 || len(alias[0].Data.Value()) != 1 || !alias[0].Data.Value()[0].IsKnown() {
			return nil, false
		}
		hidden = append(hidden, alias[0].hidden...)
		name = bare(alias[0].Data.Value()[0].Value())
	}
	return nil, false
}

// mayTell says that a record of one of the types may tell of a name that none certainly has:
// a wildcard, which is for names that have no record at all, or one whose name or type is not
// known.
//
// Source: RFC 4592.
func (inv *Inventory) mayTell(name string, types ...string) bool {
	own, wild := false, false
	for _, s := range inv.RecordSets.Items {
		named, of := s.isNamed(name), s.isOf(types...)
		covered := named == value.False && covers(s.Name.Value(), name)
		if named == value.False && !covered || named != value.True && of == value.False {
			continue
		}
		if zone := find(inv, "", s.Zone, inv.ManagedZones, "name"); zone.ok && zone.item.DNSName.IsKnown() && !isIn(name, zone.item.DNSName.Value()) {
			continue
		}
		switch answers, _ := inv.answers(s); {
		case answers == value.False:
		case of == value.Undecided, named == value.Undecided:
			return true
		case covered:
			wild = true
		default:
			own = own || answers == value.True
		}
	}
	return wild && !own
}
