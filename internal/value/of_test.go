package value_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func unknown(resource, path string) value.String {
	return value.UnknownOf[string](value.Why{Reason: "known after apply", Origin: value.Origin{Resource: resource, Path: path}})
}

func TestEqual(t *testing.T) {
	t.Parallel()
	null, nobody := value.NoneOf[string](), value.UnknownOf[string](value.Why{})
	cases := []struct {
		name string
		a, b value.String
		want value.Truth
	}{
		{"the same text", value.Known("a"), value.Known("a"), value.True},
		{"another text", value.Known("a"), value.Known("b"), value.False},
		{"null is null", null, null, value.True},
		{"null is no text, not even the empty one", null, value.Known(""), value.False},
		{"an unknown may be any text", nobody, value.Known("a"), value.Undecided},
		{"an unknown may be null", nobody, null, value.Undecided},
		{"two unknowns of nowhere", nobody, nobody, value.Undecided},
		{"two unknowns of one attribute", unknown("r.a", "id"), unknown("r.a", "id"), value.True},
		{"two attributes of one resource", unknown("r.a", "id"), unknown("r.a", "name"), value.Undecided},
		{"one attribute of two resources", unknown("r.a", "id"), unknown("r.b", "id"), value.Undecided},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := value.Equal(c.a, c.b); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if got := value.Equal(c.b, c.a); got != c.want {
				t.Errorf("the other way round: got %v, want %v", got, c.want)
			}
		})
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	nobody := value.UnknownOf[string](value.Why{})
	cases := []struct {
		name string
		list value.List[value.String]
		v    value.String
		want value.Truth
	}{
		{"an element", value.KnownList("a", "b"), value.Known("b"), value.True},
		{"no element", value.KnownList("a", "b"), value.Known("c"), value.False},
		{"an element besides an unknown one", value.Known([]value.String{nobody, value.Known("b")}), value.Known("b"), value.True},
		{"perhaps the unknown one", value.Known([]value.String{nobody, value.Known("b")}), value.Known("c"), value.Undecided},
		{"an unknown value in some list", value.KnownList("a"), nobody, value.Undecided},
		{"an unknown value in an empty list", value.KnownList[string](), nobody, value.False},
		{"an unknown list", value.UnknownOf[[]value.String](value.Why{}), value.Known("a"), value.Undecided},
		{"no list at all", value.NoneOf[[]value.String](), value.Known("a"), value.False},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := value.Contains(c.list, c.v); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestOf_isNullKnownOrUnknown(t *testing.T) {
	t.Parallel()
	why := value.Why{Reason: "known after apply"}
	length := func(s string) int64 { return int64(len(s)) }
	var null value.String
	if !null.IsNull() || null.IsKnown() || null.IsUnknown() || null.Value() != "" {
		t.Errorf("the zero Of is not null: %+v", null)
	}
	if got := null.Or("x"); got.Value() != "x" {
		t.Errorf("null.Or gives %+v", got)
	}
	if got := value.Map(null, length); !got.IsNull() {
		t.Errorf("Map of null gives %+v", got)
	}
	known := value.Known("abc")
	if v, ok := known.Get(); v != "abc" || !ok || known.Or("x") != known {
		t.Errorf("known value lost: %+v", known)
	}
	if got := value.Map(known, length); got.Value() != 3 {
		t.Errorf("Map of known gives %+v", got)
	}
	u := value.UnknownOf[string](why)
	if v, ok := u.Get(); v != "" || ok || u.Or("x") != u || u.Why() != why {
		t.Errorf("unknown value changed: %+v", u)
	}
	if got := value.Map(u, length); !got.IsUnknown() || got.Why() != why {
		t.Errorf("Map of unknown gives %+v", got)
	}
}

func TestWhy_namesTheOriginBeforeTheReason(t *testing.T) {
	t.Parallel()
	cases := map[string]value.Why{
		"not known":                             {},
		"known after apply":                     {Reason: "known after apply"},
		"google_x.a.id: known after apply":      {Reason: "known after apply", Origin: value.Origin{Resource: "google_x.a", Path: "id"}},
		"google_x.a[0]: the plan creates it":    {Reason: "the plan creates it", Origin: value.Origin{Resource: "google_x.a[0]"}},
		`google_x.a["k"].network_id: not known`: {Origin: value.Origin{Resource: `google_x.a["k"]`, Path: "network_id"}},
	}
	for want, why := range cases {
		if got := why.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
