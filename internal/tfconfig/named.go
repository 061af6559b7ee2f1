package tfconfig

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

// resource is a resource as a whole.
func (in *instance) resource(name string) meaning {
	b := in.module.resources[name]
	if b == nil {
		return meaning{unread: in.module.partial}
	}
	return in.instances(b, name, func(key string) meaning {
		return meaning{form: whole, resource: &instanceOf{in, b, name, key, in.address + name + tfaddress.Bracket(key)}}
	})
}

// called is a module that is called, as a whole.
func (in *instance) called(name string) meaning {
	c := in.module.calls[name]
	if c == nil || c.module == nil {
		return meaning{unread: true}
	}
	return in.instances(c.block, "module."+name, func(key string) meaning {
		return meaning{form: results, module: in.child(tfaddress.Call{Name: name, Key: key})}
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
