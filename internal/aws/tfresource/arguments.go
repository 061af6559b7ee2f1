package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ACLEntries is what the entries of network ACLs are called, which are resources of
// their own for Terraform only. NetworkAclId in their bodies names the network ACL.
const ACLEntries aws.Type = "ec2.networkAclEntries"

// MethodSettings are those of the methods of a stage, which are resources of their own
// for Terraform only. Their bodies name the API and the stage.
const MethodSettings aws.Type = "apigateway.methodSettings"

// TypeOf is the Terraform type that makes a resource of the API with a body.
func TypeOf(t aws.Type, body value.Value) (string, bool) {
	switch {
	case t == ACLEntries:
		return "aws_network_acl_rule", true
	case t == MethodSettings:
		return "aws_api_gateway_method_settings", true
	case t == aws.EndpointConnections:
		return "aws_vpc_endpoint_connection_accepter", true
	case t == aws.SecurityGroupRules && body.Get("IsEgress").Text() == "true":
		return "aws_vpc_security_group_egress_rule", true
	}
	for _, k := range kinds() {
		if k.api == t {
			return k.name, true
		}
	}
	return "", false
}

// Makes says whether objects of a Terraform type are resources of the API's type, and
// not only have such within.
func Makes(typ string, t aws.Type) bool {
	k, ok := kindNamed(typ)
	return ok && k.api == t
}

// also are the arguments that no row of a table is.
var also = map[string][]attribute{
	"aws_api_gateway_method_settings": {text("rest_api_id").As("restApiId"), text("stage_name")},

	"aws_lb": {
		truth("enable_cross_zone_load_balancing").As("CrossZone"),
		blocks("subnet_mapping", text("subnet_id").As("subnet_id"), text("allocation_id").As("allocation_id"), text("private_ipv4_address").As("private_ipv4_address"), text("ipv6_address").As("ipv6_address")).As("SubnetMappings"),
	},
	"aws_network_acl_rule": {text("network_acl_id").As("NetworkAclId")},
}

func (k kind) written() []attribute {
	return append(slices.Clone(also[strings.Replace(k.name, "aws_alb", "aws_lb", 1)]), k.attributes...)
}

// Arguments turns fields of a resource of the API into the arguments of a Terraform
// type, in the order of its table: the table read from right to left.
func Arguments(typ string, body value.Value) []tfobject.Argument {
	k, _ := kindNamed(typ)
	return tfobject.Arguments(k.written(), body)
}

// Amend sets the arguments that an object of a type has of the resources that match,
// and says how many do. Resources of other types do not match.
func Amend(w *aws.World, t aws.Type, typ string, match func(aws.Resource) bool, o value.Value) (int, error) {
	k, _ := kindNamed(typ)
	var has []attribute
	for _, a := range k.written() {
		if o.Has(a.Name) {
			has = append(has, a)
		}
	}
	var m tfobject.Mapper
	fields, err := m.Body(has, o, typ)
	if err != nil {
		return 0, err
	}
	for _, list := range []string{"Subnets", "SubnetMappings"} {
		if subnets := fields.Get(list); t == aws.LoadBalancers && !subnets.IsNull() {
			fields = fields.With(list, value.Null()).With("AvailabilityZones", zonesOf(w, subnets))
		}
	}
	return w.Amend(t, match, fields), nil
}

// MapSubnets says by blocks what the fields of a load balancer say by a list of subnets, if
// its configuration has such blocks: those stay as they are.
func MapSubnets(lb aws.Resource, fields value.Value) value.Value {
	has, subnets := lb.Arguments.Get("subnet_mapping"), fields.Get("Subnets")
	if has.IsNull() || subnets.IsNull() {
		return fields
	}
	fields = fields.With("Subnets", value.Null())
	if has.IsUnknown() {
		return fields.With("SubnetMappings", has)
	}
	var all []value.Value
	for _, id := range subnets.Elements() {
		block := value.OfFields([]value.Field{{Name: "subnet_id", Value: id}})
		for _, m := range has.Elements() {
			if value.SameID(value.TextOf(m.Get("subnet_id")), value.TextOf(id)) != value.True {
				continue
			}
			for _, name := range mappedTo {
				if v := m.Get(name); v.IsUnknown() || v.Text() != "" {
					block = block.With(name, v)
				}
			}
		}
		all = append(all, block)
	}
	return fields.With("SubnetMappings", value.OfList(all...))
}

// zonesOf are the zones of subnets, or of mappings of such, that a world has.
func zonesOf(w *aws.World, subnets value.Value) value.Value {
	var out []value.Value
	for _, id := range subnets.Elements() {
		if id.Kind() == value.KindObject {
			id = id.Get("subnet_id")
		}
		zone := value.Unknown(value.Why{Reason: "the subnet is not known"})
		for _, s := range w.Resources(aws.Subnets) {
			if value.SameID(s.ID, value.TextOf(id)) == value.True {
				zone = s.Body.Get("AvailabilityZone")
			}
		}
		out = append(out, value.OfFields([]value.Field{{Name: "SubnetId", Value: id}, {Name: "ZoneName", Value: zone}}))
	}
	return value.OfList(out...)
}

// Lay lays objects over a world that has resources already, of which they may be parts.
func Lay(w *aws.World, objects []tfobject.Object) error {
	r := newReading(Options{Complete: true})
	r.world = w
	for _, o := range objects {
		k, ok := kindNamed(o.Type)
		if !ok {
			continue
		}
		if err := r.put(k, o); err != nil {
			return err
		}
	}
	for i := range r.parts.acl {
		r.parts.acl[i].body = entryBody(r.parts.acl[i].body)
	}
	r.join(aws.NetworkACLs, "Entries", "network ACL", r.parts.acl)
	all := w.Resources(aws.NetworkACLs)
	for i := range all {
		all[i].Body = all[i].Body.With("Entries", oneForEachNumber(all[i].Body.Get("Entries")))
	}
	r.targetNames()
	return nil
}
