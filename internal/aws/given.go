package aws

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// OverlayGiven is [World.Overlay] for resources of which nobody says what they were before a
// plan: that is what this world tells of them. What only this world tells stays, as does what
// they say in other words; what a plan takes away is known where a resource tells all that
// it has.
func (w *World) OverlayGiven(given *World) { w.Overlay(w.was(given), given) }

// was is what this world tells of the resources that are given.
func (w *World) was(given *World) *World {
	o, out := overlay{World: w, had: w.index}, NewWorld()
	all := given.whole()
	for _, t := range Types() {
		if t == SecurityGroupRules {
			continue
		}
		for _, g := range all.resources[t] {
			i := o.find(g, false)
			switch {
			case i >= 0:
				out.resources[t] = append(out.resources[t], before(g, w.resources[t][i]))
			case !g.Created && !g.part && g.ID.IsKnown() && !o.certainlyNot(g):
				out.resources[t] = append(out.resources[t], g) // it exists, and nobody looked for it
			}
		}
	}
	for _, g := range given.resources[SecurityGroupRules] {
		group := g.Body.Get("GroupId").Text()
		if _, read := w.index[indexKey{typ: SecurityGroups, id: group}]; !read && !g.Created && group != "" {
			out.resources[SecurityGroupRules] = append(out.resources[SecurityGroupRules], g)
		}
	}
	for _, r := range w.resources[SecurityGroupRules] {
		group := r.Body.Get("GroupId").Text()
		if slices.ContainsFunc(given.resources[SecurityGroups], func(g Resource) bool { return g.Whole && g.ID.Value() == group && group != "" }) {
			out.resources[SecurityGroupRules] = append(out.resources[SecurityGroupRules], r)
		}
	}
	return out
}

// before is a resource as Terraform would have told of it before the plan.
func before(given, live Resource) Resource {
	b := given
	b.Gaps, b.Body = nil, value.OfObject(nil)
	for _, f := range given.Body.Fields() {
		is := live.Body.Get(f.Name)
		_, listed := elements[f.Name]
		switch {
		case listed && f.Value.Kind() == value.KindList:
			is = listedBefore(f.Name, f.Value, is, given.Whole && (f.Name != "Associations" || given.Type == NetworkACLs))
		case saysOf(f.Name, is, f.Value), f.Value.Why().Untold, given.Arguments.Has(f.Name):
			is = f.Value
		}
		b.Body = b.Body.With(f.Name, is)
	}
	return b
}

// listedBefore are the elements of a list that are there already; and those that the plan
// takes away, where it tells all of them.
func listedBefore(list string, given, live value.Value, all bool) value.Value {
	var out []value.Value
	for _, g := range given.Elements() {
		if hasElement(live, g) {
			out = append(out, g)
		}
	}
	for _, l := range live.Elements() {
		name, known := nameOf(list, l)
		told := slices.ContainsFunc(given.Elements(), func(g value.Value) bool {
			other, isKnown := nameOf(list, g)
			return !isKnown || name == other
		})
		if all && known && !told && !isUntold(l) {
			out = append(out, l)
		}
	}
	return value.OfList(out...)
}

// isUntold says that a route table has a route of which Terraform does not tell: that of its
// VPC, those to gateway endpoints, and those that a gateway may have propagated.
//
// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table.
func isUntold(route value.Value) bool {
	gateway := route.Get("GatewayId").Text()
	return gateway == "local" || strings.HasPrefix(gateway, "vpce-") || strings.HasPrefix(gateway, "vgw-")
}

// named are the fields in which people choose the names, so that all of them are told.
var named = []string{"variables", "StageVariables", "stageVariableOverrides"}

// saysOf is [says] for a field.
func saysOf(field string, live, given value.Value) bool {
	return says(live, given) && (!slices.Contains(named, field) || says(given, live))
}

// says says that a value of the API has all that another has, in whatever order. Of the
// elements of lists Terraform tells less than the API does: what it leaves open is the same.
func says(live, given value.Value) bool {
	switch given.Kind() {
	case value.KindUnknown:
		return false
	case value.KindObject:
		return (live.Kind() == value.KindObject || isNothing(live)) && !slices.ContainsFunc(given.Fields(), func(f value.Field) bool {
			return !saysOf(f.Name, live.Get(f.Name), f.Value)
		})
	case value.KindList:
		return isNothing(live) && isNothing(given) || live.Kind() == value.KindList && len(live.Elements()) == len(given.Elements()) &&
			!slices.ContainsFunc(given.Elements(), func(g value.Value) bool { return !hasElement(live, g) })
	default:
	}
	switch live.Kind() {
	case value.KindUnknown:
		return false
	case value.KindNull, value.KindObject, value.KindList:
		return isNothing(live) && isNothing(given)
	default:
	}
	return live.Text() == given.Text() || isNothing(live) && isNothing(given)
}

// hasElement says that a list of the API has an element.
func hasElement(list, given value.Value) bool {
	told := value.OfObject(nil)
	for _, f := range given.Fields() {
		if !isNothing(f.Value) || f.Value.Kind() == value.KindBool { // false is an answer
			told = told.With(f.Name, f.Value)
		}
	}
	if given.Kind() == value.KindObject {
		given = told
	}
	return slices.ContainsFunc(list.Elements(), func(l value.Value) bool { return says(l, given) })
}

// isNothing says that a value says no more than none.
func isNothing(v value.Value) bool {
	switch v.Kind() {
	case value.KindNull:
		return true
	case value.KindString:
		return v.Text() == ""
	case value.KindBool:
		return v.Text() == "false"
	case value.KindObject, value.KindList:
		return v.IsEmpty()
	default:
		return false
	}
}

// APIRegion is the one region in which Terraform says that APIs are; "" where it says none,
// or several.
func (w *World) APIRegion() string {
	region := ""
	for _, t := range []Type{RestAPIs, APIs} {
		for _, r := range w.resources[t] {
			switch told := r.Region.Value(); {
			case told == "" || told == region:
			case region == "":
				region = told
			default:
				return ""
			}
		}
	}
	return region
}
