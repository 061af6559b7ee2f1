package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A denial is demanded packets that certainly do not reach a target.
type denial struct {
	ruling  *ruling
	packets packet.Set
	// demanded is those and the others that belong with them.
	demanded packet.Set
	// by is the rule that drops them, of the ruling's first chain.
	by packet.RuleRef
	// what the packets are, and for which service, "" if that is not known.
	what, service string
}

// findings is what is found about some demands: denials, else what is missing for
// them to be met, else the rules that meet them.
type findings struct {
	denials  []denial
	missing  []check.Missing
	admitted []admission
}

// An admission is a rule that admits a part of what is demanded.
type admission struct {
	ruling *ruling
	packet.Part
}

func (f *findings) add(other findings) {
	f.denials = append(f.denials, other.denials...)
	f.missing = append(f.missing, other.missing...)
	f.admitted = append(f.admitted, other.admitted...)
}

// rulings are those of one group, which are not kept longer.
type rulings struct {
	*questions
	known map[rulingKey]*ruling
}

type rulingKey struct {
	gate   *gate
	target *proxyTarget
}

func (r *rulings) of(key gateKey, t *proxyTarget) *ruling {
	k := rulingKey{r.gate(key), t}
	if r.known[k] == nil {
		r.known[k] = k.gate.rule(t)
	}
	return r.known[k]
}

// answer judges a group.
func (q *questions) answer(about groupQuestion) check.Result {
	g := about.group
	r := &rulings{q, map[rulingKey]*ruling{}}
	var all findings
	for _, u := range about.uses {
		all.add(r.use(u))
	}
	if len(about.possibleUses) > 0 {
		all.add(r.possible(about))
	}
	for _, v := range about.unknownUse {
		all.add(r.version(v, ""))
	}
	missing := slices.Concat(about.missing, all.missing)
	switch {
	case len(all.denials) > 0 && about.isProxy == value.True:
		return q.denied(about, all)
	case len(all.denials) > 0:
		// The evidence stands, but it is about a group that may be none of Apigee's.
		r, evidence := undecided(g.Identity, "may be out of its load balancer's reach", fewest(g.undecidedProxy())...), q.denied(about, all)
		r.Detail = "If its instances pass requests on to Apigee: " + evidence.Detail
		r.Remediation, r.Trace, r.Related = evidence.Remediation, evidence.Trace, evidence.Related
		return r
	case len(missing) > 0:
		return undecided(g.Identity, "may be out of its load balancer's reach", fewest(missing)...)
	case len(about.uses) == 0 && len(about.possibleUses) == 0:
		return inapplicable(g.Identity, "gets traffic from no load balancer")
	}
	return q.admitted(about, all)
}

// possible judges the uses that a group may have. If it has no other, it has one of
// them, or none; else it may have any.
func (r *rulings) possible(about groupQuestion) findings {
	var cases []findings
	for _, u := range about.possibleUses {
		cases = append(cases, r.use(u))
	}
	if len(about.uses) > 0 {
		// A denial by a use that may not be is none.
		cases = append(cases, findings{})
	}
	return alternatives(cases, about.group.usesMissing)
}

// mostMissing is how much a finding says is missing.
const mostMissing = 12

// fewest lists what is missing once each, and not more than can be read.
func fewest(missing []check.Missing) []check.Missing {
	out := once(missing)
	if len(out) > mostMissing {
		out = append(out[:mostMissing:mostMissing], check.Missing{What: "more of the kind", Settle: "settle those above first"})
	}
	return out
}

// use judges one use: it fails if it does whatever the kind of load balancer is.
func (r *rulings) use(u useQuestion) findings {
	var cases []findings
	for _, kind := range u.kinds {
		var f findings
		for _, v := range kind.versions {
			f.add(r.version(v, u.use.service.Subject()))
		}
		cases = append(cases, f)
	}
	return alternatives(cases, u.missing)
}

// version judges one version of a group: it fails if it does whichever template it is.
func (r *rulings) version(v versionQuestion, service string) findings {
	var cases []findings
	for _, t := range v.targets {
		cases = append(cases, r.target(t, service))
	}
	return alternatives(cases, v.missing)
}

// target judges what one target has to get.
func (r *rulings) target(t targetQuestion, service string) findings {
	var out findings
	for _, d := range t.demands {
		ruling := r.of(d.key(t.target), t.target)
		f := ruling.judge(d)
		for i := range f.denials {
			f.denials[i].service = service
		}
		if len(f.missing) > 0 {
			f.missing = append(f.missing[:len(f.missing):len(f.missing)], t.target.networkMissing...)
		}
		out.add(f)
	}
	return out
}

// judge judges one demand.
func (r *ruling) judge(d demand) findings {
	denied := r.deniedOf(d.must)
	sent := d.must.Union(d.may)
	if len(denied) == 0 && d.some && d.must.IsEmpty() && r.denied.Covers(sent) {
		denied = r.deniedOf(sent)
	}
	var out findings
	for _, p := range denied {
		out.denials = append(out.denials, denial{ruling: r, packets: p.Set, demanded: sent, by: p.By, what: d.what})
	}
	if len(out.denials) > 0 {
		return out
	}
	open := sent.Subtract(r.allowed)
	if open.IsEmpty() && !sent.IsEmpty() {
		for p := range within(r.decisions[0].Allow, sent) {
			if len(out.admitted) == mostAdmissions {
				break
			}
			out.admitted = append(out.admitted, admission{r, p})
		}
		return out
	}
	out.missing = r.doubts(open)
	if !d.must.Covers(open) || len(out.missing) == 0 {
		out.missing = append(out.missing, d.doubts...)
	}
	return out
}

// mostAdmissions is how many rules a pass names.
const mostAdmissions = 8

// admitted is the result for a group that its load balancer reaches.
func (q *questions) admitted(about groupQuestion, all findings) check.Result {
	r := passed(about.group.Identity, "is in reach of its load balancer")
	for _, a := range all.admitted {
		if len(r.Trace) < mostAdmissions {
			r.Trace = appendOnce(r.Trace, fmt.Sprintf("%s admits %s", a.ruling.nameOf(a.By), a.Set))
			r.Related = appendOnce(r.Related, a.ruling.subjectOf(a.By))
		}
		if a.ruling.target.network.IsInferred() {
			r.Confidence = check.Inferred
		}
	}
	r.Related = about.related(r.Related)
	if about.inferred {
		r.Confidence = check.Inferred
	}
	return r
}

// ruleOf is the rule behind a place in the ruling's first chain; nil for none.
func (r *ruling) ruleOf(ref packet.RuleRef) *ingressRule {
	if ref.Default {
		return nil
	}
	return r.gate.rules[0][ref.FilterIndex][ref.RuleIndex]
}

func (r *ruling) subjectOf(ref packet.RuleRef) string {
	if rule := r.ruleOf(ref); rule != nil {
		return rule.subject
	}
	return ""
}

// nameOf is what a rule is called where its filter is not named.
func (r *ruling) nameOf(ref packet.RuleRef) string {
	if rule := r.ruleOf(ref); rule != nil {
		return rule.name
	}
	return ref.Rule
}
