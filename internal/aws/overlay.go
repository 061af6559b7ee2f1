package aws

import (
	"maps"
	"slices"
)

// Overlay makes of this world what it will be after a plan. Before is what the plan knows
// of its resources now, after what it knows of them when it is applied: what differs is
// laid over this world, by ids, and what does not stays as it is here. So the many values
// that Terraform spells in another way than the API, or does not tell, change nothing.
// The gaps of this world stay, and those join them that only after has: the plan may add
// what it does not tell of yet.
//
// Terraform's provider does the same: it adds and removes the rules and entries by which
// the two differ, and leaves alone what it does not know.
func (w *World) Overlay(before, after *World) {
	w.place()
	adopt(w, after)
	o := overlay{World: w, before: before.whole(), after: after.whole(), had: maps.Clone(w.index), gone: map[Type]map[string]bool{}, touched: map[Type]bool{}}
	for _, t := range Types() {
		if t != SecurityGroupRules {
			o.lay(t)
		}
		for _, g := range after.gaps[t] {
			if !slices.Contains(before.gaps[t], g) {
				w.AddGap(t, g)
				o.touched[t] = true
			}
		}
	}
	o.rules()
	o.unclear(after.parts)
	o.below()
	o.registered()
	w.reindex()
	w.removed = append(w.removed, after.removed...)
	w.planned = w.planned || slices.ContainsFunc(onTheWay, func(t Type) bool { return o.touched[t] })
	w.Complete()
}

// onTheWay are the types by which targets get healthy or not.
var onTheWay = []Type{
	SecurityGroups, SecurityGroupRules, PrefixLists, NetworkACLs, RouteTables, PeeringConnections, VPCs, Subnets, NetworkInterfaces, Instances,
	LoadBalancers, Listeners, Rules, TargetGroups, Targets, Certificates,
}

// An overlay is one call of [World.Overlay].
type overlay struct {
	*World
	before, after *World
	// had is what this world has of itself.
	had map[indexKey]int
	// gone are the ids of what is taken away, by type.
	gone map[Type]map[string]bool
	// touched are the types of which something changes.
	touched map[Type]bool
}

// lay lays the resources of one type over those of this world.
func (o *overlay) lay(t Type) {
	if slices.Contains(ofRegion, t) {
		o.before.resources[t], o.after.resources[t] = o.here(o.before.resources[t]), o.here(o.after.resources[t])
	}
	for _, p := range pairs(o.before.resources[t], o.after.resources[t]) {
		switch {
		case p.after == nil:
			o.remove(*p.before)
		case p.before == nil:
			o.create(*p.after)
		default:
			o.update(*p.before, *p.after)
		}
	}
}

// reindex finds resources anew, after some were taken away.
func (w *World) reindex() {
	w.index = map[indexKey]int{}
	for _, list := range w.resources {
		for i, r := range list {
			if key, ok := keyOf(r); ok {
				w.index[key] = i
			}
		}
	}
}
