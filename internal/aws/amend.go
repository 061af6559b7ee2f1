package aws

import (
	"maps"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Clone returns a world that can be changed without changing this one.
func (w *World) Clone() *World {
	out := *w
	out.resources, out.gaps, out.partial = cloned(w.resources), cloned(w.gaps), cloned(w.partial)
	out.removed, out.parts, out.index = slices.Clone(w.removed), slices.Clone(w.parts), maps.Clone(w.index)
	return &out
}

func cloned[T Resource | privateintegration.Gap](of map[Type][]T) map[Type][]T {
	out := make(map[Type][]T, len(of))
	for t, list := range of {
		out[t] = slices.Clone(list)
	}
	return out
}

// Edit changes the resources of a type one by one.
func (w *World) Edit(t Type, change func(*Resource)) {
	for i := range w.resources[t] {
		change(&w.resources[t][i])
	}
}

// Amend sets fields of the resources of a type that match, and says how many do.
func (w *World) Amend(t Type, match func(Resource) bool, fields value.Value) int {
	n := 0
	for i, r := range w.resources[t] {
		if match(r) {
			w.resources[t][i].Body = value.Merge(r.Body, fields)
			n++
		}
	}
	return n
}
