package value

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
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
	kind Kind
	text string // a string, or a number in JSON's notation, or "true"
	more *more  // nil where there is nothing more
}

// more is what few values have: plans are large, and most of their values are text.
type more struct {
	list   []Value
	fields []Field // in the order of their names, of which each is there once
	why    *Why
}

// Field is a field of an object.
type Field struct {
	Name  string
	Value Value
}

// Null returns null.
func Null() Value { return Value{} }

// OfBool returns a bool.
func OfBool(b bool) Value { return Value{kind: KindBool, text: strconv.FormatBool(b)} }

// OfString returns a string.
func OfString(s string) Value { return Value{kind: KindString, text: s} }

// OfNumber returns a number given in JSON's notation.
func OfNumber(n json.Number) Value { return Value{kind: KindNumber, text: n.String()} }

// OfInt returns an integer.
func OfInt(n int64) Value { return Value{kind: KindNumber, text: strconv.FormatInt(n, 10)} }

// OfList returns a list.
func OfList(vs ...Value) Value {
	if len(vs) == 0 {
		return Value{kind: KindList}
	}
	return Value{kind: KindList, more: &more{list: vs}}
}

// OfObject returns an object.
func OfObject(fields map[string]Value) Value {
	list := make([]Field, 0, len(fields))
	for name, v := range fields {
		list = append(list, Field{name, v})
	}
	return OfFields(list)
}

// OfFields returns an object; of fields with one name the last counts. The list
// must not be changed afterwards.
func OfFields(fields []Field) Value {
	if len(fields) == 0 {
		return Value{kind: KindObject}
	}
	byName := func(a, b Field) int { return strings.Compare(a.Name, b.Name) }
	if !slices.IsSortedFunc(fields, byName) {
		slices.SortStableFunc(fields, byName)
	}
	n := 0
	for i := range fields {
		if i > 0 && fields[i].Name == fields[n-1].Name {
			n--
		}
		fields[n] = fields[i]
		n++
	}
	return Value{kind: KindObject, more: &more{fields: fields[:n:n]}}
}

// Unknown returns an unknown value.
func Unknown(why Why) Value { return Value{kind: KindUnknown, more: &more{why: &why}} }

// Kind returns the kind.
func (v Value) Kind() Kind { return v.kind }

// IsNull says whether the value is null or absent.
func (v Value) IsNull() bool { return v.kind == KindNull }

// IsUnknown says whether the value as a whole is unknown.
func (v Value) IsUnknown() bool { return v.kind == KindUnknown }

// Why explains an unknown value.
func (v Value) Why() Why {
	if v.more == nil || v.more.why == nil {
		return Why{}
	}
	return *v.more.why
}

// Is says that both are one value, and not only alike.
func (v Value) Is(o Value) bool { return v == o }

// Text returns a string's text, a number's notation or "true" and "false".
func (v Value) Text() string { return v.text }

// Elements returns a list's elements.
func (v Value) Elements() []Value {
	if v.more == nil {
		return nil
	}
	return v.more.list
}

// Fields returns an object's fields in the order of their names. They must not be
// changed.
func (v Value) Fields() []Field {
	if v.more == nil {
		return nil
	}
	return v.more.fields
}

// Keys returns an object's keys in order.
func (v Value) Keys() []string {
	var keys []string
	for _, f := range v.Fields() {
		keys = append(keys, f.Name)
	}
	return keys
}

// IsEmpty says whether the value is an object or list without any part.
func (v Value) IsEmpty() bool {
	return v.kind == KindObject && len(v.Fields()) == 0 || v.kind == KindList && len(v.Elements()) == 0
}

// find returns the place of a field, or that where it would be.
func (v Value) find(name string) (int, bool) {
	return slices.BinarySearchFunc(v.Fields(), name, func(f Field, name string) int { return strings.Compare(f.Name, name) })
}

// Has says whether an object has the key, be it null.
func (v Value) Has(key string) bool { _, ok := v.find(key); return ok }

// Lookup returns a field of an object, and whether the object has it, be it null.
func (v Value) Lookup(key string) (Value, bool) {
	i, ok := v.find(key)
	if !ok {
		return Value{}, false
	}
	return v.more.fields[i].Value, true
}

// Get follows keys into objects. What is absent is null; what lies within an
// unknown value is unknown for the same reason.
func (v Value) Get(keys ...string) Value {
	for _, key := range keys {
		if v.kind == KindUnknown {
			return v
		}
		i, ok := v.find(key)
		if !ok {
			return Value{}
		}
		v = v.Fields()[i].Value
	}
	return v
}

// With returns a copy of an object (or of null) with one field set.
func (v Value) With(key string, field Value) Value {
	return v.WithFields(Field{key, field})
}

// WithFields returns a copy of an object (or of null) with fields set.
func (v Value) WithFields(set ...Field) Value {
	return OfFields(slices.Concat(v.Fields(), set))
}

// Merge lays one object over another: fields that over has, null ones included,
// replace those of base; the rest of base stays. Anything but two objects is
// replaced as a whole. Lists are replaced, not joined.
func Merge(base, over Value) Value {
	if base.kind != KindObject || over.kind != KindObject {
		return over
	}
	var set []Field
	for _, f := range over.Fields() {
		if i, ok := base.find(f.Name); ok {
			f.Value = Merge(base.Fields()[i].Value, f.Value)
		}
		set = append(set, f)
	}
	return base.WithFields(set...)
}

// IsWhollyKnown says whether no part of the value is unknown.
func (v Value) IsWhollyKnown() bool {
	if v.kind == KindUnknown {
		return false
	}
	for _, e := range v.Elements() {
		if !e.IsWhollyKnown() {
			return false
		}
	}
	for _, f := range v.Fields() {
		if !f.Value.IsWhollyKnown() {
			return false
		}
	}
	return true
}
