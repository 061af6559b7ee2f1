package tfobject

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An Object is one Terraform object.
type Object struct {
	// Type is the Terraform type.
	Type string
	// Address is what findings call it: the Terraform address where it is known, else
	// TYPE, TYPE[0] or TYPE["key"].
	Address string
	// Path is the address within the whole input, for errors.
	Path string
	// Data says that a data source told it: the resource exists, whatever of it is not
	// known.
	Data bool
	// Created says that the plan creates the resource. The objects of a plan are all
	// that there is of what it creates.
	Created bool
	// Changed says that the plan changes the resource where it is.
	Changed bool
	// Provider is what the module calls the provider that has it: aws.west; "" is the one
	// that it has by default. Null is not known.
	Provider value.String
	// Placed says that its region is told by the configuration of its provider alone.
	Placed bool
	value.Value
}

// Given lists the objects of a type: one object, or a list or map of them, and why
// there may be more than those given. Null is no object, as a conditional resource
// gives it.
func (k *Kind) Given(path string, v value.Value) (objects []Object, open []value.Why, err error) {
	add := func(suffix string, e value.Value) error {
		o := Object{Type: k.Name, Address: k.Name + suffix, Path: path + suffix, Value: e}
		switch {
		case e.IsNull():
		case e.IsUnknown():
			open = append(open, e.Why())
		case e.Kind() != value.KindObject:
			return &InputError{o.Path, "an object of type " + k.Name, e.Kind().String()}
		case k.isMapOfObjects(e):
			return &InputError{o.Path, "an object of type " + k.Name, "a map; join the maps with merge(), or take their values()"}
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
	case v.Kind() == value.KindObject && k.isMapOfObjects(v):
		for _, key := range v.Keys() {
			if err := add(fmt.Sprintf("[%q]", key), v.Get(key)); err != nil {
				return nil, nil, err
			}
		}
	case v.Kind() == value.KindObject, v.IsNull(), v.IsUnknown():
		err = add("", v)
	default:
		err = &InputError{path, "an object of type " + k.Name + ", or a list or map of them", v.Kind().String()}
	}
	return objects, open, err
}

// isMapOfObjects tells the map that for_each makes from one object. An object
// has text somewhere, and has what its type needs.
func (k *Kind) isMapOfObjects(v value.Value) bool {
	whole := true
	for _, name := range k.Needs {
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
func (k *Kind) recognise(o Object) error {
	var got string
	hasNot := func(name string) bool { return !o.Has(name) }
	needs := slices.DeleteFunc(slices.Clone(k.Needs), o.Has)
	lacks := slices.DeleteFunc(slices.Clone(k.Lacks), hasNot)
	switch {
	case len(needs) > 0:
		got = "one without " + strings.Join(needs, ", ")
	case len(lacks) > 0:
		got = "one with " + strings.Join(lacks, ", ")
	case len(k.Signs) > 0 && !slices.ContainsFunc(k.Signs, o.Has) && k.IsWhole(o):
		got = "one without " + strings.Join(k.Signs, " or ")
	default:
		return nil
	}
	if other := k.lookalike(o); other != "" {
		got += ", which looks like " + other
	}
	return &InputError{o.Path, "an object of type " + k.Name, got}
}

// few is how many attributes that are not read people write in an object by hand.
const few = 1

// IsWhole says that an object is Terraform's own: it has attributes that nobody reads.
func (k *Kind) IsWhole(o Object) bool {
	n := 0
	for _, f := range o.Fields() {
		if !k.known[f.Name] {
			n++
		}
	}
	return n > few
}

// lookalike names the type of which the object has the most attributes, among
// those of which it has all; "" when there is none.
func (k *Kind) lookalike(o Object) string {
	hasNot := func(name string) bool { return !o.Has(name) }
	best, most := "", 1 // a name alone tells nothing
	for _, other := range k.all {
		if reads := other.reads; len(reads) > most && !slices.ContainsFunc(reads, hasNot) &&
			!slices.ContainsFunc(other.Lacks, o.Has) && (len(other.Signs) == 0 || slices.ContainsFunc(other.Signs, o.Has)) {
			best, most = other.Name, len(reads)
		}
	}
	return best
}
