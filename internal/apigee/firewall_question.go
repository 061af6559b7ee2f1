package apigee

import (
	"iter"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// questions puts every question to a firewall at once, so that it sorts its rules
// once for all targets.
type questions struct {
	inv       *Inventory
	firewalls *firewalls
	queries   map[gateKey]packet.Set
	gates     map[gateKey]*gate
	// mayBe is the inventory's, once it is needed.
	mayBe *mayBeUses
}

// gateKey tells apart what is prepared separately. Wide is packets to all ports,
// which cost more than those to a few.
type gateKey struct {
	network      value.Of[value.Ref]
	region       string
	tagged, wide bool
}

// gate is a firewall, prepared for a query.
type gate struct {
	*firewall
	prepared []*packet.Prepared
}

// newQuestions is questions about packets that enter instances.
func (inv *Inventory) newQuestions() *questions { return inv.questionsOf(inbound) }

func (inv *Inventory) questionsOf(d direction) *questions {
	return &questions{inv: inv, firewalls: inv.firewalls(d), queries: map[gateKey]packet.Set{}, gates: map[gateKey]*gate{}}
}

// ask adds demands to what the target's firewall will be asked.
func (q *questions) ask(t *proxyTarget, demands []demand) targetQuestion {
	for _, d := range demands {
		key := d.key(t)
		q.queries[key] = q.queries[key].Union(d.must, d.may)
	}
	return targetQuestion{t, demands}
}

// lastPort is in every set of all ports, and hardly in any other.
var lastPort = toPort(65535)

func (d demand) key(t *proxyTarget) gateKey {
	return gateKey{t.network, t.region, d.tagged, !d.may.Intersect(lastPort).IsEmpty()}
}

// gate is the firewall for a key, made when first needed.
func (q *questions) gate(key gateKey) *gate {
	if g, ok := q.gates[key]; ok {
		return g
	}
	g := &gate{firewall: q.firewalls.of(key.network, key.region, key.tagged)}
	for _, chain := range g.chains {
		g.prepared = append(g.prepared, chain.Prepare(q.queries[key]))
	}
	q.gates[key] = g
	return g
}

// A ruling is what a firewall does to the packets of a query that a target gets, in
// each order in which the network may ask its rules.
type ruling struct {
	gate      *gate
	target    *proxyTarget
	decisions []packet.Decision
	// allowed and denied are what every order allows and denies.
	allowed, denied packet.Set
}

func (g *gate) rule(t *proxyTarget) *ruling {
	r := &ruling{gate: g, target: t}
	for i, p := range g.prepared {
		rules := g.rules[i]
		d := p.Decide(func(filter, rule int) packet.Applicability { return t.applies(rules[filter][rule]) })
		r.decisions = append(r.decisions, d)
		if i == 0 {
			r.allowed, r.denied = d.MustAllow(), d.MustDeny()
			continue
		}
		r.allowed, r.denied = r.allowed.Intersect(d.MustAllow()), r.denied.Intersect(d.MustDeny())
	}
	return r
}

// deniedOf is the parts of a set that every order denies, with the rule that does
// so in the first.
func (r *ruling) deniedOf(s packet.Set) []packet.Part {
	if s = s.Intersect(r.denied); s.IsEmpty() {
		return nil
	}
	return slices.Collect(within(r.decisions[0].Deny, s))
}

// within is the parts of a set.
func within(parts []packet.Part, s packet.Set) iter.Seq[packet.Part] {
	return func(yield func(packet.Part) bool) {
		for _, p := range parts {
			if p.Set = p.Set.Intersect(s); !p.Set.IsEmpty() && !yield(p) {
				return
			}
		}
	}
}

// doubts says why packets are neither certainly allowed nor certainly denied.
func (r *ruling) doubts(open packet.Set) []check.Missing {
	var out []check.Missing
	for _, d := range r.decisions {
		// What one order settles and another does not, or otherwise, depends on the order.
		if len(r.decisions) > 1 && !open.Subtract(d.Unsettled()).IsEmpty() {
			out = r.gate.orderMissing
		}
	}
	out = slices.Clone(out)
	for chain, d := range r.decisions {
		for p := range within(d.Undecided, open) {
			for _, ref := range p.Uncertain {
				// There can be as many as there are rules, which nobody reads.
				if len(out) > 4*mostMissing {
					return out
				}
				out = append(out, r.gate.doubts(chain, ref, r.target)...)
			}
		}
	}
	return out
}

// target is the instances of a template, on the interface that a load balancer
// sends to: the first, or for an internal passthrough load balancer that in its network.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/backend-service.
func (inv *Inventory) target(g proxyGroup, template *InstanceTemplate, on value.Of[value.Ref]) *proxyTarget {
	t := &proxyTarget{template: *template, region: g.region(), projects: inv.Projects}
	project := template.Ref.Value().Project()
	if project == "" {
		project = g.Ref.Value().Project()
	}
	nics := template.Properties.NetworkInterfaces
	if len(nics.Value()) == 0 {
		m := lacking("network interfaces of "+template.Subject(), nics.Why())
		t.network = value.UnknownOf[value.Ref](value.Why{Reason: m.What, Settle: m.Settle})
		t.networkMissing = []check.Missing{m}
		return t
	}
	for i, nic := range slices.Backward(nics.Value()) {
		network, missing := inv.networkOf(nic, project)
		if only := inv.theNetwork(network); only != network {
			network, missing = only, nil
		}
		if i == 0 || value.SameRef(inv.Projects, network, on) == value.True {
			t.network, t.networkMissing, t.stackType = network, missing, nic.StackType
			if i > 0 {
				return t
			}
		}
	}
	return t
}
