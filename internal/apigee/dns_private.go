package apigee

import (
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// mostAliases is how many CNAME records of private zones are followed.
const mostAliases = 8

// privateAddresses are the IPv4 addresses that the private zones of a network give a name;
// none where no zone that is known does. Open says that they may give it some that are not
// known.
//
// Source: https://docs.cloud.google.com/dns/docs/vpc-name-res-order.
func (inv *Inventory) privateAddresses(name string, network value.Of[value.Ref]) (found []netip.Addr, open bool) {
	for range mostAliases {
		zone, certain := inv.privateZone(name, network)
		if zone == nil {
			return nil, !certain
		}
		record := inv.recordIn(*zone, name)
		if record == nil || !record.Data.IsKnown() {
			return nil, true
		}
		if record.isOf(typeA) == value.True {
			found = addresses(record.Data)
			return found, len(found) == 0
		}
		alias := record.Data.Value()
		if len(alias) != 1 || !alias[0].IsKnown() {
			return nil, true
		}
		name = alias[0].Value()
	}
	return nil, true
}

// addresses reads a list of addresses; none if one of them is not known.
func addresses(data value.List[value.String]) []netip.Addr {
	var out []netip.Addr
	for _, text := range data.Value() {
		ip, err := netip.ParseAddr(text.Value())
		if err != nil {
			return nil
		}
		out = append(out, ip)
	}
	return out
}

// privateZone is the zone that answers instances of a network that ask for a name: of those
// that have it the one with the longest name. Nil if there is none or, where that is not
// certain, another may come before.
func (inv *Inventory) privateZone(name string, network value.Of[value.Ref]) (best *ManagedZone, certain bool) {
	for n, z := range inv.ManagedZones.Items {
		domain, named := z.DNSName.Get()
		if z.public() || named && !isIn(name, domain) {
			continue
		}
		switch sees := inv.seenFrom(z, network); {
		case sees == value.False:
		case sees == value.Undecided, !named, z.Visibility.IsUnknown():
			return nil, false
		case best == nil, len(bare(domain)) > len(bare(best.DNSName.Value())):
			best = &inv.ManagedZones.Items[n]
		}
	}
	return best, true
}

// seenFrom says whether a private zone answers instances of a network.
func (inv *Inventory) seenFrom(z ManagedZone, network value.Of[value.Ref]) value.Truth {
	networks := z.PrivateVisibility.Networks
	if networks.IsUnknown() {
		return value.Undecided
	}
	out := value.False
	for _, n := range networks.Value() {
		out = value.Or(out, value.SameRef(inv.Projects, network, computeReference(n.URL, networkCollection, z.Ref.Value().Project())))
	}
	return out
}

// recordIn is the A or CNAME record of a zone that answers for a name: that of the name, or of
// the closest wildcard. Nil if there is none, or another may be.
//
// Source: RFC 4592.
func (inv *Inventory) recordIn(zone ManagedZone, name string) *RecordSet {
	var best *RecordSet
	for n, s := range inv.RecordSets.Items {
		in := find(inv, "", s.Zone, inv.ManagedZones, "name")
		if in.ok && in.item.Subject() != zone.Subject() || !in.ok && s.Zone.IsKnown() {
			continue
		}
		text, named := s.Name.Get()
		answers := value.And(s.isOf(typeA, typeCNAME), value.TruthOf(named))
		if !in.ok {
			answers = value.And(answers, value.Undecided)
		}
		switch {
		case !named && s.isOf(typeA, typeCNAME) != value.False, named && answers == value.Undecided && covers(text, name):
			return nil
		case answers != value.True || !covers(text, name):
		case best == nil, len(bare(text)) > len(bare(best.Name.Value())), bare(text) == bare(name):
			best = &inv.RecordSets.Items[n]
		}
		if best != nil && bare(best.Name.Value()) == bare(name) {
			return best
		}
	}
	return best
}

// covers says that a record's name is a name, or a wildcard above it.
func covers(record, name string) bool {
	domain, wild := strings.CutPrefix(bare(record), "*.")
	return bare(record) == bare(name) || wild && isIn(name, domain) && bare(name) != domain
}
