package tfplan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const network = `{"address": "google_compute_network.a", "mode": "managed", "type": "google_compute_network", "name": "a",
	"change": {"actions": ["create"], "before": null, "after": {"name": "a", "project": "acme"}, "after_unknown": {"id": true, "self_link": true}, "after_sensitive": {}}}`

// plan is a plan with changes, in which more may stand.
func plan(changes, configuration string, more ...string) string {
	return fmt.Sprintf(`{"format_version": "1.2", "terraform_version": "1.11.4", %s "planned_values": {"root_module": {"resources": [{"values": [[[[[[[[[[1]]]]]]]]]]}]}},
		"resource_changes": [%s], "configuration": {"root_module": %s}, "timestamp": "2026-01-01T00:00:00Z"}`, strings.Join(more, ""), changes, configuration)
}

func read(t testing.TB, text string) *tfplan.Plan {
	t.Helper()
	p, err := tfplan.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlansAreReadHoweverTheyAreWrapped(t *testing.T) {
	t.Parallel()
	whole := plan(network, "{}")
	for name, text := range map[string]string{
		"bare":               whole,
		"plan":               `{"plan": ` + whole + `}`,
		"tfplan":             `{"run": {"id": "r"}, "tfplan": ` + whole + `, "after": [1, {"a": 2}]}`,
		"terraform":          `{"terraform": ` + whole + `}`,
		"twice":              `{"terraform": {"plan": ` + whole + `}}`,
		"byte order mark":    "\xef\xbb\xbf" + whole,
		"space around":       "\n\n " + whole + "\n",
		"configuration last": `{"format_version": "1.0", "configuration": {"root_module": {}}, "resource_changes": [` + network + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := read(t, text)
			if len(p.Resources) != 1 || p.Resources[0].Address != "google_compute_network.a" || p.Resources[0].Action != tfplan.Create {
				t.Errorf("read %+v", p.Resources)
			}
			if got := p.Resources[0].After.Get("name").Text(); got != "a" {
				t.Errorf("name is %q", got)
			}
			if !p.Resources[0].After.Get("id").IsUnknown() {
				t.Error("the id is known")
			}
		})
	}
}

func TestWhatIsNoPlanIsRefusedWithAReason(t *testing.T) {
	t.Parallel()
	whole := plan(network, "{}")
	for name, c := range map[string]struct{ text, want string }{
		"empty":           {"", "empty"},
		"space":           {"  \n\t ", "cut off"},
		"text":            {"Error: no plan", "not JSON"},
		"binary":          {"\x00\x01\x02\x03", "binary"},
		"plan file":       {"PK\x03\x04rest", "terraform show -json"},
		"compressed":      {"\x1f\x8b\x08\x00", "compressed"},
		"UTF-16":          {"\xff\xfe{\x00}\x00", "UTF-16"},
		"an array":        {"[]", "expected an object"},
		"a number":        {"1", "expected an object"},
		"null":            {"null", "neither a plan nor a state"},
		"other JSON":      {`{"a": {"b": [1, 2]}}`, "neither a plan nor a state"},
		"newer":           {`{"format_version": "2.0", "resource_changes": []}`, `format_version is "2.0"`},
		"odd version":     {`{"format_version": 1}`, "another type"},
		"truncated":       {whole[:len(whole)/2], "resource_changes[0], byte "},
		"two":             {whole + whole, "more follows"},
		"changes":         {`{"format_version": "1.0", "resource_changes": {}}`, "expected an array (at resource_changes"},
		"a change":        {`{"format_version": "1.0", "resource_changes": [1]}`, "resource_changes[0]"},
		"after":           {`{"format_version": "1.0", "resource_changes": [{"type": "google_compute_network", "change": {"after": [1]}}]}`, "attributes of the resource"},
		"deep":            {`{"format_version": "1.0", "x": ` + strings.Repeat("[", 1_000_000), "nested too deeply"},
		"deep change":     {`{"format_version": "1.0", "resource_changes": [` + strings.Repeat(`{"a":`, 1_000_000), "nested too deeply"},
		"deep modules":    {`{"format_version": "1.0", "prior_state": {"values": {"root_module": ` + strings.Repeat(`{"child_modules": [`, 1_000_000), "nested too deeply"},
		"deep calls":      {`{"format_version": "1.0", "configuration": {"root_module": ` + strings.Repeat(`{"module_calls": {"a": {"module": `, 1_000_000), "nested too deeply"},
		"deep at the top": {strings.Repeat("[", 1_000_000), "expected an object"},
		"an expression":   {plan(network, `{"resources": [{"address": "google_compute_network.a", "type": "google_compute_network", "expressions": {"name": 1}}]}`), "expected an expression"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := tfplan.Read(strings.NewReader(c.text))
			var input *tfplan.InputError
			if !errors.As(err, &input) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%+v, %v; want an input error about %q", p, err, c.want)
			}
		})
	}
}

func TestAFailingReaderIsReported(t *testing.T) {
	t.Parallel()
	broken := errors.New("the pipe is broken")
	for _, begin := range []string{"", `{"format_version": "1.0", "x": [`} {
		_, err := tfplan.Read(io.MultiReader(strings.NewReader(begin), failing{broken}))
		if err == nil || !strings.Contains(err.Error(), broken.Error()) {
			t.Errorf("after %q: %v", begin, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestPlansSayWhatTheyLack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ more, want string }{
		"incomplete": {`"complete": false,`, "complete is false"},
		"errored":    {`"errored": true,`, "errored is true"},
		"deferred":   {`"deferred_changes": [{"reason": "x"}],`, "deferred"},
		"targeted": {`"prior_state": {"values": {"root_module": {"child_modules": [{"resources":
			[{"address": "module.m.google_compute_network.b", "type": "google_compute_network", "mode": "managed", "values": {"name": "b"}}]}]}}},`, "-target"},
		"whole": {`"complete": true, "errored": false, "deferred_changes": [], "prior_state": {"values": {"root_module": {"resources":
			[{"address": "google_compute_network.a", "type": "google_compute_network", "mode": "managed", "values": {"name": "b"}}]}}},`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := read(t, plan(network, "{}", c.more))
			got := strings.Join(p.Partial, "; ")
			if got != c.want && (c.want == "" || !strings.Contains(got, c.want)) {
				t.Errorf("partial because %q, want %q", got, c.want)
			}
			w, err := p.World(tfplan.Options{Complete: true})
			if err != nil {
				t.Fatal(err)
			}
			if gaps := w.AllGaps(); (len(gaps) > 0) != (c.want != "") {
				t.Errorf("gaps %v", gaps)
			}
		})
	}
}

func TestStatesAndDataSourcesAreRead(t *testing.T) {
	t.Parallel()
	resources := `{"root_module": {"resources": [
		{"address": "google_compute_network.a", "mode": "managed", "type": "google_compute_network", "values": {"name": "a", "project": "acme"}, "sensitive_values": {"project": true}},
		{"address": "google_storage_bucket.b", "mode": "managed", "type": "google_storage_bucket", "values": {"name": "b"}}],
		"child_modules": [{"address": "module.m", "resources": [
		{"address": "module.m.data.google_compute_network.c", "mode": "data", "type": "google_compute_network", "values": {"name": "c"}}]}]}}`
	state := read(t, `{"format_version": "1.0", "terraform_version": "1.9.0", "values": `+resources+`}`)
	if !state.State || len(state.Resources) != 2 {
		t.Fatalf("read %+v", state)
	}
	if !state.Resources[0].After.Get("project").IsUnknown() || !state.Resources[1].Data || state.Resources[1].Address != "module.m.data.google_compute_network.c" {
		t.Errorf("read %+v", state.Resources)
	}
	p := read(t, plan("", "{}", `"prior_state": {"values": `+resources+`},`))
	if len(p.Resources) != 2 || p.State || p.Resources[1].Action != tfplan.Keep {
		t.Errorf("read %+v", p.Resources)
	}
}

func TestSensitiveValuesAreNotKept(t *testing.T) {
	t.Parallel()
	const canary = "canary-5e1f"
	p := read(t, plan(`{"address": "google_apigee_envgroup.g", "mode": "managed", "type": "google_apigee_envgroup",
		"change": {"actions": ["update"], "before": {"name": "`+canary+`", "hostnames": ["a.example", "`+canary+`"]}, "before_sensitive": {"name": true, "hostnames": [false, true]},
		"after": {"name": "`+canary+`", "hostnames": ["a.example", "`+canary+`"]}, "after_unknown": {}, "after_sensitive": {"name": true, "hostnames": [false, true]}}}`, "{}"))
	r := p.Resources[0]
	if strings.Contains(fmt.Sprintf("%+v", r), canary) {
		t.Errorf("kept %+v", r)
	}
	if hosts := r.After.Get("hostnames").Elements(); len(hosts) != 2 || hosts[0].Text() != "a.example" || !hosts[1].IsUnknown() {
		t.Errorf("hostnames are %v", hosts)
	}
	if why := r.After.Get("name").Why(); !strings.Contains(why.Reason, "sensitive") {
		t.Errorf("the name is unknown because %v", why)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(plan(network, `{"resources": [{"address": "google_compute_network.a", "type": "google_compute_network", "expressions": {"name": {"references": ["module.m.o", "each.key", "var.x"]}}}],
		"module_calls": {"m": {"expressions": {"v": {"references": ["local.l", "module.m"]}}, "module": {"outputs": {"o": {"expression": {"references": ["var.v"]}}}}}}}`)))
	f.Add([]byte(plan(`{"address": "module.m[\"a.b\"].google_compute_subnetwork.s[0]", "module_address": "module.m[\"a.b\"]", "type": "google_compute_subnetwork",
		"change": {"actions": ["delete", "create"], "before": {}, "after": {"name": "s"}, "after_unknown": {"network": true}}}`,
		`{"module_calls": {"m": {"module": {"resources": [{"address": "google_compute_subnetwork.s", "type": "google_compute_subnetwork", "expressions": {"network": {"references": ["var.n"]}}}]}}}}`)))
	f.Add([]byte(`{"format_version": "1.0", "values": {"root_module": {}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := tfplan.Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		if !json.Valid(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))) {
			t.Fatal("what is no JSON was read")
		}
		w, err := p.World(tfplan.Options{})
		if err != nil {
			return
		}
		inv, err := w.Inventory()
		if err != nil {
			t.Fatalf("a world that is no inventory: %v", err)
		}
		for _, finding := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
			if strings.Contains(finding.Summary, "the check broke") {
				t.Fatalf("%s: %s", finding.Check, finding.Summary)
			}
		}
		for _, r := range p.Resources {
			origins(r.After, func(o value.Origin) {
				if o.Known() && o.Path == "" && !strings.Contains(o.Resource, "local.") {
					t.Fatalf("%s comes from no attribute of %s", r.Address, o.Resource)
				}
			})
		}
	})
}

// origins visits the origins of all unknown values.
func origins(v value.Value, visit func(value.Origin)) {
	visit(v.Why().Origin)
	for _, e := range v.Elements() {
		origins(e, visit)
	}
	for _, key := range v.Keys() {
		origins(v.Get(key), visit)
	}
}
