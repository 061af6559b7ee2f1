package report_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// twoRegions is a report on two regions, of which one lacks an attachment.
func twoRegions() check.Report {
	const (
		east = "organizations/acme/instances/east"
		west = `module.gateway.google_apigee_instance.region["us-west1"]`
	)
	r := run(nil,
		asked{"environment-attached-everywhere", check.HopEnvironment, check.Error, []check.Result{
			{Verdict: check.Fail, Subject: "environment live", Summary: "environment live is not attached"},
		}},
		asked{"instance-active", check.HopEnvironment, check.Warning, []check.Result{
			{Verdict: check.Pass, Subject: east, Summary: east + " is active"},
			{Verdict: check.Unknown, Subject: west, Summary: west + " may not be active", Missing: []check.Missing{{What: "its state", Settle: "apply"}}},
		}})
	fact := func(text string) check.Cell { return check.Cell{Text: text, Verdict: check.NotApplicable} }
	r.Matrices = []check.Matrix{{
		Subject: "organizations/acme", Title: "Regions of organizations/acme",
		Columns: []check.Column{{ID: "hostname", Title: "hostname"}, {ID: "region", Title: "region"}, {ID: "instance", Title: "instance"}, {ID: "attachment", Title: "attachment"}},
		Rows: []check.Row{
			{fact("api.acme.example"), fact("us-east1"), check.CellOf(east, r.Findings[2:3]), {Text: "attached", Verdict: check.Pass}},
			{fact("api.acme.example"), fact("us-west1"), check.CellOf(west, r.Findings[1:2]), check.CellOf("not attached", r.Findings[:1])},
		},
	}}
	return r
}

func TestTextTellsTheMatrixAsATable(t *testing.T) {
	t.Parallel()
	_, got, _ := strings.Cut(report.Text(twoRegions(), report.TextOptions{}), "Regions")
	same(t, "Regions"+got, `Regions of organizations/acme
         hostname          region    instance                                             attachment
  pass   api.acme.example  us-east1  east                                                 attached
  error  api.acme.example  us-west1  module.gateway.region["us-west1"] (instance-active)  not attached (environment-attached-everywhere)

API traffic would not get through: 1 failed, 1 unknown, 1 passed
`)
}

func TestTextTellsTheMatrixInSentencesWhereItIsTooWide(t *testing.T) {
	t.Parallel()
	_, got, _ := strings.Cut(report.Text(twoRegions(), report.TextOptions{Width: 80}), "Regions")
	same(t, "Regions"+got, `Regions of organizations/acme
  pass: hostname api.acme.example; region us-east1; instance east; attachment
  attached
  error: hostname api.acme.example; region us-west1; instance
  module.gateway.region["us-west1"] (instance-active); attachment not attached
  (environment-attached-everywhere)

API traffic would not get through: 1 failed, 1 unknown, 1 passed
`)
}

func TestJSONTellsTheMatrixByColumn(t *testing.T) {
	t.Parallel()
	data, err := report.JSON(twoRegions(), tool)
	if err != nil {
		t.Fatal(err)
	}
	var doc report.Document
	if err := json.Unmarshal(data, &struct {
		Matrices *[]report.Matrix `json:"matrices"`
	}{&doc.Matrices}); err != nil {
		t.Fatal(err)
	}
	rows := doc.Matrices[0].Rows
	if rows[0].Verdict != "pass" || rows[1].Verdict != "fail" {
		t.Errorf("verdicts %s, %s", rows[0].Verdict, rows[1].Verdict)
	}
	if got, want := rows[1].Cells["attachment"], (report.Cell{
		Text: "not attached", Verdict: "fail", Severity: "error", Check: "environment-attached-everywhere", Subject: "environment live",
	}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := rows[1].Cells["instance"]; got.Text != `module.gateway.google_apigee_instance.region["us-west1"]` || got.Verdict != "unknown" {
		t.Errorf("instance: %+v", got)
	}
}

func TestMarkdownFoldsTheMatrix(t *testing.T) {
	t.Parallel()
	_, got, _ := strings.Cut(report.Markdown(twoRegions()), "<details><summary>Regions")
	got, _, _ = strings.Cut(got, "</details>")
	same(t, got, ` of organizations/acme</summary>

| | hostname | region | instance | attachment |
| --- | --- | --- | --- | --- |
|  | api.acme.example | us-east1 | east | attached |
| ❌ | api.acme.example | us-west1 | module.gateway.region\["us-west1"\] (instance-active) | not attached (environment-attached-everywhere) |

`)
}

func TestThePageLeadsFromAHoleToItsFinding(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, twoRegions())
	tables := p.all("section", "matrix")
	if len(tables) != 1 || strings.Count(p.raw, `<th scope="col">`) != 4 {
		t.Fatalf("%d tables: %s", len(tables), p.raw)
	}
	same(t, strings.Join(contents(p.all("td", "")), "|"),
		`api.acme.example|us-east1|east|attached|api.acme.example|us-west1|module.gateway.region["us-west1"] instance-active|not attached environment-attached-everywhere`)
	for _, cell := range p.all("td", "fail") {
		links := 0
		for n := range cell.Descendants() {
			if n.Data != "a" {
				continue
			}
			links++
			for _, f := range p.all("article", "finding") {
				if "#"+attribute(f, "id") == attribute(n, "href") && !strings.Contains(content(f), "environment live is not attached") {
					t.Errorf("leads to %s", content(f))
				}
			}
		}
		if links != 1 {
			t.Errorf("%d links in %s", links, content(cell))
		}
	}
}

func TestAReportWithoutRegionsTellsNoMatrix(t *testing.T) {
	t.Parallel()
	page, err := report.HTML(broken(), tool)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"text": report.Text(broken(), report.TextOptions{}), "markdown": report.Markdown(broken()), "html": string(page),
	} {
		if strings.Contains(text, "Regions of") || strings.Contains(text, `class="matrix"`) {
			t.Errorf("%s tells of regions", name)
		}
	}
}

// Of many ways the broken ones are told where not all are.
func TestManyWaysStayReadable(t *testing.T) {
	t.Parallel()
	r := twoRegions()
	rows := r.Matrices[0].Rows
	var many []check.Row
	for range 1000 {
		many = append(many, rows[0])
	}
	r.Matrices[0].Rows = append(many, rows[1])
	text := report.Text(r, report.TextOptions{})
	if n := strings.Count(text, "\n  pass   "); n != 39 || !strings.Contains(text, "\n  error  ") || !strings.Contains(text, "961 more ways are told in JSON and HTML.") {
		t.Errorf("%d ways that pass:\n%s", n, text)
	}
	comment := report.Markdown(r)
	if len(comment) > 65_536 || !strings.Contains(comment, fmt.Sprintf("%d more would be too long", 1001-strings.Count(comment, "api.acme.example"))) {
		t.Errorf("%d bytes", len(comment))
	}
	if !strings.Contains(comment, "<summary><b>error</b>") {
		t.Error("the findings are left out")
	}
}
