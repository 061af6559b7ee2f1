package tfconfig

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// convertTo makes of a value what a variable's type makes of it.
func convertTo(m meaning, declared *hclsyntax.Attribute) meaning {
	if declared == nil {
		return m
	}
	typ, defaults, diags := typeexpr.TypeConstraintWithDefaults(declared.Expr)
	if diags.HasErrors() {
		return meaning{}
	}
	return conform(m, typ, defaults)
}

func conform(m meaning, typ cty.Type, defaults *typeexpr.Defaults) meaning {
	below := func(name string) *typeexpr.Defaults {
		if defaults == nil {
			return nil
		}
		return defaults.Children[name]
	}
	switch {
	case m.isNull():
		return m
	case typ.IsPrimitiveType() && m.form == scalar:
		v, err := convert.Convert(m.scalar, typ)
		if err != nil {
			return meaning{}
		}
		return known(v)
	case typ.IsSetType() && m.form == list:
		return set(conformAll(m, typ.ElementType(), below("")))
	case typ.IsListType() && m.form == list:
		out := conformAll(m, typ.ElementType(), below(""))
		out.set = false
		return out
	case typ.IsTupleType() && m.form == list && len(m.list) == typ.Length():
		out := make([]meaning, len(m.list))
		for i, e := range m.list {
			out[i] = conform(e, typ.TupleElementType(i), below(itoa(i)))
		}
		return listing(out)
	case typ.IsMapType() && m.form == object:
		out := map[string]meaning{}
		for k, e := range m.fields {
			out[k] = conform(e, typ.ElementType(), below(""))
		}
		return meaning{form: object, fields: out}
	case typ.IsObjectType() && m.form == object:
		return conformObject(m, typ, defaults)
	case typ.IsObjectType() && (m.form == whole || m.form == results):
		out := map[string]meaning{}
		for name := range typ.AttributeTypes() {
			out[name] = attribute(m, name)
		}
		return conformObject(meaning{form: object, fields: out}, typ, defaults)
	case m.form == opaque, m.form == reference, typ == cty.DynamicPseudoType:
		return m
	}
	return meaning{} // an error, which Terraform tells, or a conversion that is rare
}

func conformAll(m meaning, typ cty.Type, defaults *typeexpr.Defaults) meaning {
	out := m
	out.list = make([]meaning, len(m.list))
	for i, e := range m.list {
		out.list[i] = conform(e, typ, defaults)
	}
	return out
}

// conformObject leaves out what is not declared, and adds what is optional.
func conformObject(m meaning, typ cty.Type, defaults *typeexpr.Defaults) meaning {
	out := map[string]meaning{}
	for name, attributeType := range typ.AttributeTypes() {
		e, ok := m.fields[name]
		if !ok {
			e = known(cty.NullVal(attributeType))
		}
		if e.isNull() && defaults != nil {
			if v, has := defaults.DefaultValues[name]; has {
				e = fromCty(v)
			}
		}
		var inner *typeexpr.Defaults
		if defaults != nil {
			inner = defaults.Children[name]
		}
		out[name] = conform(e, attributeType, inner)
	}
	return meaning{form: object, fields: out}
}

// set makes a set of a list.
func set(m meaning) meaning {
	out := meaning{form: list, set: true}
	whole := true
	for _, e := range m.list {
		if _, ok := asText(e); !ok {
			whole = false
		}
		if !slices.ContainsFunc(out.list, func(o meaning) bool { return same(o, e) }) || e.form == opaque {
			out.list = append(out.list, e)
		}
	}
	if whole {
		slices.SortStableFunc(out.list, func(a, b meaning) int {
			x, _ := asText(a)
			y, _ := asText(b)
			return cmp.Compare(x, y)
		})
	}
	out.unordered = !whole && len(out.list) > 1
	return out
}
