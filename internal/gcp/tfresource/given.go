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
	value.Value
}

// An opening says that there may be more objects of a type than those given.
type opening struct{ why value.Why }

// given lists the objects of a type: one object, or a list or map of them. Null
// is no object, as a conditional resource gives it.
func given(k kind, path string, v value.Value) (objects []object, open []opening, err error) {
	add := func(suffix string, e value.Value) error {
		o := object{k.name + suffix, path + suffix, e}
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
		e := v.Get(name)
		whole = whole && v.Has(name) && e.Kind() != value.KindObject && e.Kind() != value.KindList
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
	want := "an object of type " + k.name
	var lacks []string
	for _, name := range k.needs {
		if !o.Has(name) {
			lacks = append(lacks, name)
		}
	}
	if len(lacks) > 0 {
		got := "one without " + strings.Join(lacks, ", ")
		if other := k.mistakenFor(o); other != "" {
			got += " that looks like " + other
		}
		return &InputError{o.path, want, got}
	}
	for _, name := range k.lacks {
		if o.Has(name) {
			return &InputError{o.path, want, "one with " + name}
		}
	}
	if other := k.mistakenFor(o); other != "" {
		return &InputError{o.path, want, "one that looks like " + other}
	}
	return nil
}

// mistakenFor names the type of which the object has the most, where it has all
// that the table of the type reads and not all of its own; "" when there is none.
// An object that has what its own type needs must have something that is foreign.
func (k kind) mistakenFor(o object) string {
	own := k.reads()
	has := func(name string) bool { return o.Has(name) }
	hasNot := func(name string) bool { return !o.Has(name) }
	if !slices.ContainsFunc(own, hasNot) {
		return ""
	}
	needy := slices.ContainsFunc(k.needs, hasNot)
	best, most := "", 1 // a name alone tells nothing
	for _, other := range kinds() {
		foreign := slices.ContainsFunc(other.needs, func(name string) bool { return !slices.Contains(own, name) })
		if reads := other.reads(); (foreign || needy) && len(reads) > most &&
			!slices.ContainsFunc(reads, hasNot) && !slices.ContainsFunc(other.lacks, has) {
			best, most = other.name, len(reads)
		}
	}
	return best
}
