package tfresource_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestNamedPortsThatAnotherResourceSetsAreNotKnown(t *testing.T) {
	t.Parallel()
	const manager = `{"id": "x", "name": "proxies", "project": "acme", "zone": "us-east1-b", "version": [{"instance_template": "t"}], "named_port": []}`
	const port = `, "google_compute_instance_group_named_port": {"id": "y", "group": "proxies", "project": "acme", "zone": "us-east1-b", "name": "https", "port": 443}`
	for name, c := range map[string]struct {
		beside  string
		unknown bool
	}{
		"alone":            {"", false},
		"beside the other": {port, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			given, err := value.ParseJSON([]byte(`{"google_compute_instance_group_manager": ` + manager + c.beside + `}`))
			if err != nil {
				t.Fatal(err)
			}
			w, err := tfresource.FromResources(given, tfresource.Options{Path: "resources", Complete: true})
			if err != nil {
				t.Fatal(err)
			}
			ports := w.Resources(gcp.InstanceGroupManagers)[0].Body.Get("namedPorts")
			if ports.IsUnknown() != c.unknown {
				t.Fatalf("namedPorts is %v; unknown: %t", ports.Kind(), ports.IsUnknown())
			}
			if c.unknown && !strings.Contains(ports.Why().String(), "google_compute_instance_group_named_port may set them") {
				t.Errorf("it is unknown because %s", ports.Why())
			}
		})
	}
}
