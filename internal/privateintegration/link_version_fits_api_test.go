package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func linkVersionFitsAPI() []verdictCase {
	return []verdictCase{
		{name: "REST, V1, Network Load Balancer", world: testkit.NewREST(), want: []string{"pass link1"}},
		{name: "REST, V1, Network Load Balancer in front of another one", world: testkit.NewRESTToALB(), want: []string{"pass link1"}},
		{name: "WebSocket, V1", world: testkit.NewWebSocket(), want: []string{"pass link1"}},
		{name: "HTTP, V2", world: testkit.NewHTTPToALB(), want: []string{"pass " + integrated}},
		{name: "REST, V2, with a target", world: testkit.NewRESTV2(), want: []string{"pass " + deployed}},
		{
			name: "the target is known after apply", world: integration(testkit.NewRESTV2(), "integrationTarget", "?known after apply"),
			want: []string{"pass " + deployed},
		},
		{
			name: "REST, V2, without a target", world: integration(testkit.NewRESTV2(), "integrationTarget", nil),
			want: []string{"fail " + deployed}, says: []string{"IntegrationTarget is required for VpcLinkV2", `field "integrationTarget"`},
		},
		{
			name: "HTTP, V1", world: testkit.NewREST().Select(testkit.HTTPAPI, "").Add(aws.APIs, testkit.HTTPAPI, "", body{"ProtocolType": "HTTP"}).
				Add(aws.Integrations, integrated, testkit.HTTPAPI, body{"ConnectionType": "VPC_LINK", "ConnectionId": "link1", "IntegrationType": "HTTP_PROXY"}),
			want: []string{"fail " + integrated}, says: []string{"{protocol HTTP API}"},
		},
		{
			name: "WebSocket, V2", world: testkit.NewHTTPToNLB().Set(aws.APIs, testkit.HTTPAPI, "ProtocolType", "WEBSOCKET"),
			want: []string{"fail " + integrated},
		},
		{
			name: "V1 to an Application Load Balancer", world: testkit.NewRESTToALB().Set(aws.RestVPCLinks, "link1", "targetArns", []string{testkit.ALB}),
			want: []string{"fail link1"}, says: []string{"NLB ARN is malformed", "{type application}", `field "targetArns"`},
		},
		{
			name: "V1 to two load balancers", world: testkit.NewREST().Set(aws.RestVPCLinks, "link1", "targetArns", []string{testkit.NLB, testkit.NLB + "2"}),
			want: []string{"fail link1"}, says: []string{"{targetArns 2}"},
		},
		{
			name: "V1 to a load balancer of a type that is known after apply", world: testkit.NewREST().Set(aws.LoadBalancers, testkit.NLB, "Type", "?known after apply"),
			want: []string{"unknown link1"},
		},
		{
			name: "V1 to a load balancer that is known after apply", world: testkit.NewREST().Set(aws.RestVPCLinks, "link1", "targetArns", []string{"?known after apply"}),
			want: []string{"unknown link1"},
		},
		{name: "the API's protocol is known after apply", world: testkit.NewHTTPToALB().Set(aws.APIs, testkit.HTTPAPI, "ProtocolType", "?known after apply"), want: []string{"unknown " + integrated}},
		{name: "the API is not given", world: testkit.NewHTTPToALB().DropAll(aws.APIs), want: []string{"unknown " + integrated}},
		{name: "the link is known after apply", world: integration(testkit.NewREST(), "connectionId", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "the load balancer is gone, which vpc-link-target-exists says", world: testkit.NewREST().Drop(aws.LoadBalancers, testkit.NLB), want: []string{"not_applicable link1"}},
		{name: "there is no link, which vpc-link-target-exists says", world: testkit.NewREST().Drop(aws.RestVPCLinks, "link1"), want: []string{none}},
	}
}
