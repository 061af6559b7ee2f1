package gcp

import (
	"maps"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Clone returns a world that can be changed without changing this one.
func (w *World) Clone() *World {
	out := *w
	out.Projects = maps.Clone(w.Projects)
	out.resources = cloned(w.resources)
	out.gaps, out.partial, out.removed = cloned(w.gaps), cloned(w.partial), cloned(w.removed)
	out.index = maps.Clone(w.index)
	return &out
}

func cloned[T any](of map[Type][]T) map[Type][]T {
	out := make(map[Type][]T, len(of))
	for t, list := range of {
		out[t] = slices.Clone(list)
	}
	return out
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

// InventoryAfter is [World.Inventory] for a world that differs from that of a known
// inventory in resources of some types only.
func (w *World) InventoryAfter(before *apigee.Inventory, changed []Type) (*apigee.Inventory, error) {
	inv := *before
	for _, f := range fields() {
		if slices.Contains(changed, f.typ) {
			if err := f.fill(w, &inv); err != nil {
				return nil, err
			}
		}
	}
	return &inv, nil
}
