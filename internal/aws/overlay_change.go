package aws

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// find finds a resource of a plan in this world; -1 if it is not there. Of those that are
// alike it is one that no other of the plan has been found to be, and free asks for such
// a one only.
func (o *overlay) find(r Resource, free bool) int {
	if key, ok := keyOf(r); ok {
		if i, there := o.index[key]; there {
			return i
		}
	}
	name, found := alias(r), -1
	if name == "" || r.Created && r.Type == Integrations { // of which an API may have many that are alike
		return -1
	}
	for i, have := range o.resources[r.Type] {
		switch {
		case alias(have) != name || !r.Body.Get("Port").IsNull() && !value.Identical(r.Body.Get("Port"), have.Body.Get("Port")):
		case have.Address == "":
			return i
		case found < 0 && !free:
			found = i
		}
	}
	return found
}

// create adds what the plan makes. Some of it is there: what Terraform adopts, and what
// is made of a resource that it does not have.
func (o *overlay) create(a Resource) {
	i := o.find(a, true)
	switch {
	case i < 0 && a.part:
		o.unread(a)
	case i < 0:
		o.touched[a.Type] = true
		o.Put(a)
		o.follow(&o.resources[a.Type][len(o.resources[a.Type])-1], Resource{}, a)
	case a.part:
		o.update(Resource{Type: a.Type, Identity: a.Identity, Parent: a.Parent, Body: value.OfObject(nil), part: true}, a)
	default:
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
	i := o.find(b, false)
	changed := !value.Identical(b.Body, a.Body)
	if i < 0 {
		i = o.find(a, false)
	}
	switch {
	case i >= 0:
	case a.part && changed:
		o.unread(a)
		return
	case !a.part && (changed || !o.certainlyNot(a)):
		if changed {
			o.touched[a.Type] = true
			o.follow(&a, b, a)
			o.shareGroups(b, a)
		}
		o.Put(o.withoutTaken(a))
		return
	default:
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
		old := *live
		live.Body = changedBody(live.Body, b.Body, a.Body)
		o.shareGroups(old, *live)
	}
	for list, gaps := range a.Gaps {
		for _, g := range gaps {
			if !slices.Contains(b.Gaps[list], g) {
				o.touched[a.Type] = true
				live.Lack(list, g)
			}
		}
	}
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
		if i := o.find(b, false); i >= 0 {
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
	if !b.Body.Get("Registrar").IsNull() {
		o.unregister(b)
	}
	if i := o.find(b, true); i >= 0 {
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
