package report_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func TestAnnotationsOfGitHub(t *testing.T) {
	t.Parallel()
	golden(t, "broken.github", report.GitHub(broken(), check.FailOnError))
}

func TestAnnotationsAreErrorsWhereTheRunStops(t *testing.T) {
	t.Parallel()
	for failOn, want := range map[check.FailOn]string{
		check.FailOnNever: "warning warning notice warning warning", check.FailOnError: "error warning notice warning warning",
		check.FailOnWarning: "error error notice warning warning", check.FailOnUnknown: "error error error warning warning",
	} {
		var got []string
		for l := range strings.Lines(report.GitHub(broken(), failOn)) {
			command, _, _ := strings.Cut(strings.TrimPrefix(l, "::"), " ")
			got = append(got, command)
		}
		same(t, strings.Join(got, " "), want)
	}
	same(t, report.GitHub(run(nil), check.FailOnError), "")
}

func TestWhatSettlesSeveralChecksIsOneNotice(t *testing.T) {
	t.Parallel()
	missing := []check.Missing{{What: "firewall rules: denied", Settle: "grant compute.firewalls.list"}}
	r := run(nil,
		asked{"a", check.HopDNS, check.Error, []check.Result{{Verdict: check.Unknown, Subject: "s", Missing: missing}, {Verdict: check.Unknown, Subject: "t", Missing: missing}}},
		asked{"b", check.HopTLS, check.Error, []check.Result{
			{Verdict: check.Unknown, Subject: "s", Missing: append(missing, check.Missing{What: "x", Settle: "y"})},
			{Verdict: check.Unknown, Subject: "u", Summary: "nobody knows"},
		}})
	same(t, report.GitHub(r, check.FailOnError), `::notice title=apireach%3A undecided::2 checks are undecided: grant compute.firewalls.list%0A%0ANot decided: a, b.%0A%0AMissing:%0A  - firewall rules: denied
::notice title=apireach%3A undecided::1 check is undecided: y%0A%0ANot decided: b.%0A%0AMissing:%0A  - x
::notice title=apireach%3A undecided::1 check is undecided%0A%0ANot decided: b.%0A%0AMissing:%0A  - nobody knows
`)
}
