package remedy_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What is wrong with the proxies is mended by setting what is wrong, and no more.
func TestProxiesAreMended(t *testing.T) {
	t.Parallel()
	const east, front = "us-east1/proxy-us-east1", "global/" + testkit.Front
	for name, c := range map[string]struct {
		world *testkit.World
		check string
		want  string
	}{
		"a port without a name": {
			testkit.NewWorld().Set(gcp.InstanceGroupManagers, east, "namedPorts", []testkit.Body{{"name": "http", "port": 80}}),
			"backend-port-name-matches", `# projects/acme/regions/us-east1/instanceGroupManagers/proxy-us-east1
resource "google_compute_region_instance_group_manager" "proxy_us_east1" {
  named_port {
    name = "http"
    port = 80
  }
  named_port {
    name = "https"
    port = 443
  }
}
`,
		},
		"a name for another port": {
			testkit.NewWorld().Set(gcp.InstanceGroupManagers, east, "namedPorts.0.port", 8443),
			"backend-port-name-matches", `# projects/acme/regions/us-east1/instanceGroupManagers/proxy-us-east1
resource "google_compute_region_instance_group_manager" "proxy_us_east1" {
  named_port {
    name = "https"
    port = 443
  }
}
`,
		},
		"plain text": {
			testkit.NewWorld().Set(gcp.BackendServices, front, "protocol", "HTTP"),
			"backend-speaks-https", `# projects/acme/global/backendServices/gateway
resource "google_compute_backend_service" "gateway" {
  protocol = "HTTPS"
}
`,
		},
		"another path": {
			testkit.NewWorld().Set(gcp.HealthChecks, front, "httpsHealthCheck.requestPath", "/"),
			"health-check-fits-apigee", `# projects/acme/global/healthChecks/gateway
resource "google_compute_health_check" "gateway" {
  https_health_check {
    request_path = "/healthz/ingress"
  }
}
`,
		},
		"everything": {
			testkit.NewWorld().Set(gcp.HealthChecks, front, "httpsHealthCheck", testkit.Body{"port": 8443, "requestPath": "/", "proxyHeader": "PROXY_V1"}),
			"health-check-fits-apigee", `# projects/acme/global/healthChecks/gateway
resource "google_compute_health_check" "gateway" {
  https_health_check {
    port         = 443
    proxy_header = "NONE"
    request_path = "/healthz/ingress"
  }
}
`,
		},
		"a health check of plain HTTP": {
			testkit.NewWorld().Set(gcp.HealthChecks, front, "type", "HTTP").Set(gcp.HealthChecks, front, "httpsHealthCheck", nil).
				Set(gcp.HealthChecks, front, "httpHealthCheck", testkit.Body{"port": 443, "requestPath": "/healthz/ingress"}),
			"health-check-fits-apigee", `resource "google_compute_health_check" "apigee_ingress" {
  name    = "apigee-ingress"
  project = "acme"
  https_health_check {
    port         = 443
    request_path = "/healthz/ingress"
  }
}

# projects/acme/global/backendServices/gateway
resource "google_compute_backend_service" "gateway" {
  health_checks = [google_compute_health_check.apigee_ingress.id]
}
`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := proven(t, c.world.World())
			if got := fixOf(t, r, c.check); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
				for _, f := range r.Findings {
					if f.Verdict == check.Fail || f.Verdict == check.Unknown {
						t.Logf("%s %s %v %d", f.Check, f.Summary, f.Missing, len(f.Repairs))
					}
				}
			}
		})
	}
}

// A plan's own expressions stand in what is made anew.
func TestAHealthCheckIsMadeBesideItsService(t *testing.T) {
	t.Parallel()
	m := gateway(t, "")
	for i, o := range m.objects {
		switch o.Type {
		case "google_compute_health_check":
			m.objects[i].Value = o.With("https_health_check", value.OfList()).With("http_health_check", value.OfList(value.OfObject(map[string]value.Value{"port": value.OfInt(443)})))
		case "google_compute_instance_template":
			script := "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"
			m.objects[i].Value = o.With("metadata", o.Get("metadata").With("startup-script-url", value.OfString(script)))
		}
	}
	const want = "health_checks = [google_compute_health_check.apigee_ingress.id]"
	if got := fixOf(t, proven(t, m.world(t, true)), "health-check-fits-apigee"); !strings.Contains(got, want) {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// An end of Private Service Connect that leads to another region's instance, or to one
// that is gone, is led to that of its own.
func TestEndsAreLedToTheInstanceOfTheirRegion(t *testing.T) {
	t.Parallel()
	const want = `# projects/acme/regions/us-east1/networkEndpointGroups/psc-us-east1
resource "google_compute_region_network_endpoint_group" "psc_us_east1" {
  psc_target_service = "projects/u7c4f-tp/regions/us-east1/serviceAttachments/apigee-us-east1-41me"
}
`
	for name, target := range map[string]string{
		"another region": testkit.ServiceAttachment("us-west1"),
		"gone":           "projects/u7c4f-tp/regions/us-east1/serviceAttachments/apigee-us-east1-0000",
	} {
		w := testkit.NewWorld().PSC().Set(gcp.NetworkEndpointGroups, "us-east1/"+testkit.Endpoints("us-east1"), "pscTargetService", target)
		if got := fixOf(t, proven(t, w.World()), "psc-target-is-instance"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}
