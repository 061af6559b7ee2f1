package privateintegration

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// RoutesReachTargets asks whether routes lead to targets that are outside the VPC.
var RoutesReachTargets = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "routes-reach-targets",
		Title:    "Routes lead from the load balancer to targets outside its VPC, and back",
		Hop:      check.HopFirewall,
		Severity: check.Error,
		Symptom:  "500, 503 or 504",
		Why: "Inside a VPC everything is reached. An address outside needs a route in the table of each of the load balancer's subnets, to a peering connection that is active or to a gateway, and one back in the table of the target's subnet. " +
			"The most specific route is taken. One that is a blackhole leads to something that was deleted, and a default route to a NAT or internet gateway reaches no private address. " +
			"A Network Load Balancer that preserves the addresses of its clients reaches no target outside its VPC at all.",
		Fix: "Add the route that is missing on either side, accept the peering connection, or set `preserve_client_ip = false` on the target group.",
		Unknown: "Unknown for what is behind transit gateways, virtual private gateways and appliances, where the way back is in an account that is not read, for VPC links V2 to another VPC, which is not documented, and when route tables could not be read: " +
			"ec2:DescribeRouteTables, ec2:DescribeVpcPeeringConnections and ec2:DescribeVpcs settle it. Not applicable where nothing is registered.",
		Since: "0.1.0",
		Reads: []string{
			"ec2.routeTables", "ec2.vpcPeeringConnections", "ec2.vpcs", "ec2.subnets", "ec2.networkInterfaces", "elasticloadbalancing.loadBalancers",
			"elasticloadbalancing.targetGroups", "elasticloadbalancing.targets", "apigatewayv2.vpcLinks", "servicediscovery.instances",
		},
		References: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
			"https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCrossing(inv, func(n *network, x *crossing) []check.Result { return []check.Result{n.routesReach(x)} })
	},
}

// A stray is packets that no route leads on.
type stray struct {
	from, to *end
	fault    string
	table    string
}

func (n *network) routesReach(x *crossing) check.Result {
	all := passage[stray]{missing: x.missing, hit: map[*end]bool{}}
	for _, a := range x.to {
		denied, missing := n.routed(x, a)
		if len(denied) > 0 {
			all.hit[a.end] = true
		}
		all.denied, all.missing = append(all.denied, denied...), append(all.missing, missing...)
	}
	switch {
	case len(all.denied) > 0:
		return n.astray(x, all)
	case len(all.missing) > 0:
		return undecided(x.Identity, x.doubts()+" by routes", fewest(all.missing)...)
	case len(x.to) == 0:
		return inapplicable(x.Identity, "has nothing registered")
	}
	return passed(x.Identity, "%s by routes", x.passes())
}

// routed judges the routes to one arrival and back.
func (n *network) routed(x *crossing, a arrival) (denied []stray, missing []check.Missing) {
	if a.remote == value.True && x.preserving == value.True {
		return []stray{{from: x.from[0], to: a.end, fault: "the addresses of clients are preserved, which no target outside the VPC can answer"}}, nil
	}
	return judged(x.pairs(x.from, a.end), x.zonalMissing, func(p pair) (value.Truth, stray, []check.Missing) {
		inside := value.SameID(p.from.vpc, p.to.vpc)
		switch {
		case a.remote == value.False && !x.fromLink, a.remote != value.True && inside == value.True:
			return n.around(p)
		case x.fromLink && inside == value.False:
			return value.Undecided, stray{}, []check.Missing{{What: "whether " + x.sender + " reaches " + p.to.name + " in another VPC: it is not documented", Settle: "put the VPC link into subnets of the load balancer's VPC"}}
		case a.remote != value.True:
			return value.Undecided, stray{}, append([]check.Missing{{What: "whether " + p.to.name + " is in the VPC of " + p.from.name, Settle: "grant ec2:DescribeNetworkInterfaces and ec2:DescribeVpcs"}}, p.to.missing...)
		}
		return n.thereAndBack(p)
	})
}

// around says whether packets inside a VPC go straight: they do unless a route is more
// specific than that of the VPC, and leads to an appliance.
func (n *network) around(p pair) (value.Truth, stray, []check.Missing) {
	t := n.routeTable(p.from)
	if t.table == nil || !p.to.exact || filtered(p.from, p.to) == value.False {
		return value.True, stray{}, nil
	}
	r := n.to(t.table, p.to.where[0].Addr())
	if r.arrives == value.Undecided && len(t.table.RouteGaps) == 0 && t.table.Routes.IsKnown() {
		return value.Undecided, stray{}, r.missing
	}
	return value.True, stray{}, nil
}

func (n *network) thereAndBack(p pair) (value.Truth, stray, []check.Missing) {
	there := n.routeTable(p.from)
	if there.table == nil {
		return value.Undecided, stray{}, there.missing
	}
	if !p.to.exact {
		return value.Undecided, stray{}, p.to.missing
	}
	r := n.to(there.table, p.to.where[0].Addr())
	if r.arrives != value.True {
		return r.arrives, stray{p.from, p.to, r.fault, there.table.Subject()}, r.missing
	}
	back := n.routeTable(p.to)
	if p.to.subnet.IsUnknown() || back.table == nil {
		missing := back.missing
		if p.to.subnet.IsUnknown() {
			missing = []check.Missing{{What: "the route back from " + p.to.name + ": its subnet is not known", Settle: "grant ec2:DescribeNetworkInterfaces and ec2:DescribeRouteTables in its account"}}
		}
		return value.Undecided, stray{}, missing
	}
	for _, w := range p.from.where {
		answer := n.to(back.table, firstOf(w))
		if answer.arrives != value.True {
			return answer.arrives, stray{p.to, p.from, answer.fault, back.table.Subject()}, answer.missing
		}
	}
	return value.True, stray{}, nil
}

// firstOf is an address of a range that somebody may have.
func firstOf(p netip.Prefix) netip.Addr {
	if p.IsSingleIP() {
		return p.Addr()
	}
	return p.Addr().Next()
}

func (n *network) astray(x *crossing, all passage[stray]) check.Result {
	first := all.denied[0]
	r := failed(x.Identity, "%s by routes", x.fails())
	var sentences []string
	for _, s := range all.denied {
		sentences = appendOnce(sentences, fmt.Sprintf("Packets from %s to %s get lost: %s.", s.from.name, s.to.name, s.fault))
		r.Related = appendOnce(r.Related, s.table)
	}
	const few = 4
	if len(sentences) > few {
		sentences = append(sentences[:few], "And more of the kind.")
	}
	r.Detail = strings.Join(sentences, " ")
	r.Witness = []check.Fact{{Name: "from", Value: first.from.text()}, {Name: "to", Value: first.to.text()}}
	if first.table != "" {
		r.Witness = append(r.Witness, check.Fact{Name: "route table", Value: first.table})
	}
	return r
}
