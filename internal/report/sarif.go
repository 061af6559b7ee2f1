package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// What consumers make of SARIF decides what is in it. GitHub code scanning raises an
// alert for every result, whatever its kind and whether or not it is suppressed. So
// only failures that no waiver accepts are results; what is not known, and waivers
// that do nothing, are notifications of the run. It takes no file at all in which a
// result has no place in a file, and it follows an alert by one fingerprint alone.
//
// Source: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support.

// sarifSchema is where the standard's schema is published.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool                `json:"tool"`
	Bases       map[string]sarifArtifact `json:"originalUriBaseIds"`
	ColumnKind  string                   `json:"columnKind"`
	Invocations []sarifInvocation        `json:"invocations"`
	Results     []sarifResult            `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID                   string             `json:"id"`
	ShortDescription     sarifMessage       `json:"shortDescription"`
	FullDescription      sarifMessage       `json:"fullDescription"`
	Help                 sarifMessage       `json:"help"`
	HelpURI              string             `json:"helpUri"`
	DefaultConfiguration sarifConfiguration `json:"defaultConfiguration"`
	Properties           sarifProperties    `json:"properties"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

type sarifProperties struct {
	Tags []string `json:"tags"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	AssociatedRule *sarifReference `json:"associatedRule,omitempty"`
	Level          string          `json:"level"`
	Message        sarifMessage    `json:"message"`
	Locations      []sarifLocation `json:"locations,omitempty"`
}

type sarifReference struct {
	ID    string `json:"id"`
	Index int    `json:"index"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Kind                string            `json:"kind"`
	Level               string            `json:"level"`
	Message             sarifMessage      `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
}

// The names of fingerprints: ours ends in the version of how it is made, the other is
// the one that GitHub code scanning reads.
const (
	fingerprintName       = "apireachFinding/v1"
	fingerprintNameGitHub = "primaryLocationLineHash"
)

// SARIF writes the failures as results of SARIF 2.1.0. The rules are those of the
// checks that are given, in their order. What no file is known to configure is put
// into the file elsewhere.
func SARIF(r check.Report, rules []check.Meta, tool Tool, elsewhere string) ([]byte, error) {
	run := sarifRun{
		Bases:      map[string]sarifArtifact{sourceRoot: {Description: &sarifMessage{Text: "The root of the repository."}}},
		ColumnKind: "unicodeCodePoints",
		Tool: sarifTool{sarifDriver{
			Name: tool.Name, Version: tool.Version,
			InformationURI: "https://registry.terraform.io/providers/apireach/apireach/latest/docs",
			Rules:          []sarifRule{},
		}},
		Results: []sarifResult{},
	}
	index := map[string]int{}
	for i, m := range rules {
		index[m.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSarifRule(m))
	}
	seen := map[string]int{}
	notes := []sarifNotification{}
	for _, f := range r.Findings {
		i, known := index[f.Check]
		if !known {
			return nil, fmt.Errorf("SARIF: no rule stands for the check %q", f.Check)
		}
		switch {
		case f.Waived != nil:
		case f.Verdict == check.Fail:
			seen[f.Check+"\x00"+f.Subject]++
			run.Results = append(run.Results, newSarifResult(f, i, seen[f.Check+"\x00"+f.Subject], elsewhere))
		case f.Verdict == check.Unknown:
			note := sarifNotification{
				AssociatedRule: &sarifReference{f.Check, i}, Level: "note",
				Message: sarifMessage{Text: Line(f) + "\n\n" + detail(f, "")},
			}
			if f.Location != nil {
				note.Locations = []sarifLocation{newSarifLocation(f, elsewhere)}
			}
			notes = append(notes, note)
		}
	}
	for _, p := range r.WaiverProblems {
		notes = append(notes, sarifNotification{
			Level: "warning", Message: sarifMessage{Text: "waiver of " + waiverOf(p.Waiver) + ": " + p.Problem},
		})
	}
	run.Invocations = []sarifInvocation{{ExecutionSuccessful: true, Notifications: notes}}
	text, err := json.MarshalIndent(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}, "", "  ")
	return append(text, '\n'), err
}

func newSarifRule(m check.Meta) sarifRule {
	help := "Why: " + m.Why + "\n\nFix: " + m.Fix + "\n\nUnknown: " + m.Unknown
	return sarifRule{
		ID:               m.ID,
		ShortDescription: sarifMessage{Text: m.Title + "."},
		FullDescription:  sarifMessage{Text: m.Why},
		Help: sarifMessage{
			Text: help,
			Markdown: "## Why\n\n" + m.Why + "\n\n## How to fix it\n\n" + m.Fix + "\n\n## When it is unknown\n\n" + m.Unknown +
				"\n\n[More](" + m.DocURL() + ")",
		},
		HelpURI:              m.DocURL(),
		DefaultConfiguration: sarifConfiguration{m.Severity.String()},
		Properties:           sarifProperties{Tags: []string{"reachability", string(m.Hop)}},
	}
}

// newSarifResult makes the nth failure of a check on a subject. Its fingerprint is
// of these alone, so that a finding is the same when its wording or its line changes.
func newSarifResult(f check.Finding, rule, nth int, elsewhere string) sarifResult {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", f.Check, f.Subject, nth))
	id := hex.EncodeToString(sum[:])
	return sarifResult{
		RuleID: f.Check, RuleIndex: rule, Kind: "fail", Level: f.Severity.String(),
		Message:   sarifMessage{Text: f.Summary + "\n\n" + detail(f, "")},
		Locations: []sarifLocation{newSarifLocation(f, elsewhere)},
		PartialFingerprints: map[string]string{
			fingerprintName: id, fingerprintNameGitHub: id[:16] + ":1",
		},
	}
}
