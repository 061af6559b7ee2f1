package value_test

import (
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestFieldsAreInOrderAndTheLastOfANameCounts(t *testing.T) {
	t.Parallel()
	n := func(i int64) value.Value { return value.OfInt(i) }
	v := value.OfFields([]value.Field{{"c", n(1)}, {"a", n(2)}, {"c", n(3)}, {"b", n(4)}, {"a", n(5)}, {"a", n(6)}})
	if want := `{"a": 6, "b": 4, "c": 3}`; v.String() != want {
		t.Errorf("%v, want %s", v, want)
	}
	if keys := v.Keys(); !slices.Equal(keys, []string{"a", "b", "c"}) || v.Has("d") || !v.Has("b") {
		t.Errorf("keys %v", keys)
	}
}

func TestACopyWithFieldsLeavesTheValueAsItIs(t *testing.T) {
	t.Parallel()
	v := value.OfFields([]value.Field{{"a", value.OfInt(1)}, {"c", value.OfInt(2)}})
	with := v.WithFields(value.Field{Name: "b", Value: value.Null()}, value.Field{Name: "a", Value: value.OfInt(3)})
	if want := `{"a": 3, "b": null, "c": 2}`; with.String() != want {
		t.Errorf("%v, want %s", with, want)
	}
	if want := `{"a": 1, "c": 2}`; v.String() != want {
		t.Errorf("the value became %v", v)
	}
	if got := value.Null().With("a", value.OfBool(true)); got.String() != `{"a": true}` {
		t.Errorf("null with a field is %v", got)
	}
}
