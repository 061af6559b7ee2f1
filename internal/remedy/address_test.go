package remedy

import "testing"

func TestAddressesAreTakenApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]address{
		"google_compute_network.vpc":                         {local: "google_compute_network.vpc", typ: "google_compute_network", name: "vpc", block: "google_compute_network.vpc"},
		"data.google_compute_network.vpc":                    {local: "data.google_compute_network.vpc", data: true, typ: "google_compute_network", name: "vpc", block: "data.google_compute_network.vpc"},
		`google_apigee_instance.i["us-east1"]`:               {local: `google_apigee_instance.i["us-east1"]`, typ: "google_apigee_instance", name: "i", block: "google_apigee_instance.i"},
		"module.a.google_compute_network.vpc[0]":             {module: "module.a", local: "google_compute_network.vpc[0]", typ: "google_compute_network", name: "vpc", block: "module.a.google_compute_network.vpc"},
		`module.a["b.c"].module.d[0].google_x.y`:             {module: `module.a["b.c"].module.d[0]`, local: "google_x.y", typ: "google_x", name: "y", block: `module.a["b.c"].module.d[0].google_x.y`},
		`module.a["x"].data.google_compute_network.vpc["k"]`: {module: `module.a["x"]`, local: `data.google_compute_network.vpc["k"]`, data: true, typ: "google_compute_network", name: "vpc", block: `module.a["x"].data.google_compute_network.vpc`},
	} {
		if got, ok := parseAddress(text); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
	for _, text := range []string{
		"", "google_compute_network", "google_compute_network[0]", `google_compute_network["a"]`, "module.a", "module.a[0]", "data.x",
		"projects/acme/global/networks/vpc", "organizations/acme", "a.b.c", "a.b[0].c", "environment live of acme", "${a.b}", "a.b}\n#",
	} {
		if got, ok := parseAddress(text); ok {
			t.Errorf("%q is an address: %+v", text, got)
		}
	}
}
