package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const nlb = "loadbalancer/net/orders/1a"

// enforcing is a load balancer with security groups behind a VPC link V1, and the rules
// that it has.
func enforcing(enforce any, texts ...string) *testkit.AWS {
	return rules(testkit.NewREST(), "sg-nlb", texts...).Set(aws.LoadBalancers, testkit.NLB, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", enforce)
}

func privateLinkRulesAdmit() []verdictCase {
	return []verdictCase{
		{name: "any address", world: enforcing("on", "in tcp 80 from 0.0.0.0/0"), want: []string{"pass " + nlb}},
		{
			name: "no rule for the port", world: enforcing("on", "in tcp 443 from 0.0.0.0/0"), want: []string{"fail " + nlb},
			says: []string{"{port 80}", "none admits any address on tcp port 80", "tcp 80 from 0.0.0.0/0", `field "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"`, "{enforceSecurityGroupInboundRulesOnPrivateLinkTraffic on}"},
		},
		{name: "no rule at all, and nobody set the attribute: it is on", world: enforcing(nil), want: []string{"fail " + nlb}},
		{name: "references to groups only", world: enforcing("on", "in tcp 80 from sg-link", "in all from sg-nlb"), want: []string{"fail " + nlb}, says: []string{"refers to a security group, which API Gateway's own network does not have"}},
		{name: "the rule is one of egress", world: enforcing("on", "out tcp 80 to 0.0.0.0/0"), want: []string{"fail " + nlb}},
		{name: "IPv6 only", world: enforcing("on", "in tcp 80 from ::/0"), want: []string{"fail " + nlb}},
		{name: "addresses of the VPC, which private-link-rules-open is about", world: enforcing("on", "in tcp 80 from 10.20.0.0/16"), want: []string{"pass " + nlb}},
		{name: "trap: rules are not asked", world: enforcing("off"), want: []string{"pass " + nlb}},
		{name: "trap: neither are they of links V2", world: rules(testkit.NewHTTPToNLB(), "sg-nlb"), want: []string{none}},
		{name: "trap: without groups there are none", world: testkit.NewRESTWithoutGroups().Set(aws.LoadBalancers, testkit.NLB, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "on"), want: []string{"not_applicable " + nlb}},
		{name: "whether they are asked is not known", world: enforcing("?known after apply"), want: []string{"unknown " + nlb}, says: []string{"asks its rules about PrivateLink traffic: known after apply"}},
		{name: "it is not known, and does not matter", world: enforcing("?known after apply", "in tcp 80 from 0.0.0.0/0"), want: []string{"pass " + nlb}},
		{name: "rules that may not be read", world: enforcing("on").Gap(aws.SecurityGroupRules, "sg-nlb", "permission ec2:DescribeSecurityGroupRules denied"), want: []string{"unknown " + nlb}, says: []string{"ec2:DescribeSecurityGroupRules denied"}},
		{name: "groups known after apply", world: enforcing("on").Set(aws.LoadBalancers, testkit.NLB, "SecurityGroups", "?known after apply"), want: []string{"unknown " + nlb}},
		{name: "a range known after apply", world: enforcing("on", "in tcp 80 from ?").SetAll(aws.SecurityGroupRules, "CidrIpv4", "?known after apply"), want: []string{"unknown " + nlb}},
		{name: "a load balancer that is not known", world: testkit.NewREST().DropAll(aws.LoadBalancers).Gap(aws.LoadBalancers, "", "denied"), want: []string{"unknown " + deployed}},
	}
}

func privateLinkRulesOpen() []verdictCase {
	return []verdictCase{
		{name: "any address", world: enforcing("on", "in tcp 80 from 0.0.0.0/0"), want: []string{"pass " + nlb}},
		{name: "any address in two halves", world: enforcing("on", "in tcp 80 from 0.0.0.0/1", "in tcp 80 from 128.0.0.0/1"), want: []string{"pass " + nlb}},
		{
			name: "addresses of the VPC only", world: enforcing("on", "in tcp 80 from 10.20.0.0/16"), want: []string{"fail " + nlb},
			says: []string{"admit tcp port 80 from 10.20.0.0/16 only", "{port 80}"},
		},
		{name: "a bastion's addresses only, from which a test succeeds", world: enforcing(nil, "in tcp 80 from 203.0.113.7/32"), want: []string{"fail " + nlb}},
		{name: "a prefix list of the VPC", world: enforcing("on", "in tcp 80 from pl-1").PrefixList("pl-1", "10.20.0.0/16"), want: []string{"fail " + nlb}},
		{name: "all private addresses", world: enforcing("on", "in tcp 80 from 10.0.0.0/8", "in tcp 80 from 172.16.0.0/12", "in tcp 80 from 192.168.0.0/16", "in tcp 80 from 100.64.0.0/10"), want: []string{"unknown " + nlb}},
		{name: "trap: rules are not asked", world: enforcing("off", "in tcp 80 from 10.20.0.0/16"), want: []string{"pass " + nlb}},
		{name: "whether they are asked is not known", world: enforcing("?known after apply", "in tcp 80 from 10.20.0.0/16"), want: []string{"unknown " + nlb}},
		{name: "no rule, which private-link-rules-admit says", world: enforcing("on"), want: []string{"not_applicable " + nlb}},
		{name: "there may be more rules", world: enforcing("on", "in tcp 80 from 10.20.0.0/16").Gap(aws.SecurityGroupRules, "", "denied"), want: []string{"unknown " + nlb}},
		{name: "links V2", world: testkit.NewHTTPToNLB(), want: []string{none}},
		{name: "without groups", world: testkit.NewRESTWithoutGroups(), want: []string{"not_applicable " + nlb}},
	}
}
