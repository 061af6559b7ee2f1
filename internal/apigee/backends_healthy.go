package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// BackendsHealthy asks whether the load balancer finds a healthy proxy in every region.
var BackendsHealthy = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backends-healthy",
		Title:    "The load balancer finds healthy proxies in every region",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "A load balancer sends requests to instances that pass its health check, and to no others. As proxies forward the health check's probes to Apigee, they pass only if the whole way works: " +
			"firewall, named port, startup script, ENDPOINT, network, peering and the Apigee instance. " +
			"Where no instance of a region is healthy, its requests go to another region, or, if there is none that is, get 502 with `failed_to_pick_backend`.",
		Fix: "Mend what the other checks find about the group; the finding names those that explain it. If there is none, look at what the startup script wrote to the instances' serial console, and " +
			"ask an instance itself: `curl -k https://localhost/healthz/ingress` answers 200 where it forwards to Apigee.",
		Unknown: "Unknown when the health could not be read: credentials that may call compute.backendServices.get, and compute.regionBackendServices.get for regional services, settle it; " +
			"when the load balancer does not tell the state of an instance; when it is not known whether a group's instances are proxies; and where a plan is judged that may mend what is found, since health is measured before it. " +
			"Not applicable where only Terraform tells of the group, as none of its attributes carries the health; to groups that a plan creates, that are drained or that no backend service sends to; " +
			"and to organizations without groups of proxies, since endpoint groups of Private Service Connect and serverless ones have no health checks.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.backendServices.getHealth", "compute.backendServices",
			"compute.instanceGroupManagers", "compute.instanceTemplates",
		},
		References: []string{
			"https://cloud.google.com/compute/docs/reference/rest/v1/backendServices/getHealth",
			"https://docs.cloud.google.com/load-balancing/docs/health-check-concepts",
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perHealth(org, inv.someHealthy)
		})
	},
}

// someHealthy judges what one service finds of one group.
func (inv *Inventory) someHealthy(g proxyGroup, h health) check.Result {
	switch {
	case len(h.healthy) > 0:
		r := passed(g.Identity, fmt.Sprintf("has %s of %d", plural(len(h.healthy), "healthy instance"), h.all()))
		r.Related = []string{h.service.Subject()}
		return r
	case len(h.missing) > 0:
		return undecided(g.Identity, "may have no healthy instance", h.missing...)
	case inv.helped(h, g):
		return inapplicable(g.Identity, "has no healthy instance, but another group of its region has")
	}
	return inv.noneHealthy(g, h)
}

// noneHealthy is the verdict on a group that gets no request.
func (inv *Inventory) noneHealthy(g proxyGroup, h health) check.Result {
	r := failed(g.Identity, "has no healthy instance")
	found := fmt.Sprintf("%s finds none of its %s healthy", h.service.Subject(), plural(h.all(), "instance"))
	if h.all() == 0 {
		r.Summary = g.Subject() + " has no instance, so that none is healthy"
		found = h.service.Subject() + " finds no instance in it"
	}
	r.Witness = []check.Fact{
		{Name: "group", Value: g.Subject()}, {Name: "backend_service", Value: h.service.Subject()},
		{Name: "healthy", Value: 0}, {Name: "instances", Value: h.all()},
	}
	if len(h.sick) > 0 {
		r.Witness = append(r.Witness, check.Fact{Name: "instance", Value: h.sick[0]}, check.Fact{Name: "health_state", Value: "UNHEALTHY"})
	}
	r.Related = []string{h.service.Subject()}
	r.Trace = inv.causesOf(g)
	why := "No other check explains it."
	if len(r.Trace) > 0 {
		ids := causeIDs(r.Trace)
		why = "It is explained by " + strings.Join(ids, ", ") + "."
		r.Remediation = fmt.Sprintf("Mend what %s finds: with it, the instances become healthy unless something else is wrong, too.", strings.Join(ids, ", "))
	}
	r.Detail = fmt.Sprintf("Requests get to no instance of %s: %s. %s", g.Subject(), found, why)
	return r
}

// causeIDs are the checks of causes, once each.
func causeIDs(causes []string) []string {
	var out []string
	for _, c := range causes {
		id, _, _ := strings.Cut(c, ":")
		out = appendOnce(out, id)
	}
	return out
}
