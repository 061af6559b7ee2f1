package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What Service Networking calls its service, its peering in the consumer's VPC,
// and the VPC of the producer at the other end.
//
// Source: https://cloud.google.com/vpc/docs/private-services-access.
const (
	privateService        = "servicenetworking.googleapis.com"
	privatePeering        = "servicenetworking-googleapis-com"
	privateProducer       = "servicenetworking"
	computeService        = "compute.googleapis.com"
	apigeeService         = "apigee.googleapis.com"
	networkCollection     = "global/networks"
	globalAddresses       = "global/addresses"
	purposePrivateService = "VPC_PEERING"
)

// network is the authorized network; a bare name lies in the organization's own
// project, also when a Shared VPC was meant.
func (o Organization) network() value.Of[value.Ref] {
	if value.Is(o.AuthorizedNetwork, "") == value.True {
		return value.Of[value.Ref]{}
	}
	return computeReference(o.AuthorizedNetwork, networkCollection, o.ProjectID.Value())
}

// network is the VPC that the connection peers.
func (c Connection) network() value.Of[value.Ref] {
	return computeReference(c.Network, networkCollection, c.Ref.Value().Project())
}

// computeReference reads a reference to a Compute Engine resource. The project
// completes a bare name; "" is any. What is no reference is unknown.
func computeReference(text value.String, collection, project string) value.Of[value.Ref] {
	s, ok := text.Get()
	if !ok {
		return value.Map(text, func(string) value.Ref { return value.Ref{} })
	}
	base := value.RefBase{Service: computeService, Collection: collection}
	if project != "" {
		base.Parent = "projects/" + project
	}
	ref, err := value.ParseRef(s, base)
	if err != nil {
		return value.UnknownOf[value.Ref](value.Why{Reason: err.Error(), Settle: "name the resource as projects/PROJECT/" + collection + "/NAME"})
	}
	return value.Known(ref)
}

// connects says whether the connection is one to Google's own services on the
// given network. Partners' services, such as netapp.servicenetworking.goog, have
// connections of their own.
func (inv *Inventory) connects(c Connection, network value.Of[value.Ref]) value.Truth {
	return value.And(c.isPrivate(), value.SameRef(inv.Projects, network, c.network()))
}

// isPrivate says whether the connection is one to Google's own services.
func (c Connection) isPrivate() value.Truth {
	if c.Service.IsNull() {
		return value.Undecided
	}
	return value.Is(value.Map(c.Service, func(s string) string { return strings.TrimPrefix(s, "services/") }), privateService)
}

// connectionsOn returns the connections that are certainly on the network, and
// those that may be.
func (inv *Inventory) connectionsOn(network value.Of[value.Ref]) (certain, possible []Connection) {
	for _, c := range inv.Connections.Items {
		switch inv.connects(c, network) {
		case value.True:
			certain = append(certain, c)
		case value.Undecided:
			possible = append(possible, c)
		case value.False:
		}
	}
	return certain, possible
}

// isPrivate says whether the peering leads to Google's services. Its name and
// the name of the network at its other end both tell; where they disagree
// nothing is certain.
func (p Peering) isPrivate() value.Truth {
	name := value.Is(p.Name, privatePeering)
	peer := value.Map(p.Network, func(s string) string { return s[strings.LastIndexByte(s, '/')+1:] })
	producer := value.Is(peer, privateProducer)
	switch {
	case name == producer || p.Network.IsNull():
		return name
	case p.Name.IsNull():
		return producer
	}
	return value.Undecided
}

// peerings returns the network's peerings. A network that only Terraform tells
// of is silent about them, for google_compute_network has no such attribute.
func (n Network) peerings() value.List[Peering] {
	if n.Peerings.IsNull() && n.fromTerraform() {
		return value.UnknownOf[[]Peering](value.Why{
			Reason: "Terraform's google_compute_network does not carry the peerings of a network",
			Settle: "give credentials that may call compute.networks.get",
		})
	}
	return n.Peerings
}

// privatePeerings returns the network's peerings to Google's services; whether
// there is one; and why that is not known.
func (n Network) privatePeerings() (found []Peering, exists value.Truth, missing []check.Missing) {
	all := n.peerings()
	if all.IsUnknown() {
		return nil, value.Undecided, []check.Missing{lacking("peerings of "+n.Subject(), all.Why())}
	}
	exists = value.False
	for _, p := range all.Value() {
		private := p.isPrivate()
		exists = value.Or(exists, private)
		if private == value.True {
			found = append(found, p)
		}
	}
	if exists == value.Undecided {
		missing = []check.Missing{{
			What:   "which peering of " + n.Subject() + " leads to Google's services",
			Settle: "look at the names and peer networks of its peerings",
		}}
	}
	return found, exists, missing
}

// networksMatching returns the networks of the inventory that certainly are the
// given one, and those that may be.
func (inv *Inventory) networksMatching(network value.Of[value.Ref]) (certain, possible []Network) {
	for _, n := range inv.Networks.Items {
		switch value.SameRef(inv.Projects, network, n.Ref) {
		case value.True:
			certain = append(certain, n)
		case value.Undecided:
			possible = append(possible, n)
		case value.False:
		}
	}
	return certain, possible
}

// unresolved says why two references cannot be told apart.
func unresolved(what string, a, b value.Of[value.Ref]) check.Missing {
	for _, r := range []value.Of[value.Ref]{a, b} {
		if r.IsUnknown() {
			return lacking(what, r.Why())
		}
	}
	x, y := a.Value(), b.Value()
	out := check.Missing{What: fmt.Sprintf("%s: %s may be %s", what, x.Path(), y.Path())}
	switch {
	case !x.Complete() || !y.Complete():
		out.Settle = "spell both with their project, as projects/PROJECT/" + networkCollection + "/NAME"
	case x.Project() != y.Project():
		out.Settle = fmt.Sprintf("resolve the project number, with credentials that may call projects.get on %s and %s, or spell both with the project's id", x.Project(), y.Project())
	default:
		out.Settle = "spell both by name instead of by numeric id"
	}
	return out
}

// networkText is how findings spell a network that an API names by the number of
// its project: with the id, where it was resolved.
func (inv *Inventory) networkText(r value.Of[value.Ref]) string {
	return networkText(value.Map(r, inv.Projects.Canonical))
}

// networkText is how witnesses spell a network.
func networkText(r value.Of[value.Ref]) string {
	if ref, ok := r.Get(); ok {
		return ref.Path()
	}
	if r.IsUnknown() {
		return r.Why().Origin.String()
	}
	return ""
}
