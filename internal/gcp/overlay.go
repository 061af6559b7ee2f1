package gcp

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Overlay lays a plan's resources over this world: what the plan deletes is taken
// away; same name, merged; new name, added. The gaps of this world stay. Those of the plan join them, as the plan
// may add what it does not tell of yet; but not those that only say that a plan
// is no whole world: one that says nothing of a resource leaves it as it is.
func (w *World) Overlay(plan *World) {
	w.planned = true
	w.take(plan)
	for _, t := range []Type{Instances, IAMGrants} {
		w.removed[t] = append(w.removed[t], plan.removed[t]...)
	}
	for _, t := range Types() {
		for _, r := range plan.resources[t] {
			switch t {
			case FirewallPolicies:
				w.overlayPolicy(r)
			case SecurityPolicies:
				w.overlaySecurityPolicy(r)
			default:
				w.Put(r)
			}
		}
		w.gaps[t] = append(w.gaps[t], plan.gaps[t]...)
	}
	if len(plan.Hostnames) > 0 {
		w.Hostnames = plan.Hostnames
	}
	if len(plan.ClientRanges) > 0 {
		w.ClientRanges = plan.ClientRanges
	}
}

// overlayPolicy lays a firewall policy over all that this world has of it, one
// for each network that it applies to. A plan that does not say where the policy
// applies leaves that as it is.
func (w *World) overlayPolicy(r Resource) {
	have := w.resources[FirewallPolicies]
	ref, known := r.Ref.Get()
	known = known && ref.Complete()
	var found []int
	for i, old := range have {
		if known && w.Projects.Same(ref, old.Ref.Value()) == value.True {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		w.Put(r)
		return
	}
	there := false
	for _, i := range found {
		there = there || w.sameParent(have[i], r)
		merged := mergePolicy(have[i], r)
		merged.Parent, merged.Level = have[i].Parent, have[i].Level
		have[i] = merged
	}
	// Which networks lie below an organization or folder does not change with its
	// policy; which networks another policy is associated with may.
	hierarchical := have[found[0]].Body.Get("type").Text() == apigee.PolicyHierarchy
	if there || r.Parent.IsNull() || hierarchical && r.Parent.IsUnknown() {
		return
	}
	added := have[found[0]]
	added.Parent, added.Level = r.Parent, r.Level
	w.Put(added)
}

// overlaySecurityPolicy lays a security policy over what this world has of it.
func (w *World) overlaySecurityPolicy(r Resource) {
	key, ok := w.keyOf(r)
	if i, there := w.index[key]; ok && there {
		w.resources[r.Type][i] = mergePolicy(w.resources[r.Type][i], r)
		return
	}
	w.Put(r)
}

func (w *World) sameParent(a, b Resource) bool {
	return value.SameRef(w.Projects, a.Parent, b.Parent) == value.True
}

// mergePolicy lays what a plan says of a policy over what is known of it. Rules
// of a plan that has only some of them replace those of the same priority.
func mergePolicy(old, plan Resource) Resource {
	out := plan
	out.Body = value.Merge(old.Body, plan.Body)
	if len(plan.Partial) > 0 {
		out.Body = out.Body.With("rules", joinRules(old.Body.Get("rules"), plan.Body.Get("rules")))
	}
	out.Gaps = slices.Concat(old.Gaps, plan.Gaps)
	out.Partial = old.Partial
	if out.Address == "" {
		out.Address = old.Address
	}
	return out
}

// joinRules replaces the rules that have the direction and priority of new ones,
// and adds the rest.
func joinRules(old, added value.Value) value.Value {
	for _, rules := range []value.Value{old, added} {
		if rules.IsUnknown() {
			return rules
		}
	}
	replaced := func(rule value.Value) bool {
		return slices.ContainsFunc(added.Elements(), func(a value.Value) bool {
			return sameText(a, rule, "priority") && sameText(a, rule, "direction")
		})
	}
	rules := slices.DeleteFunc(slices.Clone(old.Elements()), replaced)
	rules = append(rules, added.Elements()...)
	return value.OfList(rules...)
}

// sameText says that a field of two objects is known and the same. REST leaves
// out a priority of 0.
func sameText(a, b value.Value, field string) bool {
	text := func(v value.Value) string {
		if field == "priority" && v.IsNull() {
			return "0"
		}
		return v.Text()
	}
	x, y := a.Get(field), b.Get(field)
	return !x.IsUnknown() && !y.IsUnknown() && text(x) == text(y)
}
