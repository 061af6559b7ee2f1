package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func TestMarkdownIsACommentForAPullRequest(t *testing.T) {
	t.Parallel()
	golden(t, "broken.md", report.Markdown(broken()))
}

func TestMarkdownOfAPassIsShort(t *testing.T) {
	t.Parallel()
	got := report.Markdown(run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{{Verdict: check.Pass, Subject: "s"}}}))
	if !strings.HasPrefix(got, "### ✅ Nothing that was checked stops API traffic: 1 passed\n\n```mermaid\n") || strings.Contains(got, "details") {
		t.Errorf("got\n%s", got)
	}
	same(t, report.Markdown(run(nil)), "### ➖ There is nothing to check\n")
}

func TestMarkdownFitsAComment(t *testing.T) {
	t.Parallel()
	var results []check.Result
	for i := range 2000 {
		results = append(results, check.Result{Verdict: check.Fail, Subject: fmt.Sprintf("subject-%d", i), Summary: strings.Repeat("x", 100), Detail: strings.Repeat("y ", 500)})
	}
	got := report.Markdown(run(nil, asked{"a", check.HopDNS, check.Error, results}))
	if len(got) > 65_536 {
		t.Errorf("%d bytes", len(got))
	}
	rows, details := strings.Count(got, "\n| error"), strings.Count(got, "<details>")
	if rows < 100 || details < 10 || strings.Count(got, "</details>") != details {
		t.Errorf("%d rows, %d details", rows, details)
	}
	for _, left := range []int{2000 - rows, 2000 - details} {
		if !strings.Contains(got, fmt.Sprintf("\n%d more would be too long for a comment.\n", left)) {
			t.Errorf("does not say that %d are left out", left)
		}
	}
}
