package value

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A ShapeError says that a value has another type than its field.
type ShapeError struct {
	Path string // where, such as allowed[0].ports[1]
	Want string // what was expected, such as "a string"
	Got  Kind
}

// Error names the path, what was expected and what was found, never the value.
func (e *ShapeError) Error() string {
	path := e.Path
	if path == "" {
		path = "the value"
	}
	return fmt.Sprintf("%s: expected %s, got %s", path, e.Want, e.Got)
}

// Decode fills a struct from an object by the fields' json tags. Fields are of
// type [Of], a [Value] for what has no fixed shape, such as maps, or structs of such
// fields (an absent struct has null fields); fields without a tag, embedded structs among them, are left alone. An unknown object
// makes every field unknown. The error is a [*ShapeError].
func Decode(v Value, dst any) error {
	return decodePlain(v, reflect.ValueOf(dst).Elem())
}

type decoder interface{ decode(v Value) error }

func (o *Of[T]) decode(v Value) error {
	switch v.kind {
	case KindNull:
		*o = Of[T]{}
		return nil
	case KindUnknown:
		*o = UnknownOf[T](v.Why())
		return nil
	default:
	}
	*o = Of[T]{state: stateKnown}
	return decodePlain(v, reflect.ValueOf(&o.v).Elem())
}

func decodePlain(v Value, dst reflect.Value) error {
	switch d := dst.Addr().Interface().(type) {
	case decoder:
		return d.decode(v)
	case *Value:
		*d = v
		return nil
	}
	switch dst.Kind() {
	case reflect.Struct:
		return decodeStruct(v, dst)
	case reflect.Slice:
		if v.kind != KindList {
			return &ShapeError{Want: "a list", Got: v.kind}
		}
		list := v.Elements()
		out := reflect.MakeSlice(dst.Type(), len(list), len(list))
		for i, e := range list {
			if err := decodePlain(e, out.Index(i)); err != nil {
				return within(fmt.Sprintf("[%d]", i), err)
			}
		}
		dst.Set(out)
		return nil
	case reflect.String:
		// Numbers and bools convert, as Terraform converts them.
		if v.kind != KindString && v.kind != KindNumber && v.kind != KindBool {
			return &ShapeError{Want: "a string", Got: v.kind}
		}
		dst.SetString(v.text)
		return nil
	case reflect.Bool:
		b, err := strconv.ParseBool(v.text)
		if err != nil || v.kind != KindBool && v.kind != KindString {
			return &ShapeError{Want: "true or false", Got: v.kind}
		}
		dst.SetBool(b)
		return nil
	case reflect.Int64:
		// Google's JSON writes 64-bit integers as strings.
		n, err := strconv.ParseInt(v.text, 10, 64)
		if err != nil || v.kind != KindNumber && v.kind != KindString {
			return &ShapeError{Want: "an integer", Got: v.kind}
		}
		dst.SetInt(n)
		return nil
	default:
		panic("value: no model field can be a " + dst.Type().String())
	}
}

// within says in which field or element a shape is wrong.
func within(place string, err error) error {
	var shape *ShapeError
	if errors.As(err, &shape) {
		if shape.Path != "" && shape.Path[0] != '[' {
			place += "."
		}
		shape.Path = place + shape.Path
	}
	return err
}

func decodeStruct(v Value, dst reflect.Value) error {
	if v.kind != KindObject && v.kind != KindNull && v.kind != KindUnknown {
		return &ShapeError{Want: "an object", Got: v.kind}
	}
	fields := v.Fields()
	for _, t := range tagsOf(dst.Type()) {
		part := Value{} // what is absent is null
		// Both are in the order of their names.
		for len(fields) > 0 && fields[0].Name < t.name {
			fields = fields[1:]
		}
		if v.kind == KindUnknown {
			part = v
		} else if len(fields) > 0 && fields[0].Name == t.name {
			part = fields[0].Value
		}
		if err := decodePlain(part, dst.Field(t.field)); err != nil {
			return within(t.name, err)
		}
	}
	return nil
}

// A tag is what a field of a struct is called in JSON.
type tag struct {
	name  string
	field int
}

// known are the tags of the structs seen, by their types.
var known sync.Map

// tagsOf lists the tags of a struct's fields by name.
func tagsOf(t reflect.Type) []tag {
	if tags, ok := known.Load(t); ok {
		return tags.([]tag)
	}
	var tags []tag
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" && name != "-" {
			tags = append(tags, tag{name, i})
		}
	}
	slices.SortFunc(tags, func(a, b tag) int { return strings.Compare(a.name, b.name) })
	known.Store(t, tags)
	return tags
}
