package tfresource

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of security groups:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group.
func securityGroupKinds() []kind {
	standalone := func(egress bool) kind {
		k := kind{
			name: "aws_vpc_security_group_ingress_rule", api: aws.SecurityGroupRules, needs: []string{"ip_protocol", "security_group_id"}, named: []string{"security_group_rule_id"},
			attributes: []attribute{
				text("id").As("SecurityGroupRuleId"), text("security_group_id").As("GroupId"), text("ip_protocol"), integer("from_port"), integer("to_port"),
				text("cidr_ipv4"), text("cidr_ipv6"), text("prefix_list_id"), text("referenced_security_group_id").As("ReferencedGroupInfo.GroupId"),
			},
			take: func(r *reading, _ object, res aws.Resource) error {
				r.world.Put(standaloneRule(res, egress))
				return nil
			},
			gone: func(r *reading, o object, res aws.Resource) {
				res = standaloneRule(res, egress)
				r.parts.gone = append(r.parts.gone, rule{group: value.TextOf(o.Get("security_group_id")), key: aws.RuleKey(res.Body)})
			},
		}
		if egress {
			k.name = "aws_vpc_security_group_egress_rule"
		}
		return k
	}
	group := kind{
		name: "aws_security_group", api: aws.SecurityGroups, needs: []string{"name", "vpc_id"}, signs: []string{"ingress", "egress", "filter"}, lacks: []string{"target_type", "load_balancer_type"}, named: []string{"ingress", "egress"},
		attributes: []attribute{text("id").As("GroupId"), text("name").As("GroupName"), text("vpc_id")},
		take:       takeSecurityGroup,
	}
	byDefault := group
	byDefault.name, byDefault.needs, byDefault.signs = "aws_default_security_group", []string{"vpc_id", "ingress", "egress"}, []string{"revoke_rules_on_delete"}
	byDefault.lacks = []string{"subnet_ids", "timeouts"}
	return []kind{group, byDefault, standalone(false), standalone(true), {
		name: "aws_security_group_rule", api: aws.SecurityGroupRules, id: "security_group_rule_id", needs: []string{"from_port", "protocol", "security_group_id", "to_port", "type"},
		named:      []string{"cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "source_security_group_id", "self"},
		attributes: []attribute{text("security_group_id").As("GroupId"), text("type"), text("protocol").As("IpProtocol"), integer("from_port"), integer("to_port")},
		take: func(r *reading, o object, res aws.Resource) error {
			for _, each := range r.classicRules(o, res) {
				r.world.Put(each)
			}
			return nil
		},
		gone: func(r *reading, o object, res aws.Resource) {
			for _, each := range r.classicRules(o, res) {
				r.parts.gone = append(r.parts.gone, rule{group: value.TextOf(o.Get("security_group_id")), key: aws.RuleKey(each.Body)})
			}
		},
	}}
}

// A rule is one that a plan takes away from a group.
type rule struct {
	group value.String
	key   string
}

func standaloneRule(res aws.Resource, egress bool) aws.Resource {
	res.Body = aws.RuleBody(res.Body).With("IsEgress", value.OfBool(egress))
	if peer := res.Body.Get("ReferencedGroupInfo", "GroupId"); peer.Kind() == value.KindString {
		res.Body = res.Body.With("ReferencedGroupInfo", groupInfo(peer))
	}
	return res
}

// groupInfo names a group; one of another account is written with it.
func groupInfo(id value.Value) value.Value {
	if id.Kind() == value.KindString {
		id = value.OfString(id.Text()[strings.LastIndexByte(id.Text(), '/')+1:])
	}
	return value.OfFields([]value.Field{{Name: "GroupId", Value: id}})
}

// peers makes one rule of each peer.
func peers(base value.Value, own, v4, v6, lists, groups, self value.Value) []value.Value {
	var out []value.Value
	each := func(v value.Value, with func(value.Value) value.Value) {
		if v.IsUnknown() {
			out = append(out, with(v))
		}
		for _, e := range v.Elements() {
			out = append(out, with(e))
		}
	}
	field := func(name string) func(value.Value) value.Value {
		return func(v value.Value) value.Value { return base.With(name, v) }
	}
	group := func(v value.Value) value.Value { return base.With("ReferencedGroupInfo", groupInfo(v)) }
	each(v4, field("CidrIpv4"))
	each(v6, field("CidrIpv6"))
	each(lists, field("PrefixListId"))
	each(groups, group)
	switch {
	case self.IsUnknown():
		out = append(out, group(value.Unknown(self.Why())))
	case self.Text() == "true":
		out = append(out, group(own))
	}
	return out
}

// classicRules are the rules that one aws_security_group_rule makes, one for each peer.
func (r *reading) classicRules(o object, res aws.Resource) []aws.Resource {
	typ := res.Body.Get("Type")
	egress := value.OfBool(typ.Text() == "egress")
	if typ.IsUnknown() {
		egress = value.Unknown(typ.Why())
	}
	base := aws.RuleBody(res.Body.With("Type", value.Null())).With("IsEgress", egress)
	groups := value.Null()
	source := o.Get("source_security_group_id")
	others := o.Get("self").Text() == "true"
	for _, name := range []string{"cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"} {
		others = others || !o.Get(name).IsNull() && !o.Get(name).IsEmpty()
	}
	// The provider computes it where another peer is given.
	if !source.IsNull() && (!source.IsUnknown() || !others) {
		groups = value.OfList(source)
	}
	bodies := peers(base, base.Get("GroupId"), o.Get("cidr_blocks"), o.Get("ipv6_cidr_blocks"), o.Get("prefix_list_ids"), groups, o.Get("self"))
	out := make([]aws.Resource, len(bodies))
	for i, b := range bodies {
		out[i] = res
		out[i].Body = b
		if len(bodies) > 1 || o.Get("security_group_rule_id").Text() == "" {
			out[i].ID = value.UnknownOf[string](value.Why{Reason: "Terraform has another id for the rule"})
		}
	}
	return out
}

// takeSecurityGroup keeps a group and the rules that it has inside.
func takeSecurityGroup(r *reading, o object, res aws.Resource) error {
	res.Whole = o.Get("ingress").Kind() == value.KindList && o.Get("egress").Kind() == value.KindList
	r.world.Put(res)
	if !o.Has("ingress") && !o.Has("egress") {
		if r.opts.Over {
			return nil
		}
		r.ruleGap(res, "rules of "+o.Address, "the object does not tell ingress and egress", "give the resource in its place, or read what there is")
		return nil
	}
	for _, direction := range []string{"ingress", "egress"} {
		v := o.Get(direction)
		switch {
		case v.IsUnknown() && o.Created && r.isUnset(o, direction):
			// Terraform takes away the rule that admits all egress, which AWS makes.
		case v.IsUnknown():
			r.ruleGap(res, direction+" rules of "+o.Address, v.Why().String(), settle(v.Why()))
		default:
			r.parts.inline = append(r.parts.inline, inline{object: o, group: res, egress: direction == "egress", rules: v})
		}
	}
	return nil
}

// An inline is the rules that a group has inside, in one direction.
type inline struct {
	object
	group  aws.Resource
	egress bool
	rules  value.Value
}

// ruleGap says that a group may have more rules.
func (r *reading) ruleGap(group aws.Resource, what, reason, settle string) {
	r.world.AddGap(aws.SecurityGroupRules, pi.Gap{What: what, Reason: reason, Settle: settle, Scope: group.ID.Value()})
}

// securityGroups keeps the rules that groups have inside. What the provider read of a
// group has the rules that are resources of their own too: those that the plan takes
// away are no longer there.
func (r *reading) securityGroups() {
	for _, in := range r.parts.inline {
		for _, e := range in.rules.Elements() {
			if e.Kind() != value.KindObject {
				r.ruleGap(in.group, "a rule of "+in.Address, e.Why().String(), settle(e.Why()))
				continue
			}
			for _, body := range inlineRules(e, in) {
				if !r.isGone(in.group.ID, body) {
					res := aws.Resource{Type: aws.SecurityGroupRules, Body: body}
					res.Address, res.Created = in.Address, in.Created
					res.ID = value.UnknownOf[string](value.Why{Reason: "a security group does not tell the ids of its rules"})
					r.world.Put(res)
				}
			}
		}
	}
	for _, vpc := range r.parts.vpcs {
		r.defaultGroup(vpc)
	}
}

// inlineRules are the rules that one block makes.
func inlineRules(e value.Value, in inline) []value.Value {
	group := value.OfText(in.group.ID)
	base := aws.RuleBody(value.OfFields([]value.Field{
		{Name: "GroupId", Value: group}, {Name: "IsEgress", Value: value.OfBool(in.egress)}, {Name: "IpProtocol", Value: e.Get("protocol")},
		{Name: "FromPort", Value: e.Get("from_port")}, {Name: "ToPort", Value: e.Get("to_port")},
	}))
	return peers(base, group, e.Get("cidr_blocks"), e.Get("ipv6_cidr_blocks"), e.Get("prefix_list_ids"), e.Get("security_groups"), e.Get("self"))
}

func (r *reading) isGone(group value.String, body value.Value) bool {
	key := aws.RuleKey(body)
	for _, g := range r.parts.gone {
		if g.key != "" && g.key == key && value.SameID(g.group, group) == value.True {
			return true
		}
	}
	return false
}

// defaultGroup is the group that AWS makes with a VPC, unless Terraform manages it: its
// members reach each other, and everything else.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html.
func (r *reading) defaultGroup(vpc object) {
	id := value.TextOf(vpc.Get("default_security_group_id"))
	for _, g := range r.world.Resources(aws.SecurityGroups) {
		managed := strings.Contains(g.Address, "aws_default_security_group.")
		if managed && value.SameID(value.TextOf(g.Body.Get("VpcId")), value.TextOf(vpc.Get("id"))) != value.False || value.SameID(g.ID, id) == value.True {
			return
		}
	}
	if id.IsNull() {
		return
	}
	group := aws.Resource{Type: aws.SecurityGroups, Body: value.OfFields([]value.Field{
		{Name: "GroupName", Value: value.OfString("default")}, {Name: "VpcId", Value: vpc.Get("id")},
	})}
	group.Address, group.Created, group.ID = vpc.Address, true, id
	r.world.Put(group)
	rule := func(egress bool, peer string, v value.Value) {
		res := aws.Resource{Type: aws.SecurityGroupRules, Body: value.OfFields([]value.Field{
			{Name: "GroupId", Value: value.OfText(id)}, {Name: "IsEgress", Value: value.OfBool(egress)}, {Name: "IpProtocol", Value: value.OfString("-1")}, {Name: peer, Value: v},
		})}
		res.Address, res.Created = vpc.Address, true
		res.ID = value.UnknownOf[string](value.Why{Reason: "known after apply"})
		r.world.Put(res)
	}
	rule(false, "ReferencedGroupInfo", groupInfo(value.OfText(id)))
	rule(true, "CidrIpv4", value.OfString("0.0.0.0/0"))
}
