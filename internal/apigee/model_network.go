package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// Network is compute.networks.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/networks.
type Network struct {
	Identity
	Name value.String `json:"name"`
	// EnforcementOrder is AFTER_CLASSIC_FIREWALL (default) or BEFORE_CLASSIC_FIREWALL.
	EnforcementOrder value.String        `json:"networkFirewallPolicyEnforcementOrder"`
	Peerings         value.List[Peering] `json:"peerings"`
}

// Peering is one element of compute.networks.peerings.
type Peering struct {
	Name         value.String `json:"name"`
	Network      value.String `json:"network"`
	State        value.String `json:"state"` // ACTIVE or INACTIVE
	StateDetails value.String `json:"stateDetails"`
	// ImportCustomRoutes takes the routes of the other network, a default route too.
	ImportCustomRoutes value.Bool `json:"importCustomRoutes"`
}

// Subnetwork is compute.subnetworks.
type Subnetwork struct {
	Identity
	Name        value.String `json:"name"`
	Network     value.String `json:"network"`
	Region      value.String `json:"region"`
	IPCIDRRange value.String `json:"ipCidrRange"`
	Purpose     value.String `json:"purpose"` // PRIVATE, REGIONAL_MANAGED_PROXY, GLOBAL_MANAGED_PROXY, …
	Role        value.String `json:"role"`    // ACTIVE or BACKUP, for proxy-only subnets
	StackType   value.String `json:"stackType"`
	// PrivateIPGoogleAccess lets instances without an external address reach Google's APIs.
	PrivateIPGoogleAccess value.Bool `json:"privateIpGoogleAccess"`
}

// Connection is servicenetworking.services.connections: a private connection
// between a VPC and Google's services, which is a VPC peering.
//
// Source: https://cloud.google.com/service-infrastructure/docs/service-networking/reference/rest/v1/services.connections.
type Connection struct {
	Identity
	Network               value.String             `json:"network"` // often with the project's number
	Peering               value.String             `json:"peering"`
	Service               value.String             `json:"service"`
	ReservedPeeringRanges value.List[value.String] `json:"reservedPeeringRanges"` // names of global addresses
}

// Address is compute.globalAddresses, as far as ranges for private connections go.
type Address struct {
	Identity
	Name         value.String `json:"name"`
	Address      value.String `json:"address"`
	PrefixLength value.Int    `json:"prefixLength"`
	Purpose      value.String `json:"purpose"`     // VPC_PEERING for such ranges
	AddressType  value.String `json:"addressType"` // INTERNAL for such ranges
	Network      value.String `json:"network"`
}
