package packet_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// A packet is in the result of an operation exactly if membership in the operands, which
// the boxes tell without the package, says so.
func TestSetsAgreeWithMembership(t *testing.T) {
	t.Parallel()
	all := corners()
	rapid.Check(t, func(t *rapid.T) {
		rawA, rawB := drawBoxes(0, 4).Draw(t, "a"), drawBoxes(0, 4).Draw(t, "b")
		a, b := rawA.set(t), rawB.set(t)
		union, common, rest := a.Union(b), a.Intersect(b), a.Subtract(b)
		for _, p := range manyCorners(t, all) {
			inA, inB := rawA.contains(p), rawB.contains(p)
			for _, c := range []struct {
				name string
				set  packet.Set
				want bool
			}{
				{"a", a, inA}, {"b", b, inB}, {"union", union, inA || inB},
				{"intersection", common, inA && inB}, {"difference", rest, inA && !inB},
			} {
				if c.set.Contains(p) != c.want {
					t.Fatalf("%s: contains %v = %v, want %v\nset %v\na %v\nb %v", c.name, p, !c.want, c.want, c.set, a, b)
				}
			}
		}
	})
}

// Canonical form: whatever way a set is come by, it is the same value.
func TestSetAlgebraLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := drawBoxes(0, 3).Draw(t, "a").set(t)
		b := drawBoxes(0, 3).Draw(t, "b").set(t)
		c := drawBoxes(0, 3).Draw(t, "c").set(t)
		not := func(s packet.Set) packet.Set { return packet.Everything().Subtract(s) }
		for _, law := range []struct {
			name        string
			left, right packet.Set
		}{
			{"union commutes", a.Union(b), b.Union(a)},
			{"intersection commutes", a.Intersect(b), b.Intersect(a)},
			{"union associates", a.Union(b).Union(c), a.Union(b, c)},
			{"intersection distributes", a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c))},
			{"union distributes", a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c))},
			{"de Morgan", not(a.Union(b)), not(a).Intersect(not(b))},
			{"double complement", not(not(a)), a},
			{"difference", a.Subtract(b), a.Intersect(not(b))},
			{"parts make the whole", a.Subtract(b).Union(a.Intersect(b)), a},
			{"idempotence", a.Union(a), a},
			{"nothing of itself", a.Subtract(a), packet.Set{}},
		} {
			if !law.left.Equal(law.right) {
				t.Fatalf("%s: %v is not %v", law.name, law.left, law.right)
			}
			if law.left.String() != law.right.String() {
				t.Fatalf("%s: equal sets print as %v and %v", law.name, law.left, law.right)
			}
		}
		if a.Covers(b) != b.Subtract(a).IsEmpty() || !a.Covers(a.Intersect(b)) {
			t.Fatalf("cover: a %v, b %v", a, b)
		}
	})
}

func TestSetTextIsRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawBoxes(0, 4).Draw(t, "set").set(t)
		back, err := packet.ParseSet(s.String())
		if err != nil {
			t.Fatal(err)
		}
		if !back.Equal(s) {
			t.Fatalf("%v is read as %v", s, back)
		}
	})
}

func TestExampleIsInTheSet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		raw := drawBoxes(0, 4).Draw(t, "set")
		s := raw.set(t)
		p, ok := s.Example()
		if ok == s.IsEmpty() {
			t.Fatalf("example of %v: %v %v", s, p, ok)
		}
		if ok && (!raw.contains(p) || !s.Contains(p)) {
			t.Fatalf("example %v is not in %v", p, s)
		}
	})
}
