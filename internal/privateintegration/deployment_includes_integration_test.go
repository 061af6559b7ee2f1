package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func deploymentIncludesIntegration() []verdictCase {
	const httpProd, address = testkit.HTTPAPI + "/prod", "aws_api_gateway_integration.orders"
	changed := func(field string, v any) *testkit.AWS {
		return testkit.NewREST().Set(aws.RestIntegrations, configured, field, v)
	}
	// planned is what Terraform alone tells of.
	planned := func() *testkit.AWS {
		return testkit.NewREST().Drop(aws.RestIntegrations, deployed).Address(aws.RestIntegrations, configured, address).Address(aws.RestStages, "prod", "aws_api_gateway_stage.prod")
	}
	http := func(field string, v any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Stages, httpProd, field, v)
	}
	manual := func() *testkit.AWS { return http("AutoDeploy", false) }
	return []verdictCase{
		{name: "as it is configured", world: testkit.NewREST(), want: []string{"pass " + configured}},
		{name: "defaults that are told and defaults that are not", world: changed("timeoutInMillis", nil), want: []string{"pass " + configured}},
		{name: "an export's spelling of the type", world: testkit.NewREST().Set(aws.RestIntegrations, deployed, "type", "http_proxy"), want: []string{"pass " + configured}},
		{name: "the plan changes it and deploys it", world: changed("uri", "http://new.example/").Creating(aws.RestDeployments, "dep1"), want: []string{"pass " + configured}},
		{name: "an HTTP API that deploys by itself", world: testkit.NewHTTPToALB(), want: []string{"pass " + httpProd}},
		{
			name: "another URI was configured after the deployment", world: changed("uri", "http://new.example/"),
			want: []string{"fail " + configured}, says: []string{"{configured http://new.example/}", "{deployed http://orders.internal.example/v1/orders}", `field "uri"`},
		},
		{name: "another link was configured after the deployment", world: changed("connectionId", "link9"), want: []string{"fail " + configured}, says: []string{"{field connectionId}"}},
		{name: "certificates are verified otherwise", world: changed("tlsConfig", body{"insecureSkipVerification": true}), want: []string{"fail " + configured}},
		{
			name: "an integration was made after the deployment", want: []string{"pass " + configured, "fail " + testkit.RestAPI + "/pets/GET"}, says: []string{"{deployed none}"},
			world: testkit.NewREST().Add(aws.RestIntegrations, testkit.RestAPI+"/pets/GET", testkit.RestAPI, body{"path": "/pets", "method": "GET", "connectionType": "VPC_LINK", "connectionId": "link1"}),
		},
		{
			name: "the plan deploys, but the stage stays with an older deployment", want: []string{"fail " + configured},
			world: changed("uri", "http://new.example/").Creating(aws.RestDeployments, "dep1").Set(aws.RestStages, "prod", "deploymentId", "dep0"),
		},
		{name: "a plan changes it and deploys nothing", world: planned().Changing(aws.RestIntegrations, configured), want: []string{"fail " + address}, says: []string{"{deploymentId dep1}"}},
		{name: "a plan makes it and deploys nothing", world: planned().Creating(aws.RestIntegrations, configured), want: []string{"fail " + address}},
		{name: "a plan makes everything", world: planned().Creating(aws.RestIntegrations, configured).Creating(aws.RestDeployments, "dep1").Creating(aws.RestStages, "prod"), want: []string{"pass " + address}},
		{name: "an HTTP API that could not be deployed", world: http("LastDeploymentStatusMessage", "Deployment attempt failed: no integration"), want: []string{"fail " + httpProd}},
		{name: "an HTTP API that was deployed", world: http("LastDeploymentStatusMessage", "Successfully deployed stage with deployment ID 'x'"), want: []string{"pass " + httpProd}},
		{name: "a plan changes an HTTP API that does not deploy by itself", world: manual().Set(aws.Stages, httpProd, "DeploymentId", "d1").Changing(aws.Integrations, integrated), want: []string{"fail " + integrated}},
		{name: "and makes a deployment of it", world: manual().Set(aws.Stages, httpProd, "DeploymentId", "?known after apply").Changing(aws.Integrations, integrated), want: []string{"pass " + httpProd}},
		{name: "an HTTP API that does not deploy by itself", world: manual(), want: []string{"unknown " + integrated}},
		{name: "it is known after apply whether it does", world: http("AutoDeploy", "?known after apply"), want: []string{"unknown " + httpProd}},
		{name: "the URI is known after apply", world: changed("uri", "?known after apply"), want: []string{"unknown " + configured}},
		{name: "the export could not be read", world: testkit.NewREST().Drop(aws.RestIntegrations, deployed), want: []string{"unknown " + configured}, says: []string{"export"}},
		{name: "a plan leaves it as it is", world: planned(), want: []string{"not_applicable " + address}},
		{name: "no stage", world: testkit.NewREST().DropAll(aws.RestStages), want: []string{none}},
	}
}
