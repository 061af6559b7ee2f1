package provider

import (
	"maps"
	"strings"
	"testing"
)

// orders is a small private integration: a REST API, its VPC link, and the load balancer
// behind it. Connection is what the integration names as its link.
func orders(connection any, changes map[string]any) map[string]any {
	resources := map[string]any{
		"aws_api_gateway_rest_api": map[string]any{"id": "api1", "name": "orders", "root_resource_id": "root"},
		"aws_api_gateway_resource": map[string]any{"id": "r1", "rest_api_id": "api1", "parent_id": "root", "path_part": "orders", "path": "/orders"},
		"aws_api_gateway_integration": []any{map[string]any{
			"id": "agi-1", "rest_api_id": "api1", "resource_id": "r1", "http_method": "GET", "type": "HTTP_PROXY", "integration_http_method": "GET",
			"uri": "http://orders.example/", "connection_type": "VPC_LINK", "connection_id": connection,
		}},
		"aws_api_gateway_stage": map[string]any{
			"id": "ags-1", "rest_api_id": "api1", "stage_name": "prod", "deployment_id": "d1", "variables": map[string]any{"link": "link1", "password": "s3cr3t"},
		},
		"aws_api_gateway_vpc_link": map[string]any{"id": "link1", "name": "orders", "target_arns": []any{"arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/orders/1"}},
		"aws_lb": map[string]any{
			"id": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/orders/1", "arn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/orders/1",
			"name": "orders", "load_balancer_type": "network", "subnets": []any{"subnet-1"}, "dns_name": "orders.elb.example",
		},
	}
	maps.Copy(resources, changes)
	return map[string]any{"resources": resources, "complete": true, "fail_on": "never"}
}

func TestResourcesOfAWSAreJudged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		connection any
		changes    map[string]any
		want       string
	}{
		{name: "the link by a stage variable", connection: "${stageVariables.link}", want: "vpc-link-target-exists: pass"},
		{name: "a link that does not exist", connection: "link2", want: "vpc-link-target-exists: fail"},
		{name: "beside resources of Google", connection: "link1", want: "vpc-link-target-exists: pass", changes: gateway(nil)["resources"].(map[string]any)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := configured(t)
			p := s.plan(t, orders(c.connection, c.changes), nil)
			plan := s.attributes(t, p.state)
			if got := strings.Join(verdicts(t, plan["findings"]), "\n"); !strings.Contains(got, c.want) || c.changes != nil && !strings.Contains(got, "authorized-network-peered: pass") {
				t.Errorf("got\n%s", got)
			}
			if text := texts(p.diags) + textOf(t, plan["report_json"]) + textOf(t, plan["summary"]); strings.Contains(text, "s3cr3t") {
				t.Errorf("the value of a stage variable that nothing names:\n%s", text)
			}
		})
	}
	t.Run("a link that is known after apply", func(t *testing.T) {
		t.Parallel()
		config := orders(later{}, nil)
		config["fail_on"] = "error"
		if p := configured(t).plan(t, config, nil); strings.Contains(texts(p.diags), "vpc-link-target-exists: aws_api_gateway_integration[0] names a VPC link that does not exist") {
			t.Errorf("got\n%s", texts(p.diags))
		}
	})
}

// Data of both clouds is one report.
func TestFindingsOfBothCloudsAreOneList(t *testing.T) {
	t.Parallel()
	s := functions(t)
	both := orders("link2", gateway(nil)["resources"].(map[string]any))["resources"]
	v, err := s.call(t, "findings", both, map[string]any{"complete": true})
	if err != "" {
		t.Fatal(err)
	}
	got := strings.Join(verdicts(t, v), "\n")
	for _, want := range []string{"authorized-network-peered: pass", "vpc-link-target-exists: fail"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
