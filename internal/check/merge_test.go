package check_test

import (
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

func TestReportsOfTwoPathsAreOne(t *testing.T) {
	t.Parallel()
	run := func(id string, hop check.Hop, v check.Verdict, waivers ...check.Waiver) check.Report {
		c := check.Check[int]{Meta: check.Meta{ID: id, Hop: hop, Severity: check.Error}, Run: func(int) []check.Result {
			return []check.Result{{Verdict: v, Subject: id, Summary: id}}
		}}
		return check.Run(0, []check.Check[int]{c}, check.Options{Waivers: waivers, Now: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)})
	}
	expired := check.Waiver{Check: "a", Reason: "r", Expires: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	r := check.Merge(run("b", check.HopLink, check.Pass, expired), run("a", check.HopDNS, check.Fail, expired))
	if r.Verdict != check.Fail || r.Counts != (check.Counts{Pass: 1, Fail: 1}) {
		t.Errorf("got %+v", r)
	}
	if len(r.Findings) != 2 || r.Findings[0].Check != "a" {
		t.Errorf("the order is not that of the hops: %v", r.Findings)
	}
	if len(r.WaiverProblems) != 1 {
		t.Errorf("an expired waiver is reported %d times", len(r.WaiverProblems))
	}
	if r := check.Merge(); r.Verdict != check.NotApplicable {
		t.Errorf("no run at all: %v", r.Verdict)
	}
}
