package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// AuthorizedNetworkPeered asks whether the VPC that the organization names is the
// one with the private connection to Google's services.
var AuthorizedNetworkPeered = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "authorized-network-peered",
		Title:    "The organization's authorized network is the peered VPC",
		Hop:      check.HopNetwork,
		Severity: check.Error,
		Symptom:  "502",
		Why: "Apigee's runtime runs in a VPC of Google's. It is reached through the private connection " +
			"(a VPC peering made by Service Networking) of the VPC that the organization's `authorizedNetwork` names. " +
			"When that VPC has no such connection, or another VPC has it, packets from the proxies to the instance's address have no route: " +
			"the load balancer answers 502, and new instances cannot be created. Peering is not transitive, and one organization peers with one VPC. " +
			"A bare network name means a network of the organization's own project, so that `default` in a service project " +
			"is not the `default` of a Shared VPC's host project.",
		Fix: "Make `authorized_network` of `google_apigee_organization` and `network` of `google_service_networking_connection` name one VPC; " +
			"with a Shared VPC both are the host project's, spelled `projects/HOST/global/networks/NAME`. " +
			"The authorized network can be changed only while the organization has no runtime instance; otherwise connect the VPC that it names.",
		Unknown: "Unknown when the authorized network or the network of a connection is not known yet, when a project number was not resolved to its id, " +
			"or when no connection on the authorized network was seen but not all connections are known. " +
			"Credentials, `complete = true`, or the project's id in place of its number settle it. " +
			"Not applicable to hybrid organizations and to those with `disable_vpc_peering = true`.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "servicenetworking.services.connections", "compute.networks"},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations",
			"https://cloud.google.com/vpc/docs/private-services-access",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perPeeredOrganization(inv, func(org Organization, network value.Of[value.Ref]) []check.Result {
			return []check.Result{blaming("authorizedNetwork", inv.authorizedNetworkPeered(org, network))}
		})
	},
}

// authorizedNetworkPeered takes a connection on the network, or a peering of it,
// as proof. Either of a complete listing of connections and the network's own
// peerings refutes it, unless a connection that a plan adds may be the one.
func (inv *Inventory) authorizedNetworkPeered(org Organization, network value.Of[value.Ref]) check.Result {
	connections, maybe := inv.connectionsOn(network)
	networks, maybeNetworks := inv.networksMatching(network)
	if len(connections) > 0 {
		r := passed(org.Identity, "is authorized for a peered VPC")
		r.Related = subjects(connections)
		r.Trace = []string{fmt.Sprintf("%s connects %s to Google's services", connections[0].Subject(), inv.networkText(connections[0].network()))}
		if network.IsInferred() {
			r.Confidence = check.Inferred
		}
		return r
	}
	refuted := false
	var missing []check.Missing
	for _, n := range networks {
		found, exists, lacks := n.privatePeerings()
		if exists == value.True {
			r := passed(org.Identity, "is authorized for a peered VPC")
			r.Related = []string{n.Subject()}
			r.Trace = []string{fmt.Sprintf("%s has the peering %s", n.Subject(), found[0].Name.Value())}
			return r
		}
		refuted = refuted || exists == value.False
		missing = append(missing, lacks...)
	}
	gaps := inv.gapsIn(inv.Connections.Gaps, network)
	if len(maybe) == 0 && (refuted || len(gaps) == 0) {
		return inv.otherNetworkPeered(org, network, networks)
	}
	missing = slices.Concat(inv.seenElsewhere(org, network, gaps), missingOf(gaps), missing)
	for _, c := range maybe {
		missing = append(missing, unresolved("whether "+c.Subject()+" is on the authorized network", network, c.network()))
	}
	for _, n := range maybeNetworks {
		missing = append(missing, unresolved("whether "+n.Subject()+" is the authorized network", network, n.Ref))
	}
	return undecided(org.Identity, "may be authorized for a VPC that is not peered", missing...)
}

// otherNetworkPeered says which VPC is peered in place of the authorized one.
func (inv *Inventory) otherNetworkPeered(org Organization, network value.Of[value.Ref], networks []Network) check.Result {
	peered := []string{}
	var where []string
	var nameOnly bool
	for _, c := range inv.Connections.Items {
		text := inv.networkText(c.network())
		if c.isPrivate() != value.False {
			peered = append(peered, text)
		}
		where = append(where, fmt.Sprintf("%s connects %s (service %s)", c.Subject(), text, strings.TrimPrefix(c.Service.Value(), "services/")))
		nameOnly = nameOnly || c.isPrivate() == value.True && network.IsKnown() && c.network().IsKnown() && network.Value().Name() == c.network().Value().Name()
	}
	for _, n := range networks {
		if n.peerings().IsUnknown() {
			continue
		}
		where = append(where, fmt.Sprintf("%s has no peering %s", n.Subject(), privatePeering))
	}
	slices.Sort(peered)
	witness := strings.Join(slices.Compact(peered), ", ")
	if witness == "" {
		witness = "none"
		where = append(where, "there is no private connection to Google's services")
	}
	r := failed(org.Identity, "is authorized for a VPC that is not peered")
	r.Detail = fmt.Sprintf("Proxies cannot reach the organization's instances: authorizedNetwork is %s, which has no private connection to Google's services (peered: %s).", networkText(network), witness)
	if nameOnly {
		r.Detail += " The names are the same, but the projects differ."
	}
	r.Remediation = fmt.Sprintf("Connect %s to %s, or name the peered VPC in authorizedNetwork (possible only while there is no instance).", networkText(network), privateService)
	r.Witness = []check.Fact{{Name: "authorized_network", Value: networkText(network)}, {Name: "peered_network", Value: witness}}
	r.Trace = where
	r.Repairs = inv.connect(org, network)
	r.Related = append(subjects(inv.Connections.Items), subjects(networks)...)
	if network.IsInferred() || slices.ContainsFunc(inv.Connections.Items, func(c Connection) bool { return c.network().IsInferred() }) {
		r.Confidence = check.Inferred
	}
	return r
}

// seenElsewhere says which connections are certainly on other networks, as an
// open listing cannot exclude that the right one exists too.
func (inv *Inventory) seenElsewhere(org Organization, network value.Of[value.Ref], gaps []Gap) []check.Missing {
	var out []check.Missing
	for _, c := range inv.Connections.Items {
		if len(gaps) == 0 || inv.connects(c, network) != value.False {
			continue
		}
		out = append(out, check.Missing{
			What: fmt.Sprintf("a private connection on %s, the authorized network of %s: the one seen, %s, is on %s, and more may exist",
				networkText(network), org.Subject(), c.Subject(), inv.networkText(c.network())),
			Settle: "set complete = true if these are all the connections, or give credentials",
		})
	}
	return out
}

// subjects lists what findings call the resources.
func subjects[T interface{ Subject() string }](items []T) []string {
	var out []string
	for _, i := range items {
		if s := i.Subject(); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
