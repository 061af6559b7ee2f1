package tfresource_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestNamedPortsThatAnotherResourceSets(t *testing.T) {
	t.Parallel()
	const zonal = `"google_compute_instance_group_manager": {"id": "x", "name": "proxies", "project": "acme", "zone": "us-east1-b", "version": [{"instance_template": "t"}], "named_port": [NAMED]}`
	const regional = `"google_compute_region_instance_group_manager": {"id": "x", "name": "proxies", "project": "acme", "region": "us-east1", "version": [{"instance_template": "t"}], "named_port": []}`
	port := func(group, zone string) string {
		return `, "google_compute_instance_group_named_port": {"id": "y", "group": "` + group + `", "project": "acme", "zone": ` + zone + `, "name": "https", "port": 443}`
	}
	const east = `"us-east1-b"`
	own := strings.Replace(zonal, "NAMED", `{"name": "http", "port": 80}`, 1)
	manager := strings.Replace(zonal, "NAMED", "", 1)
	for name, c := range map[string]struct{ given, want string }{
		"alone":                               {manager, ""},
		"of the group":                        {manager + port("proxies", east), "https 443"},
		"of the group, by its link":           {manager + port("https://www.googleapis.com/compute/v1/projects/acme/zones/us-east1-b/instanceGroups/proxies", "null"), "https 443"},
		"of the group, by its id":             {manager + port("projects/acme/zones/us-east1-b/instanceGroups/proxies", east), "https 443"},
		"of the group, beside one of its own": {own + port("proxies", east), "http 80, https 443"},
		"of another group":                    {manager + port("others", east), ""},
		"of a group in another zone":          {manager + port("proxies", `"us-east1-c"`), ""},
		"of a group in an unknown zone":       {manager + port("proxies", "null"), "unknown"},
		"of another group in an unknown zone": {manager + port("others", "null"), ""},
		"of a regional group's name":          {regional + port("proxies", east), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			given, err := value.ParseJSON([]byte(`{` + c.given + `}`))
			if err != nil {
				t.Fatal(err)
			}
			w, err := tfresource.FromResources(given, tfresource.Options{Path: "resources", Complete: true})
			if err != nil {
				t.Fatal(err)
			}
			ports := w.Resources(gcp.InstanceGroupManagers)[0].Body.Get("namedPorts")
			var got []string
			for _, p := range ports.Elements() {
				got = append(got, p.Get("name").Text()+" "+p.Get("port").Text())
			}
			if ports.IsUnknown() {
				got = []string{"unknown"}
				if why := ports.Why().String(); !strings.Contains(why, "google_compute_instance_group_named_port may set them") {
					t.Errorf("it is unknown because %s", why)
				}
			}
			if text := strings.Join(got, ", "); text != c.want {
				t.Errorf("got %q, want %q", text, c.want)
			}
		})
	}
}
