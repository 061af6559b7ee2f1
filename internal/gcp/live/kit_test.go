package live_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// collect reads organization acme from a server.
func collect(t testing.TB, c live.Config) (*gcp.World, live.Stats, error) {
	t.Helper()
	client, err := live.NewClient(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return client.Collect(t.Context(), live.Query{Organization: testkit.Organization})
}

// findings judges a world: the verdict by check and subject.
func findings(t testing.TB, w *gcp.World) map[string]check.Finding {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, apigee.WarningDays
	inv, err := w.Inventory()
	if err != nil {
		t.Errorf("what was collected is no inventory: %v", err)
		return nil
	}
	out := map[string]check.Finding{}
	for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
		out[f.Check+" "+f.Subject] = f
	}
	return out
}

func verdicts(fs map[string]check.Finding) map[string]string {
	out := map[string]string{}
	for k, f := range fs {
		out[k] = f.Verdict.String()
	}
	return out
}

func gapsOf(w *gcp.World) []string {
	var out []string
	for _, typ := range types {
		for _, g := range w.Gaps(typ) {
			out = append(out, fmt.Sprintf("%s: %s; %s", typ, g.Missing().What, g.Settle))
		}
	}
	return out
}

func TestWhatIsCollectedIsWhatThereIs(t *testing.T) {
	t.Parallel()
	for name, build := range map[string]func() *testkit.World{
		"a shared VPC":             testkit.NewWorld,
		"one project":              testkit.NewLocalWorld,
		"Private Service Connect":  func() *testkit.World { return testkit.NewWorld().PSC() },
		"no peering":               func() *testkit.World { return testkit.NewWorld().WithoutPeering() },
		"a hybrid organization":    func() *testkit.World { return testkit.NewWorld().Hybrid() },
		"a regional load balancer": func() *testkit.World { return testkit.NewWorld().RegionalFront("us-east1", "EXTERNAL_MANAGED") },
		"a certificate map":        mapped,
		"most checks fail":         sick,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build().World()
			s := testkit.Serve(t, w)
			s.PageSize(1)
			got, _, err := collect(t, inside(s))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(verdicts(findings(t, w)), verdicts(findings(t, got))); diff != "" {
				t.Errorf("verdicts (-declared +collected):\n%s", diff)
			}
			if name == "a hybrid organization" {
				return // without a load balancer of its own, others may exist
			}
			if gaps := gapsOf(got); len(gaps) > 0 {
				t.Errorf("there are gaps: %q", gaps)
			}
		})
	}
}

// mapped is an organization whose load balancer presents what a certificate map says.
func mapped() *testkit.World {
	return testkit.NewWorld().ManagerCertificate("any", "ACTIVE", "*.acme.example").ManagerCertificate("us-east1/other", "PROVISIONING", "other.acme.example").
		Map(map[string]string{"*.acme.example": "any", "PRIMARY": "any"})
}

// sick is an organization in which most checks fail.
func sick() *testkit.World {
	w := testkit.NewWorld()
	w.Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", "projects/acme-host/global/networks/other")
	w.Detach(testkit.Runtime("us-west1"), "live").Unroute("public", "live")
	w.Set(gcp.Instances, testkit.Runtime("us-west1"), "state", "CREATING")
	w.RegionalPolicy("us-east1", "deny", testkit.Ingress(1, "deny", "tcp:443", "35.191.0.0/16"))
	w.Set(gcp.Networks, testkit.Network, "networkFirewallPolicyEnforcementOrder", "BEFORE_CLASSIC_FIREWALL")
	return w.Set(gcp.InstanceTemplates, testkit.Proxies("us-west1"), "properties.tags.items", []string{"other"})
}

// inside calls a server without a network between.
func inside(s *testkit.Server) live.Config {
	return s.Config().WithNetwork(roundTrip(func(r *http.Request) (resp *http.Response, err error) {
		defer func() {
			if recover() != nil { // a handler that panics breaks the connection off
				resp, err = nil, io.ErrUnexpectedEOF
			}
		}()
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		resp = w.Result()
		if n, err := strconv.Atoi(resp.Header.Get("Content-Length")); err == nil && n > w.Body.Len() {
			return nil, io.ErrUnexpectedEOF
		}
		return resp, nil
	}))
}

// tried is one call of a healthy run that fails in one way.
type tried struct {
	call  string
	world *gcp.World
	err   error
}

// breakEach makes each call of a healthy run fail, one at a time.
func breakEach(t *testing.T, w *gcp.World, f testkit.Fault) []tried {
	t.Helper()
	s := testkit.Serve(t, w)
	if _, _, err := collect(t, inside(s)); err != nil {
		t.Fatal(err)
	}
	var out []tried
	for _, call := range slices.Compact(slices.Sorted(slices.Values(s.Calls()))) {
		if !f.Applies(call) {
			continue
		}
		s.Mend()
		s.Break(testkit.Exactly(call), f)
		c := inside(s)
		c.MaxRetries = -1
		o := tried{call: call}
		if f.Name == testkit.Hang().Name { // time passes at once while all wait
			synctest.Test(t, func(t *testing.T) {
				c := c.WithNetwork(roundTrip(func(r *http.Request) (*http.Response, error) {
					if strings.HasSuffix(call, r.URL.RequestURI()) {
						<-r.Context().Done()
						return nil, r.Context().Err()
					}
					return inside(s).Network().RoundTrip(r)
				}))
				o.world, _, o.err = collect(t, c)
			})
		} else {
			o.world, _, o.err = collect(t, c)
		}
		out = append(out, o)
	}
	return out
}

func TestACallThatFailsNeverMakesAnythingPass(t *testing.T) {
	t.Parallel()
	w := sick().World()
	healthy := findings(t, w)
	for _, f := range testkit.Faults() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			for _, o := range breakEach(t, w, f) {
				// A region without policies of its own is told of by an empty object.
				if o.world == nil || f.Name == testkit.EmptyPage().Name && strings.Contains(o.call, "/firewallPolicies/getEffectiveFirewalls") {
					continue
				}
				for key, found := range findings(t, o.world) {
					if before, ok := healthy[key]; ok && before.Verdict != check.Pass && found.Verdict == check.Pass {
						t.Errorf("%s: %s turned from %s to pass", o.call, key, before.Verdict)
					}
				}
			}
		})
	}
}

func TestACallThatFailsIsNamed(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().World()
	healthy := findings(t, w)
	for _, f := range testkit.Faults() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			for _, o := range breakEach(t, w, f) {
				method, _, _ := strings.Cut(o.call, " ")
				_, path, _ := strings.Cut(o.call, "/v1/")
				path, _, _ = strings.Cut(path, "?")
				if o.err != nil {
					if !strings.Contains(o.err.Error(), method+" "+path) {
						t.Errorf("%s: the error %q does not name the call", o.call, o.err)
					}
					continue
				}
				if f.Name == testkit.EmptyPage().Name && !strings.Contains(o.call, "/aggregated/") {
					continue // that may be all there is
				}
				if gaps := strings.Join(gapsOf(o.world), "\n"); !strings.Contains(gaps, method+" "+path) {
					t.Errorf("%s: no gap names the call: %s", o.call, gaps)
				}
				wantNamed(t, o.call, method+" "+path, healthy, findings(t, o.world))
			}
		})
	}
}

// wantNamed checks that whatever a call's failure changes is unknown, and names
// the call.
func wantNamed(t *testing.T, call, name string, healthy, found map[string]check.Finding) {
	t.Helper()
	for key, f := range found {
		switch before, ok := healthy[key]; {
		case ok && f.Verdict == before.Verdict:
		case f.Verdict != check.Unknown:
			t.Errorf("%s: %s is %s, not unknown", call, key, f.Verdict)
		case !strings.Contains(fmt.Sprint(f.Missing), name):
			t.Errorf("%s: %s is unknown without naming it: %s", call, key, f.Missing)
		}
	}
}
