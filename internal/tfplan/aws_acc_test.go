package tfplan_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// A planned configuration is one of testdata/aws with texts replaced by others.
type plannedAWS struct {
	name, base string
	replace    []string // old and new texts in turn
	// fails are the failures, as CHECK SUBJECT, of the world that the plan creates.
	fails []string
}

var awsFaults = []plannedAWS{
	{name: "the link is spelled out and does not exist", base: "rest", replace: []string{`"$${stageVariables.vpcLinkId}"`, `"a1b2c3"`}, fails: []string{"vpc-link-target-exists aws_api_gateway_integration.orders"}},
	{name: "the stage lacks the variable", base: "rest", replace: []string{`vpcLinkId = aws_api_gateway_vpc_link.orders.id, `, ``}, fails: []string{"stage-variables-resolve aws_api_gateway_stage.prod"}},
	{name: "the stage has the ARN in place of the id", base: "rest", replace: []string{`vpcLinkId = aws_api_gateway_vpc_link.orders.id`, `vpcLinkId = "arn:aws:apigateway:eu-west-1::/vpclinks/x"`}, fails: []string{"stage-variables-resolve aws_api_gateway_stage.prod", "vpc-link-target-exists aws_api_gateway_integration.orders"}},
	{name: "no listener on the port", base: "rest", replace: []string{"port              = 80\n  protocol          = \"TCP\"", "port              = 81\n  protocol          = \"TCP\""}, fails: []string{"listener-on-port aws_api_gateway_integration.orders"}},
	{name: "the listener takes UDP", base: "rest", replace: []string{"port              = 80\n  protocol          = \"TCP\"", "port              = 80\n  protocol          = \"UDP\""}, fails: []string{"listener-protocol-fits aws_api_gateway_integration.orders", "target-port-fits aws_lb_target_group.orders"}},
	{name: "TLS to a port that takes plain HTTP", base: "rest", replace: []string{"port              = 80\n  protocol          = \"TCP\"", "port              = 80\n  protocol          = \"TLS\"\n  certificate_arn = \"arn:aws:acm:eu-west-1:123456789012:certificate/x\""}, fails: []string{"listener-protocol-fits aws_api_gateway_integration.orders"}},
	{name: "a port that API Gateway does not call", base: "rest", replace: []string{`http://orders.internal.example/v1/orders`, `http://orders.internal.example:1000/v1/orders`}, fails: []string{"integration-uri-fits-listener aws_api_gateway_integration.orders", "listener-on-port aws_api_gateway_integration.orders"}},
	{name: "no scheme", base: "rest", replace: []string{`http://orders.internal.example/v1/orders`, `orders.internal.example/v1/orders`}, fails: []string{"integration-uri-fits-listener aws_api_gateway_integration.orders"}},
	{name: "an application load balancer behind a link V1", base: "rest", replace: []string{`load_balancer_type = "network"`, `load_balancer_type = "application"`}, fails: []string{"link-version-fits-api aws_api_gateway_vpc_link.orders"}},
	{name: "no targets", base: "rest", replace: []string{"resource \"aws_lb_target_group_attachment\" \"orders\" {\n  for_each         = aws_instance.orders", "resource \"aws_lb_target_group_attachment\" \"orders\" {\n  for_each         = {}"}, fails: []string{"target-group-has-targets aws_lb_target_group.orders"}},
	{name: "targets in one zone of two", base: "rest", replace: []string{`{ a = "10.20.11.0/24", b = "10.20.12.0/24" }`, `{ a = "10.20.11.0/24" }`}, fails: []string{"zones-covered aws_lb_target_group.orders"}},
	{name: "the targets admit another port", base: "rest", replace: []string{"from_port       = 8080\n    to_port         = 8080", "from_port       = 8081\n    to_port         = 8081"}, fails: []string{"security-groups-admit aws_lb_target_group.orders"}},
	{name: "the targets admit UDP", base: "rest", replace: []string{"protocol        = \"tcp\"\n    from_port       = 8080", "protocol        = \"udp\"\n    from_port       = 8080"}, fails: []string{"security-groups-admit aws_lb_target_group.orders"}},
	{name: "the targets admit another group", base: "rest", replace: []string{"security_groups = [aws_security_group.nlb.id]\n  }", "self = true\n  }"}, fails: []string{"security-groups-admit aws_lb_target_group.orders"}},
	{name: "the targets admit nothing", base: "rest", replace: []string{`ingress {
    protocol        = "tcp"
    from_port       = 8080
    to_port         = 8080
    security_groups = [aws_security_group.nlb.id]
  }`, ``}, fails: []string{"security-groups-admit aws_lb_target_group.orders"}},
	{name: "Terraform takes the egress rule away", base: "rest", replace: []string{`resource "aws_vpc_security_group_egress_rule" "nlb" {`, "resource \"aws_vpc_security_group_egress_rule\" \"nlb\" {\n  count = 0"}, fails: []string{"security-groups-admit aws_lb_target_group.orders"}},
	{name: "the load balancer's egress is for another port", base: "rest", replace: []string{"from_port                    = 8080\n  to_port                      = 8080", "from_port                    = 80\n  to_port                      = 80"}, fails: []string{"security-groups-admit aws_lb_target_group.orders"}},
	{name: "API Gateway is not admitted on the port", base: "rest", replace: []string{"from_port         = 80\n  to_port           = 80", "from_port         = 443\n  to_port           = 443"}, fails: []string{"private-link-rules-admit aws_lb.orders"}},
	{name: "API Gateway is admitted from one's own VPC", base: "rest", replace: []string{`cidr_ipv4         = "0.0.0.0/0"`, `cidr_ipv4         = "10.20.0.0/16"`}, fails: []string{"private-link-rules-open aws_lb.orders"}},
	{name: "a network ACL without rules", base: "rest", replace: []string{`resource "aws_security_group" "nlb" {`, "resource \"aws_network_acl\" \"closed\" {\n  vpc_id     = aws_vpc.shop.id\n  subnet_ids = [for s in aws_subnet.targets : s.id]\n}\n\nresource \"aws_security_group\" \"nlb\" {"}, fails: []string{"network-acls-admit aws_lb_target_group.orders"}},
	{name: "the default network ACL is emptied", base: "rest", replace: []string{`resource "aws_security_group" "nlb" {`, "resource \"aws_default_network_acl\" \"closed\" {\n  default_network_acl_id = aws_vpc.shop.default_network_acl_id\n}\n\nresource \"aws_security_group\" \"nlb\" {"}, fails: []string{"network-acls-admit aws_lb_target_group.orders"}},
	{name: "a network ACL without replies", base: "rest", replace: []string{`resource "aws_security_group" "nlb" {`, "resource \"aws_network_acl\" \"oneway\" {\n  vpc_id     = aws_vpc.shop.id\n  subnet_ids = [for s in aws_subnet.targets : s.id]\n  ingress {\n    protocol   = \"tcp\"\n    rule_no    = 100\n    action     = \"allow\"\n    cidr_block = \"10.20.0.0/16\"\n    from_port  = 8080\n    to_port    = 8080\n  }\n}\n\nresource \"aws_security_group\" \"nlb\" {"}, fails: []string{"network-acls-admit aws_lb_target_group.orders"}},
	{name: "the integration does not go through the link", base: "rest", replace: []string{`connection_type         = "VPC_LINK"`, `connection_type         = "INTERNET"`}, fails: []string{"integration-uses-vpc-link aws_api_gateway_integration.orders"}},
	{name: "a type that no link serves", base: "rest", replace: []string{`type                    = "HTTP_PROXY"`, `type                    = "AWS_PROXY"`}, fails: []string{"integration-uses-vpc-link aws_api_gateway_integration.orders"}},
	{name: "a timeout beyond what API Gateway has", base: "rest", replace: []string{`connection_type         = "VPC_LINK"`, "connection_type         = \"VPC_LINK\"\n  timeout_milliseconds = 400000"}, fails: []string{"target-idle-timeout-fits aws_lb_listener.orders"}},
	{name: "the execution log is off", base: "rest", replace: []string{`logging_level      = "INFO"`, `logging_level      = "OFF"`}, fails: []string{"execution-logging-on aws_api_gateway_stage.prod"}},
	{name: "no configuration of TLS for a listener that takes HTTPS", base: "shop", replace: []string{"  tls_config {\n    server_name_to_verify = \"shop.example.com\"\n  }\n", ""}, fails: []string{"listener-protocol-fits aws_apigatewayv2_integration.shop"}},
	{name: "another name than the certificate's", base: "shop", replace: []string{`server_name_to_verify = "shop.example.com"`, `server_name_to_verify = "orders.example.com"`}, fails: []string{"backend-certificate-covers-host aws_apigatewayv2_integration.shop"}},
	{name: "another host than the certificate's", base: "shop", replace: []string{`https://shop.example.com/shop`, `https://orders.example.com/shop`}, fails: []string{"backend-certificate-covers-host aws_api_gateway_rest_api.shop"}},
	{name: "the link's group lets nothing out", base: "shop", replace: []string{`  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.20.0.0/16"]
  }`, ``}, fails: []string{"security-groups-admit aws_apigatewayv2_vpc_link.shop"}},
	{name: "the load balancer admits others", base: "shop", replace: []string{`default = ["10.20.0.0/16"]`, `default = ["10.21.0.0/16"]`}, fails: []string{"security-groups-admit aws_apigatewayv2_vpc_link.shop"}},
	{name: "the load balancer answers itself", base: "shop", replace: []string{"    type = \"forward\"\n    forward {\n      target_group {\n        arn = aws_lb_target_group.shop.arn\n      }\n    }", "    type = \"fixed-response\"\n    fixed_response {\n      content_type = \"text/plain\"\n      status_code  = \"503\"\n    }"}, fails: []string{"listener-forwards aws_lb_listener.shop"}},
	{name: "a group of no weight", base: "shop", replace: []string{"        arn = aws_lb_target_group.shop.arn\n", "        arn = aws_lb_target_group.shop.arn\n        weight = 0\n"}, fails: []string{"listener-forwards aws_lb_listener.shop"}},
	{name: "targets that speak gRPC", base: "shop", replace: []string{`target_type = "ip"`, "target_type = \"ip\"\n  protocol_version = \"GRPC\""}, fails: []string{"target-port-fits aws_lb_target_group.shop"}},
	{name: "a link V2 without a target", base: "shop", replace: []string{"  integration_target      = aws_lb.shop.arn\n", ""}, fails: []string{"link-version-fits-api aws_api_gateway_integration.cart"}},
	{name: "the integration names the load balancer", base: "shop", replace: []string{`integration_uri    = aws_lb_listener.shop.arn`, `integration_uri    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/1"`}, fails: []string{"integration-uri-fits-listener aws_apigatewayv2_integration.shop"}},
	{name: "plain HTTP to a listener that takes HTTPS", base: "shop", replace: []string{`https://${aws_lb.shop.dns_name}:443/cart`, `http://${aws_lb.shop.dns_name}:443/cart`}, fails: []string{"listener-protocol-fits aws_api_gateway_integration.cart"}},
	{name: "a port without a listener in a template", base: "shop", replace: []string{`https://${aws_lb.shop.dns_name}:443/cart`, `https://${aws_lb.shop.dns_name}:8443/cart`}, fails: []string{"listener-on-port aws_api_gateway_integration.cart"}},
}

var awsHealthy = []plannedAWS{
	{name: "as it is", base: "rest"},
	{name: "as it is", base: "shop"},
	{name: "the link by its id", base: "rest", replace: []string{`"$${stageVariables.vpcLinkId}"`, `aws_api_gateway_vpc_link.orders.id`}},
	{name: "a port by its number", base: "rest", replace: []string{`http://orders.internal.example/v1/orders`, `http://orders.internal.example:80/v1/orders`}},
	{name: "the load balancer's own name", base: "rest", replace: []string{`"http://orders.internal.example/v1/orders"`, `"http://${aws_lb.orders.dns_name}/v1/orders"`}},
	{name: "the load balancer's own name in a local value", base: "rest", replace: []string{`"http://orders.internal.example/v1/orders"`, `local.backend`, `  zones = {`, "  backend = \"http://${aws_lb.orders.dns_name}:80/v1\"\n  zones = {"}},
	{name: "a load balancer without groups", base: "rest", replace: []string{"  security_groups    = [aws_security_group.nlb.id]\n", "", "security_groups = [aws_security_group.nlb.id]\n  }", "cidr_blocks = [\"10.20.0.0/16\"]\n  }"}},
	{name: "inbound rules that do not apply to PrivateLink", base: "rest", replace: []string{"internal           = true", "internal           = true\n  enforce_security_group_inbound_rules_on_private_link_traffic = \"off\"", "from_port         = 80\n  to_port           = 80", "from_port         = 443\n  to_port           = 443"}},
	{name: "egress to everywhere", base: "rest", replace: []string{"referenced_security_group_id = aws_security_group.targets.id\n  ip_protocol                  = \"tcp\"\n  from_port                    = 8080\n  to_port                      = 8080", "cidr_ipv4 = \"0.0.0.0/0\"\n  ip_protocol = \"-1\""}},
	{name: "rules by number and range", base: "rest", replace: []string{"protocol        = \"tcp\"\n    from_port       = 8080\n    to_port         = 8080", "protocol        = \"6\"\n    from_port       = 8000\n    to_port         = 9000"}},
	{name: "a network ACL that admits everything", base: "rest", replace: []string{`resource "aws_security_group" "nlb" {`, "resource \"aws_default_network_acl\" \"open\" {\n  default_network_acl_id = aws_vpc.shop.default_network_acl_id\n  ingress {\n    protocol = -1\n    rule_no = 100\n    action = \"allow\"\n    cidr_block = \"0.0.0.0/0\"\n    from_port = 0\n    to_port = 0\n  }\n  egress {\n    protocol = -1\n    rule_no = 100\n    action = \"allow\"\n    cidr_block = \"0.0.0.0/0\"\n    from_port = 0\n    to_port = 0\n  }\n}\n\nresource \"aws_security_group\" \"nlb\" {"}},
	{name: "an empty ACL for other subnets", base: "rest", replace: []string{`resource "aws_security_group" "nlb" {`, "resource \"aws_subnet\" \"other\" {\n  vpc_id = aws_vpc.shop.id\n  cidr_block = \"10.20.99.0/24\"\n}\n\nresource \"aws_network_acl\" \"closed\" {\n  vpc_id     = aws_vpc.shop.id\n  subnet_ids = [aws_subnet.other.id]\n}\n\nresource \"aws_security_group\" \"nlb\" {"}},
	{name: "targets by address", base: "rest", replace: []string{"target_id        = each.value.id", "target_id        = each.value.private_ip", "  vpc_id   = aws_vpc.shop.id\n}\n\nresource \"aws_lb_listener\"", "  vpc_id   = aws_vpc.shop.id\n  target_type = \"ip\"\n}\n\nresource \"aws_lb_listener\""}},
	{name: "targets in one zone, and load balancing across zones", base: "rest", replace: []string{`{ a = "10.20.11.0/24", b = "10.20.12.0/24" }`, `{ a = "10.20.11.0/24" }`, "internal           = true", "internal           = true\n  enable_cross_zone_load_balancing = true"}},
	{name: "clients by blocks that a list makes", base: "shop", replace: []string{`default = ["10.20.0.0/16"]`, `default = ["10.99.0.0/16", "10.20.0.0/16"]`}},
	{name: "a certificate for all names", base: "shop", replace: []string{`domain_name       = "shop.example.com"`, `domain_name       = "*.example.com"`}},
	{name: "another rule of a group that is no one's", base: "shop", replace: []string{`resource "aws_lb" "shop" {`, "resource \"aws_security_group\" \"other\" {\n  name = \"other\"\n}\n\nresource \"aws_lb\" \"shop\" {"}},
}

// provider is a mirror with a provider that has the aws provider's schema and asks no
// cloud.
var provider = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "aws")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("/bin/sh", "../../../shared/tools/schemaprovider/build.sh", dir).CombinedOutput()
	return filepath.Join(dir, "rc"), errOf(out, err)
})

func errOf(out []byte, err error) error {
	if err == nil {
		return nil
	}
	return &failed{string(out), err}
}

type failed struct {
	out string
	err error
}

func (f *failed) Error() string { return f.err.Error() + "\n" + f.out }

// plan runs Terraform, and follows the plan.
func (c plannedAWS) plan(t *testing.T) *tfplan.Plan {
	t.Helper()
	rc, err := provider()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata/aws", c.base))); err != nil {
		t.Fatal(err)
	}
	main := filepath.Join(dir, "main.tf")
	text, err := os.ReadFile(main)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(c.replace); i += 2 {
		if !bytes.Contains(text, []byte(c.replace[i])) {
			t.Fatalf("the configuration has no\n%s", c.replace[i])
		}
		text = bytes.ReplaceAll(text, []byte(c.replace[i]), []byte(c.replace[i+1]))
	}
	if err := os.WriteFile(main, text, 0o600); err != nil {
		t.Fatal(err)
	}
	terraform := func(args ...string) []byte {
		cmd := exec.Command("terraform", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+rc, "CHECKPOINT_DISABLE=1")
		var problems bytes.Buffer
		cmd.Stderr = &problems
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("terraform %v: %v\n%s%s", args, err, out, problems.String())
		}
		return out
	}
	terraform("init", "-no-color")
	terraform("plan", "-no-color", "-out", "plan.bin")
	p, err := tfplan.Read(bytes.NewReader(terraform("show", "-json", "plan.bin")))
	if err != nil {
		t.Fatal(err)
	}
	config, err := tfconfig.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Match(config); err != nil {
		t.Fatal(err)
	}
	p.Follow(config)
	return p
}

// Configurations that Terraform itself plans, from nothing: faults are found, and what is
// healthy fails nothing.
func TestAccPlansOfAWS(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("set TF_ACC=1")
	}
	if _, err := os.Stat("../../../shared/tools/schemaprovider/build.sh"); err != nil {
		t.Skip("../shared/tools is not there")
	}
	t.Parallel()
	for kind, cases := range map[string][]plannedAWS{"faults": awsFaults, "healthy": awsHealthy} {
		for _, c := range cases {
			t.Run(kind+"/"+c.base+": "+c.name, func(t *testing.T) {
				t.Parallel()
				fails, _ := awsFailures(t, awsWorld(t, c.plan(t), true))
				slices.Sort(fails)
				if got, want := strings.Join(fails, "\n"), strings.Join(c.fails, "\n"); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}
