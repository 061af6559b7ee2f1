package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of network ACLs:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl.
func aclKinds() []kind {
	base := kind{
		name: "aws_network_acl", api: aws.NetworkACLs, needs: []string{"vpc_id"}, signs: []string{"subnet_ids"}, lacks: []string{"default_network_acl_id", "load_balancer_type", "route"},
		named:      []string{"ingress", "egress", "subnet_ids"},
		attributes: []attribute{text("id").As("NetworkAclId"), text("vpc_id")},
		take:       takeACL(false),
	}
	byDefault := base
	byDefault.name, byDefault.id, byDefault.needs, byDefault.lacks = "aws_default_network_acl", "default_network_acl_id", []string{"default_network_acl_id"}, []string{"default_security_group_id"}
	byDefault.take = takeACL(true)
	return []kind{base, byDefault, {
		name: "aws_network_acl_rule", needs: []string{"network_acl_id", "protocol", "rule_action", "rule_number"},
		attributes: []attribute{
			integer("rule_number"), truth("egress").Or(value.OfBool(false)), text("protocol"), text("rule_action"), text("cidr_block"), text("ipv6_cidr_block"),
			integer("from_port").As("PortRange.From"), integer("to_port").As("PortRange.To"),
		},
		take: keep("network_acl_id", func(p *parts) *[]part { return &p.acl }),
		gone: forget("network_acl_id", aws.NetworkACLs, "Entries"),
	}, {
		name: "aws_network_acl_association", needs: []string{"network_acl_id", "subnet_id"},
		attributes: []attribute{text("subnet_id")},
		take:       keep("network_acl_id", func(p *parts) *[]part { return &p.subnets }),
		gone:       forget("network_acl_id", aws.NetworkACLs, "Associations"),
	}}
}

// numbers are the numbers of protocols, by their names.
var numbers = map[string]string{"tcp": "6", "udp": "17", "icmp": "1", "icmpv6": "58", "all": "-1"}

// entryBody spells an entry as the API does: protocols are numbers, and no ports are all.
func entryBody(body value.Value) value.Value {
	protocol := body.Get("Protocol")
	if protocol.Kind() != value.KindString {
		return body
	}
	name := strings.ToLower(protocol.Text())
	if n, ok := numbers[name]; ok {
		name = n
	}
	body = body.With("Protocol", value.OfString(name)).With("RuleAction", lower(body.Get("RuleAction")))
	if name == "-1" {
		body = body.With("PortRange", value.Null())
	}
	return body
}

func lower(v value.Value) value.Value {
	if v.Kind() == value.KindString {
		return value.OfString(strings.ToLower(v.Text()))
	}
	return v
}

// takeACL keeps a network ACL with the entries that it has inside.
func takeACL(isDefault bool) func(*reading, object, aws.Resource) error {
	return func(r *reading, o object, res aws.Resource) error {
		res.Body = res.Body.With("IsDefault", value.OfBool(isDefault)).With("Entries", value.OfList(implied...))
		res.Whole = o.Get("ingress").Kind() == value.KindList && o.Get("egress").Kind() == value.KindList && o.Get("subnet_ids").Kind() == value.KindList
		for _, direction := range []string{"ingress", "egress"} {
			v := o.Get(direction)
			switch {
			case v.IsUnknown() && o.Created && r.isUnset(o, direction):
			case v.IsUnknown():
				res.Lack("Entries", pi.Gap{What: direction + " of " + o.Address, Reason: v.Why().String(), Settle: settle(v.Why())})
			}
			for _, e := range v.Elements() {
				if e.Kind() != value.KindObject {
					res.Lack("Entries", pi.Gap{What: "an entry of " + o.Address, Reason: e.Why().String(), Settle: settle(e.Why())})
					continue
				}
				extend(&res, "Entries", inlineEntry(e, direction == "egress"))
				res.Inline = true
			}
		}
		subnets := o.Get("subnet_ids")
		if subnets.IsUnknown() && o.Created && r.isUnset(o, "subnet_ids") {
			subnets = value.Null()
		}
		res.Body = res.Body.With("Associations", associations(subnets))
		r.world.Put(res)
		return nil
	}
}

// implied are the entries that end every list: what nothing admits is refused.
var implied = []value.Value{impliedEntry(false), impliedEntry(true)}

func impliedEntry(egress bool) value.Value {
	const last = 32767
	return anyEntry(egress, last, "deny")
}

func anyEntry(egress bool, number int64, action string) value.Value {
	return value.OfFields([]value.Field{
		{Name: "RuleNumber", Value: value.OfInt(number)}, {Name: "Egress", Value: value.OfBool(egress)}, {Name: "Protocol", Value: value.OfString("-1")},
		{Name: "RuleAction", Value: value.OfString(action)}, {Name: "CidrBlock", Value: value.OfString("0.0.0.0/0")},
	})
}

func inlineEntry(e value.Value, egress bool) value.Value {
	optional := func(name string) value.Value {
		if v := e.Get(name); v.Kind() != value.KindString || v.Text() != "" {
			return v
		}
		return value.Null()
	}
	return entryBody(value.OfFields([]value.Field{
		{Name: "RuleNumber", Value: e.Get("rule_no")}, {Name: "Egress", Value: value.OfBool(egress)}, {Name: "Protocol", Value: e.Get("protocol")},
		{Name: "RuleAction", Value: e.Get("action")}, {Name: "CidrBlock", Value: optional("cidr_block")}, {Name: "Ipv6CidrBlock", Value: optional("ipv6_cidr_block")},
		{Name: "PortRange", Value: value.OfFields([]value.Field{{Name: "From", Value: e.Get("from_port")}, {Name: "To", Value: e.Get("to_port")}})},
	}))
}

func associations(subnets value.Value) value.Value {
	if subnets.Kind() != value.KindList {
		return subnets
	}
	out := make([]value.Value, 0, len(subnets.Elements()))
	for _, s := range subnets.Elements() {
		out = append(out, value.OfFields([]value.Field{{Name: "SubnetId", Value: s}}))
	}
	return value.OfList(out...)
}

// acls puts entries and associations into their ACLs, and adds the default ACLs of VPCs
// that are created.
func (r *reading) acls() {
	for i := range r.parts.acl {
		r.parts.acl[i].body = entryBody(r.parts.acl[i].body)
	}
	r.join(aws.NetworkACLs, "Entries", "network ACL", r.parts.acl)
	for _, p := range r.parts.acl {
		certain, possible := r.owners(aws.NetworkACLs, p.owner)
		for _, acl := range slices.Concat(certain, possible) {
			acl.Inline = false
		}
	}
	all := r.world.Resources(aws.NetworkACLs)
	for i := range all {
		all[i].Body = all[i].Body.With("Entries", oneForEachNumber(all[i].Body.Get("Entries")))
	}
	r.join(aws.NetworkACLs, "Associations", "network ACL", r.parts.subnets)
	for _, vpc := range r.parts.vpcs {
		r.defaultACL(vpc)
	}
	r.shareSubnets()
}

// oneForEachNumber leaves one entry of each number and direction, the last.
func oneForEachNumber(entries value.Value) value.Value {
	if entries.Kind() != value.KindList {
		return entries
	}
	all := entries.Elements()
	var out []value.Value
	for i, e := range all {
		again := slices.ContainsFunc(all[i+1:], func(later value.Value) bool {
			return e.Get("RuleNumber").Kind() == value.KindNumber && later.Get("RuleNumber").Text() == e.Get("RuleNumber").Text() &&
				later.Get("Egress").Text() == e.Get("Egress").Text() && e.Get("Egress").Kind() == value.KindBool
		})
		if !again {
			out = append(out, e)
		}
	}
	return value.OfList(out...)
}

// defaultACL is the one that AWS makes with a VPC, unless Terraform manages it: it
// admits everything.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html.
func (r *reading) defaultACL(vpc object) {
	id := value.TextOf(vpc.Get("default_network_acl_id"))
	all := r.world.Resources(aws.NetworkACLs)
	for i := range all {
		if all[i].Body.Get("IsDefault").Text() != "true" {
			continue
		}
		switch value.SameID(all[i].ID, id) {
		case value.True:
			all[i].Body = all[i].Body.With("VpcId", vpc.Get("id"))
			return
		case value.Undecided:
			r.world.AddGap(aws.NetworkACLs, pi.Gap{What: "whether " + all[i].Subject() + " is the default network ACL of " + vpc.Address, Reason: all[i].ID.Why().String(), Settle: settle(all[i].ID.Why())})
			return
		case value.False:
		}
	}
	const first = 100
	acl := aws.Resource{Type: aws.NetworkACLs, Body: value.OfFields([]value.Field{
		{Name: "VpcId", Value: vpc.Get("id")}, {Name: "IsDefault", Value: value.OfBool(true)}, {Name: "Associations", Value: value.OfList()},
		{Name: "Entries", Value: value.OfList(anyEntry(false, first, "allow"), anyEntry(true, first, "allow"), implied[0], implied[1])},
	})}
	acl.Address, acl.Created, acl.ID = vpc.Address, true, id
	r.world.Put(acl)
}

// shareSubnets gives subnets that are created, and that nothing else says anything of, to
// the default ACL of their VPC, as AWS does.
func (r *reading) shareSubnets() {
	all := r.world.Resources(aws.NetworkACLs)
	for _, subnet := range r.world.Resources(aws.Subnets) {
		if !subnet.Created {
			continue
		}
		explicit := value.False
		for _, acl := range all {
			explicit = value.Or(explicit, associates(acl, subnet))
		}
		for i := range all {
			same := value.SameID(value.TextOf(all[i].Body.Get("VpcId")), value.TextOf(subnet.Body.Get("VpcId")))
			switch {
			case all[i].Body.Get("IsDefault").Text() != "true" || same == value.False || explicit == value.True:
			case same == value.True && explicit == value.False:
				extend(&all[i], "Associations", value.OfFields([]value.Field{{Name: "SubnetId", Value: value.OfText(subnet.ID)}}))
			default:
				all[i].Lack("Associations", pi.Gap{What: "whether " + subnet.Subject() + " has the network ACL " + all[i].Subject(), Reason: "what is associated with it is not known", Settle: "decided at apply"})
			}
		}
	}
}

// associates says whether an ACL is that of a subnet.
func associates(acl, subnet aws.Resource) value.Truth {
	list := acl.Body.Get("Associations")
	if list.IsUnknown() || len(acl.Gaps["Associations"]) > 0 {
		return value.Undecided
	}
	out := value.False
	for _, a := range list.Elements() {
		out = value.Or(out, value.SameID(value.TextOf(a.Get("SubnetId")), subnet.ID))
	}
	return out
}
