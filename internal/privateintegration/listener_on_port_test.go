package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func listenerOnPort() []verdictCase {
	uri := func(v any) *testkit.AWS { return integration(testkit.NewREST(), "uri", v) }
	port := func(w *testkit.AWS, v any) *testkit.AWS { return w.Set(aws.Listeners, "orders/1a/80", "Port", v) }
	return []verdictCase{
		{name: "80 without saying so", world: uri("http://x.example/"), want: []string{"pass " + nlbListener}},
		{name: "8080 on both sides", world: port(uri("http://x.example:8080/"), 8080), want: []string{"pass " + nlbListener}},
		{name: "443 for https", world: port(uri("https://x.example/"), 443), want: []string{"pass " + nlbListener}},
		{name: "a link V2", world: testkit.NewRESTV2(), want: []string{"pass " + albListener}},
		{name: "WebSocket", world: testkit.NewWebSocket(), want: []string{"pass " + nlbListener}},
		{
			name: "the URI names no port, the listener is on 8080", world: port(uri("http://x.example/"), 8080),
			want: []string{"fail " + deployed}, says: []string{"{port 80}", "{listeners 8080}", `field "uri"`},
		},
		{name: "https without a port, the listener is on 80", world: uri("https://x.example/"), want: []string{"fail " + deployed}, says: []string{"{port 443}"}},
		{name: "the port of an emulator", world: uri("http://x.example:4566/"), want: []string{"fail " + deployed}},
		{name: "no listener at all", world: testkit.NewREST().DropAll(aws.Listeners), want: []string{"fail " + deployed}, says: []string{"no listener at all"}},
		{name: "the listener of another load balancer is on the port", world: testkit.NewRESTToALB().Drop(aws.Listeners, "orders/1a/80"), want: []string{"fail " + deployed}},
		{
			name: "the stage calls another port than the configuration", world: testkit.NewREST().Set(aws.RestIntegrations, deployed, "uri", "http://x.example:8080/"),
			want: []string{"fail " + deployed},
		},
		{name: "the URI is known after apply", world: uri("?known after apply"), want: []string{"unknown " + deployed}},
		{name: "the listener's port is known after apply", world: port(testkit.NewREST(), "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "another listener may be one of this load balancer", world: testkit.NewREST().Set(aws.Listeners, "orders/1a/80", "LoadBalancerArn", "?known after apply"), want: []string{"unknown " + deployed}},
		{
			name: "listeners could not be read", world: testkit.NewREST().DropAll(aws.Listeners).Gap(aws.Listeners, testkit.NLB, "permission elasticloadbalancing:DescribeListeners denied"),
			want: []string{"unknown " + deployed}, says: []string{"DescribeListeners"},
		},
		{name: "listeners of another load balancer could not be read", world: uri("http://x.example:4566/").Gap(aws.Listeners, testkit.ALB, "denied"), want: []string{"fail " + deployed}},
		{name: "an HTTP API names its listener", world: testkit.NewHTTPToALB(), want: []string{"not_applicable " + integrated}},
		{name: "Cloud Map", world: testkit.NewHTTPToCloudMap(), want: []string{"not_applicable " + integrated}},
		{name: "the URI is none, which integration-uri-fits-listener says", world: uri("nonsense"), want: []string{none}},
		{name: "the load balancer is gone, which vpc-link-target-exists says", world: testkit.NewREST().Drop(aws.LoadBalancers, testkit.NLB), want: []string{none}},
	}
}
