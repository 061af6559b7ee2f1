package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/value"

// preserves says whether a network load balancer passes its clients' addresses on.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html.
func preserves(l *Listener, g *TargetGroup) value.Truth {
	if p := g.PreserveClientIP; !p.IsNull() {
		return value.Is(p, true)
	}
	if value.Is(l.Protocol, "UDP") == value.True || value.Is(l.Protocol, "TCP_UDP") == value.True {
		return value.True
	}
	return value.Is(g.TargetType.Or(TargetInstance), TargetIP).Not()
}

// through is the link's interfaces as targets see them behind a network load balancer
// that preserves their addresses: references to the load balancer's groups still hold.
// Whether those to the link's do is not documented; without groups none holds.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html.
func (n *network) through(lb *LoadBalancer, clients []*end) []*end {
	own := n.groupsOf(lb)
	var out []*end
	for _, c := range clients {
		e := *c
		e.carried = own
		if !own.unfiltered {
			e.doubtful = c.groups.Value()
		}
		out = append(out, n.settled(&e))
	}
	return out
}
