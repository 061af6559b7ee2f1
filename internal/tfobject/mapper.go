package tfobject

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A Mapper turns the attributes of one object into fields.
type Mapper struct {
	// Creating says that the resource does not exist yet, so that what its API
	// fills in is unknown.
	Creating bool
	// Whole says that the object is Terraform's own, so that what it has not is no
	// attribute of its type; people who write objects by hand leave out defaults.
	Whole bool
}

// Body maps the attributes of an object. An attribute that the object has not is
// no field: it says nothing. One that is null is a field that is null: it says
// that there is none.
func (m *Mapper) Body(attributes []Attribute, o value.Value, path string) (value.Value, error) {
	body, err := m.fields(attributes, o)
	return body, within(path, err)
}

// within completes the path of an error: most values have none, and need no path.
func within(path string, err error) error {
	var input *InputError
	if errors.As(err, &input) {
		input.Path = path + input.Path
	}
	return err
}

func (m *Mapper) fields(attributes []Attribute, o value.Value) (value.Value, error) {
	out := make([]value.Field, 0, min(len(attributes), len(o.Fields())))
	for i := range attributes {
		a := &attributes[i]
		v, has := o.Lookup(a.Name)
		if !has {
			v = o.Get(a.Name) // unknown if the object is
		}
		switch {
		case !has && a.Untold && m.Whole:
			out = put(out, a.Field, value.Unknown(value.Why{
				Reason: "the data source does not tell " + a.Name, Settle: "give the resource in its place, or credentials", Untold: true,
			}))
			continue
		case !has && a.Null.IsNull():
			continue
		}
		field, err := m.field(a, v)
		if err != nil {
			return value.Value{}, within("."+a.Name, err)
		}
		out = put(out, a.Field, field)
	}
	return value.OfFields(out), nil
}

func (m *Mapper) field(a *Attribute, v value.Value) (value.Value, error) {
	switch {
	case v.IsNull():
		return a.Null, nil
	case v.IsUnknown():
		// With an origin somebody did set it.
		if why := v.Why(); a.Unset != nil && m.Creating && !why.Set && !why.Origin.Known() {
			return *a.Unset, nil
		}
		return v, nil
	}
	switch a.Shape {
	case Texts, Blocks:
		return m.list(a, v)
	case Block:
		list, err := m.list(a, v)
		switch elements := list.Elements(); {
		case err != nil:
			return value.Value{}, err
		case len(elements) == 1:
			return elements[0], nil
		case len(elements) > 1:
			return value.Value{}, &InputError{"", "one object in a list", strconv.Itoa(len(elements))}
		}
		return value.Null(), nil
	case Labels:
		return dictionary(v)
	case Facts:
		if v.Kind() != value.KindObject {
			return value.Value{}, &InputError{"", "a certificate in PEM form", v.Kind().String()}
		}
		return v, nil
	case Text:
		// Terraform's empty string is a field that REST leaves out. It is no null,
		// of which the schema's default would take the place.
		if v.Kind() == value.KindString && v.Text() == "" {
			return value.Null(), nil
		}
		return scalar(Text, v)
	default:
		return scalar(a.Shape, v)
	}
}

// list maps lists and sets. An empty one is null, as REST leaves it out.
func (m *Mapper) list(a *Attribute, v value.Value) (value.Value, error) {
	want := "a list of objects"
	if a.Shape == Texts {
		want = "a list of strings"
	}
	if v.Kind() != value.KindList {
		return value.Value{}, &InputError{"", want, v.Kind().String()}
	}
	out := make([]value.Value, 0, len(v.Elements()))
	for i, e := range v.Elements() {
		var err error
		switch {
		case e.IsUnknown():
		case a.Shape == Texts:
			e, err = scalar(Text, e)
		case e.Kind() != value.KindObject:
			err = &InputError{"", "an object", e.Kind().String()}
		default:
			e, err = m.fields(a.Attributes, e)
		}
		if err != nil {
			return value.Value{}, within(fmt.Sprintf("[%d]", i), err)
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return value.Null(), nil
	}
	return value.OfList(out...), nil
}

// Scalar checks a known value, and spells it as APIs do.
func Scalar(s Shape, v value.Value, path string) (value.Value, error) {
	v, err := scalar(s, v)
	return v, within(path, err)
}

func scalar(s Shape, v value.Value) (value.Value, error) {
	fail := func() (value.Value, error) {
		want := map[Shape]string{Text: "a string", Integer: "an integer", Fraction: "a number", Truth: "true or false"}[s]
		return value.Value{}, &InputError{"", want, v.Kind().String()}
	}
	k := v.Kind()
	switch s {
	case Truth:
		if k == value.KindBool || k == value.KindString && (v.Text() == "true" || v.Text() == "false") {
			return value.OfBool(v.Text() == "true"), nil
		}
		return fail()
	case Integer, Fraction:
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
func number(s Shape, text string) (value.Value, bool) {
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
	return value.OfNumber(json.Number(strconv.FormatFloat(f, 'g', -1, 64))), s == Fraction
}

// dictionary maps a map of strings.
func dictionary(v value.Value) (value.Value, error) {
	if v.Kind() != value.KindObject {
		return value.Value{}, &InputError{"", "a map of strings", v.Kind().String()}
	}
	out := value.OfObject(nil)
	for _, key := range v.Keys() {
		e := v.Get(key)
		if !e.IsNull() && !e.IsUnknown() {
			var err error
			if e, err = scalar(Text, e); err != nil {
				return value.Value{}, within(fmt.Sprintf("[%q]", key), err)
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
