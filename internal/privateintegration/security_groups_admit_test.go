package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// rules replaces the rules of a security group: "in tcp 80 from 10.0.0.0/8", "out all to sg-x".
func rules(w *testkit.AWS, group string, texts ...string) *testkit.AWS {
	w.DropRules(group)
	for _, text := range texts {
		w.RuleText(group, text)
	}
	return w
}

func securityGroupsAdmit() []verdictCase {
	t1, t2, t3, t4, t5, t6 := testkit.NewRESTWithoutGroups, testkit.NewREST, testkit.NewRESTToALB, testkit.NewHTTPToALB, testkit.NewHTTPToNLB, testkit.NewHTTPToCloudMap
	targets := func(w *testkit.AWS, texts ...string) *testkit.AWS { return rules(w, "sg-targets", texts...) }
	preserving := func(w *testkit.AWS, on any) *testkit.AWS {
		return w.Set(aws.TargetGroups, orders, "PreserveClientIp", on)
	}
	// over is a target outside the VPC, to which a route leads.
	over := func(field, id string) *testkit.AWS {
		return remote(body{"DestinationCidrBlock": "10.30.0.0/16", field: id, "State": "active"}, nil).DropRules("sg-targets")
	}
	return []verdictCase{
		// Outside the VPC.
		{name: "a target over peering", world: over("VpcPeeringConnectionId", "pcx-1"), want: []string{"fail " + orders}},
		{name: "a target to which no route leads", world: remote(nil, nil).DropRules("sg-targets"), want: []string{"fail " + orders}},
		{name: "a target of which no route is known", world: remote(nil, nil).DropRules("sg-targets").DropAll(aws.RouteTables).Gap(aws.RouteTables, "", "denied"), want: []string{"unknown " + orders}},
		{name: "trap: the address is that of something else, in a VPC to which no route leads", world: over("GatewayId", "vgw-1"), want: []string{"unknown " + orders}},
		{
			name: "trap: it is, in a VPC over another peering", want: []string{"unknown " + orders},
			world: over("VpcPeeringConnectionId", "pcx-1").Set(aws.NetworkInterfaces, "eni-data", "VpcId", "vpc-other").Add(aws.PeeringConnections, "pcx-2", "", body{
				"VpcPeeringConnectionId": "pcx-2", "RequesterVpcInfo": body{"VpcId": "vpc-shop"}, "AccepterVpcInfo": body{"VpcId": "vpc-other"}, "Status": body{"Code": "active"},
			}),
		},
		{
			name: "two VPCs have the address, and a route leads to one", want: []string{"fail " + orders},
			world: over("VpcPeeringConnectionId", "pcx-1").Add(aws.NetworkInterfaces, "eni-other", "", body{"NetworkInterfaceId": "eni-other", "SubnetId": "subnet-other", "VpcId": "vpc-other", "PrivateIpAddress": "10.30.1.10", "Groups": []body{{"GroupId": "sg-nlb"}}}),
		},

		// What each topology needs.
		{name: "T1: targets admit the subnets of a load balancer without groups", world: t1(), want: []string{"pass " + orders}},
		{name: "T2: targets refer to the load balancer's group", world: t2(), want: []string{"pass " + orders}},
		{name: "T2: or admit its addresses", world: targets(t2(), "in tcp 8080 from 10.20.1.5/32", "in tcp 8080 from 10.20.2.5/32"), want: []string{"pass " + orders}},
		{name: "T3: both load balancers", world: t3(), want: []string{"pass " + orders, "pass " + shop}},
		{name: "T4: the link, the load balancer and the targets", world: t4(), want: []string{"pass link2", "pass " + shop}},
		{name: "T5", world: t5(), want: []string{"pass link2", "pass " + orders}},
		{name: "T6: straight from the link to the instances", world: t6(), want: []string{"pass service/srv-orders"}},
		{name: "T7", world: testkit.NewRESTV2(), want: []string{"pass link2", "pass " + shop}},
		{name: "T8", world: testkit.NewWebSocket(), want: []string{"pass " + orders}},

		// Targets: F084 to F093.
		{
			name: "targets lack the port", world: targets(t1(), "in tcp 80 from 10.20.0.0/16"), want: []string{"fail " + orders},
			says: []string{"{port 8080}", "{protocol tcp}", "{source 10.20.1.5}", "{security groups sg-targets}", "Requests and health checks on tcp port 8080 do not get in", "Add an ingress rule to security group sg-targets: tcp 8080 from 10.20.1.5/32", `related ["sg-targets"]`},
		},
		{name: "targets admit the clients of the API, whom they never see", world: targets(t1(), "in tcp 8080 from 203.0.113.0/24"), want: []string{"fail " + orders}},
		{
			name:  "trap: preservation of client addresses has no effect behind PrivateLink",
			world: preserving(targets(t1(), "in tcp 8080 from 10.20.1.0/24", "in tcp 8080 from 10.20.2.0/24"), true), want: []string{"pass " + orders},
		},
		{
			name: "a reference to the group of a load balancer that has none", world: targets(t1(), "in tcp 8080 from sg-nlb"), want: []string{"fail " + orders},
			says: []string{"refers to sg-nlb, which the sender does not carry"},
		},
		{name: "a reference to another group than the load balancer's", world: targets(t2(), "in tcp 8080 from sg-alb"), want: []string{"fail " + orders}},
		{name: "a reference to the targets' own group", world: targets(t2(), "in all from sg-targets"), want: []string{"fail " + orders}},
		{name: "a reference to a group whose peering is gone", world: targets(t2(), "in tcp 8080 from sg-nlb stale"), want: []string{"fail " + orders}},
		{name: "only the health check's port", world: targets(t2(), "in tcp 8081 from sg-nlb").Set(aws.TargetGroups, orders, "HealthCheckPort", "8081"), want: []string{"fail " + orders}, says: []string{"Requests on tcp port 8080"}, hides: []string{"ealth checks on"}},
		{name: "all but the health check's port", world: t2().Set(aws.TargetGroups, orders, "HealthCheckPort", "8081"), want: []string{"fail " + orders}, says: []string{"Health checks on tcp port 8081 do not get in"}, hides: []string{"equests on tcp port 8080"}},
		{name: "a health check that is off needs no port", world: t2().Set(aws.TargetGroups, orders, "HealthCheckPort", "8081").Set(aws.TargetGroups, orders, "HealthCheckEnabled", false), want: []string{"pass " + orders}},
		{name: "udp in place of tcp", world: targets(t2(), "in udp 8080 from sg-nlb"), want: []string{"fail " + orders}},
		{name: "icmp", world: targets(t2(), "in icmp from sg-nlb"), want: []string{"fail " + orders}},
		{name: "protocol 6 is tcp", world: targets(t2(), "in 6 8080 from sg-nlb"), want: []string{"pass " + orders}},
		{name: "protocol 17 is udp", world: targets(t2(), "in 17 8080 from sg-nlb"), want: []string{"fail " + orders}},
		{name: "all of tcp by no port at all", world: targets(t2(), "in tcp from sg-nlb"), want: []string{"pass " + orders}},
		{name: "all of tcp by numbers", world: targets(t2(), "in tcp 0-65535 from sg-nlb"), want: []string{"pass " + orders}},
		{name: "one port off", world: targets(t2(), "in tcp 8081-8090 from sg-nlb"), want: []string{"fail " + orders}},
		{name: "a range that is reversed", world: targets(t2(), "in tcp 8090-8070 from sg-nlb"), want: []string{"fail " + orders}},
		{name: "IPv6 only", world: targets(t1(), "in tcp 8080 from ::/0"), want: []string{"fail " + orders}},
		{name: "trap: any IPv4 address", world: targets(t1(), "in tcp 8080 from 0.0.0.0/0"), want: []string{"pass " + orders}},
		{name: "a prefix list with the subnets", world: targets(t1(), "in tcp 8080 from pl-1").PrefixList("pl-1", "10.20.1.0/24", "10.20.2.0/24"), want: []string{"pass " + orders}},
		{name: "a prefix list without one of the subnets", world: targets(t1(), "in tcp 8080 from pl-1").PrefixList("pl-1", "10.20.1.0/24", "10.30.2.0/24"), want: []string{"fail " + orders}, says: []string{"This concerns 1 of 2: 10.20.12.10"}},
		{name: "a prefix list that is not listed", world: targets(t1(), "in tcp 8080 from pl-1"), want: []string{"unknown " + orders}, says: []string{"prefix list pl-1"}},
		{name: "a prefix list with an entry that is not known", world: targets(t1(), "in tcp 8080 from pl-1").PrefixList("pl-1", "10.20.1.0/24", "10.20.2.0/24", "?known after apply"), want: []string{"pass " + orders}},
		{
			name:  "trap: one of several groups is enough",
			world: targets(t2(), "in tcp 22 from 10.0.0.0/8").RuleText("sg-alb", "in tcp 8080 from sg-nlb").SetAll(aws.Instances, "SecurityGroups", []body{{"GroupId": "sg-targets"}, {"GroupId": "sg-alb"}}),
			want:  []string{"pass " + orders},
		},
		{name: "trap: targets need no egress rule, replies pass", world: targets(t2(), "in tcp 8080 from sg-nlb"), want: []string{"pass " + orders}},
		{name: "trap: nor rules for ephemeral ports", world: rules(t2(), "sg-nlb", "in tcp 80 from 0.0.0.0/0", "out tcp 8080 to sg-targets"), want: []string{"pass " + orders}},
		{name: "trap: the load balancer's ingress does not concern health checks", world: rules(t2(), "sg-nlb", "out tcp 8080 to 10.20.0.0/16"), want: []string{"pass " + orders}},
		{name: "one zone's subnet only, and its nodes send to both", world: targets(t1(), "in tcp 8080 from 10.20.1.0/24").Set(aws.LoadBalancers, testkit.NLB, "CrossZone", true), want: []string{"fail " + orders}, says: []string{"{source 10.20.2.5}", "This concerns 2 of 2"}},
		{name: "trap: each target admits the node of its own zone, and gets requests from no other", world: eachZone(t1(), false), want: []string{"pass " + orders}},
		{name: "the same with nodes that send to all zones", world: eachZone(t1(), true), want: []string{"fail " + orders}},
		{name: "the target group may say so for itself", world: eachZone(t1(), true).Set(aws.TargetGroups, orders, "CrossZone", "false"), want: []string{"pass " + orders}},
		{name: "the same where that is not known", world: eachZone(t1(), "?known after apply"), want: []string{"unknown " + orders}, says: []string{"send to all zones"}},
		{name: "one target's port differs", world: t2().Set(aws.Targets, "i-a:8080", "Port", 9090), want: []string{"fail " + orders}, says: []string{"tcp port 9090", "1 of 2: i-a"}},

		// Load balancers' egress: F061, F062.
		{
			name: "Terraform took the egress rule away", world: rules(t2(), "sg-nlb", "in tcp 80 from 0.0.0.0/0"), want: []string{"fail " + orders},
			says: []string{"do not leave", "{destination 10.20.11.10}", "Add an egress rule to security group sg-nlb: tcp 8080 to security group sg-targets"},
		},
		{name: "egress to another port than health checks need", world: rules(t2(), "sg-nlb", "in tcp 80 from 0.0.0.0/0", "out tcp 8080 to sg-targets").Set(aws.TargetGroups, orders, "HealthCheckPort", "8081"), want: []string{"fail " + orders}},
		{name: "T3: the application load balancer's egress", world: rules(t3(), "sg-alb", "in tcp 80 from 10.20.0.0/16"), want: []string{"pass " + orders, "fail " + shop}},
		{name: "T3: the application load balancer does not admit the other one", world: rules(t3(), "sg-alb", "in tcp 80 from 203.0.113.0/24", "out all to 0.0.0.0/0"), want: []string{"fail " + orders, "pass " + shop}},

		// The link: F094, F095, F087.
		{
			name: "T4: the link sends nothing", world: rules(t4(), "sg-link"), want: []string{"fail link2", "pass " + shop},
			says: []string{"Add an egress rule to security group sg-link: tcp 80 to security group sg-alb"},
		},
		{name: "T4: the load balancer does not admit the link", world: rules(t4(), "sg-alb", "in tcp 443 from sg-link", "out all to 0.0.0.0/0"), want: []string{"fail link2", "pass " + shop}},
		{name: "T4: it admits a part of a subnet in which the link's interface may be", world: rules(t4(), "sg-alb", "in tcp 80 from 10.20.21.0/28", "in tcp 80 from 10.20.22.0/24", "out all to 0.0.0.0/0"), want: []string{"unknown link2", "pass " + shop}, says: []string{"which address the interface of VPC link orders in subnet-link-a has"}},
		{name: "trap: ingress rules of the link are not asked", world: rules(t4(), "sg-link", "out tcp 80 to sg-alb"), want: []string{"pass link2", "pass " + shop}},
		{name: "a link whose groups are not given", world: t4().Set(aws.VPCLinks, "link2", "SecurityGroupIds", []string{}), want: []string{"unknown link2", "pass " + shop}, says: []string{"AWS does not document which one applies"}},
		{name: "T5: without preservation targets see the load balancer", world: targets(t5(), "in tcp 8080 from 10.20.1.5/32", "in tcp 8080 from 10.20.2.5/32"), want: []string{"pass link2", "pass " + orders}},
		{name: "T5: with it the link for requests and the load balancer for health checks", world: preserving(targets(t5(), "in tcp 8080 from 10.20.1.5/32", "in tcp 8080 from 10.20.2.5/32"), true), want: []string{"pass link2", "fail " + orders}, says: []string{"Requests on tcp port 8080 do not get in"}, hides: []string{"ealth checks on"}},
		{name: "T5: it is on for instances unless it is told", world: preserving(targets(t5(), "in tcp 8080 from 10.20.1.5/32", "in tcp 8080 from 10.20.2.5/32"), nil).Set(aws.TargetGroups, orders, "TargetType", "instance").DropAll(aws.Targets).Instances(testkit.OrdersGroup), want: []string{"pass link2", "fail " + orders}},
		{name: "T5: a reference to the load balancer's group holds with preservation too", world: preserving(t5(), true), want: []string{"pass link2", "pass " + orders}},
		{name: "T5: whether addresses are preserved is not known, and matters", world: preserving(targets(t5(), "in tcp 8080 from 10.20.1.5/32", "in tcp 8080 from 10.20.2.5/32"), "?known after apply"), want: []string{"pass link2", "unknown " + orders}, says: []string{"preserves the addresses of clients"}},
		{name: "T5: whether they are is not known, and does not matter", world: preserving(t5(), "?known after apply"), want: []string{"pass link2", "pass " + orders}},
		{
			name:  "T5: a reference to the link's group behind a load balancer without any",
			world: preserving(targets(t5().WithoutGroups(testkit.NLB), "in tcp 8080 from sg-link", "in tcp 8080 from 10.20.1.5/32", "in tcp 8080 from 10.20.2.5/32"), true).RuleText("sg-link", "out all to 0.0.0.0/0"),
			want:  []string{"pass link2", "fail " + orders},
		},
		{name: "T6: instances do not admit the link", world: targets(t6(), "in tcp 80 from sg-link"), want: []string{"fail service/srv-orders"}},
		{name: "T6: the link sends to another port only", world: rules(t6(), "sg-link", "out tcp 80 to 0.0.0.0/0"), want: []string{"fail service/srv-orders"}},

		// What is missing.
		{name: "rules that may not be read", world: targets(t2()).Gap(aws.SecurityGroupRules, "", "permission ec2:DescribeSecurityGroupRules denied"), want: []string{"unknown " + orders}, says: []string{"ec2:DescribeSecurityGroupRules denied"}},
		{name: "rules of another group that are not known", world: targets(t2()).Gap(aws.SecurityGroupRules, "sg-alb", "the configuration was not given"), want: []string{"fail " + orders}},
		{name: "more rules do not close what is open", world: t2().Gap(aws.SecurityGroupRules, "", "denied"), want: []string{"pass " + orders}},
		{name: "a port known after apply", world: t2().SetAll(aws.SecurityGroupRules, "FromPort", "?known after apply"), want: []string{"unknown " + orders}, says: []string{"the ports of"}},
		{name: "a protocol known after apply", world: t2().SetAll(aws.SecurityGroupRules, "IpProtocol", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "a range known after apply", world: t1().SetAll(aws.SecurityGroupRules, "CidrIpv4", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "interfaces that may not be read", world: t1().DropAll(aws.NetworkInterfaces).Gap(aws.NetworkInterfaces, "", "permission ec2:DescribeNetworkInterfaces denied"), want: []string{"unknown " + orders}, says: []string{"ec2:DescribeNetworkInterfaces denied"}},
		{name: "nodes that are not known are somewhere in their subnets", world: t2().DropAll(aws.NetworkInterfaces), want: []string{"pass " + orders}},
		{name: "a load balancer that tells none of its subnets", world: t1().DropAll(aws.NetworkInterfaces).Set(aws.LoadBalancers, testkit.NLB, "AvailabilityZones", []body{}).Instances(testkit.OrdersGroup), want: []string{"unknown " + orders}},
		{name: "groups that are not known", world: t2().SetAll(aws.Instances, "SecurityGroups", "?known after apply"), want: []string{"unknown " + orders}},
		{name: "an instance that is not listed", world: t2().Drop(aws.Instances, "i-a"), want: []string{"unknown " + orders}, says: []string{"instance i-a"}},
		{name: "a group that is not listed", world: targets(t2()).DropAll(aws.SecurityGroups), want: []string{"unknown " + orders}},
		{name: "an address that nothing has", world: t1().Drop(aws.NetworkInterfaces, "eni-target-a"), want: []string{"unknown " + orders}, says: []string{"10.20.11.10"}},
		{name: "a service registers targets of its own", world: t1().DropAll(aws.Targets).Register(testkit.OrdersGroup, "aws_ecs_service.orders"), want: []string{"unknown " + orders}, says: []string{"aws_ecs_service.orders"}},
		{name: "wherever they are, nothing leaves", world: rules(t2(), "sg-nlb", "in tcp 80 from 0.0.0.0/0").DropAll(aws.Targets).Register(testkit.OrdersGroup, "aws_ecs_service.orders"), want: []string{"fail " + orders}},
		{name: "the listener is not known", world: t1().DropAll(aws.Listeners).Gap(aws.Listeners, "", "denied"), want: []string{"unknown " + deployed}},
		{name: "whether nodes send to all zones is not known, and matters", world: targets(t1(), "in tcp 8080 from 10.20.1.0/24").Set(aws.LoadBalancers, testkit.NLB, "CrossZone", "?known after apply"), want: []string{"fail " + orders}},

		{name: "trap: an Application Load Balancer sends to all zones, whatever Terraform's default says", world: eachTarget(t3(), "10.20.1.0/24", "10.20.2.0/24").Set(aws.LoadBalancers, testkit.ALB, "CrossZone", false), want: []string{"pass " + orders, "fail " + shop}},

		// Rules of listeners.
		{name: "a rule for the call's host leads to a group that is shut", world: forwardingRule(targets(t3(), "in tcp 9999 from 10.0.0.0/8"), "host-header", "shop.internal.*"), want: []string{"pass " + orders, "fail " + shop}},
		{name: "trap: a rule for another host concerns another API", world: forwardingRule(targets(t3(), "in tcp 9999 from 10.0.0.0/8"), "host-header", "blog.example"), want: []string{"pass " + orders}},
		{name: "a rule that may take the call", world: forwardingRule(targets(t3(), "in tcp 9999 from 10.0.0.0/8"), "http-header", "x"), want: []string{"pass " + orders, "unknown " + shop}, says: []string{"match the conditions of"}},
		{name: "trap: a group without a share gets nothing", world: targets(t1(), "in tcp 1").Set(aws.Listeners, "orders/1a/80", "DefaultActions", []body{{"Type": "forward", "ForwardConfig": body{"TargetGroups": []body{{"TargetGroupArn": testkit.OrdersGroup, "Weight": 0}}}}}), want: []string{none}},

		// Nothing to ask about.
		{name: "no targets", world: t1().DropAll(aws.Targets), want: []string{"not_applicable " + orders}},
		{name: "an account without APIs", world: t1().DropAll(aws.RestIntegrations), want: []string{none}},
	}
}

// eachZone gives the targets groups that admit the node of one zone each.
func eachZone(w *testkit.AWS, across any) *testkit.AWS {
	return eachTarget(w, "10.20.1.0/24", "10.20.2.0/24").Set(aws.LoadBalancers, testkit.NLB, "CrossZone", across)
}

// eachTarget gives each target a group of its own, which admits one range.
func eachTarget(w *testkit.AWS, a, b string) *testkit.AWS {
	return rules(rules(w, "sg-targets", "in tcp 8080 from "+a), "sg-other", "in tcp 8080 from "+b).
		Add(aws.SecurityGroups, "sg-other", "", body{"GroupId": "sg-other", "VpcId": "vpc-shop"}).
		Set(aws.NetworkInterfaces, "eni-target-b", "Groups", []body{{"GroupId": "sg-other"}})
}

// forwardingRule makes an application load balancer forward by a rule, and answer
// everything else itself.
func forwardingRule(w *testkit.AWS, field, value string) *testkit.AWS {
	return w.Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{{"Type": "fixed-response", "FixedResponseConfig": body{"StatusCode": "404"}}}).
		Add(aws.Rules, "rule1", "", body{
			"ListenerArn": testkit.ListenerOf(testkit.ALB, 80), "Priority": 1, "Conditions": []body{{"Field": field, "Values": []string{value}}},
			"Actions": []body{{"Type": "forward", "TargetGroupArn": testkit.ShopGroup}},
		})
}
