package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// EveryProxyHealthy asks whether the load balancer finds all proxies healthy.
var EveryProxyHealthy = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "every-proxy-healthy",
		Title:    "The load balancer finds every proxy healthy",
		Hop:      check.HopProxy,
		Severity: check.Warning,
		Symptom:  "slow, or 502 at times",
		Why: "An instance that fails its health check gets no request; the others take its share. While an instance starts or is replaced that is as it should be. " +
			"If it stays so, the instances differ: some have an older template with another ENDPOINT, network or tag, or did not get their startup script, " +
			"or the firewall lets in a part only of what probes them, and what is left may not be enough for the load.",
		Fix: "Replace the unhealthy instances, so that all have the template that the group has now: `gcloud compute instance-groups managed recreate-instances`. " +
			"If new ones are unhealthy too, compare what their startup script wrote to the serial console with that of a healthy one.",
		Unknown: "Unknown when the health could not be read, or the load balancer does not tell the state of an instance; when it is not known whether a group's instances are proxies; " +
			"and where a plan is judged that may mend what is found, since health is measured before it. " +
			"Not applicable to groups in whose region no instance is healthy, which backends-healthy judges; where only Terraform tells of the group; to groups that a plan creates, that are drained or that no backend service sends to; " +
			"and to organizations without groups of proxies.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.backendServices.getHealth", "compute.backendServices",
			"compute.instanceGroupManagers", "compute.instanceTemplates",
		},
		References: []string{
			"https://cloud.google.com/compute/docs/reference/rest/v1/backendServices/getHealth",
			"https://docs.cloud.google.com/load-balancing/docs/health-check-concepts",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perHealth(org, inv.allHealthy)
		})
	},
}

// allHealthy judges what one service finds of one group.
func (inv *Inventory) allHealthy(g proxyGroup, h health) check.Result {
	switch {
	case len(h.sick) > 0 && (len(h.healthy) > 0 || inv.helped(h, g)):
		return someSick(g, h)
	case len(h.missing) > 0:
		return undecided(g.Identity, "may have unhealthy instances", h.missing...)
	case len(h.healthy) == 0:
		return inapplicable(g.Identity, "has no healthy instance")
	}
	r := passed(g.Identity, "has healthy instances only: "+plural(len(h.healthy), "instance"))
	r.Related = []string{h.service.Subject()}
	return r
}

func someSick(g proxyGroup, h health) check.Result {
	r := failed(g.Identity, "has %s of %d", plural(len(h.sick), "unhealthy instance"), h.all())
	r.Detail = fmt.Sprintf("%s sends no request to %s of %s, which fail its health check.", h.service.Subject(), strings.Join(h.sick[:min(len(h.sick), 3)], ", "), g.Subject())
	r.Witness = []check.Fact{
		{Name: "group", Value: g.Subject()}, {Name: "backend_service", Value: h.service.Subject()}, {Name: "instance", Value: h.sick[0]},
		{Name: "healthy", Value: len(h.healthy)}, {Name: "instances", Value: h.all()},
	}
	r.Related = []string{h.service.Subject()}
	return r
}
