package check_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

func TestAReportIsLocatedFindingByFinding(t *testing.T) {
	t.Parallel()
	run := func(int) []check.Result {
		return []check.Result{{Subject: "a", Field: "network"}, {Subject: "b"}}
	}
	r := check.Run(0, []check.Check[int]{{Run: run}}, check.Options{})
	r.Locate(func(subject, field string) *check.Location {
		if subject != "a" {
			return nil
		}
		return &check.Location{File: "main.tf", Line: len(field)}
	})
	if got := r.Findings[0].Location; got == nil || *got != (check.Location{File: "main.tf", Line: 7}) {
		t.Errorf("the location of a's network is %v", got)
	}
	if got := r.Findings[1].Location; got != nil {
		t.Errorf("nobody knows where b is, and yet its location is %v", got)
	}
}
