package armor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A RuleRef names a rule of a layer.
type RuleRef struct {
	Stage  Stage
	Policy string
	// Priority is that of the rule; -1 where no rule decides, or it is not known.
	Priority int64
	Action   Action
	// Place is the rule's in the policy's list, or -1.
	Place int
	// Note says why what the rule does is not certain.
	Note string

	effect packet.Action
}

// String is "rule 1000 of web: deny(403)".
func (r RuleRef) String() string {
	out := r.name()
	if r.Action.Name != "" {
		out += ": " + r.Action.Name
	}
	return out
}

func (r RuleRef) name() string {
	switch {
	case r.Policy == "":
		return "no security policy"
	case r.Priority == DefaultPriority:
		return "the default rule of " + r.Policy
	case r.Priority >= 0:
		return fmt.Sprintf("rule %d of %s", r.Priority, r.Policy)
	}
	return "a rule of " + r.Policy
}

// A walk is the layers as a chain of filters, for one request.
type walk struct {
	chain packet.Chain
	refs  [][]RuleRef
	// previews are the rules of each layer that are in preview.
	previews [][]previewed
}

// previewed is a rule in preview, which would come before the rule at a place.
type previewed struct {
	ref RuleRef
	may packet.Set
	at  int
}

// add appends a layer.
func (w *walk) add(layer Layer, e *evaluator) {
	e.options = layer.Policy.AdvancedOptions
	b := &builder{layer: layer, evaluator: e}
	b.build()
	w.chain.Filters = append(w.chain.Filters, packet.Filter{Name: layer.Policy.Name, Rules: b.rules})
	w.refs = append(w.refs, b.refs)
	w.previews = append(w.previews, b.previews)
}

// A builder makes the filter of one layer.
type builder struct {
	layer     Layer
	evaluator *evaluator
	rules     []packet.Rule
	refs      []RuleRef
	previews  []previewed
}

func (b *builder) build() {
	policy, everybody := b.layer.Policy, b.evaluator.clients
	hole := func(note string) { b.put(packet.Rule{May: everybody, Note: note}, RuleRef{Priority: -1, Place: -1}) }
	if policy.Hidden != "" {
		hole(policy.Hidden)
	}
	rules, known := policy.Rules.Get()
	if !known && !policy.Rules.IsNull() {
		hole("the rules of " + policy.Name + unsaid(policy.Rules.Why()))
		return
	}
	places := make([]int, len(rules))
	for i := range rules {
		places[i] = i
	}
	slices.SortStableFunc(places, func(i, j int) int {
		return cmp.Compare(priority(rules[i]), priority(rules[j]))
	})
	hasDefault := false
	for _, i := range places {
		// What has no known priority may come first; it comes before the default rule.
		if !rules[i].Priority.IsKnown() {
			b.rule(rules[i], i, "its priority"+unsaid(rules[i].Priority.Why()))
		}
	}
	for _, i := range places {
		hasDefault = hasDefault || priority(rules[i]) == DefaultPriority
		b.rule(rules[i], i, "")
	}
	if !hasDefault {
		hole("the default rule of " + policy.Name + " is not known")
	}
}

// priority places rules whose own is not known just before the default rule.
func priority(r Rule) int64 {
	if p, ok := r.Priority.Get(); ok {
		return p
	}
	return DefaultPriority - 1
}

// rule appends a rule. With a note it is not certain to apply.
func (b *builder) rule(r Rule, place int, note string) {
	preview := value.Is(r.Preview.Or(false), true)
	may, notes := b.evaluator.match(r.Match)
	if preview == value.True {
		b.preview(r, place, may.yes, notes)
		return
	}
	must := may.certainly()
	if preview == value.Undecided {
		note = join2(note, "whether it is in preview"+unsaid(r.Preview.Why()))
	}
	if b.layer.Note != "" {
		note = join2(note, b.layer.Note)
	}
	if note != "" {
		must = packet.Set{}
	}
	out := packet.Rule{Action: r.effect(b.layer.Stage), Must: must, May: may.yes, Note: join2(note, strings.Join(notes, "; "))}
	if out.Action == 0 {
		what := "its action" + unsaid(r.Action.Why())
		if text, ok := r.Action.Get(); ok {
			what = fmt.Sprintf("what the action %q does", text)
		}
		out.Note = join2(out.Note, what)
	}
	ref := r.ref(place)
	if b.layer.Stage == Hierarchical && out.Action == packet.Allow {
		b.allowAbove(out, ref)
		return
	}
	b.put(out, ref)
}

// preview keeps a rule that is only logged.
func (b *builder) preview(r Rule, place int, may packet.Set, notes []string) {
	ref := r.ref(place)
	ref.Stage, ref.Policy, ref.Note = b.layer.Stage, b.layer.Policy.Name, strings.Join(notes, "; ")
	b.previews = append(b.previews, previewed{ref, may, len(b.rules)})
}

// ref names the rule at a place of its policy.
func (r Rule) ref(place int) RuleRef {
	out := RuleRef{Priority: r.Priority.Or(-1).Value(), Action: r.action(), Place: place}
	if r.Priority.IsUnknown() {
		out.Priority = -1
	}
	return out
}

// allowAbove is an allow of a hierarchical policy: the policies below it in the
// hierarchy are not asked. Whether those of the backend service are is not settled.
func (b *builder) allowAbove(rule packet.Rule, ref RuleRef) {
	unsure := rule
	unsure.Must = packet.Set{}
	unsure.Note = join2(rule.Note, "whether an allow of a hierarchical policy spares the policies of the backend service is not documented")
	b.put(unsure, ref)
	rule.Action = packet.Next
	b.put(rule, ref)
}

func (b *builder) put(rule packet.Rule, ref RuleRef) {
	ref.Stage, ref.Policy, ref.Note, ref.effect = b.layer.Stage, b.layer.Policy.Name, rule.Note, rule.Action
	rule.Name = ref.String()
	b.rules = append(b.rules, rule)
	b.refs = append(b.refs, ref)
}

func join2(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
