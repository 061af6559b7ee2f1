package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func targetGroupHasTargets() []verdictCase {
	empty := func() *testkit.AWS { return testkit.NewREST().DropAll(aws.Targets) }
	// ip is a world with addresses as targets.
	zone := func(v any) *testkit.AWS {
		return testkit.NewRESTWithoutGroups().SetAll(aws.Targets, "AvailabilityZone", v)
	}
	// beside is a world with an empty group behind a rule of the Application Load Balancer.
	beside := func(w *testkit.AWS, field string, values ...string) *testkit.AWS {
		return rule(w, 1, field, values, body{"Type": "forward", "TargetGroupArn": blogGroup}).Add(aws.TargetGroups, blogGroup, "", body{"TargetGroupArn": blogGroup, "TargetType": "ip", "Protocol": "HTTP"})
	}
	return []verdictCase{
		{name: "instances", world: testkit.NewREST(), want: []string{"pass " + orders}},
		{name: "instances, of which only the subnets tell the zones", world: testkit.NewREST().SetAll(aws.Targets, "AvailabilityZone", nil), want: []string{"pass " + orders}},
		{name: "addresses, of which only the subnets tell the zones", world: zone(nil), want: []string{"pass " + orders}},
		{name: "addresses outside the VPC", world: zone("all"), want: []string{"pass " + orders}},
		{name: "a load balancer", world: testkit.NewRESTToALB(), want: []string{"pass " + orders, "pass " + shop}},
		{
			name: "an ECS service registers them", world: empty().Add(aws.Targets, "ecs", "", body{"TargetGroupArn": testkit.OrdersGroup, "Registrar": "aws_ecs_service.orders"}),
			want: []string{"pass " + orders}, says: []string{"aws_ecs_service.orders"},
		},
		{name: "none", world: empty(), want: []string{"fail " + orders}, says: []string{"{targets 0}"}},
		{
			name: "those of another group", world: empty().Add(aws.Targets, "x", "", body{"TargetGroupArn": testkit.ShopGroup, "Id": "i-a"}),
			want: []string{"fail " + orders},
		},
		{
			name: "all in a zone that the load balancer does not have", world: zone("eu-west-1c"),
			want: []string{"fail " + orders}, says: []string{"Target.NotInUse", "{zone eu-west-1c}"},
		},
		{
			name: "the second load balancer's group is empty", world: testkit.NewRESTToALB().Drop(aws.Targets, "10.20.11.10:8080").Drop(aws.Targets, "10.20.12.10:8080"),
			want: []string{"pass " + orders, "fail " + shop},
		},
		{
			name: "a group that gets nothing may be empty", want: []string{"pass " + orders},
			world: testkit.NewREST().Set(aws.Listeners, "orders/1a/80", "DefaultActions", []body{{"Type": "forward", "ForwardConfig": body{
				"TargetGroups": []body{{"TargetGroupArn": testkit.OrdersGroup, "Weight": 1}, {"TargetGroupArn": testkit.ShopGroup, "Weight": 0}},
			}}}).Add(aws.TargetGroups, testkit.ShopGroup, "", body{"TargetGroupArn": testkit.ShopGroup}),
		},
		{
			name: "targets could not be read", world: empty().Gap(aws.Targets, testkit.OrdersGroup, "permission elasticloadbalancing:DescribeTargetHealth denied"),
			want: []string{"unknown " + orders}, says: []string{"DescribeTargetHealth"},
		},
		{
			name: "a target may be one of this group", world: empty().Add(aws.Targets, "x", "", body{"TargetGroupArn": "?known after apply", "Id": "i-a"}),
			want: []string{"unknown " + orders},
		},
		{name: "the zones of the targets are known after apply", world: zone("?known after apply"), want: []string{"unknown " + orders}},
		{
			name: "a zone of the load balancer is known after apply", want: []string{"unknown " + orders},
			world: zone("eu-west-1c").Set(aws.LoadBalancers, testkit.NLB, "AvailabilityZones", []body{{"ZoneName": "eu-west-1a"}, {"ZoneName": "?known after apply"}}),
		},
		{name: "the group is known after apply", world: testkit.NewREST().Set(aws.Listeners, "orders/1a/80", "DefaultActions", []body{{"Type": "forward", "TargetGroupArn": "?known after apply"}}), want: []string{"unknown " + nlbListener}},
		{name: "trap: an empty group behind a rule for another host", world: beside(testkit.NewRESTToALB(), "host-header", "blog.example"), want: []string{"pass " + orders, "pass " + shop}},
		{name: "trap: an empty group behind a rule for another path", world: beside(testkit.NewRESTToALB(), "path-pattern", "/blog/*", "/feed"), want: []string{"pass " + orders, "pass " + shop}},
		{name: "an empty group behind a rule for this host, which leaves nothing to the default action", world: beside(testkit.NewRESTToALB(), "host-header", "shop.*"), want: []string{"pass " + orders, "fail " + blog}},
		{name: "an empty group behind a rule for this path", world: beside(testkit.NewRESTToALB(), "path-pattern", "/v1/*"), want: []string{"pass " + orders, "fail " + blog}},
		{
			name: "an empty group behind a rule for some requests", world: beside(testkit.NewRESTToALB(), "http-header", "x"),
			want: []string{"pass " + orders, "pass " + shop, "unknown " + blog}, says: []string{"match the conditions of"},
		},
		{
			name: "an empty group behind a rule for the host of another integration", want: []string{"pass " + orders, "pass " + shop, "fail " + blog}, says: []string{"GET /posts"},
			world: another(beside(testkit.NewRESTToALB(), "host-header", "blog.example"), "/posts", "http://blog.example/posts"),
		},
		{
			name: "what certainly fails for one integration is not unknown for another", want: []string{"pass " + orders, "pass " + shop, "fail " + blog},
			world: another(beside(testkit.NewRESTToALB(), "path-pattern", "/v1/orders"), "/posts", "http://shop.internal.example/{proxy}"),
		},
		{
			name: "trap: an empty group behind a rule for paths that a path parameter cannot make", want: []string{"pass " + orders, "pass " + shop},
			world: integration(beside(testkit.NewRESTToALB(), "path-pattern", "/blog/*", "/v1/feed"), "uri", "http://shop.internal.example/v1/orders/{proxy}"),
		},
		{
			name: "an empty group behind a rule for every path that a path parameter makes", want: []string{"pass " + orders, "fail " + blog},
			world: integration(beside(testkit.NewRESTToALB(), "path-pattern", "/v1/*"), "uri", "http://shop.internal.example/v1/orders/{proxy}"),
		},
		{
			name: "an empty group behind a rule for some paths that a path parameter makes", want: []string{"pass " + orders, "pass " + shop, "unknown " + blog},
			world: integration(beside(testkit.NewRESTToALB(), "path-pattern", "/v1/orders/7/*"), "uri", "http://shop.internal.example/v1/orders/{proxy}"),
		},
		{
			name: "every rule and the default action lead to the empty group", want: []string{"fail " + shop},
			world: rule(rule(testkit.NewHTTPToALB().DropAll(aws.Targets), 1, "path-pattern", []string{"/prod/a/*"}, forward), 2, "path-pattern", []string{"/prod/b/*"}, forward),
		},
		{
			name: "two rules that may take requests lead to one empty group", want: []string{"pass " + shop, "unknown " + blog},
			world: rule(beside(testkit.NewHTTPToALB(), "path-pattern", "/prod/a/*"), 2, "path-pattern", []string{"/prod/b/*"}, body{"Type": "forward", "TargetGroupArn": blogGroup}),
		},
		{
			name: "a rule that may take requests answers itself, and all else leads to the empty group", want: []string{"unknown " + shop},
			world: rule(testkit.NewHTTPToALB().DropAll(aws.Targets), 1, "path-pattern", []string{"/prod/a/*"}, notFound),
		},
		{
			name: "rules that could not be read may take every request", world: testkit.NewRESTV2().DropAll(aws.Targets).Gap(aws.Rules, "", "permission elasticloadbalancing:DescribeRules denied"),
			want: []string{"unknown " + albListener, "unknown " + shop}, says: []string{"DescribeRules"},
		},
		{name: "Cloud Map has no target groups", world: testkit.NewHTTPToCloudMap(), want: []string{none}},
	}
}

// blogGroup is a target group of another API, or of another integration.
const (
	blog      = "targetgroup/blog/5e"
	blogGroup = "arn:aws:elasticloadbalancing:" + testkit.AWSRegion + ":" + testkit.AWSAccount + ":" + blog
)

// another adds an integration to a REST API, which its stage has deployed.
func another(w *testkit.AWS, path, uri string) *testkit.AWS {
	of := body{
		"resourceId": "res2", "path": path, "method": "GET", "type": "HTTP_PROXY", "httpMethod": "GET", "uri": uri, "stage": testkit.AWSStage,
		"connectionType": "VPC_LINK", "connectionId": testkit.LinkV1, "timeoutInMillis": 29000,
		"requestParameters": body{"integration.request.path.proxy": "method.request.path.proxy"},
	}
	return w.Add(aws.RestIntegrations, testkit.RestAPI+"/"+testkit.AWSStage+path+"/GET", testkit.RestAPI, of)
}
