package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PeeringActive asks whether the authorized network's peering with Google's
// services is in the state ACTIVE.
var PeeringActive = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "peering-active",
		Title:    "The peering of the authorized network is active",
		Hop:      check.HopNetwork,
		Severity: check.Error,
		Symptom:  "502",
		Why: "A VPC peering carries packets only while both sides have it. " +
			"When the producer's side was deleted the peering `servicenetworking-googleapis-com` turns INACTIVE and its routes go: " +
			"the proxies can no longer reach the Apigee instance, and the load balancer answers 502.",
		Fix: "Delete the private connection and make it anew (`google_service_networking_connection`, or " +
			"`gcloud services vpc-peerings delete` and `connect`) with the same reserved ranges.",
		Unknown: "Unknown when the network's peerings could not be read: credentials that may call compute.networks.get settle it. " +
			"Not applicable while only Terraform tells of the connection, as no Terraform attribute carries a peering's state; " +
			"to hybrid organizations; to those without VPC peering; and where the network has no peering at all, " +
			"which authorized-network-peered judges.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "compute.networks", "servicenetworking.services.connections"},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://cloud.google.com/vpc/docs/private-services-access",
			"https://cloud.google.com/compute/docs/reference/rest/v1/networks",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perPeeredOrganization(inv, func(org Organization, network value.Of[value.Ref]) []check.Result {
			return []check.Result{inv.peeringActive(org, network)}
		})
	},
}

func (inv *Inventory) peeringActive(org Organization, network value.Of[value.Ref]) check.Result {
	networks, maybe := inv.networksMatching(network)
	var missing []check.Missing
	absent := false
	for _, n := range networks {
		found, exists, lacks := n.privatePeerings()
		if len(found) > 0 {
			return blaming("peerings", n.peeringState(found[0]))
		}
		absent = absent || exists == value.False
		missing = append(missing, lacks...)
	}
	connections, _ := inv.connectionsOn(network)
	switch {
	case len(connections) > 0 && connections[0].fromTerraform() && (absent || len(networks) > 0):
		r := inapplicable(connections[0].Identity, "has a peering whose state Terraform does not carry")
		r.Detail = "The state of a peering is no attribute of any Terraform resource. Credentials let it be read."
		return r
	case absent:
		return inapplicable(org.Identity, "is authorized for a VPC that has no peering to judge")
	case len(networks) == 0:
		missing = append(missing, unreadNetwork(org, network))
		for _, n := range maybe {
			missing = append(missing, unresolved("whether "+n.Subject()+" is the authorized network", network, n.Ref))
		}
		missing = append(missing, missingOf(gapsBelow(inv.Projects, inv.Networks.Gaps, network.Value()))...)
	}
	return blaming("authorizedNetwork", undecided(org.Identity, "is authorized for a VPC whose peering is not known", missing...))
}

// unreadNetwork says why there is nothing to read of the authorized network.
func unreadNetwork(org Organization, network value.Of[value.Ref]) check.Missing {
	if network.IsUnknown() {
		return lacking("the authorized network of "+org.Subject(), network.Why())
	}
	return check.Missing{
		What:   fmt.Sprintf("the authorized network of %s, %s: it is not among the networks known", org.Subject(), networkText(network)),
		Settle: "give credentials that may call compute.networks.get on it",
	}
}

// peeringState judges the state of one peering of the network.
func (n Network) peeringState(p Peering) check.Result {
	state, known := p.State.Get()
	switch {
	case state == stateActive:
		return passed(n.Identity, "has an active peering with Google's services")
	case state == "INACTIVE":
		r := failed(n.Identity, "has an inactive peering with Google's services")
		r.Detail = fmt.Sprintf("The proxies in %s have no route to Apigee's instances: the peering %s is INACTIVE.", n.Subject(), p.Name.Value())
		if details := p.StateDetails.Value(); details != "" {
			r.Detail += " Its state in detail: " + details
		}
		r.Witness = []check.Fact{
			{Name: "network", Value: networkText(n.Ref)},
			{Name: "peering", Value: p.Name.Value()},
			{Name: "state", Value: state},
		}
		return r
	case known:
		return undecided(n.Identity, "has a peering in a state that is not known here", check.Missing{
			What: fmt.Sprintf("what the peering state %q means", state), Settle: "update apireach",
		})
	case p.State.IsUnknown():
		return undecided(n.Identity, "has a peering whose state is not known",
			lacking(fmt.Sprintf("state of peering %s of %s", p.Name.Value(), n.Subject()), p.State.Why()))
	}
	return undecided(n.Identity, "has a peering whose state is not known", check.Missing{
		What:   fmt.Sprintf("state of peering %s of %s: not in the response", p.Name.Value(), n.Subject()),
		Settle: "read the network anew",
	})
}
