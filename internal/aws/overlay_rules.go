package aws

import (
	"slices"

	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// rules lays the rules of security groups over those of this world. Terraform does not
// tell the ids of those that a group has inside, so they are told apart by what they say.
func (o *overlay) rules() {
	names := func(rules []Resource) map[string]bool {
		out := map[string]bool{}
		for _, r := range rules {
			out[ruleName(r)] = true
		}
		delete(out, "")
		return out
	}
	was, will, is := names(o.before.resources[SecurityGroupRules]), names(o.after.resources[SecurityGroupRules]), names(o.resources[SecurityGroupRules])
	addresses := map[string]string{}
	for _, a := range o.after.resources[SecurityGroupRules] {
		n := ruleName(a)
		if n != "" && addresses[n] == "" {
			addresses[n] = a.Address
		}
		switch {
		case n != "" && was[n] && is[n]: // it stays
		case n != "" && was[n] && o.rulesKnown(a.Body.Get("GroupId").Text()): // somebody took it away
		case n != "" && is[n]: // somebody made it already
		default:
			o.touched[SecurityGroupRules] = o.touched[SecurityGroupRules] || n == "" || !was[n]
			is[n] = n != ""
			if a.ID.IsKnown() {
				o.drop(SecurityGroupRules, a.ID)
				o.reindex()
			}
			o.Put(a)
		}
	}
	o.resources[SecurityGroupRules] = slices.DeleteFunc(o.resources[SecurityGroupRules], func(r Resource) bool {
		n := ruleName(r)
		goes := n != "" && was[n] && !will[n]
		o.touched[SecurityGroupRules] = o.touched[SecurityGroupRules] || goes
		return goes
	})
	for i := range o.resources[SecurityGroupRules] {
		r := &o.resources[SecurityGroupRules][i]
		if address := addresses[ruleName(*r)]; r.Address == "" && address != "" {
			r.Address, r.Observed = address, true
		}
	}
}

// ruleName tells a rule from others, of other groups too; "" when that is not known.
func ruleName(r Resource) string {
	key, group := RuleKey(r.Body), r.Body.Get("GroupId").Text()
	if key == "" || group == "" {
		return ""
	}
	return group + " " + key
}

// rulesKnown says that all rules of a group are known.
func (o *overlay) rulesKnown(group string) bool {
	_, there := o.had[indexKey{typ: SecurityGroups, id: group}]
	return there && !slices.ContainsFunc(o.gaps[SecurityGroupRules], func(g pi.Gap) bool { return g.Scope == "" || g.Scope == group })
}

// adopt gives the ids of what a plan adopts to all that the plan says of it: the default
// security group of a VPC, which loses all its rules then.
func adopt(w, plan *World) {
	for i, group := range plan.resources[SecurityGroups] {
		if !isDefault(group) || group.ID.IsKnown() {
			continue
		}
		for _, live := range w.resources[SecurityGroups] {
			if live.Body.Get("GroupName").Text() != "default" || !value.Identical(live.Body.Get("VpcId"), group.Body.Get("VpcId")) {
				continue
			}
			plan.resources[SecurityGroups][i].ID = live.ID
			for t, list := range plan.resources {
				for j := range list {
					plan.resources[t][j].Body = adopted(list[j].Body, group.Address, value.OfString(live.ID.Value()))
				}
			}
			w.resources[SecurityGroupRules] = slices.DeleteFunc(slices.Clone(w.resources[SecurityGroupRules]), func(r Resource) bool {
				return r.Body.Get("GroupId").Text() == live.ID.Value()
			})
			w.planned = true
		}
	}
	w.reindex()
}

// adopted puts an id in the place of those that come from a resource.
func adopted(v value.Value, address string, id value.Value) value.Value {
	switch v.Kind() {
	case value.KindUnknown:
		if from := v.Why().Origin; from.Resource == address && from.Path == "id" {
			return id
		}
	case value.KindList:
		list := slices.Clone(v.Elements())
		for i := range list {
			list[i] = adopted(list[i], address, id)
		}
		return value.OfList(list...)
	case value.KindObject:
		fields := slices.Clone(v.Fields())
		for i := range fields {
			fields[i].Value = adopted(fields[i].Value, address, id)
		}
		return value.OfFields(fields)
	default:
	}
	return v
}
