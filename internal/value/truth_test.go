package value_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func truths() []value.Truth { return []value.Truth{value.Undecided, value.False, value.True} }

func TestTruth_isUndecidedUntilDecided(t *testing.T) {
	t.Parallel()
	var zero value.Truth
	if zero != value.Undecided {
		t.Errorf("zero Truth is %v", zero)
	}
}

func TestAndOr_followKleene(t *testing.T) {
	t.Parallel()
	const u, f, y = value.Undecided, value.False, value.True
	cases := []struct{ a, b, and, or value.Truth }{
		{f, f, f, f}, {f, u, f, u}, {f, y, f, y},
		{u, f, f, u}, {u, u, u, u}, {u, y, u, y},
		{y, f, f, y}, {y, u, u, y}, {y, y, y, y},
	}
	for _, c := range cases {
		if got := value.And(c.a, c.b); got != c.and {
			t.Errorf("And(%v, %v) = %v, want %v", c.a, c.b, got, c.and)
		}
		if got := value.Or(c.a, c.b); got != c.or {
			t.Errorf("Or(%v, %v) = %v, want %v", c.a, c.b, got, c.or)
		}
	}
	if value.And() != value.True || value.Or() != value.False {
		t.Error("of nothing, And is true and Or is false")
	}
}

// An undecided operand may turn out either way: what And and Or say then has to
// agree with both outcomes.
func TestAndOr_agreeWithEveryOutcome(t *testing.T) {
	t.Parallel()
	outcomes := func(t value.Truth) []value.Truth {
		if t == value.Undecided {
			return []value.Truth{value.False, value.True}
		}
		return []value.Truth{t}
	}
	for _, a := range truths() {
		for _, b := range truths() {
			for _, x := range outcomes(a) {
				for _, y := range outcomes(b) {
					if got := value.And(a, b); got != value.Undecided && got != value.And(x, y) {
						t.Errorf("And(%v, %v) = %v, but may be %v", a, b, got, value.And(x, y))
					}
					if got := value.Or(a, b); got != value.Undecided && got != value.Or(x, y) {
						t.Errorf("Or(%v, %v) = %v, but may be %v", a, b, got, value.Or(x, y))
					}
				}
			}
			if value.And(a, b).Not() != value.Or(a.Not(), b.Not()) {
				t.Errorf("De Morgan fails for %v, %v", a, b)
			}
		}
		if a.Not().Not() != a {
			t.Errorf("not not %v is %v", a, a.Not().Not())
		}
	}
}

func TestTruth_isSpelledInWords(t *testing.T) {
	t.Parallel()
	for truth, want := range map[value.Truth]string{value.True: "true", value.False: "false", value.Undecided: "undecided"} {
		if truth.String() != want {
			t.Errorf("got %q, want %q", truth, want)
		}
	}
	if value.TruthOf(true) != value.True || value.TruthOf(false) != value.False {
		t.Error("TruthOf does not convert a bool")
	}
}
