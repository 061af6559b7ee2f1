package apigee

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	typeConnections     = "servicenetworking.services.connections"
	typeGlobalAddresses = "compute.globalAddresses"
)

// connect connects the network: with the connection that is about to be made to
// another, or with one of its own, with ranges for all instances. Where proxies are
// elsewhere the authorized network may be what is wrong, which people have to say.
func (inv *Inventory) connect(org Organization, network value.Of[value.Ref]) []check.Repair {
	groups, _ := inv.proxyGroups(org)
	for _, g := range groups {
		for _, t := range g.templates {
			if inv.place(t, g.Ref.Value().Project(), network).in == value.False {
				return nil
			}
		}
	}
	return append(inv.reconnect(network), inv.connectAnew(org, network)...)
}

// reconnect puts the only private connection, if it is about to be made, on the
// network.
func (inv *Inventory) reconnect(network value.Of[value.Ref]) []check.Repair {
	var private []Connection
	for _, c := range inv.Connections.Items {
		if c.isPrivate() != value.False {
			private = append(private, c)
		}
	}
	if len(private) != 1 || !private[0].Created {
		return nil
	}
	return []check.Repair{{Changes: []check.Change{{
		Type: typeConnections, Of: private[0].Subject(), Body: value.OfObject(map[string]value.Value{"network": referenceValue(network)}),
	}}}}
}

func (inv *Inventory) connectAnew(org Organization, network value.Of[value.Ref]) []check.Repair {
	var needed []int
	for _, i := range inv.instancesOf(org) {
		takes, lacks := i.takes()
		if len(lacks) > 0 {
			return nil
		}
		needed = append(needed, takes...)
	}
	if len(needed) == 0 {
		needed = []int{instanceBits, troubleshootingBits}
	}
	names, lengths := inv.idleRanges(network)
	var r check.Repair
	if !countBlocks(lengths).fits(needed) {
		added, ok := inv.newRange(network, func(bits int) bool {
			return countBlocks(append(lengths[:len(lengths):len(lengths)], bits)).fits(needed)
		})
		if !ok {
			return nil
		}
		names = append(names, added.Body.Get("name"))
		r.Changes = append(r.Changes, added)
	}
	r.Changes = append(r.Changes, check.Change{
		Type: typeConnections, Label: "apigee", In: network,
		Body: value.OfObject(map[string]value.Value{
			"network": referenceValue(network), "service": value.OfString(privateService), "reservedPeeringRanges": value.OfList(names...),
		}),
	})
	return []check.Repair{r}
}

// reserve lets a connection use more: ranges that wait on its network, or a new one
// that is as large as what is missing.
func (inv *Inventory) reserve(org Organization, network value.Of[value.Ref], c Connection, r reservedRanges) []check.Repair {
	var all, wanted []int
	free := countBlocks(r.lengths)
	if r.located() {
		var held []netip.Prefix
		for _, i := range inv.instancesOf(org) {
			if i.exists() {
				held = append(held, i.asks()...)
			}
		}
		free = freeBlocks(r.without(held))
	}
	for _, i := range inv.instancesOf(org) {
		takes, lacks := i.takes()
		if len(lacks) > 0 {
			return nil
		}
		all = append(all, takes...)
		if !i.exists() {
			wanted = append(wanted, takes...)
		}
	}
	// More is enough if there is room for all whatever those that exist hold, and for
	// the others beside what they are known to hold.
	enough := func(more ...int) bool {
		room := free
		for _, bits := range more {
			room[bits]++
		}
		return room.fits(wanted) && countBlocks(slices.Concat(r.lengths, more)).fits(all)
	}
	list := func(names ...value.Value) check.Change {
		names = append(texts(c.ReservedPeeringRanges), names...)
		return check.Change{Type: typeConnections, Of: c.Subject(), Body: value.OfObject(map[string]value.Value{"reservedPeeringRanges": value.OfList(names...)})}
	}
	var out []check.Repair
	if names, lengths := inv.idleRanges(network); enough(lengths...) {
		out = append(out, check.Repair{Changes: []check.Change{list(names...)}})
	}
	if added, ok := inv.newRange(network, func(bits int) bool { return enough(bits) }); ok {
		out = append(out, check.Repair{Changes: []check.Change{added, list(added.Body.Get("name"))}})
	}
	return out
}

// idleRanges are the ranges for private connections on a network that none uses.
func (inv *Inventory) idleRanges(network value.Of[value.Ref]) (names []value.Value, lengths []int) {
	for _, a := range inv.GlobalAddresses.Items {
		bits, lacks := inv.reserves(a, network)
		on := computeReference(a.Network, networkCollection, a.Ref.Value().Project())
		used := slices.ContainsFunc(inv.Connections.Items, func(c Connection) bool {
			return value.Contains(c.ReservedPeeringRanges, a.Name) != value.False
		})
		if bits >= 0 && lacks == nil && !used && a.Name.IsKnown() && value.SameRef(inv.Projects, on, network) == value.True {
			names, lengths = append(names, value.OfText(a.Name)), append(lengths, bits)
		}
	}
	return names, lengths
}

// newRange is the smallest range that is enough.
func (inv *Inventory) newRange(network value.Of[value.Ref], enough func(bits int) bool) (check.Change, bool) {
	const largest = 8
	bits := troubleshootingBits
	for bits >= largest && !enough(bits) {
		bits--
	}
	if bits < largest {
		return check.Change{}, false
	}
	name := "apigee-range"
	for n := 2; slices.ContainsFunc(inv.GlobalAddresses.Items, func(a Address) bool { return value.Is(a.Name, name) != value.False }) && n < 100; n++ {
		name = fmt.Sprintf("apigee-range-%d", n)
	}
	return check.Change{
		Type: typeGlobalAddresses, Label: name, In: network,
		Body: value.OfObject(map[string]value.Value{
			"name": value.OfString(name), "purpose": value.OfString(purposePrivateService), "addressType": value.OfString("INTERNAL"),
			"prefixLength": value.OfInt(int64(bits)), "network": referenceValue(network),
		}),
	}, true
}
