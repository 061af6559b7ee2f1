package report_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// rules are those of the checks in [broken].
func rules() []check.Meta {
	var out []check.Meta
	for _, f := range broken().Findings {
		out = append(out, check.Meta{
			ID: f.Check, Title: "Title of " + f.Check, Hop: f.Hop, Severity: f.Severity,
			Why: "The **why**.", Fix: "The fix.", Unknown: "The unknown.",
		})
	}
	return out
}

// sarif is the part of the standard's log file that we write.
type sarif struct {
	Schema  string `json:"$schema"`
	Version string
	Runs    []struct {
		Tool struct {
			Driver struct {
				Name, Version, InformationURI string
				Rules                         []struct {
					ID                                      string
					HelpURI                                 string
					ShortDescription, FullDescription, Help struct{ Text, Markdown string }
					DefaultConfiguration                    struct{ Level string }
					Properties                              struct{ Tags []string }
				}
			}
		}
		Invocations []struct {
			ExecutionSuccessful        *bool
			ToolExecutionNotifications []struct {
				AssociatedRule *struct {
					ID    string
					Index *int
				}
				Level   string
				Message struct{ Text string }
			}
		}
		Results []struct {
			RuleID    string
			RuleIndex *int
			Kind      string
			Level     string
			Message   struct{ Text string }
			Locations []struct {
				PhysicalLocation *struct {
					ArtifactLocation struct{ URI, URIBaseID string }
					Region           struct{ StartLine, StartColumn, EndLine int }
				}
				LogicalLocations []struct{ FullyQualifiedName, Kind string }
			}
			PartialFingerprints map[string]string
		}
	}
}

func read(t *testing.T, r check.Report, rules []check.Meta) sarif {
	t.Helper()
	out, err := report.SARIF(r, rules, tool, ".apireach.hcl")
	if err != nil {
		t.Fatal(err)
	}
	var log sarif
	if err := json.Unmarshal(out, &log); err != nil {
		t.Fatal(err)
	}
	return log
}

func TestSARIFOfAReport(t *testing.T) {
	t.Parallel()
	out, err := report.SARIF(broken(), rules()[:3], tool, "")
	if err == nil {
		t.Fatalf("results of checks without a rule:\n%s", out)
	}
	if out, err = report.SARIF(broken(), rules(), tool, ".apireach.hcl"); err != nil {
		t.Fatal(err)
	}
	golden(t, "broken.sarif", string(out))
}

func TestSARIFHasWhatTheStandardRequires(t *testing.T) {
	t.Parallel()
	log := read(t, broken(), rules())
	if log.Version != "2.1.0" || !strings.Contains(log.Schema, "sarif-schema-2.1.0") || len(log.Runs) != 1 {
		t.Fatalf("%+v", log)
	}
	driver := log.Runs[0].Tool.Driver
	if driver.Name != "apireach" || driver.Version != "1.2.3" || !strings.HasPrefix(driver.InformationURI, "https://") {
		t.Errorf("driver %+v", driver)
	}
	levels := []string{"error", "warning", "note", "none"}
	ids := map[string]bool{}
	for _, r := range driver.Rules {
		if r.ID == "" || ids[r.ID] || r.ShortDescription.Text == "" || r.FullDescription.Text == "" || r.Help.Text == "" ||
			r.Help.Markdown == "" || !strings.HasSuffix(r.HelpURI, "/check-"+r.ID) || len(r.Properties.Tags) == 0 ||
			!slices.Contains(levels, r.DefaultConfiguration.Level) {
			t.Errorf("rule %+v", r)
		}
		ids[r.ID] = true
	}
	fingerprint := regexp.MustCompile(`^[0-9a-f]{64}$`)
	for _, r := range log.Runs[0].Results {
		if r.RuleIndex == nil || driver.Rules[*r.RuleIndex].ID != r.RuleID || r.Message.Text == "" || r.Kind != "fail" ||
			!slices.Contains(levels, r.Level) || len(r.Locations) != 1 || len(r.Locations[0].LogicalLocations) != 1 ||
			!fingerprint.MatchString(r.PartialFingerprints["apireachFinding/v1"]) {
			t.Errorf("result %+v", r)
		}
	}
	for _, i := range log.Runs[0].Invocations {
		if i.ExecutionSuccessful == nil || !*i.ExecutionSuccessful {
			t.Error("executionSuccessful is required, and it was")
		}
		for _, n := range i.ToolExecutionNotifications {
			if n.Message.Text == "" || !slices.Contains(levels, n.Level) ||
				n.AssociatedRule != nil && driver.Rules[*n.AssociatedRule.Index].ID != n.AssociatedRule.ID {
				t.Errorf("notification %+v", n)
			}
		}
	}
}

// Consumers take every result for an alert, whatever its kind and suppressions.
func TestOnlyFailuresThatStandAreResults(t *testing.T) {
	t.Parallel()
	run := read(t, broken(), rules()).Runs[0]
	var results, notes []string
	for _, r := range run.Results {
		results = append(results, r.Level+" "+r.RuleID+" "+r.Locations[0].LogicalLocations[0].FullyQualifiedName)
	}
	for _, n := range run.Invocations[0].ToolExecutionNotifications {
		first, _, _ := strings.Cut(n.Message.Text, "\n")
		notes = append(notes, n.Level+" "+first)
	}
	same(t, strings.Join(results, "\n"), `error load-balancer-reaches-proxies google_compute_region_instance_group_manager.use1
warning instance-active organizations/acme/instances/i`)
	same(t, strings.Join(notes, "\n"), `note unknown: peering-range-large-enough: organizations/acme: the reserved ranges are not known
warning waiver of authorized-network-peered for projects/*: accepts nothing: no such failure was found
warning waiver of instance-active: expired on 2025-03-04`)
}

// Code scanning refuses a file in which a result has no place in one.
func TestEveryResultHasAPlaceInAFile(t *testing.T) {
	t.Parallel()
	var got []string
	for _, r := range read(t, broken(), rules()).Runs[0].Results {
		for _, l := range r.Locations {
			if l.PhysicalLocation == nil {
				t.Fatalf("%s has none", r.RuleID)
			}
			at := l.PhysicalLocation
			got = append(got, fmt.Sprint(at.ArtifactLocation, at.Region))
		}
	}
	same(t, strings.Join(got, "\n"), "{modules/proxies/main.tf %SRCROOT%} {12 1 31}\n{.apireach.hcl %SRCROOT%} {1 0 0}")
}

func TestAFingerprintIsThatOfCheckAndSubject(t *testing.T) {
	t.Parallel()
	prints := func(results ...check.Result) []string {
		var out []string
		for _, r := range read(t, run(nil, asked{"a", check.HopDNS, check.Error, results}), []check.Meta{{ID: "a"}}).Runs[0].Results {
			out = append(out, r.PartialFingerprints["apireachFinding/v1"])
		}
		return out
	}
	before := prints(check.Result{Verdict: check.Fail, Subject: "s", Summary: "old"}, check.Result{Verdict: check.Fail, Subject: "t"})
	after := prints(check.Result{Verdict: check.Fail, Subject: "r"}, check.Result{Verdict: check.Fail, Subject: "s", Summary: "new", Detail: "other"})
	if before[0] != after[1] {
		t.Error("another wording is another finding")
	}
	if before[0] == before[1] {
		t.Error("two subjects are one finding")
	}
	if twice := prints(check.Result{Verdict: check.Fail, Subject: "s"}, check.Result{Verdict: check.Fail, Subject: "s", Summary: "x"}); twice[0] == twice[1] {
		t.Error("two failures of one subject are one finding")
	}
}

func TestSARIFWithoutFindingsHasEmptyLists(t *testing.T) {
	t.Parallel()
	out, err := report.SARIF(run(nil), nil, tool, "")
	if err != nil || strings.Contains(string(out), "null") || !strings.Contains(string(out), `"results": []`) {
		t.Errorf("%v\n%s", err, out)
	}
}
