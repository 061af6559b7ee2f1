package privateintegration_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A world in which everything works passes whole: every check that applies passes, and
// nothing is unknown.
func TestHealthyTopologiesPass(t *testing.T) {
	t.Parallel()
	for name, world := range testkit.AWSTopologies() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := privateintegration.Judge(world().Inventory(t), check.Options{})
			for _, f := range report.Findings {
				if f.Verdict == check.Fail || f.Verdict == check.Unknown {
					t.Errorf("%s %s: %s %v", f.Verdict, f.Check, f.Summary, f.Missing)
				}
			}
			if report.Verdict != check.Pass {
				t.Errorf("the report's verdict is %s", report.Verdict)
			}
		})
	}
}
