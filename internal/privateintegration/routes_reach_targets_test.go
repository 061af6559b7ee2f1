package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// remote is a target in a peered VPC, 10.30.0.0/16, with the routes of both sides.
func remote(there, back body) *testkit.AWS {
	w := testkit.NewRESTWithoutGroups().DropAll(aws.Targets).Add(aws.Targets, "remote", "", body{"TargetGroupArn": testkit.OrdersGroup, "Id": "10.30.1.10", "Port": 8080, "AvailabilityZone": "all"}).
		Add(aws.VPCs, "vpc-data", "", body{"VpcId": "vpc-data", "CidrBlock": "10.30.0.0/16"}).
		Add(aws.Subnets, "subnet-data", "", body{"SubnetId": "subnet-data", "VpcId": "vpc-data", "AvailabilityZone": "eu-west-1a", "CidrBlock": "10.30.1.0/24"}).
		Add(aws.NetworkInterfaces, "eni-data", "", body{
			"NetworkInterfaceId": "eni-data", "SubnetId": "subnet-data", "VpcId": "vpc-data", "PrivateIpAddress": "10.30.1.10", "Groups": []body{{"GroupId": "sg-targets"}},
		}).
		Add(aws.PeeringConnections, "pcx-1", "", body{
			"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": body{"VpcId": "vpc-shop"}, "AccepterVpcInfo": body{"VpcId": "vpc-data"}, "Status": body{"Code": "active"},
		})
	local := body{"DestinationCidrBlock": "10.20.0.0/16", "GatewayId": "local", "State": "active"}
	routes, answers := []body{local}, []body{{"DestinationCidrBlock": "10.30.0.0/16", "GatewayId": "local", "State": "active"}}
	if there != nil {
		routes = append(routes, there)
	}
	if back != nil {
		answers = append(answers, back)
	}
	return w.Set(aws.RouteTables, "rtb-shop", "Routes", routes).
		Add(aws.RouteTables, "rtb-data", "", body{"RouteTableId": "rtb-data", "VpcId": "vpc-data", "Associations": []body{{"SubnetId": "subnet-data"}}, "Routes": answers})
}

func routesReachTargets() []verdictCase {
	to := func(cidr, field, id string) body {
		return body{"DestinationCidrBlock": cidr, field: id, "State": "active"}
	}
	there, back := to("10.30.0.0/16", "VpcPeeringConnectionId", "pcx-1"), to("10.20.0.0/16", "VpcPeeringConnectionId", "pcx-1")
	return []verdictCase{
		{name: "trap: inside a VPC no route is needed", world: testkit.NewRESTWithoutGroups().Set(aws.RouteTables, "rtb-shop", "Routes", []body{}), want: []string{"pass " + orders}},
		{name: "trap: nor a route table that is known", world: testkit.NewREST().DropAll(aws.RouteTables).Gap(aws.RouteTables, "", "denied"), want: []string{"pass " + orders}},
		{name: "the link and the load balancer in one VPC", world: testkit.NewHTTPToALB(), want: []string{"pass link2", "pass " + shop}},
		{name: "Cloud Map", world: testkit.NewHTTPToCloudMap(), want: []string{"pass service/srv-orders"}},
		{name: "over peering, there and back", world: remote(there, back), want: []string{"pass " + orders}},
		{name: "no route there", world: remote(nil, back), want: []string{"fail " + orders}, says: []string{"rtb-shop has no route to 10.30.1.10", "{to 10.30.1.10}", "{route table rtb-shop}"}},
		{name: "no route back", world: remote(there, nil), want: []string{"fail " + orders}, says: []string{"rtb-data has no route to 10.20.1.5"}},
		{name: "a blackhole", world: remote(body{"DestinationCidrBlock": "10.30.0.0/16", "VpcPeeringConnectionId": "pcx-gone", "State": "blackhole"}, back), want: []string{"fail " + orders}, says: []string{"is a blackhole"}},
		{name: "a peering connection that nobody accepted", world: remote(there, back).Set(aws.PeeringConnections, "pcx-1", "Status.Code", "pending-acceptance"), want: []string{"fail " + orders}, says: []string{"not active but pending-acceptance"}},
		{name: "a default route to a NAT gateway", world: remote(to("0.0.0.0/0", "NatGatewayId", "nat-1"), back), want: []string{"fail " + orders}, says: []string{"leads to nat-1, from where no private address can be reached"}},
		{name: "a default route to an internet gateway", world: remote(to("0.0.0.0/0", "GatewayId", "igw-1"), back), want: []string{"fail " + orders}},
		{name: "trap: the most specific route is taken", world: remote(there, back).Set(aws.RouteTables, "rtb-shop", "Routes", []body{to("0.0.0.0/0", "NatGatewayId", "nat-1"), there}), want: []string{"pass " + orders}},
		{name: "a more specific route leads elsewhere", world: remote(there, back).Set(aws.RouteTables, "rtb-shop", "Routes", []body{there, {"DestinationCidrBlock": "10.30.1.0/24", "NatGatewayId": "nat-1"}}), want: []string{"fail " + orders}},
		{name: "addresses of clients are preserved", world: remote(there, back).Set(aws.TargetGroups, orders, "PreserveClientIp", true), want: []string{"fail " + orders}, says: []string{"addresses of clients are preserved"}},
		{name: "the subnet has a table of its own", world: remote(there, back).Add(aws.RouteTables, "rtb-lb", "", body{"RouteTableId": "rtb-lb", "VpcId": "vpc-shop", "Associations": []body{{"SubnetId": "subnet-lb-a"}}, "Routes": []body{}}), want: []string{"fail " + orders}, says: []string{"rtb-lb has no route"}},
		{name: "a transit gateway", world: remote(to("10.0.0.0/8", "TransitGatewayId", "tgw-1"), back), want: []string{"unknown " + orders}, says: []string{"transit gateway tgw-1"}},
		{name: "a virtual private gateway", world: remote(to("10.0.0.0/8", "GatewayId", "vgw-1"), back), want: []string{"unknown " + orders}},
		{name: "an appliance inside the VPC", world: testkit.NewRESTWithoutGroups().Set(aws.RouteTables, "rtb-shop", "Routes", []body{{"DestinationCidrBlock": "10.20.0.0/16", "GatewayId": "local"}, {"DestinationCidrBlock": "10.20.11.0/24", "NetworkInterfaceId": "eni-appliance"}}), want: []string{"unknown " + orders}},
		{name: "the way back is in another account", world: remote(there, back).Drop(aws.NetworkInterfaces, "eni-data"), want: []string{"unknown " + orders}, says: []string{"the route back from 10.30.1.10"}},
		{name: "route tables that may not be read", world: remote(there, back).DropAll(aws.RouteTables).Gap(aws.RouteTables, "", "permission ec2:DescribeRouteTables denied"), want: []string{"unknown " + orders}, says: []string{"ec2:DescribeRouteTables denied"}},
		{name: "a status that is not told", world: remote(there, back).Set(aws.PeeringConnections, "pcx-1", "Status", nil), want: []string{"unknown " + orders}},
		{name: "a destination known after apply", world: remote(body{"DestinationCidrBlock": "?known after apply", "VpcPeeringConnectionId": "pcx-1"}, back), want: []string{"unknown " + orders}},
		{name: "a peering connection that is not listed", world: remote(there, back).DropAll(aws.PeeringConnections), want: []string{"unknown " + orders}},
		{name: "a link to another VPC, which is not documented", world: testkit.NewHTTPToALB().Set(aws.Subnets, "subnet-link-a", "VpcId", "vpc-other").Set(aws.Subnets, "subnet-link-b", "VpcId", "vpc-other"), want: []string{"unknown link2", "pass " + shop}, says: []string{"another VPC: it is not documented"}},
		{name: "no targets", world: testkit.NewREST().DropAll(aws.Targets), want: []string{"not_applicable " + orders}},
		{name: "an account without APIs", world: testkit.NewREST().DropAll(aws.RestIntegrations), want: []string{none}},
	}
}
