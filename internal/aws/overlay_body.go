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
	"CidrBlockAssociationSet": {"CidrBlock"}, "Groups": {"GroupId"},
}

// SameElement says that two elements of a list are one, which may differ in what else
// they say: a list has no two entries with one number, or routes to one destination.
func SameElement(list string, a, b value.Value) bool {
	name, known := nameOf(list, a)
	other, isKnown := nameOf(list, b)
	return known && isKnown && name == other
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
		out = slices.DeleteFunc(out, func(o value.Value) bool { return SameElement(list, e, o) })
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
		text := v.Text()
		if f == "Main" && text == "false" {
			text = "" // which Terraform does not tell
		}
		name += "\x00" + text
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
