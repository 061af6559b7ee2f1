package tfconfig

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// followed is why a value is unknown that an expression makes which is not followed.
const followed = "known after apply, by an expression that is more than a reference"

// Trace tells where the unknown values of an instance of a resource come from, and
// opens what is unknown as a whole only because part of it is. What the
// configuration does not tell stays as it is.
func (e *Evaluator) Trace(address string, o value.Value) value.Value {
	r := e.find(address)
	if r == nil || o.Kind() != value.KindObject || o.IsWhollyKnown() {
		return o
	}
	t := tracer{Evaluator: e, resource: r}
	sc := r.scope()
	for _, name := range o.Keys() {
		v := o.Get(name)
		if v.IsWhollyKnown() || e.isHidden(v) {
			continue
		}
		switch a := r.block.body.Attributes[name]; {
		case v.IsUnknown() && own[name] && (a == nil || !madeWith[name]):
			o = o.With(name, value.Unknown(t.why(v, refers(Ref{address, name}))))
		case a != nil:
			o = o.With(name, t.lay(v, r.in.eval(a.Expr, sc), name))
		case nestedNamed(r.block.body, name) != nil:
			o = o.With(name, t.lay(v, r.in.blocks(r.block.body, name, sc), name))
		case v.IsUnknown():
			o = o.With(name, value.Unknown(unset(v.Why()))) // the provider makes it
		}
	}
	return o
}

// find finds an instance of a resource.
func (e *Evaluator) find(address string) *instanceOf {
	a, ok := tfaddress.Parse(address)
	if !ok {
		return nil
	}
	in := e.root
	for _, step := range a.Modules {
		if in = in.child(step); in == nil {
			return nil
		}
	}
	b := in.module.resources[a.Block()]
	if b == nil {
		return nil
	}
	return &instanceOf{in, b, a.Block(), a.Key, address}
}

func (e *Evaluator) isHidden(v value.Value) bool {
	return v.IsUnknown() && e.facts.Hidden != "" && v.Why().Reason == e.facts.Hidden
}

// unset says that nothing in the configuration sets a value.
func unset(why value.Why) value.Why {
	why.Origin, why.Set = value.Origin{}, false
	return why
}

// A tracer traces the values of one resource.
type tracer struct {
	*Evaluator
	resource *instanceOf
}

// lay lays what the configuration says over what is unknown.
func (t *tracer) lay(v value.Value, m meaning, name string) value.Value {
	switch {
	case v.IsWhollyKnown(), t.isHidden(v):
		return v
	case v.Kind() == value.KindUnknown:
		return t.open(v, m, name)
	case v.Kind() == value.KindList && m.form == list:
		return t.elements(v, m, name)
	case v.Kind() == value.KindObject && m.form == object:
		for _, key := range v.Keys() {
			field := v.Get(key)
			inner, set := m.fields[key]
			switch {
			case set:
				v = v.With(key, t.lay(field, inner, key))
			case field.IsUnknown():
				v = v.With(key, value.Unknown(unset(field.Why())))
			}
		}
	}
	return v
}

// opened are the nested blocks whose attributes come from the configuration alone.
// Of others, those that a plan shows as unknown as a whole may lack what the
// provider adds.
var opened = map[string]bool{
	"allow": true, "deny": true, "backend": true, "version": true, "named_port": true, "host_rule": true, "path_matcher": true, "path_rule": true,
	"ingress": true, "egress": true, "entry": true, "target_group": true, "condition": true, "subnet_mapping": true, "route": true,
}

// open makes of a value that is unknown as a whole what the configuration has. What
// the provider made of a single value is its own: that is not opened.
func (t *tracer) open(v value.Value, m meaning, name string) value.Value {
	switch {
	case m.isNull():
		return value.Unknown(unset(v.Why())) // the provider makes it
	case m.form == list, m.form == object:
		if out, ok := t.inside(v, m, name); ok {
			return out
		}
	}
	return value.Unknown(t.why(v, m))
}

// inside is what the configuration alone says of a part of something that is opened.
func (t *tracer) inside(v value.Value, m meaning, name string) (value.Value, bool) {
	switch m.form {
	case scalar:
		return m.tree(), true
	case list:
		out := make([]value.Value, len(m.list))
		for i, e := range m.list {
			var ok bool
			if e.form == object && !opened[name] || e.form == list || e.form == whole || e.form == results {
				return value.Value{}, false
			}
			if out[i], ok = t.inside(v, e, name); !ok {
				return value.Value{}, false
			}
		}
		return value.OfList(out...), true
	case object:
		fields := map[string]value.Value{}
		for k, f := range m.fields {
			var ok bool
			if fields[k], ok = t.inside(v, f, k); !ok {
				return value.Value{}, false
			}
		}
		return value.OfObject(fields), true
	case opaque, reference, whole, results:
	}
	return value.Unknown(t.why(v, m)), true
}

// elements lays elements over each other.
func (t *tracer) elements(v value.Value, m meaning, name string) value.Value {
	planned := v.Elements()
	if len(planned) != len(m.list) {
		return v
	}
	out := slices.Clone(planned)
	for i, e := range planned {
		if e.IsWhollyKnown() {
			continue
		}
		from := m.list[i]
		if m.unordered || sets[name] || !agrees(planned, m.list) {
			from = candidates(e, m.list)
		}
		if from.form != opaque || from.of != (Ref{}) {
			out[i] = t.lay(e, from, name)
		} else if e.IsUnknown() {
			out[i] = value.Unknown(t.why(e, from))
		}
	}
	return value.OfList(out...)
}

// sets are the nested blocks whose order in a plan is not that of the configuration.
var sets = map[string]bool{
	"allow": true, "deny": true, "backend": true, "host_rule": true, "named_port": true,
	"ingress": true, "egress": true, "entry": true, "target_group": true, "condition": true, "subnet_mapping": true, "route": true,
}

// agrees says that what is known of a list is in the order of the configuration.
func agrees(planned []value.Value, all []meaning) bool {
	for i, e := range planned {
		if !fits(e, all[i]) {
			return false
		}
	}
	return true
}

// candidates is what an element can be made of, if there is but one such thing.
func candidates(e value.Value, all []meaning) meaning {
	var fitting []meaning
	for _, m := range all {
		if fits(e, m) {
			fitting = append(fitting, m)
		}
	}
	if len(fitting) == 0 {
		return meaning{}
	}
	return choices(fitting)
}

// fits says that a planned value may be made of what the configuration has.
func fits(v value.Value, m meaning) bool {
	switch {
	case v.IsUnknown():
		return m.form != scalar
	case m.form == scalar && !m.isNull() && v.Kind() != value.KindList && v.Kind() != value.KindObject:
		text, ok := asText(m)
		return !ok || text == v.Text()
	case m.form == object && v.Kind() == value.KindObject:
		for key, f := range m.fields {
			if inner := v.Get(key); !inner.IsUnknown() && !fits(inner, f) {
				return false
			}
		}
	case m.form == list && v.Kind() == value.KindList:
		return len(m.list) == len(v.Elements())
	}
	return true
}

// why says where an unknown value comes from.
func (t *tracer) why(v value.Value, m meaning) value.Why {
	why := v.Why()
	why.Set = true
	switch {
	case m.form == reference:
		why.Origin = t.origin(m.of)
	case m.unread:
	case m.form == opaque && m.choice:
		why.Origin.Created, why.Origin.Certain = false, false
		if !why.Origin.Known() {
			why.Origin = t.origin(m.of)
		}
	case m.form == opaque:
		why.Origin, why.Pattern, why.Part = t.origin(m.of), m.pattern, t.origin(m.part)
		if !why.Origin.Known() {
			why.Reason = followed
		}
	default:
		why.Origin = value.Origin{}
	}
	return why
}

// origin spells a reference.
func (t *tracer) origin(of Ref) value.Origin {
	if of.Address == "" {
		return value.Origin{}
	}
	out := value.Origin{Resource: of.Address, Path: of.Path, Certain: true}
	if _, ok := tfaddress.Parse(of.Address); !ok {
		return out
	}
	out.Created = t.facts.Created != nil && t.facts.Created(of)
	if t.facts.Named != nil {
		out.Ref = t.facts.Named(of.Address)
	}
	// A bare name is one in the resource's own project.
	if of.Path == "name" && strings.Contains(of.Address, "google_compute_network.") && t.sameProject(of.Address) {
		out.Path = "id"
	}
	return out
}

// sameProject says that a resource is in the project of the one that is traced.
func (t *tracer) sameProject(address string) bool {
	a, b := t.resource.project(), t.facts.Resources[address].Object.Get("project")
	return a.Kind() == value.KindString && b.Kind() == value.KindString && a.Text() == b.Text()
}

func (r *instanceOf) project() value.Value {
	return r.in.facts.Resources[r.address].Object.Get("project")
}
