package live_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestTheFirewallIsReadWhereProxiesAre(t *testing.T) {
	t.Parallel()
	const (
		prod   = "projects/acme-host/global/networks/prod"
		nic    = "properties.networkInterfaces.0.network"
		subnet = "properties.networkInterfaces.0.subnetwork"
	)
	east, west := testkit.Proxies("us-east1"), testkit.Proxies("us-west1")
	regional := func(region string) string {
		return "projects/acme-host/regions/" + region + "/firewallPolicies/getEffectiveFirewalls " + prod
	}
	tests := []struct {
		name  string
		world *testkit.World
		reads []string
		not   []string
		gaps  []string
	}{
		{"in each region of the proxies", testkit.NewWorld(), []string{prod + "/getEffectiveFirewalls", regional("us-east1"), regional("us-west1")}, nil, nil},
		{"in no region without proxies", testkit.NewWorld().WithoutRegion("us-west1"), []string{regional("us-east1")}, []string{regional("us-west1")}, nil},
		{
			"in the network of a subnetwork", testkit.NewWorld().WithoutRegion("us-west1").Set(gcp.InstanceTemplates, east, nic, nil),
			[]string{regional("us-east1")}, nil, nil,
		},
		{
			"not where nothing tells", testkit.NewWorld().Set(gcp.InstanceTemplates, east, nic, nil).
				Set(gcp.InstanceTemplates, east, subnet, "projects/elsewhere/regions/us-east1/subnetworks/s"),
			[]string{regional("us-west1")}, []string{regional("us-east1")},
			[]string{
				"compute.subnetworks: the network of projects/acme/global/instanceTemplates/proxy-us-east1: its network interface names none, nor a subnetwork that was read; add the project of its subnetwork to projects",
				"compute.routers: the network of projects/acme/global/instanceTemplates/proxy-us-east1: its network interface names none, nor a subnetwork that was read; add the project of its subnetwork to projects",
				"compute.routers.nats: the network of projects/acme/global/instanceTemplates/proxy-us-east1: its network interface names none, nor a subnetwork that was read; add the project of its subnetwork to projects",
				"compute.routes: the network of projects/acme/global/instanceTemplates/proxy-us-east1: its network interface names none, nor a subnetwork that was read; add the project of its subnetwork to projects",
				"compute.firewalls: the network of projects/acme/global/instanceTemplates/proxy-us-east1: its network interface names none, nor a subnetwork that was read; add the project of its subnetwork to projects",
				"compute.firewallPolicies: the network of projects/acme/global/instanceTemplates/proxy-us-east1: its network interface names none, nor a subnetwork that was read; add the project of its subnetwork to projects",
			},
		},
		{
			"in a network named by its project's number", testkit.NewWorld().
				Set(gcp.InstanceTemplates, east, nic, "projects/2002/global/networks/prod").
				Set(gcp.InstanceTemplates, west, nic, "projects/2002/global/networks/prod"),
			[]string{regional("us-east1"), regional("us-west1")}, []string{"projects/2002/global/networks/prod"}, nil,
		},
		{
			"in a network of a third project", testkit.NewWorld().
				Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", "projects/acme/global/networks/other"),
			[]string{prod, prod + "/getEffectiveFirewalls", regional("us-east1"), "projects/acme-host/aggregated/subnetworks"}, nil,
			[]string{"servicenetworking.services.connections of " + prod + ": the private connections of " + prod + ": not read, as it is not the authorized network and the number of its project is not known; look at `gcloud services vpc-peerings list`"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, tt.world.World())
			query := live.Query{Organization: testkit.Organization}
			w, err := collectQuery(t, s, query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.gaps, exactly(w)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
			calls := callsOf(t, s, query)
			for _, call := range tt.reads {
				if !calls[call] {
					t.Errorf("%s is not read", call)
				}
			}
			for _, call := range tt.not {
				if calls[call] {
					t.Errorf("%s is read", call)
				}
			}
		})
	}
}

func TestAnAuthorizedNetworkThatIsNoneIsSaid(t *testing.T) {
	t.Parallel()
	w, err := collectQuery(t, testkit.Serve(t, testkit.NewWorld().Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", "projects/acme/zones/x").World()), live.Query{Organization: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	if gaps := w.Gaps(gcp.Connections); len(gaps) == 0 || gaps[0].Reason != "authorizedNetwork is no reference to a network" {
		t.Errorf("gaps %v", gaps)
	}
}

func TestCollectingTwiceGivesTheSame(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, sick().World())
	s.Break(testkit.Containing("/aggregated/"), testkit.Unreachable("regions/us-east1"))
	var first string
	for range 5 {
		w, _, err := collect(t, inside(s))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = spelled(w)
		}
		if diff := cmp.Diff(first, spelled(w)); diff != "" {
			t.Fatalf("another time (-first +now):\n%s", diff)
		}
	}
}

// spelled is a world in the order of its resources and gaps.
func spelled(w *gcp.World) string {
	var b strings.Builder
	for _, typ := range types {
		for _, r := range w.Resources(typ) {
			fmt.Fprintln(&b, typ, r.Subject(), r.Parent.Value(), r.Level)
		}
	}
	return b.String() + strings.Join(exactly(w), "\n")
}
