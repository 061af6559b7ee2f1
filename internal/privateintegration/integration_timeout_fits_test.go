package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func integrationTimeoutFits() []verdictCase {
	rest := func(v any) *testkit.AWS { return integration(testkit.NewREST(), "timeoutInMillis", v) }
	http := func(v any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Integrations, integrated, "TimeoutInMillis", v)
	}
	edge := func(w *testkit.AWS) *testkit.AWS {
		return w.Set(aws.RestAPIs, testkit.RestAPI, "endpointConfiguration", body{"types": []string{"EDGE"}})
	}
	const address = "aws_api_gateway_integration.orders"
	return []verdictCase{
		{name: "29 seconds", world: rest(29000), want: []string{"pass " + deployed}},
		{name: "the default", world: rest(nil), want: []string{"pass " + deployed}},
		{name: "30 seconds of an HTTP API", world: http(30000), want: []string{"pass " + integrated}},
		{name: "50 milliseconds", world: rest(50), want: []string{"pass " + deployed}},
		{name: "a regional API has more, and AWS took it", world: rest(120000), want: []string{"pass " + deployed}},
		{name: "49 milliseconds", world: rest(49), want: []string{"fail " + deployed}, says: []string{"{timeoutInMillis 49}"}},
		{name: "an edge-optimized API with more", world: edge(rest(29001)), want: []string{"fail " + deployed}},
		{name: "an HTTP API with more than 30 seconds", world: http(30001), want: []string{"fail " + integrated}, says: []string{"an HTTP API may have 50 to 30000 ms"}},
		{name: "a WebSocket API with 30 seconds", world: testkit.NewWebSocket().Set(aws.Integrations, integrated, "TimeoutInMillis", 30000), want: []string{"fail " + integrated}},
		{
			name: "a plan gives a regional API more", want: []string{"unknown " + address}, says: []string{"quota"},
			world: rest(60000).Drop(aws.RestIntegrations, deployed).Address(aws.RestIntegrations, configured, address),
		},
		{name: "known after apply", world: rest("?known after apply"), want: []string{"unknown " + deployed}},
		{name: "over the internet", world: integration(testkit.NewREST(), "connectionType", "INTERNET"), want: []string{none}},
	}
}
