package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const (
	nlbListener = "listener/net/orders/1a/80"
	albListener = "listener/app/shop/2b/80"
)

// rule adds one to the listener of the Application Load Balancer.
func rule(w *testkit.AWS, priority int, field string, values any, action body) *testkit.AWS {
	id := testkit.ListenerOf(testkit.ALB, 80) + "/rule" + string(rune('0'+priority))
	return w.Add(aws.Rules, id, "", body{
		"RuleArn": id, "ListenerArn": testkit.ListenerOf(testkit.ALB, 80), "Priority": priority,
		"Conditions": []body{{"Field": field, "Values": values}}, "Actions": []body{action},
	})
}

var (
	forward  = body{"Type": "forward", "TargetGroupArn": testkit.ShopGroup}
	notFound = body{"Type": "fixed-response", "FixedResponseConfig": body{"StatusCode": "404"}}
)

func listenerForwards() []verdictCase {
	alb := func(actions any) *testkit.AWS {
		return testkit.NewRESTV2().Set(aws.Listeners, "shop/2b/80", "DefaultActions", actions)
	}
	http := func(actions any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", actions)
	}
	weights := func(a, b any) *testkit.AWS {
		return alb([]body{{"Type": "forward", "ForwardConfig": body{"TargetGroups": []body{{"TargetGroupArn": testkit.ShopGroup, "Weight": a}, {"TargetGroupArn": testkit.ShopGroup, "Weight": b}}}}})
	}
	// shares gives the Application Load Balancer behind a share of the requests, and the
	// rest to targets.
	shares := func(weight any) *testkit.AWS {
		return testkit.NewRESTToALB().Set(aws.Listeners, "orders/1a/80", "DefaultActions", []body{{"Type": "forward", "ForwardConfig": body{
			"TargetGroups": []body{{"TargetGroupArn": testkit.OrdersGroup, "Weight": weight}, {"TargetGroupArn": blogGroup, "Weight": 1}},
		}}}).Add(aws.TargetGroups, blogGroup, "", body{"TargetGroupArn": blogGroup, "TargetType": "ip", "Protocol": "TCP"}).Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound})
	}
	return []verdictCase{
		{name: "the default action forwards", world: alb([]body{forward}), want: []string{"pass " + albListener}},
		{name: "a Network Load Balancer in front of another one", world: testkit.NewRESTToALB(), want: []string{"pass " + nlbListener, "pass " + albListener}},
		{name: "the load balancer behind answers itself", world: shares(1), want: []string{"pass " + nlbListener, "fail " + albListener}},
		{name: "trap: it does, and gets no requests", world: shares(0), want: []string{"pass " + nlbListener}},
		{name: "it does, and gets a share that is known after apply", world: shares("?known after apply"), want: []string{"pass " + nlbListener, "unknown " + albListener}, says: []string{"the weight of"}},
		{name: "one of two weights is 0", world: weights(0, 1), want: []string{"pass " + albListener}},
		{name: "a weight that is not told is 1", world: weights(0, nil), want: []string{"pass " + albListener}},
		{name: "both weights are 0", world: weights(0, 0), want: []string{"fail " + albListener}, says: []string{"weight of 0"}},
		{name: "one weight is 0, the other known after apply", world: weights(0, "?known after apply"), want: []string{"unknown " + albListener}},
		{
			name: "redirect to https", world: alb([]body{{"Type": "redirect", "RedirectConfig": body{"StatusCode": "HTTP_301"}}}),
			want: []string{"fail " + albListener}, says: []string{"redirect HTTP_301", `field "DefaultActions"`},
		},
		{name: "a fixed response", world: alb([]body{notFound}), want: []string{"fail " + albListener}, says: []string{"fixed-response 404", "{host shop.internal.example}"}},
		{
			name: "a login before it forwards", world: alb([]body{{"Type": "authenticate-oidc", "Order": 1}, {"Type": "forward", "Order": 2, "TargetGroupArn": testkit.ShopGroup}}),
			want: []string{"fail " + albListener}, says: []string{"authenticate-oidc"},
		},
		{
			name: "a token, which API Gateway may hand on", world: alb([]body{{"Type": "jwt-validation", "Order": 1}, {"Type": "forward", "Order": 2, "TargetGroupArn": testkit.ShopGroup}}),
			want: []string{"pass " + albListener},
		},
		{
			name: "a rule for another path forwards, and the default action answers", want: []string{"pass " + nlbListener, "fail " + albListener}, says: []string{"fixed-response 404"},
			world: rule(testkit.NewRESTToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound}), 1, "path-pattern", []string{"/blog/*"}, forward),
		},
		{
			name: "a rule for the path forwards", want: []string{"pass " + nlbListener, "pass " + albListener},
			world: rule(testkit.NewRESTToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound}), 1, "path-pattern", []string{"/blog/*", "/v1/*"}, forward),
		},
		{
			name: "a rule for every path forwards, and the URI has none", want: []string{"pass " + nlbListener, "pass " + albListener},
			world: integration(rule(testkit.NewRESTToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound}), 1, "path-pattern", []string{"/*"}, forward), "uri", "http://shop.internal.example"),
		},
		{
			name: "a rule for the root forwards, and the URI has only a query", want: []string{"pass " + nlbListener, "pass " + albListener},
			world: integration(rule(testkit.NewRESTToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound}), 1, "path-pattern", []string{"/"}, forward), "uri", "http://shop.internal.example?all=true"),
		},
		{
			name: "a rule for the host that the integration sends", world: rule(alb([]body{notFound}), 1, "host-header", []string{"SHOP.internal.example"}, forward),
			want: []string{"pass " + albListener},
		},
		{
			name: "a rule for hosts that fit a pattern", world: rule(alb([]body{notFound}), 1, "host-header", []string{"*.internal.example"}, forward),
			want: []string{"pass " + albListener},
		},
		{
			name: "the rule that forwards is for another host", world: rule(alb([]body{notFound}), 1, "host-header", []string{"orders.internal.example", "shop.internal.example.*"}, forward),
			want: []string{"fail " + albListener}, says: []string{"fixed-response 404", "{host shop.internal.example}"},
		},
		{
			name: "an earlier rule answers all requests", world: rule(rule(alb([]body{forward}), 1, "host-header", []string{"shop.*"}, notFound), 2, "path-pattern", []string{"/*"}, forward),
			want: []string{"fail " + albListener}, says: []string{"rule1"},
		},
		{
			name: "the integration sets the Host header itself", want: []string{"pass " + albListener},
			world: integration(rule(alb([]body{notFound}), 1, "host-header", []string{"orders.*"}, forward), "requestParameters", body{"integration.request.header.Host": "'orders.internal'"}),
		},
		{name: "a rule for some paths forwards", world: rule(http([]body{notFound}), 1, "path-pattern", []string{"/orders/*"}, forward), want: []string{"pass " + albListener}},
		{
			name: "an HTTP API, of which the Host header is not documented", world: rule(http([]body{notFound}), 1, "host-header", []string{"orders.*"}, forward),
			want: []string{"pass " + albListener},
		},
		{name: "the rule's hosts are known after apply", world: rule(alb([]body{notFound}), 1, "host-header", []string{"?known after apply"}, forward), want: []string{"unknown " + albListener}},
		{name: "the rule's hosts are regular expressions", world: rule(alb([]body{notFound}), 1, "host-header", []string{}, forward), want: []string{"unknown " + albListener}},
		{name: "the actions are known after apply", world: alb("?known after apply"), want: []string{"unknown " + albListener}},
		{name: "a rule's type of action is known after apply", world: alb([]body{{"Type": "?known after apply"}}), want: []string{"unknown " + albListener}},
		{
			name: "rules could not be read, and the default action answers", world: alb([]body{notFound}).Gap(aws.Rules, "", "permission elasticloadbalancing:DescribeRules denied"),
			want: []string{"unknown " + albListener}, says: []string{"DescribeRules"},
		},
		{name: "a Network Load Balancer has no rules to read", world: testkit.NewREST().Gap(aws.Rules, "", "permission denied"), want: []string{"pass " + nlbListener}},
		{name: "the target group does not exist", world: testkit.NewREST().DropAll(aws.TargetGroups), want: []string{"fail " + nlbListener}, says: []string{"does not exist"}},
		{
			name: "target groups could not be read", world: testkit.NewREST().DropAll(aws.TargetGroups).Gap(aws.TargetGroups, "", "permission denied"),
			want: []string{"pass " + nlbListener},
		},
		{name: "listeners could not be read", world: testkit.NewREST().DropAll(aws.Listeners).Gap(aws.Listeners, "", "permission denied"), want: []string{"unknown " + deployed}},
		{name: "there is no listener, which listener-on-port says", world: testkit.NewREST().DropAll(aws.Listeners), want: []string{none}},
		{name: "Cloud Map has no listeners", world: testkit.NewHTTPToCloudMap(), want: []string{none}},
	}
}
