package tfaddress_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

func TestAddressesAreTakenApart(t *testing.T) {
	t.Parallel()
	const network = "google_compute_network"
	type (
		address = tfaddress.Address
		calls   = []tfaddress.Call
	)
	for text, c := range map[string]struct {
		want                     address
		module, local, instances string
	}{
		network + ".n":                                     {address{Type: network, Name: "n"}, "", network + ".n", network + ".n"},
		"data." + network + ".n[0]":                        {address{Data: true, Type: network, Name: "n", Key: "0"}, "", "data." + network + ".n[0]", "data." + network + ".n"},
		network + `.n["a.b]c\"[d"]`:                        {address{Type: network, Name: "n", Key: `"a.b]c\"[d"`}, "", network + `.n["a.b]c\"[d"]`, network + ".n"},
		`module.a["x.y"].module.b[1].google_x.y["z"]`:      {address{Modules: calls{{"a", `"x.y"`}, {"b", "1"}}, Type: "google_x", Name: "y", Key: `"z"`}, `module.a["x.y"].module.b[1]`, `google_x.y["z"]`, `module.a["x.y"].module.b[1].google_x.y`},
		`module.a["x"].data.google_compute_network.n["k"]`: {address{Modules: calls{{"a", `"x"`}}, Data: true, Type: network, Name: "n", Key: `"k"`}, `module.a["x"]`, `data.google_compute_network.n["k"]`, `module.a["x"].data.google_compute_network.n`},
		"module.a.google_x.y[0]":                           {address{Modules: calls{{"a", ""}}, Type: "google_x", Name: "y", Key: "0"}, "module.a", "google_x.y[0]", "module.a.google_x.y"},
	} {
		got, ok := tfaddress.Parse(text)
		if diff := cmp.Diff(c.want, got); !ok || diff != "" {
			t.Errorf("%s: %v %s", text, ok, diff)
		}
		if got.String() != text || got.Module() != c.module || got.Local() != c.local || got.Instances() != c.instances {
			t.Errorf("%s is %s, in %q, there %q, of %q", text, got, got.Module(), got.Local(), got.Instances())
		}
	}
}

// What stands in one block of the configuration may make several resources.
func TestInstancesShareTheirConfiguration(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		keyed  bool
		source string
	}{
		"google_x.y":                                  {false, ""},
		"google_x.y[0]":                               {true, ""},
		"module.a.google_x.y":                         {false, "module.a"},
		`module.a["x.y"].module.b[1].google_x.y`:      {true, "module.a.module.b"},
		`module.a.module.b.google_x.y["module.c[0]"]`: {true, "module.a.module.b"},
	} {
		a, ok := tfaddress.Parse(text)
		if source := tfaddress.Source(a.Module()); !ok || a.Keyed() != c.keyed || source != c.source {
			t.Errorf("%s: keyed %v, of %q", text, a.Keyed(), source)
		}
	}
}

func TestWhatIsNoAddressIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "google_compute_network", "google_compute_network[0]", `google_compute_network["a"]`, "module.a", "module.a[0]", "module.a.b", "data.x", "data.x[0]",
		"projects/acme/global/networks/vpc", "organizations/acme", "a.b.c", "a.b[0].c", "environment live of acme", "${a.b}", "a.b}\n#",
		"google_x.y[", "google_x.y[]", "google_x..y", ".google_x.y", "google_x.y.", "a.0b", "module.a[0][1].b.c", "module..b.c", `a.b["`,
		"a.b[x]", "a.b[each.key]", "a.b[0}\n#]", `a.b["${c.d}"]`, `a.b["%{if}"]`, "a.b[\"c\nd\"]", `a.b["c\"]`, `a.b["c" + "d"]`,
	} {
		if got, ok := tfaddress.Parse(text); ok {
			t.Errorf("%q is an address: %+v", text, got)
		}
	}
}

func TestReferencesAreTakenApart(t *testing.T) {
	t.Parallel()
	got := tfaddress.Steps(`module.a["x.y"].b[each.key].c[0]`)
	want := []tfaddress.Step{{Text: "module"}, {Text: "a"}, {Text: `"x.y"`, Index: true}, {Text: "b"}, {Text: "each.key", Index: true}, {Text: "c"}, {Text: "0", Index: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestKeysAreQuotedAsTerraformDoes(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"a": `"a"`, `say "hi"`: `"say \"hi\""`, `c:\x`: `"c:\\x"`, "a\nb": `"a\nb"`, "${x}": `"$${x}"`, "%{if}": `"%%{if}"`,
	} {
		quoted := tfaddress.Quote(key)
		if quoted != want {
			t.Errorf("%q is written %s", key, quoted)
		}
		if back, ok := tfaddress.Unquote(quoted); !ok || back != key {
			t.Errorf("%s is read as %q", quoted, back)
		}
		if k := tfaddress.Key("google_x.y" + tfaddress.Bracket(quoted)); k != quoted {
			t.Errorf("the key of %s is %s", quoted, k)
		}
	}
	if _, ok := tfaddress.Unquote("0"); ok {
		t.Error("an index is in quotes")
	}
}
