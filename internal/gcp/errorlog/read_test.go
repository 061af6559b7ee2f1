package errorlog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// logged is an organization whose load balancer and health check log everything.
func logged() *testkit.World {
	return testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "logConfig", testkit.Body{"enable": true})
}

func ago(d time.Duration) time.Time { return testkit.Now.Add(-d) }

func details(text string) testkit.Body { return testkit.Body{"statusDetails": text} }

// read reads the logs of an organization.
func read(t *testing.T, s *testkit.Server, w *testkit.World, q errorlog.Query) errorlog.Reading {
	t.Helper()
	client, err := live.NewClient(t.Context(), s.Config())
	if err != nil {
		t.Fatal(err)
	}
	q.Now = testkit.Now
	if q.Since == 0 {
		q.Since = time.Hour
	}
	got, err := errorlog.Read(t.Context(), client, w.World(), q)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func told(r errorlog.Reading) []string {
	var out []string
	for _, g := range r.Groups {
		out = append(out, fmt.Sprintf("%s %d", g.ID, g.Count))
	}
	return out
}

func gaps(r errorlog.Reading) string {
	var out []string
	for _, m := range r.Gaps {
		out = append(out, m.What+"; "+m.Settle)
	}
	return strings.Join(out, "\n")
}

// all is an entry of each kind, and of what is no error or not asked for.
func all() []string {
	denied := testkit.Body{"statusDetails": "denied_by_security_policy", "enforcedSecurityPolicy": testkit.Body{"name": "edge", "priority": 1000, "configuredAction": "DENY", "outcome": "DENY"}}
	return []string{
		testkit.RequestEntry(ago(time.Minute), testkit.Front, 403, denied),
		testkit.RequestEntry(ago(2*time.Minute), testkit.Front, 502, details("failed_to_pick_backend")),
		testkit.RequestEntry(ago(3*time.Minute), testkit.Front, 502, details("failed_to_pick_backend")),
		testkit.RequestEntry(ago(4*time.Minute), testkit.Front, 502, details("failed_to_connect_to_backend")),
		testkit.RequestEntry(ago(5*time.Minute), testkit.Front, 503, details("response_sent_by_backend")),
		testkit.RequestEntry(ago(6*time.Minute), testkit.Front, 0, details("client_cert_not_provided")),
		testkit.RequestEntry(ago(7*time.Minute), testkit.Front, 500, details("something_new")),
		testkit.ProbeEntry(ago(8*time.Minute), "TIMEOUT"),
		testkit.RequestEntry(ago(time.Minute), testkit.Front, 200, details("response_sent_by_backend")),
		testkit.RequestEntry(ago(time.Minute), testkit.Front, 401, details("response_sent_by_backend")), // an API proxy's
		testkit.RequestEntry(ago(2*time.Hour), testkit.Front, 502, details("failed_to_pick_backend")),   // too long ago
		testkit.ProbeEntry(ago(time.Minute), "HEALTHY"),
	}
}

func TestEntriesAreGroupedByTheirCause(t *testing.T) {
	t.Parallel()
	w := logged()
	s := testkit.Serve(t, w.World())
	s.Log("acme", all()...)
	got := read(t, s, w, errorlog.Query{})
	want := []string{
		"no-healthy-backend 3", "client-certificate-refused 1", "cloud-armor-denies 1", "backend-refuses-connections 1",
		"environment-not-attached 1", "unexplained 1",
	}
	if !slices.Equal(told(got), want) {
		t.Fatalf("got  %q\nwant %q", told(got), want)
	}
	if len(got.Gaps) > 0 {
		t.Errorf("there are gaps: %s", gaps(got))
	}
	sick := got.Groups[0]
	if sick.First != testkit.Now.Add(-8*time.Minute) || sick.Last != testkit.Now.Add(-2*time.Minute) {
		t.Errorf("it was seen from %s to %s", sick.First, sick.Last)
	}
	if !slices.Equal(sick.Services, []string{testkit.Front}) || !slices.Equal(sick.Statuses, []int{502}) || !slices.Equal(sick.Details, []string{"failed_to_pick_backend"}) {
		t.Errorf("services %q, statuses %v, details %q", sick.Services, sick.Statuses, sick.Details)
	}
	if !slices.Contains(sick.Checks, "load-balancer-reaches-proxies") {
		t.Errorf("the checks are %q", sick.Checks)
	}
	armor := got.Groups[2]
	if !slices.Equal(armor.Where, []string{"edge, priority 1000"}) || !slices.Equal(armor.Hosts, []string{"api.acme.example"}) {
		t.Errorf("rules %q, hosts %q", armor.Where, armor.Hosts)
	}
	if want := "GET api.acme.example, status 403, denied_by_security_policy, policy edge, priority 1000, backend service gateway, forwarding rule gateway, client in 203.0.113.0/24"; !strings.HasSuffix(armor.Example, want) {
		t.Errorf("the example is %q, want …%q", armor.Example, want)
	}
	testkit.NoCanary(t, "the reading", fmt.Sprintf("%+v", got))
	if text := fmt.Sprintf("%+v", got); strings.Contains(text, "203.0.113.9") {
		t.Error("the reading names the client")
	}
}

func TestStatusesRestrictWhatIsRead(t *testing.T) {
	t.Parallel()
	w := logged()
	s := testkit.Serve(t, w.World())
	s.Log("acme", all()...)
	for statuses, want := range map[int][]string{
		403: {"cloud-armor-denies 1"},
		502: {"no-healthy-backend 2", "backend-refuses-connections 1"},
		401: {"api-proxy-fault 1"},
		418: nil,
	} {
		if got := told(read(t, s, w, errorlog.Query{Statuses: []int{statuses}})); !slices.Equal(got, want) {
			t.Errorf("%d: got %q, want %q", statuses, got, want)
		}
	}
}

func TestAllPagesAreReadUpToTheLimit(t *testing.T) {
	t.Parallel()
	w := logged()
	s := testkit.Serve(t, w.World())
	s.PageSize(2)
	for n := range 7 {
		s.Log("acme", testkit.RequestEntry(ago(time.Duration(n)*time.Minute+time.Minute), testkit.Front, 502, details("failed_to_pick_backend")))
	}
	got := read(t, s, w, errorlog.Query{})
	if !slices.Equal(told(got), []string{"no-healthy-backend 7"}) || len(got.Gaps) > 0 {
		t.Errorf("got %q, gaps %s", told(got), gaps(got))
	}
	if got = read(t, s, w, errorlog.Query{Limit: 7}); len(got.Gaps) > 0 {
		t.Errorf("with as many as the limit there are gaps: %s", gaps(got))
	}
	got = read(t, s, w, errorlog.Query{Limit: 4})
	if !slices.Equal(told(got), []string{"no-healthy-backend 4"}) || !strings.Contains(gaps(got), "requests without a backend (failed_to_pick_backend) in project acme: there may be more than the newest 4") {
		t.Errorf("got %q, gaps %s", told(got), gaps(got))
	}
	if got.Groups[0].Last != testkit.Now.Add(-time.Minute) {
		t.Errorf("the latest is of %s", got.Groups[0].Last)
	}
}

func TestOtherServicesAreLeftOutAndBrokenOnesAreNot(t *testing.T) {
	t.Parallel()
	w := logged()
	w.Add(gcp.NetworkEndpointGroups, "us-east1/shop", testkit.Body{"networkEndpointType": "SERVERLESS"})
	w.Add(gcp.BackendServices, "shop", testkit.Body{"backends": []testkit.Body{{"group": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1/networkEndpointGroups/shop"}}})
	w.Add(gcp.BackendServices, "empty", testkit.Body{"backends": []any{}})
	for _, region := range w.Regions() { // no proxy leads to an instance any more
		w.Set(gcp.Instances, testkit.Runtime(region), "host", "10.99.0.9")
	}
	s := testkit.Serve(t, w.World())
	for _, service := range []string{"shop", testkit.Front, "empty", ""} {
		s.Log("acme", testkit.RequestEntry(ago(time.Minute), service, 502, details("failed_to_pick_backend")))
	}
	got := read(t, s, w, errorlog.Query{})
	if !slices.Equal(told(got), []string{"no-healthy-backend 3"}) || !slices.Equal(got.Groups[0].Services, []string{"empty", "gateway"}) {
		t.Errorf("got %q of %q", told(got), got.Groups[0].Services)
	}
}

func TestWhatIsNotLoggedIsAGap(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*testkit.World)
		want   string
	}{
		"logging off":      {func(w *testkit.World) { w.Set(gcp.BackendServices, testkit.Front, "logConfig.enable", false) }, "requests to projects/acme/global/backendServices/gateway: they are not logged, so that no entry does not mean no error; set logConfig"},
		"logging not set":  {func(w *testkit.World) { w.Set(gcp.BackendServices, testkit.Front, "logConfig", nil) }, "requests to projects/acme/global/backendServices/gateway: they are not logged"},
		"a sample":         {func(w *testkit.World) { w.Set(gcp.BackendServices, testkit.Front, "logConfig.sampleRate", 0.1) }, "only a part is logged (sampleRate 0.1), so that counts are too small"},
		"a sample of none": {func(w *testkit.World) { w.Set(gcp.BackendServices, testkit.Front, "logConfig.sampleRate", 0) }, "none is logged (sampleRate 0)"},
		"health checks":    {func(w *testkit.World) { w.Set(gcp.HealthChecks, testkit.Front, "logConfig", nil) }, "what health check projects/acme/global/healthChecks/gateway found: it is not logged; set logConfig.enable"},
		"services unknown": {func(w *testkit.World) { w.Gap(gcp.BackendServices, "permission denied") }, "whether requests are logged: compute.backendServices: permission denied; give credentials"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := logged()
			c.change(w)
			got := read(t, testkit.Serve(t, w.World()), w, errorlog.Query{})
			if len(got.Gaps) != 1 || !strings.Contains(gaps(got), c.want) {
				t.Errorf("got %s, want one gap with %q", gaps(got), c.want)
			}
		})
	}
}

func TestASampleThatIsNotSetIsAll(t *testing.T) {
	t.Parallel()
	w := logged().Set(gcp.BackendServices, testkit.Front, "logConfig.sampleRate", nil)
	if got := read(t, testkit.Serve(t, w.World()), w, errorlog.Query{}); len(got.Gaps) > 0 {
		t.Error(gaps(got))
	}
}

// TestWhatCannotBeReadIsAGapAndNotSilence fails reading in every way.
func TestWhatCannotBeReadIsAGapAndNotSilence(t *testing.T) {
	t.Parallel()
	w := logged()
	for _, f := range testkit.Faults() {
		if f.Name == testkit.Hang().Name || f.Name == testkit.EmptyPage().Name || !f.Applies("POST /v2/entries:list") {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, w.World())
			s.Log("acme", all()...)
			s.Break(testkit.Containing("entries:list"), f)
			config := s.Config()
			config.MaxRetries = -1
			client, err := live.NewClient(t.Context(), config)
			if err != nil {
				t.Fatal(err)
			}
			got, err := errorlog.Read(t.Context(), client, w.World(), errorlog.Query{Now: testkit.Now, Since: time.Hour})
			if err != nil {
				if !strings.Contains(err.Error(), "POST entries:list") {
					t.Errorf("the error %q does not name the call", err)
				}
				return
			}
			if len(got.Gaps) != 1 || !strings.Contains(gaps(got), "POST entries:list for projects/acme (logging.logEntries.list): ") {
				t.Errorf("the gaps are: %s", gaps(got))
			}
		})
	}
}

func TestADeniedPermissionIsNamedWithItsRole(t *testing.T) {
	t.Parallel()
	w := logged()
	s := testkit.Serve(t, w.World())
	s.Break(testkit.Containing("entries:list"), testkit.Deny403(""))
	got := read(t, s, w, errorlog.Query{})
	want := "POST entries:list for projects/acme (logging.logEntries.list): permission logging.logEntries.list denied; " +
		"grant the caller logging.logEntries.list, for instance with roles/logging.viewer in project acme"
	if gaps(got) != want {
		t.Errorf("got %q, want %q", gaps(got), want)
	}
}

func TestLogsOfEveryProjectOfTheLoadBalancerAreRead(t *testing.T) {
	t.Parallel()
	w := logged()
	s := testkit.Serve(t, w.World())
	s.Log("acme-front", testkit.RequestEntry(ago(time.Minute), testkit.Front, 502, details("failed_to_pick_backend")))
	if got := told(read(t, s, w, errorlog.Query{Projects: []string{"projects/acme-front"}})); !slices.Equal(got, []string{"no-healthy-backend 1"}) {
		t.Errorf("got %q", got)
	}
	if got := read(t, s, w, errorlog.Query{}); len(got.Groups) > 0 {
		t.Errorf("got %q of a project that nobody names", told(got))
	}
}
