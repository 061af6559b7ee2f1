package testkit

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func balancingObjects(r aws.Resource, one func(string, attributes) []TerraformObject, get func(...string) any) []TerraformObject {
	id := r.ID.Value()
	switch r.Type {
	case aws.LoadBalancers:
		a := attributes{
			"arn": id, "name": get("LoadBalancerName"), "dns_name": get("DNSName"), "load_balancer_type": get("Type"), "internal": get("Scheme") == "internal", "vpc_id": get("VpcId"),
			"security_groups": get("SecurityGroups"), "subnets": each(r.Body.Get("AvailabilityZones"), "SubnetId"), "subnet_mapping": []any{}, "ip_address_type": get("IpAddressType"),
			"idle_timeout": get("IdleTimeout"), "enable_cross_zone_load_balancing": get("CrossZone"),
			"enforce_security_group_inbound_rules_on_private_link_traffic": get("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"),
		}
		return one("aws_lb", a)
	case aws.Listeners:
		return one("aws_lb_listener", attributes{
			"arn": id, "load_balancer_arn": get("LoadBalancerArn"), "port": get("Port"), "protocol": get("Protocol"), "ssl_policy": get("SslPolicy"),
			"certificate_arn": first(each(r.Body.Get("Certificates"), "CertificateArn")), "default_action": actions(r.Body.Get("DefaultActions")), "tcp_idle_timeout_seconds": get("TcpIdleTimeout"),
			"mutual_authentication": optional(r.Body.Get("MutualAuthentication"), attributes{"mode": get("MutualAuthentication", "Mode")}),
		})
	case aws.Rules:
		conditions := []any{}
		for _, c := range r.Body.Get("Conditions").Elements() {
			field := strings.ReplaceAll(c.Get("Field").Text(), "-", "_")
			conditions = append(conditions, attributes{field: block(attributes{"values": plain(c.Get("Values"))})})
		}
		return one("aws_lb_listener_rule", attributes{"arn": id, "listener_arn": get("ListenerArn"), "priority": get("Priority"), "action": actions(r.Body.Get("Actions")), "condition": conditions})
	case aws.ListenerCertificates:
		return one("aws_lb_listener_certificate", attributes{"listener_arn": get("ListenerArn"), "certificate_arn": get("CertificateArn")})
	case aws.TargetGroups:
		return one("aws_lb_target_group", attributes{
			"arn": id, "name": get("TargetGroupName"), "protocol": get("Protocol"), "protocol_version": get("ProtocolVersion"), "port": get("Port"), "vpc_id": get("VpcId"),
			"target_type": get("TargetType"), "ip_address_type": get("IpAddressType"), "load_balancer_arns": get("LoadBalancerArns"), "load_balancing_cross_zone_enabled": get("CrossZone"),
			"preserve_client_ip": get("PreserveClientIp"), "proxy_protocol_v2": get("ProxyProtocolV2"),
			"health_check": block(attributes{
				"enabled": get("HealthCheckEnabled"), "protocol": get("HealthCheckProtocol"), "port": get("HealthCheckPort"), "path": get("HealthCheckPath"), "matcher": get("Matcher", "HttpCode"),
			}),
		})
	default:
		if !r.Body.Get("Registrar").IsNull() {
			return nil
		}
		return one("aws_lb_target_group_attachment", attributes{
			"target_group_arn": get("TargetGroupArn"), "target_id": get("Id"), "port": get("Port"), "availability_zone": get("AvailabilityZone"),
		})
	}
}

func actions(list value.Value) []any {
	out := []any{}
	for _, a := range list.Elements() {
		var groups []any
		for _, g := range a.Get("ForwardConfig", "TargetGroups").Elements() {
			groups = append(groups, attributes{"arn": plain(g.Get("TargetGroupArn")), "weight": plain(g.Get("Weight"))})
		}
		action := attributes{"type": plain(a.Get("Type")), "order": plain(a.Get("Order")), "target_group_arn": plain(a.Get("TargetGroupArn")), "forward": []any{}}
		if groups != nil {
			action["forward"] = block(attributes{"target_group": groups})
		}
		action["fixed_response"] = optional(a.Get("FixedResponseConfig"), attributes{"status_code": plain(a.Get("FixedResponseConfig", "StatusCode"))})
		action["redirect"] = optional(a.Get("RedirectConfig"), attributes{"status_code": plain(a.Get("RedirectConfig", "StatusCode"))})
		out = append(out, action)
	}
	return out
}

func (w *AWS) networkObjects(r aws.Resource, one func(string, attributes) []TerraformObject, get func(...string) any) []TerraformObject {
	id := r.ID.Value()
	switch r.Type {
	case aws.VPCs:
		out := one("aws_vpc", attributes{"cidr_block": get("CidrBlock"), "default_network_acl_id": "acl-shop", "default_security_group_id": "sg-default", "main_route_table_id": "rtb-shop", "default_route_table_id": "rtb-shop", "instance_tenancy": "default"})
		for _, c := range each(r.Body.Get("CidrBlockAssociationSet"), "CidrBlock") {
			if c != get("CidrBlock") {
				out = append(out, TerraformObject{Type: "aws_vpc_ipv4_cidr_block_association", Name: id + " " + c.(string), Attributes: attributes{"id": "vpc-cidr-assoc-" + c.(string), "vpc_id": id, "cidr_block": c}})
			}
		}
		return out
	case aws.Subnets:
		return one("aws_subnet", attributes{"vpc_id": get("VpcId"), "availability_zone": get("AvailabilityZone"), "cidr_block": get("CidrBlock"), "ipv6_cidr_block": first(each(r.Body.Get("Ipv6CidrBlockAssociationSet"), "Ipv6CidrBlock"))})
	case aws.SecurityGroups:
		return one("aws_security_group", attributes{"name": get("GroupName"), "vpc_id": get("VpcId"), "ingress": w.inside(id, false), "egress": w.inside(id, true)})
	case aws.SecurityGroupRules:
		typ := "aws_vpc_security_group_ingress_rule"
		if r.Body.Get("IsEgress").Text() == "true" {
			typ = "aws_vpc_security_group_egress_rule"
		}
		a := attributes{
			"security_group_rule_id": id, "security_group_id": get("GroupId"), "ip_protocol": get("IpProtocol"), "from_port": get("FromPort"), "to_port": get("ToPort"),
			"cidr_ipv4": get("CidrIpv4"), "cidr_ipv6": get("CidrIpv6"), "prefix_list_id": get("PrefixListId"), "referenced_security_group_id": get("ReferencedGroupInfo", "GroupId"),
		}
		if a["ip_protocol"] == "-1" {
			a["from_port"], a["to_port"] = nil, nil
		}
		return one(typ, a)
	case aws.PrefixLists:
		var entries []any
		for _, c := range each(r.Body.Get("Entries"), "Cidr") {
			entries = append(entries, attributes{"cidr": c})
		}
		return one("aws_ec2_managed_prefix_list", attributes{"name": id, "entry": entries, "max_entries": 10})
	case aws.NetworkACLs:
		return w.aclObjects(r, one)
	case aws.RouteTables:
		return tableObjects(r, one)
	default:
		return one("aws_vpc_peering_connection", attributes{"vpc_id": get("RequesterVpcInfo", "VpcId"), "peer_vpc_id": get("AccepterVpcInfo", "VpcId"), "accept_status": get("Status", "Code"), "auto_accept": nil})
	}
}

// inside are the rules of a group as the provider reads them: each as a block with lists.
func (w *AWS) inside(group string, egress bool) []any {
	out := []any{}
	for _, r := range w.resources {
		if r.Type != aws.SecurityGroupRules || r.Body.Get("GroupId").Text() != group || (r.Body.Get("IsEgress").Text() == "true") != egress {
			continue
		}
		peer := r.Body.Get("ReferencedGroupInfo", "GroupId")
		a := attributes{"protocol": plain(r.Body.Get("IpProtocol")), "from_port": 0, "to_port": 0, "self": peer.Text() == group, "description": ""}
		if a["protocol"] != "-1" {
			a["from_port"], a["to_port"] = plain(r.Body.Get("FromPort")), plain(r.Body.Get("ToPort"))
		}
		for attribute, field := range map[string]string{"cidr_blocks": "CidrIpv4", "ipv6_cidr_blocks": "CidrIpv6", "prefix_list_ids": "PrefixListId"} {
			if v := r.Body.Get(field); !v.IsNull() {
				a[attribute] = []any{plain(v)}
			} else {
				a[attribute] = []any{}
			}
		}
		a["security_groups"] = []any{}
		if !peer.IsNull() && peer.Text() != group {
			a["security_groups"] = []any{peer.Text()}
		}
		out = append(out, a)
	}
	return out
}

const lastEntry = "32767"

func (w *AWS) aclObjects(r aws.Resource, one func(string, attributes) []TerraformObject) []TerraformObject {
	sides := map[bool][]any{true: {}, false: {}}
	for _, e := range r.Body.Get("Entries").Elements() {
		if e.Get("RuleNumber").Text() == lastEntry {
			continue
		}
		a := attributes{"rule_no": plain(e.Get("RuleNumber")), "protocol": plain(e.Get("Protocol")), "action": plain(e.Get("RuleAction")), "cidr_block": e.Get("CidrBlock").Text(), "ipv6_cidr_block": e.Get("Ipv6CidrBlock").Text(), "from_port": 0, "to_port": 0, "icmp_code": 0, "icmp_type": 0}
		if ports := e.Get("PortRange"); !ports.IsNull() {
			a["from_port"], a["to_port"] = plain(ports.Get("From")), plain(ports.Get("To"))
		}
		egress := e.Get("Egress").Text() == "true"
		sides[egress] = append(sides[egress], a)
	}
	a := attributes{"vpc_id": plain(r.Body.Get("VpcId")), "ingress": sides[false], "egress": sides[true], "subnet_ids": each(r.Body.Get("Associations"), "SubnetId")}
	if r.Body.Get("IsDefault").Text() == "true" {
		a["default_network_acl_id"] = r.ID.Value()
		return one("aws_default_network_acl", a)
	}
	return one("aws_network_acl", a)
}

func tableObjects(r aws.Resource, one func(string, attributes) []TerraformObject) []TerraformObject {
	routes := []any{}
	for _, e := range r.Body.Get("Routes").Elements() {
		if e.Get("GatewayId").Text() == "local" {
			continue
		}
		routes = append(routes, attributes{
			"cidr_block": e.Get("DestinationCidrBlock").Text(), "ipv6_cidr_block": e.Get("DestinationIpv6CidrBlock").Text(), "gateway_id": e.Get("GatewayId").Text(), "nat_gateway_id": e.Get("NatGatewayId").Text(),
			"vpc_peering_connection_id": e.Get("VpcPeeringConnectionId").Text(), "transit_gateway_id": e.Get("TransitGatewayId").Text(), "network_interface_id": e.Get("NetworkInterfaceId").Text(),
		})
	}
	a := attributes{"vpc_id": plain(r.Body.Get("VpcId")), "route": routes}
	typ := "aws_route_table"
	if slices.ContainsFunc(r.Body.Get("Associations").Elements(), func(e value.Value) bool { return e.Get("Main").Text() == "true" }) {
		typ, a["default_route_table_id"] = "aws_default_route_table", r.ID.Value()
	}
	out := one(typ, a)
	for _, s := range each(r.Body.Get("Associations"), "SubnetId") {
		if s != nil {
			out = append(out, TerraformObject{Type: "aws_route_table_association", Name: r.ID.Value() + " " + s.(string), Attributes: attributes{"id": "rtbassoc-" + s.(string), "route_table_id": r.ID.Value(), "subnet_id": s}})
		}
	}
	return out
}

func first(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}
