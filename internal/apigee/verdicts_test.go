package apigee_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A verdictCase is a world, and what one check says about it.
type verdictCase struct {
	name string
	// world replaces parts of the healthy world; see [testkit.Scene].
	world string
	// want is every result as "verdict subject".
	want []string
	// says is text that the results must contain, and hides text they must not.
	says, hides []string
}

// sceneOf replaces parts of the healthy world.
func sceneOf(t testing.TB, world string) *apigee.Inventory {
	t.Helper()
	var parts, patch map[string]json.RawMessage
	if err := json.Unmarshal([]byte(healthy), &parts); err != nil {
		t.Fatal(err)
	}
	if world != "" {
		if err := json.Unmarshal([]byte(world), &patch); err != nil {
			t.Fatalf("%v in %s", err, world)
		}
	}
	for k, v := range patch {
		parts[k] = v
	}
	text, err := json.Marshal(parts)
	if err != nil {
		t.Fatal(err)
	}
	return testkit.Scene(t, string(text))
}

// judge runs a check on every case and holds its results to what all results owe
// their reader.
func judge(t *testing.T, c check.Check[*apigee.Inventory], cases []verdictCase) {
	t.Helper()
	for _, vc := range cases {
		t.Run(vc.name, func(t *testing.T) {
			t.Parallel()
			report := check.Run(sceneOf(t, vc.world), []check.Check[*apigee.Inventory]{c}, check.Options{})
			var got []string
			for _, f := range report.Findings {
				got = append(got, f.Verdict.String()+" "+f.Subject)
				owes(t, f)
			}
			if want := slices.Sorted(slices.Values(vc.want)); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
				t.Errorf("got %q, want %q: %s", got, want, tell(report.Findings))
			}
			text := tell(report.Findings)
			for _, s := range vc.says {
				if !strings.Contains(text, s) {
					t.Errorf("%q is not said: %s", s, text)
				}
			}
			for _, s := range vc.hides {
				if strings.Contains(text, s) {
					t.Errorf("%q is said: %s", s, text)
				}
			}
		})
	}
}

// tell spells everything that findings say, a witness as {name value}.
func tell(findings []check.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "\n%v %s: %s; %s %s %v trace %q related %q", f.Verdict, f.Subject, f.Summary, f.Detail, f.Remediation, f.Confidence, f.Trace, f.Related)
		for _, w := range f.Witness {
			fmt.Fprintf(&b, " {%s %v}", w.Name, w.Value)
		}
		for _, m := range f.Missing {
			fmt.Fprintf(&b, "\n\tlacks %s: %s", m.What, m.Settle)
		}
	}
	return b.String()
}

func owes(t *testing.T, f check.Finding) {
	t.Helper()
	switch {
	case f.Subject == "":
		t.Errorf("no subject: %+v", f)
	case strings.HasSuffix(f.Summary, "."), strings.Contains(f.Summary, "\n"), len(f.Summary)-len(f.Subject) >= 80:
		t.Errorf("summary: %q", f.Summary)
	case !strings.Contains(f.Summary, f.Subject) && !strings.Contains(f.Summary, "Apigee organization"):
		t.Errorf("the summary does not name the subject: %q", f.Summary)
	case f.Verdict == check.Fail && (len(f.Witness) == 0 || f.Detail == "" || f.Remediation == ""):
		t.Errorf("a failure without witness, detail or remediation: %+v", f)
	case f.Verdict == check.Unknown && len(f.Missing) == 0:
		t.Errorf("an unknown verdict that lacks nothing: %+v", f)
	case f.Verdict != check.Unknown && len(f.Missing) > 0:
		t.Errorf("a decided verdict that lacks something: %+v", f)
	}
	for _, m := range f.Missing {
		if m.What == "" || m.Settle == "" {
			t.Errorf("an incomplete answer to what is missing: %+v", m)
		}
	}
}
