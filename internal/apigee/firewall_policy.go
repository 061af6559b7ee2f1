package apigee

import (
	"fmt"
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// label is what people call the policy.
func (p FirewallPolicy) label() string {
	for _, name := range []value.String{p.ShortName, p.DisplayName, p.Name} {
		if s := name.Value(); s != "" {
			return s
		}
	}
	return p.Subject()
}

// ingress reads the rules of a policy for packets that enter instances of a network.
func (inv *Inventory) ingress(p FirewallPolicy, network value.Of[value.Ref], d direction) []*ingressRule {
	var rules []*ingressRule
	for _, rule := range p.Rules.Value() {
		r := rule.ingress(p, d)
		on, doubt := inv.aimsAt(r.subject, rule.TargetResources, network)
		r.reach = r.reach.provided(on, func() check.Missing { return doubt })
		if on == value.False {
			r.instances = packet.Set{}
		}
		rules = append(rules, r)
	}
	return rules
}

// The actions of policy rules.
//
// Source: https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-details.
var policyActions = map[string][]packet.Action{
	"allow":     {packet.Allow},
	"deny":      {packet.Deny},
	"goto_next": {packet.Next},
	// Inspection decides, and lets through what it finds nothing in.
	"apply_security_profile_group": {packet.Deny, packet.Allow},
}

// The targets of policy rules: instances, or the proxies of internal load balancers.
const targetInstances = "INSTANCES"

func (rule PolicyRule) ingress(p FirewallPolicy, d direction) *ingressRule {
	r := &ingressRule{
		subject: p.Subject(), priority: rule.Priority.Or(0),
		actions: policyActions[rule.Action.Value()],
		enabled: value.Is(rule.Disabled.Or(false), true).Not(),
		inbound: value.Is(rule.Direction, directionIngress),
		targets: targets{accounts: rule.TargetServiceAccounts, secure: rule.TargetSecureTags},
	}
	r.label = "of unknown priority"
	if priority, ok := r.priority.Get(); ok {
		r.label = strconv.FormatInt(priority, 10)
	}
	r.name = "rule " + r.label + " of " + p.label()
	if name := rule.RuleName.Value(); name != "" {
		r.label, r.name = name, name+" of "+p.label()
	}
	if rule.Direction.IsNull() {
		r.inbound = value.Undecided
	}
	what := r.name
	r.sources, r.services = rule.Match.sources(what, d), rule.Match.services(what)
	instances := value.Is(rule.TargetType.Or(targetInstances), targetInstances)
	if rule.TargetType.Value() == "" && rule.TargetType.IsKnown() {
		instances = value.True
	}
	counts := func(e extent) extent {
		e = e.provided(r.enabled, func() check.Missing { return lacking("whether "+what+" is disabled", rule.Disabled.Why()) })
		e = e.provided(r.inbound, func() check.Missing { return lacking("direction of "+what, rule.Direction.Why()) })
		e = e.provided(instances, func() check.Missing { return lacking("target type of "+what, rule.TargetType.Why()) })
		return e.within(d.near+" ranges of "+what, rule.Match.DestinationRanges)
	}
	r.taggedSources = emptiness(rule.Match.SourceSecureTags) != value.True
	r.reach = counts(r.sources.and(r.services))
	if r.taggedSources {
		r.instances = counts(r.services).may
	}
	if len(r.actions) == 0 {
		r.reach.doubts = joined(r.reach.doubts, []check.Missing{lacking("action of "+what, actionWhy(rule.Action))})
	}
	if len(r.actions) > 1 {
		r.reach.doubts = joined(r.reach.doubts, []check.Missing{{
			What:   "what the inspection by " + what + " lets through",
			Settle: "allow " + d.theirs + " before the rule that inspects",
		}})
	}
	return r
}

func actionWhy(action value.String) value.Why {
	if action.IsUnknown() {
		return action.Why()
	}
	return value.Why{Reason: fmt.Sprintf("%q is no action known here", action.Value()), Settle: "update apireach"}
}

// sources is the packets from any of the sources, which are alternatives, as far
// as the network context does not narrow them. Packets of load balancers carry no
// secure tags. A rule without any source matches them all.
func (m PolicyMatch) sources(what string, d direction) extent {
	out := rangesOf(d.far+" ranges of "+what, m.SourceRanges)
	named := []struct {
		what string
		list value.List[value.String]
	}{
		{"address groups", m.SourceAddressGroups},
		{"domain names", m.SourceFQDNs},
		{"region codes", m.SourceRegionCodes},
		{"threat lists", m.SourceThreats},
	}
	none := value.And(emptiness(m.SourceRanges), emptiness(m.SourceSecureTags))
	for _, n := range named {
		if emptiness(n.list) != value.True {
			none = value.False
			out = out.or(possibly(everything, check.Missing{
				What:   "which addresses are in the " + n.what + " of " + what,
				Settle: "give " + d.theirs + " in a rule of their own, which comes before",
			}))
		}
	}
	switch {
	case none == value.True:
		out = certainly(anyIPv4).or(possibly(anyIPv6, check.Missing{
			What: "whether " + what + ", which names no " + d.far + ", is for IPv6 too", Settle: "give it the ranges of its " + d.far + "s",
		}))
	case none == value.Undecided && !m.SourceRanges.IsUnknown():
		out = possibly(everything, lacking("source tags of "+what, m.SourceSecureTags.Why()))
	}
	for _, context := range []value.String{m.SourceContext, m.SourceNetworkType} {
		if c := context.Value(); context.IsUnknown() || c != "" && c != "UNSPECIFIED" {
			out = out.provided(value.Undecided, func() check.Missing {
				return check.Missing{
					What:   fmt.Sprintf("whether %s are in the network context %s of %s", d.packets, c, what),
					Settle: d.allow + " " + d.theirs + " in a rule without a network context",
				}
			})
			break
		}
	}
	return out
}

func (m PolicyMatch) services(what string) extent {
	if emptiness(m.Layer4) != value.False {
		return possibly(everything, check.Missing{
			What: "protocols and ports of " + what + ": not given", Settle: "give it layer4Configs",
		})
	}
	var out extent
	for _, l := range m.Layer4.Value() {
		out = out.or(serviceOf(what, l.Protocol, l.Ports))
	}
	return out
}

// aimsAt says whether a rule of a hierarchical policy counts in a network; one
// that names no networks counts in all.
func (inv *Inventory) aimsAt(subject string, networks value.List[value.String], network value.Of[value.Ref]) (value.Truth, check.Missing) {
	on := emptiness(networks)
	doubt := lacking("target networks of "+subject, networks.Why())
	for _, text := range networks.Value() {
		ref := computeReference(text, networkCollection, "")
		same := value.SameRef(inv.Projects, ref, network)
		if same == value.Undecided {
			doubt = unresolved("whether a rule of "+subject+" aims at the proxies' network", ref, network)
		}
		on = value.Or(on, same)
	}
	return on, doubt
}
