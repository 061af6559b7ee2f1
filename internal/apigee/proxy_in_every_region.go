package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxyInEveryRegion asks whether the load balancer sends to every instance.
var ProxyInEveryRegion = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxy-in-every-region",
		Title:    "Every Apigee instance gets requests from the load balancer",
		Hop:      check.HopProxy,
		Severity: check.Warning,
		Symptom:  "slow or 502",
		Why: "An instance that no backend leads to does nothing: requests of its region travel to another, and when that fails nothing takes over. " +
			"The usual reasons are a new region whose group of proxies, or endpoint group, is not yet a backend, " +
			"and a group whose ENDPOINT was copied from another region, so that both groups send to one instance. Traffic may well get through, which is why this is a warning.",
		Fix: "Give the instance's region a group of proxies whose ENDPOINT is the instance's host, or an endpoint group of Private Service Connect whose target is its service attachment, " +
			"and add it to the backend service. If a region is to stay idle, set its backend's `capacity_scaler` to 0 or waive the finding.",
		Unknown: "Unknown when no backend is known to lead to the instance, but not all backend services, groups or ENDPOINTs are known. " +
			"Not applicable where no load balancer leads to Apigee; to an instance whose backends are drained, that has no environment, or that a plan is to create without a backend yet; and to hybrid organizations.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "apigee.organizations.instances.attachments", "compute.backendServices",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.networkEndpointGroups", "compute.forwardingRules",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/multi-region",
			"https://gcpdiag.dev/rules/apigee",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			instances := inv.instancesOf(org)
			if len(instances) == 0 && len(inv.Instances.Gaps) == 0 {
				return []check.Result{inapplicable(org.Identity, "has no instance")}
			}
			fed := inv.feeds(org)
			var out []check.Result
			for n, i := range inv.Instances.Items {
				if inv.owns(org, i.Identity) {
					out = append(out, inRegion(i.Location.Value(), inv.getsRequests(fed, n)))
				}
			}
			return append(out, inv.hiddenInstances(org)...)
		})
	},
}

// A feed is a backend that leads to an instance.
type feed struct {
	subject, region string
	drained         value.Truth
}

// feeds are the backends of an organization's backend services, by the place of the
// instance that they lead to.
type feeds struct {
	to      map[int][]feed
	missing []check.Missing
	some    bool
}

// feeds finds out which backends lead to which instances.
func (inv *Inventory) feeds(org Organization) feeds {
	out := feeds{to: map[int][]feed{}, missing: missingOf(inv.BackendServices.Gaps)}
	groups, own := inv.groups(), inv.managedGroups()
	for _, s := range inv.BackendServices.Items {
		members, missing := inv.members(s, own)
		out.missing = append(out.missing, missing...)
		for _, m := range members {
			switch {
			case m.endpoints.ok:
				out.add(inv.endpointsDestination(m.endpoints.item), feed{m.endpoints.item.Subject(), m.endpoints.item.region(), value.False})
			case m.managed.ok:
				g := groups[m.managed.item.place]
				switch drained := m.backend.drained(); {
				case inv.noProxies(g, org):
					continue
				case drained == value.Undecided:
					out.missing = append(out.missing, m.mayBeDrained())
					continue
				}
				for _, d := range g.destinations {
					out.add(d, feed{g.Subject(), g.region(), m.backend.drained()})
				}
				out.missing = append(out.missing, g.missing...)
				if len(g.destinations) == 0 {
					out.missing = append(out.missing, g.undecidedProxy()...)
				}
			case m.unmanaged(own):
			default:
				out.missing = append(out.missing, m.managed.missing...)
				out.missing = append(out.missing, m.endpoints.missing...)
			}
		}
	}
	out.missing = once(out.missing)
	return out
}

// add keeps where a backend leads.
func (f *feeds) add(d destination, from feed) {
	switch {
	case d.ok:
		f.to[d.instance] = append(f.to[d.instance], from)
		f.some = true
	case !d.elsewhere:
		f.missing = append(f.missing, d.missing...)
	}
}

// region is the region of an endpoint group.
func (g NetworkEndpointGroup) region() string { return regionOf(g.Region, g.Ref).Value() }

// getsRequests judges one instance.
func (inv *Inventory) getsRequests(f feeds, n int) check.Result {
	i := inv.Instances.Items[n]
	drained := false
	for _, from := range f.to[n] {
		if from.drained == value.True {
			drained = true
			continue
		}
		r := passed(i.Identity, "gets requests from the load balancer")
		r.Related = []string{from.subject}
		return r
	}
	certain, possible := inv.attachmentsOf(i)
	switch {
	case drained:
		return inapplicable(i.Identity, "is drained: the load balancer is told to send it nothing")
	case i.Created || i.fromTerraform() && !i.Host.IsKnown():
		return inapplicable(i.Identity, "is yet to be created, and no backend leads to it so far")
	case len(f.missing) > 0:
		return undecided(i.Identity, "may get no request from the load balancer", f.missing...)
	case !f.some:
		return inapplicable(i.Identity, "is behind no load balancer that is known")
	case len(certain)+len(possible) == 0 && len(inv.gapsOf(inv.InstanceAttachments.Gaps, i.Identity)) == 0:
		return inapplicable(i.Identity, "has no environment to serve")
	}
	return inv.getsNone(f, i)
}

// getsNone is the verdict on an instance that no backend leads to.
func (inv *Inventory) getsNone(f feeds, i Instance) check.Result {
	r := failed(i.Identity, "gets no request from the load balancer")
	region := orElse(i.Location.Value(), "its region")
	r.Detail = fmt.Sprintf("No backend of the load balancer leads to %s: requests of %s go elsewhere, and when that fails nothing takes over.", i.Subject(), region)
	r.Remediation = fmt.Sprintf("Add a backend for %s to the backend service: proxies whose ENDPOINT is the host of %s, or an endpoint group whose target is its service attachment.", region, i.Subject())
	r.Witness = []check.Fact{{Name: "instance", Value: i.Subject()}, {Name: "location", Value: i.Location.Value()}}
	for n, other := range inv.Instances.Items {
		for _, from := range f.to[n] {
			line := fmt.Sprintf("%s (%s) sends to %s (%s)", from.subject, from.region, other.Subject(), other.Location.Value())
			r.Trace = append(r.Trace, line)
			if from.region == "" || from.region != i.Location.Value() {
				continue
			}
			r.Detail = fmt.Sprintf("%s is in %s but sends to %s in %s, so that no backend leads to %s.", from.subject, region, other.Subject(), other.Location.Value(), i.Subject())
			r.Remediation = fmt.Sprintf("Set the ENDPOINT of %s to the host of %s.", from.subject, i.Subject())
			r.Witness = append(r.Witness, check.Fact{Name: "group", Value: from.subject}, check.Fact{Name: "sends_to", Value: other.Subject()})
			r.Related = append(r.Related, from.subject)
		}
	}
	return r
}
