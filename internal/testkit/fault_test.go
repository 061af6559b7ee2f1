package testkit_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	compute "cloud.google.com/go/compute/apiv1"
	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// What each fault makes of a listing, for a client that only speaks HTTP.
func TestFaultsDoWhatTheySay(t *testing.T) {
	t.Parallel()
	const path = "/compute/v1/projects/acme-host/aggregated/subnetworks"
	for _, c := range []struct {
		fault  testkit.Fault
		status int // 0: no whole answer
		has    []string
	}{
		{testkit.Deny403(""), 403, []string{`"reason": "forbidden"`, "compute.subnetworks.list", "IAM_PERMISSION_DENIED"}},
		{testkit.Deny403("compute.networks.get"), 403, []string{"Required 'compute.networks.get' permission"}},
		{testkit.Disabled403("compute.googleapis.com"), 403, []string{"SERVICE_DISABLED", "accessNotConfigured"}},
		{testkit.RateLimited403(), 403, []string{"rateLimitExceeded"}},
		{testkit.Expired401(), 401, []string{"UNAUTHENTICATED"}},
		{testkit.NotFound404(), 404, []string{"projects/acme-host/aggregated/subnetworks"}},
		{testkit.TooMany429(""), 429, []string{"RESOURCE_EXHAUSTED"}},
		{testkit.Error500(), 500, []string{"INTERNAL"}},
		{testkit.Unavailable503(), 503, []string{"UNAVAILABLE"}},
		{testkit.Reset(), 0, nil},
		{testkit.CutOff(), 0, nil},
		{testkit.Truncate(), 200, []string{`"id"`}},
		{testkit.WrongType(), 200, []string{`"items": "a string"`}},
		{testkit.WrongElements(), 200, []string{`"subnetworks": [` + "\n" + `        "a string"`}},
		{testkit.EmptyPage(), 200, []string{"{}"}},
		{testkit.EmptyBody(), 200, nil},
		{testkit.HTML(), 200, []string{"<!DOCTYPE html>"}},
		{testkit.HTML502(), 502, []string{"<!DOCTYPE html>"}},
		{testkit.SameToken(), 200, []string{`"nextPageToken"`, "prod-us-east1"}},
		{testkit.Unreachable("regions/us-east1"), 200, []string{`"UNREACHABLE"`, `"projects/acme-host/regions/us-east1"`, "prod-us-west1"}},
	} {
		t.Run(c.fault.Name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, testkit.NewWorld().World())
			s.Break(testkit.Containing("/aggregated/subnetworks"), c.fault)
			status, body := tryGet(t, s, path)
			if status != c.status {
				t.Fatalf("status %d, want %d: %s", status, c.status, body)
			}
			for _, part := range c.has {
				if !strings.Contains(body, part) {
					t.Errorf("%s lacks %s", body, part)
				}
			}
			if status, _ := tryGet(t, s, "/v1/organizations/acme"); status != 200 {
				t.Errorf("another call gives %d", status)
			}
			s.Mend()
			if status, _ := tryGet(t, s, path); status != 200 {
				t.Errorf("once mended, the call gives %d", status)
			}
		})
	}
}

// tryGet gives status 0 when there is no whole answer.
func tryGet(t *testing.T, s *testkit.Server, path string) (int, string) {
	t.Helper()
	req := must[*http.Request](t)(http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil))
	resp, err := s.Client().Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err.Error()
	}
	return resp.StatusCode, string(body)
}

func TestTheClientSeesNoHealthyAnswerBehindAFault(t *testing.T) {
	t.Parallel()
	for _, fault := range testkit.Faults() {
		t.Run(fault.Name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, testkit.NewWorld().World())
			const call = "GET /compute/v1/projects/acme-host/aggregated/subnetworks?returnPartialSuccess=true"
			s.Break(testkit.Exactly(call), fault)
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			// Lists of this client do not obey the context, only what sends them.
			sender := s.Client()
			sender.Timeout = 2 * time.Second
			client := must[*compute.SubnetworksClient](t)(compute.NewSubnetworksRESTClient(ctx, option.WithEndpoint(s.URL), option.WithHTTPClient(sender)))
			partial := true
			n := 0
			var failure error
			it := client.AggregatedList(ctx, &computepb.AggregatedListSubnetworksRequest{Project: "acme-host", ReturnPartialSuccess: &partial})
			for pair, err := range it.All() {
				if err != nil {
					failure = err
					break
				}
				n += len(pair.Value.Subnetworks)
			}
			switch {
			case len(s.Calls()) == 0 || s.Calls()[0] != call:
				t.Errorf("calls are %q", s.Calls())
			case failure == nil && n == 2:
				t.Error("the client found everything")
			}
		})
	}
}

func TestFaultsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, f := range testkit.Faults() {
		if seen[f.Name] || f.Name == "" {
			t.Errorf("name %q is taken", f.Name)
		}
		seen[f.Name] = true
	}
}

func TestAFaultMayGoAway(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	s.Break(testkit.Every, testkit.TooMany429("7").Times(2))
	for i, want := range []int{429, 429, 200} {
		req := must[*http.Request](t)(http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/v1/organizations/acme", nil))
		resp := must[*http.Response](t)(s.Client().Do(req))
		resp.Body.Close()
		if resp.StatusCode != want || (want == 429) != (resp.Header.Get("Retry-After") == "7") {
			t.Errorf("call %d gives %d, Retry-After %q", i, resp.StatusCode, resp.Header.Get("Retry-After"))
		}
	}
}

func TestOnlyAggregatedListsHavePlacesOutOfReach(t *testing.T) {
	t.Parallel()
	f := testkit.Unreachable("regions/us-east1")
	if !f.Applies("GET /compute/v1/projects/acme/aggregated/urlMaps") || f.Applies("GET /v1/organizations/acme") {
		t.Error("it applies to the wrong calls")
	}
	if !testkit.HTML().Applies("GET /v1/organizations/acme") {
		t.Error("a web page can come for any call")
	}
}

func TestPermissionsAreThoseOfTheMethods(t *testing.T) {
	t.Parallel()
	for call, want := range map[string]string{
		"GET /v1/organizations/acme":                                                                     "apigee.organizations.get",
		"GET /v1/organizations/acme/instances":                                                           "apigee.instances.list",
		"GET /v1/organizations/acme/instances/i/attachments?pageSize=25":                                 "apigee.instanceattachments.list",
		"GET /v1/organizations/acme/envgroups":                                                           "apigee.envgroups.list",
		"GET /v1/organizations/acme/envgroups/g/attachments":                                             "apigee.envgroupattachments.list",
		"GET /v1/organizations/acme/environments/live":                                                   "apigee.environments.get",
		"GET /v1/services/servicenetworking.googleapis.com/connections?network=":                         "servicenetworking.services.get",
		"GET /v1/projects/acme":                                                                          "resourcemanager.projects.get",
		"GET /v3/projects/acme":                                                                          "resourcemanager.projects.get",
		"GET /compute/v1/projects/acme":                                                                  "compute.projects.get",
		"GET /compute/v1/projects/acme/getXpnHost":                                                       "compute.projects.get",
		"GET /compute/v1/projects/acme/aggregated/urlMaps":                                               "compute.urlMaps.list",
		"GET /compute/v1/projects/acme/global/networks/prod":                                             "compute.networks.get",
		"GET /compute/v1/projects/acme/global/addresses":                                                 "compute.globalAddresses.list",
		"GET /compute/v1/projects/acme/regions/us-east1/subnetworks/s":                                   "compute.subnetworks.get",
		"GET /compute/v1/projects/acme/global/networks/prod/getEffectiveFirewalls":                       "compute.networks.getEffectiveFirewalls",
		"GET /compute/v1/projects/acme/regions/us-east1/firewallPolicies/getEffectiveFirewalls?network=": "compute.networks.getRegionEffectiveFirewalls",
		"POST /compute/v1/projects/acme/global/backendServices/gateway/getHealth":                        "compute.backendServices.get",
	} {
		if got := testkit.Permission(call); got != want {
			t.Errorf("%s needs %s, not %s", call, want, got)
		}
	}
}

func TestCollectionOnlyReads(t *testing.T) {
	t.Parallel()
	quiet := &quietTB{TB: t}
	s := testkit.Serve(quiet, testkit.NewWorld().World())
	req := must[*http.Request](t)(http.NewRequestWithContext(t.Context(), http.MethodDelete, s.URL+"/v1/organizations/acme", nil))
	resp := must[*http.Response](t)(s.Client().Do(req))
	resp.Body.Close()
	if !strings.Contains(quiet.errs, "DELETE /v1/organizations/acme") {
		t.Errorf("deleting says %q", quiet.errs)
	}
}
