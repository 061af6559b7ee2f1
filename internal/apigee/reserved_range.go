package apigee

import (
	"fmt"
	"net/netip"

	"go4.org/netipx"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// reservedRanges are the ranges that a network's private connections may use.
type reservedRanges struct {
	// addresses are the resources behind the ranges whose size is certain, and
	// lengths their prefix lengths.
	addresses []Address
	lengths   []int
	// prefixes are those whose address is known, and elsewhere the lengths of the others.
	prefixes  []netip.Prefix
	elsewhere []int
	// missing says what is not known of them.
	missing []check.Missing
}

// reserved collects the ranges that the connections of the network name. The
// names are of global addresses in the network's project. A range that exists
// but is not named is not used.
func (inv *Inventory) reserved(network value.Of[value.Ref], connections []Connection) reservedRanges {
	var out reservedRanges
	for _, c := range connections {
		if !c.ReservedPeeringRanges.IsKnown() {
			out.missing = append(out.missing, lacking("reserved ranges of "+c.Subject(), c.ReservedPeeringRanges.Why()))
		}
		for _, name := range c.ReservedPeeringRanges.Value() {
			address, lacks := inv.rangeNamed(c, name, value.Future(network).Project())
			if lacks != nil {
				out.missing = append(out.missing, *lacks)
				continue
			}
			bits, lacks := inv.reserves(address, network)
			switch {
			case lacks != nil:
				out.missing = append(out.missing, *lacks)
				continue
			case bits < 0:
				continue
			}
			out.addresses = append(out.addresses, address)
			out.lengths = append(out.lengths, bits)
			if ip, err := netip.ParseAddr(address.Address.Value()); err == nil && ip.Is4() {
				out.prefixes = append(out.prefixes, netip.PrefixFrom(ip, bits).Masked())
			} else {
				out.elsewhere = append(out.elsewhere, bits)
			}
		}
	}
	return out
}

// rangeNamed finds the global address of a reserved range.
func (inv *Inventory) rangeNamed(c Connection, name value.String, project string) (Address, *check.Missing) {
	ref := computeReference(name, globalAddresses, project)
	what := "a reserved range of " + c.Subject()
	if ref.IsKnown() {
		what = fmt.Sprintf("reserved range %s of %s", name.Value(), c.Subject())
	}
	why := ref.Why()
	for _, a := range inv.GlobalAddresses.Items {
		switch value.SameRef(inv.Projects, ref, a.Ref) {
		case value.True:
			return a, nil
		case value.Undecided:
			if ref.IsUnknown() {
				continue
			}
			why = value.Why{Reason: "it may be " + a.Subject(), Settle: "spell the project of both by its id"}
		case value.False:
		}
	}
	if ref.IsKnown() && why == (value.Why{}) {
		why = value.Why{Reason: "it is not among the global addresses known", Settle: "add its google_compute_global_address, or give credentials that may call compute.globalAddresses.list"}
		if gaps := inv.GlobalAddresses.Gaps; len(gaps) > 0 {
			why = value.Why{Reason: gaps[0].What + ": " + gaps[0].Reason, Settle: gaps[0].Settle}
		}
	}
	m := lacking(what, why)
	return Address{}, &m
}

// reserves returns the prefix length of a range, or -1 when the address is
// certainly none that a private connection of the network can use: a range has a
// purpose, is internal, and belongs to one network.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/globalAddresses.
func (inv *Inventory) reserves(a Address, network value.Of[value.Ref]) (bits int, lacks *check.Missing) {
	purpose, known := a.Purpose.Get()
	if known && purpose != purposePrivateService {
		return -1, nil
	}
	if kind, told := a.AddressType.Get(); told && kind != "INTERNAL" {
		return -1, nil
	}
	if of := computeReference(a.Network, networkCollection, a.Ref.Value().Project()); !of.IsNull() && value.SameRef(inv.Projects, of, network) == value.False {
		return -1, nil
	}
	if !known {
		m := lacking("purpose of "+a.Subject(), orNotSet(a.Purpose.IsNull(), a.Purpose.Why()))
		return 0, &m
	}
	n, known := a.PrefixLength.Get()
	if !known || n < 0 || n > 32 {
		m := lacking("prefixLength of "+a.Subject(), orNotSet(a.PrefixLength.IsNull(), a.PrefixLength.Why()))
		return 0, &m
	}
	return int(n), nil
}

func orNotSet(null bool, why value.Why) value.Why {
	if null {
		return value.Why{Reason: "it is not set", Settle: "set it"}
	}
	return why
}

// without returns the addresses of the ranges less those given.
func (r reservedRanges) without(held []netip.Prefix) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, p := range r.prefixes {
		b.AddPrefix(p)
	}
	for _, p := range held {
		b.RemovePrefix(p)
	}
	set, err := b.IPSet()
	if err != nil {
		// Invalid prefixes only, of which there are none; nothing is free then.
		return &netipx.IPSet{}
	}
	return set
}
