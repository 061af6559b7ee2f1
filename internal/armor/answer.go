package armor

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Answer is what becomes of one request: of that of any of several clients, where it
// is not known which of them sends it.
type Answer struct {
	Admitted value.Truth
	// By are the rules of which one decides; none where no policy denies anything.
	By []RuleRef
	// Layers are what each layer says, in their order.
	Layers []LayerAnswer
}

// LayerAnswer is what one layer says.
type LayerAnswer struct {
	Stage  Stage
	Policy string
	// Reached says whether the request gets there.
	Reached value.Truth
	// By are the rules of which one decides in this layer, those whose match is certain
	// without a note.
	By []RuleRef
	// Previews are the rules in preview that match, or may match, before them. They
	// decide nothing.
	Previews []RuleRef

	denies, passes bool
	// unsure is the allow of a hierarchical policy that may spare the backend's.
	unsure []RuleRef
}

// Missing says why it is not certain which rule decides.
func (a Answer) Missing() []string { return doubts(a.By) }

// Missing says why it is not certain which rule of the layer decides.
func (l LayerAnswer) Missing() []string { return doubts(l.By) }

func doubts(rules []RuleRef) []string {
	var out []string
	for _, r := range rules {
		text := r.Note
		if r.Place >= 0 && text != "" {
			text = "what " + r.name() + " does: " + text
		}
		if text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// anyClient is the note on a rule that decides for some of the clients only.
const anyClient = "the client's address (origin.ip) is not known"

// Answer says what becomes of the request of one of the clients.
func (p *Prepared) Answer(clients packet.Set, r Request) Answer {
	out := p.answer(clients, r, newRegion(r.RegionCode, p.regions))
	if !r.RegionCode.IsKnown() {
		why := "the client's region (origin.region_code)" + unsaid(r.RegionCode.Why())
		for _, code := range p.regions {
			out = out.or(p.answer(clients, r, known(code)), why)
		}
	}
	out.By = nil
	for i, l := range out.Layers {
		if l.Reached == value.False {
			continue
		}
		last := i == len(out.Layers)-1 || out.Layers[i+1].Reached == value.False
		for _, by := range l.By {
			if denies := by.effect == packet.Deny; denies || by.effect == 0 || last {
				out.By = append(out.By, by)
			}
		}
		if out.Admitted == value.Undecided {
			out.By = append(out.By, l.unsure...)
		}
	}
	return out
}

// Certain says whether the action is: whether it is one rule that decides, or one of
// several that do the same.
func (a Answer) Certain() bool {
	return a.Admitted != value.Undecided && alike(a.By)
}

// Certain says whether the layer's action is.
func (l LayerAnswer) Certain() bool { return alike(l.By) }

func alike(rules []RuleRef) bool {
	for _, r := range rules {
		if r.Action != rules[0].Action || r.effect == 0 {
			return false
		}
	}
	return true
}

func (p *Prepared) answer(clients packet.Set, r Request, region operand) Answer {
	w := p.walk(clients, r, region)
	d := w.chain.Decide(clients)
	out := Answer{Admitted: value.Undecided}
	switch {
	case len(d.Undecided) > 0:
	case len(d.Deny) == 0:
		out.Admitted = value.True
	case len(d.Allow) == 0:
		out.Admitted = value.False
	}
	reached, those := value.True, clients
	for i := range w.chain.Filters {
		l, passing := w.layer(i, those)
		l.Stage, l.Policy, l.Reached = p.layers[i].Stage, p.layers[i].Policy.Name, reached
		out.Layers = append(out.Layers, l)
		switch {
		case !l.passes:
			reached = value.False
		case l.denies:
			reached = value.And(reached, value.Undecided)
		}
		those = passing
	}
	return out
}
