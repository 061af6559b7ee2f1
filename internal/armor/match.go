package armor

import (
	"fmt"
	"net/netip"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// match gives the outcomes of a rule's match, and why they are not certain.
func (e *evaluator) match(m Match) (outcomes, []string) {
	text := m.Expr.Expression
	switch {
	case text.IsKnown() && text.Value() != "":
		read := e.expressions[text.Value()]
		if read.err != nil {
			return e.of(value.Undecided, false), []string{"its expression cannot be read: " + read.err.Error()}
		}
		return e.evaluate(read.expression)
	case text.IsUnknown():
		return e.of(value.Undecided, false), []string{"its expression" + unsaid(text.Why())}
	}
	return e.matchRanges(m)
}

// matchRanges gives the clients in the source ranges.
func (e *evaluator) matchRanges(m Match) (outcomes, []string) {
	list := m.Config.SrcIPRanges
	if list.IsUnknown() {
		return e.of(value.Undecided, false), []string{"its source ranges" + unsaid(list.Why())}
	}
	if v, ok := m.VersionedExpr.Get(); ok && v != "" && v != "SRC_IPS_V1" {
		return e.of(value.Undecided, false), []string{fmt.Sprintf("what the versionedExpr %q matches", v)}
	}
	if len(list.Value()) == 0 {
		return e.of(value.Undecided, false), []string{"it has neither source ranges nor an expression"}
	}
	var in []netip.Prefix
	var notes []string
	for _, r := range list.Value() {
		text, ok := r.Get()
		if !ok {
			notes = append(notes, "a source range"+unsaid(r.Why()))
			continue
		}
		ranges, err := sourceRange(text)
		if err != nil {
			notes = append(notes, err.Error())
		}
		in = append(in, ranges...)
	}
	inside := e.clients.Intersect(clients(in...))
	out := outcomes{yes: inside, no: e.clients.Subtract(inside)}
	if len(notes) > 0 {
		out.yes = e.clients
	}
	return out, notes
}

// sourceRange reads a range; * is every address of both families.
func sourceRange(text string) ([]netip.Prefix, error) {
	if text == "*" {
		return packet.AnySource(), nil
	}
	return packet.ParseSources(text)
}
