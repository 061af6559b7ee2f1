package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func zonesCovered() []verdictCase {
	// one is a world with a target in zone a only.
	one := func() *testkit.AWS { return testkit.NewREST().Drop(aws.Targets, "i-b:8080") }
	behind := func() *testkit.AWS { return testkit.NewRESTToALB().Drop(aws.Targets, "10.20.12.10:8080") }
	cross := func(w *testkit.AWS, v any) *testkit.AWS { return w.Set(aws.LoadBalancers, testkit.NLB, "CrossZone", v) }
	own := func(w *testkit.AWS, v any) *testkit.AWS {
		return w.Set(aws.TargetGroups, testkit.OrdersGroup, "CrossZone", v)
	}
	return []verdictCase{
		{name: "a target in each zone", world: testkit.NewREST(), want: []string{"pass " + orders}},
		{name: "nodes send to all zones", world: cross(one(), true), want: []string{"pass " + orders}},
		{name: "those of this group do", world: own(one(), "true"), want: []string{"pass " + orders}},
		{name: "an Application Load Balancer always does", world: testkit.NewRESTV2().Drop(aws.Targets, "10.20.12.10:8080"), want: []string{"pass " + shop}},
		{name: "a target outside the VPC is for all zones", world: testkit.NewRESTWithoutGroups().SetAll(aws.Targets, "AvailabilityZone", "all"), want: []string{"pass " + orders}},
		{name: "the load balancer behind has the same zones", world: testkit.NewRESTToALB(), want: []string{"pass " + orders, "pass " + shop}},
		{name: "a zone without a target", world: one(), want: []string{"fail " + orders}, says: []string{"{zone eu-west-1b}", "{targets eu-west-1a}"}},
		{name: "the group turns it off", world: own(cross(one(), true), "false"), want: []string{"fail " + orders}},
		{name: "the default of a Network Load Balancer is off", world: cross(one(), nil), want: []string{"fail " + orders}},
		{name: "the only target of a zone is unhealthy", world: testkit.NewREST().Set(aws.TargetHealth, "i-b:8080", "TargetHealth", body{"State": "unhealthy"}), want: []string{"fail " + orders}},
		{name: "all are unhealthy, and get requests all the same", world: testkit.NewREST().SetAll(aws.TargetHealth, "TargetHealth", body{"State": "unhealthy"}), want: []string{"pass " + orders}},
		{name: "the group of the load balancer behind turns it off", world: behind().Set(aws.TargetGroups, testkit.ShopGroup, "CrossZone", "false"), want: []string{"pass " + orders, "fail " + shop}},
		{
			name: "the load balancer behind has one zone only", want: []string{"fail " + orders, "pass " + shop},
			world: testkit.NewRESTToALB().Set(aws.LoadBalancers, testkit.ALB, "AvailabilityZones", []body{{"ZoneName": "eu-west-1a", "SubnetId": "subnet-lb-a"}}),
		},
		{name: "whether nodes send to all zones is known after apply", world: cross(one(), "?known after apply"), want: []string{"unknown " + orders}},
		{name: "the zone of a target is known after apply", world: one().SetAll(aws.Targets, "AvailabilityZone", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "an ECS service registers the targets", world: testkit.NewREST().DropAll(aws.Targets).Add(aws.Targets, "ecs", "", body{"TargetGroupArn": testkit.OrdersGroup, "Registrar": "aws_ecs_service.orders"}), want: []string{"unknown " + orders}},
		{name: "targets could not all be read", world: one().Gap(aws.Targets, "", "cut off"), want: []string{"unknown " + orders}},
		{name: "no targets, which target-group-has-targets says", world: testkit.NewREST().DropAll(aws.Targets), want: []string{"not_applicable " + orders}},
	}
}

func noDoubleEncryption() []verdictCase {
	rest := func(scheme, listener, group string) *testkit.AWS {
		return integration(testkit.NewREST(), "uri", scheme+"://orders.internal.example:80/").
			Set(aws.Listeners, "orders/1a/80", "Protocol", listener).Set(aws.TargetGroups, testkit.OrdersGroup, "Protocol", group)
	}
	checked := func(w *testkit.AWS, protocol any) *testkit.AWS {
		return w.Set(aws.TargetGroups, testkit.OrdersGroup, "HealthCheckProtocol", protocol)
	}
	port := func(w *testkit.AWS, n any) *testkit.AWS { return w.SetAll(aws.Targets, "Port", n) }
	return []verdictCase{
		{name: "plain HTTP all the way", world: testkit.NewREST(), want: []string{"pass " + orders}},
		{name: "https through TCP to targets that speak TLS", world: port(rest("https", "TCP", "TCP"), 8443), want: []string{"pass " + orders}},
		{name: "TLS ends at the listener", world: rest("https", "TLS", "TCP"), want: []string{"pass " + orders}},
		{name: "TLS ends at the listener and begins again", world: port(rest("https", "TLS", "TLS"), 443), want: []string{"pass " + orders}},
		{name: "an HTTPS health check tells more than the port", world: checked(rest("https", "TCP", "TCP"), "HTTPS"), want: []string{"pass " + orders}},
		{
			name: "http through TCP to targets that speak TLS", world: port(testkit.NewREST(), 8443),
			want: []string{"fail " + orders}, says: []string{"{tells port 8443}", "expect TLS"},
		},
		{name: "TLS ends at the listener, and the targets speak TLS", world: port(rest("https", "TLS", "TCP"), 443), want: []string{"fail " + orders}, says: []string{"{listenerProtocol TLS}"}},
		{name: "https through TCP to targets that answer plain health checks", world: checked(rest("https", "TCP", "TCP"), "HTTP"), want: []string{"fail " + orders}, says: []string{"health check by HTTP"}},
		{name: "TLS begins again to targets that answer plain health checks, which health-check-fits says", world: checked(rest("https", "TLS", "TLS"), "HTTP"), want: []string{"not_applicable " + orders}},
		{name: "whether they read PROXY protocol nobody knows", world: testkit.NewREST().Set(aws.TargetGroups, testkit.OrdersGroup, "ProxyProtocolV2", true), want: []string{"pass " + orders, "unknown " + orders}},
		{name: "the group's protocol is known after apply", world: rest("https", "TLS", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "https to port 8080, which may speak TLS", world: rest("https", "TCP", "TCP"), want: []string{"not_applicable " + orders}},
		{name: "a port that tells nothing", world: port(testkit.NewREST(), 9090), want: []string{"not_applicable " + orders}},
		{name: "a health check on another port tells nothing", world: port(checked(rest("https", "TCP", "TCP"), "HTTP").Set(aws.TargetGroups, testkit.OrdersGroup, "HealthCheckPort", "9000"), 9090), want: []string{"not_applicable " + orders}},
	}
}
