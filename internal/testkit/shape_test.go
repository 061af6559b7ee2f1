package testkit_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/api/apigee/v1"
	"google.golang.org/api/servicenetworking/v1"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// everything is a world with every kind of resource that the builder makes.
func everything() *testkit.World {
	return testkit.NewWorld().RegionalFront("us-west1", "EXTERNAL_MANAGED").
		HierarchicalPolicy(0, "org", testkit.Ingress(0, "goto_next", "all", "0.0.0.0/0")).
		NetworkPolicy("net", testkit.Ingress(1, "allow", "tcp:443", "35.191.0.0/16")).RegionalPolicy("us-east1", "reg")
}

// A field that is misspelled here would be read nowhere, and no test would tell.
func TestComputeResourcesHaveNoFieldThatTheAPILacks(t *testing.T) {
	t.Parallel()
	servers := []*testkit.Server{testkit.Serve(t, everything().World()), testkit.Serve(t, everything().PSC().World())}
	const network = "?network=projects/acme-host/global/networks/prod"
	for path, message := range map[string]proto.Message{
		"acme":                                                                        &computepb.Project{},
		"acme/getXpnHost":                                                             &computepb.Project{},
		"acme/aggregated/forwardingRules":                                             &computepb.ForwardingRuleAggregatedList{},
		"acme/aggregated/targetHttpsProxies":                                          &computepb.TargetHttpsProxyAggregatedList{},
		"acme/aggregated/targetTcpProxies":                                            &computepb.TargetTcpProxyAggregatedList{},
		"acme/aggregated/urlMaps":                                                     &computepb.UrlMapsAggregatedList{},
		"acme/aggregated/backendServices":                                             &computepb.BackendServiceAggregatedList{},
		"acme/aggregated/healthChecks":                                                &computepb.HealthChecksAggregatedList{},
		"acme/aggregated/instanceGroupManagers":                                       &computepb.InstanceGroupManagerAggregatedList{},
		"acme/aggregated/instanceTemplates":                                           &computepb.InstanceTemplateAggregatedList{},
		"acme/aggregated/networkEndpointGroups":                                       &computepb.NetworkEndpointGroupAggregatedList{},
		"acme-host/aggregated/subnetworks":                                            &computepb.SubnetworkAggregatedList{},
		"acme-host/aggregated/addresses":                                              &computepb.AddressAggregatedList{},
		"acme-host/global/addresses":                                                  &computepb.AddressList{},
		"acme-host/global/firewalls":                                                  &computepb.FirewallList{},
		"acme-host/global/networks":                                                   &computepb.NetworkList{},
		"acme/global/targetSslProxies":                                                &computepb.TargetSslProxyList{},
		"acme/regions/us-west1/backendServices/gateway":                               &computepb.BackendService{},
		"acme/regions/us-east1/instanceGroupManagers":                                 &computepb.RegionInstanceGroupManagerList{},
		"acme-host/global/networks/prod":                                              &computepb.Network{},
		"acme-host/regions/us-east1/subnetworks":                                      &computepb.SubnetworkList{},
		"acme/zones/us-east1-b/networkEndpointGroups":                                 &computepb.NetworkEndpointGroupList{},
		"acme-host/global/networks/prod/getEffectiveFirewalls":                        &computepb.NetworksGetEffectiveFirewallsResponse{},
		"acme-host/regions/us-east1/firewallPolicies/getEffectiveFirewalls" + network: &computepb.RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponse{},
	} {
		for _, s := range servers {
			status, body := get(t, s, "/compute/v1/projects/"+path)
			if status != 200 {
				t.Errorf("%s gives %d: %s", path, status, body)
				continue
			}
			if err := (protojson.UnmarshalOptions{}).Unmarshal([]byte(body), proto.Clone(message)); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}

func TestOtherResourcesHaveNoFieldThatTheAPILacks(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, everything().World())
	for path, into := range map[string]any{
		"organizations/acme":                                                &apigee.GoogleCloudApigeeV1Organization{},
		"organizations/acme/environments/live":                              &apigee.GoogleCloudApigeeV1Environment{},
		"organizations/acme/instances":                                      &apigee.GoogleCloudApigeeV1ListInstancesResponse{},
		"organizations/acme/instances/runtime-us-east1/attachments":         &apigee.GoogleCloudApigeeV1ListInstanceAttachmentsResponse{},
		"organizations/acme/envgroups":                                      &apigee.GoogleCloudApigeeV1ListEnvironmentGroupsResponse{},
		"organizations/acme/envgroups/inner/attachments":                    &apigee.GoogleCloudApigeeV1ListEnvironmentGroupAttachmentsResponse{},
		"services/-/connections?network=projects/2002/global/networks/prod": &servicenetworking.ListConnectionsResponse{},
	} {
		_, body := get(t, s, "/v1/"+path)
		dec := json.NewDecoder(strings.NewReader(body))
		dec.DisallowUnknownFields()
		if err := dec.Decode(into); err != nil {
			t.Errorf("%s: %v in %s", path, err, body)
		}
	}
	_, body := get(t, s, "/v1/organizations/acme/environments")
	var names []string
	if err := json.Unmarshal([]byte(body), &names); err != nil || !slices.Equal(names, []string{"live", "test", "lab"}) {
		t.Errorf("environments are %q, error %v", names, err)
	}
}
