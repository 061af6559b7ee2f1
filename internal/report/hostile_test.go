package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// evil is what a resource might be called to break out of a report.
const evil = "a|b <script>alert(1)</script>\n::error title=x::y %0A]]>&amp;\"'\x1b[2J\u202e\r## h ```` @all </details> [l](http://x)\t\xff\x00~~~"

// hostile has a finding of every kind, in which every text is evil.
func hostile() check.Report {
	var results []check.Result
	for _, v := range []check.Verdict{check.Fail, check.Unknown, check.Pass, check.NotApplicable} {
		results = append(results, check.Result{
			Verdict: v, Subject: evil, Summary: evil, Detail: evil, Remediation: evil,
			Witness: []check.Fact{{Name: evil, Value: evil}}, Trace: []string{evil}, Related: []string{evil},
			Missing: []check.Missing{{What: evil, Settle: evil}},
		})
	}
	r := run([]check.Waiver{{Check: "waived", Reason: evil}, {Check: "a", Subject: evil + "?", Reason: evil}},
		asked{"a", check.HopFirewall, check.Error, results},
		asked{"waived", check.HopNetwork, check.Error, results[:1]})
	r.Matrices = []check.Matrix{{
		Subject: evil, Title: evil, Columns: []check.Column{{ID: "region", Title: "region"}, {ID: "instance", Title: "instance"}},
		Rows: []check.Row{{check.CellOf(evil, r.Findings[:1]), check.CellOf(evil, r.Findings[1:2])}},
	}}
	return r
}

func hostileRules() []check.Meta {
	return []check.Meta{{ID: "a", Hop: check.HopFirewall, Severity: check.Error}, {ID: "waived", Hop: check.HopNetwork, Severity: check.Error}}
}

func TestHostileNamesDoNotSteerATerminal(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"text": report.Text(hostile(), report.TextOptions{Width: 80}), "github": report.GitHub(hostile(), check.FailOnError),
		"markdown": report.Markdown(hostile()),
	} {
		for _, r := range text {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("%s has %U in %q", name, r, text)
				break
			}
		}
	}
}

// Runners look for commands in all that is printed.
func TestHostileNamesAreNoCommandInText(t *testing.T) {
	t.Parallel()
	for _, name := range []string{evil, "::error::x", "x\n  ::error::x", "x\n##[error]x", "x\r\n::error::x", "x\n\u00a0::error::x"} {
		r := run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{
			{Verdict: check.Fail, Subject: name, Summary: name, Detail: name, Remediation: name, Trace: []string{name}, Related: []string{name}},
			{Verdict: check.Unknown, Subject: name, Summary: name, Missing: []check.Missing{{What: name, Settle: name}}},
		}})
		for l := range strings.Lines(report.Text(r, report.TextOptions{})) {
			if l = strings.TrimSpace(l); strings.HasPrefix(l, "::") || strings.HasPrefix(l, "##") {
				t.Errorf("%q gives the line %q", name, l)
			}
		}
	}
}

func TestHostileNamesBeginNoWorkflowCommand(t *testing.T) {
	t.Parallel()
	out := report.GitHub(hostile(), check.FailOnError)
	command := regexp.MustCompile(`^::(error|warning|notice) title=apireach%3A (a|undecided|waiver)::[^\r\n]+$`)
	for l := range strings.Lines(out) {
		if !command.MatchString(strings.TrimSuffix(l, "\n")) {
			t.Errorf("%q", l)
		}
		if strings.Contains(l, "%0A]]") {
			t.Errorf("an escape that was in the name is one: %q", l)
		}
	}
	if n := strings.Count(out, "\n"); n != 3 {
		t.Errorf("%d commands", n)
	}
}

func TestHostileNamesStayInTheirCell(t *testing.T) {
	t.Parallel()
	out := report.Markdown(hostile())
	prose, _, _ := strings.Cut(out, "<details>")
	for l := range strings.Lines(prose) {
		if strings.HasPrefix(l, "| error") && strings.Count(l, "|") != 5 {
			t.Errorf("cells: %q", l)
		}
	}
	for _, bad := range []string{"<script", "@all", "[l](", "\n## h", "````"} {
		if strings.Contains(prose, bad) {
			t.Errorf("has %q:\n%s", bad, prose)
		}
	}
	// The text of a finding is in a fence that is longer than any in it.
	if n := strings.Count(out, "\n`````text\n"); n != 3 || strings.Count(out, "\n`````\n") != n {
		t.Errorf("%d fences:\n%s", n, out)
	}
	for summary := range strings.SplitSeq(out, "<summary>") {
		if head, _, found := strings.Cut(summary, "</summary>"); found && strings.Contains(head, "<script") {
			t.Errorf("markup: %q", head)
		}
	}
}

func TestHostileNamesAreWellFormedXML(t *testing.T) {
	t.Parallel()
	out, err := report.JUnit(hostile(), check.FailOnError, tool)
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for d := xml.NewDecoder(bytes.NewReader(out)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, out)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "testcase" {
			cases++
		} else if ok && e.Name.Local == "script" {
			t.Error("a name became markup")
		}
	}
	if cases != 5 {
		t.Errorf("%d cases", cases)
	}
}

func TestHostileNamesAreWellFormedJSON(t *testing.T) {
	t.Parallel()
	out, err := report.SARIF(hostile(), hostileRules(), tool, "")
	if err != nil || !json.Valid(out) {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = report.JSON(hostile(), tool)
	if err != nil || !json.Valid(out) {
		t.Errorf("%v\n%s", err, out)
	}
}
