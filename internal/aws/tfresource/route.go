package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of route tables:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table.
func routeKinds() []kind {
	base := kind{
		name: "aws_route_table", api: aws.RouteTables, needs: []string{"vpc_id"}, signs: []string{"route", "propagating_vgws", "routes"}, named: []string{"route", "routes", "associations"},
		lacks: []string{"default_route_table_id"}, attributes: []attribute{text("id").As("RouteTableId"), text("vpc_id")},
		take: takeRouteTable(false),
	}
	byDefault := base
	byDefault.name, byDefault.id, byDefault.needs, byDefault.lacks = "aws_default_route_table", "default_route_table_id", []string{"default_route_table_id"}, []string{"cidr_block"}
	byDefault.take = takeRouteTable(true)
	return []kind{base, byDefault, {
		name: "aws_route", needs: []string{"route_table_id"}, signs: []string{"destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"},
		lacks: []string{"subnet_id"}, attributes: routeFields("destination_cidr_block", "destination_ipv6_cidr_block"),
		take: func(r *reading, o object, res aws.Resource) error {
			r.parts.routes = append(r.parts.routes, part{object: o, owner: value.TextOf(o.Get("route_table_id")), body: r.routeBody(res.Body, o)})
			return nil
		},
		gone: forget("route_table_id", aws.RouteTables, "Routes"),
	}, {
		name: "aws_route_table_association", needs: []string{"route_table_id"}, signs: []string{"subnet_id", "gateway_id"}, lacks: []string{"destination_cidr_block", "vpc_id"},
		attributes: []attribute{text("subnet_id"), text("gateway_id")},
		take: func(r *reading, o object, res aws.Resource) error {
			if o.Get("subnet_id").IsNull() {
				return nil // a gateway's
			}
			return keep("route_table_id", func(p *parts) *[]part { return &p.tables })(r, o, res)
		},
		gone: forget("route_table_id", aws.RouteTables, "Associations"),
	}, {
		name: "aws_main_route_table_association", needs: []string{"route_table_id", "vpc_id"}, lacks: []string{"subnet_id"},
		attributes: []attribute{text("vpc_id")},
		take:       keep("route_table_id", func(p *parts) *[]part { return &p.mains }),
		// The provider makes the table the main one again that was so before.
		gone: func(r *reading, o object, _ aws.Resource) {
			r.parts.formerMains = append(r.parts.formerMains, part{object: o, owner: value.TextOf(o.Get("original_route_table_id"))})
		},
	}}
}

// routeFields are those of a route, whose destinations are called differently within
// tables and alone.
func routeFields(v4, v6 string) []attribute {
	return []attribute{
		text(v4).As("destinationCidrBlock"), text(v6).As("destinationIpv6CidrBlock"), text("state"),
		text("gateway_id"), text("nat_gateway_id"), text("vpc_peering_connection_id"), text("transit_gateway_id"), text("network_interface_id"),
	}
}

// routeBody leaves out what the provider computes of a route that is created: who sets
// none of the targets sets another.
func (r *reading) routeBody(body value.Value, o object) value.Value {
	for _, name := range []string{"network_interface_id", "state"} {
		field := map[string]string{"network_interface_id": "NetworkInterfaceId", "state": "State"}[name]
		if body.Get(field).IsUnknown() && o.Created && (name == "state" || r.isUnset(o, name)) {
			body = body.With(field, value.Null())
		}
	}
	if body.Get("State").IsNull() {
		body = body.With("State", value.OfString(active))
	}
	return body
}

func takeRouteTable(isDefault bool) func(*reading, object, aws.Resource) error {
	return func(r *reading, o object, res aws.Resource) error {
		associated := value.OfList()
		if isDefault {
			associated = value.OfList(mainAssociation)
		}
		if told := o.Get("associations"); told.Kind() == value.KindList { // a data source's
			var list []value.Value
			for _, a := range told.Elements() {
				if main := a.Get("main"); main.Text() == "true" {
					list = append(list, mainAssociation)
				} else if s := a.Get("subnet_id"); s.Text() != "" {
					list = append(list, value.OfFields([]value.Field{{Name: "SubnetId", Value: s}}))
				}
			}
			associated = value.OfList(list...)
		} else if !o.Created && !r.opts.Complete && !r.opts.Over {
			res.Lack("Associations", pi.Gap{What: "subnets of " + o.Address, Reason: "a route table does not tell them", Settle: "add aws_route_table_association, or read what there is"})
		}
		res.Body = res.Body.With("Associations", associated).With("Routes", value.OfList())
		res.Whole = o.Get("route").Kind() == value.KindList || o.Get("routes").Kind() == value.KindList
		written := o.Get("route")
		if !o.Get("routes").IsNull() {
			written = o.Get("routes")
		}
		if written.IsUnknown() && (!o.Created || !r.isUnset(o, "route")) {
			res.Lack("Routes", pi.Gap{What: "routes of " + o.Address, Reason: written.Why().String(), Settle: settle(written.Why())})
		}
		for _, e := range written.Elements() {
			if e.Kind() != value.KindObject {
				res.Lack("Routes", pi.Gap{What: "a route of " + o.Address, Reason: e.Why().String(), Settle: settle(e.Why())})
				continue
			}
			var fields []value.Field
			for _, a := range pascal(routeFields("cidr_block", "ipv6_cidr_block")) {
				if v := e.Get(a.Name); v.Kind() != value.KindString || v.Text() != "" {
					fields = append(fields, value.Field{Name: a.Field, Value: v})
				}
			}
			extend(&res, "Routes", r.routeBody(value.OfFields(fields), object{Type: o.Type}))
		}
		r.world.Put(res)
		return nil
	}
}

var mainAssociation = value.OfFields([]value.Field{{Name: "Main", Value: value.OfBool(true)}})

// routeTables puts routes and associations into their tables, and adds the main tables of
// VPCs that are created.
func (r *reading) routeTables() {
	r.join(aws.RouteTables, "Routes", "route table", r.parts.routes)
	r.join(aws.RouteTables, "Associations", "route table", r.parts.tables)
	for _, p := range r.parts.formerMains {
		if p.owner.Value() != "" && !r.hasMain(p.Get("vpc_id")) {
			r.parts.mains = append(r.parts.mains, p)
		}
	}
	for i := range r.parts.mains {
		r.parts.mains[i].body = mainAssociation
	}
	for _, vpc := range r.parts.vpcs {
		r.mainTable(vpc)
	}
	r.join(aws.RouteTables, "Associations", "route table", r.parts.mains)
}

// hasMain says that Terraform makes a table the main one of a VPC, or may do so.
func (r *reading) hasMain(vpc value.Value) bool {
	return slices.ContainsFunc(r.parts.mains, func(p part) bool {
		return value.SameID(value.TextOf(p.Get("vpc_id")), value.TextOf(vpc)) != value.False
	})
}

// mainTable is the table that AWS makes with a VPC, unless Terraform manages it or makes
// another one main.
func (r *reading) mainTable(vpc object) {
	id := value.TextOf(vpc.Get("default_route_table_id"))
	if r.hasMain(vpc.Get("id")) {
		return
	}
	all := r.world.Resources(aws.RouteTables)
	for i := range all {
		if !strings.Contains(all[i].Address, "aws_default_route_table.") {
			continue
		}
		switch value.SameID(all[i].ID, id) {
		case value.True:
			all[i].Body = all[i].Body.With("VpcId", vpc.Get("id"))
			return
		case value.Undecided:
			return
		case value.False:
		}
	}
	table := aws.Resource{Type: aws.RouteTables, Body: value.OfFields([]value.Field{
		{Name: "VpcId", Value: vpc.Get("id")}, {Name: "Associations", Value: value.OfList(mainAssociation)}, {Name: "Routes", Value: value.OfList()},
	})}
	table.Address, table.Created, table.ID = vpc.Address, true, id
	r.world.Put(table)
}
