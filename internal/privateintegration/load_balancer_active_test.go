package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func loadBalancerActive() []verdictCase {
	const nlb, alb = "loadbalancer/net/orders/1a", "loadbalancer/app/shop/2b"
	state := func(v any) *testkit.AWS { return testkit.NewREST().Set(aws.LoadBalancers, testkit.NLB, "State", v) }
	return []verdictCase{
		{name: "active", world: testkit.NewREST(), want: []string{"pass " + nlb}},
		{name: "both", world: testkit.NewRESTToALB(), want: []string{"pass " + nlb, "pass " + alb}},
		{name: "impaired: it goes on", world: state(body{"Code": "active_impaired"}), want: []string{"pass " + nlb}, says: []string{"impaired"}},
		{name: "failed", world: state(body{"Code": "failed", "Reason": "no addresses"}), want: []string{"fail " + nlb}, says: []string{"{reason no addresses}", `field "State"`}},
		{name: "the one behind failed", world: testkit.NewRESTToALB().Set(aws.LoadBalancers, testkit.ALB, "State.Code", "failed"), want: []string{"pass " + nlb, "fail " + alb}},
		{name: "provisioning", world: state(body{"Code": "provisioning"}), want: []string{"unknown " + nlb}},
		{name: "known after apply", world: state(body{"Code": "?known after apply"}), want: []string{"unknown " + nlb}},
		{name: "a state that nobody has heard of", world: state(body{"Code": "resting"}), want: []string{"unknown " + nlb}},
		{name: "load balancers could not be read", world: testkit.NewREST().DropAll(aws.LoadBalancers).Gap(aws.LoadBalancers, "", "permission denied"), want: []string{"unknown " + deployed}},
		{name: "Terraform carries no state", world: state(nil).Address(aws.LoadBalancers, testkit.NLB, "aws_lb.orders"), want: []string{"not_applicable aws_lb.orders"}},
		{name: "Cloud Map", world: testkit.NewHTTPToCloudMap(), want: []string{none}},
	}
}

func loadBalancerNotReplaced() []verdictCase {
	const address = "aws_lb.orders"
	planned := func() *testkit.AWS {
		return testkit.NewREST().Address(aws.RestVPCLinks, "link1", "aws_api_gateway_vpc_link.orders").Address(aws.LoadBalancers, testkit.NLB, address)
	}
	const link = "aws_api_gateway_vpc_link.orders"
	service := func(w *testkit.AWS, balancers any) *testkit.AWS {
		return w.Add(aws.EndpointServices, "vpce-svc-2", "", body{"ServiceId": "vpce-svc-2", "NetworkLoadBalancerArns": balancers}).Address(aws.EndpointServices, "vpce-svc-2", "aws_vpc_endpoint_service.orders")
	}
	return []verdictCase{
		{name: "nothing is replaced", world: planned(), want: []string{"pass " + link}},
		{name: "the plan replaces the load balancer", world: planned().Removing(aws.LoadBalancers, testkit.NLB, true), want: []string{"fail " + link}, says: []string{"{plan replaces}", "associated with another service"}},
		{name: "the plan deletes it", world: planned().Removing(aws.LoadBalancers, testkit.NLB, false), want: []string{"fail " + link}, says: []string{"{plan deletes}"}},
		{
			name: "the link is replaced with it", want: []string{"pass " + link},
			world: planned().Removing(aws.LoadBalancers, testkit.NLB, true).Removing(aws.RestVPCLinks, "link1", true).Creating(aws.RestVPCLinks, "link1"),
		},
		{name: "another load balancer is replaced", world: testkit.NewRESTToALB().Removing(aws.LoadBalancers, testkit.ALB, true), want: []string{"pass link1"}},
		{name: "an endpoint service of one's own on the load balancer", world: service(planned(), []string{testkit.NLB}), want: []string{"fail " + link}, says: []string{"already associated", "{endpointService aws_vpc_endpoint_service.orders}"}},
		{name: "an endpoint service on another load balancer", world: service(planned(), []string{testkit.NLB + "2"}), want: []string{"pass " + link}},
		{name: "an endpoint service on a load balancer that is known after apply", world: service(planned(), "?known after apply"), want: []string{"unknown " + link}},
		{name: "the load balancer of the link is known after apply", world: testkit.NewREST().Set(aws.RestVPCLinks, "link1", "targetArns", "?known after apply"), want: []string{"unknown link1"}},
		{name: "the link's own endpoint service, live", world: testkit.NewREST(), want: []string{"not_applicable link1"}},
		{name: "a link V2 holds nothing", world: testkit.NewHTTPToALB().Removing(aws.LoadBalancers, testkit.ALB, true), want: []string{"not_applicable link2"}},
		{name: "there is no link", world: testkit.NewREST().Drop(aws.RestVPCLinks, "link1"), want: []string{none}},
		{name: "the link is known after apply", world: integration(testkit.NewREST(), "connectionId", "?known after apply"), want: []string{"unknown " + deployed}},
	}
}

func vpcLinkNotReplaced() []verdictCase {
	const address = "aws_api_gateway_vpc_link.orders"
	// replaced is a plan that replaces the link, and configures its successor.
	replaced := func() *testkit.AWS {
		return testkit.NewREST().Address(aws.RestVPCLinks, "link1", address).Removing(aws.RestVPCLinks, "link1", true).
			Set(aws.RestVPCLinks, "link1", "id", "new").Drop(aws.RestIntegrations, deployed)
	}
	successor := func(w *testkit.AWS) *testkit.AWS {
		return w.Drop(aws.RestVPCLinks, "link1").Add(aws.RestVPCLinks, "link9", "", body{"id": "link9", "targetArns": []string{testkit.NLB}}).Address(aws.RestVPCLinks, "link9", address).
			Creating(aws.RestVPCLinks, "link9").Set(aws.RestIntegrations, configured, "connectionId", "link9")
	}
	return []verdictCase{
		{name: "the plan replaces it and deploys the API", world: successor(replaced()).Creating(aws.RestDeployments, "dep1"), want: []string{"pass " + configured}},
		{name: "the plan replaces it and deploys nothing", world: successor(replaced()), want: []string{"fail " + configured}, says: []string{"{vpcLink " + address + "}"}},
		{
			name: "the stage serves the link that the plan deletes", want: []string{"fail " + deployed},
			world: testkit.NewREST().Removing(aws.RestVPCLinks, "link1", false).Drop(aws.RestVPCLinks, "link1"),
		},
		{
			name: "an HTTP API follows its link", want: []string{"pass " + integrated},
			world: testkit.NewHTTPToALB().Address(aws.VPCLinks, "link2", "aws_apigatewayv2_vpc_link.orders").Removing(aws.VPCLinks, "link2", true).
				Drop(aws.VPCLinks, "link2").Add(aws.VPCLinks, "link8", "", body{"VpcLinkId": "link8"}).Address(aws.VPCLinks, "link8", "aws_apigatewayv2_vpc_link.orders").
				Set(aws.Integrations, integrated, "ConnectionId", "link8"),
		},
		{name: "no stage is given", world: successor(replaced()).DropAll(aws.RestStages), want: []string{"unknown " + configured}},
		{
			name: "it is not known which link the integration names", want: []string{"unknown " + configured},
			world: replaced().Set(aws.RestIntegrations, configured, "connectionId", "?known after apply").Drop(aws.RestVPCLinks, "link1"),
		},
		{name: "another link is replaced", world: testkit.NewREST().Add(aws.RestVPCLinks, "other", "", body{"id": "other"}).Removing(aws.RestVPCLinks, "other", true), want: []string{none}},
		{name: "no link is replaced", world: testkit.NewREST(), want: []string{none}},
	}
}
