package testkit_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A built world must be what a collection of it gives, or tests that build
// worlds would judge what does not happen: the same resources under the same
// names, with the same parents and levels.
func TestABuiltWorldIsWhatACollectionGives(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*testkit.World{
		"new":                     testkit.NewWorld(),
		"without a Shared VPC":    testkit.NewLocalWorld(),
		"Private Service Connect": testkit.NewWorld().PSC(),
		"without peering":         testkit.NewWorld().WithoutPeering(),
		"regional":                testkit.NewWorld().RegionalFront("us-east1", "INTERNAL_MANAGED"),
		"policies": testkit.NewWorld().HierarchicalPolicy(0, "org", testkit.Ingress(0, "goto_next", "all", "0.0.0.0/0")).HierarchicalPolicy(1, "folder").
			NetworkPolicy("net").RegionalPolicy("us-east1", "reg", testkit.Ingress(1, "deny", "tcp:443", "35.191.0.0/16")),
		"many": testkit.NewWorld().Region("europe-west1").Environments(40).Groups(35).Firewalls(40),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, w.World())
			s.PageSize(7)
			client := must[*live.Client](t)(live.NewClient(t.Context(), s.Config()))
			got, _, err := client.Collect(t.Context(), live.Query{Organization: testkit.Organization})
			if err != nil {
				t.Fatal(err)
			}
			if name == "without peering" {
				// No check reads the network then, so that no collection does.
				w.DropAll(gcp.Networks, gcp.Subnetworks)
			}
			for _, typ := range []gcp.Type{
				gcp.Organizations, gcp.Instances, gcp.InstanceAttachments, gcp.Environments, gcp.EnvironmentGroups, gcp.GroupAttachments,
				gcp.Connections, gcp.Networks, gcp.Subnetworks, gcp.GlobalAddresses, gcp.Firewalls, gcp.FirewallPolicies, gcp.ForwardingRules,
				gcp.TargetProxies, gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks, gcp.InstanceGroupManagers, gcp.InstanceTemplates,
				gcp.NetworkEndpointGroups, gcp.Autoscalers, gcp.BackendHealth, gcp.VirtualMachines, gcp.SecurityPolicies, gcp.HierarchicalSecurityPolicies,
			} {
				if diff := cmp.Diff(identities(w.World(), typ), identities(got, typ)); diff != "" {
					t.Errorf("%s (-built +collected):\n%s", typ, diff)
				}
				if gaps := got.Gaps(typ); len(gaps) > 0 {
					t.Errorf("%s have gaps: %+v", typ, gaps)
				}
			}
		})
	}
}

type identity struct {
	Ref, Parent string
	Level       int
}

func identities(w *gcp.World, typ gcp.Type) []identity {
	var out []identity
	for _, r := range w.Resources(typ) {
		out = append(out, identity{r.Ref.Value().String(), r.Parent.Value().String(), r.Level})
	}
	slices.SortFunc(out, func(a, b identity) int {
		return slices.Compare([]string{a.Ref, a.Parent}, []string{b.Ref, b.Parent})
	})
	return out
}
