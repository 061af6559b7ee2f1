package report_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// large has 200 failures, 200 unknowns that lack one thing, 50 that each lack
// another, and 200 passes.
func large() check.Report {
	var failures, unknowns []check.Result
	for i := range 200 {
		failures = append(failures, check.Result{
			Verdict: check.Fail, Subject: fmt.Sprintf("google_compute_region_instance_group_manager.proxies[%d]", i),
			Summary: fmt.Sprintf("google_compute_region_instance_group_manager.proxies[%d] is out of its load balancer's reach", i),
			Detail:  strings.Repeat("Health checks do not reach it. ", 6), Trace: []string{"one", "two", "three"}, Remediation: "Allow them.",
		})
		unknowns = append(unknowns, check.Result{
			Verdict: check.Unknown, Subject: fmt.Sprintf("instance-%03d", i), Summary: fmt.Sprintf("instance-%03d is not known", i),
			Missing: []check.Missing{{What: "instances: permission denied", Settle: "grant apigee.instances.list"}},
		})
		if i < 50 {
			unknowns = append(unknowns, check.Result{
				Verdict: check.Unknown, Subject: fmt.Sprintf("other-%03d", i), Summary: fmt.Sprintf("other-%03d is not known", i),
				Missing: []check.Missing{{What: fmt.Sprintf("state of other-%03d: known after apply", i), Settle: "apply"}},
			})
		}
		failures = append(failures, check.Result{Verdict: check.Pass, Subject: fmt.Sprintf("well-%d", i), Summary: fmt.Sprintf("well-%d is well", i)})
	}
	r := run(nil, asked{"a", check.HopFirewall, check.Error, failures}, asked{"b", check.HopEnvironment, check.Error, unknowns})
	r.Locate(func(subject, _ string) *check.Location {
		return &check.Location{File: "modules/" + subject + "/main.tf", Line: 12, Source: "  source_ranges = [" + strings.Repeat(`"10.0.0.0/8", `, 40) + "]"}
	})
	return r
}

func TestALargeReportStaysReadable(t *testing.T) {
	t.Parallel()
	got := report.Text(large(), report.TextOptions{})
	for i := range 200 {
		for _, want := range []string{fmt.Sprintf("proxies[%d] is out of", i), fmt.Sprintf("instance-%03d is not", i), fmt.Sprintf("/proxies[%d]/main.tf:12\n", i)} {
			if strings.Count(got, strings.Replace(want, "/proxies", "google_compute_region_instance_group_manager.proxies", 1)) != 1 {
				t.Errorf("%q is not told once", want)
			}
		}
	}
	for text, want := range map[string]int{
		"\nfirewall: 200 failed, 200 passed\n": 1, "\nenvironment: 250 unknown\n": 1,
		"    Fix: Allow them.\n": 10, "    To settle it: grant apigee.instances.list\n": 1, "    To settle it: apply\n": 9,
		"    Of the last 190 only a line is told here; JSON and HTML have the rest.\n": 1,
		"    Of the last 41 only a line is told here; JSON and HTML have the rest.\n":  1,
		"  pass: a: 200 subjects\n": 1, "\nAPI traffic would not get through: 200 failed, 250 unknown, 200 passed\n": 1,
	} {
		if n := strings.Count("\n"+got, text); n != want {
			t.Errorf("%q is there %d times, want %d", text, n, want)
		}
	}
	if n := strings.Count(got, "\n"); n > 1200 {
		t.Errorf("%d lines", n)
	}
}

func TestALargeReportFitsTerminals(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 200} {
		for line := range strings.Lines(report.Text(large(), report.TextOptions{Width: width})) {
			line = strings.TrimRight(line, "\n")
			// Names to copy are never cut, be they in a place or a sentence.
			words := strings.Fields(line)
			name := len(words) <= 4 && strings.ContainsAny(line, "[/")
			if utf8.RuneCountInString(line) > width && !name {
				t.Errorf("width %d: %q", width, line)
			}
		}
	}
}

func TestManyFindingsNeedNoMinutes(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]int{
		"text": len(report.Text(large(), report.TextOptions{Width: 80})), "html": len(htmlOf(t, large()).raw), "markdown": len(report.Markdown(large())),
	} {
		if size == 0 || size > 4<<20 {
			t.Errorf("%s has %d bytes", name, size)
		}
	}
}
