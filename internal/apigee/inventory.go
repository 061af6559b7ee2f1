package apigee

import (
	"net/netip"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Identity is what every resource of the model has.
type Identity struct {
	// Address is the Terraform address or input path; "" when the resource was
	// only seen in the cloud.
	Address string
	// Ref is the canonical full resource name; parts of it may be unknown.
	Ref value.Of[value.Ref]
	// Created says that the plan which tells of the resource creates it: nothing that
	// exists already is below it or refers to it.
	Created bool
}

// Subject is what findings call the resource: its Terraform address where there
// is one, else its relative resource name.
func (i Identity) Subject() string {
	if i.Address != "" {
		return i.Address
	}
	return i.Ref.Value().Path()
}

// Gap says that a listing may lack items.
type Gap struct {
	// What names the listing and the call or input it comes from.
	What string
	// Reason says why it may be incomplete: "permission compute.networks.get denied".
	Reason string
	// Settle says what would complete it.
	Settle string
	// Scope restricts the gap to the items below one parent, by its canonical
	// name: an instance, a group, a network. The zero Ref is everything.
	Scope value.Ref
	// Location restricts the gap to one region; "" is everywhere.
	Location string
	// Existing restricts the gap to items that exist already, which are below nothing
	// that a plan creates, and refer to none of it.
	Existing bool
}

// Missing turns the gap into what an unknown verdict reports.
func (g Gap) Missing() check.Missing {
	return check.Missing{What: g.What + ": " + g.Reason, Settle: g.Settle}
}

// Listing is the items known of one kind, and how the knowledge may be incomplete.
type Listing[T any] struct {
	Items []T
	// Gaps is empty when the listing is complete: what is not in it does not exist.
	Gaps []Gap
}

// Inventory is everything known about one organization and its path.
type Inventory struct {
	// Projects maps the project numbers that were resolved to ids.
	Projects value.Projects
	// Hostnames are the hostnames that the user says clients use; empty when he
	// does not say.
	Hostnames []string
	// ClientRanges are where the user says clients come from; empty when he does not say.
	ClientRanges []netip.Prefix
	// Closed says that nothing exists but what is listed, after apply too, so that a
	// reference that is not known yet means one of the listed resources.
	Closed bool
	// Planned says that a plan is laid over what there is, so that what was measured was
	// measured before it.
	Planned bool
	// Now is the time that certificates are judged at; without one none expires.
	Now time.Time
	// Observed is what host names showed to somebody who asked; empty when nobody did.
	Observed []Observed
	// WarningDays is how long before its end a certificate is to be replaced.
	WarningDays int

	Organizations       Listing[Organization]
	Instances           Listing[Instance]
	InstanceAttachments Listing[InstanceAttachment] // gaps scoped by instance
	Environments        Listing[Environment]
	EnvironmentGroups   Listing[EnvironmentGroup]
	GroupAttachments    Listing[GroupAttachment] // gaps scoped by group

	RouteTables Listing[RouteTable]

	Networks         Listing[Network]
	Subnetworks      Listing[Subnetwork]
	Routers          Listing[Router]
	RouterNATs       Listing[RouterNAT]
	Routes           Listing[Route]
	Connections      Listing[Connection] // gaps scoped by network
	GlobalAddresses  Listing[Address]
	Firewalls        Listing[Firewall]       // gaps scoped by network
	FirewallPolicies Listing[FirewallPolicy] // gaps scoped by network; by location for regional policies

	ForwardingRules       Listing[ForwardingRule]
	TargetProxies         Listing[TargetProxy]
	URLMaps               Listing[URLMap]
	BackendServices       Listing[BackendService]
	HealthChecks          Listing[HealthCheck]
	InstanceGroupManagers Listing[InstanceGroupManager]
	InstanceTemplates     Listing[InstanceTemplate]
	NetworkEndpointGroups Listing[NetworkEndpointGroup]
	BackendHealth         Listing[GroupHealth] // gaps scoped by backend service
	VirtualMachines       Listing[VirtualMachine]

	SSLCertificates              Listing[SSLCertificate]
	SSLPolicies                  Listing[SSLPolicy]
	ServerTLSPolicies            Listing[ServerTLSPolicy] // gaps scoped by policy
	ManagerCertificates          Listing[ManagerCertificate]
	CertificateMaps              Listing[CertificateMap]
	CertificateMapEntries        Listing[CertificateMapEntry] // gaps scoped by map
	SecurityPolicies             Listing[SecurityPolicy]
	HierarchicalSecurityPolicies Listing[SecurityPolicy] // gaps scoped by project
	Autoscalers                  Listing[Autoscaler]

	ManagedZones      Listing[ManagedZone]
	RecordSets        Listing[RecordSet]
	DNSAuthorizations Listing[DNSAuthorization]

	Services Listing[EnabledAPI] // gaps scoped by project
	// ServiceIdentities are Terraform's alone.
	ServiceIdentities Listing[ServiceIdentity]
	CryptoKeys        Listing[CryptoKey] // gaps scoped by key
	IAMPolicies       Listing[IAMPolicy] // gaps scoped by resource
	IAMGrants         Listing[IAMGrant]

	// GoneGrants are the parts of policies that the plan takes away.
	GoneGrants []IAMGrant
	// Gone are the instances that the plan deletes, be it to create them anew.
	Gone []Instance
}

// SetIdentity sets the identity of the resource that embeds it.
func (i *Identity) SetIdentity(id Identity) { *i = id }
