package apigee

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What a NAT translates.
const (
	natLists     = "LIST_OF_SUBNETWORKS"
	natWholes    = "ALL_SUBNETWORKS_" // ALL_IP_RANGES or ALL_PRIMARY_IP_RANGES
	natPrimary   = "PRIMARY_IP_RANGE"
	natAllRanges = "ALL_IP_RANGES"
)

// natted says whether a Cloud NAT takes instances of a subnetwork to the internet, and
// why that is not known.
func (inv *Inventory) natted(s Subnetwork) (value.Truth, []check.Missing) {
	network := s.network()
	out := value.False
	var missing []check.Missing
	for _, n := range inv.RouterNATs.Items {
		near := value.And(value.Is(n.Type.Or("PUBLIC"), "PRIVATE").Not(), value.Equal(regionOf(n.Region, n.Ref), regionOf(s.Region, s.Ref)), inv.translates(n, s))
		if near == value.False {
			continue
		}
		region := orElse(regionOf(n.Region, n.Ref).Value(), value.Anything)
		router := find(inv, "the router of "+n.Subject(), computeReference(n.Router, "regions/"+region+"/routers", n.Ref.Value().Project()), inv.Routers)
		same := value.Undecided
		if router.ok {
			same = value.SameRef(inv.Projects, network, router.item.network())
		}
		switch takes := value.And(near, same); takes {
		case value.True:
			return value.True, nil
		case value.Undecided:
			out = value.Undecided
			missing = append(missing, check.Missing{
				What: fmt.Sprintf("whether %s takes the instances of %s to the internet", n.Subject(), s.Subject()), Settle: "decided when its router, type and subnetworks are known, at apply at the latest",
			})
			missing = append(missing, router.missing...)
		case value.False:
		}
	}
	if hidden := inv.gapsIn(inv.RouterNATs.Gaps, network); len(hidden) > 0 {
		out = value.Undecided
		missing = append(missing, missingOf(hidden)...)
	}
	return out, once(missing)
}

// translates says whether a NAT is for the primary range of a subnetwork, if it is of its
// network and region.
func (inv *Inventory) translates(n RouterNAT, s Subnetwork) value.Truth {
	sources, known := n.Sources.Get()
	switch {
	case known && strings.HasPrefix(sources, natWholes):
		return value.True
	case known && sources != natLists, !known, n.Subnetworks.IsUnknown():
		return value.Undecided
	}
	out := value.False
	for _, l := range n.Subnetworks.Value() {
		ref := computeReference(l.Name, "regions/"+orElse(regionOf(n.Region, n.Ref).Value(), value.Anything)+"/subnetworks", n.Ref.Value().Project())
		same := value.SameRef(inv.Projects, ref, s.Ref)
		if origin := ref.Why().Origin; origin.Known() && origin.Resource == s.Address {
			same = value.True
		}
		primary := value.Or(value.Contains(l.Ranges, value.Known(natPrimary)), value.Contains(l.Ranges, value.Known(natAllRanges)))
		out = value.Or(out, value.And(same, primary))
	}
	return out
}

// otherWaysOut says why instances of a network may reach Google's APIs by routes that
// lead neither to the internet gateway nor through a Cloud NAT: those of an appliance, or of
// another network.
func (inv *Inventory) otherWaysOut(network value.Of[value.Ref]) []check.Missing {
	const settle = "enable private Google access, or waive the finding if that is how they reach it"
	missing := missingOf(inv.gapsIn(inv.Routes.Gaps, network))
	for _, r := range inv.Routes.Items {
		on := computeReference(r.Network, networkCollection, r.Ref.Value().Project())
		elsewhere := r.NextHopNetwork.IsNull() && !r.NextHopGateway.IsKnown() && r.broad()
		if elsewhere && value.SameRef(inv.Projects, on, network) != value.False {
			missing = append(missing, check.Missing{What: "whether " + r.Subject() + ", whose next hop is not the internet gateway, leads to Google's APIs", Settle: settle})
		}
	}
	missing = append(missing, missingOf(inv.gapsIn(inv.Routers.Gaps, network))...)
	for _, r := range inv.Routers.Items {
		if !r.BGP.IsNull() && value.SameRef(inv.Projects, r.network(), network) != value.False {
			missing = append(missing, check.Missing{What: "whether a route that " + r.Subject() + " learns leads to Google's APIs", Settle: settle})
		}
	}
	return append(missing, inv.importedWays(network, settle)...)
}

// importedWays says why routes of another network may lead there.
func (inv *Inventory) importedWays(network value.Of[value.Ref], settle string) []check.Missing {
	certain, possible := inv.networksMatching(network)
	if len(certain) == 0 {
		missing := []check.Missing{{What: "the network of the proxies: it is not among the resources known", Settle: "add it, or give credentials that may read it"}}
		for _, n := range possible {
			missing = append(missing, unresolved("the network of the proxies", network, n.Ref))
		}
		return missing
	}
	var missing []check.Missing
	for _, n := range certain {
		if n.Peerings.IsUnknown() || n.Peerings.IsNull() && n.fromTerraform() && !n.Created && !inv.Closed {
			missing = append(missing, check.Missing{What: "the peerings of " + n.Subject() + ", from which routes may come: Terraform does not carry them", Settle: settle})
		}
		for _, p := range n.Peerings.Value() {
			if value.Is(p.ImportCustomRoutes.Or(false), true) != value.False {
				missing = append(missing, check.Missing{What: fmt.Sprintf("whether a route that %s imports from peering %s leads to Google's APIs", n.Subject(), p.Name.Value()), Settle: settle})
			}
		}
	}
	return missing
}

// broad says that a route may be for addresses of Google's APIs: it is not known not to
// be for large parts of the internet.
func (r Route) broad() bool {
	const part = 8 // bits
	text, known := r.DestRange.Get()
	if !known {
		return !r.DestRange.IsNull()
	}
	p, err := netip.ParsePrefix(text)
	return err != nil || p.Addr().Is4() && p.Bits() <= part && !p.Addr().IsPrivate()
}

func (s Subnetwork) network() value.Of[value.Ref] {
	return computeReference(s.Network, networkCollection, s.Ref.Value().Project())
}

func (r Router) network() value.Of[value.Ref] {
	return computeReference(r.Network, networkCollection, r.Ref.Value().Project())
}
