package apigee_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

type body = testkit.Body

// A mutation breaks one thing in the healthy world.
type mutation struct {
	name  string
	world *testkit.World
	// fails are the checks that fail: one, unless why says what else is wrong then.
	fails []string
	why   string
}

func mutations() []mutation {
	return slices.Concat(certificateMutations(), armorMutations(), proxyMutations(), firewallMutations(), networkMutations(), environmentMutations(), prerequisiteMutations(), catalogueMutations(), observedMutations(), recordMutations(), cutMutations(), settingMutations(), deployedMutations(), downloadMutations())
}

// failing lists the checks that fail, once each.
func failing(inv *apigee.Inventory) []string {
	var out []string
	for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
		if f.Verdict == check.Fail && !slices.Contains(out, f.Check) {
			out = append(out, f.Check)
		}
	}
	slices.Sort(out)
	return out
}

func TestMutations_failTheCheckTheyConcern(t *testing.T) {
	t.Parallel()
	all := mutations()
	seen := map[string]bool{}
	for _, m := range all {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			if len(m.fails) != 1 && m.why == "" {
				t.Error("more than one check fails, and nobody says why")
			}
			if got := failing(m.world.Inventory(t)); !slices.Equal(got, slices.Sorted(slices.Values(m.fails))) {
				t.Errorf("%q fail, want %q: %s", got, m.fails, tell(check.Run(m.world.Inventory(t), apigee.Checks(), check.Options{}).Findings))
			}
		})
		for _, id := range m.fails {
			seen[id] = true
		}
	}
	if len(all) < 40 {
		t.Errorf("%d mutations are few", len(all))
	}
	for _, c := range apigee.Checks() {
		if !seen[c.ID] {
			t.Errorf("no mutation fails %s", c.ID)
		}
	}
}

// harmlessWorlds are all traps.
func harmlessWorlds() map[string]*testkit.World {
	all := traps()
	for _, more := range []map[string]*testkit.World{firewallTraps(), certificateTraps(), proxyTraps(), prerequisiteTraps(), observedTraps(), recordTraps(), cutTraps(), settingTraps(), deployedTraps(), downloadTraps()} {
		maps.Copy(all, more)
	}
	return all
}

func TestTraps_failNothing(t *testing.T) {
	t.Parallel()
	all, settled := harmlessWorlds(), firewallTraps()
	for name, w := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, f := range check.Run(w.Inventory(t), apigee.Checks(), check.Options{}).Findings {
				if f.Verdict == check.Fail || f.Verdict == check.Unknown && settled[name] != nil {
					t.Errorf("%s: %s", f.Check, tell([]check.Finding{f}))
				}
			}
		})
	}
	if len(all) < 25 {
		t.Errorf("%d traps are few", len(all))
	}
}

// listed are the types that a collection lists.
var listed = []gcp.Type{
	gcp.Organizations, gcp.Instances, gcp.InstanceAttachments, gcp.EnvironmentGroups, gcp.GroupAttachments, gcp.RouteTables,
	gcp.Connections, gcp.Networks, gcp.Subnetworks, gcp.Routers, gcp.RouterNATs, gcp.Routes, gcp.GlobalAddresses, gcp.Firewalls, gcp.FirewallPolicies,
	gcp.ForwardingRules, gcp.TargetProxies, gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks,
	gcp.InstanceGroupManagers, gcp.InstanceTemplates, gcp.NetworkEndpointGroups, gcp.Autoscalers, gcp.BackendHealth, gcp.VirtualMachines, gcp.SecurityPolicies, gcp.HierarchicalSecurityPolicies,
	gcp.SSLCertificates, gcp.SSLPolicies, gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries,
	gcp.Services, gcp.CryptoKeys, gcp.IAMPolicies,
}

// A listing that was denied makes nothing fail that did not fail, and a failure
// that needed it no pass.
func TestDenials_neitherFailNorPass(t *testing.T) {
	t.Parallel()
	for _, typ := range listed {
		t.Run(string(typ), func(t *testing.T) {
			t.Parallel()
			if got := failing(testkit.NewWorld().DropAll(typ).Gap(typ, "permission denied").Inventory(t)); len(got) > 0 {
				t.Errorf("the healthy world fails %q", got)
			}
			for _, m := range mutations() {
				findings := check.Run(m.world.DropAll(typ).Gap(typ, "permission denied").Inventory(t), apigee.Checks(), check.Options{}).Findings
				for _, id := range m.fails {
					if !slices.ContainsFunc(findings, func(f check.Finding) bool {
						return f.Check == id && (f.Verdict == check.Fail || f.Verdict == check.Unknown)
					}) {
						t.Errorf("%s: %s passes", m.name, id)
					}
				}
			}
		})
	}
}
