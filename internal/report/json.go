package report

import (
	"bytes"
	_ "embed" // for the schema
	"encoding/json"
	"fmt"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// FormatVersion is the version of the JSON report. Fields are added without a
// new major version, never renamed or removed.
const FormatVersion = "1.0"

// Schema is the JSON Schema of the JSON report.
//
//go:embed schema.json
var Schema string

// Tool names the program that made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Document is the JSON report. Every field is always there: lists without items
// are empty, and only location, fix, waived and expires may be null.
type Document struct {
	FormatVersion string `json:"format_version"`
	Tool          Tool   `json:"tool"`
	// Verdict is fail, unknown, pass or not_applicable.
	Verdict        string          `json:"verdict"`
	Counts         Counts          `json:"counts"`
	Findings       []Finding       `json:"findings"`
	WaiverProblems []WaiverProblem `json:"waiver_problems"`
	// Matrices are tables of the ways that the findings are about.
	Matrices []Matrix `json:"matrices"`
}

// Counts counts findings by verdict. A waived failure counts as waived only.
type Counts struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Unknown       int `json:"unknown"`
	NotApplicable int `json:"not_applicable"`
	Waived        int `json:"waived"`
}

// Finding is a check's verdict on one subject.
type Finding struct {
	// Check is the check's id.
	Check string `json:"check"`
	// Hop is the stage of the path.
	Hop string `json:"hop"`
	// Verdict is pass, fail, unknown or not_applicable.
	Verdict string `json:"verdict"`
	// Severity is error or warning: what a failure of the check is.
	Severity string `json:"severity"`
	// Confidence is certain, or inferred when a reference had to be guessed.
	Confidence string `json:"confidence"`
	// Subject is a Terraform address, else the cloud's own name.
	Subject string `json:"subject"`
	// Field is the field of the subject that is at fault, as the REST resource spells
	// it; "" when the resource as a whole is.
	Field string `json:"field"`
	// Region is the region that the verdict is about; "" when it is global or not known.
	Region string `json:"region"`
	// Location is where the subject is configured, if that is known.
	Location *Location `json:"location"`
	// Symptom is what clients see when the check fails.
	Symptom string `json:"symptom"`
	// Summary is one line: subject and fact.
	Summary string `json:"summary"`
	// Detail says what cannot happen, and the evidence.
	Detail string `json:"detail"`
	// Remediation says what to change.
	Remediation string `json:"remediation"`
	// Witness is the counterexample of a failure: names to strings or integers.
	Witness Witness `json:"witness"`
	// Trace is the evidence step by step.
	Trace []string `json:"trace"`
	// Related names other resources involved.
	Related []string `json:"related"`
	// Missing says what an unknown verdict lacks.
	Missing []Missing `json:"missing"`
	// Doc is the page of the check.
	Doc string `json:"doc"`
	// Fix is a change to the configuration with which the failure is gone, null if
	// none was found.
	Fix *Fix `json:"fix"`
	// Waived is the waiver that accepts the failure.
	Waived *Waived `json:"waived"`
}

// Location is a place in a file of configuration. Its text is left out, as the
// report is stored where the file is not.
type Location struct {
	// File is relative to the working directory where it can be.
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// EndLine is the last line.
	EndLine int `json:"end_line"`
}

// Fix is a change, and what becomes of the verdict.
type Fix struct {
	HCL string `json:"hcl"`
	// Note says what the change does besides mending; "" is nothing.
	Note         string `json:"note"`
	VerdictAfter string `json:"verdict_after"`
}

// Missing is something that a verdict lacks, and what would settle it.
type Missing struct {
	What   string `json:"what"`
	Settle string `json:"settle"`
}

// Waived is why, and until which day, a failure is accepted.
type Waived struct {
	Reason  string  `json:"reason"`
	Expires *string `json:"expires"`
}

// WaiverProblem is a waiver that accepts nothing, and why.
type WaiverProblem struct {
	Check string `json:"check"`
	// Subject is the waiver's pattern; "" is every subject.
	Subject string  `json:"subject"`
	Reason  string  `json:"reason"`
	Expires *string `json:"expires"`
	Problem string  `json:"problem"`
}

// Witness is an object whose keys keep the order of the facts.
type Witness []check.Fact

// MarshalJSON writes the facts as one object. A name that comes again gets a
// number, so that no fact hides another.
func (w Witness) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	seen := map[string]int{}
	out.WriteByte('{')
	for i, f := range w {
		if i > 0 {
			out.WriteByte(',')
		}
		name := f.Name
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s_%d", name, seen[name])
		}
		if err := appendJSON(&out, name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := appendJSON(&out, f.Value); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// JSON writes the report in format 1.0, findings in the order of the run.
func JSON(r check.Report, tool Tool) ([]byte, error) {
	var flat, out bytes.Buffer
	if err := appendJSON(&flat, NewDocument(r, tool)); err != nil {
		return nil, err
	}
	if err := json.Indent(&out, flat.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// NewDocument is the report before it is written.
func NewDocument(r check.Report, tool Tool) Document {
	doc := Document{
		FormatVersion: FormatVersion,
		Tool:          tool,
		Verdict:       r.Verdict.String(),
		Counts: Counts{
			Pass: r.Counts.Pass, Fail: r.Counts.Fail, Unknown: r.Counts.Unknown,
			NotApplicable: r.Counts.NotApplicable, Waived: r.Counts.Waived,
		},
		Findings:       make([]Finding, 0, len(r.Findings)),
		WaiverProblems: make([]WaiverProblem, 0, len(r.WaiverProblems)),
		Matrices:       make([]Matrix, 0, len(r.Matrices)),
	}
	for _, f := range r.Findings {
		doc.Findings = append(doc.Findings, newFinding(f))
	}
	for _, p := range r.WaiverProblems {
		doc.WaiverProblems = append(doc.WaiverProblems, WaiverProblem{
			Check: p.Waiver.Check, Subject: p.Waiver.Subject, Reason: p.Waiver.Reason,
			Expires: day(p.Waiver.Expires), Problem: p.Problem,
		})
	}
	for _, m := range r.Matrices {
		doc.Matrices = append(doc.Matrices, newMatrix(m))
	}
	return doc
}

func newFinding(f check.Finding) Finding {
	out := Finding{
		Check: f.Check, Hop: string(f.Hop), Verdict: f.Verdict.String(), Severity: f.Severity.String(),
		Confidence: f.Confidence.String(), Subject: f.Subject, Field: f.Field, Region: f.Region, Symptom: f.Symptom, Summary: f.Summary,
		Detail: f.Detail, Remediation: f.Remediation, Witness: f.Witness,
		Trace: list(f.Trace), Related: list(f.Related), Missing: []Missing{}, Doc: f.Doc,
	}
	if l := f.Location; l != nil {
		out.Location = &Location{File: l.File, Line: l.Line, Column: l.Column, EndLine: max(l.Line, l.EndLine)}
	}
	for _, m := range f.Missing {
		out.Missing = append(out.Missing, Missing(m))
	}
	if f.Fix != nil {
		out.Fix = &Fix{HCL: f.Fix.HCL, Note: f.Fix.Note, VerdictAfter: f.Fix.Verdict.String()}
	}
	if f.Waived != nil {
		out.Waived = &Waived{Reason: f.Waived.Reason, Expires: day(f.Waived.Expires)}
	}
	return out
}

// list is never null in JSON.
func list(texts []string) []string { return append([]string{}, texts...) }

func day(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.DateOnly)
	return &text
}

// Indented is JSON for people to read, with a newline at its end.
func Indented(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return out.Bytes(), err
}

func appendJSON(out *bytes.Buffer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false) // people read it; nobody embeds it in a page
	if err := enc.Encode(v); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the newline
	return nil
}
