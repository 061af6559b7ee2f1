package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of VPCs:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc.
func networkKinds() []kind {
	return []kind{{
		name: "aws_vpc", api: aws.VPCs, needs: []string{"cidr_block"}, signs: []string{"instance_tenancy", "enable_dns_support"}, lacks: []string{"vpc_id"},
		named:      []string{"cidr_block_associations", "default_network_acl_id", "default_security_group_id", "main_route_table_id", "default_route_table_id"},
		attributes: []attribute{text("id").As("VpcId"), text("cidr_block"), blocks("cidr_block_associations", text("cidr_block")).As("CidrBlockAssociationSet")},
		take:       takeVPC,
	}, {
		name: "aws_vpc_ipv4_cidr_block_association", needs: []string{"cidr_block", "vpc_id"}, lacks: []string{"availability_zone", "instance_tenancy"},
		attributes: []attribute{text("cidr_block")},
		take:       keep("vpc_id", func(p *parts) *[]part { return &p.cidrs }),
		gone:       forget("vpc_id", aws.VPCs, "CidrBlockAssociationSet"),
	}, {
		name: "aws_subnet", api: aws.Subnets, needs: []string{"cidr_block", "vpc_id"}, signs: []string{"availability_zone", "map_public_ip_on_launch"},
		attributes: []attribute{text("id").As("SubnetId"), text("vpc_id"), text("availability_zone"), text("cidr_block"), text("ipv6_cidr_block")},
		unset:      map[string]value.Value{"ipv6_cidr_block": value.Null()},
		take: func(r *reading, _ object, res aws.Resource) error {
			if v6 := res.Body.Get("Ipv6CidrBlock"); !v6.IsNull() {
				res.Body = res.Body.With("Ipv6CidrBlock", value.Null()).
					With("Ipv6CidrBlockAssociationSet", value.OfList(value.OfFields([]value.Field{{Name: "Ipv6CidrBlock", Value: v6}})))
			}
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_vpc_peering_connection", api: aws.PeeringConnections, needs: []string{"peer_vpc_id", "vpc_id"},
		attributes: []attribute{text("id").As("VpcPeeringConnectionId"), text("vpc_id").As("RequesterVpcInfo.VpcId"), text("peer_vpc_id").As("AccepterVpcInfo.VpcId"), text("accept_status").As("Status.Code")},
		take: func(r *reading, o object, res aws.Resource) error {
			if res.Body.Get("Status", "Code").IsUnknown() && o.Get("auto_accept").Text() == "true" {
				res.Body = res.Body.With("Status", statusCode(active))
			}
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_vpc_peering_connection_accepter", needs: []string{"vpc_peering_connection_id"}, lacks: []string{"route_table_id"}, named: []string{"auto_accept"},
		attributes: []attribute{truth("auto_accept")},
		take:       keep("vpc_peering_connection_id", func(p *parts) *[]part { return &p.accepters }),
	}, {
		name: "aws_vpc_endpoint_service", api: aws.EndpointServices, needs: []string{"acceptance_required"},
		attributes: []attribute{text("id").As("ServiceId"), truth("acceptance_required"), texts("network_load_balancer_arns"), text("state").As("ServiceState"), texts("availability_zones")},
	}, {
		name: "aws_vpc_endpoint_connection_accepter", needs: []string{"vpc_endpoint_id", "vpc_endpoint_service_id"},
		attributes: accepterFields(),
		take:       takeAccepter,
	}, {
		name: "aws_ec2_managed_prefix_list", api: aws.PrefixLists, needs: []string{"name"}, signs: []string{"max_entries", "entry", "entries"}, lacks: []string{"target_arns"},
		attributes: []attribute{text("id").As("PrefixListId"), blocks("entry", text("cidr")).As("Entries")},
		take: func(r *reading, o object, res aws.Resource) error {
			switch told := o.Get("entries"); { // a data source's
			case told.Kind() == value.KindList:
				for _, e := range told.Elements() {
					extend(&res, "Entries", value.OfFields([]value.Field{{Name: "Cidr", Value: e.Get("cidr")}}))
				}
			case told.IsUnknown():
				res.Body = res.Body.With("Entries", value.Unknown(told.Why()))
			}
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_ec2_managed_prefix_list_entry", needs: []string{"cidr", "prefix_list_id"}, lacks: []string{"security_group_id"},
		attributes: []attribute{text("cidr")},
		take:       keep("prefix_list_id", func(p *parts) *[]part { return &p.entries }),
		gone:       forget("prefix_list_id", aws.PrefixLists, "Entries"),
	}}
}

// active is the status of a peering connection that carries traffic.
const active = "active"

func statusCode(code string) value.Value {
	return value.OfFields([]value.Field{{Name: "Code", Value: value.OfString(code)}})
}

func takeVPC(r *reading, o object, res aws.Resource) error {
	primary := res.Body.Get("CidrBlock")
	switch told := res.Body.Get("CidrBlockAssociationSet"); {
	case !told.IsNull():
	case o.Created || r.opts.Complete:
		res.Body = res.Body.With("CidrBlockAssociationSet", value.OfList(value.OfFields([]value.Field{{Name: "CidrBlock", Value: primary}})))
	default:
		res.Body = res.Body.With("CidrBlockAssociationSet", value.Unknown(value.Why{
			Reason: "the VPC may have more ranges, of which " + o.Address + " does not tell", Settle: "read what there is", Untold: true,
		}))
	}
	r.world.Put(res)
	if o.Created && !o.Data {
		r.parts.vpcs = append(r.parts.vpcs, o)
	}
	return nil
}

func accepterFields() []attribute {
	return []attribute{text("vpc_endpoint_service_id").As("ServiceId"), text("vpc_endpoint_id"), text("vpc_endpoint_state")}
}

// takeAccepter keeps a connection to an endpoint service that somebody accepts.
func takeAccepter(r *reading, o object, res aws.Resource) error {
	service, hasService := value.TextOf(o.Get("vpc_endpoint_service_id")).Get()
	endpoint, hasEndpoint := value.TextOf(o.Get("vpc_endpoint_id")).Get()
	if !hasService || !hasEndpoint {
		return nil // API Gateway's own endpoint is none that Terraform makes
	}
	res.Type, res.ID = aws.EndpointConnections, value.Known(service+"/"+endpoint)
	if o.Created {
		res.Body = res.Body.With("VpcEndpointState", value.OfString("available"))
	}
	r.world.Put(res)
	return nil
}

// networks completes VPCs, peering connections and prefix lists.
func (r *reading) networks() {
	r.join(aws.VPCs, "CidrBlockAssociationSet", "VPC", r.parts.cidrs)
	r.join(aws.PrefixLists, "Entries", "prefix list", r.parts.entries)
	for _, p := range r.parts.accepters {
		certain, _ := r.owners(aws.PeeringConnections, p.owner)
		for _, c := range certain {
			if c.Body.Get("Status", "Code").IsUnknown() && p.body.Get("AutoAccept").Text() == "true" {
				c.Body = c.Body.With("Status", statusCode(active))
			}
		}
		if len(certain) == 0 && p.Created && p.body.Get("AutoAccept").Text() == "true" {
			p.body = value.OfFields([]value.Field{{Name: "Status", Value: statusCode(active)}})
			r.part(aws.PeeringConnections, "", p)
		}
	}
}
