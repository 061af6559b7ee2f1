package report_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func TestJSONIsTheFormatThatScriptsKnow(t *testing.T) {
	t.Parallel()
	r := run([]check.Waiver{{Check: "a", Reason: "because"}}, asked{"a", check.HopFirewall, check.Error, []check.Result{{
		Verdict: check.Fail, Subject: "s", Summary: "s <b> & \"q\"", Detail: "d", Remediation: "r",
		Witness: []check.Fact{{Name: "source", Value: "35.191.10.7"}, {Name: "port", Value: 443}, {Name: "port", Value: 8443}},
		Trace:   []string{"one"}, Related: []string{"two"}, Missing: []check.Missing{{What: "w", Settle: "x"}},
	}}})
	got, err := report.JSON(r, tool)
	if err != nil {
		t.Fatal(err)
	}
	same(t, string(got), `{
  "format_version": "1.0",
  "tool": {
    "name": "apireach",
    "version": "1.2.3"
  },
  "verdict": "pass",
  "counts": {
    "pass": 0,
    "fail": 0,
    "unknown": 0,
    "not_applicable": 0,
    "waived": 1
  },
  "findings": [
    {
      "check": "a",
      "hop": "firewall",
      "verdict": "fail",
      "severity": "error",
      "confidence": "certain",
      "subject": "s",
      "field": "",
      "region": "",
      "location": null,
      "symptom": "502",
      "summary": "s <b> & \"q\"",
      "detail": "d",
      "remediation": "r",
      "witness": {
        "source": "35.191.10.7",
        "port": 443,
        "port_2": 8443
      },
      "trace": [
        "one"
      ],
      "related": [
        "two"
      ],
      "missing": [
        {
          "what": "w",
          "settle": "x"
        }
      ],
      "doc": "https://registry.terraform.io/providers/apireach/apireach/latest/docs/guides/check-a",
      "fix": null,
      "waived": {
        "reason": "because",
        "expires": null
      }
    }
  ],
  "waiver_problems": [],
  "matrices": []
}
`)
}

func TestJSONTellsWaiversAndTheirProblems(t *testing.T) {
	t.Parallel()
	data, err := report.JSON(broken(), tool)
	if err != nil {
		t.Fatal(err)
	}
	var doc report.Document
	// The witness is an object, which its Go type does not read.
	if err := json.Unmarshal(bytes.ReplaceAll(data, []byte(`"witness"`), []byte(`"ignored"`)), &doc); err != nil {
		t.Fatal(err)
	}
	day, late := "2026-03-04", "2025-03-04"
	if want := (report.Counts{Pass: 1, Fail: 2, Unknown: 1, NotApplicable: 1, Waived: 1}); doc.Verdict != "fail" || doc.Counts != want {
		t.Errorf("verdict %s, counts %+v", doc.Verdict, doc.Counts)
	}
	for _, f := range doc.Findings {
		want := (*report.Waived)(nil)
		if f.Check == "environment-group-routes" {
			want = &report.Waived{Reason: "moved in spring", Expires: &day}
		}
		if !reflect.DeepEqual(f.Waived, want) {
			t.Errorf("%s: waived %+v", f.Check, f.Waived)
		}
	}
	want := []report.WaiverProblem{
		{Check: "authorized-network-peered", Subject: "projects/*", Reason: "old", Problem: "accepts nothing: no such failure was found"},
		{Check: "instance-active", Reason: "late", Expires: &late, Problem: "expired on 2025-03-04"},
	}
	if !reflect.DeepEqual(doc.WaiverProblems, want) {
		t.Errorf("problems %+v", doc.WaiverProblems)
	}
}

func TestJSONFollowsTheSchema(t *testing.T) {
	t.Parallel()
	schema := compile(t)
	for name, r := range map[string]check.Report{
		"of every kind": broken(),
		"empty":         run(nil),
		"of regions":    twoRegions(),
		"of a bug": run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{{
			Verdict: check.Pass, Witness: []check.Fact{{Name: "", Value: int64(1)}},
		}}}),
	} {
		data, err := report.JSON(r, tool)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheSchemaRefusesWhatIsNoReport(t *testing.T) {
	t.Parallel()
	schema := compile(t)
	data, err := report.JSON(broken(), tool)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{`"format_version": "1.0"`, `"format_version": "2.0"`},
		{`"verdict": "unknown"`, `"verdict": "undecided"`},
		{`"severity": "error"`, `"severity": "fatal"`},
		{`"fail": 2`, `"fail": -1`},
		{`"witness"`, `"witnesses"`},
		{`"port": 443`, `"port": [443]`},
		{`"waived": null`, `"waived": true`},
		{`"2026-03-04"`, `"4 March 2026"`},
		{`"trace": []`, `"trace": null`},
		{`"end_line": 31`, `"end_line": 0`},
		{`"location": null`, `"location": {}`},
	} {
		spoiled := strings.Replace(string(data), change[0], change[1], 1)
		if spoiled == string(data) {
			t.Errorf("the report has no %s", change[0])
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(spoiled))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("accepts %s", change[1])
		}
	}
}

func TestTheSchemaHasTheFieldsOfTheReport(t *testing.T) {
	t.Parallel()
	var schema struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(report.Schema), &schema); err != nil {
		t.Fatal(err)
	}
	for typ, properties := range map[reflect.Type]map[string]any{
		reflect.TypeFor[report.Document](): schema.Properties,
		reflect.TypeFor[report.Finding]():  schema.Defs["finding"].Properties,
		reflect.TypeFor[report.Matrix]():   schema.Defs["matrix"].Properties,
		reflect.TypeFor[report.Cell]():     schema.Defs["cell"].Properties,
	} {
		var fields, known []string
		for i := range typ.NumField() {
			fields = append(fields, typ.Field(i).Tag.Get("json"))
		}
		for name := range properties {
			known = append(known, name)
		}
		slices.Sort(fields)
		slices.Sort(known)
		if !slices.Equal(fields, known) {
			t.Errorf("%s: fields %q, schema %q", typ, fields, known)
		}
	}
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(report.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
