package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func stageVariablesResolve() []verdictCase {
	const prod = testkit.RestAPI + "/prod"
	stage := func(connection string, variables any) *testkit.AWS {
		return integration(testkit.NewREST(), "connectionId", connection).Set(aws.RestStages, "prod", "variables", variables)
	}
	named := "${stageVariables.vpcLinkId}"
	canary := func(overrides any) *testkit.AWS {
		return stage(named, body{"vpcLinkId": "link1"}).Set(aws.RestStages, "prod", "canarySettings", body{"stageVariableOverrides": overrides})
	}
	return []verdictCase{
		{name: "the stage defines it", world: stage(named, body{"vpcLinkId": "link1"}), want: []string{"pass " + prod}},
		{name: "a part of the URI", world: integration(stage("link1", body{"host": "orders.internal.example"}), "uri", "http://${stageVariables.host}:80/"), want: []string{"pass " + prod}},
		{name: "the canary overrides it with another link", world: canary(body{"vpcLinkId": "link9"}), want: []string{"pass " + prod}},
		{name: "the stage does not define it", world: stage(named, body{"other": "link1"}), want: []string{"fail " + prod}, says: []string{"{stageVariable vpcLinkId}", "GET /orders in stage prod", `field "variables"`}},
		{name: "the stage has no variables", world: stage(named, nil), want: []string{"fail " + prod}},
		{name: "names of variables are told apart by case", world: stage(named, body{"vpclinkid": "link1"}), want: []string{"fail " + prod}},
		{name: "one of two parts of the URI is not defined", world: integration(stage("link1", body{"host": "x"}), "uri", "http://${stageVariables.host}/${stageVariables.base}"), want: []string{"fail " + prod}, says: []string{"{stageVariable base}"}},
		{name: "an ARN where the id belongs", world: stage(named, body{"vpcLinkId": "arn:aws:apigateway:eu-west-1::/vpclinks/link1"}), want: []string{"fail " + prod}, says: []string{"an ARN"}, hides: []string{"arn:aws:apigateway:eu-west-1::/vpclinks"}},
		{name: "nothing where the id belongs", world: stage(named, body{"vpcLinkId": ""}), want: []string{"fail " + prod}},
		{name: "the canary overrides it with an ARN", world: canary(body{"vpcLinkId": "arn:aws:x"}), want: []string{"pass " + prod, "fail " + prod}, says: []string{"canary"}},
		{name: "a dollar sign too many", world: stage("$"+named, body{"vpcLinkId": "link1"}), want: []string{"fail " + deployed}, says: []string{"two dollar signs", `field "connectionId"`}},
		{name: "a backslash", world: stage(`\`+named, body{"vpcLinkId": "link1"}), want: []string{"fail " + deployed}},
		{name: "another word", world: stage("${stageVariable.vpcLinkId}", body{"vpcLinkId": "link1"}), want: []string{"fail " + deployed}, says: []string{"{variable ${stageVariable.vpcLinkId}}"}},
		{name: "a hyphen in the name", world: stage("${stageVariables.vpc-link}", body{"vpc-link": "link1"}), want: []string{"fail " + deployed}},
		{name: "it is never closed", world: stage("${stageVariables.vpcLinkId", body{"vpcLinkId": "link1"}), want: []string{"fail " + deployed}},
		{name: "its value is known after apply", world: stage(named, body{"vpcLinkId": "?known after apply"}), want: []string{"unknown " + prod}},
		{name: "the variables are known after apply", world: stage(named, "?known after apply"), want: []string{"unknown " + prod}},
		{name: "no stage is given", world: integration(testkit.NewREST(), "connectionId", named).Drop(aws.RestIntegrations, deployed).DropAll(aws.RestStages), want: []string{"unknown " + configured}},
		{
			name: "another stage defines it, this one does not", want: []string{"fail " + testkit.RestAPI + "/dev", "pass " + prod},
			world: stage(named, body{"vpcLinkId": "link1"}).Add(aws.RestStages, testkit.RestAPI+"/dev", testkit.RestAPI, body{"stageName": "dev"}),
		},
		{name: "no stage variables", world: testkit.NewREST(), want: []string{none}},
		{name: "the link is known after apply", world: integration(testkit.NewREST(), "connectionId", "?known after apply"), want: []string{none}},
	}
}
