package tfplan

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A change is an element of resource_changes.
type change struct {
	Resource
	module  string
	deposed string
	actions []string
	before, beforeSensitive,
	after, afterUnknown, afterSensitive value.Value
}

// change reads one change.
func (p *reading) change() error {
	var c change
	err := p.object(func(key string) (err error) {
		switch key {
		case "address":
			c.Address, err = p.text()
		case "module_address":
			c.module, err = p.text()
		case "mode":
			c.Data, err = p.isData()
		case "type":
			c.Type, err = p.text()
		case "deposed":
			c.deposed, err = p.text()
		case "change":
			if c.Type != "" && !p.types[c.Type] && !rival(c.Type) {
				return p.skip()
			}
			err = p.detail(&c)
		default:
			err = p.skip()
		}
		return err
	})
	if err != nil || !p.types[c.Type] && !rival(c.Type) {
		return err
	}
	return p.take(c)
}

// detail reads what a change does.
func (p *reading) detail(c *change) error {
	return p.object(func(key string) (err error) {
		switch key {
		case "actions":
			c.actions = nil
			err = p.array(func() error {
				action, err := p.text()
				c.actions = append(c.actions, action)
				return err
			})
		case "before":
			c.before, err = p.valueOf(c.Type)
		case "before_sensitive":
			c.beforeSensitive, err = p.valueOf(c.Type)
		case "after":
			c.after, err = p.valueOf(c.Type)
		case "after_unknown":
			c.afterUnknown, err = p.valueOf(c.Type)
		case "after_sensitive":
			c.afterSensitive, err = p.valueOf(c.Type)
		default:
			err = p.skip()
		}
		return err
	})
}

// take adds a change to the plan.
func (p *reading) take(c change) error {
	if c.deposed == "" {
		p.planned[c.Address] = true
	}
	r := c.Resource
	r.Action = actionOf(c.actions)
	if !p.types[r.Type] {
		if r.creates() {
			p.all = append(p.all, &located{Resource: r, module: c.module})
		}
		return nil
	}
	if !tfresource.Matters(r.Type, c.before) && !tfresource.Matters(r.Type, c.after) {
		return nil
	}
	var err error
	if r.Before, err = p.assemble(r.Type, c.before, value.Null(), c.beforeSensitive); err != nil {
		return err
	}
	if r.After, err = p.assemble(r.Type, c.after, c.afterUnknown, c.afterSensitive); err != nil {
		return err
	}
	if slices.Contains(c.actions, "forget") {
		r.After = r.Before
	}
	p.plan.Resources = append(p.plan.Resources, r)
	if !r.After.IsNull() {
		p.all = append(p.all, &located{Resource: r, module: c.module, index: len(p.plan.Resources)})
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
// is sensitive. Certificates are disclosed: their marks are due to their keys.
func (p *reading) assemble(typ string, object, unknown, sensitive value.Value) (value.Value, error) {
	switch object.Kind() {
	case value.KindNull, value.KindObject:
	default:
		return value.Value{}, p.fail("expected an object with the attributes of the resource, got a %s", object.Kind())
	}
	return hide(disclose(typ, withUnknown(object, unknown)), disclosed(typ, sensitive)), nil
}

var (
	unknownLater = value.Unknown(value.Why{Reason: "known after apply"})
	hidden       = value.Why{
		Reason: "marked sensitive", Settle: "sensitive values are not looked at, as findings show what they are about; do not mark what is no secret",
	}
)

// withUnknown puts unknown values where the plan says that they are.
func withUnknown(after, unknown value.Value) value.Value {
	return overlay(after, unknown, func(value.Value) value.Value { return unknownLater })
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

// overlay replaces what a tree of bools marks. Marks that are no such tree, or that of
// another value, hide all that they stand for.
func overlay(v, marks value.Value, replace func(value.Value) value.Value) value.Value {
	switch {
	case marks.Kind() == value.KindBool && marks.Text() == "true":
		return replace(v)
	case v.IsUnknown():
	case misfit(v, marks):
		return replace(v)
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
		var changed []value.Field
		for _, f := range marks.Fields() {
			if marked(f.Value) {
				changed = append(changed, value.Field{Name: f.Name, Value: overlay(v.Get(f.Name), f.Value, replace)})
			}
		}
		if len(changed) > 0 {
			return v.WithFields(changed...)
		}
	}
	return v
}

// misfit says that marks cannot be those of a value.
func misfit(v, marks value.Value) bool {
	switch marks.Kind() {
	case value.KindNull, value.KindBool:
		return false
	case value.KindList:
		return v.Kind() != value.KindList && !v.IsNull() && len(marks.Elements()) > 0
	case value.KindObject:
		return v.Kind() != value.KindObject && !v.IsNull() && len(marks.Fields()) > 0
	}
	return true
}

// marked says whether a tree of bools has a true one, or something else.
func marked(v value.Value) bool {
	return v.Kind() == value.KindBool && v.Text() == "true" || v.Kind() == value.KindString || v.Kind() == value.KindNumber ||
		slices.ContainsFunc(v.Elements(), marked) ||
		slices.ContainsFunc(v.Fields(), func(f value.Field) bool { return marked(f.Value) })
}
