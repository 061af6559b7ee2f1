package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const (
	// configured and deployed are the integration of the REST API: as it is configured,
	// and as its stage serves it.
	configured = testkit.RestAPI + "/orders/GET"
	deployed   = testkit.RestAPI + "/" + testkit.AWSStage + "/orders/GET"
	// integrated is that of the HTTP or WebSocket API.
	integrated = testkit.HTTPAPI + "/int1"
	none       = "not_applicable private integrations"
)

// integration changes a field of the REST API's integration, as configured and as
// deployed.
func integration(w *testkit.AWS, field string, v any) *testkit.AWS {
	return w.Set(aws.RestIntegrations, configured, field, v).Set(aws.RestIntegrations, deployed, field, v)
}

func vpcLinkTargetExists() []verdictCase {
	return []verdictCase{
		{name: "it exists, and so does its load balancer", world: testkit.NewREST(), want: []string{"pass " + deployed}},
		{name: "a link V2 to a Cloud Map service", world: testkit.NewHTTPToCloudMap(), want: []string{"pass " + integrated}},
		{
			name: "the link was deleted", world: testkit.NewREST().Drop(aws.RestVPCLinks, testkit.LinkV1),
			want: []string{"fail " + deployed}, says: []string{"{connectionId link1}", `field "connectionId"`},
		},
		{
			name:  "the stage serves a link that is gone, although the configuration names another",
			world: testkit.NewREST().Set(aws.RestIntegrations, deployed, "connectionId", "gone"),
			want:  []string{"fail " + deployed},
		},
		{
			name:  "the plan deploys a configuration that names the right one again",
			world: testkit.NewREST().Set(aws.RestIntegrations, deployed, "connectionId", "gone").Creating(aws.RestDeployments, "dep1"),
			want:  []string{"pass " + configured},
		},
		{
			name:  "the plan deploys a configuration that the stage does not move to",
			world: testkit.NewREST().Set(aws.RestIntegrations, deployed, "connectionId", "gone").Creating(aws.RestDeployments, "dep1").Set(aws.RestStages, "prod", "deploymentId", "dep0"),
			want:  []string{"fail " + deployed},
		},
		{
			name:  "the link is in another region",
			world: testkit.NewREST().Region(aws.RestIntegrations, deployed, "eu-west-1").Region(aws.RestVPCLinks, testkit.LinkV1, "us-east-1"),
			want:  []string{"fail " + deployed}, says: []string{"{vpcLink link1} {region us-east-1}", `field "connectionId"`},
		},
		{
			name:  "a link V2 is in another region",
			world: testkit.NewHTTPToALB().Region(aws.Integrations, integrated, "eu-west-1").Region(aws.VPCLinks, testkit.LinkV2, "us-east-1"),
			want:  []string{"fail " + integrated},
		},
		{
			name:  "all are in one region, as Terraform says",
			world: testkit.NewREST().Region(aws.RestIntegrations, deployed, "eu-west-1").Region(aws.RestVPCLinks, testkit.LinkV1, "eu-west-1").Region(aws.LoadBalancers, testkit.NLB, "eu-west-1"),
			want:  []string{"pass " + deployed},
		},
		{
			name:  "nothing says where the integration is",
			world: testkit.NewREST().Region(aws.RestVPCLinks, testkit.LinkV1, "eu-west-1"),
			want:  []string{"pass " + deployed},
		},
		{
			name:  "the region of the link is not known yet",
			world: testkit.NewREST().Region(aws.RestIntegrations, deployed, "eu-west-1").Region(aws.RestVPCLinks, testkit.LinkV1, ""),
			want:  []string{"unknown " + deployed}, says: []string{"lacks the region of link1: known after apply"},
		},
		{
			name:  "the load balancer of the link is in another region",
			world: testkit.NewREST().Region(aws.RestVPCLinks, testkit.LinkV1, "eu-west-1").Region(aws.LoadBalancers, testkit.NLB, "us-east-1"),
			want:  []string{"fail link1"}, says: []string{"or in another region than the link"},
		},
		{
			name:  "the listener of an HTTP API is in another region",
			world: testkit.NewHTTPToALB().Region(aws.Integrations, integrated, "us-east-1").Region(aws.VPCLinks, testkit.LinkV2, "us-east-1"),
			want:  []string{"fail " + integrated},
		},
		{
			name: "the load balancer of the link is gone", world: testkit.NewREST().Drop(aws.LoadBalancers, testkit.NLB),
			want: []string{"fail link1"}, says: []string{"{targetArn " + testkit.NLB + "}"},
		},
		{
			name: "the listener that an HTTP API names is gone", world: testkit.NewHTTPToALB().Drop(aws.Listeners, "shop/2b/80"),
			want: []string{"fail " + integrated},
		},
		{
			name: "the Cloud Map service is gone", world: testkit.NewHTTPToCloudMap().DropAll(aws.CloudMapServices),
			want: []string{"fail " + integrated},
		},
		{
			name: "the load balancer of a REST API's integration V2 is gone", world: testkit.NewRESTV2().Drop(aws.LoadBalancers, testkit.ALB),
			want: []string{"fail " + deployed},
		},
		{
			name: "the stage's variable holds the id of a link that is gone", want: []string{"fail " + deployed}, says: []string{"{connectionId gone}"},
			world: integration(testkit.NewREST(), "connectionId", "${stageVariables.link}").Set(aws.RestStages, "prod", "variables", body{"link": "gone"}),
		},
		{
			name: "the canary's variable holds the id of a link that is gone", want: []string{"pass " + deployed, "fail " + deployed}, says: []string{"(canary)"},
			world: integration(testkit.NewREST(), "connectionId", "${stageVariables.link}").Set(aws.RestStages, "prod", "variables", body{"link": "link1"}).
				Set(aws.RestStages, "prod", "canarySettings", body{"stageVariableOverrides": body{"link": "gone"}}),
		},
		{
			name: "links V1 could not be listed", world: testkit.NewREST().DropAll(aws.RestVPCLinks).Gap(aws.RestVPCLinks, "", "permission apigateway:GET denied"),
			want: []string{"unknown " + deployed}, says: []string{"apigateway:GET"},
		},
		{
			name: "load balancers could not be listed", world: testkit.NewREST().DropAll(aws.LoadBalancers).Gap(aws.LoadBalancers, "", "permission denied"),
			want: []string{"unknown " + deployed},
		},
		{name: "the link is known after apply", world: integration(testkit.NewREST(), "connectionId", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "it may not be private at all", world: integration(testkit.NewREST(), "connectionType", "?known after apply").Drop(aws.RestVPCLinks, testkit.LinkV1), want: []string{"unknown " + deployed}},
		{name: "it names no link, which integration-uses-vpc-link says", world: integration(testkit.NewREST(), "connectionId", nil), want: []string{"not_applicable " + deployed}},
		{
			name: "it names a load balancer where a listener belongs, which integration-uri-fits-listener says", want: []string{"not_applicable " + integrated},
			world: testkit.NewHTTPToALB().Set(aws.Integrations, integrated, "IntegrationUri", testkit.ALB),
		},
		{name: "its target is a name, which integration-uri-fits-listener says", world: integration(testkit.NewRESTV2(), "integrationTarget", "shop"), want: []string{"not_applicable " + deployed}},
		{name: "it goes over the internet", world: integration(testkit.NewREST(), "connectionType", "INTERNET"), want: []string{none}},
	}
}
