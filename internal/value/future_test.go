package value_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A reference to a resource that a plan creates is compared by the name that the
// resource will have.
func TestReferencesAreComparedByFutureNames(t *testing.T) {
	t.Parallel()
	named := func(name string) value.Ref {
		ref, err := value.ParseRef("//compute.googleapis.com/projects/acme/global/networks/"+name, value.RefBase{})
		if err != nil {
			t.Fatal(err)
		}
		return ref
	}
	from := func(path, name string, created bool) value.Of[value.Ref] {
		return value.UnknownOf[value.Ref](value.Why{Origin: value.Origin{
			Resource: "google_compute_network." + name, Path: path, Created: created, Ref: named(name),
		}})
	}
	for name, c := range map[string]struct {
		a, b value.Of[value.Ref]
		want value.Truth
	}{
		"the same name":                     {from("id", "a", true), value.Known(named("a")), value.True},
		"the same name, less certain":       {from("self_link", "a", false), value.Known(named("a")), value.True},
		"another name":                      {from("id", "a", true), value.Known(named("b")), value.False},
		"another name, less certain":        {from("id", "a", false), value.Known(named("b")), value.Undecided},
		"another attribute":                 {from("name", "a", true), value.Known(named("a")), value.Undecided},
		"another resource":                  {from("id", "a", true), from("id", "b", true), value.False},
		"another resource, less certain":    {from("id", "a", true), from("id", "b", false), value.Undecided},
		"nothing known of where it is from": {value.UnknownOf[value.Ref](value.Why{}), value.Known(named("a")), value.Undecided},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, got := range []value.Truth{value.SameRef(nil, c.a, c.b), value.SameRef(nil, c.b, c.a)} {
				if got != c.want {
					t.Errorf("%v, want %v", got, c.want)
				}
			}
		})
	}
}
