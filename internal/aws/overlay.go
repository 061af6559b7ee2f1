package aws

import (
	"maps"
	"slices"
	"strings"

	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
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
	o.unclear(after.parts, before.parts)
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
	matched := make([]bool, len(o.before.resources[t]))
	for _, a := range o.after.resources[t] {
		i := slices.IndexFunc(o.before.resources[t], func(b Resource) bool { return sameInPlan(b, a) })
		if i < 0 {
			o.create(a)
			continue
		}
		matched[i] = true
		o.update(o.before.resources[t][i], a)
	}
	for i, b := range o.before.resources[t] {
		if !matched[i] {
			o.remove(b)
		}
	}
}

// sameInPlan says that two resources of a plan are one, before and after it.
func sameInPlan(b, a Resource) bool {
	x, isX := keyOf(b)
	y, isY := keyOf(a)
	switch {
	case a.part != b.part:
		return false
	case isX && isY:
		return x == y
	case a.Created:
		return false
	case isX || isY:
		return b.Address == a.Address && !isPartOfDocument(a)
	}
	return b.Address == a.Address && alias(b) == alias(a)
}

// isPartOfDocument says that an object of Terraform makes many such resources, so that
// its address is none of theirs alone.
func isPartOfDocument(r Resource) bool {
	return r.Type == Integrations && r.ID.IsUnknown() || r.Type == RestIntegrations && strings.Contains(r.Address, "aws_api_gateway_rest_api.")
}

// alias is what tells a resource from others whose id is not known.
func alias(r Resource) string {
	var fields []string
	switch r.Type {
	case RestIntegrations:
		if r.Body.Get("stage").IsNull() && r.Body.Get("resourceId").Text() != "" {
			fields = []string{"resourceId", "method"}
		}
	case Integrations:
		fields = []string{"IntegrationUri", "ConnectionId", "IntegrationMethod"}
	case Targets:
		fields = []string{"TargetGroupArn", "Id", "Registrar"}
	default:
	}
	if len(fields) == 0 {
		return ""
	}
	out := r.Parent.Value()
	for _, f := range fields {
		out += "\x00" + r.Body.Get(f).Text()
	}
	return out
}

// find finds a resource of a plan in this world; -1 if it is not there.
func (o *overlay) find(r Resource) int {
	if key, ok := keyOf(r); ok {
		if i, there := o.index[key]; there {
			return i
		}
	}
	name := alias(r)
	if name == "" {
		return -1
	}
	return slices.IndexFunc(o.resources[r.Type], func(have Resource) bool {
		return alias(have) == name && (r.Body.Get("Port").IsNull() || value.Identical(r.Body.Get("Port"), have.Body.Get("Port")))
	})
}

// create adds what the plan makes. Some of it is there: what Terraform adopts, and what
// is made of a resource that it does not have.
func (o *overlay) create(a Resource) {
	i := o.find(a)
	switch {
	case i < 0 && !a.part:
		o.touched[a.Type] = true
		o.Put(a)
		o.follow(&o.resources[a.Type][len(o.resources[a.Type])-1], Resource{}, a)
	case i >= 0 && a.part:
		o.update(Resource{Type: a.Type, Identity: a.Identity, Parent: a.Parent, Body: value.OfObject(nil), part: true}, a)
	case i >= 0:
		o.touched[a.Type] = true
		live := &o.resources[a.Type][i]
		o.follow(live, Resource{}, a)
		body := value.Merge(live.Body, a.Body)
		if list := kept[a.Type]; list != "" && isDefault(a) {
			// It takes what is in the resource away, and leaves those that have it.
			body = body.With(list, joined(list, live.Body.Get(list), value.Null(), a.Body.Get(list)))
		}
		a.Body, a.Observed, a.Changed = body, true, true
		*live = a
	}
}

// kept are the lists that Terraform leaves as they are when it adopts a resource.
var kept = map[Type]string{NetworkACLs: "Associations", RouteTables: "Associations"}

// isDefault says that a resource is one that AWS made, and that Terraform adopts.
func isDefault(r Resource) bool { return strings.Contains(r.Address, "aws_default_") }

// update lays over a resource by what it differs after the plan.
func (o *overlay) update(b, a Resource) {
	i := o.find(b)
	changed := !value.Identical(b.Body, a.Body)
	if i < 0 {
		i = o.find(a)
	}
	if i < 0 {
		if !a.part && (changed || !o.certainlyNot(a)) {
			o.Put(o.withoutTaken(a))
			o.touched[a.Type] = o.touched[a.Type] || changed
		}
		return
	}
	live := &o.resources[a.Type][i]
	live.Observed = true
	if live.Address == "" {
		live.Address = a.Address
	}
	if live.Region.IsNull() {
		live.Region = a.Region
	}
	if !a.part {
		live.Arguments, live.Inline, live.Provider, live.Regional = a.Arguments, a.Inline, a.Provider, a.Regional
	}
	if changed {
		o.touched[a.Type] = true
		live.Changed, live.Created = true, live.Created || a.Created
		o.follow(live, b, a)
		live.Body = changedBody(live.Body, b.Body, a.Body)
	}
	for list, gaps := range a.Gaps {
		for _, g := range gaps {
			if !slices.Contains(b.Gaps[list], g) {
				o.touched[a.Type] = true
				live.Gaps = withGap(live.Gaps, list, g)
			}
		}
	}
}

func withGap(gaps map[string][]pi.Gap, list string, g pi.Gap) map[string][]pi.Gap {
	out := map[string][]pi.Gap{}
	for name, all := range gaps {
		out[name] = all
	}
	out[list] = append(slices.Clone(out[list]), g)
	return out
}

// certainlyNot says that what the plan leaves alone, and what this world does not have,
// does not exist any more: somebody asked for it.
func (o *overlay) certainlyNot(r Resource) bool {
	if len(o.gaps[r.Type]) > 0 {
		return false
	}
	if id, known := r.ID.Get(); known && o.asked[indexKey{typ: r.Type, id: id}] {
		return true
	}
	for _, p := range parents[r.Type] {
		id := p.of(r)
		if text, known := id.Get(); known {
			if _, there := o.had[indexKey{typ: p.typ, id: text}]; there {
				return true
			}
		}
	}
	return false
}

// remove takes away what the plan deletes.
func (o *overlay) remove(b Resource) {
	if b.part {
		o.update(b, Resource{Type: b.Type, Identity: b.Identity, Parent: b.Parent, Body: emptied(b.Body), part: true})
		return
	}
	o.touched[b.Type] = true
	if b.Type == Accounts {
		if i := o.find(b); i >= 0 {
			live := &o.resources[b.Type][i]
			live.Body = live.Body.With("cloudwatchRoleArn", value.Unknown(value.Why{Reason: b.Address + " is deleted, which some versions of the provider reset the role with", Settle: "leave it, or judge what there is after apply"}))
		}
		return
	}
	if id, known := b.ID.Get(); known {
		if o.gone[b.Type] == nil {
			o.gone[b.Type] = map[string]bool{}
		}
		o.gone[b.Type][id] = true
	}
	if r := b.Body.Get("Registrar"); !r.IsNull() {
		o.AddGap(Targets, pi.Gap{What: "which targets " + r.Text() + " takes away with it", Reason: "Terraform does not tell what it has registered", Settle: "judge what there is after apply", Scope: b.Body.Get("TargetGroupArn").Text()})
	}
	if i := o.find(b); i >= 0 {
		if b.Type == Targets {
			o.drop(TargetHealth, o.resources[b.Type][i].ID)
		}
		o.resources[b.Type] = slices.Delete(slices.Clone(o.resources[b.Type]), i, i+1)
		o.reindex()
	}
}

// drop takes away what has an id.
func (o *overlay) drop(t Type, id value.String) {
	o.resources[t] = slices.DeleteFunc(slices.Clone(o.resources[t]), func(r Resource) bool { return value.SameID(r.ID, id) == value.True })
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

// unclear leaves gaps for parts of which it is not known what they are parts of.
func (o *overlay) unclear(after, before []Part) {
	for _, p := range after {
		if p.Owner.IsKnown() || p.List == "" || slices.ContainsFunc(before, func(b Part) bool { return b.Address == p.Address }) {
			continue
		}
		o.touched[p.Type] = true
		gap := pi.Gap{What: "what " + p.Address + " is part of", Reason: p.Owner.Why().String(), Settle: "decided at apply"}
		for i := range o.resources[p.Type] {
			r := &o.resources[p.Type][i]
			if value.SameID(r.ID, p.Owner) == value.False {
				continue
			}
			if p.Type == NetworkACLs || p.Type == RouteTables {
				r.Gaps = withGap(r.Gaps, p.List, gap)
			} else {
				r.Body = r.Body.With(p.List, value.Unknown(value.Why{Reason: gap.What + " is not known (" + gap.Reason + ")", Settle: gap.Settle}))
			}
		}
	}
}
