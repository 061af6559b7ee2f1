package apigee_test

import (
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
)

// proven runs the checks and proves what would mend their failures.
func proven(t testing.TB, w *gcp.World) check.Report {
	t.Helper()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	r := check.Run(inv, apigee.Checks(), check.Options{})
	remedy.Prove(&r, w, inv)
	return r
}

// unfixed are the mutations that no change of a few lines is known to mend, and why.
var unfixed = map[string]string{
	"no group":                         "which hosts clients use",
	"an instance is being created":     "time",
	"an instance is being deleted":     "a new instance",
	"no instance":                      "a new instance",
	"a new group without environments": "which environment the group is for",
}

func TestMutations_areMendedByWhatIsPrinted(t *testing.T) {
	t.Parallel()
	for _, m := range environmentMutations() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			var without []string
			for _, f := range proven(t, m.world.World()).Findings {
				if f.Verdict == check.Fail && f.Fix == nil {
					without = append(without, f.Check+" "+f.Subject)
				}
				if f.Verdict != check.Fail && f.Fix != nil {
					t.Errorf("%s %s does not fail, and has a fix:\n%s", f.Check, f.Subject, f.Fix.HCL)
				}
			}
			why, open := unfixed[m.name]
			if open != (len(without) > 0) {
				t.Errorf("without a fix: %q, though it would take %q", slices.Compact(without), why)
			}
		})
	}
}
