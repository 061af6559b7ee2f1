package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxiesInAuthorizedNetwork asks whether every proxy group's instances are in
// the VPC that is peered with Apigee.
var ProxiesInAuthorizedNetwork = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxies-in-authorized-network",
		Title:    "The proxies are in the organization's authorized network",
		Hop:      check.HopNetwork,
		Severity: check.Error,
		Symptom:  "502",
		Why: "The proxies forward to the Apigee instance's internal address. Only the VPC that is peered with Google's services has a route to it, " +
			"and peering is not transitive: proxies in another VPC, be it peered with the authorized one, reach nothing. " +
			"Their health check, which goes all the way to Apigee, fails, and the load balancer answers 502.",
		Fix: "Give the instance template a `network_interface` in the organization's `authorized_network` (with a Shared VPC a subnetwork of the host project) and replace the instances. " +
			"Proxies in another VPC reach Apigee through a Private Service Connect endpoint: set ENDPOINT to its address.",
		Unknown: "Unknown when a template, the network of its subnetwork or the authorized network is not known; when instances have several interfaces of which not all are in the network; " +
			"when it is not known whether a group's instances pass requests on to Apigee, or do so through a Private Service Connect endpoint; and when it is not known whether a load balancer sends to the group at all. " +
			"Not applicable to proxies that reach Apigee through Private Service Connect, to groups that no backend service sends to, " +
			"to organizations without proxy groups or without VPC peering, and to hybrid ones.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.instanceGroupManagers", "compute.instanceTemplates",
			"compute.subnetworks", "compute.backendServices", "compute.forwardingRules",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://cloud.google.com/vpc/docs/private-services-access",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/psc-health-check-using-mig",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perPeeredOrganization(inv, func(org Organization, network value.Of[value.Ref]) []check.Result {
			groups, missing := inv.proxyGroups(org)
			var out []check.Result
			for _, g := range groups {
				out = append(out, inRegion(g.region(), blaming(g.templateField(), inv.proxiesInNetwork(g, network))))
			}
			switch {
			case len(missing) > 0:
				out = append(out, undecided(org.Identity, "may have more proxy groups than are known", missing...))
			case len(out) == 0:
				out = append(out, inapplicable(org.Identity, "has no proxy group"))
			}
			return out
		})
	},
}

// proxiesInNetwork judges one group. That it is in the network holds whatever
// else is not known of it; that it is not matters to proxies that get traffic and
// reach Apigee by the peering.
func (inv *Inventory) proxiesInNetwork(g proxyGroup, network value.Of[value.Ref]) check.Result {
	switch {
	case len(g.uses) == 0 && len(g.usesMissing) == 0:
		return inapplicable(g.Identity, "is a group that no backend service sends to")
	case g.throughEndpoint() == value.True:
		return inapplicable(g.Identity, "reaches Apigee through a Private Service Connect endpoint")
	}
	in, elsewhere := value.True, placement{}
	missing := slices.Clone(g.missing)
	if len(missing) > 0 {
		in = value.Undecided
	}
	for _, t := range g.templates {
		p := inv.place(t, g.Ref.Value().Project(), network)
		in = value.And(in, p.in)
		missing = append(missing, p.missing...)
		if p.in == value.False {
			elsewhere = p
		}
	}
	switch in {
	case value.True:
		r := passed(g.Identity, "has its proxies in the authorized network")
		r.Related = subjects(g.templates)
		if network.IsInferred() {
			r.Confidence = check.Inferred
		}
		return r
	case value.False:
		missing = g.excuses()
		if len(missing) == 0 {
			return g.outside(elsewhere, network)
		}
		return undecided(g.Identity, "is outside the authorized network, and may have no need to be in it", missing...)
	case value.Undecided:
	}
	return undecided(g.Identity, "may have proxies outside the authorized network", once(missing)...)
}

// templateField is the field that names the instance templates, which say where the
// proxies are.
func (g proxyGroup) templateField() string {
	if g.Versions.IsKnown() && len(g.Versions.Value()) == 0 || g.Versions.IsNull() {
		return "instanceTemplate"
	}
	return "versions"
}

// excuses says why a group may have no need to be in the authorized network.
// Terraform's configuration is taken to be meant for use.
func (g proxyGroup) excuses() []check.Missing {
	var out []check.Missing
	if g.isProxy != value.True {
		out = append(out, g.undecidedProxy()...)
	}
	if g.throughEndpoint() == value.Undecided {
		for _, d := range g.destinations {
			out = append(out, d.missing...)
		}
	}
	if len(g.uses) == 0 && !g.fromTerraform() {
		out = append(out, g.usesMissing...)
	}
	return once(out)
}

// throughEndpoint says whether the proxies of every version reach Apigee through
// a Private Service Connect endpoint.
func (g proxyGroup) throughEndpoint() value.Truth {
	out := value.TruthOf(len(g.destinations) > 0)
	for _, d := range g.destinations {
		switch {
		case d.endpoint != nil:
		case d.mayBeEndpoint && !d.ok:
			out = value.And(out, value.Undecided)
		default:
			return value.False
		}
	}
	return out
}

// A placement says whether the instances of a template are in a network.
type placement struct {
	template InstanceTemplate
	in       value.Truth
	// network is one that they are in instead.
	network value.Of[value.Ref]
	missing []check.Missing
}

// place looks at every interface of a template: with one all is said; with
// several, instances without any in the network are certainly outside, and
// others are in it when their routes use the right interface.
func (inv *Inventory) place(t InstanceTemplate, project string, network value.Of[value.Ref]) placement {
	out := placement{template: t}
	interfaces := t.Properties.NetworkInterfaces
	if len(interfaces.Value()) == 0 {
		out.missing = []check.Missing{lacking("the network interfaces of "+t.Subject(), orNotSet(!interfaces.IsUnknown(), interfaces.Why()))}
		return out
	}
	within := []value.Truth{}
	for _, nic := range interfaces.Value() {
		of, lacks := inv.networkOf(nic, orElse(t.Ref.Value().Project(), project))
		same := value.SameRef(inv.Projects, network, of)
		if same == value.Undecided {
			out.missing = append(out.missing, unresolved("whether the instances of "+t.Subject()+" are in the authorized network", network, of))
			out.missing = append(out.missing, lacks...)
		}
		if same == value.False && out.network.IsNull() {
			out.network = of
		}
		within = append(within, same)
	}
	some, all := value.Or(within...), value.And(within...)
	switch {
	case some == value.False, all == value.True:
		out.in, out.missing = some, nil
	case len(within) > 1 && len(out.missing) == 0:
		out.missing = []check.Missing{{
			What:   fmt.Sprintf("by which of its %d interfaces an instance of %s reaches Apigee", len(within), t.Subject()),
			Settle: "look at the routes of an instance, or give the proxies one interface",
		}}
	}
	return out
}

// outside is the verdict on proxies in another network.
func (g proxyGroup) outside(p placement, network value.Of[value.Ref]) check.Result {
	r := failed(g.Identity, "has proxies outside the authorized network")
	r.Detail = fmt.Sprintf("The proxies of %s have no route to the Apigee instance: %s puts them in %s, and the instance is reached from %s, the authorized network, alone.",
		g.Subject(), p.template.Subject(), networkText(p.network), networkText(network))
	r.Remediation = fmt.Sprintf("Give %s a network interface in %s and replace the instances, or reach Apigee through a Private Service Connect endpoint in theirs. If the authorized network is the wrong one, mend that first.", p.template.Subject(), networkText(network))
	r.Witness = []check.Fact{
		{Name: "group", Value: g.Subject()},
		{Name: "template", Value: p.template.Subject()},
		{Name: "network", Value: networkText(p.network)},
		{Name: "authorized_network", Value: networkText(network)},
	}
	r.Related = []string{p.template.Subject()}
	for _, u := range g.uses {
		r.Trace = append(r.Trace, fmt.Sprintf("%s sends to %s", u.service.Subject(), g.Subject()))
	}
	r.Trace = append(r.Trace, fmt.Sprintf("%s makes its instances from %s", g.Subject(), p.template.Subject()))
	if network.IsInferred() || p.network.IsInferred() {
		r.Confidence = check.Inferred
	}
	return r
}
