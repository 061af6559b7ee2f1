package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func executionLoggingOn() []verdictCase {
	const prod, httpProd, settings = testkit.RestAPI + "/prod", testkit.HTTPAPI + "/prod", "the account's settings of API Gateway"
	levels := func(v any) *testkit.AWS { return testkit.NewREST().Set(aws.RestStages, "prod", "methodSettings", v) }
	format := func(v any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Stages, httpProd, "AccessLogSettings", v)
	}
	websocket := func(v any) *testkit.AWS {
		return testkit.NewWebSocket().Set(aws.Stages, httpProd, "DefaultRouteSettings", v)
	}
	role := func(v any) *testkit.AWS {
		return testkit.NewREST().Set(aws.Accounts, "account", "cloudwatchRoleArn", v)
	}
	return []verdictCase{
		{name: "INFO for all methods", world: testkit.NewREST(), want: []string{"pass " + prod, "pass " + settings}},
		{name: "ERROR is enough", world: levels(body{"*/*": body{"loggingLevel": "ERROR"}}), want: []string{"pass " + prod, "pass " + settings}},
		{name: "the method has a level of its own", world: levels(body{"*/*": body{"loggingLevel": "OFF"}, "~1orders/GET": body{"loggingLevel": "INFO"}}), want: []string{"pass " + prod, "pass " + settings}},
		{name: "an access log with the integration's error", world: format(body{"Format": "$context.integration.error"}), want: []string{"pass " + httpProd}},
		{name: "a WebSocket API", world: websocket(body{"LoggingLevel": "INFO"}), want: []string{"pass " + httpProd, "pass " + settings}},
		{name: "no settings", world: levels(nil), want: []string{"fail " + prod}, says: []string{"{loggingLevel none}", `field "methodSettings"`}},
		{name: "OFF", world: levels(body{"*/*": body{"loggingLevel": "OFF"}}), want: []string{"fail " + prod}},
		{name: "the method is off, all others are on", world: levels(body{"*/*": body{"loggingLevel": "INFO"}, "orders/GET": body{"loggingLevel": "OFF"}}), want: []string{"fail " + prod}},
		{name: "only another method logs", world: levels(body{"pets/GET": body{"loggingLevel": "INFO"}}), want: []string{"fail " + prod}},
		{name: "the account has no role", world: role(nil), want: []string{"pass " + prod, "fail " + settings}, says: []string{"AmazonAPIGatewayPushToCloudWatchLogs"}},
		{name: "the account's role is empty", world: role(""), want: []string{"pass " + prod, "fail " + settings}},
		{name: "an HTTP API without an access log", world: format(nil), want: []string{"fail " + httpProd}, says: []string{"{format none}"}},
		{name: "an access log without the integration's error", world: format(body{"Format": "$context.status $context.error.message"}), want: []string{"fail " + httpProd}},
		{name: "a WebSocket API without a level", world: websocket(nil), want: []string{"fail " + httpProd}},
		{name: "the level is known after apply", world: levels(body{"*/*": body{"loggingLevel": "?known after apply"}}), want: []string{"unknown " + prod}},
		{name: "the format is known after apply", world: format(body{"Format": "?known after apply"}), want: []string{"unknown " + httpProd}},
		{name: "the account could not be read", world: testkit.NewREST().DropAll(aws.Accounts).Gap(aws.Accounts, "", "permission denied"), want: []string{"pass " + prod, "unknown " + settings}},
		{name: "no stage is given", world: testkit.NewREST().DropAll(aws.RestStages), want: []string{"unknown " + configured}},
		{name: "nothing tells of the account, which has settings all the same", world: testkit.NewREST().DropAll(aws.Accounts), want: []string{"pass " + prod, "not_applicable " + settings}},
		{name: "no integration", world: testkit.NewREST().DropAll(aws.RestIntegrations), want: []string{none}},
	}
}
