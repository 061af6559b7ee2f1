package testkit_test

import (
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestBuiltWorldsAreHealthy(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*testkit.World{
		"new":                      testkit.NewWorld(),
		"without a Shared VPC":     testkit.NewLocalWorld(),
		"a third region":           testkit.NewWorld().Region("europe-west1"),
		"one region":               testkit.NewWorld().WithoutRegion("us-west1"),
		"hostnames":                testkit.NewWorld().Hostnames("api.acme.example"),
		"Private Service Connect":  testkit.NewWorld().PSC(),
		"without peering":          testkit.NewWorld().WithoutPeering(),
		"hybrid":                   testkit.NewWorld().Hybrid(),
		"many":                     testkit.NewWorld().Environments(60).Groups(30).Firewalls(300),
		"regional":                 testkit.NewWorld().RegionalFront("us-east1", "INTERNAL_MANAGED"),
		"policies that step aside": testkit.NewWorld().HierarchicalPolicy(0, "org", testkit.Ingress(0, "goto_next", "all", "0.0.0.0/0")).NetworkPolicy("net").RegionalPolicy("us-east1", "reg"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, f := range findings(t, w) {
				if f.Verdict == check.Fail || f.Verdict == check.Unknown {
					t.Errorf("%s %s: %s %s %v", f.Verdict, f.Check, f.Summary, f.Detail, f.Missing)
				}
			}
		})
	}
}

func findings(t *testing.T, w *testkit.World) []check.Finding {
	t.Helper()
	return check.Run(w.Inventory(t), apigee.Checks(), check.Options{Now: time.Unix(1700000000, 0)}).Findings
}

func TestOneChangeFailsOneCheck(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		w    *testkit.World
		want string
	}{
		"a group that routes nowhere":        {testkit.NewWorld().Unroute("public", "live"), "environment-group-routes"},
		"a peering that went":                {testkit.NewWorld().Set(gcp.Networks, "prod", "peerings.0.state", "INACTIVE"), "peering-active"},
		"an instance without an environment": {testkit.NewWorld().Detach("runtime-us-east1", "live").Detach("runtime-us-east1", "test").Detach("runtime-us-east1", "lab"), "instance-has-environment"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failed := false
			for _, f := range findings(t, c.w) {
				failed = failed || f.Verdict == check.Fail && f.Check == c.want
			}
			if !failed {
				t.Errorf("%s does not fail", c.want)
			}
		})
	}
}

func TestSetReachesIntoListsAndNamesResourcesByTheEndOfTheirPath(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().
		Set(gcp.BackendServices, "gateway", "backends.1.capacityScaler", 0).
		Set(gcp.InstanceGroupManagers, "us-east1/proxy-us-east1", "namedPorts.0.port", 8443).
		Append(gcp.Firewalls, "allow-lb", "targetTags", "more").
		Set(gcp.GroupAttachments, "inner/lab", "environment", "?known after apply")
	for _, c := range []struct {
		typ               gcp.Type
		name, field, want string
	}{
		{gcp.BackendServices, "gateway", "backends.1.capacityScaler", "0"},
		{gcp.BackendServices, "gateway", "backends.0.capacityScaler", "1"},
		{gcp.InstanceGroupManagers, "proxy-us-east1", "namedPorts.0.port", "8443"},
		{gcp.Firewalls, "allow-lb", "targetTags.1", "more"},
		{gcp.Firewalls, "allow-lb", "network", "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod"},
	} {
		if got := w.Get(c.typ, c.name, c.field).Text(); got != c.want {
			t.Errorf("%s of %s is %q, not %q", c.field, c.name, got, c.want)
		}
	}
	if v := w.Get(gcp.GroupAttachments, "inner/lab", "environment"); v.Why().Reason != "known after apply" {
		t.Errorf("a string with a question mark is %s, not unknown", v.Kind())
	}
}

func TestAMistakenNamePanics(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(*testkit.World){
		"no such resource": func(w *testkit.World) { w.Drop(gcp.Firewalls, "allow-nobody") },
		"more than one":    func(w *testkit.World) { w.Drop(gcp.InstanceAttachments, "live") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			do(testkit.NewWorld())
		})
	}
}

func TestOrganizationListsItsEnvironments(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().Environment("late").Drop(gcp.Environments, "lab")
	var got []string
	for _, e := range w.Get(gcp.Organizations, "acme", "environments").Elements() {
		got = append(got, e.Text())
	}
	if len(got) != 3 || got[2] != "late" {
		t.Errorf("environments are %v", got)
	}
}
