package value

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
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
// type [Of] or structs of such fields (an absent struct has null fields); fields
// without a tag, embedded structs among them, are left alone. An unknown object
// makes every field unknown. The error is a [*ShapeError].
func Decode(v Value, dst any) error {
	return decodePlain(v, reflect.ValueOf(dst).Elem(), "")
}

type decoder interface {
	decode(v Value, path string) error
}

func (o *Of[T]) decode(v Value, path string) error {
	switch v.kind {
	case KindNull:
		*o = Of[T]{}
		return nil
	case KindUnknown:
		*o = UnknownOf[T](v.Why())
		return nil
	default:
	}
	var t T
	if err := decodePlain(v, reflect.ValueOf(&t).Elem(), path); err != nil {
		return err
	}
	*o = Known(t)
	return nil
}

func decodePlain(v Value, dst reflect.Value, path string) error {
	if d, ok := dst.Addr().Interface().(decoder); ok {
		return d.decode(v, path)
	}
	switch dst.Kind() {
	case reflect.Struct:
		return decodeStruct(v, dst, path)
	case reflect.Slice:
		if v.kind != KindList {
			return &ShapeError{path, "a list", v.kind}
		}
		out := reflect.MakeSlice(dst.Type(), len(v.list), len(v.list))
		for i, e := range v.list {
			if err := decodePlain(e, out.Index(i), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
		dst.Set(out)
		return nil
	case reflect.String:
		// Numbers and bools convert, as Terraform converts them.
		if v.kind != KindString && v.kind != KindNumber && v.kind != KindBool {
			return &ShapeError{path, "a string", v.kind}
		}
		dst.SetString(v.text)
		return nil
	case reflect.Bool:
		b, err := strconv.ParseBool(v.text)
		if err != nil || v.kind != KindBool && v.kind != KindString {
			return &ShapeError{path, "true or false", v.kind}
		}
		dst.SetBool(b)
		return nil
	case reflect.Int64:
		// Google's JSON writes 64-bit integers as strings.
		n, err := strconv.ParseInt(v.text, 10, 64)
		if err != nil || v.kind != KindNumber && v.kind != KindString {
			return &ShapeError{path, "an integer", v.kind}
		}
		dst.SetInt(n)
		return nil
	default:
		panic("value: no model field can be a " + dst.Type().String())
	}
}

func decodeStruct(v Value, dst reflect.Value, path string) error {
	if v.kind != KindObject && v.kind != KindNull && v.kind != KindUnknown {
		return &ShapeError{path, "an object", v.kind}
	}
	t := dst.Type()
	for i := range t.NumField() {
		field := t.Field(i)
		tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if tag == "" || tag == "-" {
			continue
		}
		at := tag
		if path != "" {
			at = path + "." + tag
		}
		if err := decodePlain(v.Get(tag), dst.Field(i), at); err != nil {
			return err
		}
	}
	return nil
}
