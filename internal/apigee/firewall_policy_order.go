package apigee

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// place is where a policy is asked.
type place int

// The places of policies, in their order but for the VPC rules between them. A
// policy whose place is not known may be first.
const (
	placeUnknown place = iota
	placeHierarchy
	placeSystem
	placeNetwork
	placeRegional
)

var policyPlaces = map[string]place{
	PolicyHierarchy:       placeHierarchy,
	policySystem:          placeSystem,
	PolicySystemGlobal:    placeSystem,
	PolicySystemRegional:  placeSystem,
	PolicyNetwork:         placeNetwork,
	PolicyNetworkRegional: placeRegional,
}

var placeNames = map[place]string{
	placeUnknown:   "firewall policy",
	placeHierarchy: "hierarchical policy",
	placeSystem:    "system policy",
	placeNetwork:   "network policy",
	placeRegional:  "regional policy",
}

// policySystem is how networks.getEffectiveFirewalls names system policies.
const policySystem = "SYSTEM"

// policyFilters is the policies that count in a region of a network, by place. A
// gap is asked where the policies that it may hide are.
func (f *firewalls) policyFilters(network value.Of[value.Ref], region string, tagged bool) map[place][]filter {
	out := map[place][]filter{}
	found := map[place][]FirewallPolicy{}
	for _, p := range f.inv.FirewallPolicies.Items {
		at := policyPlaces[p.Type.Value()]
		if !slices.ContainsFunc(found[at], func(q FirewallPolicy) bool { return same(p, q) }) {
			found[at] = append(found[at], p)
		}
	}
	for at := placeUnknown; at <= placeRegional; at++ {
		hidden := f.hiddenPolicies(at, network, region)
		if len(hidden) > 0 {
			out[at] = append(out[at], newFilter(placeNames[at]+" that is not known", nil, hidden, tagged))
		}
		out[at] = append(out[at], f.inOrder(at, found[at], network, region, tagged)...)
	}
	return out
}

// same says that a policy was told of twice, by the calls for two regions.
func same(p, q FirewallPolicy) bool {
	return p.Ref.IsKnown() && p.Ref == q.Ref && p.Network == q.Network && p.Region == q.Region
}

// hiddenPolicies are the gaps that may hide policies of a place. The call for a
// region tells of regional policies, Google's own included; a gap that names no
// region may hide any policy, the first one included.
func (f *firewalls) hiddenPolicies(at place, network value.Of[value.Ref], region string) []*ingressRule {
	var hidden []*ingressRule
	for _, g := range f.inv.gapsIn(f.inv.FirewallPolicies.Gaps, network) {
		switch {
		case g.Location == "" && at == placeUnknown,
			g.Location != "" && (g.Location == region || region == "") && (at == placeSystem || at == placeRegional):
			hidden = append(hidden, hiddenRule("a firewall policy that is not known", g))
		}
	}
	return hidden
}

// inOrder is the policies of one place: hierarchical ones by level, others by the
// priority of their association. Those whose order is not known may each be first
// of their place; those whose place is not known may be first or last of all, which
// leaves undecided what they match.
func (f *firewalls) inOrder(at place, policies []FirewallPolicy, network value.Of[value.Ref], region string, tagged bool) []filter {
	type ranked struct {
		rank value.Int
		filter
	}
	var all []ranked
	for _, p := range policies {
		counts, doubt := f.counts(p, at, network, region)
		if counts == value.False {
			continue
		}
		rules := f.inv.ingress(p, network, f.direction)
		for _, r := range rules {
			r.reach = r.reach.provided(counts, func() check.Missing { return doubt })
		}
		var hidden []*ingressRule
		for _, g := range p.RuleGaps {
			hidden = append(hidden, hiddenRule("a rule of "+p.label()+" that is not known", g))
		}
		if p.Rules.IsUnknown() {
			why := p.Rules.Why()
			hidden = append(hidden, hiddenRule("a rule of "+p.label()+" that is not known", Gap{
				What: "rules of " + p.Subject(), Reason: why.String(), Settle: orElse(why.Settle, "decided when they are known, at apply at the latest"),
			}))
		}
		rank := p.Priority
		if at == placeHierarchy {
			rank = value.Known(int64(p.Level))
		}
		all = append(all, ranked{rank, newFilter(placeNames[at]+" "+p.label(), rules, hidden, tagged)})
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return compareKnown(a.rank, b.rank) })
	var maybeFirst, out []filter
	for i, r := range all {
		tied := at == placeUnknown
		for j, other := range all {
			tied = tied || i != j && (!r.rank.IsKnown() || !other.rank.IsKnown() || r.rank == other.rank)
		}
		if tied {
			maybeFirst = append(maybeFirst, r.doubtful())
		}
		if at != placeUnknown {
			out = append(out, r.filter)
		}
	}
	return append(maybeFirst, out...)
}

// doubtful is the filter if it may not be asked here.
func (f filter) doubtful() filter {
	out := filter{Filter: packet.Filter{Name: f.Name}, rules: make([]*ingressRule, len(f.rules))}
	for i, rule := range f.Rules {
		front, _ := packet.Floating(rule)
		front.Note = "when the policy is asked is not known"
		r := *f.rules[i]
		r.reach.doubts = joined(r.reach.doubts, []check.Missing{{
			What:   "when " + f.Name + " is asked, before or after others of its kind",
			Settle: "give credentials, so that the effective firewalls of the network can be read",
		}})
		out.Rules, out.rules[i] = append(out.Rules, front), &r
	}
	return out
}

// counts says whether a policy is enforced in a region of a network. One that is
// associated with nothing is not.
func (f *firewalls) counts(p FirewallPolicy, at place, network value.Of[value.Ref], region string) (value.Truth, check.Missing) {
	if p.Network.IsNull() {
		return value.False, check.Missing{}
	}
	of := p.Network
	if p.Type.Value() != PolicyHierarchy {
		// A folder may have any of the networks there are, or none of them.
		of = f.inv.theNetwork(of)
	}
	on := value.SameRef(f.inv.Projects, network, of)
	if on != value.True {
		return on, f.undecidedNetwork("whether "+p.Subject()+" applies to the proxies' network", network, p.Network)
	}
	if at != placeRegional && p.Type.Value() != PolicySystemRegional {
		return value.True, check.Missing{}
	}
	in := value.Is(p.Region, region)
	if p.Region.IsNull() || region == "" {
		in = value.Undecided
	}
	return in, lacking("whether "+p.Subject()+" counts in the proxies' region", p.Region.Why())
}
