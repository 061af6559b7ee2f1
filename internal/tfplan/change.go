package tfplan

import (
	"encoding/json"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A change is an element of resource_changes.
type change struct {
	Address string
	Module  string `json:"module_address"`
	Mode    string
	Type    string
	Deposed string
	Change  json.RawMessage
}

// A detail is what a change does.
type detail struct {
	Actions        []string
	Before         json.RawMessage
	After          json.RawMessage
	AfterUnknown   json.RawMessage `json:"after_unknown"`
	AfterSensitive json.RawMessage `json:"after_sensitive"`
	BeforeHidden   json.RawMessage `json:"before_sensitive"`
}

// change reads one change.
func (p *reading) change() error {
	var c change
	if err := p.decode(&c); err != nil {
		return err
	}
	if !p.types[c.Type] && !rival(c.Type) {
		return nil
	}
	if c.Deposed == "" {
		p.planned[c.Address] = true
	}
	var d detail
	if len(c.Change) > 0 {
		if err := json.Unmarshal(c.Change, &d); err != nil {
			return p.explain(err)
		}
	}
	r := Resource{Address: c.Address, Type: c.Type, Data: c.Mode == "data", Action: actionOf(d.Actions)}
	if !p.types[c.Type] {
		if rival(c.Type) && r.creates() {
			p.all = append(p.all, located{Resource: r, module: c.Module})
		}
		return nil
	}
	var err error
	if r.Before, err = p.assemble(d.Before, nil, d.BeforeHidden); err != nil {
		return err
	}
	if r.After, err = p.assemble(d.After, d.AfterUnknown, d.AfterSensitive); err != nil {
		return err
	}
	if slices.Contains(d.Actions, "forget") {
		r.After = r.Before
	}
	p.plan.Resources = append(p.plan.Resources, r)
	if !r.After.IsNull() {
		p.all = append(p.all, located{Resource: r, module: c.Module, index: len(p.plan.Resources)})
	}
	return nil
}

// actionOf reads actions. "forget" leaves the resource in the cloud.
func actionOf(actions []string) Action {
	has := func(a string) bool { return slices.Contains(actions, a) }
	switch {
	case has("create") && has("delete"):
		return Replace
	case has("create"):
		return Create
	case has("delete"):
		return Delete
	case has("update"):
		return Update
	case has("read"):
		return Defer
	}
	return Keep
}

// assemble makes one value from the object, what of it is unknown, and what of it
// is sensitive.
func (p *reading) assemble(object, unknown, sensitive json.RawMessage) (value.Value, error) {
	var parts [3]value.Value
	for i, text := range [...]json.RawMessage{object, unknown, sensitive} {
		if len(text) == 0 {
			continue
		}
		var err error
		if parts[i], err = value.ParseJSON(text); err != nil {
			return value.Value{}, p.fail("not JSON")
		}
	}
	switch parts[0].Kind() {
	case value.KindNull, value.KindObject:
	default:
		return value.Value{}, p.fail("expected an object with the attributes of the resource, got a %s", parts[0].Kind())
	}
	return hide(withUnknown(parts[0], parts[1]), parts[2]), nil
}

var (
	later  = value.Why{Reason: "known after apply"}
	hidden = value.Why{
		Reason: "marked sensitive", Settle: "sensitive values are not looked at, as findings show what they are about; do not mark what is no secret",
	}
)

// withUnknown puts unknown values where the plan says that they are.
func withUnknown(after, unknown value.Value) value.Value {
	return overlay(after, unknown, func(value.Value) value.Value { return value.Unknown(later) })
}

// hide makes sensitive values unknown; those that are unknown stay as they are.
func hide(v, sensitive value.Value) value.Value {
	return overlay(v, sensitive, func(v value.Value) value.Value {
		if v.IsUnknown() || v.IsNull() {
			return v
		}
		return value.Unknown(hidden)
	})
}

// overlay replaces what a tree of bools marks.
func overlay(v, marks value.Value, replace func(value.Value) value.Value) value.Value {
	switch {
	case marks.Kind() == value.KindBool && marks.Text() == "true":
		return replace(v)
	case v.IsUnknown():
	case marks.Kind() == value.KindList && len(marks.Elements()) > 0:
		list := slices.Clone(v.Elements())
		for i, mark := range marks.Elements() {
			if i < len(list) {
				list[i] = overlay(list[i], mark, replace)
			} else if marked(mark) {
				list = append(list, overlay(value.Null(), mark, replace))
			}
		}
		if v.Kind() == value.KindList || len(list) > 0 {
			return value.OfList(list...)
		}
	case marks.Kind() == value.KindObject:
		for _, key := range marks.Keys() {
			if mark := marks.Get(key); marked(mark) {
				v = v.With(key, overlay(v.Get(key), mark, replace))
			}
		}
	}
	return v
}

// marked says whether a tree of bools has a true one.
func marked(v value.Value) bool {
	return v.Kind() == value.KindBool && v.Text() == "true" ||
		slices.ContainsFunc(v.Elements(), marked) ||
		slices.ContainsFunc(v.Keys(), func(key string) bool { return marked(v.Get(key)) })
}
