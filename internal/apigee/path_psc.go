package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A pscEnd is where Private Service Connect enters: an endpoint group of a backend
// service, or an endpoint that proxies send to.
type pscEnd struct {
	Identity
	// target is the service attachment, in targetField.
	target      value.String
	targetField string
	status      value.String
	statusField string
	region      string
	// network is that of the end, null if it names none.
	network value.Of[value.Ref]
	destination
}

// pscEnds returns the ends that are, or may be, for the organization, and why there
// may be more.
func (inv *Inventory) pscEnds(org Organization) (ends []pscEnd, missing []check.Missing) {
	own := inv.managedGroups()
	seen := map[string]bool{}
	for _, s := range inv.BackendServices.Items {
		members, lacks := inv.members(s, own)
		missing = append(missing, lacks...)
		for _, m := range members {
			switch g := m.endpoints.item; {
			case m.endpoints.ok && !seen[g.Subject()]:
				seen[g.Subject()] = true
				ends = append(ends, inv.groupEnd(g))
			case !m.endpoints.ok && !m.managed.ok && !m.unmanaged(own):
				missing = append(missing, m.endpoints.missing...)
			}
		}
	}
	for _, g := range inv.groups() {
		if inv.noProxies(g, org) || len(g.uses) == 0 && len(g.usesMissing) == 0 {
			continue
		}
		missing = append(missing, g.missing...)
		for _, d := range g.destinations {
			switch {
			case d.endpoint == nil && !d.ok && !d.elsewhere && d.mayBeEndpoint:
				missing = append(missing, d.missing...)
			case d.endpoint != nil && !seen[d.endpoint.Subject()]:
				seen[d.endpoint.Subject()] = true
				ends = append(ends, ruleEnd(*d.endpoint, d))
			}
		}
	}
	missing = append(missing, missingOf(inv.InstanceGroupManagers.Gaps)...)
	var out []pscEnd
	for _, e := range ends {
		if inv.concerns(e, org) {
			out = append(out, e)
		}
	}
	return out, once(append(missing, missingOf(inv.BackendServices.Gaps)...))
}

func (inv *Inventory) groupEnd(g NetworkEndpointGroup) pscEnd {
	e := pscEnd{
		Identity: g.Identity, target: g.PSCTargetService, targetField: "pscTargetService",
		status: g.PSCData.ConnectionStatus, statusField: "pscData", region: g.region(),
		destination: inv.endpointsDestination(g),
	}
	project := g.Ref.Value().Project()
	if !g.Network.IsNull() || !g.Subnetwork.IsNull() {
		e.network, _ = inv.networkOf(NetworkInterface{Network: g.Network, Subnetwork: g.Subnetwork}, project)
	}
	return e
}

func ruleEnd(r ForwardingRule, d destination) pscEnd {
	return pscEnd{
		Identity: r.Identity, target: r.Target, targetField: "target",
		status: r.PSCConnectionStatus, statusField: "pscConnectionStatus", region: regionOf(r.Region, r.Ref).Value(),
		network: computeReference(r.Network, networkCollection, r.Ref.Value().Project()), destination: d,
	}
}

// concerns says that an end leads to the organization, or was meant to: its target
// is called as Apigee calls its attachments.
func (inv *Inventory) concerns(e pscEnd, org Organization) bool {
	if e.ok {
		return inv.owns(org, inv.Instances.Items[e.instance].Identity)
	}
	return !e.elsewhere || apigeeAttachment(e.target)
}

// apigeeAttachment says that a service attachment is called as those of Apigee's
// instances are: projects/TENANT/regions/REGION/serviceAttachments/apigee-REGION-SUFFIX.
func apigeeAttachment(target value.String) bool {
	text := target.Value()
	return strings.Contains(text, serviceAttachments+"apigee-")
}

// perEnd asks a question of every end, and answers for those that are not known.
func (inv *Inventory) perEnd(org Organization, ask func(pscEnd) check.Result) []check.Result {
	ends, missing := inv.pscEnds(org)
	var out []check.Result
	for _, e := range ends {
		out = append(out, inRegion(e.region, ask(e)))
	}
	switch {
	case len(missing) > 0:
		out = append(out, undecided(org.Identity, "may be reached through Private Service Connect ends that are not known", missing...))
	case len(out) == 0:
		out = append(out, inapplicable(org.Identity, "is reached by no Private Service Connect"))
	}
	return out
}
