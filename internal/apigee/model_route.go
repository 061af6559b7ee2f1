package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// Router is compute.routers. Its NATs are resources of their own here, as they are in
// Terraform.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/routers.
type Router struct {
	Identity
	Name    value.String `json:"name"`
	Network value.String `json:"network"`
	Region  value.String `json:"region"`
	// BGP is set on routers that may exchange routes; the others only do NAT.
	BGP value.Of[RouterBGP] `json:"bgp"`
}

// RouterBGP is the router's own end of BGP; only whether it is set matters.
type RouterBGP struct {
	ASN value.Int `json:"asn"`
}

// RouterNAT is one element of compute.routers.nats: a Cloud NAT.
type RouterNAT struct {
	Identity
	Name value.String `json:"name"`
	// Router is the router that has it, by name or link.
	Router value.String `json:"router"`
	Region value.String `json:"region"`
	Type   value.String `json:"type"` // PUBLIC (default) or PRIVATE, which leads to no API
	// Sources is ALL_SUBNETWORKS_ALL_IP_RANGES, ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES or
	// LIST_OF_SUBNETWORKS.
	Sources     value.String              `json:"sourceSubnetworkIpRangesToNat"`
	Subnetworks value.List[NATSubnetwork] `json:"subnetworks"`
}

// NATSubnetwork is one element of nats.subnetworks.
type NATSubnetwork struct {
	Name   value.String             `json:"name"`                // a link
	Ranges value.List[value.String] `json:"sourceIpRangesToNat"` // ALL_IP_RANGES, PRIMARY_IP_RANGE, LIST_OF_SECONDARY_IP_RANGES
}

// Route is compute.routes: a static route of a network.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/routes.
type Route struct {
	Identity
	Name           value.String `json:"name"`
	Network        value.String `json:"network"`
	DestRange      value.String `json:"destRange"`
	NextHopGateway value.String `json:"nextHopGateway"` // the internet gateway; null where the next hop is something else
	NextHopNetwork value.String `json:"nextHopNetwork"` // the network itself
}
