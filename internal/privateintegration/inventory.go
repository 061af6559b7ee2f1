package privateintegration

import (
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Identity is what every resource of the model has.
type Identity struct {
	// Address is the Terraform address or input path; "" when the resource was only
	// seen in the cloud.
	Address string
	// ID is the ARN where the resource's own API names it so, else the id.
	ID value.String
	// Created says that the plan which tells of the resource creates it, Changed that it
	// changes it where it is.
	Created, Changed bool
	// Region is the region that Terraform says the resource is in; null where nothing
	// says so: see [Identity.InRegion].
	Region value.String
	// Observed says that the API tells of the resource too, though Terraform has it.
	Observed bool
}

// Subject is what findings call the resource: its Terraform address where there is
// one, else its id or ARN.
func (i Identity) Subject() string {
	if i.Address != "" {
		return i.Address
	}
	return i.ID.Value()
}

// SetIdentity sets the identity of the resource that embeds it.
func (i *Identity) SetIdentity(id Identity) { *i = id }

// FromTerraform says that only Terraform tells of the resource, which has none of the
// attributes that only the API tells, such as states.
func (i Identity) FromTerraform() bool { return i.Address != "" && !i.Observed }

// Gap says that a listing may lack items.
type Gap struct {
	// What names the listing and the call or input it comes from.
	What string
	// Reason says why it may be incomplete: "permission ec2:DescribeSubnets denied".
	Reason string
	// Settle says what would complete it.
	Settle string
	// Scope restricts the gap to the items below one parent, by its id or ARN: an API, a
	// load balancer, a target group, a security group. "" is everything.
	Scope string
	// Existing restricts the gap to items that exist already, which are below nothing
	// that a plan creates.
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

	// parents and names find items by the ids of their parents, and by their own.
	parents, names *places
}

// NewListing is a listing whose items are found by their ids, and by those of their parents, without looking at all
// of them. They must not change afterwards.
func NewListing[T any](items []T, gaps []Gap) Listing[T] {
	return Listing[T]{Items: items, Gaps: gaps, parents: &places{}, names: &places{}}
}

// Selection restricts what is judged to one API and one of its stages, by id and name;
// the zero Selection is everything.
type Selection struct{ API, Stage string }

// Inventory is everything known about the private integrations of an account and
// region, and of what is behind them.
type Inventory struct {
	Selection Selection
	// Closed says that nothing exists but what is listed, after apply too.
	Closed bool
	// Now is the time that certificates are judged at; without one none expires.
	Now time.Time
	// WarningDays is how long before its end a certificate is to be replaced.
	WarningDays int

	// REST APIs (apigateway).
	RestAPIs         Listing[RestAPI]
	RestIntegrations Listing[RestIntegration] // gaps scoped by API
	RestStages       Listing[RestStage]       // gaps scoped by API
	RestDeployments  Listing[RestDeployment]  // gaps scoped by API
	RestVPCLinks     Listing[RestVPCLink]
	Accounts         Listing[Account]

	// HTTP and WebSocket APIs (apigatewayv2).
	APIs         Listing[API]
	Integrations Listing[Integration] // gaps scoped by API
	Routes       Listing[Route]       // gaps scoped by API
	Stages       Listing[Stage]       // gaps scoped by API
	VPCLinks     Listing[VPCLink]

	// Load balancers (elasticloadbalancingv2).
	LoadBalancers Listing[LoadBalancer]
	Listeners     Listing[Listener]     // gaps scoped by load balancer
	Rules         Listing[ListenerRule] // gaps scoped by listener
	TargetGroups  Listing[TargetGroup]
	Targets       Listing[Target]              // gaps scoped by target group
	TargetHealth  Listing[TargetHealth]        // gaps scoped by target group
	ListenerCerts Listing[ListenerCertificate] // gaps scoped by listener

	// The network (ec2).
	VPCs                Listing[VPC]
	Subnets             Listing[Subnet]
	SecurityGroups      Listing[SecurityGroup]
	SecurityGroupRules  Listing[SecurityGroupRule] // gaps scoped by security group
	PrefixLists         Listing[PrefixList]
	NetworkACLs         Listing[NetworkACL]
	NetworkInterfaces   Listing[NetworkInterface]
	Instances           Listing[Instance]
	RouteTables         Listing[RouteTable]
	PeeringConnections  Listing[PeeringConnection]
	EndpointServices    Listing[EndpointService]
	EndpointConnections Listing[EndpointConnection] // gaps scoped by endpoint service

	// Certificates (acm) and service discovery (servicediscovery).
	Certificates      Listing[Certificate]
	CloudMapServices  Listing[CloudMapService]
	CloudMapInstances Listing[CloudMapInstance] // gaps scoped by service

	// Planned says that a plan changes what decides whether packets and health checks
	// get through: what was observed of them is of before.
	Planned bool
	// Gone is what the plan deletes, be it to create it anew, by type and id.
	Gone []Removal

	memo memo
}

// Removal is a resource that a plan deletes or replaces.
type Removal struct {
	Identity
	// Type is that of the resource, such as elasticloadbalancing.loadBalancers.
	Type string
	// Replaced says that the plan creates it anew.
	Replaced bool
}
