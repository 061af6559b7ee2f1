package privateintegration

import (
	"net/netip"
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An arrival is an end that requests go to, with the ports that it is called on.
type arrival struct {
	*end
	port value.Int
	// health is the port of health checks; null if there are none.
	health value.Int
	// remote says whether the end is outside the VPC.
	remote value.Truth
}

// arrivalsOf are the targets of a group.
func (n *network) arrivalsOf(g *TargetGroup) (out []arrival, missing []check.Missing) {
	certain, possible, missing := below(n.Targets, func(t *Target) value.String { return t.Group }, g.Identity)
	for _, t := range possible {
		missing = append(missing, lacking("the target group of "+t.Subject(), t.Group.Why()))
	}
	for _, t := range certain {
		for _, a := range n.arrivalsAt(g, t) {
			a.port = t.Port
			switch {
			case t.Port.IsNull() && !t.Target.IsNull():
				a.port = g.Port
			case t.Port.IsNull():
				a.port = value.UnknownOf[int64](value.Why{Reason: t.Registrar.Value() + " chooses it", Settle: "decided when it has registered its targets"})
			}
			a.health = healthPort(g, a.port)
			out = append(out, a)
		}
	}
	return out, check.Distinct(missing)
}

// healthPort is the port that a target's health is checked on; null if it is not.
func healthPort(g *TargetGroup, port value.Int) value.Int {
	if value.Is(g.HealthCheckEnabled, false) == value.True {
		return value.NoneOf[int64]()
	}
	text, known := g.HealthCheckPort.Or("traffic-port").Get()
	if !known {
		return value.UnknownOf[int64](g.HealthCheckPort.Why())
	}
	if p, err := strconv.ParseUint(text, 10, 16); err == nil {
		return value.Known(int64(p))
	}
	return port
}

// arrivalsAt are the ends of one target: one, or the nodes of a load balancer.
func (n *network) arrivalsAt(g *TargetGroup, t *Target) []arrival {
	typ, typed := g.TargetType.Or(TargetInstance).Get()
	one := func(e *end, remote value.Truth) []arrival { return []arrival{{end: n.settled(e), remote: remote}} }
	switch {
	case t.Target.IsNull():
		e := n.unknownEnd("what "+orText(t.Registrar, t.Subject())+" registers", value.Why{Reason: orText(t.Registrar, "something else") + " registers targets of its own", Settle: "run again after apply, with credentials"})
		return one(e, value.Undecided)
	case !typed:
		return one(n.unknownEnd("a target of "+g.Subject(), g.TargetType.Why()), value.Undecided)
	case typ == TargetInstance:
		return one(n.instanceEnd(t), value.False)
	case typ == TargetALB:
		return n.balancerArrivals(t)
	}
	return one(n.addressEnd(g, t))
}

// unknownEnd is one of which nothing is known.
func (n *network) unknownEnd(name string, why value.Why) *end {
	e := &end{name: name, where: anywhere, subnet: value.UnknownOf[string](why), zone: value.UnknownOf[string](why), vpc: value.UnknownOf[string](why)}
	e.carried = carried{groups: value.UnknownOf[[]value.String](why), of: name}
	e.missing = []check.Missing{lacking("the network interface of "+name, why)}
	return e
}

// instanceEnd is the primary interface of an instance: the other ones get no traffic.
func (n *network) instanceEnd(t *Target) *end {
	p := n.instances.find(t.Target)
	i := p.certain
	if i == nil {
		e := n.unknownEnd("instance "+targetText(t.Target), value.Why{Reason: "the instance is not known", Settle: "grant ec2:DescribeInstances"})
		e.missing = append(e.missing, p.missing...)
		return e
	}
	e := &end{name: i.Subject(), subnet: i.Subnet, vpc: i.VPC, zone: zoneOf(t)}
	e.carried = attached(i.Groups, i.Subject())
	if !e.at(i.PrivateIP, "the address of "+i.Subject()) {
		n.within(e)
	}
	return e
}

// attached are the groups that an interface or instance tells of.
func attached(groups value.List[AttachedGroup], of string) carried {
	c := carried{of: of}
	if groups.IsUnknown() || groups.IsNull() {
		why := groups.Why()
		if groups.IsNull() {
			why = value.Why{Reason: "its security groups are not told", Settle: "name them"}
		}
		c.groups = value.UnknownOf[[]value.String](why)
		return c
	}
	ids := []value.String{}
	for _, g := range groups.Value() {
		ids = append(ids, g.Group)
	}
	c.groups = value.Known(ids)
	return c
}

// zoneOf is the zone that a target is registered with; null for its own.
func zoneOf(t *Target) value.String {
	if value.Is(t.AvailabilityZone, "all") == value.True {
		return value.NoneOf[string]()
	}
	return t.AvailabilityZone
}

func targetText(id value.String) string {
	if o := id.Why().Origin; id.IsUnknown() && o.Known() {
		return o.String()
	}
	return orText(id, "that is not known")
}

// addressEnd is what has an address. What is outside the VPC may have no interface that
// AWS tells of.
func (n *network) addressEnd(g *TargetGroup, t *Target) (*end, value.Truth) {
	a, err := netip.ParseAddr(t.Target.Value())
	if err != nil {
		return n.plannedEnd(t), value.Undecided
	}
	for _, i := range n.interfaces[a] {
		if value.SameID(i.VPC, g.VPC) == value.True {
			return n.interfaceEnd(i, a, t), value.False
		}
	}
	inside, missing := n.vpcHas(g.VPC, a)
	remote := inside.Not()
	if remote == value.True {
		for _, i := range n.interfaces[a] { // networks elsewhere may have the address too
			if n.leadsTo(g.VPC, a, i.VPC) {
				return n.interfaceEnd(i, a, t), remote
			}
		}
	}
	why := value.Why{Reason: "no network interface with this address is known", Settle: "grant ec2:DescribeNetworkInterfaces, or look at what has the address"}
	if gaps := n.NetworkInterfaces.Gaps; len(gaps) > 0 {
		why = value.Why{Reason: gaps[0].What + ": " + gaps[0].Reason, Settle: gaps[0].Settle}
	}
	e := n.unknownEnd(a.String(), why)
	e.where, e.exact, e.zone = []netip.Prefix{netip.PrefixFrom(a, a.BitLen())}, true, zoneOf(t)
	e.missing = append(e.missing, missing...)
	if inside == value.True {
		e.vpc = g.VPC
		if s := n.subnetIn(a, g.VPC); s != nil {
			e.subnet = s.ID
		}
	}
	return e, remote
}

func (n *network) interfaceEnd(i *NetworkInterface, a netip.Addr, t *Target) *end {
	return &end{
		name: a.String(), where: []netip.Prefix{netip.PrefixFrom(a, a.BitLen())}, exact: true,
		carried: attached(i.Groups, i.Subject()), subnet: i.Subnet, vpc: i.VPC, zone: zoneOf(t),
	}
}

// plannedEnd is what a plan creates and whose address is therefore not known: the
// resource that the address comes from.
func (n *network) plannedEnd(t *Target) *end {
	o := t.Target.Why().Origin
	if o.Known() && o.Certain {
		if x := n.instanceAt[o.Resource]; x != nil {
			e := &end{name: x.Subject(), subnet: x.Subnet, vpc: x.VPC, zone: zoneOf(t), carried: attached(x.Groups, x.Subject())}
			n.within(e)
			return e
		}
		if x := n.named[o.Resource]; x != nil {
			e := &end{name: x.Subject(), subnet: x.Subnet, vpc: x.VPC, zone: zoneOf(t), carried: attached(x.Groups, x.Subject())}
			n.within(e)
			return e
		}
	}
	return n.unknownEnd("target "+targetText(t.Target), t.Target.Why())
}

// balancerArrivals are the nodes of a load balancer that is a target.
func (n *network) balancerArrivals(t *Target) []arrival {
	p := pickByID(n.LoadBalancers, "load balancer", t.Target)
	if p.certain == nil {
		e := n.unknownEnd("load balancer "+targetText(t.Target), value.Why{Reason: "the load balancer is not known", Settle: "grant elasticloadbalancing:DescribeLoadBalancers"})
		e.missing = append(e.missing, p.missing...)
		return []arrival{{end: n.settled(e), remote: value.False}}
	}
	var out []arrival
	for _, e := range n.nodesOf(p.certain) {
		out = append(out, arrival{end: e, remote: value.False})
	}
	return out
}
