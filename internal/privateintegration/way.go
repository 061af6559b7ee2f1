package privateintegration

import (
	"slices"

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
	reach reach
}

// wayKey is what calls have in common that go alike.
type wayKey struct {
	link     *VPCLink
	cloudMap *CloudMapService
	call     string // its URI, if it calls a service of Cloud Map
	ways     string // its listeners and their groups
}

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
				out = append(out, s.reach.soften(r))
			}
		}
		if len(w.missing) > 0 {
			out = append(out, undecided(c.Identity, "goes a way through the network that is not known", w.missing...))
		}
		return out
	})
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
	found := n.legsOf(c)
	f := found.front
	v2 := f.link.certainV2()
	if service := f.cloudMap.certain; service != nil && v2 != nil {
		return n.wayOnce(wayKey{link: v2, cloudMap: service, call: c.uri.Value()}, func() *way {
			return &way{crossings: []step{{n.toCloudMap(c, f), certainly}}}
		})
	}
	if len(found.list) == 0 || f.link.certainV1() == nil && v2 == nil {
		return &way{missing: check.Distinct(slices.Concat(f.missing, f.link.missing()))}
	}
	return n.wayOnce(wayKey{link: v2, ways: found.ways()}, func() *way {
		w := &way{missing: found.missing}
		var clients []*end
		if first := found.list[0]; v2 != nil {
			clients = n.endsOfLink(v2)
			w.crossings = append(w.crossings, step{n.crossingOf(crossingKey{link: v2, balancer: first.balancer, listener: first.listener}, nil), certainly})
		}
		for _, l := range found.list {
			n.behind(w, l, clients)
			clients = nil
		}
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

// behind adds the crossings from a listener's load balancer to its targets. Clients are
// the interfaces of the link, nil where requests come through PrivateLink or another load
// balancer: the load balancer's own address is all that its targets see then.
func (n *network) behind(w *way, l leg, clients []*end) {
	w.missing = append(w.missing, l.missing...)
	for _, f := range l.groups {
		g := f.group.certain
		if g == nil || value.Is(g.TargetType, TargetLambda) == value.True {
			continue
		}
		w.crossings = append(w.crossings, step{n.crossingOf(crossingKey{balancer: l.balancer, listener: l.listener, group: g}, clients), f.reach})
	}
}
