package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// HealthCheckFitsApigee asks whether the health check of the proxies is one that
// Apigee, which answers it, passes.
var HealthCheckFitsApigee = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "health-check-fits-apigee",
		Title:    "The health check asks what Apigee answers",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "The proxies forward their health check's probes as they forward requests, so that Apigee answers them. " +
			"It answers 200 to HTTPS requests for `/healthz/ingress` on port 443. Any other answer makes an instance unhealthy, as does none: " +
			"for the path `/`, which is the default, Apigee says 404; plain HTTP gets no answer on a TLS port; Google's startup script forwards no other port; and a PROXY header breaks the TLS handshake. " +
			"With no healthy instance the load balancer answers 502 with `failed_to_pick_backend`.",
		Fix: "Give the backend service a `google_compute_health_check` with an `https_health_check` block: `port = 443`, `request_path = \"/healthz/ingress\"`, no `response` and no `proxy_header`.",
		Unknown: "Unknown when the health check, its type, port or path is not known; when it asks for a path of your own, expects a response, or uses a protocol (HTTP2, GRPC) of which it is not documented what Apigee says; " +
			"when it probes a port of which it is not known whether the instances serve it; " +
			"and when it is not known whether the service's backends are proxies. A TCP or SSL health check on the serving port passes, though it tells little. " +
			"Not applicable to services without groups of proxies, such as those of Private Service Connect, whose health checks psc-load-balancer-supported judges.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.backendServices", "compute.healthChecks",
			"compute.instanceGroupManagers", "compute.instanceTemplates",
		},
		References: []string{
			"https://docs.cloud.google.com/load-balancing/docs/health-check-concepts",
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://github.com/apigee/terraform-modules",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perServingService(org, func(s servingService) []check.Result {
				var out []check.Result
				for _, r := range inv.healthChecksFit(s) {
					out = append(out, inRegion(s.region(), unless(r, s.doubts())))
				}
				return out
			})
		})
	},
}

// healthChecksFit judges every health check of a service that has groups of proxies.
func (inv *Inventory) healthChecksFit(s servingService) []check.Result {
	switch {
	case len(s.groups) == 0 && len(s.missing) == 0:
		return []check.Result{inapplicable(s.Identity, "sends to no group of proxies")}
	case len(s.groups) == 0 && len(s.HealthChecks.Value()) == 0:
		return []check.Result{undecided(s.Identity, "may send to groups of proxies that are not known", s.missing...)}
	case len(s.healthChecks()) == 0:
		return []check.Result{blaming("healthChecks", s.withoutHealthCheck())}
	}
	var out []check.Result
	for _, text := range s.healthChecks() {
		ref := computeReference(text, "global/healthChecks", s.Ref.Value().Project())
		h := find(inv, "a health check of "+s.Subject(), ref, inv.HealthChecks)
		if !h.ok {
			out = append(out, blaming("healthChecks", undecided(s.Identity, "has a health check that is not known", h.missing...)))
			continue
		}
		r := h.item.fits(s)
		if h.inferred && r.Verdict != check.Unknown {
			r.Confidence = check.Inferred
		}
		out = append(out, r)
	}
	return out
}

// withoutHealthCheck is the verdict on a service that has none, which the API
// refuses for groups of instances.
func (s servingService) withoutHealthCheck() check.Result {
	r := failed(s.Identity, "has no health check")
	r.Detail = fmt.Sprintf("The API refuses a backend service with a group of instances (%s) and no health check.", s.backend())
	r.Remediation = fmt.Sprintf("Give %s a health check: HTTPS, port %d, path %s.", s.Subject(), apigeePort, ingressPath)
	r.Witness = []check.Fact{{Name: "backend_service", Value: s.Subject()}, {Name: "backend", Value: s.backend()}, {Name: "health_checks", Value: 0}}
	r.Related = s.backends()
	r.Repairs = s.checkHealth()
	return r
}

// fits judges one health check for one service: it has to be right for every group
// of proxies.
func (h HealthCheck) fits(s servingService) check.Result {
	kind, block, known := h.probe()
	if !known {
		return blaming("type", undecided(h.Identity, "is of a type that is not known", lacking("type of "+h.Subject(), orNotSet(h.Type.IsNull(), h.Type.Why()))))
	}
	p := probe{check: h, kind: kind, block: block, service: s, doubts: slices.Clone(s.hidden)}
	p.judge()
	for _, g := range s.groups {
		p.judgePortOf(g)
	}
	if p.wrong != nil {
		p.wrong.Related = append([]string{s.Subject()}, s.backends()...)
		p.wrong.Repairs = p.repairs()
		return *p.wrong
	}
	if len(p.doubts) > 0 {
		return blaming(p.field(), undecided(h.Identity, "may ask what Apigee does not answer", once(p.doubts)...))
	}
	r := passed(h.Identity, "asks what Apigee answers")
	r.Related = []string{s.Subject()}
	return r
}

// servingPort is the number of a service's port name in a group; false when that is not known.
func (g proxyGroup) servingPort(s BackendService) (int64, bool) {
	var out []int64
	for _, p := range g.NamedPorts.Value() {
		if value.Equal(p.Name, s.portName()) == value.True && p.Port.IsKnown() {
			out = append(out, p.Port.Value())
		}
	}
	if len(out) != 1 {
		return 0, false
	}
	return out[0], true
}
