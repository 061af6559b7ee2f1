package apigee

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A FirewallQuestion is whether packets get to instances.
type FirewallQuestion struct {
	Packets packet.Set
	// FromInstances says that the packets may come from instances of the network, which
	// carry tags and act as service accounts.
	FromInstances bool

	// Group or Template name what the instances are; without either, Network does where
	// they are, and the rest what of them rules go by.
	Group, Template string
	Network, Region string
	// Tags and Account are null where they are not said; an instance without one has
	// the empty text for an account.
	Tags    value.List[value.String]
	Account value.String
}

// A FirewallDecision splits the packets by what becomes of them. The parts are
// disjoint, and together have exactly the packets asked about.
type FirewallDecision struct {
	// Target is what the packets are for, Network where it is.
	Target, Network string
	Parts           []FirewallPart
}

// A FirewallPart is packets that are decided alike.
type FirewallPart struct {
	Packets packet.Set
	// Allowed is undecided where it depends on what is missing.
	Allowed value.Truth
	// Rule is what decides, Subject the resource that it is part of, and Filter where it
	// is asked.
	Rule, Subject, Filter string
	Witness               packet.Packet
	Trace                 []string
	Missing               []check.Missing
}

// DecideFirewall decides exactly over all packets.
func (inv *Inventory) DecideFirewall(q FirewallQuestion) (FirewallDecision, error) {
	t, err := inv.asked(q)
	if err != nil {
		return FirewallDecision{}, err
	}
	with := *inv
	if !inv.readsRegion(t.network, t.region) {
		with.FirewallPolicies.Gaps = append(slices.Clone(inv.FirewallPolicies.Gaps), Gap{
			What: "regional firewall policies of " + networkText(t.network), Reason: "they are read only where there are managed instance groups",
			Settle: "look at `gcloud compute network-firewall-policies get-effective-firewalls`", Scope: t.network.Value(), Location: orElse(t.region, value.Anything),
		})
	}
	questions := with.newQuestions()
	d := demand{choice: choice{extent: certainly(q.Packets)}, tagged: q.FromInstances}
	questions.ask(t, []demand{d})
	r := questions.gate(d.key(t)).rule(t)
	out := FirewallDecision{Target: t.template.Subject(), Network: networkText(t.network)}
	add := func(p packet.Part, allowed value.Truth, missing []check.Missing) {
		part := FirewallPart{Packets: p.Set, Allowed: allowed, Witness: witnessOf(p.Set), Missing: missing}
		if part.Trace = r.trace(part.Witness); allowed != value.Undecided {
			part.Rule, part.Subject, part.Filter = r.nameOf(p.By), r.subjectOf(p.By), p.By.Filter
		}
		out.Parts = append(out.Parts, part)
	}
	for p := range within(r.decisions[0].Allow, q.Packets.Intersect(r.allowed)) {
		add(p, value.True, nil)
	}
	for p := range within(r.decisions[0].Deny, q.Packets.Intersect(r.denied)) {
		add(p, value.False, nil)
	}
	open := q.Packets.Subtract(r.allowed.Union(r.denied))
	for p := range within(r.decisions[0].Undecided, open) {
		add(p, value.Undecided, once(r.doubts(p.Set)))
		open = open.Subtract(p.Set)
	}
	if !open.IsEmpty() { // it depends on the order in which the network asks
		add(packet.Part{Set: open}, value.Undecided, once(r.doubts(open)))
	}
	return out, nil
}

// readsRegion says whether regional policies of a network were read for a region: they
// are where there are managed instance groups.
func (inv *Inventory) readsRegion(network value.Of[value.Ref], region string) bool {
	for _, m := range inv.InstanceGroupManagers.Items {
		g := proxyGroup{InstanceGroupManager: m}
		if g.region() != region || region == "" {
			continue
		}
		for _, t := range inv.InstanceTemplates.Items {
			if value.SameRef(inv.Projects, inv.target(g, &t, network).network, network) == value.True {
				return true
			}
		}
	}
	return false
}

// asked finds what the packets are for.
func (inv *Inventory) asked(q FirewallQuestion) (*proxyTarget, error) {
	var g proxyGroup
	name := q.Template
	if q.Group != "" {
		m, err := named(q.Group, "managed instance group", inv.InstanceGroupManagers)
		if err != nil {
			return nil, err
		}
		g.InstanceGroupManager = m
		if name, err = templateOf(m); err != nil {
			return nil, err
		}
	}
	if name == "" {
		return inv.described(q)
	}
	template, err := named(name, "instance template", inv.InstanceTemplates)
	if err != nil {
		return nil, err
	}
	var on value.Of[value.Ref]
	if q.Network != "" {
		n, err := named(q.Network, "network", inv.Networks)
		if err != nil {
			return nil, err
		}
		on = n.Ref
	}
	t := inv.target(g, &template, on)
	if q.Region != "" {
		t.region = q.Region
	}
	if t.network.IsUnknown() {
		return nil, fmt.Errorf("the network of %s is not known: %s", template.Subject(), t.network.Why().String())
	}
	if _, err := named(t.network.Value().Path(), "network", inv.Networks); err != nil {
		return nil, err
	}
	if !on.IsNull() && value.SameRef(inv.Projects, t.network, on) == value.False {
		return nil, fmt.Errorf("instances of %s have no interface on %s", template.Subject(), on.Value().Path())
	}
	return t, nil
}

// templateOf is the one template of a group.
func templateOf(m InstanceGroupManager) (string, error) {
	texts := []value.String{m.InstanceTemplate}
	if list := m.Versions.Value(); len(list) > 0 {
		texts = nil
		for _, v := range list {
			texts = append(texts, v.InstanceTemplate)
		}
	}
	slices.SortFunc(texts, func(a, b value.String) int { return strings.Compare(a.Value(), b.Value()) })
	texts = slices.CompactFunc(texts, func(a, b value.String) bool { return a == b })
	switch {
	case len(texts) > 1:
		return "", fmt.Errorf("%s runs several templates; say which", m.Subject())
	case !texts[0].IsKnown():
		return "", fmt.Errorf("the template of %s is not known", m.Subject())
	}
	template, _, _ := strings.Cut(texts[0].Value(), "?")
	return template, nil
}

// described is instances of which only what rules go by is said.
func (inv *Inventory) described(q FirewallQuestion) (*proxyTarget, error) {
	if q.Network == "" {
		return nil, errors.New("nobody says what the packets are for: name a group, a template or a network")
	}
	n, err := named(q.Network, "network", inv.Networks)
	if err != nil {
		return nil, err
	}
	unsaid := func(what, settle string) value.Why {
		return value.Why{Reason: "the question does not say which " + what + " the instances have", Settle: settle}
	}
	t := &proxyTarget{network: n.Ref, region: q.Region, projects: inv.Projects}
	t.template.Address = "the kind described"
	properties := &t.template.Properties
	if properties.Tags.Items = q.Tags; q.Tags.IsNull() {
		properties.Tags.Items = value.UnknownOf[[]value.String](unsaid("network tags", "say which, be it none"))
	}
	properties.ResourceManagerTags = value.UnknownOf[[]SecureTagBinding](unsaid("secure tags", "ask about an instance template"))
	switch account, said := q.Account.Get(); {
	case !said:
		properties.ServiceAccounts = value.UnknownOf[[]ServiceAccount](unsaid("service account", "say which, be it none"))
	case account != "":
		properties.ServiceAccounts = value.Known([]ServiceAccount{{Email: q.Account}})
	}
	return t, nil
}

// FromLoadBalancers says whether only Google's load balancers and health checks can
// send from the sources, so that the packets carry no tags.
func FromLoadBalancers(packets packet.Set) bool {
	all := slices.Concat(googleRanges.health, googleRanges.healthIPv6, googleRanges.network, googleRanges.networkIPv6, googleRanges.frontEnds, googleRanges.frontEndsIPv6)
	return fromRanges(all...).must.Covers(packets)
}
