package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func integrationUsesVPCLink() []verdictCase {
	// internet is an integration over the internet, to a URI and without a link.
	internet := func(uri any) *testkit.AWS {
		return integration(integration(integration(testkit.NewREST(), "uri", uri), "connectionType", "INTERNET"), "connectionId", nil)
	}
	rest := func(field string, v any) *testkit.AWS { return integration(testkit.NewREST(), field, v) }
	http := func(field string, v any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Integrations, integrated, field, v)
	}
	return []verdictCase{
		{name: "VPC_LINK", world: testkit.NewREST(), want: []string{"pass " + deployed}},
		{name: "VPC_LINK, not a proxy", world: rest("type", "HTTP"), want: []string{"pass " + deployed}},
		{name: "an HTTP API", world: testkit.NewHTTPToALB(), want: []string{"pass " + integrated}},
		{name: "a WebSocket API", world: testkit.NewWebSocket(), want: []string{"pass " + integrated}},
		{name: "a link and the connection type left out", world: rest("connectionType", nil), want: []string{"fail " + deployed}, says: []string{"{connectionId link1}", `field "connectionType"`}},
		{
			name: "the name of an internal Application Load Balancer over the internet", world: internet("http://internal-shop-123.eu-west-1.elb.amazonaws.com/"),
			want: []string{"fail " + deployed}, says: []string{"{host internal-shop-123.eu-west-1.elb.amazonaws.com}"},
		},
		{name: "the name of an internal load balancer that is known", world: internet("http://internal-orders.elb.eu-west-1.amazonaws.com/").Set(aws.LoadBalancers, testkit.NLB, "DNSName", "orders-1a.elb.eu-west-1.amazonaws.com"), want: []string{"fail " + deployed}},
		{
			name: "that of one that faces the internet is in order", want: []string{"not_applicable " + deployed},
			world: internet("http://orders-1a.elb.eu-west-1.amazonaws.com/").Set(aws.LoadBalancers, testkit.NLB, "DNSName", "orders-1a.elb.eu-west-1.amazonaws.com").Set(aws.LoadBalancers, testkit.NLB, "Scheme", "internet-facing"),
		},
		{name: "a private address over the internet", world: internet("http://10.20.1.5/"), want: []string{"fail " + deployed}},
		{name: "the machine itself", world: internet("http://localhost:3000/"), want: []string{"fail " + deployed}},
		{name: "no id of a link", world: rest("connectionId", nil), want: []string{"fail " + deployed}, says: []string{"{connectionId none}"}},
		{name: "Lambda through a link", world: rest("type", "AWS_PROXY"), want: []string{"fail " + deployed}, says: []string{"{type AWS_PROXY}"}},
		{name: "an HTTP API that is no proxy", world: http("IntegrationType", "HTTP"), want: []string{"fail " + integrated}},
		{name: "the connection type is known after apply", world: rest("connectionType", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "the type is known after apply", world: rest("type", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "a host that is known after apply, over the internet", world: internet("?known after apply"), want: []string{"unknown " + deployed}},
		{name: "the link is known after apply", world: rest("connectionId", "?known after apply"), want: []string{"pass " + deployed}},
		{name: "integrations could not be read", world: testkit.NewREST().DropAll(aws.RestIntegrations).Gap(aws.RestIntegrations, "", "permission denied"), want: []string{"unknown private integrations"}},
		{name: "a backend on the internet", world: internet("https://api.example.com/"), want: []string{"not_applicable " + deployed}},
		{name: "a private name that may resolve to anything", world: internet("https://orders.internal.example/"), want: []string{"not_applicable " + deployed}},
		{name: "Lambda", world: integration(internet("arn:aws:apigateway:eu-west-1:lambda:path/x"), "type", "AWS_PROXY"), want: []string{"not_applicable " + deployed}},
		{name: "no integration", world: testkit.NewREST().DropAll(aws.RestIntegrations), want: []string{none}},
	}
}
