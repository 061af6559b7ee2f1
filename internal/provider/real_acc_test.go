package provider

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// TestAccARealOrganization judges responses that were recorded from a real
// organization, which truly has three faults.
func TestAccARealOrganization(t *testing.T) {
	t.Parallel()
	const (
		from         = "../../../shared/real/gcpdiag-apigee1"
		organization = "gcpdiag-apigee1-aaaa"
	)
	if _, err := os.Stat(from); err != nil {
		t.Skip("the real responses are not here: ../shared/real/gcpdiag-apigee1")
	}
	dir := filepath.Join(t.TempDir(), "snapshot")
	_, err := snapshot.Import(from, dir, snapshot.ImportOptions{
		Map: map[string][]string{"apigee-envgroups-attachments-empty.json": {
			"GET /v1/organizations/" + organization + "/envgroups/gcpdiag-demo-envgroup/attachments",
		}},
		Empty: []string{"compute.regionNetworkFirewallPolicies"},
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
	tf := newTerraform(t, "testdata/organization")
	tf.write("main.tf", fmt.Sprintf(`
terraform {
  required_providers {
    apireach = { source = "apireach/apireach" }
  }
}

provider "apireach" {
  snapshot = %q
}

data "apireach_apigee_path" "real" {
  organization = %q
}
`, dir, organization))
	out := tf.must(planFails, "plan")
	wants := []string{
		"load-balancer-reaches-proxies: projects/gcpdiag-apigee1-aaaa/regions/us-central1/instanceGroupManagers/mig-bridge-manager-us-central1",
		"environment-attached-everywhere: organizations/gcpdiag-apigee1-aaaa/environments/gcpdiag-demo-env-1",
		"environment-group-routes: organizations/gcpdiag-apigee1-aaaa/envgroups/gcpdiag-demo-envgroup",
	}
	for _, want := range wants {
		expectAll(t, out, "Error: "+want)
	}
	for _, m := range strings.Split(out, "Error: ")[1:] {
		if !slices.ContainsFunc(wants, func(want string) bool { return strings.HasPrefix(m, want) }) {
			t.Errorf("more fails: %s", m)
		}
	}
}
