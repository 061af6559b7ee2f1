package privateintegration

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// anotherListener makes a listener on the port that a call needs, for the target group
// that the load balancer has, if it is but one. Where requests come encrypted the listener
// has to end TLS, which takes a certificate, or the targets do, of which nothing tells: that
// is a matter for people.
func (inv *Inventory) anotherListener(f front) []check.Repair {
	lb := f.balancer.certain
	var groups []value.String
	add := func(arn value.String) {
		if !arn.IsNull() && !slices.ContainsFunc(groups, func(g value.String) bool { return value.SameID(g, arn) == value.True }) {
			groups = append(groups, arn)
		}
	}
	listeners, possible, missing := below(inv.Listeners, func(l *Listener) value.String { return l.LoadBalancer }, lb.Identity)
	for _, l := range listeners {
		for _, fw := range inv.everyForwarding(l) {
			if g := fw.group.certain; g != nil {
				add(g.ID)
			}
		}
	}
	for _, g := range inv.TargetGroups.Items {
		if value.Contains(g.LoadBalancers, lb.ID) == value.True {
			add(g.ID)
		}
	}
	protocol := "TCP"
	if value.Is(lb.Type, Application) == value.True {
		protocol = "HTTP"
	}
	if len(groups) != 1 || len(possible)+len(missing) > 0 || !lb.Type.IsKnown() || value.Is(f.https, false) != value.True {
		return nil
	}
	group := Identity{ID: groups[0]}
	for _, g := range inv.TargetGroups.Items {
		if value.SameID(g.ID, groups[0]) == value.True {
			group = g.Identity
		}
	}
	listener := check.Change{
		Type: typeListeners, Label: orText(lb.Name, "listener") + "_" + portText(f.port), Body: fields(
			"LoadBalancerArn", lb.idValue("arn"), "Port", value.OfInt(f.port.Value()), "Protocol", value.OfString(protocol),
			"DefaultActions", value.OfList(fields("Type", value.OfString("forward"), "TargetGroupArn", group.idValue("arn"))),
		),
	}
	out := []check.Repair{{Changes: []check.Change{listener}}}
	if groups := lb.SecurityGroups.Value(); len(groups) > 0 && f.link.certainV1() != nil {
		// Where the rules are asked about PrivateLink traffic, the port takes one.
		rule := groupRule(groups[0], orText(lb.Name, "load_balancer")+"_from_private_link", false, f.port, "CidrIpv4", value.OfString("0.0.0.0/0"))
		out = append(out, check.Repair{Changes: []check.Change{listener, rule}})
	}
	return out
}

// acrossZones turns on that nodes send to targets in all zones: for the group, else for
// its load balancer.
func (u use) acrossZones() []check.Repair {
	balancer := change(typeLoadBalancers, u.balancer.Identity, fields("CrossZone", value.OfBool(true)))
	if value.Is(u.group.TargetType, TargetALB) == value.True {
		return []check.Repair{balancer}
	}
	return []check.Repair{change(typeTargetGroups, u.group.Identity, fields("CrossZone", value.OfString("true"))), balancer}
}

// intoZone gives a load balancer a subnet in a zone, if there is but one in its VPC that
// can be meant.
func (inv *Inventory) intoZone(lb *LoadBalancer, zone string) []check.Repair {
	var subnets []value.Value
	for _, z := range lb.AvailabilityZones.Value() {
		if z.Subnet.IsNull() {
			return nil
		}
		subnets = append(subnets, value.OfText(z.Subnet))
	}
	var found []Subnet
	for _, s := range inv.Subnets.Items {
		if value.And(value.SameID(s.VPC, lb.VPC), value.Is(s.AvailabilityZone, zone)) == value.True {
			found = append(found, s)
		}
	}
	if len(found) != 1 || len(subnets) == 0 || len(inv.Subnets.Gaps) > 0 {
		return nil
	}
	return []check.Repair{change(typeLoadBalancers, lb.Identity, fields("Subnets", value.OfList(append(subnets, found[0].idValue("id"))...)))}
}

// openToPrivateLink lets PrivateLink traffic in: without asking the rules, else by a rule.
func (l privateLink) openToPrivateLink(n *network) []check.Repair {
	out := []check.Repair{change(typeLoadBalancers, l.balancer.Identity, fields("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", value.OfString("off")))}
	if groups := l.ruling.gate.groups.Value(); len(groups) > 0 && l.listener.Port.IsKnown() {
		rule := groupRule(groups[0], n.groupName(groups[0])+"_from_private_link", false, l.listener.Port, "CidrIpv4", value.OfString("0.0.0.0/0"))
		out = append(out, check.Repair{Changes: []check.Change{rule}})
	}
	return out
}

// register makes the Application Load Balancer that listens on a group's port its target,
// if there is but one.
func (inv *Inventory) register(g *TargetGroup) []check.Repair {
	if value.Is(g.TargetType, TargetALB) != value.True || len(inv.LoadBalancers.Gaps) > 0 {
		return nil
	}
	var found []LoadBalancer
	for _, lb := range inv.LoadBalancers.Items {
		if value.And(value.Is(lb.Type, Application), value.SameID(lb.VPC, g.VPC)) == value.True {
			found = append(found, lb)
		}
	}
	if len(found) != 1 || !g.Port.IsKnown() {
		return nil
	}
	return []check.Repair{{Changes: []check.Change{{Type: typeTargets, Label: orText(g.Name, "target"), Body: fields(
		"TargetGroupArn", g.idValue("arn"), "Id", found[0].idValue("arn"), "Port", value.OfInt(g.Port.Value()),
	)}}}}
}

// accept accepts a connection to an endpoint service.
func (c *EndpointConnection) accept() []check.Repair {
	if !c.Endpoint.IsKnown() || !c.Service.IsKnown() {
		return nil
	}
	return []check.Repair{{Changes: []check.Change{{Type: typeEndpointConnections, Label: "api_gateway", Body: fields(
		"ServiceId", value.OfText(c.Service), "VpcEndpointId", value.OfText(c.Endpoint),
	)}}}}
}

// waitLonger gives a listener, or its Application Load Balancer, an idle timeout of so
// many seconds.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html.
func (l leg) waitLonger(seconds int64) []check.Repair {
	const shortest = 60
	seconds = max(seconds, shortest)
	switch l.listener.Protocol.Value() {
	case "HTTP", "HTTPS":
		return []check.Repair{change(typeLoadBalancers, l.balancer.Identity, fields("IdleTimeout", value.OfInt(seconds)))}
	case "TCP":
		return []check.Repair{change(typeListeners, l.listener.Identity, fields("TcpIdleTimeout", value.OfInt(seconds)))}
	}
	return nil
}
