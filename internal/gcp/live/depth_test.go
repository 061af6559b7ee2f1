package live_test

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const latency = 100 * time.Millisecond

// large is an organization with 3 regions, 12 environments and 20 groups.
func large() *testkit.World {
	return testkit.NewWorld().Region("europe-west1").Environments(12).Groups(20)
}

// Time stands still in these tests, but for the latency of each call: the time that
// a collection takes tells how many calls waited for one another.
func TestNoCallWaitsForMoreThanTwoOthers(t *testing.T) {
	t.Parallel()
	plan := testkit.NewWorld().Region("asia-east1").World()
	tests := []struct {
		name  string
		world *testkit.World
		query live.Query
		depth int
	}{
		{"a large organization", large(), live.Query{}, 3},
		{"a large organization whose projects are given", large(), live.Query{Projects: []string{"acme"}}, 3},
		{"a large organization and a plan for it", large(), live.Query{}.Including(plan), 3},
		{"proxies in another network", otherNetwork(), live.Query{}, 3},
		{"a network named by its project's number", testkit.NewWorld().Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", "projects/2002/global/networks/prod"), live.Query{}, 3},
		{"Private Service Connect", testkit.NewWorld().PSC(), live.Query{}, 3},
		{"a certificate map", mapped(), live.Query{}, 3},
		// What a project inherits is asked for only then.
		{"a service agent without its role", agentLost(), live.Query{}, 4},
		{"no network and no load balancer", testkit.NewWorld().Hybrid(), live.Query{}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, tt.world.World())
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				tt.query.Organization = testkit.Organization
				if _, _, err := newClient(t, slow(s)).Collect(t.Context(), tt.query); err != nil {
					t.Fatal(err)
				}
				if took, want := time.Since(begin), time.Duration(tt.depth)*latency; took != want {
					t.Errorf("took %s, want %d calls one after the other, %s", took, tt.depth, want)
				}
			})
			if most := s.MostAtOnce(); most > 64 {
				t.Errorf("%d calls at once", most)
			}
		})
	}
}

// otherNetwork is an organization whose proxies are in a network that is not the
// authorized one.
func otherNetwork() *testkit.World {
	return testkit.NewWorld().Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", "projects/acme/global/networks/other").
		Append(gcp.IAMPolicies, "projects/acme", "bindings", testkit.Binding(testkit.NetworkingAgentRole, testkit.NewWorld().NetworkingAgent("acme")))
}

func TestTheNumberOfCallsDoesNotGrowWithFirewallRules(t *testing.T) {
	t.Parallel()
	calls := map[int]int{}
	for _, rules := range []int{10, 1000} {
		_, stats, err := collect(t, inside(testkit.Serve(t, large().Firewalls(rules).World())))
		if err != nil {
			t.Fatal(err)
		}
		calls[rules] = stats.Calls
	}
	if calls[10] != calls[1000] {
		t.Errorf("%d calls for 10 rules, %d for 1000", calls[10], calls[1000])
	}
}

// slow is a server whose calls take their time.
func slow(s *testkit.Server) live.Config {
	c := inside(s)
	next := c.Network()
	return c.WithNetwork(roundTrip(func(r *http.Request) (*http.Response, error) {
		time.Sleep(latency)
		return next.RoundTrip(r)
	}))
}

func newClient(t testing.TB, c live.Config) *live.Client {
	t.Helper()
	client, err := live.NewClient(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// BenchmarkCollect measures collection over real connections with 100 ms added to
// every call, as a ratio to the depth of three calls.
func BenchmarkCollect(b *testing.B) {
	for _, rules := range []int{10, 1000} {
		b.Run(fmt.Sprintf("rules=%d", rules), func(b *testing.B) {
			s := testkit.Serve(b, large().Firewalls(rules).World())
			s.Delay(latency)
			c := newClient(b, s.Config())
			var calls int
			for b.Loop() {
				_, stats, err := c.Collect(b.Context(), live.Query{Organization: testkit.Organization})
				if err != nil {
					b.Fatal(err)
				}
				calls = stats.Calls
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(3*latency), "x-of-3-latencies")
			b.ReportMetric(float64(calls), "calls")
		})
	}
}
