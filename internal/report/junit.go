package report

import (
	"encoding/xml"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string       `xml:"classname,attr"`
	Name    string       `xml:"name,attr"`
	File    string       `xml:"file,attr,omitempty"`
	Line    int          `xml:"line,attr,omitempty"`
	Failure *junitReason `xml:"failure"`
	Skipped *junitReason `xml:"skipped"`
}

type junitReason struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes one suite for each hop and one test case for each finding. A case
// fails when its finding stops the run: what reads the file stops where we do. What
// else is not well is a case that was skipped, with the reason.
func JUnit(r check.Report, failOn check.FailOn, tool Tool) ([]byte, error) {
	r = printable(r)
	all := junitSuites{Name: tool.Name}
	for _, hop := range check.HopsOf(r.Findings) {
		suite := junitSuite{Name: string(hop)}
		for _, f := range r.Findings {
			if f.Hop != hop {
				continue
			}
			c := newJunitCase(f, failOn)
			suite.Tests++
			if c.Failure != nil {
				suite.Failures++
			}
			if c.Skipped != nil {
				suite.Skipped++
			}
			suite.Cases = append(suite.Cases, c)
		}
		if suite.Tests > 0 {
			all.Suites = append(all.Suites, suite)
			all.Tests, all.Failures, all.Skipped = all.Tests+suite.Tests, all.Failures+suite.Failures, all.Skipped+suite.Skipped
		}
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	return append(append([]byte(xml.Header), text...), '\n'), err
}

func newJunitCase(f check.Finding, failOn check.FailOn) junitCase {
	c := junitCase{Class: f.Check, Name: f.Subject}
	if f.Location != nil {
		c.File, c.Line = f.Location.File, f.Location.Line
	}
	switch {
	case failOn.Stops(f):
		c.Failure = &junitReason{Message: f.Summary, Type: standing(f), Text: placed(f, f.Summary)}
	case f.Waived != nil:
		c.Skipped = &junitReason{Message: "waived: " + f.Waived.Reason}
	case f.Verdict != check.Pass:
		c.Skipped = &junitReason{Message: standing(f) + ": " + f.Summary}
		if f.Verdict != check.NotApplicable {
			c.Skipped.Text = placed(f, "")
		}
	}
	return c
}
