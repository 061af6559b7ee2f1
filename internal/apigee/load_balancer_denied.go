package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// denied is the result for a group that its load balancer does not reach.
func (q *questions) denied(about groupQuestion, all findings) check.Result {
	g := about.group
	first := all.denials[0]
	witness := witnessOf(first.packets)
	r := failed(g.Identity, "is out of its load balancer's reach")
	r.Witness = []check.Fact{
		{Name: "source", Value: witness.Source.String()},
		{Name: "protocol", Value: witness.Protocol.String()},
		{Name: "port", Value: int(witness.Port)},
		{Name: "rule", Value: first.ruling.nameOf(first.by)},
	}
	r.Trace = first.ruling.trace(witness)
	var sentences []string
	for _, group := range grouped(all.denials) {
		sentences = append(sentences, group.sentence())
		r.Related = appendOnce(r.Related, group.ruling.subjectOf(group.by))
		if group.ruling.target.network.IsInferred() {
			r.Confidence = check.Inferred
		}
	}
	missed := q.nearMisses(first, all.denials)
	for _, m := range missed {
		sentences = append(sentences, m.text)
		r.Related = appendOnce(r.Related, m.rule.subject)
	}
	r.Detail = strings.Join(sentences, " ")
	r.Remediation = q.remedy(g, all.denials, missed)
	r.Repairs = q.repairs(all.denials)
	for _, d := range all.denials {
		r.Related = appendOnce(r.Related, d.ruling.target.template.Subject())
	}
	r.Related = about.related(r.Related)
	if about.inferred {
		r.Confidence = check.Inferred
	}
	return r
}

// related adds the services that use the group, or may.
func (about groupQuestion) related(list []string) []string {
	for _, u := range slices.Concat(about.uses, about.possibleUses) {
		list = appendOnce(list, u.use.service.Subject())
	}
	return list
}

// witnessOf is one packet of the set: to the port of HTTPS if there is one, and not
// from the network's own address if there is another.
func witnessOf(s packet.Set) packet.Packet {
	const https = 443
	if usual := s.Intersect(toPort(https)); !usual.IsEmpty() {
		s = usual
	}
	p, _ := s.Example()
	next := p
	next.Source = p.Source.Next()
	if s.Contains(next) {
		return next
	}
	return p
}

// trace walks one packet to the target, in the first of the network's orders.
func (r *ruling) trace(p packet.Packet) []string {
	rules := r.gate.rules[0]
	chain := r.gate.chains[0].Narrow(func(filter, rule int) packet.Applicability { return r.target.applies(rules[filter][rule]) })
	lines := []string{fmt.Sprintf("%s to an instance of %s on %s", p, r.target.template.Subject(), networkText(r.target.network))}
	for _, step := range chain.Trace(p) {
		lines = append(lines, step.String())
	}
	return lines
}

// grouped joins the denials of one target by one rule.
func grouped(denials []denial) []denial {
	var out []denial
	for _, d := range denials {
		i := slices.IndexFunc(out, func(o denial) bool {
			return o.ruling.target == d.ruling.target && o.by.Rule == d.by.Rule && o.by.Filter == d.by.Filter && o.service == d.service
		})
		if i < 0 {
			out = append(out, d)
			continue
		}
		out[i].packets = out[i].packets.Union(d.packets)
		if !strings.Contains(out[i].what, d.what) {
			out[i].what += " and " + d.what
		}
	}
	return out
}

// sentence says which packets a rule drops.
func (d denial) sentence() string {
	dropped := "no rule admits them (" + d.by.Rule + ")"
	if !d.by.Default {
		dropped = fmt.Sprintf("%s drops them (%s)", d.ruling.nameOf(d.by), d.by.Filter)
		if r := d.ruling.ruleOf(d.by); d.by.Filter == vpcFilter {
			dropped = fmt.Sprintf("the VPC firewall rule %s (%s) drops them", r.name, r.priorityText())
		}
	}
	what, template := strings.ToUpper(d.what[:1])+d.what[1:], d.ruling.target.template.Subject()
	if d.service == "" {
		return fmt.Sprintf("%s from %s, which every load balancer sends, reach no TCP port of instances of %s: %s.", what, rangesText(d.packets), template, dropped)
	}
	return fmt.Sprintf("%s for %s from %s on %s do not reach instances of %s: %s.", what, d.service, rangesText(d.packets), portsText(d.packets), template, dropped)
}

// portsText is the services of a set, such as "tcp:443".
func portsText(s packet.Set) string {
	var out []string
	for term := range strings.SplitSeq(s.String(), "; ") {
		for _, service := range strings.Fields(term)[1:] {
			out = appendOnce(out, service)
		}
	}
	const most = 4
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("%d more", len(out)-most))
	}
	return strings.Join(out, ", ")
}
