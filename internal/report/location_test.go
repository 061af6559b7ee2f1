package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"unicode"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// at is a failure in a place.
func at(l *check.Location) check.Report {
	r := run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{{Verdict: check.Fail, Subject: "s", Field: "f", Region: "us-east1", Summary: "s is wrong"}}})
	r.Locate(func(string, string) *check.Location { return l })
	return r
}

func TestJSONTellsThePlaceAndNotItsText(t *testing.T) {
	t.Parallel()
	data, err := report.JSON(at(&check.Location{File: "a b/main.tf", Line: 3, Column: 5, Source: "secret"}), tool)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Findings []struct {
			Field, Region string
			Location      *report.Location
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	f := doc.Findings[0]
	if want := (report.Location{File: "a b/main.tf", Line: 3, Column: 5, EndLine: 3}); f.Location == nil || *f.Location != want || f.Field != "f" || f.Region != "us-east1" {
		t.Errorf("%+v in\n%s", f, data)
	}
	if bytes.Contains(data, []byte("secret")) {
		t.Error("has the text of the line")
	}
}

func TestAnnotationsTellTheColumnOfASingleLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at   *check.Location
		want string
	}{
		{nil, "::error title="},
		{&check.Location{File: "main.tf", Line: 3, Column: 5}, "::error file=main.tf,line=3,endLine=3,col=5,title="},
		{&check.Location{File: "main.tf", Line: 3, Column: 5, EndLine: 9}, "::error file=main.tf,line=3,endLine=9,title="},
		{&check.Location{File: "main.tf", Line: 3}, "::error file=main.tf,line=3,endLine=3,title="},
		{&check.Location{File: "a,b:c%d/main.tf", Line: 3}, "::error file=a%2Cb%3Ac%25d/main.tf,line=3,"},
		{&check.Location{File: "x\n::error ::y", Line: 3}, "::error file=x %3A%3Aerror %3A%3Ay,line=3,"},
	} {
		if got := report.GitHub(at(c.at), check.FailOnError); !strings.HasPrefix(got, c.want) || strings.Count(got, "\n") != 1 {
			t.Errorf("%+v: %s", c.at, got)
		}
	}
}

func TestAFileIsAURIInSARIF(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"modules/a b/main.tf": `"uri":"modules/a%20b/main.tf","uriBaseId":"%SRCROOT%"`,
		"c:d.tf":              `"uri":"./c:d.tf","uriBaseId":"%SRCROOT%"`,
		"100%#?.tf":           `"uri":"100%25%23%3F.tf","uriBaseId":"%SRCROOT%"`,
		"/srv/main.tf":        `"uri":"file:///srv/main.tf"}`,
		"x\x1b\u202e.tf":      `"uri":"x%1B%E2%80%AE.tf","uriBaseId":"%SRCROOT%"`,
	} {
		out, err := report.SARIF(at(&check.Location{File: file, Line: 2}), []check.Meta{{ID: "a"}}, tool, "elsewhere")
		if err != nil {
			t.Fatal(err)
		}
		var flat bytes.Buffer
		if err := json.Compact(&flat, out); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(flat.String(), want) {
			t.Errorf("%q: no %s in\n%s", file, want, out)
		}
	}
}

func TestAFingerprintDoesNotChangeWhenLinesMove(t *testing.T) {
	t.Parallel()
	prints := func(l *check.Location) map[string]string {
		return read(t, at(l), []check.Meta{{ID: "a"}}).Runs[0].Results[0].PartialFingerprints
	}
	before, after := prints(&check.Location{File: "main.tf", Line: 3}), prints(&check.Location{File: "main.tf", Line: 30, Source: "x"})
	for _, name := range []string{"apireachFinding/v1", "primaryLocationLineHash"} {
		if before[name] == "" || before[name] != after[name] || prints(nil)[name] != before[name] {
			t.Errorf("%s: %q, then %q", name, before[name], after[name])
		}
	}
}

func TestHostilePlacesDoNotSteerATerminal(t *testing.T) {
	t.Parallel()
	r := at(&check.Location{File: evil, Line: 3, Source: "  a = \"\x1b[2J\u202e\"\r\n::error ::y\n" + strings.Repeat("x", 5000)})
	page := htmlOf(t, r).raw
	_, body, _ := strings.Cut(page, "<main>")
	junit, err := report.JUnit(r, check.FailOnError, tool)
	if err != nil || xml.Unmarshal(junit, new(struct{})) != nil {
		t.Errorf("%v\n%s", err, junit)
	}
	for name, text := range map[string]string{
		"text": report.Text(r, report.TextOptions{Width: 80}), "github": report.GitHub(r, check.FailOnError),
		"markdown": report.Markdown(r), "detail": report.Detail(r.Findings[0]), "html": body, "junit": string(junit),
	} {
		for line := range strings.Lines(text) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") && name != "github" {
				t.Errorf("%s has the command %q", name, line)
			}
			if strings.Contains(line, strings.Repeat("x", 500)) {
				t.Errorf("%s has a line of %d", name, len(line))
			}
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }); i >= 0 {
			t.Errorf("%s has %q", name, text[i:i+4])
		}
	}
}
