package snapshot_test

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

const realOrganization = "gcpdiag-apigee1-aaaa"

// collect judges an organization from what answers in place of Google.
func collect(t *testing.T, rt http.RoundTripper, organization string) check.Report {
	t.Helper()
	client, err := live.NewClient(t.Context(), live.Config{Transport: rt})
	if err != nil {
		t.Fatal(err)
	}
	world, _, err := client.Collect(t.Context(), live.Query{Organization: organization})
	if err != nil {
		t.Fatal(err)
	}
	world.Now = time.Date(2022, time.September, 1, 0, 0, 0, 0, time.UTC)
	inv, err := world.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	return check.Run(inv, apigee.Checks(), check.Options{})
}

// importReal imports responses that were recorded from a real organization.
func importReal(t *testing.T, empty ...string) (*snapshot.Snapshot, snapshot.ImportReport) {
	t.Helper()
	from, err := filepath.Abs("../../../shared/real/gcpdiag-apigee1")
	if err != nil {
		t.Fatal(err)
	}
	if found, _ := filepath.Glob(filepath.Join(from, "*.json")); len(found) == 0 {
		t.Skip("the real responses are not here: ../shared/real/gcpdiag-apigee1")
	}
	to := filepath.Join(t.TempDir(), "snap")
	report, err := snapshot.Import(from, to, snapshot.ImportOptions{
		Map: map[string][]string{"apigee-envgroups-attachments-empty.json": {
			"GET /v1/organizations/" + realOrganization + "/envgroups/gcpdiag-demo-envgroup/attachments",
		}},
		Empty: empty,
		Collect: func(organization string, rt http.RoundTripper) error {
			client, err := live.NewClient(t.Context(), live.Config{Transport: rt})
			if err == nil {
				_, _, err = client.Collect(t.Context(), live.Query{Organization: organization})
			}
			return err
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	return s, report
}

func fails(r check.Report) []string {
	var out []string
	for _, f := range r.Findings {
		if f.Verdict == check.Fail {
			out = append(out, f.Check+" "+f.Subject)
		}
	}
	return out
}

func TestARealOrganizationIsJudgedFromLooseResponses(t *testing.T) {
	t.Parallel()
	s, report := importReal(t, "compute.regionNetworkFirewallPolicies")
	if report.Organization != realOrganization {
		t.Errorf("organization %q", report.Organization)
	}
	for _, i := range report.Ignored {
		if i.Reason != "no check reads what is in it" {
			t.Errorf("ignored %s: %s", i.File, i.Reason)
		}
	}
	got := collect(t, s, realOrganization)
	want := []string{
		"load-balancer-reaches-proxies projects/gcpdiag-apigee1-aaaa/regions/us-central1/instanceGroupManagers/mig-bridge-manager-us-central1",
		"environment-attached-everywhere organizations/gcpdiag-apigee1-aaaa/environments/gcpdiag-demo-env-1",
		"environment-group-routes organizations/gcpdiag-apigee1-aaaa/envgroups/gcpdiag-demo-envgroup",
	}
	if !slices.Equal(fails(got), want) {
		t.Errorf("failed\n%q\nwant\n%q", fails(got), want)
	}
	for _, f := range got.Findings {
		if f.Check == "load-balancer-reaches-proxies" && f.Verdict == check.Fail && len(f.Witness) == 0 {
			t.Errorf("%s has no witness", f.Subject)
		}
		// Other groups of proxies, and the load balancer, are not among the files.
		if f.Verdict == check.Unknown && !slices.ContainsFunc(f.Missing, func(m check.Missing) bool {
			return strings.Contains(m.What, "only a part of the list was imported") && strings.Contains(m.Settle, "--empty") ||
				strings.Contains(m.What, "not in the snapshot") &&
					(strings.Contains(m.What, "aggregated/backendServices") || strings.Contains(m.What, "aggregated/forwardingRules") ||
						strings.Contains(m.What, "/deployedIngressConfig") || strings.Contains(m.What, ":getIamPolicy") || strings.Contains(m.What, "services:batchGet") || strings.Contains(m.What, "/cryptoKeys/"))
		}) {
			t.Errorf("unknown %s %s: %+v", f.Check, f.Subject, f.Missing)
		}
	}
}

func TestWhatTheUserDoesNotSayIsNotConcluded(t *testing.T) {
	t.Parallel()
	s, report := importReal(t)
	lacking := "GET /compute/v1/projects/" + realOrganization + "/regions/us-central1/firewallPolicies/getEffectiveFirewalls?network=projects/" + realOrganization + "/global/networks/apigee-network"
	if !slices.Contains(report.Lacking, lacking) {
		t.Errorf("lacking %q", report.Lacking)
	}
	for _, f := range collect(t, s, realOrganization).Findings {
		if f.Check == "load-balancer-reaches-proxies" && f.Verdict != check.Unknown {
			t.Errorf("%s %s: a regional policy might let the packets in: %s", f.Verdict, f.Subject, f.Summary)
		}
	}
}
