package provider

import (
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func logConfig(more string) string {
	return "data \"apireach_log_errors\" \"acme\" {\n  organization = \"acme\"\n  " + more + "\n}\n"
}

// logged looks at an attribute, or at one of an element of it.
func logged(want knownvalue.Check, name string, at ...any) statecheck.StateCheck {
	p := tfjsonpath.New(name)
	for _, step := range at {
		switch s := step.(type) {
		case int:
			p = p.AtSliceIndex(s)
		case string:
			p = p.AtMapKey(s)
		}
	}
	return statecheck.ExpectKnownValue("data.apireach_log_errors.acme", p, want)
}

// sickWithLogs is an organization whose proxies are out of reach, and the log entries
// that come of it.
func sickWithLogs(t *testing.T) *testkit.Server {
	t.Helper()
	w := testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "logConfig", testkit.Body{"enable": true})
	for _, f := range w.World().Resources(gcp.Firewalls) {
		w.Set(gcp.Firewalls, f.Ref.Value().Name(), "disabled", true)
	}
	s := testkit.Serve(t, w.World())
	now := time.Now()
	for range 3 {
		s.Log("acme", testkit.RequestEntry(now.Add(-time.Minute), testkit.Front, 502, testkit.Body{"statusDetails": "failed_to_pick_backend"}))
	}
	s.Log("acme", testkit.RequestEntry(now.Add(-2*time.Hour), testkit.Front, 403, testkit.Body{
		"statusDetails": "denied_by_security_policy", "enforcedSecurityPolicy": testkit.Body{"name": "edge", "priority": 1000, "outcome": "DENY"},
	}))
	return s
}

func TestAccLogErrorsAreGroupedByCause(t *testing.T) {
	s := sickWithLogs(t)
	acceptance(t, resource.TestStep{
		Config: at(s, testkit.Token, "") + logConfig(""),
		ConfigStateChecks: []statecheck.StateCheck{
			logged(knownvalue.Int64Exact(4), "total"),
			logged(knownvalue.Bool(true), "complete"),
			logged(knownvalue.ListSizeExact(0), "gaps"),
			logged(knownvalue.StringExact("no-healthy-backend"), "groups", 0, "cause"),
			logged(knownvalue.Int64Exact(3), "groups", 0, "count"),
			logged(knownvalue.StringExact("confirmed"), "groups", 0, "ruling"),
			logged(knownvalue.StringRegexp(regexp.MustCompile("^load-balancer-reaches-proxies: ")), "groups", 0, "findings", 0),
			logged(knownvalue.ListExact([]knownvalue.Check{knownvalue.Int64Exact(502)}), "groups", 0, "statuses"),
			logged(knownvalue.StringExact("cloud-armor-denies"), "groups", 1, "cause"),
			logged(knownvalue.StringExact("logged"), "groups", 1, "ruling"),
			logged(knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("edge, priority 1000")}), "groups", 1, "rules"),
		},
	}, resource.TestStep{
		Config: at(s, testkit.Token, "") + logConfig("since = \"1h\"\n  statuses = [502]\n  limit = 2\n  projects = [\"acme\"]"),
		ConfigStateChecks: []statecheck.StateCheck{
			logged(knownvalue.Int64Exact(2), "total"),
			logged(knownvalue.Bool(false), "complete"),
			logged(knownvalue.StringRegexp(regexp.MustCompile("newest 2")), "gaps", 0, "what"),
		},
	})
}

func TestAccLogErrorsWithoutPermissionAreAGap(t *testing.T) {
	s := sickWithLogs(t)
	s.Break(testkit.Containing("entries:list"), testkit.Deny403(""))
	acceptance(t, resource.TestStep{
		Config: at(s, testkit.Token, "") + logConfig(""),
		ConfigStateChecks: []statecheck.StateCheck{
			logged(knownvalue.Int64Exact(0), "total"),
			logged(knownvalue.Bool(false), "complete"),
			logged(knownvalue.StringRegexp(regexp.MustCompile(`permission logging\.logEntries\.list denied`)), "gaps", 0, "what"),
			logged(knownvalue.StringRegexp(regexp.MustCompile(`roles/logging\.viewer`)), "gaps", 0, "settle"),
		},
	})
}

func TestAccLogErrorsSayWhatIsWrongInOneError(t *testing.T) {
	s := testkit.Serve(t, testkit.NewWorld().World())
	fails := func(config, want string) resource.TestStep {
		return resource.TestStep{Config: config, PlanOnly: true, ExpectError: saying(want)}
	}
	acceptance(t,
		fails(at(s, testkit.Token, "")+logConfig(`since = "soon"`), "since: expected a number and a unit above zero, such as 90m or 24h"),
		fails(at(s, testkit.Token, "")+logConfig(`since = "800h"`), "720h at most"),
		fails(at(s, testkit.Token, "")+logConfig(`limit = 0`), "limit: expected 1 to 10000, got 0"),
		fails(at(s, testkit.Token, "")+logConfig(`statuses = [5]`), `statuses[0]: expected an HTTP status, 100 to 599, got 5`),
		fails(at(s, testkit.ExpiredToken, "")+logConfig(""), "Error: Google Cloud does not know who asks"),
	)
}
