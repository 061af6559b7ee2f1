package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

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
		w := n.wayOfCall(c)
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

// wayOfCall is the way of a call, which each check asks for.
func (n *network) wayOfCall(c call) *way {
	w := n.wayOfNumber[c.number]
	if w == nil {
		w = n.wayOf(c)
		n.wayOfNumber[c.number] = w
	}
	return w
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
		return &way{missing: check.Distinct(missing)}
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
			w.crossings = append(w.crossings, step{crossing: n.crossingOf(crossingKey{link: v2, balancer: f.balancer.certain, listener: l}, nil), certain: true})
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
		s := step{crossing: n.crossingOf(crossingKey{balancer: lb, listener: l, group: g}, clients), certain: certain && matches[i] == value.True && fw.served() == value.True, doubt: doubts[i]}
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
