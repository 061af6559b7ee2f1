package tfresource_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// parse reads JSON in which texts that begin with "?" are unknown for the reason after.
func parse(t *testing.T, text string) value.Value {
	t.Helper()
	v, err := value.ParseJSON([]byte(text))
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	return unknowns(v)
}

func unknowns(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindString:
		if why, ok := strings.CutPrefix(v.Text(), "?"); ok {
			return value.Unknown(value.Why{Reason: why})
		}
	case value.KindList:
		out := make([]value.Value, len(v.Elements()))
		for i, e := range v.Elements() {
			out[i] = unknowns(e)
		}
		return value.OfList(out...)
	case value.KindObject:
		for _, f := range v.Fields() {
			v = v.With(f.Name, unknowns(f.Value))
		}
	default:
	}
	return v
}

// world reads objects, keyed by their types, that are all there are.
func world(t *testing.T, text string) *aws.World {
	t.Helper()
	w, err := tfresource.FromResources(parse(t, text), tfresource.Options{Path: "resources", Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// bodies are the resources of a type, one in a line.
func bodies(w *aws.World, typ aws.Type) string {
	var out []string
	for _, r := range w.Resources(typ) {
		out = append(out, r.Body.String())
	}
	return strings.Join(out, "\n")
}

func TestObjectsBecomeWhatTheAPITells(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, given string
		typ         aws.Type
		want        string
	}{
		{"one rule of each peer", `{"aws_security_group": {"id": "sg-1", "name": "a", "vpc_id": "vpc-1", "egress": [], "ingress": [
			{"protocol": "tcp", "from_port": 80, "to_port": 81, "cidr_blocks": ["10.0.0.0/8"], "ipv6_cidr_blocks": [], "security_groups": ["123456789012/sg-2"], "self": true}]}}`, aws.SecurityGroupRules,
			`{"CidrIpv4": "10.0.0.0/8", "FromPort": 80, "GroupId": "sg-1", "IpProtocol": "tcp", "IsEgress": false, "ToPort": 81}
{"FromPort": 80, "GroupId": "sg-1", "IpProtocol": "tcp", "IsEgress": false, "ReferencedGroupInfo": {"GroupId": "sg-2"}, "ToPort": 81}
{"FromPort": 80, "GroupId": "sg-1", "IpProtocol": "tcp", "IsEgress": false, "ReferencedGroupInfo": {"GroupId": "sg-1"}, "ToPort": 81}`},
		{"all protocols have no ports", `{"aws_security_group_rule": {"id": "sgrule-1", "security_group_id": "sg-1", "type": "egress", "protocol": "all", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"], "source_security_group_id": "?later"}}`,
			aws.SecurityGroupRules, `{"CidrIpv4": "0.0.0.0/0", "FromPort": null, "GroupId": "sg-1", "IpProtocol": "-1", "IsEgress": true, "ToPort": null, "Type": null}`},
		{"a protocol by number", `{"aws_vpc_security_group_ingress_rule": {"id": "sgr-1", "security_group_id": "sg-1", "ip_protocol": "6", "from_port": 1, "to_port": 2, "cidr_ipv4": "10.0.0.0/8"}}`,
			aws.SecurityGroupRules, `{"CidrIpv4": "10.0.0.0/8", "FromPort": 1, "GroupId": "sg-1", "IpProtocol": "tcp", "IsEgress": false, "SecurityGroupRuleId": "sgr-1", "ToPort": 2}`},
		{"entries of an ACL, inline and alone", `{"aws_network_acl": {"id": "acl-1", "vpc_id": "vpc-1", "subnet_ids": ["subnet-1"], "egress": [], "ingress": [
			{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_block": "10.0.0.0/8", "ipv6_cidr_block": ""}]},
			"aws_network_acl_rule": [{"id": "x", "network_acl_id": "acl-1", "rule_number": 100, "protocol": "-1", "rule_action": "deny", "cidr_block": "0.0.0.0/0"}]}`, aws.NetworkACLs,
			`{"Associations": [{"SubnetId": "subnet-1"}], "Entries": [` +
				`{"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32767}, {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32767}, ` +
				`{"CidrBlock": "0.0.0.0/0", "Egress": false, "PortRange": null, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 100}], "IsDefault": false, "NetworkAclId": "acl-1", "VpcId": "vpc-1"}`},
		{"a rule's conditions", `{"aws_lb_listener_rule": {"id": "r", "arn": "r", "listener_arn": "l", "priority": 1, "action": [{"type": "forward", "target_group_arn": "g"}],
			"condition": [{"host_header": [{"values": ["a"]}], "path_pattern": []}, {"path_pattern": [{"values": ["/x"], "regex_values": []}]}, {"path_pattern": [{"regex_values": ["^/y"]}]}]}}`, aws.Rules,
			`{"Actions": [{"TargetGroupArn": "g", "Type": "forward"}], "Conditions": [{"Field": "host-header", "Values": ["a"]}, {"Field": "path-pattern", "Values": ["/x"]}, ` +
				`{"Field": "path-pattern", "Values": unknown(the condition is a regular expression)}], "ListenerArn": "l", "Priority": 1}`},
		{"a network load balancer", `{"aws_lb": {"id": "arn:x", "arn": "arn:x", "name": "n", "load_balancer_type": "network", "internal": true, "subnets": ["s"], "dns_name": "d"}, "aws_subnet": {"id": "s", "vpc_id": "v", "cidr_block": "10.0.0.0/24", "availability_zone": "z"}}`,
			aws.LoadBalancers, `{"AvailabilityZones": [{"SubnetId": "s", "ZoneName": "z"}], "CrossZone": false, "DNSName": "d", "IdleTimeout": null, "LoadBalancerName": "n", "Scheme": "internal", "Subnets": null, "Type": "network", "VpcId": "v"}`},
		{"an application load balancer by its second name", `{"aws_alb": {"id": "arn:x", "arn": "arn:x", "load_balancer_type": "application", "subnet_mapping": [{"subnet_id": "s"}], "dns_name": "d"}}`, aws.LoadBalancers,
			`{"AvailabilityZones": [{"SubnetId": "s", "ZoneName": unknown(the subnet is not among the resources given)}], "CrossZone": true, "DNSName": "d", "Scheme": "internet-facing", "Subnets": null, "Type": "application"}`},
		{"an ECS service with interfaces of its own", `{"aws_ecs_service": {"id": "e", "name": "e", "task_definition": "t", "desired_count": 1, "load_balancer": [{"target_group_arn": "arn:g", "container_port": 8080}], "network_configuration": [{"subnets": ["s"]}]}}`, aws.Targets,
			`{"Network": {"Subnets": ["s"]}, "Port": 8080, "Registrar": "aws_ecs_service", "TargetGroupArn": "arn:g"}`},
		{"an ECS service whose tasks take ports of the host", `{"aws_ecs_service": {"id": "e", "name": "e", "task_definition": "t", "desired_count": 1, "load_balancer": [{"target_group_arn": "arn:g", "container_port": 8080}]}}`, aws.Targets,
			`{"Port": unknown(the port of the host is chosen when a task starts), "Registrar": "aws_ecs_service", "TargetGroupArn": "arn:g"}`},
		{"an Auto Scaling group", `{"aws_autoscaling_group": {"id": "a", "max_size": 1, "min_size": 1, "target_group_arns": ["arn:g"]}}`, aws.Targets, `{"Port": null, "Registrar": "aws_autoscaling_group", "TargetGroupArn": "arn:g"}`},
		{"routes, inline and alone, and that to the VPC itself", `{"aws_vpc": {"id": "v", "cidr_block": "10.0.0.0/16"}, "aws_route_table": {"id": "t", "vpc_id": "v", "route": [{"cidr_block": "10.9.0.0/16", "ipv6_cidr_block": "", "transit_gateway_id": "tgw"}]},
			"aws_route": {"id": "r", "route_table_id": "t", "destination_cidr_block": "10.8.0.0/16", "vpc_peering_connection_id": "pcx"}, "aws_route_table_association": {"id": "a", "route_table_id": "t", "subnet_id": "s"}}`, aws.RouteTables,
			`{"Associations": [{"SubnetId": "s"}], "RouteTableId": "t", "Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "GatewayId": null, "NatGatewayId": null, "NetworkInterfaceId": null, "State": "active", "TransitGatewayId": "tgw", "VpcPeeringConnectionId": null}, ` +
				`{"DestinationCidrBlock": "10.8.0.0/16", "State": "active", "VpcPeeringConnectionId": "pcx"}, {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"}], "VpcId": "v"}`},
		{"the accepter of a peering connection", `{"aws_vpc_peering_connection": {"id": "p", "vpc_id": "a", "peer_vpc_id": "b", "accept_status": "?later"}, "aws_vpc_peering_connection_accepter": {"id": "p", "vpc_peering_connection_id": "p", "auto_accept": true}}`,
			aws.PeeringConnections, `{"AccepterVpcInfo": {"VpcId": "b"}, "RequesterVpcInfo": {"VpcId": "a"}, "Status": {"Code": "active"}, "VpcPeeringConnectionId": "p"}`},
		{"an instance of Cloud Map", `{"aws_service_discovery_service": {"id": "srv", "arn": "arn:srv", "name": "n", "dns_config": [{"dns_records": [{"type": "A"}]}]}, "aws_service_discovery_instance": {"id": "i", "instance_id": "i", "service_id": "srv", "attributes": {"AWS_INSTANCE_IPV4": "10.0.0.1", "password": "s3cr3t"}}}`,
			aws.CloudMapInstances, `{"Attributes": {"AWS_INSTANCE_IPV4": "10.0.0.1"}, "Id": "i", "ServiceId": "arn:srv"}`},
		{"a security group that is attached to the first interface of an instance", `{"aws_instance": {"id": "i", "subnet_id": "s", "vpc_security_group_ids": ["sg"], "private_ip": "10.0.0.1", "primary_network_interface_id": "eni"},
			"aws_network_interface_sg_attachment": [{"id": "a", "network_interface_id": "eni", "security_group_id": "sg-2"}, {"id": "b", "network_interface_id": "eni-2", "security_group_id": "sg-3"}]}`,
			aws.Instances, `{"InstanceId": "i", "PrivateIpAddress": "10.0.0.1", "SecurityGroups": [{"GroupId": "sg"}, {"GroupId": "sg-2"}], "SubnetId": "s"}`},
		{"an attachment to an interface that is not known", `{"aws_network_interface": {"id": "eni", "subnet_id": "s", "security_groups": ["sg"], "private_ips": ["10.0.0.1"], "private_ip": "10.0.0.1"},
			"aws_network_interface_sg_attachment": {"id": "a", "network_interface_id": "?later", "security_group_id": "sg-2"}}`, aws.NetworkInterfaces,
			`{"Groups": unknown(whether aws_network_interface_sg_attachment is part of aws_network_interface is not known (later)), "NetworkInterfaceId": "eni", "PrivateIpAddress": "10.0.0.1", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.1"}], "SubnetId": "s"}`},
		{"an instance with an interface of its own", `{"aws_network_interface": {"id": "eni", "subnet_id": "s", "security_groups": ["sg"], "private_ips": ["10.0.0.1"], "private_ip": "10.0.0.1"}, "aws_instance": {"id": "i", "subnet_id": "?x", "vpc_security_group_ids": "?x", "private_ip": "?x", "primary_network_interface": [{"network_interface_id": "eni"}]}}`,
			aws.Instances, `{"InstanceId": "i", "PrivateIpAddress": "10.0.0.1", "SecurityGroups": [{"GroupId": "sg"}], "SubnetId": "s"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := bodies(world(t, c.given), c.typ); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// A document is what an API is made of, in JSON or YAML.
func TestIntegrationsAreReadFromDocuments(t *testing.T) {
	t.Parallel()
	const json = `{"openapi": "3.0.1", "paths": {"/orders": {"get": {"responses": {"200": {"description": "s3cr3t"}}, "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "GET",
		"uri": "https://user:s3cr3t@orders.example:8443/v1?key=s3cr3t", "connectionType": "VPC_LINK", "connectionId": "link1", "timeoutInMillis": 5000, "tlsConfig": {"insecureSkipVerification": true},
		"requestParameters": {"integration.request.header.x": "'s3cr3t'", "integration.request.path.p": "method.request.path.p"}}}}}}`
	const yaml = `
openapi: 3.0.1
paths:
  /orders:
    x-amazon-apigateway-any-method:
      responses: {200: {description: s3cr3t}}
      x-amazon-apigateway-integration:
        type: HTTP_PROXY
        uri: http://orders.example/v1
        connectionType: VPC_LINK
        connectionId: ${stageVariables.link}
        timeoutInMillis: 5000
`
	for _, c := range []struct{ name, body, want string }{
		{"JSON", json, `{"connectionId": "link1", "connectionType": "VPC_LINK", "httpMethod": "GET", "method": "GET", "path": "/orders", "requestParameters": {"integration.request.header.x": "", "integration.request.path.p": "method.request.path.p"}, ` +
			`"timeoutInMillis": 5000, "tlsConfig": {"insecureSkipVerification": true}, "type": "HTTP_PROXY", "uri": "https://orders.example:8443/v1"}`},
		{"YAML", yaml, `{"connectionId": "${stageVariables.link}", "connectionType": "VPC_LINK", "method": "ANY", "path": "/orders", "timeoutInMillis": 5000, "type": "HTTP_PROXY", "uri": "http://orders.example/v1"}`},
		{"no document", `{"paths": [`, ""},
		{"another document", `[]`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := value.OfObject(map[string]value.Value{"id": value.OfString("api1"), "name": value.OfString("n"), "root_resource_id": value.OfString("r"), "body": value.OfString(c.body)})
			w, err := tfresource.FromResources(value.OfObject(map[string]value.Value{"aws_api_gateway_rest_api": o}), tfresource.Options{Complete: true})
			if err != nil {
				t.Fatal(err)
			}
			if got := bodies(w, aws.RestIntegrations); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if unread := c.name == "no document"; unread != (len(w.Gaps(aws.RestIntegrations)) > 0) {
				t.Errorf("gaps: %v", w.Gaps(aws.RestIntegrations))
			}
		})
	}
}

func TestStageVariablesThatNothingNamesAreNotKept(t *testing.T) {
	t.Parallel()
	w := world(t, `{"aws_api_gateway_integration": {"id": "i", "rest_api_id": "a", "resource_id": "r", "http_method": "GET", "type": "HTTP_PROXY", "uri": "http://x/", "connection_type": "VPC_LINK", "connection_id": "${stageVariables.link}"},
		"aws_api_gateway_stage": {"id": "s", "rest_api_id": "a", "stage_name": "prod", "deployment_id": "d", "variables": {"link": "link1", "key": "s3cr3t"},
			"canary_settings": [{"deployment_id": "e", "stage_variable_overrides": {"link": "link2", "key": "s3cr3t"}}]}}`)
	got := bodies(w, aws.RestStages)
	for _, want := range []string{`"link": "link1"`, `"link": "link2"`, `"key": unknown(`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, "s3cr3t") {
		t.Errorf("the value of a variable: %s", got)
	}
}

func TestWrongInputIsOneClearError(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ given, want string }{
		{`[]`, "resources: expected an object whose keys are Terraform types, got list"},
		{`{"aws_lbs": {}}`, "got a type that is not, did you mean aws_lb?"},
		{`{"aws_vpc": "x"}`, "resources.aws_vpc: expected an object of type aws_vpc, or a list or map of them, got string"},
		{`{"aws_lb_listener": {"id": "x", "arn": "x", "load_balancer_arn": "y", "default_action": [], "port": "http"}}`, "resources.aws_lb_listener.port: expected an integer, got string"},
		{`{"aws_subnet": {"id": "vpc-1", "cidr_block": "10.0.0.0/8"}}`, "got one without vpc_id"},
	} {
		_, err := tfresource.FromResources(parse(t, c.given), tfresource.Options{Path: "resources"})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.given, err, c.want)
		}
	}
}

// What a plan deletes of a group or an ACL is no longer in the lists that the provider
// read of it.
func TestRulesThatAPlanDeletesAreGone(t *testing.T) {
	t.Parallel()
	object := func(typ, text string) tfobject.Object {
		return tfobject.Object{Type: typ, Address: typ + ".x", Value: parse(t, text)}
	}
	group := object("aws_security_group", `{"id": "sg-1", "name": "a", "vpc_id": "v", "egress": [], "ingress": [
		{"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["10.0.0.0/8"]}, {"protocol": "tcp", "from_port": 81, "to_port": 81, "cidr_blocks": ["10.0.0.0/8"]}]}`)
	acl := object("aws_network_acl", `{"id": "acl-1", "vpc_id": "v", "subnet_ids": [], "egress": [], "ingress": [{"rule_no": 100, "action": "allow", "protocol": "6", "from_port": 80, "to_port": 80, "cidr_block": "10.0.0.0/8"}]}`)
	rule := object("aws_vpc_security_group_ingress_rule", `{"id": "sgr-1", "security_group_id": "sg-1", "ip_protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_ipv4": "10.0.0.0/8"}`)
	entry := object("aws_network_acl_rule", `{"id": "x", "network_acl_id": "acl-1", "rule_number": 100, "egress": false, "protocol": "6", "rule_action": "allow", "cidr_block": "10.0.0.0/8"}`)
	for _, kept := range []bool{false, true} {
		w, err := tfresource.FromObjects([]tfobject.Object{group, acl}, []tfresource.Gone{{Object: rule, Kept: kept}, {Object: entry, Kept: kept}}, tfresource.Options{Complete: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := bodies(w, aws.SecurityGroupRules); strings.Contains(got, `"FromPort": 80`) || !strings.Contains(got, `"FromPort": 81`) {
			t.Errorf("rules: %s", got)
		}
		if got := bodies(w, aws.NetworkACLs); strings.Contains(got, `"RuleNumber": 100`) {
			t.Errorf("entries: %s", got)
		}
	}
}

// Of an imported certificate what it says is kept, and whether its key is its own; of its
// key nothing.
func TestImportedCertificatesAreToldByWhatTheySay(t *testing.T) {
	t.Parallel()
	leaf := testkit.Leaf{Names: []string{"orders.example", "*.orders.example"}}
	for _, c := range []struct {
		name, key string
		want      value.Bool
	}{
		{"its own key", leaf.Key(), value.Known(true)},
		{"another key", testkit.Leaf{Names: []string{"b.example"}}.Key(), value.Known(false)},
		{"no key", "", value.NoneOf[bool]()},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := value.OfObject(map[string]value.Value{
				"arn": value.OfString("arn:c"), "certificate_body": value.OfString(leaf.PEM()), "certificate_chain": value.Null(), "private_key": value.OfString(c.key),
				"domain_name": value.Unknown(value.Why{}), "type": value.Unknown(value.Why{}), "subject_alternative_names": value.Unknown(value.Why{}),
			})
			w, err := tfresource.FromResources(value.OfObject(map[string]value.Value{"aws_acm_certificate": o}), tfresource.Options{Complete: true})
			if err != nil {
				t.Fatal(err)
			}
			inv, err := w.Inventory()
			if err != nil {
				t.Fatal(err)
			}
			got := inv.Certificates.Items[0]
			if got.KeyMatches != c.want || got.Type.Value() != "IMPORTED" || got.DomainName.IsUnknown() || len(got.Names.Value()) != 2 || len(got.Chain.Value().Certificates) != 2 {
				t.Errorf("got %+v", got)
			}
			if text := bodies(w, aws.Certificates); strings.Contains(text, "BEGIN") {
				t.Errorf("PEM: %s", text)
			}
		})
	}
}
