package provider

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/registry"
)

const examples = "../../examples"

// ourSource is what a configuration needs that names no source of the provider.
const ourSource = `terraform {
  required_providers {
    apireach = { source = "apireach/apireach" }
  }
}
`

// newExample copies an example. Paths in it go on pointing into its own folder.
func newExample(t *testing.T, name string) *terraform {
	t.Helper()
	from, err := filepath.Abs(filepath.Join(examples, name))
	if err != nil {
		t.Fatal(err)
	}
	tf := newTerraform(t, from)
	files, err := filepath.Glob(filepath.Join(from, "*.tf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no configuration (%v)", from, err)
	}
	declared := false
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		declared = declared || strings.Contains(string(text), "required_providers")
		tf.write(filepath.Base(file), strings.ReplaceAll(string(text), "${path.module}", filepath.ToSlash(from)))
	}
	if !declared {
		tf.write("source.tf", ourSource)
	}
	return tf
}

// unplanned are the checks with examples that are not planned, and why.
var unplanned = map[string]string{
	"vpc-link-not-replaced": "only `apireach check` sees what a plan deletes",
}

// TestAccExamplesOfChecks plans the two examples of every check. On the bad one
// exactly this check fails; on the good one nothing fails, and the check passes
// rather than having nothing to judge.
func TestAccExamplesOfChecks(t *testing.T) {
	t.Parallel()
	for _, c := range registry.Checks() {
		if _, is := unplanned[c.ID]; is {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			bad := newExample(t, filepath.Join("checks", c.ID, "bad"))
			out, code := bad.run("plan", "-json")
			if failed := failedChecks(out); code != planFails || !slices.Equal(failed, []string{c.ID}) {
				t.Errorf("bad: exit code %d, failed %q; want this check to fail, and no other\n%s", code, failed, out)
			}
			good := newExample(t, filepath.Join("checks", c.ID, "good"))
			out, code = good.run("plan", "-json", "-out=plan")
			if failed := failedChecks(out); code != 0 || len(failed) > 0 {
				t.Fatalf("good: exit code %d, failed %q; want nothing to fail\n%s", code, failed, out)
			}
			shown, _ := good.run("show", "-json", "plan")
			if verdicts := verdictsIn(t, shown, c.ID); !slices.Contains(verdicts, "pass") {
				t.Errorf("good: the check says %q; want a pass", verdicts)
			}
		})
	}
}

// TestAccExamples plans the examples of data sources, resources and functions.
func TestAccExamples(t *testing.T) {
	t.Parallel()
	for name, wants := range map[string][]string{
		"data-sources/apireach_apigee_path":              {"path = "},
		"data-sources/apireach_private_integration":      {"path = "},
		"data-sources/apireach_log_errors":               {"errors = {}", "The logs do not tell everything", "a snapshot has none"},
		"data-sources/apireach_security_policy_decision": {"has no security policy"},
		"data-sources/apireach_firewall_decision":        {"all allowed"},
		"data-sources/apireach_tls_endpoint":             {"api = "},
		"resources/apireach_validation":                  {"apireach_validation.gateway will be created"},
		"functions/certificate_covers":                   {"covered = true"},
		"functions/security_policy_action":               {`partner = "allow"`, `elsewhere = "deny(403)"`},
		"functions/findings":                             {`authorized-network-peered = "pass"`},
		"functions/diagnose":                             {"The environment is not attached to the instance that got the request: environment-attached-everywhere"},
		"functions/same_network":                         {"same = true", "same_name_other_project = false"},
		"functions/ranges_cover":                         {"covered = true"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := newExample(t, name)
			if strings.HasPrefix(name, "data-sources/") {
				demo := "mended"
				if name == "data-sources/apireach_private_integration" {
					demo = "aws-mended"
				}
				recording, err := filepath.Abs(filepath.Join(examples, "demo", demo, "snapshot"))
				if err != nil {
					t.Fatal(err)
				}
				tf.write("provider.tf", "provider \"apireach\" {\n  snapshot = \""+filepath.ToSlash(recording)+"\"\n}\n")
			}
			expectAll(t, tf.must(0, "plan"), wants...)
		})
	}
}

// failedChecks reads the diagnostics of plan -json, warnings too: a check's failure
// begins with its id. Any other error counts as well, by its summary.
func failedChecks(log string) []string {
	var out []string
	for line := range strings.Lines(log) {
		var message struct {
			Diagnostic struct{ Severity, Summary string }
		}
		if json.Unmarshal([]byte(line), &message) != nil {
			continue
		}
		d := message.Diagnostic
		id, _, _ := strings.Cut(d.Summary, ": ")
		if (d.Severity == "error" || checkIDs()[id]) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// verdictsIn reads what a check says in a plan that is shown as JSON.
func verdictsIn(t *testing.T, shown, id string) []string {
	t.Helper()
	type module struct {
		Resources []struct {
			Values struct {
				Findings []struct{ Check, Verdict string }
			}
		}
	}
	var plan struct {
		Planned struct {
			Root module `json:"root_module"`
		} `json:"planned_values"`
		Prior struct {
			Values struct {
				Root module `json:"root_module"`
			}
		} `json:"prior_state"`
	}
	if err := json.Unmarshal([]byte(shown), &plan); err != nil {
		t.Fatalf("%v\n%s", err, shown)
	}
	var out []string
	for _, r := range append(plan.Planned.Root.Resources, plan.Prior.Values.Root.Resources...) {
		for _, f := range r.Values.Findings {
			if f.Check == id {
				out = append(out, f.Verdict)
			}
		}
	}
	return out
}
