package tfconfig

import (
	"encoding/json"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// form says what is known of a value.
type form uint8

const (
	// opaque is a value of which nothing is known, not even its shape.
	opaque form = iota
	// scalar is a known text, number, truth or null.
	scalar
	// reference is what an attribute will be, and nothing made of it.
	reference
	// whole is an instance of a resource, results one of a module.
	whole
	results
	list
	object
)

// A meaning is what an expression will give, as far as that is known before apply.
type meaning struct {
	form   form
	scalar cty.Value
	// of is what a reference refers to. An opaque value that has a name is always
	// the same under that.
	of     Ref
	list   []meaning
	fields map[string]meaning
	// set says that a list is a set; unordered that its order is not known.
	set, unordered bool
	resource       *instanceOf
	module         *instance
	// choice says that an opaque value is one of several, none of which a function
	// changes; unread that it comes from what was not read.
	choice, unread bool
	// missing says that an opaque value is an error: nothing has it.
	missing bool
	// pattern is what is known of an opaque text, as [value.Why] has it.
	pattern string
	// part is what the one hole of pattern refers to.
	part Ref
}

// A Ref is an attribute of something that has an address: a resource, or a local
// value, variable or output of which no more is known.
type Ref struct{ Address, Path string }

// at is a part of what a reference refers to.
func (r Ref) at(step string) Ref {
	if r.Path == "" || step[0] == '[' {
		return Ref{r.Address, r.Path + step}
	}
	return Ref{r.Address, r.Path + "." + step}
}

// The bounds of a value.
const (
	maxElements = 50_000
	maxText     = 1 << 20
	maxExponent = 1 << 10
)

func known(v cty.Value) meaning {
	switch {
	case !v.IsKnown():
		return meaning{}
	case v.IsNull():
	case v.Type() == cty.String && len(v.AsString()) > maxText:
		return meaning{}
	case v.Type() == cty.Number && v.AsBigFloat().Sign() != 0:
		if e := v.AsBigFloat().MantExp(nil); v.AsBigFloat().IsInf() || e > maxExponent || e < -maxExponent {
			return meaning{}
		}
	}
	return meaning{form: scalar, scalar: v}
}

func textual(s string) meaning { return known(cty.StringVal(s)) }

func refers(r Ref) meaning { return meaning{form: reference, of: r} }

func listing(vs []meaning) meaning {
	if len(vs) > maxElements {
		return meaning{}
	}
	return meaning{form: list, list: vs}
}

func (m meaning) isNull() bool { return m.form == scalar && m.scalar.IsNull() }

// text is a known text.
func (m meaning) text() (string, bool) {
	if m.form != scalar || !isText(m.scalar) {
		return "", false
	}
	return m.scalar.AsString(), true
}

// truth is a known bool.
func (m meaning) truth() (is, ok bool) {
	if m.form != scalar || m.scalar.IsNull() || m.scalar.Type() != cty.Bool {
		return false, false
	}
	return m.scalar.True(), true
}

// number is a known integer that is a length or an index.
func (m meaning) number() (int, bool) {
	if m.form != scalar || m.scalar.IsNull() || m.scalar.Type() != cty.Number {
		return 0, false
	}
	n, accuracy := m.scalar.AsBigFloat().Int64()
	return int(n), accuracy == 0 && n >= 0 && n <= maxElements
}

// isThere says that a value is certainly not null.
func (m meaning) isThere() bool {
	switch m.form {
	case scalar:
		return !m.scalar.IsNull()
	case reference:
		return certain[m.of.Path]
	case whole, results, list, object:
		return true
	case opaque:
	}
	return false
}

// certain are the attributes of resources that are never null once they exist.
var certain = map[string]bool{"id": true, "self_link": true, "self_link_unique": true, "name": true, "instance_group": true, "host": true, "arn": true}

// fromCty takes a known value apart.
func fromCty(v cty.Value) meaning {
	v, _ = v.UnmarkDeep()
	switch typ := v.Type(); {
	case !v.IsWhollyKnown():
		return meaning{}
	case v.IsNull() || typ.IsPrimitiveType():
		return known(v)
	case typ.IsListType(), typ.IsTupleType(), typ.IsSetType():
		var out []meaning
		for _, e := range v.AsValueSlice() {
			out = append(out, fromCty(e))
		}
		m := listing(out)
		m.set = typ.IsSetType()
		return m
	case typ.IsMapType(), typ.IsObjectType():
		out := map[string]meaning{}
		for k, e := range v.AsValueMap() {
			out[k] = fromCty(e)
		}
		return meaning{form: object, fields: out}
	}
	return meaning{}
}

// cty puts a known value together; false if part of it is not known.
func (m meaning) cty() (cty.Value, bool) {
	switch m.form {
	case scalar:
		return m.scalar, true
	case list:
		out := make([]cty.Value, len(m.list))
		for i, e := range m.list {
			var ok bool
			if out[i], ok = e.cty(); !ok {
				return cty.NilVal, false
			}
		}
		return cty.TupleVal(out), !m.unordered
	case object:
		out := make(map[string]cty.Value, len(m.fields))
		for k, e := range m.fields {
			var ok bool
			if out[k], ok = e.cty(); !ok {
				return cty.NilVal, false
			}
		}
		return cty.ObjectVal(out), true
	case opaque, reference, whole, results:
	}
	return cty.NilVal, false
}

// fromTree takes a value apart; what is unknown in it is an attribute of from.
func fromTree(v value.Value, from Ref) meaning {
	switch v.Kind() {
	case value.KindNull:
		return known(cty.NullVal(cty.DynamicPseudoType))
	case value.KindBool:
		return known(cty.BoolVal(v.Text() == "true"))
	case value.KindNumber:
		n, err := cty.ParseNumberVal(v.Text())
		if err != nil {
			return meaning{}
		}
		return known(n)
	case value.KindString:
		return textual(v.Text())
	case value.KindList:
		var out []meaning
		for i, e := range v.Elements() {
			out = append(out, fromTree(e, from.at("["+itoa(i)+"]")))
		}
		return listing(out)
	case value.KindObject:
		out := map[string]meaning{}
		for _, k := range v.Keys() {
			out[k] = fromTree(v.Get(k), from.at(k))
		}
		return meaning{form: object, fields: out}
	case value.KindUnknown:
	}
	return refers(from)
}

// tree is a known scalar as a value.
func (m meaning) tree() value.Value {
	switch v := m.scalar; {
	case v.IsNull():
		return value.Null()
	case v.Type() == cty.String:
		return value.OfString(v.AsString())
	case v.Type() == cty.Bool:
		return value.OfBool(v.True())
	default:
		return value.OfNumber(json.Number(v.AsBigFloat().Text('f', -1)))
	}
}

// same says that two values are certainly one.
func same(a, b meaning) bool {
	if a.form != b.form {
		return false
	}
	switch a.form {
	case scalar:
		return a.scalar.RawEquals(b.scalar)
	case reference:
		return a.of == b.of
	case whole:
		return a.resource.address == b.resource.address
	case results:
		return a.module == b.module
	case list:
		return !a.unordered && !b.unordered && slices.EqualFunc(a.list, b.list, same)
	case object:
		if len(a.fields) != len(b.fields) {
			return false
		}
		for k, x := range a.fields {
			if y, ok := b.fields[k]; !ok || !same(x, y) {
				return false
			}
		}
		return true
	case opaque:
	}
	return a.of != Ref{} && a.of == b.of
}
