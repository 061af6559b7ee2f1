package main

import "testing"

// articleSteps are the causes, messages and steps of AWS's article on VPC links, in its
// order.
//
// Source: https://repost.aws/knowledge-center/api-gateway-500-error-vpc.
var articleSteps = []string{
	"see whether the VPC link FAILED",
	"see whether its endpoint service is gone, or the connection rejected",
	"see whether the registered targets are unhealthy or unused",
	"see whether the link was without traffic for 60 days",
	"see whether security groups keep packets from a port",
	"see whether a network ACL keeps packets away",
	"see whether the target listens on its port",
	"see whether the certificate has the domain's name",
	"turn execution logging on",
	"read the execution log for the message",
	"know the message",
	"see that the load balancer of the link exists",
	"see that the link is AVAILABLE, and make a new one if it FAILED",
	"deploy the API after a change of the integration",
	"see that the endpoint connection is available",
	"see that the stage variable has the link's id",
	"see that the load balancer listens on the request's port by HTTP or HTTPS",
	"see that network ACLs do not block the request",
	"see that the target group takes the request, and that ACLs and groups admit it both ways",
	"see that the backend runs and listens, as what resets connections does not",
	"turn off that inbound rules are enforced on PrivateLink traffic",
	"know the message",
	"compare the domain's name with the certificate that the target returns",
	"know the message",
	"see the certificate's end, its name and its root, which are verified even with `insecureSkipVerification`",
	"see that the authority is one that API Gateway supports",
	"know the message",
	"see that key and certificate belong together",
	"know the message",
	"let the target's timeout be longer than the load balancer's 350 seconds",
	"know the message",
	"send the request through an endpoint of one's own, or capture packets",
	"change the load balancer's protocol to TLS or TCP, as the target answers",
	"set `insecureSkipVerification` where the target's certificate is one's own",
}

func TestEvery_cause_message_and_step_of_the_article_has_a_check_or_command_that_exists(t *testing.T) {
	t.Parallel()
	hold(t, "private-integration-steps.md", articleSteps)
}
