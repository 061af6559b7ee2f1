package privateintegration

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// tableOf is the route table of a subnet, or why it is not known.
type tableOf struct {
	table   *RouteTable
	missing []check.Missing
}

// routeTable is the table that routes what leaves an end's subnet: the one that names the
// subnet, else the main one of its VPC.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html.
func (n *network) routeTable(e *end) tableOf {
	key := idText(e.subnet) + "\x00" + idText(e.vpc)
	if t, there := n.tables[key]; there {
		return t
	}
	t := n.findTable(e)
	n.tables[key] = t
	return t
}

func (n *network) findTable(e *end) tableOf {
	var main *RouteTable
	missing := missingOf(n.RouteTables.Gaps)
	for i := range n.RouteTables.Items {
		t := &n.RouteTables.Items[i]
		if !t.VPC.IsNull() && !e.vpc.IsNull() && value.SameID(t.VPC, e.vpc) == value.False {
			continue // a table is only for subnets of its own VPC
		}
		missing = append(missing, missingOf(t.AssociationGaps)...)
		if t.Associations.IsUnknown() {
			missing = append(missing, lacking("the subnets of "+t.Subject(), t.Associations.Why()))
		}
		for _, a := range t.Associations.Value() {
			switch {
			case !a.Subnet.IsNull() && value.SameID(a.Subnet, e.subnet) == value.True:
				return tableOf{table: t}
			case !a.Subnet.IsNull() && value.SameID(a.Subnet, e.subnet) == value.Undecided:
				missing = append(missing, lacking("whether "+t.Subject()+" is that of "+subnetText(e.subnet), orWhy(a.Subnet.Why(), e.subnet.Why())))
			case value.Is(a.Main, true) == value.True && value.SameID(t.VPC, e.vpc) == value.True:
				main = t
			}
		}
	}
	if len(missing) > 0 || main == nil || e.subnet.IsNull() {
		if len(missing) == 0 {
			missing = []check.Missing{{What: "the route table of " + subnetText(e.subnet) + ": none is listed", Settle: "grant ec2:DescribeRouteTables, or give the route tables"}}
		}
		return tableOf{missing: check.Distinct(missing)}
	}
	return tableOf{table: main}
}

// routing is what becomes of packets to an address.
type routing struct {
	// arrives says whether they get there, or as far as AWS tells of.
	arrives value.Truth
	// fault is what is wrong with the route that is taken.
	fault   string
	missing []check.Missing
}

// to follows packets to an address: by the most specific route of a table.
func (n *network) to(t *RouteTable, a netip.Addr) routing {
	switch best, missing := t.routeTo(a); {
	case len(missing) > 0:
		return routing{arrives: value.Undecided, missing: missing}
	case best == nil:
		return routing{arrives: value.False, fault: fmt.Sprintf("%s has no route to %s", t.Subject(), a)}
	default:
		return n.along(t, best, a)
	}
}

// routeTo is the most specific route of a table to an address, or why it is not known; nil
// is none.
func (t *RouteTable) routeTo(a netip.Addr) (best *RouteEntry, missing []check.Missing) {
	bits := -1
	missing = missingOf(t.RouteGaps)
	if t.Routes.IsUnknown() {
		missing = append(missing, lacking("the routes of "+t.Subject(), t.Routes.Why()))
	}
	for i := range t.Routes.Value() {
		r := &t.Routes.Value()[i]
		destination := r.Destination
		if a.Is6() {
			destination = r.DestinationIPv6
		}
		p, err := netip.ParsePrefix(destination.Value())
		switch {
		case destination.IsUnknown():
			missing = append(missing, lacking("a destination of "+t.Subject(), destination.Why()))
		case err == nil && p.Contains(a) && p.Bits() > bits:
			best, bits = r, p.Bits()
		}
	}
	return best, missing
}

// leadsTo says that the routes of a VPC lead to an address in another one, and in none but
// that: by peering connections, or if none arrives, which is what is wrong then, because
// nothing else is known to have the address.
func (n *network) leadsTo(vpc value.String, a netip.Addr, other value.String) bool {
	leads := false
	for i := range n.RouteTables.Items {
		t := &n.RouteTables.Items[i]
		if value.SameID(t.VPC, vpc) != value.True {
			continue
		}
		if n.to(t, a).arrives == value.False {
			leads = leads || len(n.interfaces[a]) == 1
			continue
		}
		route, missing := t.routeTo(a)
		if len(missing) > 0 || route.Peering.IsNull() {
			return false
		}
		c := pickByID(n.PeeringConnections, "VPC peering connection", route.Peering).certain
		if c == nil || value.SameID(c.Requester.VPC, other) != value.True && value.SameID(c.Accepter.VPC, other) != value.True {
			return false
		}
		leads = true
	}
	return leads
}

// along says whether a route leads to an address.
func (n *network) along(t *RouteTable, r *RouteEntry, a netip.Addr) routing {
	destination := orText(r.Destination, orText(r.DestinationIPv6, ""))
	unknown := func(field string, why value.Why) routing {
		return routing{arrives: value.Undecided, missing: []check.Missing{lacking("the "+field+" of route "+destination+" of "+t.Subject(), why)}}
	}
	beyond := func(what string) routing {
		return routing{arrives: value.Undecided, missing: []check.Missing{{What: "whether " + what + " leads to " + a.String() + ": it is not judged", Settle: "follow the way from there, such as with the Reachability Analyzer"}}}
	}
	wrong := func(format string, args ...any) routing {
		return routing{arrives: value.False, fault: fmt.Sprintf("the route %s of %s ", destination, t.Subject()) + fmt.Sprintf(format, args...)}
	}
	gateway := r.Gateway.Value()
	switch {
	case value.Is(r.State, "blackhole") == value.True:
		return wrong("is a blackhole: what it leads to is gone")
	case gateway == "local":
		return routing{arrives: value.True}
	case r.Peering.IsKnown() || r.Peering.IsUnknown():
		return n.overPeering(r, wrong, unknown)
	case r.NATGateway.IsKnown() && a.IsPrivate(), strings.HasPrefix(gateway, "igw-") && a.IsPrivate():
		return wrong("leads to %s, from where no private address can be reached", orText(r.NATGateway, gateway))
	case r.TransitGateway.IsKnown():
		return beyond("transit gateway " + r.TransitGateway.Value())
	case gateway != "":
		return beyond(gateway)
	case r.Interface.IsKnown():
		return beyond("network interface " + r.Interface.Value())
	}
	return unknown("target", orWhy(orWhy(r.Gateway.Why(), r.TransitGateway.Why()), orWhy(r.Interface.Why(), value.Why{Reason: "it is not told", Settle: "look at the route"})))
}

func (n *network) overPeering(r *RouteEntry, wrong func(string, ...any) routing, unknown func(string, value.Why) routing) routing {
	p := pickByID(n.PeeringConnections, "VPC peering connection", r.Peering)
	c := p.certain
	if c == nil {
		if len(p.missing) > 0 {
			return routing{arrives: value.Undecided, missing: p.missing}
		}
		return unknown("peering connection", value.Why{Reason: targetText(r.Peering) + " is not listed", Settle: "grant ec2:DescribeVpcPeeringConnections"})
	}
	switch status, known := c.Status.Code.Get(); {
	case status == "active":
		return routing{arrives: value.True}
	case known:
		return wrong("leads to %s, which is not active but %s", c.Subject(), status)
	}
	why := c.Status.Code.Why()
	if c.Status.Code.IsNull() {
		why = value.Why{Reason: "its status is not told", Settle: "grant ec2:DescribeVpcPeeringConnections"}
	}
	return routing{arrives: value.Undecided, missing: []check.Missing{lacking("the status of "+c.Subject(), why)}}
}
