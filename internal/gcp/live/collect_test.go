package live_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// answers is a transport that answers from a table of paths; everything else is
// an empty list.
type answers map[string]string

func (a answers) RoundTrip(req *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/json")
	if body, ok := a[req.URL.Path]; ok {
		_, _ = w.WriteString(body)
	} else {
		_, _ = w.WriteString(`{"kind": "compute#list"}`)
	}
	return w.Result(), nil
}

func TestCollectReadsTheOrganizationAndItsPath(t *testing.T) {
	t.Parallel()
	client, err := live.NewClient(t.Context(), live.Config{Transport: answers{
		"/v1/organizations/acme":                                    `{"name": "acme", "projectId": "acme", "authorizedNetwork": "projects/host/global/networks/prod", "environments": ["prod"], "state": "ACTIVE", "runtimeType": "CLOUD"}`,
		"/v1/organizations/acme/instances":                          `{"instances": [{"name": "i", "location": "us-east1"}]}`,
		"/v1/organizations/acme/instances/i/attachments":            `{"attachments": [{"name": "a1", "environment": "prod"}]}`,
		"/v1/organizations/acme/envgroups":                          `{"environmentGroups": [{"name": "g", "hostnames": ["api.acme.example"]}]}`,
		"/v1/organizations/acme/deployedIngressConfig":              `{"name": "organizations/acme/deployedIngressConfig"}`,
		"/v1/organizations/acme/envgroups/g/attachments":            `{"environmentGroupAttachments": [{"name": "a2", "environment": "prod"}]}`,
		"/v1/projects/acme":                                         `{"projectId": "acme", "projectNumber": "1001"}`,
		"/v1/projects/acme:getIamPolicy":                            `{"etag": "e", "bindings": [{"role": "roles/apigee.serviceAgent", "members": ["serviceAccount:service-1001@gcp-sa-apigee.iam.gserviceaccount.com"]}]}`,
		"/v1/projects/host:getIamPolicy":                            `{"etag": "e", "bindings": [{"role": "roles/servicenetworking.serviceAgent", "members": ["serviceAccount:service-2002@service-networking.iam.gserviceaccount.com"]}]}`,
		"/v1/projects/acme/services:batchGet":                       `{"services": [{"name": "projects/1001/services/apigee.googleapis.com", "config": {"name": "apigee.googleapis.com"}, "state": "ENABLED"}]}`,
		"/v1/projects/host/services:batchGet":                       `{"services": [{"name": "projects/2002/services/servicenetworking.googleapis.com", "config": {"name": "servicenetworking.googleapis.com"}, "state": "ENABLED"}]}`,
		"/v1/projects/host":                                         `{"projectId": "host", "projectNumber": "2002"}`,
		"/compute/v1/projects/host/global/networks/prod":            `{"name": "prod", "selfLink": "https://www.googleapis.com/compute/v1/projects/host/global/networks/prod"}`,
		"/v1/services/servicenetworking.googleapis.com/connections": `{"connections": [{"network": "projects/2002/global/networks/prod", "service": "services/servicenetworking.googleapis.com"}]}`,
		"/compute/v1/projects/acme/aggregated/instanceGroupManagers": `{"items": {"regions/us-east1": {"instanceGroupManagers": [{"name": "mig", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1/instanceGroupManagers/mig",
			"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/t"}]}}}`,
		"/compute/v1/projects/acme/aggregated/instanceTemplates": `{"items": {"global": {"instanceTemplates": [{"name": "t", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/t",
			"properties": {"networkInterfaces": [{"network": "https://www.googleapis.com/compute/v1/projects/host/global/networks/prod"}]}}]}}}`,
		"/compute/v1/projects/acme/aggregated/backendServices": `{"items": {"global": {"backendServices": [{"name": "b", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/backendServices/b"}]}}}`,
		"/compute/v1/projects/host/global/networks/prod/getEffectiveFirewalls": `{"firewalls": [{"name": "allow", "network": "https://www.googleapis.com/compute/v1/projects/host/global/networks/prod"}],
			"firewallPolicys": [{"name": "1", "type": "HIERARCHY"}, {"name": "2", "type": "HIERARCHY"}, {"name": "np", "type": "NETWORK"}]}`,
		"/compute/v1/projects/host/regions/us-east1/firewallPolicies/getEffectiveFirewalls": `{"firewallPolicys": [{"name": "1", "type": "HIERARCHY"}, {"name": "rp", "type": "NETWORK_REGIONAL"}]}`,
	}})
	if err != nil {
		t.Fatal(err)
	}
	w, stats, err := client.Collect(t.Context(), live.Query{Organization: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Inventory(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"organizations/acme",
		"organizations/acme/instances/i",
		"organizations/acme/instances/i/attachments/a1 of organizations/acme/instances/i",
		"organizations/acme/environments/prod",
		"organizations/acme/envgroups/g",
		"organizations/acme/envgroups/g/attachments/a2 of organizations/acme/envgroups/g",
		"projects/host/global/networks/prod/connections/servicenetworking.googleapis.com",
		"projects/host/global/networks/prod",
		"projects/host/global/firewalls/allow",
		"locations/global/firewallPolicies/1 of projects/host/global/networks/prod, level 0",
		"locations/global/firewallPolicies/2 of projects/host/global/networks/prod, level 1",
		"projects/host/global/firewallPolicies/np of projects/host/global/networks/prod, level 0",
		"projects/host/regions/us-east1/firewallPolicies/rp of projects/host/global/networks/prod, level 0",
		"projects/acme/global/backendServices/b",
		"projects/acme/regions/us-east1/instanceGroupManagers/mig",
		"projects/acme/global/instanceTemplates/t",
		"organizations/acme",
		"projects/acme/services/apigee.googleapis.com",
		"projects/host/services/servicenetworking.googleapis.com",
		"projects/acme",
		"projects/host",
	}
	var got []string
	for _, typ := range types {
		for _, r := range w.Resources(typ) {
			line := r.Subject()
			if r.Parent.IsKnown() {
				line += " of " + r.Parent.Value().Path()
			}
			if typ == gcp.FirewallPolicies {
				line += fmt.Sprintf(", level %d", r.Level)
			}
			got = append(got, line)
		}
		for _, g := range w.Gaps(typ) {
			t.Errorf("a gap in %s: %s", typ, g.Missing().What)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("collected (-want +got):\n%s", diff)
	}
	// 6 of the organization, 16 lists of its project, 4 of the network and its
	// project, 2 of what leads out of it, 2 of the connection, 1 of the proxies' region; 3 for the organization's project
	// and 2 for the network's: number, policy and services.
	if want := 36; stats.Calls != want {
		t.Errorf("%d calls, want %d", stats.Calls, want)
	}
}

// types are those of the model, in the order of the inventory.
var types = []gcp.Type{
	gcp.Organizations, gcp.Instances, gcp.InstanceAttachments, gcp.Environments, gcp.EnvironmentGroups, gcp.GroupAttachments,
	gcp.Connections, gcp.Networks, gcp.Subnetworks, gcp.Routers, gcp.RouterNATs, gcp.Routes, gcp.GlobalAddresses, gcp.Firewalls, gcp.FirewallPolicies,
	gcp.ForwardingRules, gcp.TargetProxies, gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks,
	gcp.InstanceGroupManagers, gcp.InstanceTemplates, gcp.NetworkEndpointGroups, gcp.Autoscalers, gcp.BackendHealth, gcp.VirtualMachines, gcp.RouteTables, gcp.SecurityPolicies, gcp.HierarchicalSecurityPolicies,
	gcp.SSLCertificates, gcp.SSLPolicies, gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries,
	gcp.Services, gcp.CryptoKeys, gcp.IAMPolicies,
}
