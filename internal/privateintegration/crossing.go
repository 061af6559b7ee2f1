package privateintegration

import (
	"net/netip"

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

// A way is the crossings of a call.
type way struct {
	crossings []step
	missing   []check.Missing
}

// A step is a crossing that certainly is on the way, or only possibly.
type step struct {
	*crossing
	certain bool
	doubt   []check.Missing
}

type wayKey struct{ link, listener, host, path, call string }

// perCrossing asks about each crossing of each call once.
func perCrossing(inv *Inventory, ask func(n *network, x *crossing) []check.Result) []check.Result {
	n := inv.network()
	n.mu.Lock()
	defer n.mu.Unlock()
	answers := map[*crossing][]check.Result{}
	return perCall(inv, func(c call) []check.Result {
		w := n.wayOf(c)
		var out []check.Result
		for _, s := range w.crossings {
			if _, there := answers[s.crossing]; !there {
				answers[s.crossing] = ask(n, s.crossing)
			}
			for _, r := range answers[s.crossing] {
				out = append(out, s.soften(r))
			}
		}
		if len(w.missing) > 0 {
			out = append(out, undecided(c.Identity, "goes a way through the network that is not known", w.missing...))
		}
		return out
	})
}

// soften makes a failure unknown that is on no way for certain.
func (s step) soften(r check.Result) check.Result {
	if s.certain || r.Verdict != check.Fail {
		return r
	}
	r.Verdict, r.Repairs = check.Unknown, nil
	r.Missing = append(append([]check.Missing{}, r.Missing...), s.doubt...)
	return r
}

// wayOf follows a call's requests through the network.
func (n *network) wayOf(c call) *way {
	f := n.legsOf(c).front
	if f.cloudMap.certain != nil && f.link.certainV2() != nil {
		return n.wayOnce(wayKey{link: idText(f.link.certainV2().ID), listener: idText(f.cloudMap.certain.ID), call: c.uri.Value()}, func() *way {
			x := n.toCloudMap(c, f)
			return &way{crossings: []step{{crossing: x, certain: true}}}
		})
	}
	l := f.listener.certain
	if l == nil || f.balancer.certain == nil || f.link.certainV1() == nil && f.link.certainV2() == nil {
		missing := append(append([]check.Missing{}, f.missing...), f.link.missing()...)
		return &way{missing: distinct(missing)}
	}
	key := wayKey{listener: idText(l.ID) + l.Address, host: idText(hostOf(leg{call: c})), path: idText(f.endpoint.path)}
	if v2 := f.link.certainV2(); v2 != nil {
		key.link = idText(v2.ID) + v2.Address
	}
	return n.wayOnce(key, func() *way {
		w := &way{}
		var clients []*end
		if v2 := f.link.certainV2(); v2 != nil {
			clients = n.endsOfLink(v2)
			w.crossings = append(w.crossings, step{crossing: n.toBalancer(v2, f.balancer.certain, l), certain: true})
		}
		n.behind(w, c, f, l, f.balancer.certain, clients, true)
		return w
	})
}

func (n *network) wayOnce(key wayKey, follow func() *way) *way {
	if w := n.ways[key]; w != nil {
		return w
	}
	w := follow()
	n.ways[key] = w
	return w
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

// behind adds the ways from a load balancer's listener to its targets. Clients are the
// interfaces of the link, nil where requests come through PrivateLink: the load
// balancer's own address is all that its targets see then.
func (n *network) behind(w *way, c call, f front, l *Listener, lb *LoadBalancer, clients []*end, certain bool) {
	at := n.legAt(c, lb, l, f.https, nil)
	w.missing = append(w.missing, at.missing...)
	matches, doubts := at.routed(n.Inventory, f.link.certainV1() != nil)
	for i, fw := range at.groups {
		g := fw.group.certain
		if g == nil || fw.served() == value.False || matches[i] == value.False || value.Is(g.TargetType, TargetLambda) == value.True {
			continue
		}
		s := step{crossing: n.toTargets(lb, l, g, clients), certain: certain && matches[i] == value.True && fw.served() == value.True, doubt: doubts[i]}
		if fw.served() == value.Undecided {
			s.doubt = append(s.doubt, lacking("the weight of "+g.Subject(), fw.weight.Why()))
		}
		w.crossings = append(w.crossings, s)
		if value.Is(g.TargetType, TargetALB) == value.True {
			n.behindTargets(w, c, f, g, s.certain)
		}
	}
}

// behindTargets goes on behind an application load balancer that is a target.
func (n *network) behindTargets(w *way, c call, f front, g *TargetGroup, certain bool) {
	targets, _, _ := below(n.Targets, func(t *Target) value.String { return t.Group }, g.Identity)
	for _, t := range targets {
		p := pickByID(n.LoadBalancers, "load balancer", t.Target)
		w.missing = append(w.missing, p.missing...)
		if p.certain == nil || value.Is(p.certain.Type, Application) != value.True {
			continue
		}
		port := t.Port
		if port.IsNull() {
			port = g.Port
		}
		next := n.listenerOn(p.certain, port)
		w.missing = append(w.missing, next.missing...)
		if next.certain != nil {
			n.behind(w, c, f, next.certain, p.certain, nil, certain)
		}
	}
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

// zonal says whether a load balancer's nodes send only to targets of their own zones.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html.
func zonal(lb *LoadBalancer, g *TargetGroup) (value.Truth, []check.Missing) {
	setting, known := g.CrossZone.Get()
	switch {
	case g.CrossZone.IsUnknown():
		return value.Undecided, []check.Missing{lacking("whether the nodes of "+lb.Subject()+" send to all zones", g.CrossZone.Why())}
	case known && value.Is(g.TargetType, TargetALB) != value.True && setting == "true":
		return value.False, nil
	case known && value.Is(g.TargetType, TargetALB) != value.True && setting == "false":
		return value.True, nil
	}
	across := lb.CrossZone
	if across.IsNull() {
		across = value.Map(lb.Type, func(t string) bool { return t != Network })
	}
	if across.IsKnown() {
		return value.Is(across, false), nil
	}
	return value.Undecided, []check.Missing{lacking("whether the nodes of "+lb.Subject()+" send to all zones", across.Why())}
}

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

// inIPv6 puts ends at the IPv6 addresses of their subnets.
func (n *network) inIPv6(ends []*end) []*end {
	var out []*end
	for _, old := range ends {
		e := *old
		e.where, e.exact = nil, false
		if s := n.subnets.find(e.subnet).certain; s != nil {
			for _, r := range s.IPv6.Value() {
				if p, err := netip.ParsePrefix(r.CIDR.Value()); err == nil {
					e.where = append(e.where, p.Masked())
				}
			}
		}
		if len(e.where) == 0 {
			e.where = []netip.Prefix{netip.PrefixFrom(netip.IPv6Unspecified(), 0)}
		}
		out = append(out, &e)
	}
	return out
}

// sends says whether packets go from an interface to a target.
func (x *crossing) sends(from, to *end) value.Truth {
	if x.zonal == value.False {
		return value.True
	}
	same := value.Equal(from.zone, to.zone)
	if from.zone.IsNull() || to.zone.IsNull() {
		same = value.Undecided
	}
	if x.zonal == value.True {
		return same
	}
	return value.Or(same, value.Undecided)
}
