package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A crossing is one stage of the way of requests through the network: from the
// interfaces of a VPC link or load balancer to those of a load balancer or of targets.
type crossing struct {
	// Identity is of what the findings are about: the link, or the target group.
	Identity
	// sender and receiver are named for people, who of whom is the subject.
	sender, receiver string
	fromLink         bool
	from             []*end
	to               []arrival
	// asked is what demands tells.
	asked []demand
	// seen are the alternatives of whom receivers see requests come from; health checks
	// always come from the load balancer itself.
	seen [][]*end
	// zonal says whether an interface sends only to targets of its own zone.
	zonal value.Truth
	// preserving says whether receivers see the addresses of the load balancer's clients.
	preserving value.Truth
	// zonalMissing says why that is not known, missing why there may be more.
	zonalMissing, missing []check.Missing
}

// passes, fails and doubts are what is said of the crossing's subject.
func (x *crossing) passes() string {
	if x.fromLink {
		return "gets through to " + x.receiver
	}
	return "is in reach of " + x.sender
}

func (x *crossing) fails() string {
	if x.fromLink {
		return "does not get through to " + x.receiver
	}
	return "is out of reach of " + x.sender
}

func (x *crossing) doubts() string {
	if x.fromLink {
		return "may not get through to " + x.receiver
	}
	return "may be out of reach of " + x.sender
}

// called is what sentences about something else call a resource.
func called(of Identity, name value.String) string {
	if of.Address != "" {
		return of.Address
	}
	return orText(name, orText(of.ID, "that is not known"))
}

func (lb *LoadBalancer) text() string { return "load balancer " + called(lb.Identity, lb.Name) }
func (l *VPCLink) text() string       { return "VPC link " + called(l.Identity, l.Name) }

// crossingKey tells crossings apart: from a link to a load balancer, or from that to a
// target group.
type crossingKey struct {
	link     *VPCLink
	balancer *LoadBalancer
	listener *Listener
	group    *TargetGroup
	// client is the first interface of the link that clients are.
	client *end
}

// crossingOf makes a crossing once: many calls share it.
func (n *network) crossingOf(k crossingKey, clients []*end) *crossing {
	if len(clients) > 0 {
		k.client = clients[0]
	}
	x := n.crossings[k]
	switch {
	case x != nil:
		return x
	case k.group == nil:
		x = n.toBalancer(k.link, k.balancer, k.listener)
	default:
		x = n.toTargets(k.balancer, k.listener, k.group, clients)
	}
	n.crossings[k] = x
	return x
}

// toBalancer is from a link's interfaces to a load balancer's.
func (n *network) toBalancer(link *VPCLink, lb *LoadBalancer, l *Listener) *crossing {
	x := &crossing{Identity: link.Identity, fromLink: true, sender: link.text(), receiver: lb.text(), from: n.endsOfLink(link), zonal: value.False, preserving: value.False}
	for _, e := range n.nodesOf(lb) {
		x.to = append(x.to, arrival{end: e, port: l.Port, remote: value.False})
	}
	x.seen = [][]*end{x.from}
	return x
}

// toTargets is from a load balancer to the targets of a group.
func (n *network) toTargets(lb *LoadBalancer, l *Listener, g *TargetGroup, clients []*end) *crossing {
	x := &crossing{Identity: g.Identity, sender: lb.text(), receiver: "the targets of " + called(g.Identity, g.Name), from: n.nodesOf(lb)}
	x.to, x.missing = n.arrivalsOf(g)
	if value.Is(g.IPAddressType, "ipv6") == value.True {
		x.from, clients = n.inIPv6(x.from), n.inIPv6(clients)
		for i, a := range x.to {
			if a.exact && a.where[0].Addr().Is6() {
				continue
			}
			x.to[i].end = n.inIPv6([]*end{a.end})[0]
		}
	}
	x.zonal, x.zonalMissing = zonal(lb, g)
	x.preserving = value.And(value.Is(lb.Type, Network), preserves(l, g))
	x.seen = [][]*end{x.from}
	if clients != nil && value.Is(lb.Type, Network) == value.True {
		switch seen := n.through(lb, clients); preserves(l, g) {
		case value.True:
			x.seen = [][]*end{seen}
		case value.Undecided:
			x.seen = append(x.seen, seen)
			x.zonalMissing = append(x.zonalMissing, lacking("whether "+g.Subject()+" preserves the addresses of clients", g.PreserveClientIP.Why()))
		case value.False:
		}
	}
	return x
}
