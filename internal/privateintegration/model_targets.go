package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/value"

// The types of targets.
const (
	TargetInstance = "instance"
	TargetIP       = "ip"
	TargetALB      = "alb"
	TargetLambda   = "lambda"
)

// TargetGroup is a target group, with its attributes.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html
// and API_TargetGroupAttribute.html.
type TargetGroup struct {
	Identity
	Name                value.String             `json:"TargetGroupName"`
	Protocol            value.String             `json:"Protocol"`
	ProtocolVersion     value.String             `json:"ProtocolVersion"` // HTTP1, HTTP2 or GRPC
	Port                value.Int                `json:"Port"`
	VPC                 value.String             `json:"VpcId"`
	TargetType          value.String             `json:"TargetType"` // instance (default), ip, alb or lambda
	IPAddressType       value.String             `json:"IpAddressType"`
	LoadBalancers       value.List[value.String] `json:"LoadBalancerArns"`
	HealthCheckEnabled  value.Bool               `json:"HealthCheckEnabled"`
	HealthCheckProtocol value.String             `json:"HealthCheckProtocol"`
	HealthCheckPort     value.String             `json:"HealthCheckPort"` // traffic-port or a number
	HealthCheckPath     value.String             `json:"HealthCheckPath"`
	Matcher             Matcher                  `json:"Matcher"`
	// CrossZone (true, false or use_load_balancer_configuration), PreserveClientIP and
	// ProxyProtocol are the attributes load_balancing.cross_zone.enabled,
	// preserve_client_ip.enabled and proxy_protocol_v2.enabled.
	CrossZone        value.String `json:"CrossZone"`
	PreserveClientIP value.Bool   `json:"PreserveClientIp"`
	ProxyProtocol    value.Bool   `json:"ProxyProtocolV2"`
}

// Matcher is the codes of healthy answers.
type Matcher struct {
	HTTPCode value.String `json:"HttpCode"`
	GRPCCode value.String `json:"GrpcCode"`
}

// Target is a target registered with a target group. Group says of which; where its ID
// field is null, an Auto Scaling group or ECS service registers targets of its own.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html.
type Target struct {
	Identity
	Group value.String `json:"TargetGroupArn"`
	// Target is the id of an instance, an address, or the ARN of a load balancer.
	Target value.String `json:"Id"`
	// Port overrides that of the group.
	Port             value.Int    `json:"Port"`
	AvailabilityZone value.String `json:"AvailabilityZone"`
	// Registrar is what registers targets that are not known one by one, such as an
	// ECS service; "" for a target.
	Registrar value.String `json:"Registrar"`
}

// TargetHealth is what a load balancer last saw of a target.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealthDescription.html.
type TargetHealth struct {
	Identity
	Group           value.String `json:"TargetGroupArn"`
	Target          HealthTarget `json:"Target"`
	HealthCheckPort value.String `json:"HealthCheckPort"`
	Health          HealthState  `json:"TargetHealth"`
}

// HealthTarget names the target.
type HealthTarget struct {
	ID               value.String `json:"Id"`
	Port             value.Int    `json:"Port"`
	AvailabilityZone value.String `json:"AvailabilityZone"`
}

// HealthState is a target's.
type HealthState struct {
	State       value.String `json:"State"` // initial, healthy, unhealthy, unused, draining, unavailable, …
	Reason      value.String `json:"Reason"`
	Description value.String `json:"Description"`
}
