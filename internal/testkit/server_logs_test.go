package testkit

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestLogFilters(t *testing.T) {
	t.Parallel()
	entry, err := value.ParseJSON([]byte(`{"logName": "projects/acme/logs/compute.googleapis.com%2Fhealthchecks", "timestamp": "2026-01-02T03:04:05Z",
		"httpRequest": {"status": 502}, "jsonPayload": {"statusDetails": "failed_to_pick_backend"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for filter, want := range map[string]bool{
		`httpRequest.status=502`:                                      true,
		`httpRequest.status=(404 OR 502)`:                             true,
		`httpRequest.status=(404 OR 403)`:                             false,
		`httpRequest.status>=502`:                                     true,
		`httpRequest.status>=1000`:                                    false,
		`NOT httpRequest.status=502`:                                  false,
		`NOT jsonPayload.nothing="x"`:                                 true, // a field that is not there
		`jsonPayload.nothing=~""`:                                     false,
		`jsonPayload.statusDetails=~"^failed_"`:                       true,
		`jsonPayload.statusDetails=~"^pick"`:                          false,
		`log_id("compute.googleapis.com/healthchecks")`:               true,
		`log_id("requests")`:                                          false,
		`timestamp>="2026-01-02T03:04:05Z"`:                           true,
		`timestamp<"2026-01-02T03:04:05Z"`:                            false,
		`httpRequest.status=1 OR httpRequest.status=502`:              true,
		`(httpRequest.status=1) AND httpRequest.status=502`:           false,
		`httpRequest.status=502 AND NOT (logName="x" OR logName="y")`: true,
	} {
		f, err := parseLogFilter(filter)
		if err != nil || f(entry) != want {
			t.Errorf("%s: %v; want %t", filter, err, want)
		}
	}
	for _, filter := range []string{`(a=1`, `a`, `a=`, `a=b`, `a=1 b=2`, `a=(1 2)`, `a!=1`, `log_id(x)`, `a="\q"`, ``} {
		if _, err := parseLogFilter(filter); err == nil {
			t.Errorf("%s is a filter", filter)
		}
	}
}
