package aws

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Overlay lays a plan's resources over this world: what the plan deletes is taken away;
// same id, merged; new id, added. The gaps of this world stay. Those of the plan join
// them, as the plan may add what it does not tell of yet; but not those that only say
// that a plan is no whole world.
func (w *World) Overlay(plan *World) {
	w.take(plan.removed)
	w.removed = append(w.removed, plan.removed...)
	for _, t := range Types() {
		for _, r := range plan.resources[t] {
			w.Put(r)
		}
		for _, g := range plan.gaps[t] {
			w.AddGap(t, g)
		}
	}
	if plan.Selection != (privateintegration.Selection{}) {
		w.Selection = plan.Selection
	}
}

// take takes away what a plan deletes. An id that is not known leaves a gap.
func (w *World) take(removed []Removal) {
	for _, gone := range removed {
		t := gone.Type
		w.resources[t] = slices.DeleteFunc(slices.Clone(w.resources[t]), func(r Resource) bool {
			same := value.And(value.SameID(gone.ID, r.ID), value.SameID(gone.Parent, r.Parent))
			if same == value.Undecided {
				w.AddGap(t, privateintegration.Gap{
					What:   "whether " + r.Subject() + " is " + gone.Address + ", which the plan deletes",
					Reason: "its id is not known", Settle: "refresh the state",
				})
			}
			return same == value.True
		})
	}
	w.index = map[indexKey]int{}
	for _, list := range w.resources {
		for i, r := range list {
			if key, ok := keyOf(r); ok {
				w.index[key] = i
			}
		}
	}
}
