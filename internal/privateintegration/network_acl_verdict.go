package privateintegration

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A drop is packets that a network ACL does not let through.
type drop struct {
	ruling *aclRuling
	// own is in the subnet of the network ACL, peer is where its packets come from or go
	// to.
	own, peer *end
	reply     bool
	purpose   string
	port      value.Int // of the request
	// also are those of the same two ends, which would come to light without this one.
	also []drop
}

// A stretch is one of the four times that a network ACL is asked about a connection: for
// each end about what leaves its subnet and about what enters it.
type stretch struct {
	own, peer *end
	egress    bool
	reply     bool
}

// aclPassage judges a crossing by network ACLs. Some says to look for replies that get
// through on some ports only, else those count that get through on none.
func (n *network) aclPassage(x *crossing, some bool) passage[drop] {
	key := passageKey{x, some}
	if found, there := n.passages[key]; there {
		return found
	}
	all := passage[drop]{missing: x.missing, hit: map[*end]bool{}}
	for _, d := range x.demands() {
		denied, missing := n.aclsLet(x, d, some)
		if len(denied) > 0 {
			all.hit[d.end] = true
		}
		all.denied, all.missing = append(all.denied, denied...), append(all.missing, missing...)
	}
	n.passages[key] = all
	return all
}

// passageKey is what is asked about a crossing.
type passageKey struct {
	x    *crossing
	some bool
}

// aclsLet judges one demand: at the subnets of the senders, and at that of the receiver
// for those whom it sees packets come from.
func (n *network) aclsLet(x *crossing, d demand, some bool) (denied []drop, missing []check.Missing) {
	ask := func(border value.Truth, stretches ...stretch) (value.Truth, drop, []check.Missing) {
		v, dropped, doubts := value.True, drop{}, []check.Missing(nil)
		if border == value.False {
			return v, dropped, nil
		}
		for _, s := range stretches {
			ports := onPort(d.port)
			if s.reply {
				ports = ephemeral
			}
			r := n.aclGate(s.own, s.egress).on(ports)
			switch lets := r.lets(s.peer); {
			case lets == passesNone && !some, lets == passesSome && some && s.reply:
				found := drop{ruling: r, own: s.own, peer: s.peer, reply: s.reply, purpose: d.purpose, port: d.port}
				if v == value.False {
					dropped.also = append(dropped.also, found)
				} else {
					v, dropped = value.False, found
				}
			case (lets == passesUnknown || lets == passesNotAll) && (s.reply || !some), lets == passesSome && !s.reply && !some:
				doubts = append(doubts, r.doubts(s.peer)...)
				if !s.reply && d.port.IsUnknown() {
					doubts = append(doubts, lacking("the port of "+d.name, d.port.Why()))
				}
				v = value.And(v, value.Undecided)
			}
		}
		if v == value.False && border == value.Undecided {
			return value.Undecided, dropped, []check.Missing{lacking("whether "+d.name+" is in the subnet that packets to it come from", orWhy(d.subnet.Why(), stretches[0].own.subnet.Why()))}
		}
		return v, dropped, doubts
	}
	denied, missing = judged(d.senders, x.zonalMissing, func(p pair) (value.Truth, drop, []check.Missing) {
		return ask(filtered(p.from, p.to), stretch{p.from, p.to, true, false}, stretch{p.from, p.to, false, true})
	})
	var in [][]drop
	admitted := false
	for _, alternative := range d.seen {
		refused, more := judged(alternative, x.zonalMissing, func(p pair) (value.Truth, drop, []check.Missing) {
			return ask(n.border(p, d.senders), stretch{p.to, p.from, false, false}, stretch{p.to, p.from, true, true})
		})
		if missing = append(missing, more...); len(refused) == 0 {
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

// border says whether packets that a receiver sees come from an end enter its subnet:
// they come by the senders, whose address it may not see.
func (n *network) border(p pair, senders []pair) value.Truth {
	out := value.False
	for _, s := range senders {
		if s.from == p.from {
			return filtered(s.from, s.to)
		}
		out = value.Or(out, filtered(s.from, s.to))
	}
	return out
}

// dropped is the result of a crossing that network ACLs do not let through.
func (n *network) dropped(x *crossing, all passage[drop], fact string) check.Result {
	first := all.denied[0]
	r := failed(x.Identity, "%s", fact)
	p, by := first.ruling.witness(first.peer)
	kind, source, destination := "request", first.peer.text(), first.own.text()
	if first.ruling.egress {
		source, destination = destination, source
	}
	if first.reply {
		kind = "reply"
	}
	r.Witness = []check.Fact{
		{Name: "packet", Value: kind}, {Name: "source", Value: source}, {Name: "destination", Value: destination}, {Name: "address", Value: p.Source.String()},
		{Name: "protocol", Value: "tcp"}, {Name: "port", Value: int(p.Port)}, {Name: "network ACL", Value: first.ruling.Subject()}, {Name: "rule", Value: strings.TrimPrefix(by.Rule, "rule ")},
	}
	r.Trace = []string{fmt.Sprintf("the %s from %s to %s, tcp port %d, %s %s", kind, source, destination, p.Port, map[bool]string{true: "leaves", false: "enters"}[first.ruling.egress], subnetText(first.own.subnet))}
	for _, step := range first.ruling.chain.Trace(p) {
		r.Trace = append(r.Trace, step.String())
	}
	type key struct {
		r     *aclRuling
		reply bool
	}
	seen := map[key]bool{}
	var sentences, remedies []string
	for _, d := range all.denied {
		k := key{d.ruling, d.reply}
		if seen[k] {
			continue
		}
		seen[k] = true
		sentences, remedies = append(sentences, d.sentence()), append(remedies, d.remedy())
		r.Related = appendOnce(r.Related, d.ruling.Subject())
	}
	if count := len(all.hit); len(x.to) > 1 {
		sentences = append(sentences, fmt.Sprintf("This concerns %d of %d: %s.", count, len(x.to), x.some(all.hit)))
	}
	r.Detail, r.Remediation = strings.Join(check.Distinct(sentences), " "), strings.Join(check.Distinct(remedies), " ")
	r.Repairs = n.aclRepairs(all.denied)
	return r
}

func (d drop) sentence() string {
	_, by := d.ruling.witness(d.peer)
	what := fmt.Sprintf("%s on tcp port %s", strings.ToUpper(d.purpose[:1])+d.purpose[1:], portText(d.port))
	if d.reply {
		what = "Replies to " + d.purpose
	}
	way := "enter"
	if d.ruling.egress {
		way = "leave"
	}
	rule := "rule " + by.Rule + " of " + d.ruling.Subject()
	if by.Default {
		rule = "no rule of " + d.ruling.Subject() + " admits them"
	} else {
		rule += " denies them"
	}
	ports := ""
	if d.reply {
		denied := d.ruling.denied.Intersect(setOf(d.peer.where, d.ruling.ports.service()))
		if terms := denied.Terms(); len(terms) > 0 && len(terms[0].Services) > 0 {
			ports = " on ports " + terms[0].Services[0].Ports.String()
		}
	}
	return fmt.Sprintf("%s do not %s %s%s, where %s is: %s.", what, way, subnetText(d.own.subnet), ports, d.own.text(), rule)
}

// remedy says which rule is missing.
func (d drop) remedy() string {
	direction, by := "ingress", "from"
	if d.ruling.egress {
		direction, by = "egress", "to"
	}
	ports := portText(d.port)
	if d.reply {
		ports = fmt.Sprintf("%d-%d", ephemeral.first, ephemeral.last)
	}
	before := ""
	if _, ref := d.ruling.witness(d.peer); !ref.Default && ref.RuleIndex >= 0 {
		if number, known := d.ruling.rules[ref.RuleIndex].number.Get(); known && number < 32767 {
			before = fmt.Sprintf(" with a number below %d", number)
		}
	}
	return fmt.Sprintf("Add to %s an %s rule%s: allow tcp %s %s %s.", d.ruling.Subject(), direction, before, ports, by, d.peer.rangesText())
}
