package tfconfig

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// An instanceOf is an instance of a resource.
type instanceOf struct {
	in      *instance
	block   *block
	name    string
	key     string
	address string
}

// scope is where its attributes are evaluated.
func (r *instanceOf) scope() scope { return r.in.within(r.block, r.name, r.key) }

// traverse follows a reference.
func (e *Evaluator) traverse(t hcl.Traversal, sc scope) meaning {
	root := t.RootName()
	if m, ok := sc.find(func(b *binding) bool { return b.symbol == nil && b.name == root }); ok {
		return walk(m, t[1:])
	}
	names := []string{root}
	for _, step := range t[1:] {
		a, ok := step.(hcl.TraverseAttr)
		if !ok || len(names) == 3 {
			break
		}
		names = append(names, a.Name)
	}
	n := 2
	if root == "data" {
		n = 3
	}
	if len(names) < n {
		return meaning{}
	}
	in := sc.in
	var at Ref
	var m meaning
	switch root {
	case "var":
		m, at = in.variable(names[1]), Ref{Address: in.address + "var." + names[1]}
	case "local":
		m, at = in.local(names[1]), Ref{Address: in.address + "local." + names[1]}
	case "module":
		m, at = in.called(names[1]), Ref{Address: in.address + "module." + names[1]}
	case "each", "count", "self", "path", "terraform", "ephemeral":
		return meaning{}
	default:
		m = in.resource(strings.Join(names[:n], "."))
		return walk(m, t[n:])
	}
	m = walk(m, t[n:])
	if m.form == opaque && !m.unread && !m.missing && m.of == (Ref{}) {
		m.of = path(at, t[n:])
	}
	return m
}

// path names what steps lead to.
func path(at Ref, steps hcl.Traversal) Ref {
	for _, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			at = at.at(step.Name)
		case hcl.TraverseIndex:
			at = at.at(keyStep(step.Key))
		default:
			return Ref{}
		}
	}
	return at
}

// keyStep writes a key as addresses have it.
func keyStep(key cty.Value) string {
	if isText(key) {
		return "[" + quote(key.AsString()) + "]"
	}
	if n, ok := known(key).number(); ok {
		return "[" + itoa(n) + "]"
	}
	return "[?]"
}

func walk(m meaning, steps hcl.Traversal) meaning {
	for _, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			m = attribute(m, step.Name)
		case hcl.TraverseIndex:
			m = index(m, known(step.Key))
		default:
			return meaning{}
		}
	}
	return m
}

// attribute takes an attribute.
func attribute(m meaning, name string) meaning {
	switch m.form {
	case object:
		f, ok := m.fields[name]
		f.missing = f.missing || !ok
		return f
	case whole:
		return m.resource.attribute(name)
	case results:
		return m.module.output(name)
	case reference:
		return refers(m.of.at(name))
	case opaque:
		if m.of != (Ref{}) {
			m.of = m.of.at(name)
		}
		return m
	case scalar:
		return meaning{missing: m.isNull()}
	case list:
	}
	return meaning{}
}

// index takes an element.
func index(m, key meaning) meaning {
	if text, ok := key.text(); ok {
		if m.form == object || m.form == whole || m.form == results {
			return attribute(m, text)
		}
	}
	n, isNumber := key.number()
	switch m.form {
	case list:
		switch {
		case !isNumber:
			return choices(m.list)
		case n >= len(m.list):
			return meaning{missing: true}
		case m.unordered:
			return choices(m.list)
		}
		return m.list[n]
	case object:
		if key.form != scalar {
			all := make([]meaning, 0, len(m.fields))
			for _, f := range m.fields {
				all = append(all, f)
			}
			return choices(all)
		}
		if isNumber {
			return attribute(m, itoa(n))
		}
	case reference, opaque:
		if key.form == scalar && !key.scalar.IsNull() && m.of != (Ref{}) {
			m.of = m.of.at(keyStep(key.scalar))
			return m
		}
		return meaning{unread: m.unread || key.unread}
	case scalar:
		return meaning{missing: m.isNull()}
	case whole, results:
	}
	return meaning{unread: key.unread}
}

// choices is one of several values, of which it is not known which.
func choices(all []meaning) meaning {
	out := meaning{choice: true}
	for i, m := range all {
		if i > 0 && !same(m, all[0]) || m.form == opaque && m.of == (Ref{}) {
			out.unread = slices.ContainsFunc(all, func(m meaning) bool { return m.unread })
			out.choice = !slices.ContainsFunc(all, func(m meaning) bool { return m.form == opaque && !m.choice })
			return out
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return meaning{}
}

// resource is a resource as a whole.
func (in *instance) resource(name string) meaning {
	b := in.module.resources[name]
	if b == nil {
		return meaning{unread: in.module.partial}
	}
	return in.instances(b, name, func(key string) meaning {
		return meaning{form: whole, resource: &instanceOf{in, b, name, key, in.address + name + bracket(key)}}
	})
}

// called is a module that is called, as a whole.
func (in *instance) called(name string) meaning {
	c := in.module.calls[name]
	if c == nil || c.module == nil {
		return meaning{unread: true}
	}
	return in.instances(c.block, "module."+name, func(key string) meaning {
		return meaning{form: results, module: in.child(Step{name, key})}
	})
}

func (in *instance) local(name string) meaning {
	a := in.module.locals[name]
	if a == nil {
		return meaning{unread: in.module.partial}
	}
	return in.once("local "+name, func() meaning { return in.eval(a.Expr, scope{in: in}) })
}

func (in *instance) output(name string) meaning {
	b := in.module.outputs[name]
	if b == nil || b.body.Attributes["value"] == nil {
		return meaning{unread: in.module.partial}
	}
	at := Ref{Address: in.address + name}
	return in.once("output "+name, func() meaning {
		return secret(b, at, in.eval(b.body.Attributes["value"].Expr, scope{in: in}))
	})
}

// secret keeps what is marked sensitive from being looked at.
func secret(b *block, at Ref, m meaning) meaning {
	a := b.body.Attributes["sensitive"]
	if a == nil {
		return m
	}
	if v, diags := a.Expr.Value(nil); !diags.HasErrors() && v.IsKnown() && !v.IsNull() && v.Type() == cty.Bool && v.False() {
		return m
	}
	if m.form == reference {
		return m // it tells nothing of the value
	}
	return meaning{of: at}
}

// variable is the value that a module is given. The default of a root module's says
// nothing where the values are not known: others may be given.
func (in *instance) variable(name string) meaning {
	b := in.module.variables[name]
	if b == nil {
		return meaning{unread: in.module.partial}
	}
	at := Ref{Address: in.address + "var." + name}
	return in.once("var "+name, func() meaning {
		var m meaning
		if in.call == nil {
			given, ok := in.facts.Variables[name]
			if !ok {
				return meaning{}
			}
			m = fromTree(given, at)
		} else if a := in.call.body.Attributes[name]; a != nil {
			m = in.eval(a.Expr, in.outside)
		} else {
			m = in.byDefault(b)
		}
		if m.isNull() && isFalse(b.body.Attributes["nullable"]) {
			m = in.byDefault(b)
		}
		return secret(b, at, convertTo(m, b.body.Attributes["type"]))
	})
}

func (in *instance) byDefault(b *block) meaning {
	if a := b.body.Attributes["default"]; a != nil {
		return in.eval(a.Expr, scope{in: in})
	}
	return meaning{}
}

func isFalse(a *hclsyntax.Attribute) bool {
	if a == nil {
		return false
	}
	is, ok := fromExpression(a.Expr).truth()
	return ok && !is
}

// fromExpression is the value of an expression that refers to nothing.
func fromExpression(expr hclsyntax.Expression) meaning {
	v, diags := expr.Value(nil)
	if diags.HasErrors() {
		return meaning{}
	}
	return fromCty(v)
}

// attribute is what an attribute of a resource will be: what is known of it, what
// it is set to, or what the provider makes.
func (r *instanceOf) attribute(name string) meaning {
	self := Ref{r.address, name}
	if fact, ok := r.in.facts.Resources[r.address]; ok {
		switch v := fact.Object.Get(name); {
		case !fact.Object.Has(name):
			return meaning{missing: true}
		case v.IsUnknown() && v.Why().Reason == r.in.facts.Hidden && r.in.facts.Hidden != "":
			return refers(self)
		case !v.IsUnknown():
			return fromTree(v, self)
		}
	}
	if name == "id" || r.ignores(name) {
		return refers(self)
	}
	var m meaning
	if a := r.block.body.Attributes[name]; a != nil {
		m = r.in.once(r.address+" "+name, func() meaning { return r.in.eval(a.Expr, r.scope()) })
	} else if nestedNamed(r.block.body, name) != nil {
		m = r.in.blocks(r.block.body, name, r.scope())
	} else {
		return refers(self)
	}
	if own[name] && m.form != scalar || m.isNull() {
		return refers(self)
	}
	return m
}

// own are the attributes by which others refer to a resource.
var own = map[string]bool{
	"id": true, "self_link": true, "self_link_unique": true, "name": true,
	"instance_group": true, "host": true, "service_attachment": true, "address": true, "peering": true,
}

// ignores says that changes of an attribute are ignored: it may be set otherwise.
func (r *instanceOf) ignores(name string) bool {
	for _, b := range r.block.body.Blocks {
		if b.Type != "lifecycle" || b.Body.Attributes["ignore_changes"] == nil {
			continue
		}
		expr := b.Body.Attributes["ignore_changes"].Expr
		if hcl.ExprAsKeyword(expr) == "all" {
			return true
		}
		items, diags := hcl.ExprList(expr)
		if diags.HasErrors() {
			return true
		}
		for _, item := range items {
			if t, diags := hcl.RelTraversalForExpr(item); !diags.HasErrors() && len(t) > 0 {
				if a, ok := t[0].(hcl.TraverseAttr); ok && a.Name == name {
					return true
				}
			}
		}
	}
	return false
}
