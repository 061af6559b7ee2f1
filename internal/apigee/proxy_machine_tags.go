package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// tagAnswers are what the firewall does with the tags of a group's instances, by template and
// by what they have in another way: it prepares all its rules for each, and while a group
// gets a new template half of its instances differ alike.
type tagAnswers map[[2]string]tagAnswer

type tagAnswer struct {
	differs bool
	missing []check.Missing
}

// otherTags says whether an instance has other network tags than a template gives it and the
// firewall therefore drops its packets: those of its load balancer, or those to Apigee. Tags
// that no rule looks at make no difference.
func (inv *Inventory) otherTags(g proxyGroup, t InstanceTemplate, m VirtualMachine, asked tagAnswers) (has, says string, differs bool, missing []check.Missing) {
	has, says = tagDifference(knownTexts(m.Tags.Items), knownTexts(t.Properties.Tags.Items))
	if m.Tags.Items.IsUnknown() {
		answer := inv.admitsTags(g, t, m)
		return has, says, answer.differs, answer.missing
	}
	if has == "" {
		return "", "", false, nil
	}
	key := [2]string{t.Subject(), has}
	answer, known := asked[key]
	if !known {
		answer = inv.admitsTags(g, t, m)
		asked[key] = answer
	}
	return has, says, answer.differs, answer.missing
}

// admitsTags asks the firewall about the tags of an instance.
func (inv *Inventory) admitsTags(g proxyGroup, t InstanceTemplate, m VirtualMachine) (out tagAnswer) {
	tagged := t
	tagged.Properties.Tags = m.Tags
	for _, judge := range []func(proxyGroup, InstanceTemplate) check.Result{inv.admitsTo, inv.letsOut} {
		switch r := judge(g, tagged); r.Verdict {
		case check.Fail:
			out.differs = out.differs || judge(g, t).Verdict != check.Fail
		case check.Unknown:
			out.missing = append(out.missing, hidden("the tags of "+m.Subject(), m.Tags.Items)...)
			out.missing = append(out.missing, r.Missing...)
		case check.Pass, check.NotApplicable:
		}
	}
	return out
}

// admitsTo says whether load balancers reach instances of a template, were they in the group.
func (inv *Inventory) admitsTo(g proxyGroup, t InstanceTemplate) check.Result {
	g.templates, g.missing = []InstanceTemplate{t}, nil
	q := inv.newQuestions()
	return q.answer(q.about(g))
}

// letsOut says whether instances of a template, were they in the group, reach what it sends to.
func (inv *Inventory) letsOut(g proxyGroup, t InstanceTemplate) check.Result {
	q := inv.newOutboundQuestions(outbound)
	var asked []sending
	for _, s := range inv.sends(q, g) {
		s.template = t
		s.targetQuestion = q.ask(inv.target(g, &t, value.Of[value.Ref]{}), s.demands)
		asked = append(asked, s)
	}
	g.missing = nil
	return q.lets(g, asked)
}

// tagDifference tells tags apart: what those of an instance are, and what was said of them.
func tagDifference(own, said []string) (has, says string) {
	var a, b []string
	for _, tag := range said {
		if !slices.Contains(own, tag) {
			a, b = append(a, "no tag "+tag), append(b, tag)
		}
	}
	for _, tag := range own {
		if !slices.Contains(said, tag) {
			a, b = append(a, "the tag "+tag), append(b, "no tag "+tag)
		}
	}
	return strings.Join(a, ", "), strings.Join(b, ", ")
}
