package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const (
	orders = "targetgroup/orders/3c"
	shop   = "targetgroup/shop/4d"
)

func targetsHealthy() []verdictCase {
	// all gives all targets a state and a reason.
	all := func(state any, reason string) *testkit.AWS {
		return testkit.NewREST().SetAll(aws.TargetHealth, "TargetHealth", body{"State": state, "Reason": reason, "Description": "Health checks failed"})
	}
	one := func(w *testkit.AWS, state string) *testkit.AWS {
		return w.Set(aws.TargetHealth, "i-a:8080", "TargetHealth", body{"State": state})
	}
	return []verdictCase{
		{name: "healthy", world: testkit.NewREST(), want: []string{"pass " + orders}, says: []string{"2 healthy targets of 2"}},
		{name: "one is, the others time out", world: one(all("unhealthy", "Target.Timeout"), "healthy"), want: []string{"pass " + orders}},
		{name: "both load balancers", world: testkit.NewRESTToALB(), want: []string{"pass " + orders, "pass " + shop}},
		{
			name: "all time out on the port of the traffic", world: all("unhealthy", "Target.Timeout"), want: []string{"fail " + orders},
			says: []string{"{reason Target.Timeout}", "Health checks failed", "inferred"},
		},
		{name: "nothing listens", world: all("unhealthy", "Target.FailedHealthChecks"), want: []string{"fail " + orders}},
		{name: "stopped", world: all("unused", "Target.InvalidState"), want: []string{"fail " + orders}, says: []string{"{state unused}", "certain"}},
		{name: "in no zone of the load balancer", world: all("unused", "Target.NotInUse"), want: []string{"fail " + orders}},
		{name: "an address of a load balancer", world: all("unused", "Target.IpUnusable"), want: []string{"fail " + orders}},
		{name: "all are draining", world: all("draining", "Target.DeregistrationInProgress"), want: []string{"fail " + orders}},
		{name: "unhealthy and draining", world: all("unhealthy.draining", "Target.Timeout"), want: []string{"fail " + orders}},
		{name: "one is unused, the other draining", world: one(all("unused", "Target.InvalidState"), "draining"), want: []string{"fail " + orders}},
		{
			name: "they answer with other codes, and get requests as none is healthy", world: all("unhealthy", "Target.ResponseCodeMismatch"),
			want: []string{"unknown " + orders}, says: []string{"ResponseCodeMismatch"},
		},
		{
			name: "nothing answers on another port than that of the traffic", want: []string{"unknown " + orders},
			world: all("unhealthy", "Target.Timeout").SetAll(aws.TargetHealth, "HealthCheckPort", "9000"),
		},
		{name: "not checked is not unhealthy", world: all("unavailable", "Target.HealthCheckDisabled"), want: []string{"unknown " + orders}},
		{name: "checked for the first time", world: all("initial", "Elb.InitialHealthChecking"), want: []string{"unknown " + orders}, says: []string{"in a minute"}},
		{name: "a state that nobody has heard of", world: all("tired", ""), want: []string{"unknown " + orders}},
		{name: "known after apply", world: all("?known after apply", ""), want: []string{"unknown " + orders}},
		{
			name: "health could not be read", world: testkit.NewREST().DropAll(aws.TargetHealth).Gap(aws.TargetHealth, "", "permission elasticloadbalancing:DescribeTargetHealth denied"),
			want: []string{"unknown " + orders}, says: []string{"DescribeTargetHealth"},
		},
		{name: "Terraform tells no health", world: testkit.NewREST().DropAll(aws.TargetHealth).Address(aws.TargetGroups, testkit.OrdersGroup, "aws_lb_target_group.orders"), want: []string{"not_applicable aws_lb_target_group.orders"}},
		{name: "no targets, which target-group-has-targets says", world: testkit.NewREST().DropAll(aws.TargetHealth), want: []string{"not_applicable " + orders}},
	}
}

func targetPortFits() []verdictCase {
	group := func(w *testkit.AWS, field string, v any) *testkit.AWS {
		return w.Set(aws.TargetGroups, testkit.OrdersGroup, field, v)
	}
	behind := func(field string, v any) *testkit.AWS {
		return testkit.NewRESTV2().Set(aws.TargetGroups, testkit.ShopGroup, field, v)
	}
	front := func(protocol, to string) *testkit.AWS {
		return group(testkit.NewREST().Set(aws.Listeners, "orders/1a/80", "Protocol", protocol), "Protocol", to)
	}
	return []verdictCase{
		{name: "TCP to TCP", world: testkit.NewREST(), want: []string{"pass " + orders}},
		{name: "TLS to TCP", world: front("TLS", "TCP"), want: []string{"pass " + orders}},
		{name: "TLS to TLS", world: front("TLS", "TLS"), want: []string{"pass " + orders}},
		{name: "TCP to TCP_UDP", world: front("TCP", "TCP_UDP"), want: []string{"pass " + orders}},
		{name: "HTTP to HTTPS: certificates of targets are not verified", world: behind("Protocol", "HTTPS"), want: []string{"pass " + shop}},
		{name: "a load balancer that listens on the port", world: testkit.NewRESTToALB(), want: []string{"pass " + orders, "pass " + shop}},
		{name: "Lambda", world: behind("TargetType", "lambda"), want: []string{"pass " + shop}},
		{name: "HTTP1 says what is the default", world: behind("ProtocolVersion", "HTTP1"), want: []string{"pass " + shop}},
		{name: "TCP to TLS", world: front("TCP", "TLS"), want: []string{"fail " + orders}, says: []string{"{Protocol TLS}", "{listenerProtocol TCP}"}},
		{name: "GRPC", world: behind("ProtocolVersion", "GRPC"), want: []string{"fail " + shop}, says: []string{"464"}},
		{name: "HTTP2", world: behind("ProtocolVersion", "HTTP2"), want: []string{"fail " + shop}},
		{
			name: "a port on which the load balancer behind does not listen", world: testkit.NewRESTToALB().Set(aws.Targets, "shop/2b:80", "Port", 8080),
			want: []string{"fail " + orders}, says: []string{"{Port 8080}", `field "Port"`},
		},
		{name: "IPv6 addresses behind IPv4", world: group(testkit.NewREST(), "IpAddressType", "ipv6"), want: []string{"fail " + orders}},
		{name: "an instance of a peered VPC", world: testkit.NewREST().Set(aws.Instances, "i-a", "VpcId", "vpc-peer"), want: []string{"fail " + orders}, says: []string{"{VpcId vpc-peer}"}},
		{name: "the protocol is known after apply", world: front("TCP", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "the listener's protocol is known after apply", world: front("?known after apply", "TCP"), want: []string{"unknown " + orders}},
		{name: "the protocol version is known after apply", world: behind("ProtocolVersion", "?known after apply"), want: []string{"unknown " + shop}},
		{
			name: "listeners of the load balancer behind could not be read", want: []string{"unknown " + orders, "unknown " + deployed},
			world: testkit.NewRESTToALB().Drop(aws.Listeners, "shop/2b/80").Gap(aws.Listeners, testkit.ALB, "permission denied"),
		},
		{name: "Cloud Map", world: testkit.NewHTTPToCloudMap(), want: []string{none}},
	}
}

func healthCheckFits() []verdictCase {
	group := func(field string, v any) *testkit.AWS {
		return testkit.NewREST().Set(aws.TargetGroups, testkit.OrdersGroup, field, v)
	}
	both := func(protocol, check any) *testkit.AWS {
		return testkit.NewRESTV2().Set(aws.TargetGroups, testkit.ShopGroup, "Protocol", protocol).Set(aws.TargetGroups, testkit.ShopGroup, "HealthCheckProtocol", check)
	}
	alb := func(field string, v any) *testkit.AWS {
		return testkit.NewRESTToALB().Set(aws.TargetGroups, testkit.OrdersGroup, field, v)
	}
	return []verdictCase{
		{name: "TCP", world: testkit.NewREST(), want: []string{"pass " + orders}},
		{name: "HTTP on a TCP group: the targets speak it", world: group("HealthCheckProtocol", "HTTP"), want: []string{"pass " + orders}},
		{name: "HTTPS for HTTPS", world: both("HTTPS", "HTTPS"), want: []string{"pass " + shop}},
		{name: "HTTP for HTTPS on a port of its own", world: both("HTTPS", "HTTP").Set(aws.TargetGroups, testkit.ShopGroup, "HealthCheckPort", "9000"), want: []string{"pass " + shop}},
		{name: "a load balancer that listens by HTTP", world: testkit.NewRESTToALB(), want: []string{"pass " + orders, "pass " + shop}},
		{name: "HTTP for HTTPS", world: both("HTTPS", "HTTP"), want: []string{"fail " + shop}, says: []string{"{healthCheckProtocol HTTP}", `field "HealthCheckProtocol"`}},
		{name: "HTTPS for HTTP", world: both("HTTP", "HTTPS"), want: []string{"fail " + shop}},
		{name: "the traffic's port by its number", world: both("HTTP", "HTTPS").Set(aws.TargetGroups, testkit.ShopGroup, "HealthCheckPort", "8080"), want: []string{"fail " + shop}},
		{name: "a load balancer by TCP", world: alb("HealthCheckProtocol", "TCP"), want: []string{"fail " + orders, "pass " + shop}, says: []string{"{targetType alb}"}},
		{name: "a load balancer that listens by HTTP, by HTTPS", world: alb("HealthCheckProtocol", "HTTPS"), want: []string{"fail " + orders, "pass " + shop}, says: []string{"{listenerProtocol HTTP}"}},
		{name: "a load balancer on a port on which it does not listen", world: alb("HealthCheckPort", "8081"), want: []string{"fail " + orders, "pass " + shop}, says: []string{"{healthCheckPort 8081}"}},
		{name: "the health check is known after apply", world: group("HealthCheckProtocol", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "its port is known after apply", world: both("HTTPS", "HTTP").Set(aws.TargetGroups, testkit.ShopGroup, "HealthCheckPort", "?known after apply"), want: []string{"unknown " + shop}},
		{name: "the group's protocol is known after apply", world: both("?known after apply", "HTTP"), want: []string{"unknown " + shop}},
		{
			name: "the listener behind is known after apply", world: testkit.NewRESTToALB().Set(aws.Listeners, "shop/2b/80", "Protocol", "?known after apply"),
			want: []string{"unknown " + orders, "pass " + shop},
		},
		{name: "health checks are off", world: group("HealthCheckEnabled", false), want: []string{"not_applicable " + orders}},
	}
}

func targetIdleTimeoutFits() []verdictCase {
	const alb = "loadbalancer/app/shop/2b"
	timeout := func(w *testkit.AWS, v any) *testkit.AWS { return integration(w, "timeoutInMillis", v) }
	idle := func(w *testkit.AWS, v any) *testkit.AWS {
		return w.Set(aws.Listeners, "orders/1a/80", "TcpIdleTimeout", v)
	}
	return []verdictCase{
		{name: "29 seconds, 350", world: testkit.NewREST(), want: []string{"pass " + nlbListener}},
		{name: "the listener waits a minute, which is enough", world: idle(testkit.NewREST(), 60), want: []string{"pass " + nlbListener}},
		{name: "29 seconds, 60 of an Application Load Balancer", world: testkit.NewRESTV2(), want: []string{"pass " + alb}},
		{name: "five minutes on both sides", world: idle(timeout(testkit.NewREST(), 300000), 300), want: []string{"pass " + nlbListener}},
		{name: "the integration waits two minutes, the listener one", world: idle(timeout(testkit.NewREST(), 120000), 60), want: []string{"fail " + nlbListener}, says: []string{"{idleTimeout 60}", "{timeoutInMillis 120000}", `field "TcpIdleTimeout"`}},
		{name: "ten minutes, and a TLS listener that always waits 350 s", world: idle(timeout(testkit.NewREST(), 600000), 6000).Set(aws.Listeners, "orders/1a/80", "Protocol", "TLS"), want: []string{"fail " + nlbListener}},
		{name: "the integration waits two minutes, the Application Load Balancer one", world: timeout(testkit.NewRESTV2(), 120000), want: []string{"fail " + alb}, says: []string{`field "IdleTimeout"`}},
		{name: "an Application Load Balancer that gives up early", world: testkit.NewHTTPToALB().Set(aws.LoadBalancers, testkit.ALB, "IdleTimeout", 10), want: []string{"fail " + alb}},
		{name: "known after apply", world: idle(testkit.NewREST(), "?known after apply"), want: []string{"unknown " + nlbListener}},
		{name: "the integration's timeout is known after apply", world: timeout(testkit.NewREST(), "?known after apply"), want: []string{"unknown " + nlbListener}},
		{name: "Cloud Map", world: testkit.NewHTTPToCloudMap(), want: []string{none}},
	}
}

func cloudMapHasInstances() []verdictCase {
	const service = "service/srv-orders"
	all := func(field string, v any) *testkit.AWS {
		return testkit.NewHTTPToCloudMap().SetAll(aws.CloudMapInstances, field, v)
	}
	query := func(q string) *testkit.AWS {
		return testkit.NewHTTPToCloudMap().Set(aws.Integrations, integrated, "IntegrationUri", testkit.CloudMapService+q).
			Set(aws.CloudMapInstances, "task-2", "Attributes", body{"AWS_INSTANCE_IPV4": "10.20.12.10", "AWS_INSTANCE_PORT": "8080", "stage": "prod"})
	}
	return []verdictCase{
		{name: "healthy, with address and port", world: testkit.NewHTTPToCloudMap(), want: []string{"pass " + service}},
		{name: "one of two is", world: testkit.NewHTTPToCloudMap().Set(aws.CloudMapInstances, "task-1", "HealthStatus", "UNHEALTHY"), want: []string{"pass " + service}},
		{name: "a service that checks no health", world: all("HealthStatus", nil), want: []string{"pass " + service}},
		{name: "health that Cloud Map does not know counts as healthy", world: all("HealthStatus", "UNKNOWN"), want: []string{"pass " + service}},
		{name: "one fulfils the filter", world: query("?stage=prod"), want: []string{"pass " + service}},
		{name: "none is registered", world: testkit.NewHTTPToCloudMap().DropAll(aws.CloudMapInstances), want: []string{"fail " + service}, says: []string{"{instances 0}"}},
		{name: "all are unhealthy", world: all("HealthStatus", "UNHEALTHY"), want: []string{"fail " + service}, says: []string{"{why is unhealthy}"}},
		{name: "no ports: A records of ECS", world: all("Attributes", body{"AWS_INSTANCE_IPV4": "10.20.11.10"}), want: []string{"fail " + service}, says: []string{"has no AWS_INSTANCE_PORT"}},
		{name: "no addresses", world: all("Attributes", body{"AWS_INSTANCE_CNAME": "x.example", "AWS_INSTANCE_PORT": "80"}), want: []string{"fail " + service}},
		{name: "none fulfils the filter", world: query("?stage=dev"), want: []string{"fail " + service}, says: []string{"lacks the attribute stage"}},
		{name: "the attributes are known after apply", world: all("Attributes", "?known after apply"), want: []string{"unknown " + service}},
		{name: "the health is known after apply", world: all("HealthStatus", "?known after apply"), want: []string{"unknown " + service}},
		{
			name: "instances could not be read", world: testkit.NewHTTPToCloudMap().DropAll(aws.CloudMapInstances).Gap(aws.CloudMapInstances, "", "permission servicediscovery:ListInstances denied"),
			want: []string{"unknown " + service}, says: []string{"servicediscovery:ListInstances"},
		},
		{
			name: "Terraform tells of the service, whose tasks register when they run", want: []string{"unknown aws_service_discovery_service.orders"},
			world: testkit.NewHTTPToCloudMap().DropAll(aws.CloudMapInstances).Address(aws.CloudMapServices, testkit.CloudMapService, "aws_service_discovery_service.orders"),
		},
		{name: "services could not be read", world: testkit.NewHTTPToCloudMap().DropAll(aws.CloudMapServices).Gap(aws.CloudMapServices, "", "permission denied"), want: []string{"unknown " + integrated}},
		{name: "a load balancer", world: testkit.NewHTTPToALB(), want: []string{none}},
	}
}
