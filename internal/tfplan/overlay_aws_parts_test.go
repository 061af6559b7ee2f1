package tfplan_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// managed is an object of Terraform beside those of a world.
func managed(typ, name string, attributes object) testkit.TerraformObject {
	return testkit.TerraformObject{Type: typ, Address: typ + "." + name, Name: name, Attributes: attributes}
}

// without are the objects but those with names.
func without(objects []testkit.TerraformObject, names ...string) []testkit.TerraformObject {
	return slices.DeleteFunc(slices.Clone(objects), func(o testkit.TerraformObject) bool { return slices.Contains(names, o.Name) })
}

// peered is a target in a peered VPC, to which the load balancer's subnets have a route in
// a table of their own. The main one has none.
func peered() *testkit.AWS {
	w := testkit.NewRESTWithoutGroups().DropAll(aws.Targets, aws.TargetHealth).Drop(aws.NetworkInterfaces, "eni-target-a").Drop(aws.NetworkInterfaces, "eni-target-b")
	there := object{"DestinationCidrBlock": "10.30.0.0/16", "VpcPeeringConnectionId": "pcx-1", "State": "active"}
	local := object{"DestinationCidrBlock": "10.20.0.0/16", "GatewayId": "local", "State": "active"}
	target := object{"Id": "10.30.1.10", "Port": 8080, "AvailabilityZone": "all"}
	name := testkit.OrdersGroup + "/10.30.1.10:8080"
	w.Set(aws.LoadBalancers, testkit.NLB, "CrossZone", true).Add(aws.Targets, name, "", object{"TargetGroupArn": testkit.OrdersGroup, "Id": "10.30.1.10", "Port": 8080, "AvailabilityZone": "all"}).
		Add(aws.TargetHealth, name, "", object{"TargetGroupArn": testkit.OrdersGroup, "Target": target, "HealthCheckPort": "8080", "TargetHealth": object{"State": "healthy"}}).
		Add(aws.VPCs, "vpc-data", "", object{"VpcId": "vpc-data", "CidrBlock": "10.30.0.0/16", "CidrBlockAssociationSet": list{object{"CidrBlock": "10.30.0.0/16"}}}).
		Add(aws.Subnets, "subnet-data", "", object{"SubnetId": "subnet-data", "VpcId": "vpc-data", "AvailabilityZone": "eu-west-1a", "CidrBlock": "10.30.1.0/24"}).
		Add(aws.NetworkACLs, "acl-data", "", object{"NetworkAclId": "acl-data", "VpcId": "vpc-data", "IsDefault": true, "Associations": list{object{"SubnetId": "subnet-data"}}, "Entries": w.Get(aws.NetworkACLs, "acl-shop", "Entries")}).
		Add(aws.NetworkInterfaces, "eni-data", "", object{
			"NetworkInterfaceId": "eni-data", "SubnetId": "subnet-data", "VpcId": "vpc-data", "PrivateIpAddress": "10.30.1.10", "Groups": list{object{"GroupId": "sg-targets"}},
		}).
		Add(aws.PeeringConnections, "pcx-1", "", object{
			"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": object{"VpcId": "vpc-shop"}, "AccepterVpcInfo": object{"VpcId": "vpc-data"}, "Status": object{"Code": "active"},
		}).
		Set(aws.RouteTables, "rtb-shop", "Routes", list{local}).
		Add(aws.RouteTables, "rtb-lb", "", object{"RouteTableId": "rtb-lb", "VpcId": "vpc-shop", "Associations": list{object{"SubnetId": "subnet-lb-a", "Main": false}, object{"SubnetId": "subnet-lb-b", "Main": false}}, "Routes": list{local, there}}).
		Add(aws.RouteTables, "rtb-data", "", object{
			"RouteTableId": "rtb-data", "VpcId": "vpc-data", "Associations": list{object{"Main": true}},
			"Routes": list{object{"DestinationCidrBlock": "10.30.0.0/16", "GatewayId": "local", "State": "active"}, object{"DestinationCidrBlock": "10.20.0.0/16", "VpcPeeringConnectionId": "pcx-1", "State": "active"}},
		})
	return w
}

// What Terraform has as resources of their own, and the API within others, is laid over
// those: also if the plan does not have them, or has read what it takes away.
func TestPartsOfAPlanAreLaidOverWhatTheyArePartsOf(t *testing.T) {
	t.Parallel()
	rest, targets := testkit.NewREST, testkit.OrdersGroup
	denying := func() *testkit.AWS {
		return rest().NetworkACL("acl-deny", nil, "100 in deny all to 0.0.0.0/0", "100 out deny all to 0.0.0.0/0")
	}
	associated := func(name, acl, subnet string) testkit.TerraformObject {
		return managed("aws_network_acl_association", name, object{"id": "aclassoc-" + name, "network_acl_id": acl, "subnet_id": subnet})
	}
	listed := func() *testkit.AWS {
		return rest().DropRules("sg-targets").PrefixList("pl-1", "10.20.0.0/16").RuleText("sg-targets", "in tcp 8080 from pl-1")
	}
	service := managed("aws_ecs_service", "orders", object{
		"id": "service", "name": "orders", "task_definition": "orders:1", "desired_count": 2, "load_balancer": list{object{"target_group_arn": testkit.ShopGroup, "container_port": 8080}},
		"network_configuration": list{object{"subnets": list{"subnet-targets-a", "subnet-targets-b"}, "security_groups": list{"sg-targets"}}}, "service_registries": list{},
	})
	group := managed("aws_autoscaling_group", "orders", object{
		"id": "orders", "max_size": 2, "min_size": 1, "target_group_arns": list{targets}, "traffic_source": list{}, "launch_template": list{},
	})
	instance := func(groups ...any) testkit.TerraformObject {
		return managed("aws_instance", "i-a", object{
			"id": "i-a", "subnet_id": "subnet-targets-a", "private_ip": "10.20.11.10", "vpc_security_group_ids": groups, "instance_state": "running", "primary_network_interface_id": "eni-target-a",
		})
	}
	attachment := managed("aws_network_interface_sg_attachment", "more", object{"id": "sg-targets_eni", "network_interface_id": "eni-target-a", "security_group_id": "sg-targets"})
	mainTable := managed("aws_main_route_table_association", "main", object{"id": "rtbassoc-1", "vpc_id": "vpc-shop", "route_table_id": "rtb-lb", "original_route_table_id": "rtb-shop"})
	mainly := func() *testkit.AWS { // the table with the route is the main one
		return peered().Set(aws.RouteTables, "rtb-lb", "Associations", list{object{"Main": true}}).Set(aws.RouteTables, "rtb-shop", "Associations", list{})
	}
	groupless := func() *testkit.AWS {
		return testkit.NewRESTWithoutGroups().Set(aws.NetworkInterfaces, "eni-target-a", "Groups", list{object{"GroupId": "sg-link"}})
	}
	for _, c := range []struct {
		name  string
		world *testkit.AWS
		// without are objects of the world that the plan does not have, also those that it has beside.
		without []string
		also    []testkit.TerraformObject
		plan    []testkit.Change
		want    []string
	}{
		{
			name: "a subnet gets an ACL that is another configuration's", world: denying(), without: []string{"acl-deny", "acl-shop"},
			plan: []testkit.Change{testkit.Creating("aws_network_acl_association", "new", object{"network_acl_id": "acl-deny", "subnet_id": "subnet-targets-a"})},
			want: []string{"+network-acls-admit fail " + targets},
		},
		{
			name:  "an association goes, of which the ACL still tells, and the subnets get the default one",
			world: rest().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}, "100 out allow all to 0.0.0.0/0"),
			also:  []testkit.TerraformObject{associated("a", "acl-targets", "subnet-targets-a"), associated("b", "acl-targets", "subnet-targets-b")},
			plan:  []testkit.Change{testkit.Deleting("a"), testkit.Deleting("b")},
			want:  []string{"-network-acls-admit fail " + targets},
		},
		{
			name: "an association goes to an ACL that the plan makes, and is not told which", world: rest(), without: []string{"acl-shop"},
			also: []testkit.TerraformObject{associated("a", "acl-shop", "subnet-targets-a")},
			plan: []testkit.Change{{Name: "a", Actions: []string{"update"}, Unknown: []string{"network_acl_id"}}},
			want: []string{"+network-acls-admit unknown " + targets, "+network-acls-admit-all-replies unknown " + targets},
		},
		{
			name: "an entry of a prefix list goes, of which the list still tells", world: listed(),
			also: []testkit.TerraformObject{managed("aws_ec2_managed_prefix_list_entry", "all", object{"id": "pl-1,10.20.0.0/16", "prefix_list_id": "pl-1", "cidr": "10.20.0.0/16"})},
			plan: []testkit.Change{testkit.Deleting("all")},
			want: []string{"+security-groups-admit fail " + targets},
		},
		{
			name: "a route goes, of which the table still tells", world: peered(),
			also: []testkit.TerraformObject{managed("aws_route", "there", object{"id": "r-rtb-lb", "route_table_id": "rtb-lb", "destination_cidr_block": "10.30.0.0/16", "vpc_peering_connection_id": "pcx-1", "state": "active"})},
			plan: []testkit.Change{testkit.Deleting("there")},
			want: []string{"+routes-reach-targets fail " + targets},
		},
		{
			name: "a route gets another target, of which the table still tells", world: peered(),
			also: []testkit.TerraformObject{managed("aws_route", "there", object{"id": "r-rtb-lb", "route_table_id": "rtb-lb", "destination_cidr_block": "10.30.0.0/16", "vpc_peering_connection_id": "pcx-1", "state": "active"})},
			plan: []testkit.Change{testkit.Updating("there", object{"vpc_peering_connection_id": nil, "nat_gateway_id": "nat-1"})},
			want: []string{"+routes-reach-targets fail " + targets},
		},
		{
			name: "a subnet loses its own table, and gets the main one, which lacks the route", world: peered(),
			plan: []testkit.Change{testkit.Deleting("rtb-lb subnet-lb-a")},
			want: []string{"+routes-reach-targets fail " + targets},
		},
		{
			name: "a subnet gets a new table of a VPC that exists, which lacks the route", world: peered(),
			plan: []testkit.Change{
				{Name: "aws_route_table.new", Actions: []string{"create"}, Object: &testkit.TerraformObject{Type: "aws_route_table", Address: "aws_route_table.new", Attributes: object{"id": "rtb-new", "vpc_id": "vpc-shop", "route": list{}}}},
				testkit.Updating("rtb-lb subnet-lb-a", object{"route_table_id": "rtb-new"}),
			},
			want: []string{"+routes-reach-targets fail " + targets},
		},
		{
			name: "no table is made the main one any more, and the one is that was it before", world: mainly(), also: []testkit.TerraformObject{mainTable},
			plan: []testkit.Change{testkit.Deleting("main")},
			want: []string{"+routes-reach-targets fail " + targets},
		},
		{
			name: "another table becomes the main one", world: mainly(), also: []testkit.TerraformObject{mainTable},
			plan: []testkit.Change{testkit.Updating("main", object{"route_table_id": "rtb-shop"})},
			want: []string{"+routes-reach-targets fail " + targets},
		},
		{
			name: "a service that registers targets goes", world: testkit.NewHTTPToALB(), also: []testkit.TerraformObject{service},
			without: []string{testkit.ShopGroup + "/10.20.11.10:8080", testkit.ShopGroup + "/10.20.12.10:8080"},
			plan:    []testkit.Change{testkit.Deleting("orders")},
			want: []string{
				"+network-acls-admit unknown " + testkit.ShopGroup, "+routes-reach-targets unknown " + testkit.ShopGroup,
				"+security-groups-admit unknown " + testkit.ShopGroup, "+target-group-has-targets unknown " + testkit.ShopGroup, "+targets-healthy unknown " + testkit.ShopGroup,
			},
		},
		{
			name: "an Auto Scaling group goes, and one target of its own stays", world: rest(), also: []testkit.TerraformObject{group},
			without: []string{targets + "/i-b:8080"},
			plan:    []testkit.Change{testkit.Deleting("orders")},
			want: []string{ // the one that stays is healthy
				"+network-acls-admit unknown " + targets, "+network-acls-admit-all-replies unknown " + targets, "+routes-reach-targets unknown " + targets,
				"+security-groups-admit unknown " + targets, "+zones-covered unknown " + targets,
			},
		},
		{
			name: "an instance loses the group that admits the load balancer", world: testkit.NewRESTWithoutGroups(), also: []testkit.TerraformObject{instance("sg-targets")},
			without: []string{"eni-target-a"},
			plan:    []testkit.Change{testkit.Updating("i-a", object{"vpc_security_group_ids": list{"sg-link"}})},
			want:    []string{"+security-groups-admit fail " + targets},
		},
		{
			name: "an instance gets the group that admits the load balancer", world: groupless(), also: []testkit.TerraformObject{instance("sg-link")},
			without: []string{"eni-target-a"},
			plan:    []testkit.Change{testkit.Updating("i-a", object{"vpc_security_group_ids": list{"sg-link", "sg-targets"}})},
			want:    []string{"-security-groups-admit fail " + targets},
		},
		{
			name: "an interface gets the group by an attachment", world: groupless(), without: []string{"eni-target-a"},
			plan: []testkit.Change{testkit.Creating("aws_network_interface_sg_attachment", "new", object{"network_interface_id": "eni-target-a", "security_group_id": "sg-targets"})},
			want: []string{"-security-groups-admit fail " + targets},
		},
		{
			name: "an attachment goes, of which the interface still tells", world: testkit.NewRESTWithoutGroups(), also: []testkit.TerraformObject{attachment},
			plan: []testkit.Change{testkit.Deleting("more")},
			want: []string{"+security-groups-admit fail " + targets},
		},
		{
			name: "an attachment to the interface of an instance goes", world: rest().Add(aws.NetworkInterfaces, "eni-target-a", "", object{
				"NetworkInterfaceId": "eni-target-a", "SubnetId": "subnet-targets-a", "VpcId": "vpc-shop", "PrivateIpAddress": "10.20.11.10", "Groups": list{object{"GroupId": "sg-targets"}},
			}), also: []testkit.TerraformObject{attachment}, without: []string{"i-a", "eni-target-a"},
			plan: []testkit.Change{testkit.Deleting("more")},
			want: []string{"+security-groups-admit fail " + targets},
		},
		{
			name: "a stage variable names another link, which only the deployed integration asks for",
			world: rest().Set(aws.RestIntegrations, orders, "connectionId", "${stageVariables.link}").Set(aws.RestIntegrations, deployedOrders, "connectionId", "${stageVariables.link}").
				Set(aws.RestStages, ordersStage, "variables", object{"link": testkit.LinkV1}).
				Add(aws.RestVPCLinks, "link9", "", object{"id": "link9", "name": "orders", "status": "AVAILABLE", "targetArns": list{testkit.NLB}}),
			without: []string{orders, orders + " resource", "link9", testkit.LinkV1},
			plan:    []testkit.Change{testkit.Updating(ordersStage, object{"variables": object{"link": "link9"}})},
			want:    nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			objects := append(without(c.world.Terraform(), c.without...), c.also...)
			alone, whole := c.world.Serve(), c.world.Serve()
			was := verdictsOf(t, collected(t, alone, awslive.Query{API: c.world.API()}), c.world.Terraform())
			plan := testkit.PlanOf(objects, c.plan...)
			got := changes(was, verdictsOf(t, laid(t, whole, plan), c.world.Terraform()))
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			// What cannot be read is unknown, and never the opposite of what it is.
			want := decided(verdictsOf(t, laid(t, c.world.Serve(), plan), c.world.Terraform()))
			for _, request := range whole.Requests() {
				if slices.Contains(alone.Requests(), request) {
					continue // as without a plan
				}
				s := c.world.Serve()
				s.Refuse = func(r string) (int, string) {
					if r == request {
						return http.StatusForbidden, "AccessDeniedException"
					}
					return 0, ""
				}
				for key, v := range decided(verdictsOf(t, laid(t, s, plan), c.world.Terraform())) {
					if old := want[key]; old != "" && old != v {
						t.Errorf("without %s: %s is %s, not %s", request, key, v, old)
					}
				}
			}
		})
	}
}

// A document may have many integrations that are alike, of which no attribute tells the ids.
func TestADocumentWithIntegrationsThatAreAlikeChangesNothing(t *testing.T) {
	t.Parallel()
	w := testkit.NewHTTPToALB()
	second := object{}
	for _, f := range []string{"IntegrationType", "IntegrationMethod", "IntegrationUri", "ConnectionType", "ConnectionId", "PayloadFormatVersion"} {
		second[f] = w.Get(aws.Integrations, testkit.HTTPAPI+"/int1", f).Text()
	}
	second["IntegrationId"], second["TimeoutInMillis"] = "int2", 30000
	w.Add(aws.Integrations, testkit.HTTPAPI+"/int2", testkit.HTTPAPI, second).
		Add(aws.Routes, testkit.HTTPAPI+"/route2", testkit.HTTPAPI, object{"RouteId": "route2", "RouteKey": "GET /shops", "Target": "integrations/int2"})
	integration := `{"x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "ANY", "uri": "` + testkit.ListenerOf(testkit.ALB, 80) + `", "connectionType": "VPC_LINK", "connectionId": "` + testkit.LinkV2 + `", "payloadFormatVersion": "1.0", "timeoutInMillis": 30000}}`
	var objects []testkit.TerraformObject
	for _, o := range w.Terraform() {
		switch o.Type {
		case "aws_apigatewayv2_integration", "aws_apigatewayv2_route":
			continue
		case "aws_apigatewayv2_api":
			o = o.Edited(object{"body": `{"openapi": "3.0.1", "paths": {"/orders": {"get": ` + integration + `}, "/shops": {"get": ` + integration + `}}}`})
		}
		objects = append(objects, o)
	}
	want := collected(t, w.Serve(), awslive.Query{API: w.API()})
	got := laid(t, w.Serve(), testkit.PlanOf(objects))
	ids := func(w *aws.World) (out []string) {
		for _, r := range w.Resources(aws.Integrations) {
			out = append(out, r.ID.Value())
		}
		return out
	}
	if diff := cmp.Diff(ids(want), ids(got)); diff != "" {
		t.Errorf("-live +with a plan that changes nothing:\n%s", diff)
	}
}

// An API that is neither in this account nor in this region does not keep the others from
// being judged, and nothing is said of it but that it is not known.
func TestAnAPIThatIsElsewhereIsUnknown(t *testing.T) {
	t.Parallel()
	w := testkit.NewREST()
	objects := append(w.Terraform(),
		managed("aws_api_gateway_rest_api", "other", object{"id": "rest9", "name": "other", "root_resource_id": "root", "endpoint_configuration": list{}}),
		managed("aws_api_gateway_integration", "other", object{
			"id": "agi-9", "rest_api_id": "rest9", "resource_id": "root", "http_method": "GET", "integration_http_method": "GET", "type": "HTTP_PROXY",
			"uri": "http://other.example/", "connection_type": "VPC_LINK", "connection_id": "gone9",
		}))
	was := verdictsOf(t, collected(t, w.Serve(), awslive.Query{API: w.API()}), w.Terraform())
	got := changes(was, verdictsOf(t, laid(t, w.Serve(), testkit.PlanOf(objects)), w.Terraform()))
	if len(got) == 0 {
		t.Error("nothing says that the other API is not judged")
	}
	for _, f := range got {
		if !strings.HasPrefix(f, "+") || !strings.HasSuffix(f, " unknown private integrations") {
			t.Errorf("more than unknown: %s", f)
		}
	}
}
