package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

var loadBalancerPart = Part{"Load balancer", []Fault{
	{ID: "F034", Wrong: "the load balancer is gone", Where: faults.Both, By: []Find{{"vpc-link-target-exists", "the load balancer of the link is gone"}}},
	{ID: "F035", Wrong: "the load balancer failed", Where: faults.Live, By: []Find{{"load-balancer-active", "failed"}}},
	{ID: "F036", Wrong: "the load balancer is impaired", Where: faults.Harmless, By: []Find{{"load-balancer-active", "impaired: it goes on"}}, Why: "it takes requests and cannot grow; the check says so and passes"},
	{ID: "F037", Wrong: "a plan replaces a load balancer that a link V1 holds", Where: faults.Plan, By: []Find{{"load-balancer-not-replaced", "the plan replaces the load balancer"}}},
	{ID: "F038", Wrong: "no listener on the port in the URI", Where: faults.Both, By: []Find{{"listener-on-port", "the port of an emulator"}}},
	{ID: "F039", Wrong: "the URI names no port, and the listener is on another than the scheme's", Where: faults.Both, By: []Find{{"listener-on-port", "the URI names no port, the listener is on 8080"}}},
	{ID: "F040", Wrong: "a port below 1024 that is neither 80 nor 443", Where: faults.Both, By: []Find{{"integration-uri-fits-listener", "port 81"}}},
	{ID: "F041", Wrong: "https through a TCP listener to targets that speak plain HTTP", Where: faults.Both, By: []Find{{"no-double-encryption", "https through TCP to targets that answer plain health checks"}}},
	{ID: "F042", Wrong: "http to a TLS or HTTPS listener", Where: faults.Both, By: []Find{{"listener-protocol-fits", "http to TLS"}, {"listener-protocol-fits", "http to HTTPS"}}},
	{ID: "F043", Wrong: "https to an HTTP listener", Where: faults.Both, By: []Find{{"listener-protocol-fits", "https to HTTP"}}},
	{ID: "F044", Wrong: "an HTTP API without tls_config to an HTTPS listener", Where: faults.Both, By: []Find{{"listener-protocol-fits", "an HTTP API without tls_config to HTTPS"}}},
	{ID: "F045", Wrong: "an HTTP API with tls_config to an HTTP listener", Where: faults.Both, By: []Find{{"listener-protocol-fits", "an HTTP API with tls_config to HTTP"}}},
	{ID: "F046", Wrong: "a UDP listener", Where: faults.Both, By: []Find{{"listener-protocol-fits", "http to UDP"}}},
	{ID: "F047", Wrong: "the listener redirects", Where: faults.Both, By: []Find{{"listener-forwards", "redirect to https"}}},
	{ID: "F048", Wrong: "the listener answers by itself", Where: faults.Both, By: []Find{{"listener-forwards", "a fixed response"}}},
	{ID: "F049", Wrong: "the listener wants a login", Where: faults.Both, By: []Find{{"listener-forwards", "a login before it forwards"}}},
	{ID: "F050", Wrong: "the rule that forwards is for another host than that in the URI", Where: faults.Both, By: []Find{{"listener-forwards", "the rule that forwards is for another host"}}},
	{ID: "F051", Wrong: "the rule that forwards does not expect the stage in the path", Where: faults.Both, By: []Find{{"backend-path-fits", "the rule does not expect the stage"}}},
	{ID: "F052", Wrong: "all weights are 0", Where: faults.Both, By: []Find{{"listener-forwards", "both weights are 0"}}},
	{ID: "F053", Wrong: "the listener verifies client certificates, and API Gateway has none", Where: faults.Both, By: []Find{{"mutual-authentication-satisfied", "HTTP APIs have no client certificate"}, {"mutual-authentication-satisfied", "a stage without one"}}},
	{ID: "F054", Wrong: "a zone without targets, and nodes send to their own zone only", Where: faults.Both, By: []Find{{"zones-covered", "a zone without a target"}}},
	{ID: "F055", Wrong: "the targets' zones are not enabled for the load balancer", Where: faults.Both, By: []Find{{"target-group-has-targets", "all in a zone that the load balancer does not have"}, {"targets-healthy", "in no zone of the load balancer"}}},
	{ID: "F056", Wrong: "the target group turns off what the load balancer turns on across zones", Where: faults.Both, By: []Find{{"zones-covered", "the group turns it off"}}},
	{ID: "F057", Wrong: "two load balancers in a row, of which one sends across zones and the other does not", Where: faults.Both, By: []Find{{"zones-covered", "the group of the load balancer behind turns it off"}, {"zones-covered", "the load balancer behind has one zone only"}}},
}}
