package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
)

// Kind is the kind of a [Value].
type Kind uint8

// The kinds. The zero Value is null.
const (
	KindNull Kind = iota
	KindBool
	KindNumber
	KindString
	KindList
	KindObject
	KindUnknown
)

// String names the kind for error messages.
func (k Kind) String() string {
	return [...]string{"null", "bool", "number", "string", "list", "object", "unknown"}[k]
}

// Value is an immutable tree in the shape of JSON any part of which may be unknown.
type Value struct {
	kind   Kind
	text   string // a string, or a number in JSON's notation, or "true"
	list   []Value
	fields map[string]Value
	why    *Why
}

// Null returns null.
func Null() Value { return Value{} }

// OfBool returns a bool.
func OfBool(b bool) Value { return Value{kind: KindBool, text: fmt.Sprint(b)} }

// OfString returns a string.
func OfString(s string) Value { return Value{kind: KindString, text: s} }

// OfNumber returns a number given in JSON's notation.
func OfNumber(n json.Number) Value { return Value{kind: KindNumber, text: n.String()} }

// OfInt returns an integer.
func OfInt(n int64) Value { return Value{kind: KindNumber, text: fmt.Sprint(n)} }

// OfList returns a list.
func OfList(vs ...Value) Value { return Value{kind: KindList, list: vs} }

// OfObject returns an object; the map must not be changed afterwards.
func OfObject(fields map[string]Value) Value { return Value{kind: KindObject, fields: fields} }

// Unknown returns an unknown value.
func Unknown(why Why) Value { return Value{kind: KindUnknown, why: &why} }

// Kind returns the kind.
func (v Value) Kind() Kind { return v.kind }

// IsNull says whether the value is null or absent.
func (v Value) IsNull() bool { return v.kind == KindNull }

// IsUnknown says whether the value as a whole is unknown.
func (v Value) IsUnknown() bool { return v.kind == KindUnknown }

// Why explains an unknown value.
func (v Value) Why() Why {
	if v.why == nil {
		return Why{}
	}
	return *v.why
}

// Text returns a string's text, a number's notation or "true" and "false".
func (v Value) Text() string { return v.text }

// Elements returns a list's elements.
func (v Value) Elements() []Value { return v.list }

// Keys returns an object's keys in order.
func (v Value) Keys() []string { return slices.Sorted(maps.Keys(v.fields)) }

// Fields visits an object's fields in no order.
func (v Value) Fields() iter.Seq2[string, Value] { return maps.All(v.fields) }

// IsEmpty says whether the value is an object or list without any part.
func (v Value) IsEmpty() bool {
	return (v.kind == KindObject || v.kind == KindList) && len(v.fields)+len(v.list) == 0
}

// Has says whether an object has the key, be it null.
func (v Value) Has(key string) bool { _, ok := v.fields[key]; return ok }

// Get follows keys into objects. What is absent is null; what lies within an
// unknown value is unknown for the same reason.
func (v Value) Get(keys ...string) Value {
	for _, key := range keys {
		if v.kind == KindUnknown {
			return v
		}
		v = v.fields[key]
	}
	return v
}

// With returns a copy of an object (or of null) with one field set.
func (v Value) With(key string, field Value) Value {
	fields := maps.Clone(v.fields)
	if fields == nil {
		fields = map[string]Value{}
	}
	fields[key] = field
	return OfObject(fields)
}

// WithAll returns a copy of an object (or of null) with fields set.
func (v Value) WithAll(set map[string]Value) Value {
	fields := make(map[string]Value, len(v.fields)+len(set))
	maps.Copy(fields, v.fields)
	maps.Copy(fields, set)
	return OfObject(fields)
}

// Merge lays one object over another: fields that over has, null ones included,
// replace those of base; the rest of base stays. Anything but two objects is
// replaced as a whole. Lists are replaced, not joined.
func Merge(base, over Value) Value {
	if base.kind != KindObject || over.kind != KindObject {
		return over
	}
	fields := maps.Clone(base.fields)
	if fields == nil {
		fields = map[string]Value{}
	}
	for key, field := range over.fields {
		if old, ok := fields[key]; ok {
			field = Merge(old, field)
		}
		fields[key] = field
	}
	return OfObject(fields)
}

// IsWhollyKnown says whether no part of the value is unknown.
func (v Value) IsWhollyKnown() bool {
	if v.kind == KindUnknown {
		return false
	}
	for _, e := range v.list {
		if !e.IsWhollyKnown() {
			return false
		}
	}
	for _, f := range v.fields {
		if !f.IsWhollyKnown() {
			return false
		}
	}
	return true
}

// ParseJSON reads one JSON document. Numbers keep their notation, so that no
// 64-bit integer loses a digit.
func ParseJSON(data []byte) (Value, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var doc any
	if err := dec.Decode(&doc); err != nil {
		return Value{}, fmt.Errorf("not JSON: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return Value{}, fmt.Errorf("not JSON: more than one document")
	}
	return FromAny(doc)
}

// FromAny converts what encoding/json decodes into an empty interface.
func FromAny(doc any) (Value, error) {
	switch doc := doc.(type) {
	case nil:
		return Null(), nil
	case bool:
		return OfBool(doc), nil
	case string:
		return OfString(doc), nil
	case json.Number:
		return OfNumber(doc), nil
	case float64:
		return OfNumber(json.Number(fmt.Sprint(doc))), nil
	case []any:
		list := make([]Value, len(doc))
		for i, e := range doc {
			var err error
			if list[i], err = FromAny(e); err != nil {
				return Value{}, err
			}
		}
		return OfList(list...), nil
	case map[string]any:
		fields := make(map[string]Value, len(doc))
		for k, e := range doc {
			f, err := FromAny(e)
			if err != nil {
				return Value{}, err
			}
			fields[k] = f
		}
		return OfObject(fields), nil
	}
	return Value{}, fmt.Errorf("a %T is no JSON value", doc)
}
