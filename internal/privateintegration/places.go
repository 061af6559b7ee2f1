package privateintegration

import (
	"iter"
	"slices"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// places are those of a listing's items by an id: their own, or that of their parent,
// which is the same field for every check.
type places struct {
	once sync.Once
	by   map[string][]int
	// open are those whose id is not known.
	open []int
}

// candidates are the places of the items of which an id may be a certain one, in order.
func candidates[T any](l Listing[T], c *places, of func(*T) value.String, id value.String) iter.Seq[int] {
	want, known := id.Get()
	if c == nil || !known {
		return func(yield func(int) bool) {
			for i := range l.Items {
				if !yield(i) {
					return
				}
			}
		}
	}
	c.once.Do(func() {
		c.by = map[string][]int{}
		for i := range l.Items {
			switch p := of(&l.Items[i]); {
			case p.IsKnown():
				c.by[p.Value()] = append(c.by[p.Value()], i)
			case p.IsUnknown():
				c.open = append(c.open, i)
			}
		}
	})
	if len(c.open) == 0 {
		return slices.Values(c.by[want])
	}
	return slices.Values(slices.Sorted(slices.Values(slices.Concat(c.by[want], c.open))))
}
