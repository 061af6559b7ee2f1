package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func integrationURIFitsListener() []verdictCase {
	uri := func(v any) *testkit.AWS { return integration(testkit.NewREST(), "uri", v) }
	arn := func(v any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Integrations, integrated, "IntegrationUri", v)
	}
	return []verdictCase{
		{name: "a URL", world: uri("http://orders.internal.example/v1/orders"), want: []string{"pass " + deployed}},
		{name: "the host is not the load balancer's: it is no address", world: uri("https://api.example.com/{proxy}"), want: []string{"pass " + deployed}},
		{name: "a port above 1024", world: uri("http://x.example:1025/"), want: []string{"pass " + deployed}},
		{name: "an address", world: uri("http://10.20.1.5:8080/"), want: []string{"pass " + deployed}},
		{name: "a listener", world: arn(testkit.ListenerOf(testkit.ALB, 80)), want: []string{"pass " + integrated}},
		{name: "a Cloud Map service with filters", world: arn(testkit.CloudMapService + "?stage=prod&zone=a"), want: []string{"pass " + integrated}},
		{name: "a listener of China's partition", world: arn("arn:aws-cn:elasticloadbalancing:cn-north-1:123456789012:listener/app/shop/2b/80"), want: []string{"pass " + integrated}},
		{name: "a WebSocket API's URL", world: testkit.NewWebSocket(), want: []string{"pass " + integrated}},
		{name: "a REST API's target is a load balancer", world: testkit.NewRESTV2(), want: []string{"pass " + deployed}},
		{name: "a REST API's target is a listener", world: integration(testkit.NewRESTV2(), "integrationTarget", testkit.ListenerOf(testkit.ALB, 80)), want: []string{"pass " + deployed}},
		{name: "a REST API's target is a name", world: integration(testkit.NewRESTV2(), "integrationTarget", "shop"), want: []string{"fail " + deployed}, says: []string{"{integrationTarget shop}"}},
		{name: "port 81", world: uri("http://x.example:81/"), want: []string{"fail " + deployed}, says: []string{"above 1024", "{uri http://x.example:81/}"}},
		{name: "port 1024", world: uri("http://x.example:1024/"), want: []string{"fail " + deployed}},
		{name: "no scheme", world: uri("orders.internal.example/v1"), want: []string{"fail " + deployed}},
		{name: "no host", world: uri("http:///v1"), want: []string{"fail " + deployed}},
		{name: "another scheme", world: uri("tcp://orders:80"), want: []string{"fail " + deployed}},
		{name: "no port after the colon but letters", world: uri("http://orders:http/"), want: []string{"fail " + deployed}},
		{name: "no URI", world: uri(nil), want: []string{"fail " + deployed}, says: []string{"Invalid integration URI specified"}},
		{name: "a load balancer's ARN", world: arn(testkit.ALB), want: []string{"fail " + integrated}, says: []string{"valid ELB listener ARN", `field "integrationUri"`}},
		{name: "a URL for an HTTP API", world: arn("http://internal-shop.elb.eu-west-1.amazonaws.com"), want: []string{"fail " + integrated}},
		{name: "a target group's ARN", world: arn(testkit.ShopGroup), want: []string{"fail " + integrated}},
		{name: "known after apply", world: uri("?known after apply"), want: []string{"unknown " + deployed}},
		{name: "the API's protocol is not known", world: testkit.NewHTTPToALB().DropAll(aws.APIs), want: []string{"unknown " + integrated}},
		{
			name: "the host is a stage variable", want: []string{"pass " + deployed},
			world: uri("http://${stageVariables.host}:8080/").Set(aws.RestStages, "prod", "variables", body{"host": "orders.internal.example"}),
		},
		{name: "a stage variable that the stage lacks, which stage-variables-resolve says", world: uri("http://${stageVariables.host}/"), want: []string{none}},
		{name: "a stage variable that is written wrong, which stage-variables-resolve says", world: uri("http://${stageVariable.host}/"), want: []string{"not_applicable " + deployed}},
	}
}
