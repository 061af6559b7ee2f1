package privateintegration

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A refusal is packets that the security groups of one side do not let through.
type refusal struct {
	ruling *ruling
	// own is the end whose groups refuse, peer the other one.
	own, peer *end
	port      value.Int
	purpose   string
}

// groupsAdmit judges a crossing by the security groups of its ends.
func (n *network) groupsAdmit(x *crossing) check.Result {
	all := passage[refusal]{missing: x.missing, hit: map[*end]bool{}}
	for _, d := range x.demands() {
		denied, missing := n.groupsLet(x, d)
		if len(denied) > 0 {
			all.hit[d.end] = true
		}
		all.denied, all.missing = append(all.denied, denied...), append(all.missing, missing...)
	}
	switch {
	case len(all.denied) > 0:
		return n.refused(x, all)
	case len(all.missing) > 0:
		return undecided(x.Identity, x.doubts()+" by security groups", fewest(all.missing)...)
	case len(x.to) == 0:
		return inapplicable(x.Identity, "has nothing registered")
	}
	return passed(x.Identity, "%s by security groups", x.passes())
}

// groupsLet judges one demand.
func (n *network) groupsLet(x *crossing, d demand) (denied []refusal, missing []check.Missing) {
	ask := func(own, peer *end, egress bool) (value.Truth, refusal, []check.Missing) {
		if own.unfiltered {
			return value.True, refusal{}, nil
		}
		r := n.gateOf(n.gates, own.carried, egress).rule(own, peer, d.port)
		v := r.admits(peer, d.port)
		var doubts []check.Missing
		if v == value.Undecided {
			doubts = r.doubts(peer, d.port)
		}
		return v, refusal{r, own, peer, d.port, d.purpose}, doubts
	}
	denied, missing = judged(d.senders, x.zonalMissing, func(p pair) (value.Truth, refusal, []check.Missing) { return ask(p.from, p.to, true) })
	var in [][]refusal
	admitted := false
	for _, alternative := range d.seen {
		refused, more := judged(alternative, x.zonalMissing, func(p pair) (value.Truth, refusal, []check.Missing) { return ask(p.to, p.from, false) })
		missing = append(missing, more...)
		if len(refused) == 0 {
			admitted = true
		} else {
			in = append(in, refused)
		}
	}
	switch {
	case !admitted && len(in) > 0:
		denied = append(denied, in[0]...)
	case len(in) > 0:
		missing = append(missing, x.zonalMissing...)
	}
	return denied, missing
}

// mostMissing is how much a finding says is missing.
const mostMissing = 12

// fewest lists what is missing once each, and not more than can be read.
func fewest(missing []check.Missing) []check.Missing {
	seen := map[check.Missing]bool{}
	var out []check.Missing
	for _, m := range missing {
		if seen[m] {
			continue
		}
		if seen[m] = true; len(out) == mostMissing {
			return append(out, check.Missing{What: "more of the kind", Settle: "settle those above first"})
		}
		out = append(out, m)
	}
	return out
}

// refused is the result of a crossing that security groups do not let through.
func (n *network) refused(x *crossing, all passage[refusal]) check.Result {
	first := all.denied[0]
	r := failed(x.Identity, "%s by security groups", x.fails())
	p, trace := first.ruling.trace(first.own, first.peer, first.port)
	r.Trace = trace
	side, other := "source", "to"
	if first.ruling.gate.egress {
		side, other = "destination", "from"
	}
	r.Witness = []check.Fact{
		{Name: side, Value: p.Source.String()}, {Name: "protocol", Value: "tcp"}, {Name: "port", Value: int(p.Port)},
		{Name: other, Value: first.own.text()}, {Name: "security groups", Value: first.ruling.gate.text()},
	}
	var sentences, remedies []string
	for _, group := range groupedRefusals(all.denied) {
		sentences = append(sentences, group.sentence())
		remedies = append(remedies, group.remedy())
		for _, g := range group.ruling.gate.groups.Value() {
			r.Related = appendOnce(r.Related, n.groupText(g))
		}
	}
	if count := len(all.hit); len(x.to) > 1 {
		sentences = append(sentences, fmt.Sprintf("This concerns %d of %d: %s.", count, len(x.to), x.some(all.hit)))
	}
	r.Detail, r.Remediation = strings.Join(check.Distinct(sentences), " "), strings.Join(check.Distinct(remedies), " ")
	r.Repairs = n.repairs(all.denied)
	return r
}

// some names a few of the ends.
func (x *crossing) some(hit map[*end]bool) string {
	var names []string
	for _, a := range x.to {
		if !hit[a.end] {
			continue
		}
		const few = 3
		if len(names) == few {
			names = append(names, "and more")
			break
		}
		names = append(names, a.text())
	}
	return strings.Join(names, ", ")
}

// groupText is what findings call a security group.
func (n *network) groupText(id value.String) string {
	if g := n.groups.find(id).certain; g != nil {
		return g.Subject()
	}
	return targetText(id)
}

// text lists the groups of a gate.
func (g *gate) text() string {
	var out []string
	for _, id := range g.groups.Value() {
		out = append(out, targetText(id))
	}
	return strings.Join(out, ", ")
}

// groupedRefusals joins those that the same rules make for the same port.
func groupedRefusals(all []refusal) []refusal {
	type key struct {
		r       *ruling
		port    string
		purpose string
	}
	seen := map[key]bool{}
	var out []refusal
	for _, d := range all {
		k := key{d.ruling, portText(d.port), d.purpose}
		if !seen[k] {
			seen[k] = true
			out = append(out, d)
		}
	}
	return out
}

// sentence says what is stopped where.
func (d refusal) sentence() string {
	what := strings.ToUpper(d.purpose[:1]) + d.purpose[1:]
	if d.ruling.gate.egress {
		return fmt.Sprintf("%s on tcp port %s do not leave: no egress rule of %s (%s) admits %s.", what, portText(d.port), d.own.of, d.ruling.gate.text(), d.peer.text())
	}
	text := fmt.Sprintf("%s on tcp port %s do not get in: no ingress rule of %s (%s) admits %s, which they come from.", what, portText(d.port), d.own.of, d.ruling.gate.text(), d.peer.text())
	for _, r := range d.ruling.gate.rules {
		if !r.reference.IsNull() && d.peer.carries(r.reference) == value.False {
			text += fmt.Sprintf(" The rule %s refers to %s, which the sender does not carry.", r.subject, targetText(r.reference))
			break
		}
	}
	return text
}

// remedy says which rule is missing.
func (d refusal) remedy() string {
	peer := d.peer.rangesText()
	if groups := d.peer.groups.Value(); len(groups) > 0 {
		peer = "security group " + targetText(groups[0])
	}
	if d.ruling.gate.egress {
		return fmt.Sprintf("Add an egress rule to security group %s: tcp %s to %s.", d.ruling.gate.firstText(), portText(d.port), peer)
	}
	return fmt.Sprintf("Add an ingress rule to security group %s: tcp %s from %s.", d.ruling.gate.firstText(), portText(d.port), peer)
}

func (g *gate) firstText() string {
	if ids := g.groups.Value(); len(ids) > 0 {
		return targetText(ids[0])
	}
	return "of " + g.of
}

func (e *end) rangesText() string {
	var out []string
	for _, p := range e.where {
		out = append(out, p.String())
	}
	return strings.Join(out, ", ")
}
