package aws

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// whole is a plan's world with what it says of resources that it does not have itself.
func (w *World) whole() *World {
	out := NewWorld()
	for t, list := range w.resources {
		out.resources[t] = slices.Clone(list)
	}
	at := map[indexKey]int{}
	for _, p := range w.parts {
		id, known := p.Owner.Get()
		if !known {
			continue
		}
		key := indexKey{typ: p.Type, id: id}
		i, there := at[key]
		if !there {
			i = len(out.resources[p.Type])
			at[key] = i
			r := Resource{Type: p.Type, Body: value.OfObject(nil), part: true}
			r.ID = p.Owner
			if w.parented(p.Type) {
				api, _, _ := strings.Cut(id, "/")
				r.Parent = value.Known(api)
			}
			out.resources[p.Type] = append(out.resources[p.Type], r)
		}
		r := &out.resources[p.Type][i]
		if p.List == "" {
			r.Body = value.Merge(r.Body, p.Body)
			continue
		}
		r.Body = r.Body.With(p.List, value.OfList(append(slices.Clone(r.Body.Get(p.List).Elements()), p.Body)...))
	}
	return out
}

// parented says that resources of a type are told apart by their API, too.
func (w *World) parented(t Type) bool {
	return slices.ContainsFunc(parents[t], func(p parent) bool { return p.field == "" })
}
