package packet

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A set of places finds what a sorted list finds, at every size of tree.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 63, 64, 65, 4095, 4096, 4097, 300_000} {
		t.Run(fmt.Sprintf("below %d", n), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				p := newPlaces(n)
				var list []int
				if got := p.next(0); got != nowhere {
					t.Fatalf("the empty set has %d", got)
				}
				if n == 0 {
					return
				}
				anyPlace := rapid.OneOf(rapid.IntRange(0, n-1), rapid.SampledFrom([]int{0, n / 2, n - 1}))
				for _, place := range rapid.SliceOf(anyPlace).Draw(t, "changes") {
					if i, found := slices.BinarySearch(list, place); found {
						p.remove(place)
						list = slices.Delete(list, i, i+1)
					} else {
						p.add(place)
						list = slices.Insert(list, i, place)
					}
				}
				for _, from := range append(rapid.SliceOf(anyPlace).Draw(t, "from"), list...) {
					for _, from := range []int{from, from + 1} {
						want := nowhere
						if i, _ := slices.BinarySearch(list, from); i < len(list) {
							want = list[i]
						}
						if got := p.next(from); got != want {
							t.Fatalf("next from %d is %d, want %d in %v", from, got, want, list)
						}
					}
				}
				p.clear()
				if got := p.next(0); got != nowhere {
					t.Fatalf("the cleared set has %d", got)
				}
			})
		})
	}
}
