package tfresource

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An object is one Terraform object that was given.
type object struct {
	// address is what findings call it: TYPE, TYPE[0] or TYPE["key"].
	address string
	// path is the address within the whole input, for errors.
	path string
	// data says that a data source told it, created that a plan creates it.
	data, created bool
	value.Value
}

// An opening says that there may be more objects of a type than those given.
type opening struct{ why value.Why }

// given lists the objects of a type: one object, or a list or map of them. Null
// is no object, as a conditional resource gives it.
func given(k kind, path string, v value.Value) (objects []object, open []opening, err error) {
	add := func(suffix string, e value.Value) error {
		o := object{address: k.name + suffix, path: path + suffix, Value: e}
		switch {
		case e.IsNull():
		case e.IsUnknown():
			open = append(open, opening{e.Why()})
		case e.Kind() != value.KindObject:
			return &InputError{o.path, "an object of type " + k.name, e.Kind().String()}
		case isMapOfObjects(k, e):
			return &InputError{o.path, "an object of type " + k.name, "a map; join the maps with merge(), or take their values()"}
		default:
			objects = append(objects, o)
			return k.recognise(o)
		}
		return nil
	}
	switch {
	case v.Kind() == value.KindList:
		for i, e := range v.Elements() {
			if err := add(fmt.Sprintf("[%d]", i), e); err != nil {
				return nil, nil, err
			}
		}
	case v.Kind() == value.KindObject && isMapOfObjects(k, v):
		for _, key := range v.Keys() {
			if err := add(fmt.Sprintf("[%q]", key), v.Get(key)); err != nil {
				return nil, nil, err
			}
		}
	case v.Kind() == value.KindObject, v.IsNull(), v.IsUnknown():
		err = add("", v)
	default:
		err = &InputError{path, "an object of type " + k.name + ", or a list or map of them", v.Kind().String()}
	}
	return objects, open, err
}

// isMapOfObjects tells the map that for_each makes from one object. An object
// has text somewhere, and has what its type needs.
func isMapOfObjects(k kind, v value.Value) bool {
	whole := true
	for _, name := range k.needs {
		whole = whole && v.Has(name) && v.Get(name).Kind() != value.KindObject
	}
	if whole {
		return false
	}
	for _, key := range v.Keys() {
		switch v.Get(key).Kind() {
		case value.KindString, value.KindNumber, value.KindBool:
			return false
		default:
		}
	}
	return true
}

// recognise rejects an object of another type. Terraform's objects have every
// attribute of their type, be it null; people who write objects by hand may leave
// out what the type does not need.
func (k kind) recognise(o object) error {
	var got string
	hasNot := func(name string) bool { return !o.Has(name) }
	needs := slices.DeleteFunc(slices.Clone(k.needs), o.Has)
	lacks := slices.DeleteFunc(slices.Clone(k.lacks), hasNot)
	switch {
	case len(needs) > 0:
		got = "one without " + strings.Join(needs, ", ")
	case len(lacks) > 0:
		got = "one with " + strings.Join(lacks, ", ")
	case len(k.signs) > 0 && !slices.ContainsFunc(k.signs, o.Has) && k.foreign(o) > few:
		got = "one without " + strings.Join(k.signs, " or ")
	default:
		return nil
	}
	if other := lookalike(o); other != "" {
		got += ", which looks like " + other
	}
	return &InputError{o.path, "an object of type " + k.name, got}
}

// few is how many attributes that are not read people write in an object by hand.
const few = 1

// foreign counts the attributes that are not read.
func (k kind) foreign(o object) int {
	n := 0
	for _, f := range o.Fields() {
		if !k.known[f.Name] {
			n++
		}
	}
	return n
}

// lookalike names the type of which the object has the most attributes, among
// those of which it has all; "" when there is none.
func lookalike(o object) string {
	hasNot := func(name string) bool { return !o.Has(name) }
	best, most := "", 1 // a name alone tells nothing
	for _, k := range kinds() {
		if reads := k.reads(); len(reads) > most && !slices.ContainsFunc(reads, hasNot) &&
			!slices.ContainsFunc(k.lacks, o.Has) && (len(k.signs) == 0 || slices.ContainsFunc(k.signs, o.Has)) {
			best, most = k.name, len(reads)
		}
	}
	return best
}
