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

// A flaw says what keeps a rule from admitting packets, once that is asked.
type flaw func() string

// says is a flaw that is put in the same words for all rules.
func says(text string) flaw { return func() string { return text } }

// A candidate is a rule that may be a near miss; the lower the rank the nearer.
type candidate struct {
	rule  *ingressRule
	flaws []flaw
	// admitted is what the rule does admit, where that is its only flaw.
	admitted packet.Set
	byTarget bool
	rank     int
}

// nearMisses lists the rules that look as if they admitted the packets, with what
// keeps each from it, the nearest first.
func (q *questions) nearMisses(first denial, denials []denial) []nearMiss {
	var wanted, demanded packet.Set
	for _, d := range denials {
		wanted, demanded = wanted.Union(d.packets), demanded.Union(d.demanded)
	}
	t := first.ruling.target
	var found []candidate
	consider := func(r *ingressRule, elsewhere string) {
		if r.allows() {
			if c := r.candidate(first, wanted, demanded, elsewhere); c.rank > 0 {
				found = append(found, c)
			}
		}
	}
	for _, r := range q.firewalls.vpc {
		elsewhere := ""
		if value.SameRef(q.inv.Projects, t.network, r.network) == value.False {
			elsewhere = "it is on " + networkText(r.network)
		}
		consider(r, elsewhere)
	}
	for _, p := range q.inv.FirewallPolicies.Items {
		elsewhere := ""
		if counts, _ := q.firewalls.counts(p, policyPlaces[p.Type.Value()], t.network, t.region); counts == value.False {
			elsewhere = "it belongs to a policy that is not enforced on this network in this region"
			if p.Network.IsNull() {
				elsewhere = "it belongs to a policy that is associated with no network"
			}
		}
		for _, r := range q.inv.ingress(p, t.network, q.firewalls.direction) {
			consider(r, elsewhere)
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.rank - b.rank })
	const most = 4
	var out []nearMiss
	for _, c := range found[:min(most, len(found))] {
		out = append(out, c.miss(wanted))
	}
	return out
}

// candidate compares a rule with the packets that it could admit; rank 0 is none.
func (r *ingressRule) candidate(d denial, wanted, demanded packet.Set, elsewhere string) candidate {
	const tooMany = 3
	c := candidate{rule: r}
	if some := r.reach.must.Intersect(demanded); elsewhere == "" && !some.IsEmpty() && some.Intersect(wanted).IsEmpty() && d.ruling.target.applies(r) == packet.Always {
		c.admitted, c.rank = some, 1
		return c
	}
	c.flaws, c.byTarget = r.flaws(d, wanted, elsewhere)
	if len(c.flaws) == 0 || len(c.flaws) >= tooMany {
		return candidate{}
	}
	c.rank = 2 * len(c.flaws)
	if !r.sources.may.Intersect(r.services.may).Covers(wanted) {
		c.rank++
	}
	return c
}

// miss puts a candidate into words.
func (c candidate) miss(wanted packet.Set) nearMiss {
	r := c.rule
	if len(c.flaws) == 0 {
		return nearMiss{rule: r, bySource: true, text: fmt.Sprintf("%s admits %s on %s only.", r.name, rangesText(c.admitted), portsText(c.admitted))}
	}
	them := "them"
	if reaches := r.sources.may.Intersect(r.services.may); !reaches.Covers(wanted) && !reaches.Intersect(wanted).IsEmpty() {
		them = "some of them"
	}
	var flaws []string
	for _, f := range c.flaws {
		flaws = append(flaws, f())
	}
	return nearMiss{rule: r, byTarget: c.byTarget && len(flaws) == 1, text: fmt.Sprintf("%s would admit %s, but %s.", r.name, them, listed(flaws))}
}

// allows says that the rule certainly is one that allows.
func (r *ingressRule) allows() bool { return slices.Equal(r.actions, []packet.Action{packet.Allow}) }

// flaws lists what keeps a rule that allows from admitting wanted packets; none if
// it was not meant for them.
func (r *ingressRule) flaws(d denial, wanted packet.Set, elsewhere string) (flaws []flaw, byTarget bool) {
	fromWanted := !r.sources.may.Intersect(wanted).IsEmpty()
	toWanted := !r.services.may.Intersect(wanted).IsEmpty()
	switch {
	case !fromWanted && r.taggedSources && toWanted:
		flaws = append(flaws, says("it admits by source tag or service account, which packets of a load balancer do not carry"))
	case !fromWanted:
		return nil, false
	}
	// Rules for any source, such as those for SSH or for packets that leave, are not
	// meant for load balancers.
	if (!toWanted || r.inbound == value.False) && r.sources.may.Covers(anyIPv4) {
		return nil, false
	}
	if !toWanted {
		flaws = append(flaws, func() string { return "it is for " + portsText(r.services.may) + " only" })
	}
	if r.enabled == value.False {
		flaws = append(flaws, says("it is disabled"))
	}
	if r.inbound == value.False {
		flaws = append(flaws, says("its direction is EGRESS"))
	}
	if elsewhere != "" {
		flaws = append(flaws, says(elsewhere))
	}
	if d.ruling.target.applies(r) == packet.Never {
		flaws = append(flaws, func() string { return d.ruling.target.unlike(r) })
		byTarget = true
	}
	if len(flaws) > 0 {
		return flaws, byTarget
	}
	if r.reach.may.Intersect(wanted).IsEmpty() {
		return []flaw{says("it does not count here")}, false
	}
	if by := d.ruling.ruleOf(d.by); by != nil {
		return []flaw{func() string { return fmt.Sprintf("%s (%s) comes before it", by.name, by.priorityText()) }}, false
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
