package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestWaiver_matchesSubjects(t *testing.T) {
	t.Parallel()
	cases := []struct {
		pattern, subject string
		want             bool
	}{
		{"", "anything", true},
		{"*", "anything", true},
		{"a.b", "a.b", true},
		{"a.b", "axb", false},
		{"a.b", "a.b.c", false},
		{"a.*", "a.b", true},
		{"a.*", "b.a.b", false},
		{"*.b", "a.b", true},
		{"*.b", "a.b.c", false},
		{"a*c*e", "abcde", true},
		{"a*c*e", "aced", false},
		{"a*a", "a", false},
		{"a**a", "aa", true},
		{"*bc", "abcbc", true},
		{"*a*", "bab", true},
		{"r.x[0]", "r.x[0]", true},
		{"r.x[0]", "r.x0", false},
		{`r.x["k"]`, `r.x["k"]`, true},
		{`r.x[*]`, `r.x["us-east1"]`, true},
		{`module.a[*].r.x`, `module.a[0].r.x`, true},
		{"r+(x", "r+(x", true},
		{`r\*`, `r\x`, true},
		{"\xff*", "\xffx", true},
	}
	for _, c := range cases {
		t.Run(c.pattern+" on "+c.subject, func(t *testing.T) {
			t.Parallel()
			report := check.Run(model{}, []check.Check[model]{gives(check.HopNetwork, "c", check.Error, result(check.Fail, c.subject))},
				check.Options{Waivers: []check.Waiver{{Check: "c", Subject: c.pattern, Reason: "known"}}})
			if got := report.Findings[0].Waived != nil; got != c.want {
				t.Errorf("waived: %v, want %v", got, c.want)
			}
			if got := len(report.WaiverProblems) == 0; got != c.want {
				t.Errorf("problems %v", report.WaiverProblems)
			}
		})
	}
}

func TestWaiver_acceptsFailuresOfItsCheckOnly(t *testing.T) {
	t.Parallel()
	report := check.Run(model{}, []check.Check[model]{
		gives(check.HopNetwork, "a", check.Error, result(check.Fail, "x"), result(check.Unknown, "y"), result(check.Pass, "z")),
		gives(check.HopNetwork, "b", check.Error, result(check.Fail, "x")),
	}, check.Options{Waivers: []check.Waiver{{Check: "a", Reason: "first"}, {Check: "a", Reason: "second"}}})
	for _, f := range report.Findings {
		waived := f.Waived != nil
		if want := f.Check == "a" && f.Subject == "x"; waived != want {
			t.Errorf("%s %s: waived %v", f.Check, f.Subject, waived)
		}
		if waived && f.Waived.Reason != "first" {
			t.Errorf("waived by %q", f.Waived.Reason)
		}
	}
	if report.Verdict != check.Fail || len(report.WaiverProblems) != 0 {
		t.Errorf("verdict %v, problems %v", report.Verdict, report.WaiverProblems)
	}
}

func TestWaiver_holdsThroughItsLastDay(t *testing.T) {
	t.Parallel()
	tokyo := time.FixedZone("Asia/Tokyo", 9*60*60)
	cases := []struct {
		name    string
		expires time.Time
		now     time.Time
		holds   bool
	}{
		{"never expires", time.Time{}, day("2999-01-01"), true},
		{"the day before", day("2026-03-31"), day("2026-03-30"), true},
		{"the last second", day("2026-03-31"), day("2026-04-01").Add(-time.Second), true},
		{"the day after", day("2026-03-31"), day("2026-04-01"), false},
		{"a day is a day of UTC", day("2026-03-31"), time.Date(2026, 4, 1, 8, 59, 0, 0, tokyo), true},
		{"noon is the whole day", day("2026-03-31").Add(12 * time.Hour), day("2026-04-01"), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			report := check.Run(model{}, []check.Check[model]{gives(check.HopNetwork, "c", check.Error, result(check.Fail, "x"))},
				check.Options{Now: c.now, Waivers: []check.Waiver{{Check: "c", Reason: "known", Expires: c.expires}}})
			if got := report.Findings[0].Waived != nil; got != c.holds {
				t.Errorf("waived: %v, want %v", got, c.holds)
			}
			if c.holds == (len(report.WaiverProblems) > 0) {
				t.Errorf("problems: %v", report.WaiverProblems)
			}
			if !c.holds && !strings.Contains(report.WaiverProblems[0].Problem, "expired on 2026-03-31") {
				t.Errorf("problem: %v", report.WaiverProblems[0])
			}
		})
	}
}

func TestWaiver_isReportedWhenItAcceptsNothing(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		waiver check.Waiver
		only   []string
		want   string
	}{
		{"the check passed", check.Waiver{Check: "a"}, nil, "accepts nothing"},
		{"another subject", check.Waiver{Check: "b", Subject: "y"}, nil, "accepts nothing"},
		{"used", check.Waiver{Check: "b"}, nil, ""},
		{"its check did not run", check.Waiver{Check: "b"}, []string{"a"}, ""},
		{"expired and unused", check.Waiver{Check: "a", Expires: day("2020-01-01")}, nil, "expired on 2020-01-01"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			report := check.Run(model{}, []check.Check[model]{
				gives(check.HopNetwork, "a", check.Error, result(check.Pass, "x")),
				gives(check.HopNetwork, "b", check.Error, result(check.Fail, "x")),
			}, check.Options{Only: c.only, Now: day("2026-01-01"), Waivers: []check.Waiver{c.waiver}})
			switch {
			case c.want == "" && len(report.WaiverProblems) != 0, c.want != "" && len(report.WaiverProblems) != 1:
				t.Errorf("problems: %v", report.WaiverProblems)
			case c.want != "" && !strings.Contains(report.WaiverProblems[0].Problem, c.want):
				t.Errorf("problem: %v", report.WaiverProblems[0])
			}
		})
	}
}

func TestWaiver_validate(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{"a": true}
	cases := []struct {
		waiver check.Waiver
		want   string
	}{
		{check.Waiver{Check: "a", Reason: "known"}, ""},
		{check.Waiver{Reason: "known"}, "needs the id"},
		{check.Waiver{Check: "z", Reason: "known"}, "no such check"},
		{check.Waiver{Check: "a"}, "reason is required"},
		{check.Waiver{Check: "a", Reason: " "}, "reason is required"},
	}
	for _, c := range cases {
		err := c.waiver.Validate(ids)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.waiver, err, c.want)
		}
	}
}
