package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// partial is why objects may be missing when nobody says that there are no others.
var partial = value.Why{
	Reason: "only the resources given are known",
	Settle: "set complete = true if these are all there are, or live = true to read the rest",
}

// unforeseen is why objects may be missing when how many there are is unknown.
func unforeseen(why value.Why) value.Why {
	out := value.Why{
		Reason: "how many there are is not known yet",
		Settle: "decided at apply; a count or for_each that is known when planning settles it before",
		Origin: why.Origin,
	}
	if why.Reason != "" {
		out.Reason += " (" + why.String() + ")"
	}
	return out
}

// open says that there may be more resources of a type.
func (r *reading) open(k kind, why value.Why) {
	for _, t := range k.fills() {
		r.world.AddGap(t, gapIn(k.name, why))
	}
}

// fills are the types of the API that objects of a type become, or are parts of.
func (k kind) fills() []aws.Type {
	switch {
	case k.name == "aws_api_gateway_rest_api":
		return []aws.Type{aws.RestAPIs, aws.RestIntegrations}
	case k.name == "aws_apigatewayv2_api":
		return []aws.Type{aws.APIs, aws.Integrations, aws.Routes}
	case k.api == aws.SecurityGroups:
		return []aws.Type{aws.SecurityGroups, aws.SecurityGroupRules}
	case k.api != "":
		return []aws.Type{k.api}
	}
	return partOf[k.name]
}

// partOf are the types of the API that the objects of other types are parts of.
var partOf = map[string][]aws.Type{
	"aws_api_gateway_resource": {aws.RestIntegrations}, "aws_api_gateway_method_settings": {aws.RestStages},
	"aws_ec2_managed_prefix_list_entry": {aws.PrefixLists}, "aws_vpc_ipv4_cidr_block_association": {aws.VPCs},
	"aws_network_acl_rule": {aws.NetworkACLs}, "aws_network_acl_association": {aws.NetworkACLs},
	"aws_route": {aws.RouteTables}, "aws_route_table_association": {aws.RouteTables}, "aws_main_route_table_association": {aws.RouteTables},
	"aws_vpc_peering_connection_accepter": {aws.PeeringConnections}, "aws_vpc_endpoint_connection_accepter": {aws.EndpointConnections},
	"aws_network_interface_sg_attachment": {aws.NetworkInterfaces, aws.Instances},
	"aws_ecs_service":                     {aws.Targets, aws.CloudMapInstances}, "aws_autoscaling_group": {aws.Targets},
	"aws_autoscaling_attachment": {aws.Targets}, "aws_autoscaling_traffic_source_attachment": {aws.Targets},
}

// openAll says that there may be more resources of every type.
func (r *reading) openAll(why value.Why) {
	for _, t := range aws.Types() {
		if names := named(t); len(names) > 0 {
			r.world.AddGap(t, gapIn(enumerate(names), why))
		}
	}
}

// onlyLive are the types that no Terraform type makes: the API alone tells of them, so
// that those that a plan does not have say nothing.
var onlyLive = []aws.Type{aws.TargetHealth, aws.EndpointConnections}

// openPartly says what there may be beside the objects that were given.
func (r *reading) openPartly() {
	for _, t := range aws.Types() {
		names := named(t)
		switch {
		case slices.Contains(onlyLive, t):
			r.world.AddPartial(t, pi.Gap{What: string(t), Reason: "no Terraform attribute carries it", Settle: "read what there is, with live"})
		case r.opts.Complete || len(names) == 0:
		default:
			gap := gapIn(enumerate(names), partial)
			gap.Existing = true
			r.world.AddPartial(t, gap)
		}
	}
}

// named lists the Terraform types that fill a listing of the API, second names left out.
func named(t aws.Type) []string {
	var out []string
	for _, k := range kinds() {
		if k.api == t && (len(k.name) < 7 || k.name[:7] != "aws_alb") {
			out = append(out, k.name)
		}
	}
	return out
}

func gapIn(names string, why value.Why) pi.Gap {
	return pi.Gap{What: names + " resources", Reason: why.Reason, Settle: why.Settle}
}

// enumerate names the Terraform types that one type of the API has.
func enumerate(names []string) string {
	switch len(names) {
	case 1:
		return names[0]
	case 2:
		return names[0] + " and " + names[1]
	}
	return names[0] + " and similar"
}
