package tfconfig

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Places are the objects of a value whose addresses are known, by where they are:
// TYPE, TYPE[0] or TYPE["key"].
type Places map[string]string

// Blocks counts the resources of a type in the root module.
func (c *Config) Blocks(typ string) int {
	n := 0
	for _, b := range c.Root.resources {
		if b.labels[0] == typ {
			n++
		}
	}
	return n
}

// Places finds the addresses of the objects that an argument of one of the root
// module's resources of a type is given. There are none where it is not clear which
// of them is given that.
func (c *Config) Places(typ, argument string, given value.Value) Places {
	e := NewEvaluator(c, Facts{})
	var found []Places
	for _, b := range c.Root.resources {
		a := b.body.Attributes[argument]
		if b.labels[0] != typ || a == nil {
			continue
		}
		p := placing{Evaluator: e, given: given, places: Places{}}
		if p.argument(a.Expr) {
			found = append(found, p.places)
		}
	}
	if len(found) == 0 || slices.ContainsFunc(found, func(other Places) bool { return !maps.Equal(other, found[0]) }) {
		return nil
	}
	return found[0]
}

// A placing compares an expression with the value that it gave.
type placing struct {
	*Evaluator
	given  value.Value
	places Places
}

// argument says whether the value may be what the expression gave.
func (p *placing) argument(expr hclsyntax.Expression) bool {
	sc := scope{in: p.root}
	items := map[string]meaning{}
	switch written := expr.(type) {
	case *hclsyntax.ObjectConsExpr:
		for _, item := range written.Items {
			key, ok := asText(p.eval(item.KeyExpr, sc))
			if !ok {
				return true // it may be, but nothing is learned of it
			}
			items[key] = p.direct(item.ValueExpr, p.given.Get(key))
			if items[key].form == opaque {
				items[key] = p.eval(item.ValueExpr, sc)
			}
		}
	default:
		m := p.eval(expr, sc)
		if m.form != object {
			return true
		}
		items = m.fields
	}
	if p.given.IsUnknown() {
		return true
	}
	if len(items) != len(p.given.Keys()) {
		return false
	}
	for typ, m := range items {
		if !p.given.Has(typ) || !p.values(typ, m, p.given.Get(typ)) {
			return false
		}
	}
	return true
}

// direct is a resource with instances that only the value tells.
func (p *placing) direct(expr hclsyntax.Expression, v value.Value) meaning {
	t, ok := expr.(*hclsyntax.ScopeTraversalExpr)
	if !ok || len(t.Traversal) != 2 {
		return meaning{}
	}
	second, ok := t.Traversal[1].(hcl.TraverseAttr)
	if !ok {
		return meaning{}
	}
	name := t.Traversal.RootName() + "." + second.Name
	b := p.root.module.resources[name]
	if b == nil {
		return meaning{}
	}
	one := func(key string) meaning {
		return meaning{form: whole, resource: &instanceOf{p.root, b, name, key, name + tfaddress.Bracket(key)}}
	}
	var keys []string
	switch {
	case b.body.Attributes["for_each"] != nil && v.Kind() == value.KindObject:
		for _, k := range v.Keys() {
			keys = append(keys, tfaddress.Quote(k))
		}
		return named(keys, one)
	case b.body.Attributes["count"] != nil && v.Kind() == value.KindList:
		for i := range v.Elements() {
			keys = append(keys, itoa(i))
		}
		return numbered(keys, one)
	}
	return meaning{}
}

// values compares the objects of one type.
func (p *placing) values(typ string, m meaning, v value.Value) bool {
	switch {
	case v.IsUnknown(), m.form == opaque, m.form == reference:
		return true
	case v.IsNull():
		return m.isNull()
	}
	switch m.form {
	case whole:
		return p.object(typ, typ, m, v)
	case list:
		if m.set || m.unordered {
			return v.Kind() == value.KindList
		}
		if v.Kind() != value.KindList || len(v.Elements()) != len(m.list) {
			return false
		}
		for i, e := range v.Elements() {
			if !p.object(typ, fmt.Sprintf("%s[%d]", typ, i), m.list[i], e) {
				return false
			}
		}
	case object:
		if v.Kind() != value.KindObject {
			return false
		}
		for _, k := range v.Keys() {
			f, ok := m.fields[k]
			if !ok || !p.object(typ, fmt.Sprintf("%s[%q]", typ, k), f, v.Get(k)) {
				return false
			}
		}
	case opaque, scalar, reference, results:
		return false
	}
	return true
}

// object compares an object with the configuration of a resource, and notes that it
// is that.
func (p *placing) object(typ, place string, m meaning, v value.Value) bool {
	if m.form != whole {
		return true
	}
	if v.Kind() != value.KindObject {
		return v.IsUnknown()
	}
	r := m.resource
	if r.block.labels[0] != typ {
		return false
	}
	for name, a := range r.block.body.Attributes {
		if set := r.in.eval(a.Expr, r.scope()); v.Has(name) && set.form == scalar && !v.Get(name).IsUnknown() && !fits(v.Get(name), set) && !r.ignores(name) {
			return false
		}
	}
	p.places[place] = r.address
	return true
}
