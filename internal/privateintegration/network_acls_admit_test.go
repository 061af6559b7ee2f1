package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

var (
	lbSubnets     = []string{"subnet-lb-a", "subnet-lb-b"}
	targetSubnets = []string{"subnet-targets-a", "subnet-targets-b"}
	linkSubnets   = []string{"subnet-link-a", "subnet-link-b"}
)

func networkACLsAdmit() []verdictCase {
	t1, t3, t4, t5, t6 := testkit.NewRESTWithoutGroups, testkit.NewRESTToALB, testkit.NewHTTPToALB, testkit.NewHTTPToNLB, testkit.NewHTTPToCloudMap
	// What the subnets of load balancers and of targets need at least.
	lbOut, lbIn := "100 out allow tcp 8080 to 10.20.0.0/16", "100 in allow tcp 1024-65535 from 10.20.0.0/16"
	targetIn, targetOut := "100 in allow tcp 8080 from 10.20.0.0/16", "100 out allow tcp 1024-65535 to 10.20.0.0/16"
	lb := func(texts ...string) *testkit.AWS { return t1().NetworkACL("acl-lb", lbSubnets, texts...) }
	targets := func(texts ...string) *testkit.AWS { return t1().NetworkACL("acl-targets", targetSubnets, texts...) }
	return []verdictCase{
		{name: "T1: the least that load balancers need", world: lb(lbOut, lbIn), want: []string{"pass " + orders}},
		{name: "T1: the least that targets need", world: targets(targetIn, targetOut), want: []string{"pass " + orders}},
		{name: "T4", world: t4(), want: []string{"pass link2", "pass " + shop}},
		{name: "T6", world: t6(), want: []string{"pass service/srv-orders"}},

		// F097 to F105.
		{
			name: "a deny with a lower number", world: targets("90 in deny tcp 8000-8999 from 10.20.1.0/24", targetIn, targetOut), want: []string{"fail " + orders},
			says: []string{"rule 90 of acl-targets denies them", "{rule 90}", "{network ACL acl-targets}", "{packet request}", "{port 8080}", "with a number below 90: allow tcp 8080 from 10.20.1.5/32", "This concerns 1 of 2"},
		},
		{name: "trap: a deny with a higher number", world: targets(targetIn, targetOut, "200 in deny all from 0.0.0.0/0"), want: []string{"pass " + orders}},
		{name: "numbers decide, and not the order of the list", world: targets("200 in deny all from 0.0.0.0/0", targetIn, targetOut), want: []string{"pass " + orders}},
		{name: "targets get nothing in", world: targets(targetOut), want: []string{"fail " + orders}, says: []string{"no rule of acl-targets admits them", "do not enter subnet-targets-a"}},
		{name: "load balancers send nothing", world: lb(lbIn, "100 out allow tcp 443 to 0.0.0.0/0"), want: []string{"fail " + orders}, says: []string{"do not leave subnet-lb-a", "Add to acl-lb an egress rule: allow tcp 8080 to 10.20.11.10/32"}},
		{
			name: "targets send no replies", world: targets(targetIn, "100 out allow tcp 443 to 0.0.0.0/0"), want: []string{"fail " + orders},
			says: []string{"Replies to requests and health checks do not leave subnet-targets-a", "{packet reply}", "{port 1024}", "allow tcp 1024-65535 to 10.20.1.5/32"},
		},
		{name: "load balancers get no replies", world: lb(lbOut), want: []string{"fail " + orders}, says: []string{"{packet reply}", "do not enter subnet-lb-a"}},
		{name: "only some ports of replies, which network-acls-admit-all-replies is about", world: targets(targetIn, "100 out allow tcp 32768-60999 to 10.20.0.0/16"), want: []string{"pass " + orders}},
		{name: "a network ACL without rules", world: targets(), want: []string{"fail " + orders}},
		{name: "the default one that Terraform adopted without rules", world: t1().ACLRules("acl-shop"), want: []string{"fail " + orders}},
		{name: "the default one counts for subnets that no other names", world: t1().ACLRules("acl-shop").Set(aws.NetworkACLs, "acl-shop", "Associations", []body{}), want: []string{"fail " + orders}},
		{name: "replies to the first range of the VPC only", world: targets(targetIn, "100 out allow tcp 1024-65535 to 10.20.2.0/24"), want: []string{"fail " + orders}},
		{name: "udp", world: targets("100 in allow 17 8080 from 0.0.0.0/0", targetOut), want: []string{"fail " + orders}},
		{name: "IPv6 only", world: targets("100 in allow tcp 8080 from ::/0", targetOut), want: []string{"fail " + orders}},
		{name: "the health check's port", world: targets(targetIn, targetOut).Set(aws.TargetGroups, orders, "HealthCheckPort", "8081"), want: []string{"fail " + orders}, says: []string{"Health checks on tcp port 8081"}, hides: []string{"Requests on"}},
		{name: "T3: between the load balancers", world: t3().Set(aws.NetworkInterfaces, "eni-shop-a", "SubnetId", "subnet-link-a").Set(aws.NetworkInterfaces, "eni-shop-b", "SubnetId", "subnet-link-b").NetworkACL("acl-alb", linkSubnets, "100 in allow tcp 443 from 0.0.0.0/0", "100 out allow all to 0.0.0.0/0"), want: []string{"fail " + orders, "fail " + shop}},
		{name: "T4: the link sends nothing", world: t4().NetworkACL("acl-link", linkSubnets, "100 in allow all from 0.0.0.0/0"), want: []string{"fail link2", "pass " + shop}, says: []string{"does not get through to load balancer shop"}},
		{name: "T4: the link gets no replies", world: t4().NetworkACL("acl-link", linkSubnets, "100 out allow all to 0.0.0.0/0"), want: []string{"fail link2", "pass " + shop}},
		{name: "T4: load balancers do not admit the link", world: t4().NetworkACL("acl-lb", lbSubnets, "100 in allow tcp 1024-65535 from 0.0.0.0/0", "100 out allow all to 0.0.0.0/0"), want: []string{"fail link2", "pass " + shop}},
		{name: "T5: with preservation targets see the link's addresses", world: t5().Set(aws.TargetGroups, orders, "PreserveClientIp", true).NetworkACL("acl-targets", targetSubnets, "100 in allow tcp 8080 from 10.20.0.0/20", targetOut), want: []string{"pass link2", "fail " + orders}, says: []string{"Requests on tcp port 8080 do not enter"}, hides: []string{"ealth checks on"}},
		{name: "T5: without it they do not", world: t5().NetworkACL("acl-targets", targetSubnets, "100 in allow tcp 8080 from 10.20.0.0/20", targetOut), want: []string{"pass link2", "pass " + orders}},
		{name: "T6: instances do not admit the link", world: t6().NetworkACL("acl-targets", targetSubnets, targetOut), want: []string{"fail service/srv-orders"}},

		// Traps.
		{name: "trap: inside a subnet no network ACL is asked", world: t1().Set(aws.NetworkInterfaces, "eni-target-a", "SubnetId", "subnet-lb-a").Set(aws.NetworkInterfaces, "eni-target-b", "SubnetId", "subnet-lb-b").ACLRules("acl-shop"), want: []string{"pass " + orders}},
		{name: "trap: what comes through PrivateLink is not judged", world: lb(lbOut, lbIn, "90 in deny tcp 80 from 0.0.0.0/0"), want: []string{"pass " + orders}},
		{name: "trap: other zones do not matter where nodes send to their own", world: t1().NetworkACL("acl-lb", lbSubnets, "100 in allow all from 0.0.0.0/0", "90 out deny all to 10.20.13.0/24", "100 out allow all to 0.0.0.0/0"), want: []string{"pass " + orders}},
		{name: "trap: the rule with the star", world: targets(targetIn, targetOut, "32767 in deny all from 0.0.0.0/0", "32767 out deny all to 0.0.0.0/0", "32768 in deny all from ::/0"), want: []string{"pass " + orders}},

		// What is missing.
		{name: "network ACLs that may not be read", world: t1().DropAll(aws.NetworkACLs).Gap(aws.NetworkACLs, "", "permission ec2:DescribeNetworkAcls denied"), want: []string{"unknown " + orders}, says: []string{"ec2:DescribeNetworkAcls denied"}},
		{name: "no network ACL at all", world: t1().DropAll(aws.NetworkACLs), want: []string{"unknown " + orders}},
		{name: "trap: a plan creates the VPC, whose own network ACL admits all", world: t1().DropAll(aws.NetworkACLs).Creating(aws.VPCs, "vpc-shop"), want: []string{"pass " + orders}},
		{name: "rules known after apply", world: t1().Set(aws.NetworkACLs, "acl-shop", "Entries", "?known after apply"), want: []string{"unknown " + orders}, says: []string{"the rules of acl-shop"}},
		{name: "an action known after apply", world: t1().Set(aws.NetworkACLs, "acl-shop", "Entries.0.RuleAction", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "a number known after apply", world: targets("90 in deny tcp 8080 from 0.0.0.0/0", targetIn, targetOut).Set(aws.NetworkACLs, "acl-targets", "Entries.0.RuleNumber", "?known after apply"), want: []string{"unknown " + orders}},
		// Some ports certainly get nothing through, and the rule that may be one of replies is for another.
		{name: "replies get through on a port at most, or on none", world: targets(targetIn, "110 in allow tcp 8080 from 0.0.0.0/0").Set(aws.NetworkACLs, "acl-targets", "Entries.1.Egress", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "a subnet that is not known", world: t1().SetAll(aws.NetworkInterfaces, "SubnetId", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "an address outside the VPC", world: t1().Drop(aws.Targets, "10.20.11.10:8080").Set(aws.Targets, "10.20.12.10:8080", "Id", "192.168.7.7"), want: []string{"unknown " + orders}},
		{name: "no targets", world: t1().DropAll(aws.Targets), want: []string{"not_applicable " + orders}},
		{name: "an account without APIs", world: t1().DropAll(aws.RestIntegrations), want: []string{none}},
	}
}

func networkACLsAdmitAllReplies() []verdictCase {
	t1, t4 := testkit.NewRESTWithoutGroups, testkit.NewHTTPToALB
	targets := func(texts ...string) *testkit.AWS { return t1().NetworkACL("acl-targets", targetSubnets, texts...) }
	in := "100 in allow tcp 8080 from 10.20.0.0/16"
	return []verdictCase{
		{name: "all ports", world: targets(in, "100 out allow tcp 1024-65535 to 10.20.0.0/16"), want: []string{"pass " + orders}},
		{
			name: "those of Linux", world: targets(in, "100 out allow tcp 32768-60999 to 10.20.0.0/16"), want: []string{"fail " + orders},
			says: []string{"{packet reply}", "{port 1024}", "on ports 1024-32767,61000-65535", "allow tcp 1024-65535 to 10.20.1.5/32"},
		},
		{name: "those of Windows, at the load balancer", world: t1().NetworkACL("acl-lb", lbSubnets, "100 out allow all to 0.0.0.0/0", "100 in allow tcp 49152-65535 from 0.0.0.0/0"), want: []string{"fail " + orders}},
		{name: "a deny in the middle", world: targets(in, "90 out deny tcp 3389 to 0.0.0.0/0", "100 out allow all to 0.0.0.0/0"), want: []string{"fail " + orders}, says: []string{"rule 90 of acl-targets denies them", "on ports 3389"}},
		{name: "trap: a deny below the ports of replies", world: targets(in, "90 out deny tcp 22 to 0.0.0.0/0", "100 out allow all to 0.0.0.0/0"), want: []string{"pass " + orders}},
		{name: "trap: requests have one port", world: targets("90 in deny tcp 3389 from 0.0.0.0/0", in, "100 out allow all to 0.0.0.0/0"), want: []string{"pass " + orders}},
		{name: "of the link", world: t4().NetworkACL("acl-link", linkSubnets, "100 out allow all to 0.0.0.0/0", "100 in allow tcp 32768-61000 from 0.0.0.0/0"), want: []string{"fail link2", "pass " + shop}, says: []string{"loses some replies of load balancer shop"}},
		{name: "no replies at all, which network-acls-admit says", world: targets(in), want: []string{"not_applicable " + orders}},
		{name: "rules known after apply", world: t1().Set(aws.NetworkACLs, "acl-shop", "Entries", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "no targets", world: t1().DropAll(aws.Targets), want: []string{"not_applicable " + orders}},
	}
}
