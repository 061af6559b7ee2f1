package testkit_test

import (
	"errors"
	"slices"
	"testing"

	compute "cloud.google.com/go/compute/apiv1"
	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/api/apigee/v1"
	cloudresourcemanager "google.golang.org/api/cloudresourcemanager/v1"
	"google.golang.org/api/iterator"
	"google.golang.org/api/option"
	"google.golang.org/api/servicenetworking/v1"
	"google.golang.org/protobuf/proto"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func options(s *testkit.Server) []option.ClientOption {
	return []option.ClientOption{option.WithEndpoint(s.URL + "/"), option.WithHTTPClient(s.Client())}
}

// computeOptions leave the path to the clients of Compute Engine, which add it.
func computeOptions(s *testkit.Server) []option.ClientOption {
	return []option.ClientOption{option.WithEndpoint(s.URL), option.WithHTTPClient(s.Client())}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestApigeeSpeaksToItsClient(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().Groups(60).Environments(30).World())
	client := must[*apigee.Service](t)(apigee.NewService(t.Context(), options(s)...))

	org := must[*apigee.GoogleCloudApigeeV1Organization](t)(client.Organizations.Get("organizations/acme").Do())
	if org.AuthorizedNetwork != "projects/acme-host/global/networks/prod" || len(org.Environments) != 30 || org.CreatedAt == 0 {
		t.Errorf("organization is %+v", org)
	}
	instances := must[*apigee.GoogleCloudApigeeV1ListInstancesResponse](t)(client.Organizations.Instances.List("organizations/acme").Do())
	if len(instances.Instances) != 2 || instances.Instances[1].Host != testkit.Host(1) {
		t.Errorf("instances are %+v", instances.Instances)
	}
	groups, pages := 0, 0
	err := client.Organizations.Envgroups.List("organizations/acme").Pages(t.Context(), func(p *apigee.GoogleCloudApigeeV1ListEnvironmentGroupsResponse) error {
		groups, pages = groups+len(p.EnvironmentGroups), pages+1
		return nil
	})
	if err != nil || groups != 60 || pages != 3 {
		t.Errorf("%d groups on %d pages, error %v; want 60 on 3", groups, pages, err)
	}
	attached := 0
	err = client.Organizations.Instances.Attachments.List("organizations/acme/instances/runtime-us-east1").Pages(t.Context(), func(p *apigee.GoogleCloudApigeeV1ListInstanceAttachmentsResponse) error {
		attached += len(p.Attachments)
		return nil
	})
	if err != nil || attached != 30 {
		t.Errorf("%d attachments, error %v; want 30", attached, err)
	}
	for group, want := range map[string]int{"group-0007": 1, "group-0031": 0} {
		routes := must[*apigee.GoogleCloudApigeeV1ListEnvironmentGroupAttachmentsResponse](t)(client.Organizations.Envgroups.Attachments.List("organizations/acme/envgroups/" + group).Do())
		if len(routes.EnvironmentGroupAttachments) != want {
			t.Errorf("%s leads to %v", group, routes.EnvironmentGroupAttachments)
		}
	}
	env := must[*apigee.GoogleCloudApigeeV1Environment](t)(client.Organizations.Environments.Get("organizations/acme/environments/env-0029").Do())
	if env.State != "ACTIVE" {
		t.Errorf("environment is %+v", env)
	}
	if _, err := client.Organizations.Get("organizations/other").Do(); status(err) != 404 {
		t.Errorf("another organization gives %v", err)
	}
}

func TestComputeSpeaksToItsClient(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().Firewalls(600).
		HierarchicalPolicy(0, "org", testkit.Ingress(0, "goto_next", "all", "0.0.0.0/0")).
		NetworkPolicy("net").RegionalPolicy("us-east1", "reg", testkit.Ingress(7, "allow", "tcp:443", "10.0.0.0/8"))
	s := testkit.Serve(t, w.World())
	ctx := t.Context()

	networks := must[*compute.NetworksClient](t)(compute.NewNetworksRESTClient(ctx, computeOptions(s)...))
	network := must[*computepb.Network](t)(networks.Get(ctx, &computepb.GetNetworkRequest{Project: "acme-host", Network: "prod"}))
	if len(network.Peerings) != 1 || network.Peerings[0].GetState() != "ACTIVE" {
		t.Errorf("network is %v", network)
	}
	effective := must[*computepb.NetworksGetEffectiveFirewallsResponse](t)(networks.GetEffectiveFirewalls(ctx, &computepb.GetEffectiveFirewallsNetworkRequest{Project: "acme-host", Network: "prod"}))
	if len(effective.Firewalls) != 601 || len(effective.FirewallPolicys) != 2 || effective.FirewallPolicys[0].GetShortName() != "org" {
		t.Errorf("%d rules, policies %v", len(effective.Firewalls), effective.FirewallPolicys)
	}
	regional := must[*compute.RegionNetworkFirewallPoliciesClient](t)(compute.NewRegionNetworkFirewallPoliciesRESTClient(ctx, computeOptions(s)...))
	for region, want := range map[string]int{"us-east1": 3, "us-west1": 2} {
		got := must[*computepb.RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponse](t)(regional.GetEffectiveFirewalls(ctx,
			&computepb.GetEffectiveFirewallsRegionNetworkFirewallPolicyRequest{Project: "acme-host", Region: region, Network: network.GetSelfLink()}))
		if len(got.FirewallPolicys) != want {
			t.Errorf("%s has policies %v, want %d", region, got.FirewallPolicys, want)
		}
	}
	projects := must[*compute.ProjectsClient](t)(compute.NewProjectsRESTClient(ctx, computeOptions(s)...))
	if p := must[*computepb.Project](t)(projects.Get(ctx, &computepb.GetProjectRequest{Project: "acme-host"})); p.GetId() != 2002 {
		t.Errorf("project is %v", p)
	}
	if p := must[*computepb.Project](t)(projects.GetXpnHost(ctx, &computepb.GetXpnHostProjectRequest{Project: "acme"})); p.GetName() != "acme-host" {
		t.Errorf("host project is %v", p)
	}
	services := must[*compute.BackendServicesClient](t)(compute.NewBackendServicesRESTClient(ctx, computeOptions(s)...))
	service := must[*computepb.BackendService](t)(services.Get(ctx, &computepb.GetBackendServiceRequest{Project: "acme", BackendService: "gateway"}))
	health := must[*computepb.BackendServiceGroupHealth](t)(services.GetHealth(ctx, &computepb.GetHealthBackendServiceRequest{
		Project: "acme", BackendService: "gateway",
		ResourceGroupReferenceResource: &computepb.ResourceGroupReference{Group: service.Backends[1].Group},
	}))
	if len(health.HealthStatus) != 2 || health.HealthStatus[0].GetHealthState() != "HEALTHY" {
		t.Errorf("health is %v", health)
	}
	firewalls := must[*compute.FirewallsClient](t)(compute.NewFirewallsRESTClient(ctx, computeOptions(s)...))
	n := 0
	for f, err := range firewalls.List(ctx, &computepb.ListFirewallsRequest{Project: "acme-host", MaxResults: proto.Uint32(100)}).All() {
		if err != nil {
			t.Fatal(err)
		}
		if f.GetName() == "" || f.GetId() == 0 {
			t.Fatalf("rule is %v", f)
		}
		n++
	}
	if n != 601 {
		t.Errorf("%d rules, want 601", n)
	}
}

func TestAggregatedListsNameEveryPlace(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().Region("europe-west1").RegionalFront("us-east1", "INTERNAL_MANAGED").World())
	client := must[*compute.BackendServicesClient](t)(compute.NewBackendServicesRESTClient(t.Context(), computeOptions(s)...))
	for _, size := range []int{0, 1} {
		s.PageSize(size)
		var found, empty []string
		for pair, err := range client.AggregatedList(t.Context(), &computepb.AggregatedListBackendServicesRequest{Project: "acme"}).All() {
			if err != nil {
				t.Fatal(err)
			}
			if len(pair.Value.BackendServices) > 0 {
				found = append(found, pair.Key)
			} else if pair.Value.Warning.GetCode() == "NO_RESULTS_ON_PAGE" {
				empty = append(empty, pair.Key)
			}
		}
		slices.Sort(found)
		if !slices.Equal(found, []string{"global", "regions/us-east1"}) || !slices.Contains(empty, "regions/asia-east1") {
			t.Errorf("by pages of %d: found in %v, nothing in %v", size, found, empty)
		}
	}
	groups := must[*compute.InstanceGroupManagersClient](t)(compute.NewInstanceGroupManagersRESTClient(t.Context(), computeOptions(s)...))
	n := 0
	it := groups.AggregatedList(t.Context(), &computepb.AggregatedListInstanceGroupManagersRequest{Project: "acme"})
	for {
		pair, err := it.Next()
		if errors.Is(err, iterator.Done) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n += len(pair.Value.InstanceGroupManagers)
	}
	if n != 3 {
		t.Errorf("%d groups of proxies, want 3", n)
	}
}

func TestServiceNetworkingWantsTheProjectNumber(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	client := must[*servicenetworking.APIService](t)(servicenetworking.NewService(t.Context(), options(s)...))
	list := func(service, network string) (*servicenetworking.ListConnectionsResponse, error) {
		return client.Services.Connections.List("services/" + service).Network(network).Do()
	}
	for _, service := range []string{"servicenetworking.googleapis.com", "-"} {
		got := must[*servicenetworking.ListConnectionsResponse](t)(list(service, "projects/2002/global/networks/prod"))
		if len(got.Connections) != 1 || !slices.Equal(got.Connections[0].ReservedPeeringRanges, []string{testkit.Range}) {
			t.Errorf("%s: connections are %+v", service, got.Connections)
		}
	}
	if got := must[*servicenetworking.ListConnectionsResponse](t)(list("-", "projects/1001/global/networks/default")); len(got.Connections) != 0 {
		t.Errorf("a network without a connection has %+v", got.Connections)
	}
	if _, err := list("-", "projects/acme-host/global/networks/prod"); status(err) != 400 {
		t.Errorf("a project id gives %v", err)
	}
}

func TestResourceManagerResolvesProjects(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	client := must[*cloudresourcemanager.Service](t)(cloudresourcemanager.NewService(t.Context(), options(s)...))
	for _, spelling := range []string{"acme-host", "2002"} {
		p := must[*cloudresourcemanager.Project](t)(client.Projects.Get(spelling).Do())
		if p.ProjectId != "acme-host" || p.ProjectNumber != 2002 {
			t.Errorf("%s is %+v", spelling, p)
		}
	}
	if _, err := client.Projects.Get("nobodys").Do(); status(err) != 403 {
		t.Errorf("a project that does not exist gives %v", err)
	}
}
