package armor

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// Decision splits clients by what becomes of their requests. The sets of its parts
// are disjoint, and together have exactly the clients asked about.
type Decision struct {
	// Admitted get through every layer, below the limit of a rule perhaps.
	Admitted []Part
	// Denied get an answer from Cloud Armor, whatever the unknowns turn out to be.
	Denied []Part
	// Undecided depend on what is not known.
	Undecided []Part
}

// Part is clients whose requests are decided alike.
type Part struct {
	Clients packet.Set
	// By is the rule that decides.
	By RuleRef
	// Uncertain, for an undecided part, is the rules whose outcome matters.
	Uncertain []RuleRef
}

// Prepared is layers whose expressions are read, for many requests. It may be used by
// several goroutines at once.
type Prepared struct {
	layers      []Layer
	expressions map[string]reading
	regions     []string
}

// A reading is an expression, or why it is none.
type reading struct {
	expression Expression
	err        error
}

// Prepare reads the expressions of the layers, which requests meet in their order.
func Prepare(layers ...Layer) *Prepared {
	p := &Prepared{layers: layers, expressions: map[string]reading{}}
	for _, l := range layers {
		for _, r := range l.Policy.Rules.Value() {
			text := r.Match.Expr.Expression.Value()
			if _, done := p.expressions[text]; done || text == "" {
				continue
			}
			x, err := Parse(text)
			p.expressions[text] = reading{x, err}
			if err == nil {
				p.regions = append(p.regions, x.regions()...)
			}
		}
	}
	slices.Sort(p.regions)
	if p.regions = slices.Compact(p.regions); len(p.regions) > maxRegions {
		p.regions = nil
	}
	return p
}

// ReadsHeaders says whether what becomes of a request may depend on its headers.
func (p *Prepared) ReadsHeaders() bool {
	for text := range p.expressions {
		if strings.Contains(text, "headers") {
			return true
		}
	}
	return false
}

// Decide says what becomes of a request of each of the clients.
func (p *Prepared) Decide(clients packet.Set, r Request) Decision {
	if r.RegionCode.IsKnown() {
		return p.decide(clients, r, newRegion(r.RegionCode, nil))
	}
	out := p.decide(clients, r, newRegion(r.RegionCode, p.regions))
	for _, code := range p.regions {
		out = out.both(p.decide(clients, r, known(code)), r)
	}
	return out
}

func (p *Prepared) decide(clients packet.Set, r Request, region operand) Decision {
	w := p.walk(clients, r, region)
	d := w.chain.Decide(clients)
	return Decision{Admitted: w.parts(d.Allow), Denied: w.parts(d.Deny), Undecided: w.parts(d.Undecided)}
}

func (p *Prepared) walk(clients packet.Set, r Request, region operand) *walk {
	w := &walk{chain: packet.Chain{Default: packet.Allow, DefaultName: "no security policy denies it"}}
	e := &evaluator{clients: clients, request: r, region: region, expressions: p.expressions}
	for _, layer := range p.layers {
		w.add(layer, e)
	}
	return w
}

// Trace walks the layers for one client, rule by rule, up to the one that decides.
func (p *Prepared) Trace(client packet.Packet, r Request) []string {
	w := p.walk(packet.Single(client), r, newRegion(r.RegionCode, nil))
	var out []string
	for _, s := range w.chain.Trace(client) {
		out = append(out, s.String())
	}
	return out
}

func (w *walk) parts(of []packet.Part) []Part {
	var out []Part
	for _, p := range of {
		part := Part{Clients: p.Set, By: w.ref(p.By)}
		for _, u := range p.Uncertain {
			part.Uncertain = append(part.Uncertain, w.ref(u))
		}
		out = append(out, part)
	}
	return out
}

// ref finds our name for a rule of the chain.
func (w *walk) ref(r packet.RuleRef) RuleRef {
	if r.Default {
		return RuleRef{Priority: -1, Place: -1}
	}
	return w.refs[r.FilterIndex][r.RuleIndex]
}

// both keeps what is decided the same way in two regions. The rest depends on where
// the client is.
func (d Decision) both(other Decision, r Request) Decision {
	admitted, denied := inCommon(d.Admitted, other.Admitted), inCommon(d.Denied, other.Denied)
	certain := union(admitted).Union(union(denied))
	out := Decision{Admitted: admitted, Denied: denied}
	why := "the client's region (origin.region_code)" + unsaid(r.RegionCode.Why())
	for _, p := range slices.Concat(d.Undecided, other.Undecided, d.Denied, d.Admitted) {
		rest := p.Clients.Subtract(certain)
		if rest.IsEmpty() {
			continue
		}
		certain = certain.Union(rest)
		if len(p.Uncertain) == 0 {
			p.By.Note = why
			p.Uncertain = []RuleRef{p.By}
			for _, q := range slices.Concat(other.Admitted, other.Denied) {
				if q.By.Place != p.By.Place && !q.Clients.Intersect(rest).IsEmpty() {
					q.By.Note = why
					p.Uncertain = append(p.Uncertain, q.By)
				}
			}
		}
		p.Clients = rest
		out.Undecided = append(out.Undecided, p)
	}
	return out
}

// inCommon is the parts of one list that some parts of another cover.
func inCommon(parts, others []Part) []Part {
	all := union(others)
	var out []Part
	for _, p := range parts {
		if p.Clients = p.Clients.Intersect(all); !p.Clients.IsEmpty() {
			out = append(out, p)
		}
	}
	return out
}

func union(parts []Part) packet.Set {
	sets := make([]packet.Set, len(parts))
	for i, p := range parts {
		sets[i] = p.Clients
	}
	return packet.Set{}.Union(sets...)
}

// AllAdmitted is the clients that certainly get through.
func (d Decision) AllAdmitted() packet.Set { return union(d.Admitted) }

// AllDenied is the clients that certainly do not.
func (d Decision) AllDenied() packet.Set { return union(d.Denied) }
