package live_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestCustomEndpointsTakeThePlaceOfHostAndVersion(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	mux := http.NewServeMux()
	for prefix, root := range map[string]string{"/a/v1/": "/v1/", "/c/d/beta/": "/compute/v1/", "/s/v1/": "/v1/", "/r/v1/": "/v1/", "/u/v1/": "/v1/"} {
		mux.HandleFunc(prefix, func(w http.ResponseWriter, r *http.Request) {
			r.URL.Path, r.URL.RawPath = root+strings.TrimPrefix(r.URL.Path, prefix), ""
			s.ServeHTTP(w, r)
		})
	}
	proxy := httptest.NewServer(mux)
	t.Cleanup(proxy.Close)
	c := s.Config()
	c.Endpoints = map[string]string{
		"apigee": proxy.URL + "/a/v1/", "compute": proxy.URL + "/c/d/beta", // with and without a slash
		"service_networking": proxy.URL + "/s/v1", "resource_manager": proxy.URL + "/r/v1/",
		"service_usage": proxy.URL + "/u/v1",
	}
	var mu sync.Mutex
	hosts := map[string]bool{}
	c.Record = func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			defer mu.Unlock()
			version := "/v1/"
			if strings.HasPrefix(r.URL.Path, "/compute/v1/") {
				version = "/compute/v1/"
			}
			hosts[r.URL.Scheme+"://"+r.URL.Host+version] = true
			if r.Header.Get("Authorization") != "" {
				t.Error("the recorder sees the token")
			}
			return next.RoundTrip(r)
		})
	}
	w, _, err := collect(t, c)
	if err != nil {
		t.Fatal(err)
	}
	if gaps := exactly(w); len(gaps) > 0 {
		t.Errorf("there are gaps: %q", gaps)
	}
	want := map[string]bool{
		"https://apigee.googleapis.com/v1/": true, "https://compute.googleapis.com/compute/v1/": true,
		"https://servicenetworking.googleapis.com/v1/": true, "https://cloudresourcemanager.googleapis.com/v1/": true,
		"https://serviceusage.googleapis.com/v1/": true,
	}
	if diff := cmp.Diff(want, hosts); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
}

func TestWhatAPlanRefersToIsCollectedToo(t *testing.T) {
	t.Parallel()
	const prod, next = "projects/acme-host/global/networks/prod", "projects/acme-host/global/networks/next"
	link := func(path string) string { return "https://www.googleapis.com/compute/v1/" + path }
	there := testkit.NewWorld().
		Add(gcp.Networks, next, testkit.Body{"networkFirewallPolicyEnforcementOrder": "AFTER_CLASSIC_FIREWALL"}).
		Firewall("next-allow", testkit.Body{
			"network": link(next), "sourceRanges": []string{"0.0.0.0/0"}, "allowed": []testkit.Body{{"IPProtocol": "all"}},
		})
	tests := []struct {
		name      string
		plan      func() *gcp.World
		calls     []string // that the plan adds
		firewalls bool     // of network next
	}{
		{"nothing new", func() *gcp.World { return testkit.NewWorld().World() }, nil, false},
		{"proxies move to another network", func() *gcp.World {
			return testkit.NewWorld().SetAll(gcp.InstanceTemplates, "properties.networkInterfaces.0.network", link(next)).World()
		}, []string{next, next + "/getEffectiveFirewalls", "projects/acme-host/regions/us-east1/firewallPolicies/getEffectiveFirewalls " + next, "projects/acme-host/regions/us-west1/firewallPolicies/getEffectiveFirewalls " + next, "connections " + next}, true},
		{"the organization moves to another network", func() *gcp.World {
			return testkit.NewWorld().Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", next).World()
		}, []string{next, next + "/getEffectiveFirewalls", "projects/acme-host/regions/us-east1/firewallPolicies/getEffectiveFirewalls " + next, "projects/acme-host/regions/us-west1/firewallPolicies/getEffectiveFirewalls " + next, "connections " + next}, true},
		{"proxies come to another region", func() *gcp.World { return testkit.NewWorld().Region("asia-east1").World() },
			[]string{"projects/acme-host/regions/asia-east1/firewallPolicies/getEffectiveFirewalls " + prod}, false},
		{"a network that the plan creates", func() *gcp.World {
			return testkit.NewWorld().Add(gcp.Networks, "projects/acme-host/global/networks/new", testkit.Body{}).World()
		}, []string{"projects/acme-host/global/networks/new", "projects/acme-host/global/networks/new/getEffectiveFirewalls", "projects/acme-host/regions/us-east1/firewallPolicies/getEffectiveFirewalls projects/acme-host/global/networks/new", "projects/acme-host/regions/us-west1/firewallPolicies/getEffectiveFirewalls projects/acme-host/global/networks/new", "connections projects/acme-host/global/networks/new"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, there.World())
			query := live.Query{Organization: testkit.Organization}
			before := callsOf(t, s, query)
			w, err := collectQuery(t, s, query.Including(tt.plan()))
			if err != nil {
				t.Fatal(err)
			}
			if gaps := exactly(w); len(gaps) > 0 {
				t.Errorf("there are gaps: %q", gaps)
			}
			after := callsOf(t, s, query.Including(tt.plan()))
			for _, call := range tt.calls {
				if !after[call] {
					t.Errorf("%s is not read: %v", call, after)
				}
			}
			for call := range after {
				if !before[call] && !slices.Contains(tt.calls, call) {
					t.Errorf("%s is read in vain", call)
				}
			}
			found := false
			for _, r := range w.Resources(gcp.Firewalls) {
				found = found || r.Ref.Value().Name() == "next-allow"
			}
			if found != tt.firewalls {
				t.Errorf("firewall rules of the other network are read: %t", found)
			}
		})
	}
}

func collectQuery(t *testing.T, s *testkit.Server, q live.Query) (*gcp.World, error) {
	t.Helper()
	w, _, err := newClient(t, inside(s)).Collect(t.Context(), q)
	return w, err
}

// callsOf lists the calls of a collection: the path below the version, and the
// network where it is a parameter.
func callsOf(t *testing.T, s *testkit.Server, q live.Query) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	c := inside(s)
	next := c.Network()
	var mu sync.Mutex
	c = c.WithNetwork(roundTrip(func(r *http.Request) (*http.Response, error) {
		_, path, _ := strings.Cut(r.URL.Path, "/v1/")
		if strings.HasSuffix(path, "/connections") {
			path = "connections"
		}
		if n := r.URL.Query().Get("network"); n != "" {
			path += " projects/acme-host" + n[strings.Index(n, "/global/"):]
		}
		mu.Lock()
		out[path] = true
		mu.Unlock()
		return next.RoundTrip(r)
	}))
	if _, _, err := newClient(t, c).Collect(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	return out
}
