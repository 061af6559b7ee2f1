package gcp

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Remove says that this world's plan deletes the resources of another world. They
// are taken away from the world that this one is laid over. What was replaced is
// first deleted: nothing of it stays in what takes its place.
func (w *World) Remove(gone *World) {
	for _, t := range Types() {
		w.removed[t] = append(w.removed[t], gone.resources[t]...)
		// What is not known of a deletion may be missing from the other world.
		w.gaps[t] = append(w.gaps[t], gone.gaps[t]...)
	}
}

// take takes away what a plan deletes. A name that leaves open which resource is
// meant leaves a gap.
func (w *World) take(plan *World) {
	for _, t := range Types() {
		if len(plan.removed[t]) == 0 {
			continue
		}
		w.resources[t] = slices.DeleteFunc(slices.Clone(w.resources[t]), func(r Resource) bool {
			for _, gone := range plan.removed[t] {
				switch w.means(gone, r) {
				case value.True:
					return true
				case value.Undecided:
					w.AddGap(t, apigee.Gap{
						What:   "whether " + r.Subject() + " is " + gone.Address + ", which the plan deletes",
						Reason: "its name or project is not known in full", Settle: "set the project of the resource",
					})
				case value.False:
				}
			}
			return false
		})
	}
	w.reindex()
}

// means says whether a resource of a plan is one of this world.
func (w *World) means(a, b Resource) value.Truth {
	ref := value.SameRef(w.Projects, a.Ref, b.Ref)
	if a.Parent.IsNull() {
		// A policy that is deleted applies to no network any more; one that is named
		// with a network loses its association with that.
		return ref
	}
	return value.And(ref, value.SameRef(w.Projects, a.Parent, b.Parent))
}

// reindex finds the resources again after some were taken away.
func (w *World) reindex() {
	w.index = map[indexKey]int{}
	for _, t := range Types() {
		for i, r := range w.resources[t] {
			if key, ok := w.keyOf(r); ok {
				w.index[key] = i
			}
		}
	}
}
