package testkit

import (
	"fmt"
	"maps"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

type attributes = map[string]any

// Terraform is the world as Terraform has it, if it manages all of it: rules of security
// groups and targets are resources of their own, entries of network ACLs are inside.
// States, health, the interfaces of load balancers and what a stage has deployed are no
// part of it.
func (w *AWS) Terraform() []TerraformObject {
	var out []TerraformObject
	seen := map[string]int{}
	for _, r := range w.resources {
		for _, o := range w.terraform(r) {
			o.Address = fmt.Sprintf("%s.r[%d]", o.Type, seen[o.Type])
			seen[o.Type]++
			out = append(out, o)
		}
	}
	return out
}

func (w *AWS) terraform(r aws.Resource) []TerraformObject {
	id, api := r.ID.Value(), r.Parent.Value()
	get := func(at ...string) any { return plain(r.Body.Get(at...)) }
	one := func(typ string, a attributes) []TerraformObject {
		if a["id"] == nil {
			a["id"] = id
		}
		return []TerraformObject{{Type: typ, Name: id, Attributes: a}}
	}
	switch r.Type {
	case aws.RestAPIs:
		return one("aws_api_gateway_rest_api", attributes{"name": get("name"), "root_resource_id": "root", "endpoint_configuration": block(attributes{"types": get("endpointConfiguration", "types")})})
	case aws.RestIntegrations:
		return restIntegrationObjects(r)
	case aws.RestStages:
		return restStageObjects(r)
	case aws.RestDeployments:
		return one("aws_api_gateway_deployment", attributes{"rest_api_id": api, "created_date": get("createdDate"), "triggers": get("triggers")})
	case aws.RestVPCLinks:
		return one("aws_api_gateway_vpc_link", attributes{"name": get("name"), "target_arns": get("targetArns")})
	case aws.Accounts:
		return one("aws_api_gateway_account", attributes{"id": "api-gateway-account", "cloudwatch_role_arn": get("cloudwatchRoleArn")})
	case aws.APIs:
		return one("aws_apigatewayv2_api", attributes{"name": get("Name"), "protocol_type": get("ProtocolType")})
	case aws.Integrations:
		return one("aws_apigatewayv2_integration", attributes{
			"id": get("IntegrationId"), "api_id": api, "integration_type": get("IntegrationType"), "integration_method": get("IntegrationMethod"), "integration_uri": get("IntegrationUri"),
			"connection_type": get("ConnectionType"), "connection_id": get("ConnectionId"), "timeout_milliseconds": get("TimeoutInMillis"), "payload_format_version": get("PayloadFormatVersion"),
			"request_parameters": get("RequestParameters"), "tls_config": optional(r.Body.Get("TlsConfig"), attributes{"server_name_to_verify": get("TlsConfig", "ServerNameToVerify")}),
		})
	case aws.Routes:
		return one("aws_apigatewayv2_route", attributes{"id": get("RouteId"), "api_id": api, "route_key": get("RouteKey"), "target": get("Target")})
	case aws.Stages:
		return one("aws_apigatewayv2_stage", attributes{
			"api_id": api, "name": get("StageName"), "auto_deploy": get("AutoDeploy"), "deployment_id": get("DeploymentId"), "stage_variables": get("StageVariables"),
			"default_route_settings": optional(r.Body.Get("DefaultRouteSettings"), attributes{"logging_level": get("DefaultRouteSettings", "LoggingLevel")}),
			"access_log_settings":    optional(r.Body.Get("AccessLogSettings"), attributes{"destination_arn": get("AccessLogSettings", "DestinationArn"), "format": get("AccessLogSettings", "Format")}),
		})
	case aws.VPCLinks:
		return one("aws_apigatewayv2_vpc_link", attributes{"name": get("Name"), "subnet_ids": get("SubnetIds"), "security_group_ids": get("SecurityGroupIds")})
	case aws.Certificates:
		return one("aws_acm_certificate", attributes{
			"arn": id, "domain_name": get("DomainName"), "subject_alternative_names": get("SubjectAlternativeNames"), "status": get("Status"), "type": get("Type"),
			"not_before": get("NotBefore"), "not_after": get("NotAfter"), "key_algorithm": get("KeyAlgorithm"), "certificate_authority_arn": nil, "certificate_body": nil,
		})
	case aws.CloudMapServices:
		return one("aws_service_discovery_service", attributes{"arn": id, "id": get("Id"), "name": get("Name"), "dns_config": block(attributes{"dns_records": block(attributes{"type": "SRV"})})})
	case aws.CloudMapInstances:
		_, service, _ := strings.Cut(r.Body.Get("ServiceId").Text(), "service/")
		return one("aws_service_discovery_instance", attributes{"id": get("Id"), "instance_id": get("Id"), "service_id": service, "attributes": get("Attributes")})
	case aws.Instances:
		return one("aws_instance", attributes{"subnet_id": get("SubnetId"), "vpc_security_group_ids": each(r.Body.Get("SecurityGroups"), "GroupId"), "private_ip": get("PrivateIpAddress"), "instance_state": get("State", "Name")})
	case aws.NetworkInterfaces:
		if strings.HasPrefix(r.Body.Get("Description").Text(), "ELB ") {
			return nil
		}
		return one("aws_network_interface", attributes{
			"subnet_id": get("SubnetId"), "vpc_id": get("VpcId"), "private_ip": get("PrivateIpAddress"), "private_ips": each(r.Body.Get("PrivateIpAddresses"), "PrivateIpAddress"),
			"security_groups": each(r.Body.Get("Groups"), "GroupId"),
		})
	case aws.LoadBalancers, aws.Listeners, aws.Rules, aws.ListenerCertificates, aws.TargetGroups, aws.Targets:
		return balancingObjects(r, one, get)
	case aws.VPCs, aws.Subnets, aws.SecurityGroups, aws.SecurityGroupRules, aws.PrefixLists, aws.NetworkACLs, aws.RouteTables, aws.PeeringConnections:
		return w.networkObjects(r, one, get)
	default:
		return nil // what only the API tells
	}
}

func restIntegrationObjects(r aws.Resource) []TerraformObject {
	if !r.Body.Get("stage").IsNull() {
		return nil
	}
	get := func(at ...string) any { return plain(r.Body.Get(at...)) }
	api := r.Parent.Value()
	a := attributes{
		"id": "agi-" + r.ID.Value(), "rest_api_id": api, "resource_id": get("resourceId"), "http_method": get("method"), "integration_http_method": get("httpMethod"), "type": get("type"),
		"uri": get("uri"), "connection_type": get("connectionType"), "connection_id": get("connectionId"), "integration_target": get("integrationTarget"),
		"timeout_milliseconds": get("timeoutInMillis"), "request_parameters": get("requestParameters"), "response_transfer_mode": get("responseTransferMode"),
		"tls_config": optional(r.Body.Get("tlsConfig"), attributes{"insecure_skip_verification": get("tlsConfig", "insecureSkipVerification")}),
	}
	path := r.Body.Get("path").Text()
	return []TerraformObject{
		{Type: "aws_api_gateway_resource", Name: r.ID.Value() + " resource", Attributes: attributes{
			"id": get("resourceId"), "rest_api_id": api, "parent_id": "root", "path": path, "path_part": strings.TrimPrefix(path, "/"),
		}},
		{Type: "aws_api_gateway_integration", Name: r.ID.Value(), Attributes: a},
	}
}

func restStageObjects(r aws.Resource) []TerraformObject {
	get := func(at ...string) any { return plain(r.Body.Get(at...)) }
	api, name := r.Parent.Value(), r.Body.Get("stageName").Text()
	out := []TerraformObject{{Type: "aws_api_gateway_stage", Name: r.ID.Value(), Attributes: attributes{
		"id": "ags-" + api + "-" + name, "rest_api_id": api, "stage_name": name, "deployment_id": get("deploymentId"), "variables": get("variables"),
		"client_certificate_id": get("clientCertificateId"),
		"access_log_settings":   optional(r.Body.Get("accessLogSettings"), attributes{"destination_arn": get("accessLogSettings", "destinationArn"), "format": get("accessLogSettings", "format")}),
		"canary_settings": optional(r.Body.Get("canarySettings"), attributes{
			"deployment_id": get("canarySettings", "deploymentId"), "stage_variable_overrides": get("canarySettings", "stageVariableOverrides"),
		}),
	}}}
	for _, f := range r.Body.Get("methodSettings").Fields() {
		out = append(out, TerraformObject{Type: "aws_api_gateway_method_settings", Name: r.ID.Value() + " " + f.Name, Attributes: attributes{
			"id": api + "-" + name + "-" + f.Name, "rest_api_id": api, "stage_name": name, "method_path": f.Name,
			"settings": block(attributes{"logging_level": plain(f.Value.Get("loggingLevel")), "data_trace_enabled": plain(f.Value.Get("dataTraceEnabled")), "metrics_enabled": nil}),
		}})
	}
	return out
}

// block is a nested block, as Terraform has it.
func block(a attributes) []any { return []any{a} }

// optional is a nested block that is there where the API has the object.
func optional(v value.Value, a attributes) []any {
	if v.IsNull() {
		return []any{}
	}
	return block(a)
}

// each lists a field of the elements of a list.
func each(list value.Value, field string) []any {
	out := []any{}
	for _, e := range list.Elements() {
		out = append(out, plain(e.Get(field)))
	}
	return out
}

// Edited is the same object with other attributes; nil is null.
func (o TerraformObject) Edited(changes map[string]any) TerraformObject {
	o.Attributes = maps.Clone(o.Attributes)
	maps.Copy(o.Attributes, changes)
	return o
}
