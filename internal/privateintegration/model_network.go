package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/value"

// VPC is a VPC.
type VPC struct {
	Identity
	CIDR  value.String          `json:"CidrBlock"`
	CIDRs value.List[CIDRBlock] `json:"CidrBlockAssociationSet"` // the primary one too
}

// CIDRBlock is a range that is associated with a VPC.
type CIDRBlock struct {
	CIDR value.String `json:"CidrBlock"`
}

// Subnet is a subnet.
type Subnet struct {
	Identity
	VPC              value.String `json:"VpcId"`
	AvailabilityZone value.String `json:"AvailabilityZone"`
	CIDR             value.String `json:"CidrBlock"`
	IPv6             value.List[struct {
		CIDR value.String `json:"Ipv6CidrBlock"`
	}] `json:"Ipv6CidrBlockAssociationSet"`
}

// SecurityGroup is a security group. Its rules are SecurityGroupRule.
type SecurityGroup struct {
	Identity
	Name value.String `json:"GroupName"`
	VPC  value.String `json:"VpcId"`
}

// SecurityGroupRule is one rule of a security group: one peer.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html.
type SecurityGroupRule struct {
	Identity
	Group          value.String    `json:"GroupId"`
	Egress         value.Bool      `json:"IsEgress"`
	Protocol       value.String    `json:"IpProtocol"` // -1, tcp, udp, icmp, icmpv6 or a number
	FromPort       value.Int       `json:"FromPort"`   // null or -1 is all
	ToPort         value.Int       `json:"ToPort"`
	CIDRv4         value.String    `json:"CidrIpv4"`
	CIDRv6         value.String    `json:"CidrIpv6"`
	PrefixList     value.String    `json:"PrefixListId"`
	ReferencedInfo ReferencedGroup `json:"ReferencedGroupInfo"`
}

// ReferencedGroup is the group that a rule refers to.
type ReferencedGroup struct {
	Group         value.String `json:"GroupId"`
	PeeringStatus value.String `json:"PeeringStatus"`
}

// PrefixList is a managed prefix list with its entries.
type PrefixList struct {
	Identity
	Entries value.List[PrefixListEntry] `json:"Entries"`
}

// PrefixListEntry is a range of a prefix list.
type PrefixListEntry struct {
	CIDR value.String `json:"Cidr"`
}

// NetworkACL is a network ACL.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html.
type NetworkACL struct {
	Identity
	VPC          value.String               `json:"VpcId"`
	Default      value.Bool                 `json:"IsDefault"`
	Associations value.List[ACLAssociation] `json:"Associations"`
	Entries      value.List[ACLEntry]       `json:"Entries"`
	// EntryGaps and AssociationGaps say what the lists may lack.
	EntryGaps, AssociationGaps []Gap
}

// ACLAssociation is a subnet that an ACL filters.
type ACLAssociation struct {
	Subnet value.String `json:"SubnetId"`
}

// ACLEntry is a rule of a network ACL.
type ACLEntry struct {
	Number   value.Int    `json:"RuleNumber"`
	Egress   value.Bool   `json:"Egress"`
	Protocol value.String `json:"Protocol"`   // -1 or a number
	Action   value.String `json:"RuleAction"` // allow or deny
	CIDRv4   value.String `json:"CidrBlock"`
	CIDRv6   value.String `json:"Ipv6CidrBlock"`
	Ports    PortRange    `json:"PortRange"`
}

// PortRange is the ports of an entry; null is all.
type PortRange struct {
	From value.Int `json:"From"`
	To   value.Int `json:"To"`
}

// NetworkInterface is a network interface.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html.
type NetworkInterface struct {
	Identity
	Description value.String              `json:"Description"` // "ELB net/NAME/ID" for those of load balancers
	Subnet      value.String              `json:"SubnetId"`
	VPC         value.String              `json:"VpcId"`
	PrivateIP   value.String              `json:"PrivateIpAddress"`
	PrivateIPs  value.List[PrivateIP]     `json:"PrivateIpAddresses"`
	Groups      value.List[AttachedGroup] `json:"Groups"`
}

// PrivateIP is an address of a network interface.
type PrivateIP struct {
	Address value.String `json:"PrivateIpAddress"`
}

// AttachedGroup is a security group of a network interface or an instance.
type AttachedGroup struct {
	Group value.String `json:"GroupId"`
}

// Instance is an EC2 instance: its primary network interface.
type Instance struct {
	Identity
	Subnet    value.String              `json:"SubnetId"`
	VPC       value.String              `json:"VpcId"`
	PrivateIP value.String              `json:"PrivateIpAddress"`
	Groups    value.List[AttachedGroup] `json:"SecurityGroups"`
	State     struct {
		Name value.String `json:"Name"`
	} `json:"State"`
}

// RouteTable is a route table.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html.
type RouteTable struct {
	Identity
	VPC          value.String                 `json:"VpcId"`
	Associations value.List[RouteAssociation] `json:"Associations"`
	Routes       value.List[RouteEntry]       `json:"Routes"`
	// RouteGaps and AssociationGaps say what the lists may lack.
	RouteGaps, AssociationGaps []Gap
}

// RouteAssociation is a subnet that a route table serves, or all others of its VPC.
type RouteAssociation struct {
	Main   value.Bool   `json:"Main"`
	Subnet value.String `json:"SubnetId"`
}

// RouteEntry is a route.
type RouteEntry struct {
	Destination     value.String `json:"DestinationCidrBlock"`
	DestinationIPv6 value.String `json:"DestinationIpv6CidrBlock"`
	State           value.String `json:"State"` // active or blackhole
	Gateway         value.String `json:"GatewayId"`
	NATGateway      value.String `json:"NatGatewayId"`
	Peering         value.String `json:"VpcPeeringConnectionId"`
	TransitGateway  value.String `json:"TransitGatewayId"`
	Interface       value.String `json:"NetworkInterfaceId"`
}

// PeeringConnection is a VPC peering connection.
type PeeringConnection struct {
	Identity
	Requester PeeringVPC    `json:"RequesterVpcInfo"`
	Accepter  PeeringVPC    `json:"AccepterVpcInfo"`
	Status    PeeringStatus `json:"Status"`
}

// PeeringVPC is a side of a peering connection.
type PeeringVPC struct {
	VPC value.String `json:"VpcId"`
}

// PeeringStatus is active or not.
type PeeringStatus struct {
	Code value.String `json:"Code"`
}

// EndpointService is a VPC endpoint service, which a VPC link V1 makes on its load
// balancer.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceConfiguration.html.
type EndpointService struct {
	Identity
	LoadBalancers      value.List[value.String] `json:"NetworkLoadBalancerArns"`
	State              value.String             `json:"ServiceState"` // Pending, Available, Deleting, Deleted or Failed
	AcceptanceRequired value.Bool               `json:"AcceptanceRequired"`
	AvailabilityZones  value.List[value.String] `json:"AvailabilityZones"`
}

// EndpointConnection is a consumer's connection to an endpoint service.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html.
type EndpointConnection struct {
	Identity
	Service  value.String `json:"ServiceId"`
	Endpoint value.String `json:"VpcEndpointId"`
	Owner    value.String `json:"VpcEndpointOwner"` // an account
	State    value.String `json:"VpcEndpointState"` // available, pendingAcceptance, rejected, …
}
