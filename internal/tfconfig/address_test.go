package tfconfig_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
)

func TestAddressesAreTakenApart(t *testing.T) {
	t.Parallel()
	type steps = []tfconfig.Step
	for text, want := range map[string]*tfconfig.Address{
		"google_compute_network.n":                    {Name: "google_compute_network.n"},
		"data.google_compute_network.n[0]":            {Name: "data.google_compute_network.n", Key: "0"},
		`google_compute_network.n["a.b]c\"[d"]`:       {Name: "google_compute_network.n", Key: `"a.b]c\"[d"`},
		`module.a["x.y"].module.b[1].google_x.y["z"]`: {Modules: steps{{"a", `"x.y"`}, {"b", "1"}}, Name: "google_x.y", Key: `"z"`},
		"google_compute_network":                      nil,
		"organizations/acme":                          nil,
		"google_x.y[":                                 nil,
		"google_x.y[0].z":                             nil,
		"module.a":                                    nil,
		"google_x..y":                                 nil,
		"":                                            nil,
	} {
		got, ok := tfconfig.ParseAddress(text)
		if ok != (want != nil) {
			t.Errorf("%s: %v", text, ok)
			continue
		}
		if want != nil {
			if diff := cmp.Diff(*want, got); diff != "" {
				t.Errorf("%s: %s", text, diff)
			}
		}
	}
}
