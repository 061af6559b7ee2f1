package tfconfig_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
)

// files are written to a folder, by their paths.
type files map[string]string

func (f files) write(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range f {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func load(t testing.TB, f files) *tfconfig.Config {
	t.Helper()
	c, err := tfconfig.Load(f.write(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const fetched = `{"Modules": [{"Key": "", "Dir": "."}, {"Key": "far", "Source": "acme/net/google", "Dir": ".terraform/modules/far"},
	{"Key": "far.in", "Source": "acme/in/google", "Dir": ".terraform/modules/far.in/sub"}, {"Key": "out", "Dir": "../elsewhere"}]}`

func TestLoadReadsTheModulesThatAreThere(t *testing.T) {
	t.Parallel()
	c := load(t, files{
		"main.tf":                               "module \"near\" {\n  source = \"./near\"\n}\nmodule \"far\" {\n  source = \"acme/net/google\"\n}\nmodule \"new\" {\n  source = \"acme/new/google\"\n}\n",
		"more.tf":                               "module \"out\" {\n  source = \"acme/out/google\"\n}\nmodule \"none\" {\n  source = \"./none\"\n}\nmodule \"odd\" {\n  source = \"./${path.module}\"\n}\nmodule \"empty\" {\n  source = \"./empty\"\n}\n",
		"x.tf.json":                             `{}`,
		".hidden.tf":                            "}",
		"backup.tf~":                            "}",
		"empty/README.md":                       "",
		"near/a.tofu":                           "resource \"google_compute_network\" \"n\" {}\ndata \"google_project\" \"p\" {}\nmodule \"up\" {\n  source = \"../up\"\n}\n",
		"up/main.tf":                            "",
		".terraform/modules/modules.json":       fetched,
		".terraform/modules/far/main.tf":        "module \"in\" {\n  source = \"acme/in/google\"\n}\n",
		".terraform/modules/far.in/sub/main.tf": "resource \"google_compute_firewall\" \"f\" {}\n",
	})
	near := c.Root.Called("near")
	switch {
	case near == nil || c.Root.Called("far") == nil:
		t.Fatalf("modules are missing: %v", c.Gaps)
	case !slices.Equal(near.Resources(), []string{"data.google_project.p", "google_compute_network.n"}):
		t.Errorf("near has %q", near.Resources())
	case near.Called("up") == nil:
		t.Error("a module beside is not read")
	case !slices.Equal(c.Root.Called("far").Called("in").Resources(), []string{"google_compute_firewall.f"}):
		t.Error("a fetched module of a fetched one is not read")
	case !c.Root.Partial() || near.Partial():
		t.Error("it is not told which module is partial")
	}
	for _, want := range []string{
		"x.tf.json is not read", "module.new is not there: terraform init", "module.out is not there", "module.none is not there", "module.odd: its source", "module.empty: there are no *.tf files",
	} {
		if !slices.ContainsFunc(c.Gaps, func(gap string) bool { return strings.Contains(gap, want) }) {
			t.Errorf("no gap %q in %q", want, c.Gaps)
		}
	}
	if len(c.Gaps) != 6 {
		t.Errorf("gaps: %q", c.Gaps)
	}
}

func TestLoadSaysWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files files
		want  string
	}{
		"no configuration":        {files{"README.md": ""}, "there are no *.tf files"},
		"a syntax error":          {files{"main.tf": "locals {}\nresource \"x\" \"y\" {\n  a = \n}\n"}, "main.tf:3: Invalid expression"},
		"one in a module":         {files{"main.tf": "module \"m\" {\n  source = \"./m\"\n}\n", "m/main.tf": "\n}"}, "m/main.tf:2: "},
		"a resource twice":        {files{"a.tf": "resource \"x\" \"y\" {}\n", "b.tf": "\nresource \"x\" \"y\" {}\n"}, "b.tf:2: there are two blocks x.y"},
		"a local value twice":     {files{"a.tf": "locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n"}, "a.tf:5: the local value a is set twice"},
		"no labels":               {files{"a.tf": "resource {}\n"}, "a.tf:1: a resource block takes 2 labels"},
		"an override of nothing":  {files{"a.tf": "", "override.tf": "resource \"x\" \"y\" {}\n"}, "override.tf:1: it overrides x.y, which is nowhere else"},
		"an override in JSON":     {files{"a.tf": "", "a_override.tf.json": "{}"}, "a_override.tf.json: override files in JSON are not read"},
		"brackets":                {files{"a.tf": "locals {\n  a = " + strings.Repeat("[", 1<<13) + "\n}\n"}, "a.tf:2: brackets are nested more than 100 deep"},
		"operators":               {files{"a.tf": "locals {\n  a = " + strings.Repeat("!", 1<<13) + "true\n}\n"}, "a.tf:2: an expression has more than 1000 operators"},
		"sums":                    {files{"a.tf": "locals {\n  a = (1" + strings.Repeat("\n+ 1", 1<<13) + ")\n}\n"}, "an expression has more than 1000 operators"},
		"conditions":              {files{"a.tf": "locals {\n  a = " + strings.Repeat("true ? 1 : ", 1<<13) + "1\n}\n"}, "an expression has more than 1000 operators"},
		"indexes":                 {files{"a.tf": "locals {\n  a = b" + strings.Repeat("[0]", 1<<13) + "\n}\n"}, "an expression has more than 1000 operators"},
		"directives in a heredoc": {files{"a.tf": "locals {\n  a = <<EOT\n" + strings.Repeat("%{ if true }\n", 1<<13) + "EOT\n}\n"}, "an expression has more than 1000 operators"},
		"templates":               {files{"a.tf": "locals {\n  a = " + strings.Repeat(`"${`, 1<<13) + "\n}\n"}, "brackets are nested more than 100 deep"},
		"comments between":        {files{"a.tf": "locals {\n  a = 1" + strings.Repeat("/**/ + 1", 1<<13) + "\n}\n"}, "an expression has more than 1000 operators"},
		"a large file":            {files{"a.tf": strings.Repeat("# large\n", 1<<20)}, "a.tf: the file is larger than 4 MiB"},
		"a bad manifest":          {files{"a.tf": "", ".terraform/modules/modules.json": "{"}, ".terraform/modules/modules.json: it is not what terraform init writes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := tfconfig.Load(c.files.write(t)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %.300v, want %s", err, c.want)
			}
		})
	}
	if _, err := tfconfig.Load(files{}.write(t)); !errors.Is(err, tfconfig.ErrNone) {
		t.Errorf("an empty folder gives %v", err)
	}
}

// What people write is not too deep.
func TestLoadBearsLongFiles(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("locals {\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "  # one of many\n  a%d = { x = [1, 2 - 1, var.a[0].b], \"y\" = \"${var.a}-${var.b}\", z = -1 }\n", i)
	}
	b.WriteString("  list = [" + strings.Repeat("!true, ", 1500) + "]\n  text = <<EOT\n" + strings.Repeat("${var.a} and ${var.b}\n", 1500) + "EOT\n}\n")
	load(t, files{"main.tf": b.String()})
}

func TestLoadStaysInItsFolders(t *testing.T) {
	t.Parallel()
	dir := files{"main.tf": "module \"m\" {\n  source = \"./m\"\n}\n", "m/main.tf": "module \"again\" {\n  source = \"../m\"\n}\n"}.write(t)
	c, err := tfconfig.Load(dir)
	if err != nil || !slices.ContainsFunc(c.Gaps, func(gap string) bool { return strings.Contains(gap, "more modules than are read") }) {
		t.Errorf("a module that calls itself: %v, %q", err, c.Gaps)
	}
	outside := filepath.Join(t.TempDir(), "secret.tf")
	if err := os.WriteFile(outside, []byte("locals {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.tf")); err != nil {
		t.Skipf("no links: %v", err)
	}
	if _, err := tfconfig.Load(dir); err == nil || !strings.Contains(err.Error(), "link.tf: ") {
		t.Errorf("a link that leads out gives %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "link.tf")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.tf"), 0o750); err != nil {
		t.Fatal(err)
	}
	if _, err := tfconfig.Load(dir); err == nil || !strings.Contains(err.Error(), "folder.tf: it is no regular file") {
		t.Errorf("a folder called like a file gives %v", err)
	}
}

// Whatever the text is, it is a configuration or an error.
func FuzzLoad(f *testing.F) {
	for _, text := range slices.Sorted(maps.Values(files{
		"a": "locals {\n  a = [for k, v in { x = 1 } : \"${k}-${v}\" if v > 0]\n}\n", "b": "resource \"google_compute_network\" \"n\" {\n  name = var.x\n}\n",
		"c": "module \"m\" {\n  source = \"./m\"\n  count = 2\n}\n", "d": "locals {\n  a = <<-EOT\n    %{ if true }x%{ endif }\n  EOT\n}\n", "e": "\xff\x00{",
		"g": "resource \"google_compute_backend_service\" \"s\" {\n  for_each = toset([\"a\"])\n  name = each.value\n  dynamic \"backend\" {\n    for_each = google_x.y[*].id\n    content {\n      group = backend.value\n    }\n  }\n}\n",
		"h": "resource \"apireach_validation\" \"v\" {\n  resources = { google_compute_network = [google_compute_network.n] }\n}\nresource \"google_compute_network\" \"n\" {\n  count = 1e9\n  metadata = merge({ a = format(\"%9999999d\", 1) }, { b = 1e999999999 })\n}\n",
		"i": "locals {\n  a = \"${local.b}${local.b}\"\n  b = local.a\n}\nresource \"google_compute_network\" \"n\" {\n  name = local.a\n}\n", "f": "a = \"${\"",
	})) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := tfconfig.Load(files{"main.tf": text}.write(t))
		if err != nil {
			return
		}
		e := tfconfig.NewEvaluator(c, tfconfig.Facts{})
		for _, address := range c.Root.Resources() {
			e.Trace(address, attributes(t, `{"name": "?", "network": "?", "metadata": "?", "backend": [{"group": "?"}]}`))
			c.Locate(address, "network")
		}
		c.Places("apireach_validation", "resources", attributes(t, `{"google_compute_network": ["?", {"name": "n"}]}`))
	})
}
