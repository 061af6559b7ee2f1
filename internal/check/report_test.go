package check_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// run reports one result of each given verdict and severity.
func run(results ...check.Check[model]) check.Report {
	return check.Run(model{}, results, check.Options{Waivers: []check.Waiver{{Check: "waived", Reason: "known"}}})
}

func one(id string, severity check.Severity, v check.Verdict) check.Check[model] {
	return gives(check.HopNetwork, id, severity, result(v, "x"))
}

func TestReport_verdictAndThresholds(t *testing.T) {
	t.Parallel()
	pass, na := one("a", check.Error, check.Pass), one("b", check.Error, check.NotApplicable)
	fail, warn := one("c", check.Error, check.Fail), one("d", check.Warning, check.Fail)
	unknown, unsure := one("e", check.Error, check.Unknown), one("f", check.Warning, check.Unknown)
	waived := one("waived", check.Error, check.Fail)
	type checks []check.Check[model]
	cases := []struct {
		name    string
		checks  checks
		verdict check.Verdict
		// passes lists the thresholds that do not stop: n(ever), e(rror), w(arning), u(nknown).
		passes string
	}{
		{"nothing", checks{}, check.NotApplicable, "newu"},
		{"nothing applies", checks{na}, check.NotApplicable, "newu"},
		{"all pass", checks{pass, na}, check.Pass, "newu"},
		{"an error fails", checks{pass, fail, unknown}, check.Fail, "n"},
		{"a warning fails", checks{pass, warn}, check.Pass, "ne"},
		{"an error is unknown", checks{pass, unknown}, check.Unknown, "new"},
		{"a warning is unknown", checks{pass, unsure}, check.Pass, "new"},
		{"a warning fails and an error is unknown", checks{warn, unknown}, check.Unknown, "ne"},
		{"only warnings are unknown", checks{unsure}, check.Pass, "new"},
		{"the failure is waived", checks{waived}, check.Pass, "newu"},
		{"one failure is waived, another is not", checks{waived, fail}, check.Fail, "n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			report := run(c.checks...)
			if report.Verdict != c.verdict {
				t.Errorf("verdict %v, want %v", report.Verdict, c.verdict)
			}
			passes := ""
			for _, f := range []check.FailOn{check.FailOnNever, check.FailOnError, check.FailOnWarning, check.FailOnUnknown} {
				if report.Passed(f) {
					passes += string(f[0])
				}
			}
			if passes != c.passes {
				t.Errorf("passes at %q, want %q", passes, c.passes)
			}
		})
	}
}

func TestReport_countsEachFindingOnce(t *testing.T) {
	t.Parallel()
	got := run(
		one("a", check.Error, check.Pass), one("b", check.Error, check.NotApplicable), one("c", check.Error, check.Fail),
		one("d", check.Warning, check.Fail), one("e", check.Error, check.Unknown), one("waived", check.Error, check.Fail),
	).Counts
	if want := (check.Counts{Pass: 1, Fail: 2, Unknown: 1, NotApplicable: 1, Waived: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestParseFailOn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]check.FailOn{
		"": check.FailOnError, "error": check.FailOnError, "warning": check.FailOnWarning, "unknown": check.FailOnUnknown, "never": check.FailOnNever,
	} {
		if got, err := check.ParseFailOn(text); got != want || err != nil {
			t.Errorf("ParseFailOn(%q) = %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"Error", "errors", "fail", " "} {
		if got, err := check.ParseFailOn(text); err == nil {
			t.Errorf("ParseFailOn(%q) = %q", text, got)
		}
	}
}

// The texts are promises: reports and scripts depend on them.
func TestVerdictsAndSeverities_areSpelledAsReportsSpellThem(t *testing.T) {
	t.Parallel()
	cases := map[string]interface{ String() string }{
		"pass": check.Pass, "fail": check.Fail, "unknown": check.Unknown, "not_applicable": check.NotApplicable, "Verdict(9)": check.Verdict(9),
		"warning": check.Warning, "error": check.Error, "Severity(0)": check.Severity(0),
		"certain": check.Certain, "inferred": check.Inferred,
	}
	for want, v := range cases {
		if v.String() != want {
			t.Errorf("got %q, want %q", v, want)
		}
	}
	var zero check.Verdict
	if zero != check.Unknown {
		t.Error("a verdict nobody gave is not unknown")
	}
}
