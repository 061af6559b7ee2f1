package tfplan_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// laid is the world of AWS after a plan that is laid over what there is.
func laid(t *testing.T, is *testkit.AWSServer, plan []byte) *aws.World {
	t.Helper()
	p, err := tfplan.Read(bytes.NewReader(plan))
	if err != nil {
		t.Fatal(err)
	}
	w := collected(t, is, including(t, p, p.Region()))
	before, after, err := p.AWSChange(w)
	if err != nil {
		t.Fatal(err)
	}
	w.Region = p.Region()
	w.Overlay(before, after)
	return w
}

func including(t *testing.T, p *tfplan.Plan, region string) awslive.Query {
	t.Helper()
	q, err := awslive.Query{}.Including(region, p.AWSChange)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func collected(t *testing.T, is *testkit.AWSServer, q awslive.Query) *aws.World {
	t.Helper()
	client, err := awslive.NewClient(t.Context(), awslive.Config{Transport: is})
	if err != nil {
		t.Fatal(err)
	}
	w, _, err := client.Collect(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// verdictsOf are the findings, as CHECK VERDICT SUBJECT, with AWS's own names.
func verdictsOf(t *testing.T, w *aws.World, objects []testkit.TerraformObject) []string {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, 30
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"the account's settings of API Gateway", "account"}
	for _, o := range objects {
		names = append(names, o.Address, o.Name)
	}
	spell := strings.NewReplacer(names...)
	var out []string
	for _, f := range privateintegration.Judge(inv, check.Options{Now: testkit.Now}).Findings {
		out = append(out, fmt.Sprintf("%s %s %s", f.Check, f.Verdict, spell.Replace(f.Subject)))
	}
	slices.Sort(out)
	return out
}

// awsWorlds are healthy worlds and ones with a fault.
func awsWorlds() map[string]*testkit.AWS {
	out := map[string]*testkit.AWS{
		"a fault: no rule for targets":          testkit.NewREST().DropRules("sg-targets"),
		"a fault: another port":                 testkit.NewREST().Set(aws.Listeners, testkit.ListenerOf(testkit.NLB, 80), "Port", 81),
		"a fault: not deployed":                 testkit.NewREST().Set(aws.RestIntegrations, testkit.RestAPI+"/orders/GET", "uri", "http://other.example:8080/"),
		"a fault: the link failed":              testkit.NewREST().Set(aws.RestVPCLinks, testkit.LinkV1, "status", "FAILED"),
		"a fault: an ACL that denies":           testkit.NewREST().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}, "100 out allow all to 0.0.0.0/0"),
		"a fault: no targets":                   testkit.NewREST().DropAll(aws.Targets, aws.TargetHealth),
		"a fault: unhealthy":                    testkit.NewREST().SetAll(aws.TargetHealth, "TargetHealth", testkit.Body{"State": "unhealthy", "Reason": "Target.Timeout"}),
		"a fault: the log is off":               testkit.NewREST().Set(aws.RestStages, testkit.RestAPI+"/"+testkit.AWSStage, "methodSettings", testkit.Body{"*/*": testkit.Body{"loggingLevel": "OFF"}}),
		"a fault: no load balancer":             testkit.NewREST().Drop(aws.LoadBalancers, testkit.NLB),
		"a fault: a link that does not exist":   testkit.NewHTTPToALB().Drop(aws.VPCLinks, testkit.LinkV2),
		"a fault: a listener that is not there": testkit.NewHTTPToALB().Drop(aws.Listeners, testkit.ListenerOf(testkit.ALB, 80)),
	}
	for name, world := range testkit.AWSTopologies() {
		out[name] = world()
	}
	return out
}

func TestAPlanThatChangesNothingOfAWSChangesNoVerdict(t *testing.T) {
	t.Parallel()
	for name, w := range awsWorlds() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			objects := w.Terraform()
			want := verdictsOf(t, collected(t, w.Serve(), awslive.Query{API: w.API()}), objects)
			got := verdictsOf(t, laid(t, w.Serve(), testkit.PlanOf(objects)), objects)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-live +with a plan that changes nothing:\n%s", diff)
			}
		})
	}
}

// changes are the failures and unknowns that a plan mends, with a -, and that it makes.
func changes(was, will []string) []string {
	var out []string
	for sign, from := range map[string][2][]string{"-": {was, will}, "+": {will, was}} {
		for _, f := range from[0] {
			if verdict := strings.Fields(f)[1]; (verdict == "fail" || verdict == "unknown") && !slices.Contains(from[1], f) {
				out = append(out, sign+f)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const (
	orders, ordersStage = testkit.RestAPI + "/orders/GET", testkit.RestAPI + "/" + testkit.AWSStage
	deployedOrders      = testkit.RestAPI + "/" + testkit.AWSStage + "/orders/GET"
)

// ruleInside is a rule of a security group as a block in it.
func ruleInside(protocol string, from, to int, ranges ...any) object {
	return object{"protocol": protocol, "from_port": from, "to_port": to, "cidr_blocks": ranges, "ipv6_cidr_blocks": list{}, "prefix_list_ids": list{}, "security_groups": list{}, "self": false}
}

func entry(number int, action string) object {
	return object{"rule_no": number, "protocol": "-1", "action": action, "cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "from_port": 0, "to_port": 0}
}

// Fixes have to keep what only Terraform tells of what there is.
func TestWhatOnlyTerraformTellsIsKnownOfWhatThereIs(t *testing.T) {
	t.Parallel()
	w := testkit.NewREST()
	var objects []testkit.TerraformObject
	for _, o := range w.Terraform() {
		switch o.Type {
		case "aws_api_gateway_deployment":
			o = o.Edited(object{"triggers": object{"redeployment": "0123"}})
		case "aws_default_network_acl":
			o = o.Edited(object{"region": "eu-west-1"})
		}
		objects = append(objects, o)
	}
	out := laid(t, w.Serve(), testkit.PlanOf(objects))
	for _, d := range out.Resources(aws.RestDeployments) {
		if !d.Arguments.Get("triggers").Has("redeployment") {
			t.Errorf("%s has the triggers %s", d.Subject(), d.Arguments)
		}
	}
	for _, acl := range out.Resources(aws.NetworkACLs) {
		if !acl.Inline || !acl.Regional {
			t.Errorf("%s: its entries are inside: %v, its region is told: %v", acl.Subject(), acl.Inline, acl.Regional)
		}
	}
}

// What a plan has in other regions is judged there: here it is neither read nor missing.
func TestAPIsOfOtherRegionsAreLeftOut(t *testing.T) {
	t.Parallel()
	w := testkit.NewREST()
	plan := func(region string) []byte {
		var objects []testkit.TerraformObject
		for _, o := range w.Terraform() {
			objects = append(objects, o.Edited(object{"region": "eu-west-1"}))
		}
		there := object{"id": "rest9", "name": "other", "root_resource_id": "root", "endpoint_configuration": list{}, "region": region}
		integration := object{
			"id": "agi-9", "rest_api_id": "rest9", "resource_id": "root", "http_method": "GET", "integration_http_method": "GET", "type": "HTTP_PROXY",
			"uri": "http://other.example/", "connection_type": "VPC_LINK", "connection_id": "gone", "region": region,
		}
		return testkit.PlanOf(append(objects,
			testkit.TerraformObject{Type: "aws_api_gateway_rest_api", Address: "aws_api_gateway_rest_api.other", Name: "rest9", Attributes: there},
			testkit.TerraformObject{Type: "aws_api_gateway_integration", Address: "aws_api_gateway_integration.other", Name: "integration9", Attributes: integration},
		))
	}
	p, err := tfplan.Read(bytes.NewReader(plan("us-east-1")))
	if err != nil {
		t.Fatal(err)
	}
	before, after, err := p.AWSChange(nil)
	if err != nil {
		t.Fatal(err)
	}
	out := collected(t, w.Serve(), including(t, p, "eu-west-1"))
	out.Region = "eu-west-1"
	out.Overlay(before, after)
	objects := w.Terraform()
	want := verdictsOf(t, collected(t, w.Serve(), awslive.Query{API: w.API()}), objects)
	if diff := cmp.Diff(want, verdictsOf(t, out, objects)); diff != "" {
		t.Errorf("-live +with a plan of two regions:\n%s", diff)
	}
}

func TestAPlanIsLaidOverWhatThereIsOfAWS(t *testing.T) {
	t.Parallel()
	rest, targets, balancer := testkit.NewREST, testkit.OrdersGroup, testkit.NLB
	for _, c := range []struct {
		name  string
		world *testkit.AWS
		plan  []testkit.Change
		want  []string
	}{
		{
			"the rules inside a group replace those that it had", rest(),
			[]testkit.Change{testkit.Updating("sg-targets", object{"ingress": list{ruleInside("tcp", 8081, 8081, "10.20.0.0/16")}}), testkit.Deleting("sgr-3")},
			[]string{"+security-groups-admit fail " + targets},
		},
		{
			"no rules inside are none", rest(), []testkit.Change{testkit.Updating("sg-targets", object{"ingress": list{}}), testkit.Deleting("sgr-3")},
			[]string{"+security-groups-admit fail " + targets},
		},
		{
			"a group that says nothing of its rules keeps them", rest(), []testkit.Change{testkit.Updating("sg-targets", object{"description": "new"})}, nil,
		},
		{
			"a rule of its own is deleted, of which the group still tells", rest(), []testkit.Change{testkit.Deleting("sgr-3")},
			[]string{"+security-groups-admit fail " + targets},
		},
		{
			"a rule of its own gets another port", rest(), []testkit.Change{testkit.Updating("sgr-3", object{"from_port": 9000, "to_port": 9000})},
			[]string{"+security-groups-admit fail " + targets},
		},
		{
			"a rule of its own mends what is wrong", rest().DropRules("sg-targets"),
			[]testkit.Change{testkit.Creating("aws_vpc_security_group_ingress_rule", "new", object{"security_group_id": "sg-targets", "ip_protocol": "tcp", "from_port": 8080, "to_port": 8080, "referenced_security_group_id": "sg-nlb"}, "security_group_rule_id")},
			[]string{"-security-groups-admit fail " + targets},
		},
		{
			"a rule for many ranges is deleted, of which Terraform has no ids", rest().DropRules("sg-targets").RuleText("sg-targets", "in tcp 8080 from 10.20.1.0/24").RuleText("sg-targets", "in tcp 8080 from 10.20.2.0/24"),
			[]testkit.Change{testkit.Deleting("sgr-t1"), testkit.Updating("sgr-t2", object{"description": "stays"})},
			[]string{"+security-groups-admit fail " + targets},
		},
		{
			"Terraform adopts the default group of the VPC, and takes its rules away",
			rest().DropRules("sg-targets").Set(aws.SecurityGroups, "sg-targets", "GroupName", "default").RuleText("sg-targets", "in tcp 8080 from 10.20.0.0/16"),
			[]testkit.Change{testkit.Creating("aws_default_security_group", "new", object{"vpc_id": "vpc-shop", "ingress": list{}, "egress": list{}, "revoke_rules_on_delete": false})},
			[]string{"+security-groups-admit fail " + targets},
		},
		{
			"Terraform adopts it with the rule that is needed",
			rest().DropRules("sg-targets").Set(aws.SecurityGroups, "sg-targets", "GroupName", "default"),
			[]testkit.Change{testkit.Creating("aws_default_security_group", "new", object{"vpc_id": "vpc-shop", "ingress": list{ruleInside("tcp", 8080, 8080, "10.20.0.0/16")}, "egress": list{}, "revoke_rules_on_delete": false})},
			[]string{"-security-groups-admit fail " + targets},
		},
		{
			"Terraform adopts the default ACL of the VPC, and takes its entries away", rest(),
			[]testkit.Change{testkit.Deleting("acl-shop"), testkit.Creating("aws_default_network_acl", "new", object{"default_network_acl_id": "acl-shop", "vpc_id": "vpc-shop", "ingress": list{}, "egress": list{}, "subnet_ids": list{}})},
			[]string{"+network-acls-admit fail " + targets},
		},
		{
			"a rule for another port mends nothing", rest().DropRules("sg-targets"),
			[]testkit.Change{testkit.Creating("aws_security_group_rule", "new", object{"security_group_id": "sg-targets", "type": "ingress", "protocol": "tcp", "from_port": 8081, "to_port": 8081, "cidr_blocks": list{"10.0.0.0/8"}}, "security_group_rule_id")},
			nil,
		},
		{
			"a rule whose port is not known", rest().DropRules("sg-targets"),
			[]testkit.Change{testkit.Creating("aws_vpc_security_group_ingress_rule", "new", object{"security_group_id": "sg-targets", "ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/8"}, "security_group_rule_id", "from_port", "to_port")},
			[]string{"+security-groups-admit unknown " + targets, "-security-groups-admit fail " + targets},
		},
		{
			"the load balancer gets a group that the plan makes", rest(),
			[]testkit.Change{
				testkit.Creating("aws_security_group", "new", object{"name": "new", "vpc_id": "vpc-shop", "ingress": list{}, "egress": list{}}),
				{Name: balancer, Actions: []string{"update"}, Unknown: []string{"security_groups"}},
			},
			[]string{"+private-link-rules-admit unknown " + balancer, "+private-link-rules-open unknown " + balancer, "+security-groups-admit unknown " + targets},
		},
		{
			"the entries of an ACL are replaced", rest(), []testkit.Change{testkit.Updating("acl-shop", object{"ingress": list{entry(100, "deny")}})},
			[]string{"+network-acls-admit fail " + targets},
		},
		{
			"entries in one direction only", rest(), []testkit.Change{testkit.Updating("acl-shop", object{"ingress": list{}, "egress": list{entry(100, "allow")}})},
			[]string{"+network-acls-admit fail " + targets},
		},
		{
			"the direction that was closed is opened", rest().ACLRules("acl-shop", "100 out allow all to 0.0.0.0/0"),
			[]testkit.Change{testkit.Updating("acl-shop", object{"ingress": list{entry(100, "allow")}})},
			[]string{"-network-acls-admit fail " + targets},
		},
		{
			"an ACL without entries", rest(), []testkit.Change{testkit.Updating("acl-shop", object{"ingress": list{}, "egress": list{}})},
			[]string{"+network-acls-admit fail " + targets},
		},
		{
			"an entry of its own comes first", rest(),
			[]testkit.Change{testkit.Creating("aws_network_acl_rule", "deny", object{"network_acl_id": "acl-shop", "rule_number": 50, "egress": false, "protocol": "6", "rule_action": "deny", "cidr_block": "10.20.0.0/16", "from_port": 8080, "to_port": 8080})},
			[]string{"+network-acls-admit fail " + targets, "+network-acls-admit-all-replies fail " + targets},
		},
		{
			"an entry of its own comes too late", rest(),
			[]testkit.Change{testkit.Creating("aws_network_acl_rule", "deny", object{"network_acl_id": "acl-shop", "rule_number": 150, "egress": false, "protocol": "6", "rule_action": "deny", "cidr_block": "10.20.0.0/16", "from_port": 8080, "to_port": 8080})},
			nil,
		},
		{
			"an entry of an ACL that is not known", rest(),
			[]testkit.Change{testkit.Creating("aws_network_acl_rule", "deny", object{"rule_number": 50, "egress": false, "protocol": "6", "rule_action": "deny", "cidr_block": "10.20.0.0/16", "from_port": 8080, "to_port": 8080}, "network_acl_id")},
			[]string{"+network-acls-admit unknown " + targets, "+network-acls-admit-all-replies unknown " + targets},
		},
		{
			"a new ACL takes subnets from the one that they had", rest(),
			[]testkit.Change{testkit.Creating("aws_network_acl", "new", object{"vpc_id": "vpc-shop", "subnet_ids": list{"subnet-targets-a", "subnet-targets-b"}, "ingress": list{}, "egress": list{entry(100, "allow")}})},
			[]string{"+network-acls-admit fail " + targets},
		},
		{
			"an ACL that denies is deleted, and its subnets go to the default one", rest().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}, "100 out allow all to 0.0.0.0/0"),
			[]testkit.Change{testkit.Deleting("acl-targets")},
			[]string{"-network-acls-admit fail " + targets},
		},
		{
			"what Terraform forgets stays", rest(), []testkit.Change{testkit.Deleting("acl-shop")}, nil,
		},
		{
			"an integration changes, and nothing deploys it", rest(), []testkit.Change{testkit.Updating(orders, object{"uri": "http://orders.internal.example:81/v1/orders"})},
			[]string{"+deployment-includes-integration fail " + orders},
		},
		{
			"an integration changes to a port without a listener, and is deployed", rest(),
			[]testkit.Change{
				testkit.Updating(orders, object{"uri": "http://orders.internal.example:81/v1/orders"}),
				{Name: "dep1", Actions: []string{"delete", "create"}, Unknown: []string{"id"}},
				{Name: ordersStage, Actions: []string{"update"}, Unknown: []string{"deployment_id"}},
			},
			[]string{"+integration-uri-fits-listener fail " + orders, "+listener-on-port fail " + orders},
		},
		{
			"what was not deployed is deployed", rest().Set(aws.RestIntegrations, deployedOrders, "uri", "http://orders.internal.example:81/v1/orders"),
			[]testkit.Change{
				{Name: "dep1", Actions: []string{"delete", "create"}, Unknown: []string{"id"}},
				{Name: ordersStage, Actions: []string{"update"}, Unknown: []string{"deployment_id"}},
			},
			[]string{"-deployment-includes-integration fail " + orders, "-integration-uri-fits-listener fail " + deployedOrders, "-listener-on-port fail " + deployedOrders},
		},
		{
			"a stage loses the variable that its integration names",
			rest().SetAll(aws.RestIntegrations, "connectionId", "${stageVariables.link}").Set(aws.RestStages, ordersStage, "variables", testkit.Body{"link": testkit.LinkV1}),
			[]testkit.Change{testkit.Updating(ordersStage, object{"variables": object{}})},
			[]string{"+stage-variables-resolve fail " + ordersStage},
		},
		{
			"a listener is deleted", rest(), []testkit.Change{testkit.Deleting(testkit.ListenerOf(balancer, 80))},
			[]string{"+listener-on-port fail " + deployedOrders},
		},
		{
			"a listener gets another port", rest(), []testkit.Change{testkit.Updating(testkit.ListenerOf(balancer, 80), object{"port": 81})},
			[]string{"+listener-on-port fail " + deployedOrders},
		},
		{
			"a listener is made that was missing", rest().Drop(aws.Listeners, testkit.ListenerOf(balancer, 80)),
			[]testkit.Change{testkit.Creating("aws_lb_listener", "new", object{"load_balancer_arn": balancer, "port": 80, "protocol": "TCP", "default_action": list{object{"type": "forward", "target_group_arn": targets, "forward": list{}}}}, "arn")},
			[]string{"-listener-on-port fail " + deployedOrders},
		},
		{
			"a load balancer behind a link is replaced", rest(),
			[]testkit.Change{
				{Name: balancer, Actions: []string{"delete", "create"}, Unknown: []string{"id", "arn", "dns_name"}},
				{Name: testkit.ListenerOf(balancer, 80), Actions: []string{"delete", "create"}, Unknown: []string{"id", "arn", "load_balancer_arn"}},
			},
			[]string{"+load-balancer-not-replaced fail " + testkit.LinkV1, "+vpc-link-target-exists fail " + testkit.LinkV1},
		},
		{
			"the targets are taken away", rest(), []testkit.Change{testkit.Deleting(targets + "/i-a:8080"), testkit.Deleting(targets + "/i-b:8080")},
			[]string{"+target-group-has-targets fail " + targets},
		},
		{
			"targets are registered", rest().DropAll(aws.Targets, aws.TargetHealth),
			[]testkit.Change{testkit.Creating("aws_lb_target_group_attachment", "new", object{"target_group_arn": targets, "target_id": "i-a", "port": 8080})},
			[]string{"+zones-covered fail " + targets, "-target-group-has-targets fail " + targets},
		},
		{
			"unhealthy targets get a rule: nobody knows their health after it", rest().DropRules("sg-targets").SetAll(aws.TargetHealth, "TargetHealth", testkit.Body{"State": "unhealthy", "Reason": "Target.Timeout"}),
			[]testkit.Change{testkit.Creating("aws_vpc_security_group_ingress_rule", "new", object{"security_group_id": "sg-targets", "ip_protocol": "tcp", "from_port": 8080, "to_port": 8080, "referenced_security_group_id": "sg-nlb"}, "security_group_rule_id")},
			[]string{"-security-groups-admit fail " + targets, "+targets-healthy unknown " + targets, "-targets-healthy fail " + targets},
		},
		{
			"the log is turned off by settings alone", rest(), []testkit.Change{testkit.Updating(ordersStage+" */*", object{"settings": list{object{"logging_level": "OFF"}}})},
			[]string{"+execution-logging-on fail " + ordersStage},
		},
		{
			"a new integration names a stage variable that nothing defines", rest(),
			[]testkit.Change{
				testkit.Updating(orders, object{"connection_id": "${stageVariables.link}"}),
				{Name: "dep1", Actions: []string{"delete", "create"}, Unknown: []string{"id"}},
				{Name: ordersStage, Actions: []string{"update"}, Unknown: []string{"deployment_id"}},
			},
			[]string{"+stage-variables-resolve fail " + ordersStage},
		},
		{
			"a new integration through a link that exists", rest(),
			[]testkit.Change{
				testkit.Creating("aws_api_gateway_integration", "new", object{
					"rest_api_id": testkit.RestAPI, "resource_id": "res1", "http_method": "POST", "integration_http_method": "GET", "type": "HTTP_PROXY", "uri": "http://orders.internal.example/new",
					"connection_type": "VPC_LINK", "connection_id": testkit.LinkV1,
				}),
			},
			[]string{"+deployment-includes-integration fail aws_api_gateway_integration.new"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			objects := c.world.Terraform()
			was := verdictsOf(t, collected(t, c.world.Serve(), awslive.Query{API: c.world.API()}), objects)
			will := verdictsOf(t, laid(t, c.world.Serve(), testkit.PlanOf(objects, c.plan...)), objects)
			got := changes(was, will)
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for traced, want := range untold[c.name].or(c.want) {
				got := changes(was, verdictsOf(t, given(t, c.world.Serve(), testkit.PlanOf(objects, c.plan...), traced), objects))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("of what is given, traced %v: -want +got:\n%s", traced, diff)
				}
			}
		})
	}
}
