package report_test

import (
	"encoding/xml"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func TestJUnitHasACaseForEachFinding(t *testing.T) {
	t.Parallel()
	out, err := report.JUnit(broken(), check.FailOnError, tool)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "broken.junit.xml", string(out))
}

func TestACaseFailsWhereTheRunDoes(t *testing.T) {
	t.Parallel()
	for failOn, want := range map[check.FailOn][2]int{ // failures, skipped
		check.FailOnNever: {0, 5}, check.FailOnError: {1, 4}, check.FailOnWarning: {2, 3}, check.FailOnUnknown: {3, 2},
	} {
		out, err := report.JUnit(broken(), failOn, tool)
		if err != nil {
			t.Fatal(err)
		}
		var suites struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Skipped  int `xml:"skipped,attr"`
			Suites   []struct {
				Tests    int `xml:"tests,attr"`
				Failures int `xml:"failures,attr"`
				Skipped  int `xml:"skipped,attr"`
				Cases    []struct {
					Failure *struct{} `xml:"failure"`
					Skipped *struct{} `xml:"skipped"`
				} `xml:"testcase"`
			} `xml:"testsuite"`
		}
		if err := xml.Unmarshal(out, &suites); err != nil {
			t.Fatal(err)
		}
		if got := [2]int{suites.Failures, suites.Skipped}; got != want || suites.Tests != len(broken().Findings) {
			t.Errorf("%s: %v of %d, want %v", failOn, got, suites.Tests, want)
		}
		for _, s := range suites.Suites {
			failed, skipped := 0, 0
			for _, c := range s.Cases {
				if c.Failure != nil {
					failed++
				}
				if c.Skipped != nil {
					skipped++
				}
			}
			if failed != s.Failures || skipped != s.Skipped || len(s.Cases) != s.Tests {
				t.Errorf("%s: the counts are not those of the cases: %+v", failOn, s)
			}
		}
	}
}
