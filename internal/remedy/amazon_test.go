package remedy_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awsresource "github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// provenAWS judges a world and proves what would mend its failures.
func provenAWS(t testing.TB, w *aws.World) check.Report {
	t.Helper()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	r := privateintegration.Judge(inv, check.Options{})
	remedy.ProveAWS(&r, w, inv)
	mustFitSchema(t, r)
	return r
}

// What stands in a configuration is called as it is called there, and what does not by
// its id.
func TestFixesForAWSAreWrittenForTheConfiguration(t *testing.T) {
	t.Parallel()
	type world = *testkit.AWS
	rest := testkit.NewREST
	noRule := func() world { return rest().DropRules("sg-targets") }
	closed := func(w world) world {
		return w.NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}, "100 in deny tcp 8080 from 10.20.1.0/24", "200 in allow all from 0.0.0.0/0", "100 out allow all to 0.0.0.0/0")
	}
	const httpAPI = testkit.HTTPAPI
	for name, c := range map[string]struct {
		world func() world
		check string
		want  string
	}{
		"a rule of a group that nobody manages": {noRule, "security-groups-admit", `resource "aws_vpc_security_group_ingress_rule" "targets_from_nlb_8080" {
  security_group_id            = "sg-targets"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = "sg-nlb"
}
`},
		"a rule beside those of a module": {func() world {
			return noRule().Address(aws.SecurityGroups, "sg-targets", "module.app.aws_security_group.targets").Address(aws.SecurityGroups, "sg-nlb", "module.app.aws_security_group.lb[0]")
		}, "security-groups-admit", `# in module.app
resource "aws_vpc_security_group_ingress_rule" "targets_from_nlb_8080" {
  security_group_id            = aws_security_group.targets.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.lb[0].id
}
`},
		"a group of another module is called by its id": {func() world {
			return noRule().Address(aws.SecurityGroups, "sg-targets", "module.app.aws_security_group.targets").Address(aws.SecurityGroups, "sg-nlb", "aws_security_group.lb")
		}, "security-groups-admit", `# in module.app
resource "aws_vpc_security_group_ingress_rule" "targets_from_nlb_8080" {
  security_group_id            = aws_security_group.targets.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = "sg-nlb"
}
`},
		"a group that has its rules inside": {func() world {
			const address = "aws_security_group.targets"
			return noRule().RuleText("sg-targets", "in tcp 22 from 10.0.0.0/8").Address(aws.SecurityGroups, "sg-targets", address).Address(aws.SecurityGroupRules, "sgr-t1", address)
		}, "security-groups-admit", `# aws_security_group.targets, beside the blocks that it has
resource "aws_security_group" "targets" {
  ingress {
    protocol        = "tcp"
    from_port       = 8080
    to_port         = 8080
    security_groups = ["sg-nlb"]
  }
}
`},
		"a rule before the one that denies": {func() world { return closed(rest()) }, "network-acls-admit", `resource "aws_network_acl_rule" "requests_in_99" {
  network_acl_id = "acl-targets"
  rule_number    = 99
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "10.20.1.5/32"
  from_port      = 8080
  to_port        = 8080
}
`},
		"the default network ACL has its rules inside": {func() world {
			return closed(rest()).Address(aws.NetworkACLs, "acl-targets", "aws_default_network_acl.this")
		}, "network-acls-admit", `# aws_default_network_acl.this, beside the blocks that it has
resource "aws_default_network_acl" "this" {
  ingress {
    rule_no    = 99
    action     = "allow"
    protocol   = "tcp"
    from_port  = 8080
    to_port    = 8080
    cidr_block = "10.20.1.5/32"
  }
}
`},
		"PrivateLink traffic": {func() world {
			return rest().DropRules("sg-nlb").RuleText("sg-nlb", "out all to 0.0.0.0/0").Address(aws.LoadBalancers, testkit.NLB, "aws_lb.orders")
		}, "private-link-rules-admit", `resource "aws_lb" "orders" {
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
}
`},
		"a listener and its rule": {func() world {
			return rest().Set(aws.RestIntegrations, testkit.RestAPI+"/prod/orders/GET", "uri", "http://orders.internal.example:8080/v1").
				Address(aws.LoadBalancers, testkit.NLB, "aws_lb.orders").Address(aws.TargetGroups, testkit.OrdersGroup, "aws_lb_target_group.orders")
		}, "listener-on-port", `resource "aws_lb_listener" "orders_8080" {
  load_balancer_arn = aws_lb.orders.arn
  port              = 8080
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}

resource "aws_vpc_security_group_ingress_rule" "orders_from_private_link_8080" {
  security_group_id = "sg-nlb"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_ipv4         = "0.0.0.0/0"
}
`},
		"a zone without targets": {func() world {
			return rest().Drop(aws.Targets, testkit.OrdersGroup+"/i-b:8080").Drop(aws.TargetHealth, testkit.OrdersGroup+"/i-b:8080").
				Address(aws.TargetGroups, testkit.OrdersGroup, "aws_lb_target_group.orders")
		}, "zones-covered", `resource "aws_lb_target_group" "orders" {
  load_balancing_cross_zone_enabled = "true"
}
`},
		"targets in another zone": {func() world {
			w := testkit.NewRESTWithoutGroups()
			w.Set(aws.LoadBalancers, testkit.NLB, "AvailabilityZones", []testkit.Body{{"ZoneName": testkit.AWSRegion + "a", "SubnetId": "subnet-lb-a"}})
			w.Drop(aws.Targets, testkit.OrdersGroup+"/10.20.11.10:8080").Drop(aws.TargetHealth, testkit.OrdersGroup+"/10.20.11.10:8080")
			w.Drop(aws.Subnets, "subnet-link-b").Drop(aws.Subnets, "subnet-lb-b").Drop(aws.NetworkInterfaces, "eni-orders-b").RuleText("sg-targets", "in tcp 8080 from 10.20.12.0/24")
			return w.Address(aws.LoadBalancers, testkit.NLB, "aws_lb.orders").Address(aws.Subnets, "subnet-lb-a", "aws_subnet.a")
		}, "target-group-has-targets", `resource "aws_lb" "orders" {
  subnets = [aws_subnet.a.id, "subnet-targets-b"]
}
`},
		"an Application Load Balancer that is no target": {func() world {
			return testkit.NewRESTToALB().Drop(aws.Targets, testkit.OrdersGroup+"/"+testkit.ALB+":80").Drop(aws.TargetHealth, testkit.OrdersGroup+"/"+testkit.ALB+":80").
				Address(aws.LoadBalancers, testkit.ALB, "aws_lb.shop")
		}, "target-group-has-targets", `resource "aws_lb_target_group_attachment" "orders" {
  target_group_arn = "` + testkit.OrdersGroup + `"
  target_id        = aws_lb.shop.arn
  port             = 80
}
`},
		"a connection that waits": {func() world {
			return rest().SetAll(aws.EndpointConnections, "VpcEndpointState", "pendingAcceptance")
		}, "endpoint-connection-available", `resource "aws_vpc_endpoint_connection_accepter" "api_gateway" {
  vpc_endpoint_service_id = "vpce-svc-1"
  vpc_endpoint_id         = "vpce-1"
}
`},
		"a timeout": {func() world {
			return testkit.NewHTTPToALB().Set(aws.Integrations, httpAPI+"/int1", "TimeoutInMillis", 60000).Address(aws.Integrations, httpAPI+"/int1", "aws_apigatewayv2_integration.orders")
		}, "integration-timeout-fits", `resource "aws_apigatewayv2_integration" "orders" {
  timeout_milliseconds = 30000
}
`},
		"an integration of an OpenAPI document is changed there": {func() world {
			return testkit.NewHTTPToALB().Set(aws.Integrations, httpAPI+"/int1", "TimeoutInMillis", 60000).Address(aws.Integrations, httpAPI+"/int1", "aws_apigatewayv2_api.orders")
		}, "integration-timeout-fits", ""},
		"a stage variable": {func() world {
			return rest().SetAll(aws.RestIntegrations, "connectionId", "${stageVariables.link}").
				Address(aws.RestStages, testkit.RestAPI+"/prod", "aws_api_gateway_stage.prod").Address(aws.RestVPCLinks, testkit.LinkV1, "aws_api_gateway_vpc_link.orders")
		}, "stage-variables-resolve", `resource "aws_api_gateway_stage" "prod" {
  variables = {
    link = "link1"
  }
}
`},
		"a log": {func() world {
			return rest().Set(aws.RestStages, testkit.RestAPI+"/prod", "methodSettings", nil).
				Address(aws.RestStages, testkit.RestAPI+"/prod", "aws_api_gateway_stage.prod").Address(aws.RestAPIs, testkit.RestAPI, "aws_api_gateway_rest_api.orders")
		}, "execution-logging-on", `resource "aws_api_gateway_method_settings" "prod" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"
  settings {
    logging_level = "ERROR"
  }
}
`},
		"a change that is not deployed": {func() world {
			w := rest().Drop(aws.RestIntegrations, testkit.RestAPI+"/prod/orders/GET").Changing(aws.RestIntegrations, testkit.RestAPI+"/orders/GET")
			return w.Address(aws.RestIntegrations, testkit.RestAPI+"/orders/GET", "aws_api_gateway_integration.orders").
				Address(aws.RestDeployments, "dep1", "aws_api_gateway_deployment.orders").Address(aws.RestStages, testkit.RestAPI+"/prod", "aws_api_gateway_stage.prod")
		}, "deployment-includes-integration", `resource "aws_api_gateway_deployment" "orders" {
  triggers = {
    redeployment = sha1(jsonencode(aws_api_gateway_integration.orders))
  }
}
`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := provenAWS(t, c.world().World())
			if got := fixOf(t, r, c.check); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
				for _, f := range r.Findings {
					if f.Verdict == check.Fail || f.Verdict == check.Unknown {
						t.Logf("%s %s %v %d", f.Check, f.Summary, f.Missing, len(f.Repairs))
					}
				}
			}
		})
	}
}

// In a plan that creates everything no id is known, and what refers to what is.
func TestFixesForAWSReferToTheResourcesOfAPlan(t *testing.T) {
	t.Parallel()
	m := &module{}
	m.created(t, "aws_vpc.v", `{"cidr_block": "10.0.0.0/16", "default_network_acl_id": "?aws_vpc.v.default_network_acl_id", "default_security_group_id": "?aws_vpc.v.default_security_group_id", "default_route_table_id": "?aws_vpc.v.default_route_table_id", "instance_tenancy": "default"}`)
	m.created(t, "aws_subnet.a", `{"vpc_id": "?aws_vpc.v.id", "cidr_block": "10.0.1.0/24", "availability_zone": "eu-west-1a", "map_public_ip_on_launch": false}`)
	m.created(t, "aws_security_group.lb", `{"name": "lb", "vpc_id": "?aws_vpc.v.id", "ingress": [], "egress": []}`)
	m.created(t, "aws_security_group.link", `{"name": "link", "vpc_id": "?aws_vpc.v.id", "ingress": [], "egress": []}`)
	m.created(t, "aws_lb.shop", `{"arn": "?aws_lb.shop.arn", "name": "shop", "load_balancer_type": "application", "internal": true, "subnets": ["?aws_subnet.a.id"], "security_groups": ["?aws_security_group.lb.id"], "dns_name": "?aws_lb.shop.dns_name"}`)
	m.created(t, "aws_lb_target_group.shop", `{"arn": "?aws_lb_target_group.shop.arn", "name": "shop", "port": 8080, "protocol": "HTTP", "target_type": "ip", "vpc_id": "?aws_vpc.v.id"}`)
	m.created(t, "aws_lb_listener.shop", `{"arn": "?aws_lb_listener.shop.arn", "load_balancer_arn": "?aws_lb.shop.arn", "port": 80, "protocol": "HTTP", "default_action": [{"type": "forward", "target_group_arn": "?aws_lb_target_group.shop.arn"}]}`)
	m.created(t, "aws_apigatewayv2_vpc_link.l", `{"name": "l", "subnet_ids": ["?aws_subnet.a.id"], "security_group_ids": ["?aws_security_group.link.id"]}`)
	m.created(t, "aws_apigatewayv2_api.a", `{"name": "a", "protocol_type": "HTTP"}`)
	m.created(t, "aws_apigatewayv2_integration.i", `{"api_id": "?aws_apigatewayv2_api.a.id", "integration_type": "HTTP_PROXY", "integration_method": "ANY", "integration_uri": "?aws_lb_listener.shop.arn", "connection_type": "VPC_LINK", "connection_id": "?aws_apigatewayv2_vpc_link.l.id"}`)
	m.created(t, "aws_apigatewayv2_stage.s", `{"api_id": "?aws_apigatewayv2_api.a.id", "name": "$default", "auto_deploy": true, "stage_variables": {}}`)
	w, err := awsresource.FromObjects(m.objects, nil, awsresource.Options{Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	r := provenAWS(t, w)
	const want = `resource "aws_vpc_security_group_egress_rule" "link_to_lb_80" {
  security_group_id            = aws_security_group.link.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.lb.id
}

resource "aws_vpc_security_group_ingress_rule" "lb_from_link_80" {
  security_group_id            = aws_security_group.lb.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.link.id
}
`
	if got := fixOf(t, r, "security-groups-admit"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
		for _, f := range r.Findings {
			if f.Verdict == check.Fail || f.Verdict == check.Unknown {
				t.Logf("%s %s %s %v %d", f.Verdict, f.Check, f.Summary, f.Missing, len(f.Repairs))
			}
		}
	}
}

// No two blocks of one repair are called the same, nor do rules have the same number.
func TestBlocksOfAFixForAWSHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := testkit.NewREST().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"})
	r := provenAWS(t, w.World())
	text := fixOf(t, r, "network-acls-admit")
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "resource ") {
			if seen[line] {
				t.Errorf("twice: %s", line)
			}
			seen[line] = true
		}
	}
	if len(seen) != 4 || strings.Count(text, "= 1024") != 2 {
		t.Errorf("not requests and replies of two nodes:\n%s", text)
	}
}
