package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/value"

// The types of load balancers.
const (
	Network     = "network"
	Application = "application"
)

// LoadBalancer is a load balancer, with its attributes.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html
// and API_LoadBalancerAttribute.html.
type LoadBalancer struct {
	Identity
	Name              value.String                 `json:"LoadBalancerName"`
	DNSName           value.String                 `json:"DNSName"`
	Type              value.String                 `json:"Type"`   // application, network or gateway
	Scheme            value.String                 `json:"Scheme"` // internal or internet-facing
	State             State                        `json:"State"`
	VPC               value.String                 `json:"VpcId"`
	AvailabilityZones value.List[AvailabilityZone] `json:"AvailabilityZones"`
	SecurityGroups    value.List[value.String]     `json:"SecurityGroups"`
	// EnforceOnPrivateLink is on (default) or off; it has no meaning without groups.
	EnforceOnPrivateLink value.String `json:"EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"`
	IPAddressType        value.String `json:"IpAddressType"`
	// CrossZone and IdleTimeout (seconds) are the attributes
	// load_balancing.cross_zone.enabled and idle_timeout.timeout_seconds.
	CrossZone   value.Bool `json:"CrossZone"`
	IdleTimeout value.Int  `json:"IdleTimeout"`
}

// State is that of a load balancer.
type State struct {
	Code   value.String `json:"Code"` // provisioning, active, active_impaired or failed
	Reason value.String `json:"Reason"`
}

// AvailabilityZone is a zone of a load balancer, with its subnet.
type AvailabilityZone struct {
	Zone   value.String `json:"ZoneName"`
	Subnet value.String `json:"SubnetId"`
}

// Listener is a listener.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html.
type Listener struct {
	Identity
	LoadBalancer   value.String              `json:"LoadBalancerArn"`
	Port           value.Int                 `json:"Port"`
	Protocol       value.String              `json:"Protocol"` // HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, …
	SSLPolicy      value.String              `json:"SslPolicy"`
	Certificates   value.List[CertificateID] `json:"Certificates"`
	DefaultActions value.List[Action]        `json:"DefaultActions"`
	MutualAuth     MutualAuthentication      `json:"MutualAuthentication"`
	// TCPIdleTimeout is the attribute tcp.idle_timeout.seconds, default 350.
	TCPIdleTimeout value.Int `json:"TcpIdleTimeout"`
}

// CertificateID names a certificate.
type CertificateID struct {
	ARN value.String `json:"CertificateArn"`
}

// MutualAuthentication is a listener's.
type MutualAuthentication struct {
	Mode value.String `json:"Mode"` // off, passthrough or verify
}

// Action is what a listener or rule does.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html.
type Action struct {
	Type          value.String  `json:"Type"` // forward, redirect, fixed-response, authenticate-oidc, …
	Order         value.Int     `json:"Order"`
	TargetGroup   value.String  `json:"TargetGroupArn"`
	Forward       ForwardConfig `json:"ForwardConfig"`
	FixedResponse FixedResponse `json:"FixedResponseConfig"`
	Redirect      Redirect      `json:"RedirectConfig"`
}

// ForwardConfig spreads requests over target groups by weight.
type ForwardConfig struct {
	TargetGroups value.List[TargetGroupTuple] `json:"TargetGroups"`
}

// TargetGroupTuple is a target group and its weight, 0 to 999, default 1.
type TargetGroupTuple struct {
	TargetGroup value.String `json:"TargetGroupArn"`
	Weight      value.Int    `json:"Weight"`
}

// FixedResponse is the answer of a fixed-response action.
type FixedResponse struct {
	StatusCode value.String `json:"StatusCode"`
}

// Redirect is where a redirect action leads.
type Redirect struct {
	StatusCode value.String `json:"StatusCode"`
}

// ListenerRule is a rule of an application load balancer's listener, the default rule
// left out.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html.
type ListenerRule struct {
	Identity
	Listener   value.String              `json:"ListenerArn"`
	Priority   value.Int                 `json:"Priority"`
	Conditions value.List[RuleCondition] `json:"Conditions"`
	Actions    value.List[Action]        `json:"Actions"`
}

// RuleCondition is a condition of a rule.
type RuleCondition struct {
	Field  value.String             `json:"Field"` // host-header, path-pattern, http-header, …
	Values value.List[value.String] `json:"Values"`
}

// ListenerCertificate is a certificate of a listener besides the default one.
type ListenerCertificate struct {
	Identity
	Listener value.String `json:"ListenerArn"`
	ARN      value.String `json:"CertificateArn"`
}
