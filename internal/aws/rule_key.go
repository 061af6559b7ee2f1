package aws

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// protocols are the names of protocols, by numbers and other names.
var protocols = map[string]string{"all": everyProtocol, "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}

// everyProtocol is how the API spells all protocols.
const everyProtocol = "-1"

// RuleBody spells the protocol and ports of a security group's rule in one way: those of
// all protocols have no ports.
func RuleBody(body value.Value) value.Value {
	protocol := body.Get("IpProtocol")
	if protocol.Kind() != value.KindString {
		return body
	}
	name := strings.ToLower(protocol.Text())
	if other, ok := protocols[name]; ok {
		name = other
	}
	body = body.With("IpProtocol", value.OfString(name))
	if name == everyProtocol {
		body = body.With("FromPort", value.Null()).With("ToPort", value.Null())
	}
	return body
}

// RuleKey is what makes a rule another within its group; "" when part of it is not known.
// Terraform does not tell the ids of all rules, and a group has no two that say the same.
func RuleKey(body value.Value) string {
	body = RuleBody(body)
	var parts []string
	for _, at := range [][]string{{"IsEgress"}, {"IpProtocol"}, {"FromPort"}, {"ToPort"}, {"CidrIpv4"}, {"CidrIpv6"}, {"PrefixListId"}, {"ReferencedGroupInfo", "GroupId"}} {
		v := body.Get(at...)
		if v.IsUnknown() {
			return ""
		}
		parts = append(parts, v.Text())
	}
	return strings.Join(parts, " ")
}
