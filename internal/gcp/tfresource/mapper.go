package tfresource

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A mapper turns the attributes of one object into fields.
type mapper struct {
	// project completes what has none.
	project string
	// creating says that the resource does not exist yet, so that what its API
	// fills in is unknown.
	creating bool
	// whole says that the object is Terraform's own, so that what it has not is no
	// attribute of its type; people who write objects by hand leave out defaults.
	whole bool
}

// body maps the attributes of an object. An attribute that the object has not is
// no field: it says nothing. One that is null is a field that is null: it says
// that there is none.
func (m *mapper) body(attributes []attribute, o value.Value, path string) (value.Value, error) {
	out := make([]value.Field, 0, min(len(attributes), len(o.Fields())))
	for i := range attributes {
		a := &attributes[i]
		switch has := o.Has(a.name); {
		case !has && a.untold && m.whole:
			out = put(out, a.field, value.Unknown(value.Why{
				Reason: "the data source does not tell " + a.name, Settle: "give the resource in its place, or credentials",
			}))
			continue
		case !has && a.null.IsNull():
			continue
		}
		field, err := m.field(a, o.Get(a.name), path+"."+a.name)
		if err != nil {
			return value.Value{}, err
		}
		out = put(out, a.field, field)
	}
	return value.OfFields(out), nil
}

func (m *mapper) field(a *attribute, v value.Value, path string) (value.Value, error) {
	switch {
	case v.IsNull():
		return a.null, nil
	case v.IsUnknown():
		// With an origin somebody did set it.
		if why := v.Why(); a.unset != nil && m.creating && !why.Set && !why.Origin.Known() {
			return *a.unset, nil
		}
		return v, nil
	}
	switch a.shape {
	case shapeTexts, shapeBlocks:
		return m.list(a, v, path)
	case shapeBlock:
		list, err := m.list(a, v, path)
		switch elements := list.Elements(); {
		case err != nil:
			return value.Value{}, err
		case len(elements) == 1:
			return elements[0], nil
		case len(elements) > 1:
			return value.Value{}, &InputError{path, "one object in a list", fmt.Sprintf("%d", len(elements))}
		}
		return value.Null(), nil
	case shapeLabels:
		return dictionary(v, path)
	case shapeCertificate:
		if v.Kind() != value.KindObject {
			return value.Value{}, &InputError{path, "a certificate in PEM form", v.Kind().String()}
		}
		return v, nil
	case shapeText:
		// Terraform's empty string is a field that REST leaves out. It is no null,
		// of which the schema's default would take the place.
		if v.Kind() == value.KindString && v.Text() == "" {
			return value.Null(), nil
		}
		return scalar(shapeText, v, path)
	default:
		return scalar(a.shape, v, path)
	}
}

// list maps lists and sets. An empty one is null, as REST leaves it out.
func (m *mapper) list(a *attribute, v value.Value, path string) (value.Value, error) {
	want := "a list of objects"
	if a.shape == shapeTexts {
		want = "a list of strings"
	}
	if v.Kind() != value.KindList {
		return value.Value{}, &InputError{path, want, v.Kind().String()}
	}
	var out []value.Value
	for i, e := range v.Elements() {
		at := fmt.Sprintf("%s[%d]", path, i)
		var err error
		switch {
		case e.IsUnknown():
		case a.shape == shapeTexts:
			e, err = scalar(shapeText, e, at)
		case e.Kind() != value.KindObject:
			err = &InputError{at, "an object", e.Kind().String()}
		default:
			e, err = m.body(a.attributes, e, at)
		}
		if err != nil {
			return value.Value{}, err
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return value.Null(), nil
	}
	return value.OfList(out...), nil
}

// scalar checks a known value, and spells it as REST does.
func scalar(s shape, v value.Value, path string) (value.Value, error) {
	fail := func() (value.Value, error) {
		want := map[shape]string{shapeText: "a string", shapeInteger: "an integer", shapeFraction: "a number", shapeTruth: "true or false"}[s]
		return value.Value{}, &InputError{path, want, v.Kind().String()}
	}
	k := v.Kind()
	switch s {
	case shapeTruth:
		if k == value.KindBool || k == value.KindString && (v.Text() == "true" || v.Text() == "false") {
			return value.OfBool(v.Text() == "true"), nil
		}
		return fail()
	case shapeInteger, shapeFraction:
		if k != value.KindNumber && k != value.KindString {
			return fail()
		}
		if n, ok := number(s, v.Text()); ok {
			return n, nil
		}
		return fail()
	default:
		// Terraform converts numbers and bools.
		if k == value.KindString || k == value.KindNumber || k == value.KindBool {
			return value.OfString(v.Text()), nil
		}
		return fail()
	}
}

// number reads a number in any notation.
func number(s shape, text string) (value.Value, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return value.OfInt(n), true
	}
	f, err := strconv.ParseFloat(text, 64)
	switch whole := f == math.Trunc(f) && math.Abs(f) < 1<<53; {
	case err != nil || math.IsInf(f, 0) || math.IsNaN(f):
		return value.Value{}, false
	case whole:
		return value.OfInt(int64(f)), true
	}
	return value.OfNumber(json.Number(strconv.FormatFloat(f, 'g', -1, 64))), s == shapeFraction
}

// dictionary maps a map of strings.
func dictionary(v value.Value, path string) (value.Value, error) {
	if v.Kind() != value.KindObject {
		return value.Value{}, &InputError{path, "a map of strings", v.Kind().String()}
	}
	out := value.OfObject(nil)
	for _, key := range v.Keys() {
		e := v.Get(key)
		if !e.IsNull() && !e.IsUnknown() {
			var err error
			if e, err = scalar(shapeText, e, fmt.Sprintf("%s[%q]", path, key)); err != nil {
				return value.Value{}, err
			}
		}
		out = out.With(key, e)
	}
	return out, nil
}

// put sets a field, below nested objects where dots say so.
func put(fields []value.Field, at string, field value.Value) []value.Field {
	name, below, nested := strings.Cut(at, ".")
	if nested {
		var inner []value.Field
		for _, f := range fields {
			if f.Name == name {
				inner = f.Value.Fields()
			}
		}
		field = value.OfFields(put(slices.Clone(inner), below, field))
	}
	return append(fields, value.Field{Name: name, Value: field})
}
