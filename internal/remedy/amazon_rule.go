package remedy

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// inlineRule is a rule as a block of its security group or network ACL.
func inlineRule(body value.Value, acl bool) tfobject.Argument {
	var inner []tfobject.Argument
	add := func(name string, v value.Value) {
		if !v.IsNull() {
			inner = append(inner, tfobject.Argument{Name: name, Value: v})
		}
	}
	egress := body.Get("IsEgress").Text() == "true"
	if acl {
		egress = body.Get("Egress").Text() == "true"
		add("rule_no", body.Get("RuleNumber"))
		add("action", body.Get("RuleAction"))
		add("protocol", value.OfString("tcp"))
		add("from_port", body.Get("PortRange", "From"))
		add("to_port", body.Get("PortRange", "To"))
		add("cidr_block", body.Get("CidrBlock"))
		add("ipv6_cidr_block", body.Get("Ipv6CidrBlock"))
	} else {
		add("protocol", body.Get("IpProtocol"))
		add("from_port", body.Get("FromPort"))
		add("to_port", body.Get("ToPort"))
		for _, peer := range []struct {
			name string
			v    value.Value
		}{{"cidr_blocks", body.Get("CidrIpv4")}, {"ipv6_cidr_blocks", body.Get("CidrIpv6")}, {"security_groups", body.Get("ReferencedGroupInfo", "GroupId")}} {
			if !peer.v.IsNull() {
				add(peer.name, value.OfList(peer.v))
			}
		}
	}
	name := "ingress"
	if egress {
		name = "egress"
	}
	return tfobject.Argument{Name: name, Blocks: [][]tfobject.Argument{inner}}
}

// standalone are the rules that a block has inside as resources of their own.
func standalone(b block) []tfobject.Object {
	var out []tfobject.Object
	for _, direction := range []string{"ingress", "egress"} {
		for _, rule := range b.value.Get(direction).Elements() {
			o := tfobject.Object{Type: "aws_security_group_rule", Address: b.address, Created: true}
			if aws.Type(b.change.Type) == tfresource.ACLEntries {
				o.Type = "aws_network_acl_rule"
				o.Value = rule.With("network_acl_id", b.change.Body.Get("NetworkAclId")).With("egress", value.OfBool(direction == "egress")).
					With("rule_number", rule.Get("rule_no")).With("rule_action", rule.Get("action"))
			} else {
				o.Value = rule.With("security_group_id", b.change.Body.Get("GroupId")).With("type", value.OfString(direction))
				if groups := rule.Get("security_groups").Elements(); len(groups) > 0 {
					o.Value = o.With("source_security_group_id", groups[0])
				}
			}
			out = append(out, o)
		}
	}
	return out
}

// free says that no network ACL has an entry with the number and direction of a new one,
// which AWS refuses.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html.
func free(w *aws.World, made []tfobject.Object) error {
	for _, o := range made {
		if o.Type != "aws_network_acl_rule" {
			continue
		}
		for _, acl := range w.Resources(aws.NetworkACLs) {
			if value.SameID(acl.ID, value.TextOf(o.Get("network_acl_id"))) != value.True {
				continue
			}
			for _, e := range acl.Body.Get("Entries").Elements() {
				number, egress := e.Get("RuleNumber"), e.Get("Egress")
				if (egress.IsUnknown() || egress.Text() == o.Get("egress").Text()) && (number.IsUnknown() || number.Text() == o.Get("rule_number").Text()) {
					return fmt.Errorf("%s may have a rule %s", acl.Subject(), o.Get("rule_number").Text())
				}
			}
		}
	}
	return nil
}
