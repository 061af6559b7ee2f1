package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A nearMiss is a rule that would admit denied packets but for a few things.
type nearMiss struct {
	rule *ingressRule
	text string
	// byTarget says that only the rule's target stands in the way, and bySource that
	// only its source ranges do.
	byTarget, bySource bool
}

// nearMisses lists the rules that look as if they admitted the packets, with what
// keeps each from it, the nearest first.
func (q *questions) nearMisses(first denial, denials []denial) []nearMiss {
	var wanted, demanded packet.Set
	for _, d := range denials {
		wanted, demanded = wanted.Union(d.packets), demanded.Union(d.demanded)
	}
	type candidate struct {
		nearMiss
		flaws int
	}
	var found []candidate
	consider := func(r *ingressRule, elsewhere string) {
		if some := r.reach.must.Intersect(demanded); elsewhere == "" && r.allows() && !some.IsEmpty() && first.ruling.target.applies(r) == packet.Always && some.Intersect(wanted).IsEmpty() {
			text := fmt.Sprintf("%s admits %s on %s only.", r.name, rangesText(some), portsText(some))
			found = append(found, candidate{nearMiss{rule: r, text: text, bySource: true}, 0})
			return
		}
		flaws, byTarget := r.flaws(first, wanted, elsewhere)
		const tooMany = 3
		if len(flaws) == 0 || len(flaws) >= tooMany {
			return
		}
		them := "them"
		if reaches := r.sources.may.Intersect(r.services.may); !reaches.Covers(wanted) && !reaches.Intersect(wanted).IsEmpty() {
			them = "some of them"
		}
		text := fmt.Sprintf("%s would admit %s, but %s.", r.name, them, listed(flaws))
		found = append(found, candidate{nearMiss{rule: r, text: text, byTarget: byTarget && len(flaws) == 1}, len(flaws)})
	}
	for _, r := range q.firewalls.vpc {
		elsewhere := ""
		if value.SameRef(q.inv.Projects, first.ruling.target.network, r.network) == value.False {
			elsewhere = "is on " + networkText(r.network)
		}
		consider(r, elsewhere)
	}
	t := first.ruling.target
	for _, p := range q.inv.FirewallPolicies.Items {
		elsewhere := ""
		if counts, _ := q.firewalls.counts(p, policyPlaces[p.Type.Value()], t.network, t.region); counts == value.False {
			elsewhere = "belongs to a policy that is not enforced on this network in this region"
			if p.Network.IsNull() {
				elsewhere = "belongs to a policy that is associated with no network"
			}
		}
		for _, r := range q.inv.ingress(p, t.network) {
			consider(r, elsewhere)
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.flaws - b.flaws })
	const most = 4
	var out []nearMiss
	for _, c := range found {
		if len(out) < most && !slices.ContainsFunc(out, func(m nearMiss) bool { return m.text == c.text }) {
			out = append(out, c.nearMiss)
		}
	}
	return out
}

// allows says that the rule certainly is one that allows.
func (r *ingressRule) allows() bool { return slices.Equal(r.actions, []packet.Action{packet.Allow}) }

// flaws lists what keeps a rule that allows from admitting wanted packets; none if
// it was not meant for them.
func (r *ingressRule) flaws(d denial, wanted packet.Set, elsewhere string) (flaws []string, byTarget bool) {
	if !r.allows() {
		return nil, false
	}
	fromWanted := !r.sources.may.Intersect(wanted).IsEmpty()
	toWanted := !r.services.may.Intersect(wanted).IsEmpty()
	switch {
	case !fromWanted && r.taggedSources && toWanted:
		flaws = append(flaws, "it admits by source tag or service account, which packets of a load balancer do not carry")
	case !fromWanted:
		return nil, false
	}
	// Rules for any source, such as those for SSH, are not meant for load balancers.
	if !toWanted {
		if r.sources.may.Covers(anyIPv4) {
			return nil, false
		}
		flaws = append(flaws, "it is for "+portsText(r.services.may)+" only")
	}
	if r.enabled == value.False {
		flaws = append(flaws, "it is disabled")
	}
	if r.inbound == value.False {
		flaws = append(flaws, "its direction is EGRESS")
	}
	if elsewhere != "" {
		flaws = append(flaws, "it "+elsewhere)
	}
	if d.ruling.target.applies(r) == packet.Never {
		flaws = append(flaws, d.ruling.target.unlike(r))
		byTarget = true
	}
	if len(flaws) > 0 {
		return flaws, byTarget
	}
	if r.reach.may.Intersect(wanted).IsEmpty() {
		return []string{"does not count here"}, false
	}
	if by := d.ruling.ruleOf(d.by); by != nil && !d.by.Default {
		return []string{fmt.Sprintf("%s (%s) comes before it", by.name, by.priorityText())}, false
	}
	return nil, false
}

// unlike says what the target lacks that the rule is for.
func (t *proxyTarget) unlike(r *ingressRule) string {
	p := t.template.Properties
	switch {
	case t.hasTag(r.targets) == value.False:
		return fmt.Sprintf("applies only to instances with the network tag %s, and %s gives them %s",
			textsOf(r.targets.tags, "or"), t.template.Subject(), orElse(textsOf(p.Tags.Items, "and"), "no tag"))
	case t.hasAccount(r.targets) == value.False:
		var own []value.String
		for _, a := range p.ServiceAccounts.Value() {
			own = append(own, a.Email.Or(defaultAccount))
		}
		return fmt.Sprintf("applies only to instances of the service account %s, and those of %s act as %s",
			textsOf(r.targets.accounts, "or"), t.template.Subject(), orElse(textsOf(value.Known(own), "and"), "none"))
	}
	var names []value.String
	for _, s := range r.targets.secure.Value() {
		name := s.Name
		if value.Is(s.State, tagIneffective) == value.True {
			name = value.Known(s.Name.Value() + " (" + tagIneffective + ")")
		}
		names = append(names, name)
	}
	return fmt.Sprintf("applies only to instances with the secure tag %s, which those of %s do not have", textsOf(value.Known(names), "or"), t.template.Subject())
}

// textsOf lists the texts that are known, with a word before the last.
func textsOf(list value.List[value.String], word string) string {
	var texts []string
	for _, e := range list.Value() {
		if s, ok := e.Get(); ok {
			texts = append(texts, s)
		}
	}
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	return strings.Join(texts[:len(texts)-1], ", ") + " " + word + " " + texts[len(texts)-1]
}
