package privateintegration_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

type body = testkit.Body

// A verdictCase is a world, and what one check says about it.
type verdictCase struct {
	name  string
	world *testkit.AWS
	// want is every result as "verdict subject"; see [short] for how ARNs are told.
	want []string
	// says is text that the results must contain, and hides text they must not.
	says, hides []string
}

// judge runs a check on every case and holds its results to what all results owe
// their reader.
func judge(t *testing.T, c check.Check[*privateintegration.Inventory], cases []verdictCase) {
	t.Helper()
	for _, vc := range cases {
		t.Run(vc.name, func(t *testing.T) {
			t.Parallel()
			report := check.Run(vc.world.Inventory(t), []check.Check[*privateintegration.Inventory]{c}, check.Options{})
			var got []string
			for _, f := range report.Findings {
				got = append(got, f.Verdict.String()+" "+short(f.Subject))
				owes(t, f)
			}
			text := tell(report.Findings)
			if want := slices.Sorted(slices.Values(vc.want)); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
				t.Errorf("got %q, want %q: %s", got, want, text)
			}
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

// short leaves out of an ARN what all of them share.
func short(subject string) string {
	if !strings.HasPrefix(subject, "arn:") {
		return subject
	}
	return subject[strings.LastIndexByte(subject, ':')+1:]
}

// tell spells everything that findings say, a witness as {name value}.
func tell(findings []check.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "\n%v %s: %s; %s %s %v field %q related %q", f.Verdict, f.Subject, f.Summary, f.Detail, f.Remediation, f.Confidence, f.Field, f.Related)
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
	case strings.HasSuffix(f.Summary, "."), strings.Contains(f.Summary, "\n"), len(f.Summary)-len(f.Subject) >= 90:
		t.Errorf("summary: %q", f.Summary)
	case !strings.Contains(f.Summary, f.Subject):
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
