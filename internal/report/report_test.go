package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// update writes the golden files in place of comparing; read them as a user would.
var update = flag.Bool("update", false, "write the golden files")

var tool = report.Tool{Name: "apireach", Version: "1.2.3"}

// asked is a check and what it answers.
type asked struct {
	id       string
	hop      check.Hop
	severity check.Severity
	results  []check.Result
}

// run makes a report as runs make it.
func run(waivers []check.Waiver, checks ...asked) check.Report {
	var all []check.Check[struct{}]
	for _, c := range checks {
		all = append(all, check.Check[struct{}]{
			Meta: check.Meta{ID: c.id, Hop: c.hop, Severity: c.severity, Symptom: "502", Fix: "Mend it."},
			Run:  func(struct{}) []check.Result { return c.results },
		})
	}
	return check.Run(struct{}{}, all, check.Options{
		Waivers: waivers, Now: time.Date(2026, time.January, 2, 0, 0, 0, 0, time.UTC),
	})
}

// broken has a finding of every kind. Two are located: in a line, and in a block.
func broken() check.Report {
	r := unlocated()
	r.Locate(func(subject, field string) *check.Location {
		switch subject + " " + field {
		case "google_compute_region_instance_group_manager.use1 ":
			return &check.Location{File: "modules/proxies/main.tf", Line: 12, Column: 1, EndLine: 31, Source: `resource "google_compute_region_instance_group_manager" "use1" {`}
		case "organizations/acme reservedPeeringRanges":
			return &check.Location{File: "main.tf", Line: 7, Column: 3, EndLine: 7, Source: "  reserved_peering_ranges = [var.range]"}
		}
		return nil
	})
	return r
}

func unlocated() check.Report {
	day := time.Date(2026, time.March, 4, 0, 0, 0, 0, time.UTC)
	return run([]check.Waiver{
		{Check: "environment-group-routes", Reason: "moved in spring", Expires: day},
		{Check: "authorized-network-peered", Subject: "projects/*", Reason: "old"},
		{Check: "instance-active", Reason: "late", Expires: day.AddDate(-1, 0, 0)},
	},
		asked{"load-balancer-reaches-proxies", check.HopFirewall, check.Error, []check.Result{{
			Verdict: check.Fail, Subject: "google_compute_region_instance_group_manager.use1", Region: "us-east1",
			Summary:     `google_compute_region_instance_group_manager.use1 does not admit <35.191.0.0/16> & "co"`,
			Detail:      "The load balancer cannot open TCP port 443.",
			Remediation: "Add the tag to the template.",
			Witness: []check.Fact{
				{Name: "source", Value: "35.191.0.1"}, {Name: "protocol", Value: "tcp"},
				{Name: "port", Value: 443}, {Name: "rule", Value: "implied deny"},
			},
			Trace:   []string{"hierarchical policy: goto_next", "no VPC rule matches"},
			Related: []string{"google_compute_firewall.lb", "google_compute_network.prod"},
		}}},
		asked{"authorized-network-peered", check.HopNetwork, check.Error, []check.Result{{
			Verdict: check.Pass, Subject: "organizations/acme", Summary: "organizations/acme is peered",
		}}},
		asked{"peering-range-large-enough", check.HopNetwork, check.Warning, []check.Result{{
			Verdict: check.Unknown, Confidence: check.Inferred, Subject: "organizations/acme", Field: "reservedPeeringRanges", Summary: "the reserved ranges are not known",
			Missing: []check.Missing{{What: "global addresses of acme: permission denied", Settle: "grant compute.globalAddresses.list"}},
		}}},
		asked{"environment-group-routes", check.HopEnvironment, check.Error, []check.Result{{
			Verdict: check.Fail, Subject: "organizations/acme/envgroups/old", Summary: "organizations/acme/envgroups/old routes to no environment",
		}}},
		asked{"instance-active", check.HopEnvironment, check.Warning, []check.Result{{
			Verdict: check.Fail, Subject: "organizations/acme/instances/i", Summary: "organizations/acme/instances/i is UPDATING",
		}}},
		asked{"required-apis-enabled", check.HopPrerequisite, check.Error, []check.Result{{
			Verdict: check.NotApplicable, Subject: "organizations/acme", Summary: "organizations/acme is hybrid",
		}}},
	)
}

func find(t *testing.T, r check.Report, id string) check.Finding {
	t.Helper()
	for _, f := range r.Findings {
		if f.Check == id {
			return f
		}
	}
	t.Fatalf("no finding of %s", id)
	return check.Finding{}
}

func same(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// golden compares with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, string(want))
}
