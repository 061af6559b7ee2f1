package tfresource_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
)

func TestFieldsLeadToAttributes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ typ, field, want string }{
		"camel case":               {"google_apigee_organization", "authorizedNetwork", "authorized_network"},
		"a block":                  {"google_compute_region_instance_group_manager", "versions", "version"},
		"within a block":           {"google_compute_region_instance_group_manager", "instanceTemplate", "version.instance_template"},
		"a name of REST's own":     {"google_compute_firewall", "allowed", "allow"},
		"what stands in no block":  {"google_compute_url_map", "defaultService", "default_service"},
		"a field of no attribute":  {"google_compute_network", "peerings", ""},
		"a type that is not read":  {"google_project", "projectId", ""},
		"the resource as a whole":  {"google_compute_network", "", ""},
		"a field in nested fields": {"google_compute_instance_template", "properties.tags.items", "tags"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := strings.FieldsFunc(c.want, func(r rune) bool { return r == '.' })
			if got := tfresource.AttributePath(c.typ, c.field); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
