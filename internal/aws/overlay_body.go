package aws

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// changedBody is a body in which the fields are changed by which two others differ. The
// elements of lists that Terraform makes one by one are changed one by one.
func changedBody(live, before, after value.Value) value.Value {
	switch {
	case value.Identical(before, after):
		return live
	case live.Kind() == value.KindObject && after.Kind() == value.KindObject && before.Kind() != value.KindObject:
		return value.Merge(live, after)
	case live.Kind() != value.KindObject || after.Kind() != value.KindObject:
		return after
	}
	var set []value.Field
	for _, name := range slices.Concat(before.Keys(), after.Keys()) {
		b, a := before.Get(name), after.Get(name)
		if value.Identical(b, a) {
			continue
		}
		changed := changedBody(live.Get(name), b, a)
		if _, is := elements[name]; is {
			changed = joined(name, live.Get(name), b, a)
		}
		set = append(set, value.Field{Name: name, Value: changed})
	}
	return live.WithFields(set...)
}

// elements are the lists whose elements Terraform makes one by one, and by which fields
// their elements are told apart. Both an ACL and a prefix list have entries.
var elements = map[string][]string{
	"Entries": {"RuleNumber", "Egress", "Cidr"}, "Associations": {"SubnetId", "Main"},
	"Routes":                  {"DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"},
	"CidrBlockAssociationSet": {"CidrBlock"},
}

// joined is a list without the elements that only before has, and with those that only
// after has. An element replaces one that has the same name.
func joined(list string, live, before, after value.Value) value.Value {
	switch {
	case live.IsUnknown():
		return live
	case after.IsUnknown():
		return after
	}
	has := func(in value.Value, e value.Value) bool {
		return slices.ContainsFunc(in.Elements(), func(o value.Value) bool { return value.Identical(o, e) })
	}
	out := slices.Clone(live.Elements())
	without := func(e value.Value) {
		name, known := nameOf(list, e)
		out = slices.DeleteFunc(out, func(o value.Value) bool {
			other, isKnown := nameOf(list, o)
			return known && isKnown && name == other
		})
	}
	for _, e := range before.Elements() {
		if !has(after, e) {
			without(e)
		}
	}
	for _, e := range after.Elements() {
		if !has(before, e) {
			without(e)
			out = append(out, e)
		}
	}
	return value.OfList(out...)
}

// nameOf tells an element of a list from others; false if it is not known.
func nameOf(list string, e value.Value) (string, bool) {
	name := ""
	for _, f := range elements[list] {
		v := e.Get(f)
		if v.IsUnknown() {
			return "", false
		}
		name += "\x00" + v.Text()
	}
	return name, e.Kind() == value.KindObject
}

// emptied is a body whose lists and objects have nothing in them.
func emptied(body value.Value) value.Value {
	for _, f := range body.Fields() {
		switch f.Value.Kind() {
		case value.KindObject:
			body = body.With(f.Name, value.OfObject(nil))
		case value.KindList:
			body = body.With(f.Name, value.OfList())
		default:
		}
	}
	return body
}

// Differences are the resources that a plan makes or changes, as they are after it, with
// what it says of resources that it does not have itself; and those whose subnets get
// others when they go.
func Differences(before, after *World) []Resource {
	var out []Resource
	was, will := before.whole(), after.whole()
	for _, t := range Types() {
		for _, a := range will.resources[t] {
			i := slices.IndexFunc(was.resources[t], func(b Resource) bool { return sameInPlan(b, a) })
			if i < 0 || !value.Identical(was.resources[t][i].Body, a.Body) {
				out = append(out, a)
			}
		}
	}
	for _, t := range []Type{NetworkACLs, RouteTables} {
		for _, b := range was.resources[t] {
			if !slices.ContainsFunc(will.resources[t], func(a Resource) bool { return sameInPlan(b, a) }) {
				out = append(out, b)
			}
		}
	}
	return out
}
