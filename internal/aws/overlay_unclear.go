package aws

import (
	"maps"
	"slices"

	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Lack says that a list of the resource may lack elements, or have others.
func (r *Resource) Lack(list string, g pi.Gap) {
	if r.Type != NetworkACLs && r.Type != RouteTables {
		r.Body = r.Body.With(list, value.Unknown(value.Why{Reason: g.What + " is not known (" + g.Reason + ")", Settle: g.Settle}))
		return
	}
	gaps := maps.Clone(r.Gaps)
	if gaps == nil {
		gaps = map[string][]pi.Gap{}
	}
	gaps[list] = append(slices.Clone(gaps[list]), g)
	r.Gaps = gaps
}

// unclear leaves gaps for parts of which it is not known what they are parts of. Those
// resources that the plan has itself have them already.
func (o *overlay) unclear(parts []Part) {
	for _, p := range parts {
		if p.Owner.IsKnown() || p.List == "" {
			continue
		}
		o.touched[p.Type] = true
		gap := pi.Gap{What: "what " + p.Address + " is part of", Reason: p.Owner.Why().String(), Settle: "decided at apply"}
		for i := range o.resources[p.Type] {
			if r := &o.resources[p.Type][i]; r.Address == "" && value.SameID(r.ID, p.Owner) != value.False {
				r.Lack(p.List, gap)
			}
		}
	}
}

// besides are the lists of resources that have subnets which are not theirs.
var besides = map[Type]string{NetworkACLs: "Entries", RouteTables: "Routes"}

// unread keeps what a plan adds to a resource that it does not have, and that could not be
// read: what else that has is not known.
func (o *overlay) unread(a Resource) {
	if o.certainlyNot(a) {
		return
	}
	why := value.Why{Reason: a.ID.Value() + " could not be read", Settle: "read what there is, with credentials that may read it"}
	switch list := besides[a.Type]; {
	case list != "" && len(a.Body.Get("Associations").Elements()) > 0:
		a.part = false
		a.Body = a.Body.With(list, value.Unknown(why))
		o.follow(&a, Resource{}, a)
		o.Put(a)
	case a.Type == NetworkInterfaces && !a.Body.Get("Groups").IsNull():
		for i := range o.resources[Instances] { // whose first interface it may be
			r := &o.resources[Instances][i]
			r.Body = r.Body.With("SecurityGroups", value.Unknown(why))
		}
	default:
		return
	}
	o.touched[a.Type] = true
}

// unregister forgets the targets of a group from which a plan takes away what registers
// them, but for those that the plan has itself.
func (o *overlay) unregister(b Resource) {
	group := b.Body.Get("TargetGroupArn")
	stays := map[string]bool{}
	for _, r := range o.resources[Targets] {
		stays[r.ID.Value()] = r.Address != ""
	}
	for _, t := range []Type{Targets, TargetHealth} {
		o.resources[t] = slices.DeleteFunc(slices.Clone(o.resources[t]), func(r Resource) bool {
			return value.Identical(r.Body.Get("TargetGroupArn"), group) && !stays[r.ID.Value()]
		})
		o.AddGap(t, pi.Gap{
			What: "which targets " + b.Body.Get("Registrar").Text() + " takes away with it", Reason: "Terraform does not tell what it has registered",
			Settle: "judge what there is after apply", Scope: group.Text(),
		})
	}
	o.reindex()
}
