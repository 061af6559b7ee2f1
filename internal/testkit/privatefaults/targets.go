package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

var targetsPart = Part{"Targets", []Fault{
	{ID: "F063", Wrong: "the target group is behind no listener", Where: faults.Live, By: []Find{{"targets-healthy", "in no zone of the load balancer"}}},
	{ID: "F064", Wrong: "the target group is empty", Where: faults.Both, By: []Find{{"target-group-has-targets", "none"}}},
	{ID: "F065", Wrong: "nothing listens on the targets", Where: faults.Live, By: []Find{{"targets-healthy", "nothing listens"}}},
	{ID: "F066", Wrong: "health checks time out", Where: faults.Live, By: []Find{{"targets-healthy", "all time out on the port of the traffic"}}},
	{ID: "F067", Wrong: "health checks get other codes", Where: faults.Unknown, By: []Find{{"targets-healthy", "they answer with other codes, and get requests as none is healthy"}}},
	{ID: "F068", Wrong: "the targets are stopped", Where: faults.Live, By: []Find{{"targets-healthy", "stopped"}}},
	{ID: "F069", Wrong: "the targets are draining", Where: faults.Live, By: []Find{{"targets-healthy", "all are draining"}}},
	{ID: "F070", Wrong: "the target is an address of a load balancer", Where: faults.Live, By: []Find{{"targets-healthy", "an address of a load balancer"}}},
	{ID: "F071", Wrong: "targets are registered with another port than the application's", Where: faults.Live, By: []Find{{"targets-healthy", "nothing listens"}}},
	{ID: "F072", Wrong: "health checks go to another port, on which something else answers", Where: faults.Open, Why: "a port of its own for health checks is a choice, and nothing tells that the other one is dead"},
	{ID: "F073", Wrong: "health checks by HTTPS of targets that speak TLS 1.3 only", Where: faults.Open, Why: "which versions of TLS targets speak is told by nothing; that they are unhealthy is F065"},
	{ID: "F074", Wrong: "health checks by HTTP of an application that looks at the host", Where: faults.Unknown, By: []Find{{"targets-healthy", "they answer with other codes, and get requests as none is healthy"}}},
	{ID: "F075", Wrong: "health checks are off", Where: faults.Unknown, By: []Find{{"targets-healthy", "not checked is not unhealthy"}}},
	{ID: "F076", Wrong: "the load balancer that is the target does not listen on the port", Where: faults.Both, By: []Find{{"target-port-fits", "a port on which the load balancer behind does not listen"}}},
	{ID: "F077", Wrong: "a load balancer as the target is checked by TCP", Where: faults.Both, By: []Find{{"health-check-fits", "a load balancer by TCP"}}},
	{ID: "F078", Wrong: "a load balancer as the target is checked by another protocol than it speaks", Where: faults.Both, By: []Find{{"health-check-fits", "a load balancer that listens by HTTP, by HTTPS"}}},
	{ID: "F079", Wrong: "PROXY protocol v2 to targets that do not read it", Where: faults.Unknown, By: []Find{{"no-double-encryption", "whether they read PROXY protocol nobody knows"}}},
	{ID: "F080", Wrong: "a target group for HTTP/2 or gRPC", Where: faults.Both, By: []Find{{"target-port-fits", "GRPC"}, {"target-port-fits", "HTTP2"}}},
	{ID: "F081", Wrong: "IPv6 targets behind a load balancer without IPv6", Where: faults.Both, By: []Find{{"target-port-fits", "IPv6 addresses behind IPv4"}}},
	{ID: "F082", Wrong: "an instance of another VPC as a target", Where: faults.Both, By: []Find{{"target-port-fits", "an instance of a peered VPC"}}},
}}
