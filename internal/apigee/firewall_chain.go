package apigee

import (
	"cmp"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A firewall is what packets meet that enter instances in one region of one
// network. It has a chain for each order in which the network may ask them.
//
// Source: https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order.
type firewall struct {
	chains []packet.Chain
	// rules are those behind the chains' rules, by chain, filter and place.
	rules [][][]*ingressRule
	// orderMissing says why the order is not known, if it is not.
	orderMissing []check.Missing
	direction    direction
}

// The orders in which a network asks its VPC rules and its network policies.
const (
	orderAfter  = "AFTER_CLASSIC_FIREWALL"
	orderBefore = "BEFORE_CLASSIC_FIREWALL"
)

// impliedDeny is what becomes of packets that no rule decides.
const impliedDeny = "implied deny"

// vpcFilter is the name of the filter of the VPC rules.
const vpcFilter = "VPC firewall rules"

// filter is rules that are asked together, with the packets' view of them.
type filter struct {
	packet.Filter
	rules []*ingressRule
}

// firewalls makes firewalls, reading each rule once.
type firewalls struct {
	inv *Inventory
	vpc []*ingressRule
	// direction is that of the packets.
	direction direction
}

func (inv *Inventory) firewalls(d direction) *firewalls {
	f := &firewalls{inv: inv, direction: d}
	for _, rule := range inv.Firewalls.Items {
		r := rule.ingress(d)
		r.network = inv.theNetwork(r.network)
		f.vpc = append(f.vpc, r)
	}
	return f
}

// of makes the firewall of a region, "" if it is not known, of a network. Tagged
// says that the packets may come from instances, which carry tags.
func (f *firewalls) of(network value.Of[value.Ref], region string, tagged bool) *firewall {
	vpc := f.vpcFilter(network, tagged)
	policies := f.policyFilters(network, region, tagged)
	before := slices.Concat(policies[placeUnknown], policies[placeHierarchy], policies[placeSystem])
	after := slices.Concat(policies[placeNetwork], policies[placeRegional])
	out := &firewall{direction: f.direction}
	order, missing := f.order(network)
	out.orderMissing = missing
	if order != orderBefore {
		out.add(slices.Concat(before, []filter{vpc}, after))
	}
	if order != orderAfter {
		out.add(slices.Concat(before, after, []filter{vpc}))
	}
	return out
}

func (f *firewall) add(filters []filter) {
	chain := packet.Chain{Default: f.direction.implied, DefaultName: f.direction.impliedName}
	var rules [][]*ingressRule
	for _, one := range filters {
		chain.Filters = append(chain.Filters, one.Filter)
		rules = append(rules, one.rules)
	}
	f.chains, f.rules = append(f.chains, chain), append(f.rules, rules)
}

// order is the order in which the network asks, "" if it is not known. The API
// always tells; Terraform's default is that of the API.
func (f *firewalls) order(network value.Of[value.Ref]) (string, []check.Missing) {
	certain, possible := f.inv.networksMatching(network)
	what := "whether the network asks its firewall policies before its VPC firewall rules"
	for _, n := range certain {
		switch order := n.EnforcementOrder.Or(orderAfter); order.Value() {
		case orderAfter, orderBefore:
			return order.Value(), nil
		default:
			return "", []check.Missing{lacking(what+" (networkFirewallPolicyEnforcementOrder of "+n.Subject()+")", n.EnforcementOrder.Why())}
		}
	}
	missing := missingOf(gapsBelow(f.inv.Projects, f.inv.Networks.Gaps, network.Value()))
	for _, n := range possible {
		missing = append(missing, f.undecidedNetwork("whether "+n.Subject()+" is the proxies' network", network, n.Ref))
	}
	if len(missing) == 0 {
		missing = []check.Missing{{
			What:   what + ": " + networkText(network) + " is not among the networks that are known",
			Settle: "give credentials that may call compute.networks.get on it",
		}}
	}
	return "", missing
}

func (f *firewalls) vpcFilter(network value.Of[value.Ref], tagged bool) filter {
	var rules []*ingressRule
	for _, r := range f.vpc {
		on := value.SameRef(f.inv.Projects, network, r.network)
		if on == value.False {
			continue
		}
		here := *r
		if on == value.Undecided {
			here.reach = r.reach.provided(on, func() check.Missing {
				return f.undecidedNetwork("whether "+r.subject+" is on the proxies' network", network, r.network)
			})
		}
		rules = append(rules, &here)
	}
	var hidden []*ingressRule
	for _, g := range f.inv.gapsIn(f.inv.Firewalls.Gaps, network) {
		hidden = append(hidden, hiddenRule("a VPC firewall rule that is not known", g, packet.Deny, packet.Allow))
	}
	return newFilter(vpcFilter, rules, hidden, tagged)
}

// undecidedNetwork says why something may be on the proxies' network, in the same
// words for all where it is that network which is not known.
func (f *firewalls) undecidedNetwork(what string, network, of value.Of[value.Ref]) check.Missing {
	if network.IsUnknown() {
		return lacking("the network that the proxies are on", network.Why())
	}
	return unresolved(what, network, of)
}

// hiddenRule stands for all that a gap may hide: it possibly matches every packet.
func hiddenRule(name string, g Gap, actions ...packet.Action) *ingressRule {
	return &ingressRule{name: name, label: name, actions: actions, reach: possibly(everything, g.Missing()), enabled: value.True, inbound: value.True}
}

// newFilter puts rules in the order in which they are asked. Hidden ones can have
// any priority, so that they possibly come first.
func newFilter(name string, rules, hidden []*ingressRule, tagged bool) filter {
	var sorted []packet.Prioritized
	var of []*ingressRule
	out := filter{Filter: packet.Filter{Name: name}}
	var first, last filter
	push := func(f *filter, rule packet.Rule, r *ingressRule) {
		f.Rules, f.rules = append(f.Rules, rule), append(f.rules, r)
	}
	for _, r := range slices.Concat(hidden, rules) {
		for _, rule := range r.packetRules(tagged) {
			if rule.May.IsEmpty() {
				continue
			}
			if priority, ok := r.priority.Get(); ok {
				sorted, of = append(sorted, packet.Prioritized{Priority: priority, Rule: rule}), append(of, r)
				continue
			}
			front, back := packet.Floating(rule)
			push(&first, front, r)
			push(&last, back, r)
		}
	}
	out.Rules, out.rules = first.Rules, first.rules
	for _, place := range packet.OrderByPriority(sorted) {
		push(&out, sorted[place].Rule, of[place])
	}
	out.Rules, out.rules = append(out.Rules, last.Rules...), append(out.rules, last.rules...)
	return out
}

// packetRules are the rule as the packet engine knows it, one for each of its
// possible actions.
func (r *ingressRule) packetRules(tagged bool) []packet.Rule {
	rule := packet.Rule{Name: r.label, Must: r.reach.must, May: r.reach.may}
	doubts := r.reach.doubts
	if tagged && r.taggedSources {
		rule.May = rule.May.Union(r.instances)
	}
	if len(doubts) > 0 {
		rule.Note = doubts[0].What
	}
	if r.priority.IsUnknown() && rule.Note == "" {
		rule.Note = "its priority is not known"
	}
	if len(r.actions) == 0 {
		return []packet.Rule{rule}
	}
	return packet.AnyOf(rule, r.actions...)
}

// doubts says why it is not certain what the rule does to the target's packets.
func (f *firewall) doubts(chain int, ref packet.RuleRef, t *proxyTarget) []check.Missing {
	if ref.Default {
		return nil
	}
	r := f.rules[chain][ref.FilterIndex][ref.RuleIndex]
	out := slices.Clone(r.reach.doubts)
	out = append(out, t.doubts(r)...)
	if r.priority.IsUnknown() && r.subject != "" {
		out = append(out, lacking("priority of "+r.subject, r.priority.Why()))
	}
	if r.taggedSources && len(out) == 0 {
		out = append(out, check.Missing{
			What:   "whether clients are instances that " + r.subject + " names by their tags or service accounts",
			Settle: "give the clients' ranges in the rule",
		})
	}
	return out
}

// compareKnown orders by a number; what is not known comes first.
func compareKnown(a, b value.Int) int {
	if a.IsKnown() != b.IsKnown() {
		return map[bool]int{false: -1, true: 1}[a.IsKnown()]
	}
	return cmp.Compare(a.Value(), b.Value())
}
