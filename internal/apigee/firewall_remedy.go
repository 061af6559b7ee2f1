package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// remedy is the least that admits the denied packets: for each rule that drops some,
// what a rule that is nearly right lacks, or a rule for exactly those packets and
// instances.
func (q *questions) remedy(g proxyGroup, denials []denial, missed []nearMiss) string {
	var out []string
	for i, d := range denials {
		alike := func(o denial) bool { return o.by == d.by && o.service == d.service }
		if slices.ContainsFunc(denials[:i], alike) {
			continue
		}
		together := slices.DeleteFunc(slices.Clone(denials), func(o denial) bool { return !alike(o) })
		const most = 3
		if text := q.remedyFor(g, together, missed); len(out) < most && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, " ")
}

// remedyFor is the remedy for what one rule drops.
func (q *questions) remedyFor(g proxyGroup, denials []denial, missed []nearMiss) string {
	first := denials[0]
	var wanted packet.Set
	var templates []InstanceTemplate
	for _, d := range denials {
		wanted = wanted.Union(d.packets)
		if !slices.ContainsFunc(templates, func(t InstanceTemplate) bool { return t.Subject() == d.ruling.target.template.Subject() }) {
			templates = append(templates, d.ruling.target.template)
		}
	}
	if first.service == "" {
		// What load balancer it is does not matter to the rule that all of them need.
		wanted = fromRanges(googleRanges.health...).must.Intersect(g.likelyPorts())
	}
	by := first.ruling.ruleOf(first.by)
	if by != nil && first.by.Filter != vpcFilter {
		return fmt.Sprintf("In %s, allow %s from %s before %s, or pass them on with goto_next and allow them in what is asked later.",
			first.by.Filter, portsText(wanted), rangesText(wanted), by.name)
	}
	repair := "Add"
	if by == nil {
		repair = orElse(nearest(missed, wanted, templates), repair)
	}
	rule := fmt.Sprintf("%s a VPC firewall rule on %s: direction INGRESS, allow %s, source ranges %s, %s", repair,
		orElse(networkText(first.ruling.target.network), "the network of the instances"), portsText(wanted), rangesText(wanted), q.targetText(templates, wanted))
	if by == nil {
		return rule + "."
	}
	before := "a priority that comes first"
	if p, ok := by.priority.Get(); ok && p > 0 {
		before = fmt.Sprintf("a priority below %d, that of %s", p, by.name)
	}
	return fmt.Sprintf("%s, and %s; or take these packets out of %s.", rule, before, by.name)
}

// nearest begins the remedy with a repair of a rule that is nearly right.
func nearest(missed []nearMiss, wanted packet.Set, templates []InstanceTemplate) string {
	for _, m := range missed {
		tags := m.rule.targets.tags.Value()
		switch {
		case m.bySource && m.rule.services.must.Covers(wanted):
			return fmt.Sprintf("Add %s to the source ranges of %s; or add", rangesText(wanted), m.rule.name)
		case m.byTarget && len(tags) > 0 && tags[0].IsKnown() && m.rule.reach.must.Covers(wanted):
			return fmt.Sprintf("Give the instances the network tag %s, for which %s is made, in %s, and replace them; or add", tags[0].Value(), m.rule.name, listed(subjects(templates)))
		}
	}
	return ""
}

// likelyPorts is the ports that a load balancer that is not known most likely sends
// to: those that the group names, or that of HTTPS, on which Apigee listens.
func (g proxyGroup) likelyPorts() packet.Set {
	const https = 443
	var out packet.Set
	for _, p := range g.NamedPorts.Value() {
		out = out.Union(toPort(p.Port.Value()))
	}
	if out.IsEmpty() {
		return toPort(https)
	}
	return out
}

// usualTags are those that the console gives to any web server.
var usualTags = []string{"http-server", "https-server"}

// targetText names instances as narrowly as all their templates can be named.
func (q *questions) targetText(templates []InstanceTemplate, wanted packet.Set) string {
	if tag := q.targetTag(templates, wanted); tag != "" {
		return "target tag " + tag
	}
	return "and a target tag, which the template has to get as well"
}

// targetTag is a tag that all templates have: one that other rules for the same
// packets name, or at least one of their own; "" if there is none.
func (q *questions) targetTag(templates []InstanceTemplate, wanted packet.Set) string {
	var best string
	bestRank := 0
	for _, tag := range templates[0].Properties.Tags.Items.Value() {
		shared := tag.IsKnown()
		for _, t := range templates[1:] {
			shared = shared && value.Contains(t.Properties.Tags.Items, tag) == value.True
		}
		rank := 1
		switch {
		case !shared:
			rank = 0
		case slices.ContainsFunc(q.firewalls.vpc, func(r *ingressRule) bool {
			return r.services.may.Covers(wanted) && value.Contains(r.targets.tags, tag) == value.True
		}):
			rank = 3
		case !slices.Contains(usualTags, tag.Value()):
			rank = 2
		}
		if rank > bestRank {
			best, bestRank = tag.Value(), rank
		}
	}
	return best
}
