package tfplan

import "slices"

// named makes sources of types that are referred to by one of their attributes.
func named(attributes []string, types ...string) []source {
	out := make([]source, len(types))
	for i, t := range types {
		out[i] = source{t, attributes}
	}
	return out
}

var (
	byID  = []string{"id"}
	byARN = []string{"arn", "id"} // both are the ARN
)

var (
	balancers      = named(byARN, "aws_lb", "aws_alb")
	listeners      = named(byARN, "aws_lb_listener", "aws_alb_listener")
	targetGroups   = named(byARN, "aws_lb_target_group", "aws_alb_target_group")
	vpcs           = named(byID, "aws_vpc")
	subnets        = named(byID, "aws_subnet")
	securityGroups = append(named(byID, "aws_security_group", "aws_default_security_group"), source{"aws_vpc", []string{"default_security_group_id"}})
	networkACLs    = append(named(byID, "aws_network_acl", "aws_default_network_acl"), source{"aws_vpc", []string{"default_network_acl_id"}})
	routeTables    = append(named(byID, "aws_route_table", "aws_default_route_table"), source{"aws_vpc", []string{"main_route_table_id", "default_route_table_id"}})
	restResources  = append(named(byID, "aws_api_gateway_resource"), source{"aws_api_gateway_rest_api", []string{"root_resource_id"}})
	addresses      = append(named([]string{"id", "private_ip"}, "aws_instance"), source{"aws_network_interface", []string{"private_ip"}})
)

// wantsAWS is [wants] for the aws provider.
//
// Source: the arguments' descriptions in
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs.
var wantsAWS = map[string][]source{
	"rest_api_id": named(byID, "aws_api_gateway_rest_api"), "api_id": named(byID, "aws_apigatewayv2_api"),
	"resource_id": restResources, "parent_id": restResources,
	"deployment_id": named(byID, "aws_api_gateway_deployment", "aws_apigatewayv2_deployment"),
	"connection_id": named(byID, "aws_api_gateway_vpc_link", "aws_apigatewayv2_vpc_link"),
	"target_arns":   balancers, "integration_target": balancers, "load_balancer_arn": balancers, "network_load_balancer_arns": balancers,
	"integration_uri": append(slices.Clone(listeners), source{"aws_service_discovery_service", []string{"arn"}}),
	"target":          named(byID, "aws_apigatewayv2_integration"),
	"listener_arn":    listeners,
	"arn":             targetGroups, "target_group_arn": targetGroups, "target_group_arns": targetGroups, "lb_target_group_arn": targetGroups, "identifier": targetGroups,
	"target_id":       append(slices.Clone(balancers), addresses...),
	"certificate_arn": named(byARN, "aws_acm_certificate"),
	"vpc_id":          vpcs, "peer_vpc_id": vpcs,
	"subnet_id": subnets, "subnet_ids": subnets, "subnets": subnets,
	"security_groups": securityGroups, "security_group_ids": securityGroups, "vpc_security_group_ids": securityGroups,
	"security_group_id": securityGroups, "source_security_group_id": securityGroups, "referenced_security_group_id": securityGroups,
	"prefix_list_id": named(byID, "aws_ec2_managed_prefix_list"), "prefix_list_ids": named(byID, "aws_ec2_managed_prefix_list"),
	"network_acl_id": networkACLs, "default_network_acl_id": networkACLs, "route_table_id": routeTables, "default_route_table_id": routeTables,
	"vpc_peering_connection_id": named(byID, "aws_vpc_peering_connection"),
	"network_interface_id":      append(named(byID, "aws_network_interface"), source{"aws_instance", []string{"primary_network_interface_id"}}),
	"service_id":                named(byID, "aws_service_discovery_service"), "registry_arn": named([]string{"arn"}, "aws_service_discovery_service"),
}
