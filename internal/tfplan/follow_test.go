package tfplan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// written is a configuration in a folder.
func written(t testing.TB, text string) *tfconfig.Config {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := tfconfig.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// peering is an organization authorized for a network, and a connection on one.
func peering(authorized, connected string) (plan, config string) {
	names := []string{"google_compute_network.a", "google_compute_network.b"}
	changes := strings.Join([]string{
		made(names[0], `{"name": "a", "project": "acme"}`, `{"id": true, "self_link": true}`),
		made(names[1], `{"name": "b", "project": "acme"}`, `{"id": true, "self_link": true}`),
		made("google_apigee_organization.o", `{"project_id": "acme", "runtime_type": "CLOUD", "disable_vpc_peering": null}`, `{"id": true, "authorized_network": true}`),
		made("google_service_networking_connection.c", `{"service": "servicenetworking.googleapis.com"}`, `{"id": true, "network": true, "reserved_peering_ranges": true, "peering": true}`),
	}, ",")
	refer := func(expression string) string {
		name := "google_compute_network.a"
		if strings.Contains(expression, "network.b") {
			name = "google_compute_network.b"
		}
		return `{"references": ["` + name + `.id", "` + name + `"]}`
	}
	configuration := `{"resources": [` + strings.Join([]string{
		configured(names[0], "{}"), configured(names[1], "{}"),
		configured("google_apigee_organization.o", `{"authorized_network": `+refer(authorized)+`}`),
		configured("google_service_networking_connection.c", `{"network": `+refer(connected)+`}`),
	}, ",") + `]}`
	return planned(changes, configuration), `
resource "google_compute_network" "a" {
}
resource "google_compute_network" "b" {
}
resource "google_apigee_organization" "o" {
  authorized_network = ` + authorized + `
}
resource "google_service_networking_connection" "c" {
  network = ` + connected + `
}
`
}

func planned(changes, configuration string) string {
	return plan(changes, configuration, `"variables": {"which": {"value": "b"}},`)
}

// What the configuration tells makes verdicts certain, and takes back what only
// seemed so.
func TestConfigurationTellsReferencesFromFunctions(t *testing.T) {
	t.Parallel()
	const a, b = "google_compute_network.a.id", "google_compute_network.b.id"
	for name, c := range map[string]struct {
		authorized, connected string
		want                  check.Verdict
		confidence            check.Confidence
	}{
		"the same":                      {a, a, check.Pass, check.Certain},
		"another":                       {a, b, check.Fail, check.Certain},
		"another by a template":         {a, `"${` + b + `}"`, check.Fail, check.Certain},
		"a function of the same":        {a, `replace(` + a + `, "a", "b")`, check.Unknown, check.Certain},
		"a function of another":         {a, `replace(` + b + `, "b", "a")`, check.Unknown, check.Certain},
		"a known condition":             {a, `var.which == "b" ? ` + b + ` : ` + a, check.Fail, check.Certain},
		"a condition that is not known": {a, `google_compute_network.a.mtu > 1 ? ` + b + ` : ` + a, check.Unknown, check.Certain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, config := peering(c.authorized, c.connected)
			p := read(t, text)
			written := written(t, "variable \"which\" {}\n"+config)
			if err := p.Match(written); err != nil {
				t.Fatal(err)
			}
			p.Follow(written)
			for _, f := range judge(t, p, tfplan.Options{Complete: true}).Findings {
				if f.Check == "authorized-network-peered" && (f.Verdict != c.want || f.Confidence != c.confidence) {
					t.Errorf("%s, %s, want %s, %s: %s", f.Verdict, f.Confidence, c.want, c.confidence, f.Missing)
				}
			}
			without := read(t, text)
			for _, f := range judge(t, without, tfplan.Options{Complete: true}).Findings {
				if f.Check == "authorized-network-peered" && f.Verdict != check.Unknown && f.Confidence != check.Inferred {
					t.Error("without the configuration the verdict is certain")
				}
			}
		})
	}
}

func TestMatchComparesNames(t *testing.T) {
	t.Parallel()
	text := plan(network, `{"resources": [`+configured("google_compute_network.a", "{}")+`],
		"module_calls": {"m": {"module": {"resources": [`+configured("google_compute_firewall.f", "{}")+`]}}}}`)
	const own = "resource \"google_compute_network\" \"a\" {\n}\n"
	for name, c := range map[string]struct{ config, want string }{
		"the same":        {own + "module \"m\" {\n  source = \"acme/x/y\"\n}\n", ""},
		"a resource more": {own + "resource \"google_compute_network\" \"b\" {\n}\nmodule \"m\" {\n  source = \"acme/x/y\"\n}\n", "the plan has no google_compute_network.b"},
		"a resource less": {"module \"m\" {\n  source = \"acme/x/y\"\n}\n", "only the plan has google_compute_network.a"},
		"a module less":   {own, "only the plan has module.m"},
		"another module":  {own + "module \"n\" {\n  source = \"acme/x/y\"\n}\n", "the plan has no module.n"},
	} {
		err := read(t, text).Match(written(t, c.config))
		if (err == nil) != (c.want == "") || err != nil && !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// Metadata that a plan shows as unknown as a whole are what the configuration has,
// and nothing of them is shown.
func TestWholeMetadataAreOpened(t *testing.T) {
	t.Parallel()
	p := read(t, plan(made("google_apigee_instance.i", `{"name": "i", "location": "l"}`, `{"id": true, "host": true}`)+","+
		made("google_compute_instance_template.t", `{"name": "t"}`, `{"id": true, "metadata": true}`),
		`{"resources": [`+configured("google_apigee_instance.i", "{}")+","+configured("google_compute_instance_template.t", "{}")+`]}`))
	c := written(t, `
resource "google_apigee_instance" "i" {
}
resource "google_compute_instance_template" "t" {
  metadata = {
    ENDPOINT       = google_apigee_instance.i.host
    startup-script = "apigee"
    password       = "hunter2"
  }
}
`)
	p.Follow(c)
	metadata := p.Resources[1].After.Get("metadata")
	if origin := metadata.Get("ENDPOINT").Why().Origin; origin.Resource != "google_apigee_instance.i" || origin.Path != "host" || !origin.Certain {
		t.Errorf("ENDPOINT comes from %+v", origin)
	}
	if metadata.Get("startup-script").Kind() != value.KindString {
		t.Error("a known entry is not known")
	}
	w, err := p.World(tfplan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range w.Resources(gcp.InstanceTemplates) {
		if strings.Contains(sketch(r.Body), "hunter2") {
			t.Error("a secret entry reaches the world")
		}
	}
}

func sketch(v value.Value) string {
	out := v.Text()
	for _, e := range v.Elements() {
		out += " " + sketch(e)
	}
	for _, k := range v.Keys() {
		out += " " + k + "=" + sketch(v.Get(k))
	}
	return out
}
