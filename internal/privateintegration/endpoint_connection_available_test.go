package privateintegration_test

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func endpointConnectionAvailable() []verdictCase {
	const connection = "vpce-svc-1/vpce-1"
	state := func(s any) *testkit.AWS {
		return testkit.NewREST().Set(aws.EndpointConnections, connection, "VpcEndpointState", s)
	}
	service := func(s any) *testkit.AWS {
		return testkit.NewREST().Set(aws.EndpointServices, "vpce-svc-1", "ServiceState", s)
	}
	other := func(w *testkit.AWS, owner, state string) *testkit.AWS {
		return w.Add(aws.EndpointConnections, "vpce-svc-1/vpce-2", "", body{"ServiceId": "vpce-svc-1", "VpcEndpointId": "vpce-2", "VpcEndpointOwner": owner, "VpcEndpointState": state})
	}
	// elsewhere is a region of which API Gateway's account is not published.
	elsewhere := func(w *testkit.AWS) *testkit.AWS {
		nlb := strings.Replace(testkit.NLB, testkit.AWSRegion, "eu-south-2", 1)
		return w.Set(aws.RestVPCLinks, "link1", "targetArns", []string{nlb}).Set(aws.EndpointServices, "vpce-svc-1", "NetworkLoadBalancerArns", []string{nlb})
	}
	return []verdictCase{
		{name: "available", world: state("available"), want: []string{"pass link1"}},
		{name: "available, as the SDK's constants spell it", world: state("Available"), want: []string{"pass link1"}},
		{name: "somebody else's connection is rejected", world: other(testkit.NewREST(), "999999999999", "rejected"), want: []string{"pass link1"}},
		{name: "an earlier connection of API Gateway's is deleted", world: other(testkit.NewREST(), testkit.APIGatewayAccount, "deleted"), want: []string{"pass link1"}},
		{
			name: "connections could not all be listed, but API Gateway's is there", world: testkit.NewREST().Gap(aws.EndpointConnections, "", "cut off"),
			want: []string{"pass link1"},
		},
		{name: "rejected", world: state("rejected"), want: []string{"fail link1"}, says: []string{"{vpcEndpointState rejected}"}},
		{name: "rejected, while somebody else's is available", world: other(state("rejected"), "999999999999", "available"), want: []string{"fail link1"}},
		{name: "waiting for acceptance", world: state("pendingAcceptance"), want: []string{"fail link1"}, says: []string{"Accept the connection"}},
		{name: "expired", world: state("expired"), want: []string{"fail link1"}},
		{name: "being made", world: state("pending"), want: []string{"unknown link1"}, says: []string{"run again"}},
		{name: "known after apply", world: state("?known after apply"), want: []string{"unknown link1"}},
		{name: "no connection at all", world: testkit.NewREST().DropAll(aws.EndpointConnections), want: []string{"fail link1"}},
		{
			name: "only accounts are connected that nobody knows", world: other(testkit.NewREST().Drop(aws.EndpointConnections, connection), "999999999999", "available"),
			want: []string{"unknown link1"},
		},
		{
			name: "connections could not be read", world: testkit.NewREST().DropAll(aws.EndpointConnections).Gap(aws.EndpointConnections, "vpce-svc-1", "permission ec2:DescribeVpcEndpointConnections denied"),
			want: []string{"unknown link1"}, says: []string{"ec2:DescribeVpcEndpointConnections"},
		},
		{name: "a region whose account is not published, all available", world: elsewhere(testkit.NewREST()), want: []string{"pass link1"}},
		{name: "a region whose account is not published, some rejected", world: elsewhere(other(testkit.NewREST(), "999999999999", "rejected")), want: []string{"unknown link1"}},
		{name: "a region whose account is not published, all rejected", world: elsewhere(state("rejected")), want: []string{"fail link1"}},
		{name: "the service was deleted", world: testkit.NewREST().DropAll(aws.EndpointServices), want: []string{"fail link1"}, says: []string{"{networkLoadBalancerArn " + testkit.NLB + "}"}},
		{name: "the service failed", world: service("Failed"), want: []string{"fail link1"}, says: []string{"{serviceState Failed}"}},
		{name: "the service is being deleted", world: service("Deleting"), want: []string{"fail link1"}},
		{name: "the service is being made", world: service("Pending"), want: []string{"unknown link1"}},
		{name: "a lower-case state", world: service("available"), want: []string{"pass link1"}},
		{
			name: "services could not be read", world: testkit.NewREST().DropAll(aws.EndpointServices).Gap(aws.EndpointServices, "", "permission denied"),
			want: []string{"unknown link1"},
		},
		{
			name: "Terraform makes the link, and tells of no service", want: []string{"not_applicable aws_api_gateway_vpc_link.this"},
			world: testkit.NewREST().DropAll(aws.EndpointServices, aws.EndpointConnections).Address(aws.RestVPCLinks, "link1", "aws_api_gateway_vpc_link.this").Set(aws.RestVPCLinks, "link1", "status", nil),
		},
		{name: "a link V2 has none", world: testkit.NewHTTPToALB(), want: []string{"not_applicable link2"}},
		{name: "there is no link", world: testkit.NewREST().Drop(aws.RestVPCLinks, "link1"), want: []string{none}},
		{name: "the link is known after apply", world: integration(testkit.NewREST(), "connectionId", "?known after apply"), want: []string{"unknown " + deployed}},
	}
}
