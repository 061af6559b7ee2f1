package tfresource

import (
	"maps"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/testkit/providerschema"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Each type's objects are read as what they are, those of its data source too,
// and as nothing else.
func TestObjectsOfEveryTypeAreRecognised(t *testing.T) {
	t.Parallel()
	google := providerschema.Load(t, schemas, "google")
	// Types whose objects nothing but their ids tells apart.
	alike := map[string]string{
		"google_compute_region_instance_template": "google_compute_instance_template",
	}
	accepts := func(k kind, b providerschema.Block) bool {
		o := value.OfObject(map[string]value.Value{})
		for name := range b.Attributes {
			o = o.With(name, value.Null())
		}
		for name := range b.BlockTypes {
			o = o.With(name, value.OfList())
		}
		// The schemas at hand were rid of everything called description.
		o = o.With("id", value.Unknown(value.Why{})).With("description", value.Null())
		for _, name := range []string{"name", "project_id", "environment", "policy_id"} {
			if o.Has(name) {
				o = o.With(name, value.OfString("x"))
			}
		}
		objects, _, err := k.look.Given("x", o)
		return err == nil && len(objects) == 1
	}
	for _, k := range kinds() {
		if b, ok := google.Data[k.name]; ok && !accepts(k, b.Block) {
			t.Errorf("%s: its data source is not accepted", k.name)
		}
		for _, a := range k.attributes {
			if b, ok := google.Data[k.name]; ok && (b.Block.TypeOf(a.Name) == "") != a.Untold {
				t.Errorf("%s.%s: may be untold %v, but the data source has %q", k.name, a.Name, a.Untold, b.Block.TypeOf(a.Name))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(google.Resources)) {
			got := accepts(k, google.Resources[name].Block)
			if want := name == k.name; got != want && alike[name] != k.name {
				t.Errorf("%s is accepted as %s: %v", name, k.name, got)
			}
		}
	}
}
