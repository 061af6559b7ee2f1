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
		check.FailOnNever: "warning notice warning warning warning", check.FailOnError: "error notice warning warning warning",
		check.FailOnWarning: "error notice error warning warning", check.FailOnUnknown: "error error error warning warning",
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
