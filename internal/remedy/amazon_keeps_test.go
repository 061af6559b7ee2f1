package remedy_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var targetSubnets = []string{"subnet-targets-a", "subnet-targets-b"}

// What a configuration has stays: a fix takes no number, no key and no block of another.
func TestFixesForAWSKeepWhatThereIs(t *testing.T) {
	t.Parallel()
	type world = *testkit.AWS
	rest := testkit.NewREST
	denied := func(texts ...string) world {
		return rest().NetworkACL("acl-targets", targetSubnets, append(texts, "100 in deny tcp 8080 from 10.20.1.0/24", "200 in allow all from 0.0.0.0/0", "100 out allow all to 0.0.0.0/0")...)
	}
	stale := func(triggers any) world {
		w := rest().Drop(aws.RestIntegrations, testkit.RestAPI+"/prod/orders/GET").Changing(aws.RestIntegrations, testkit.RestAPI+"/orders/GET")
		return w.Address(aws.RestIntegrations, testkit.RestAPI+"/orders/GET", "aws_api_gateway_integration.orders").
			Address(aws.RestDeployments, "dep1", "aws_api_gateway_deployment.orders").Address(aws.RestStages, testkit.RestAPI+"/prod", "aws_api_gateway_stage.prod").
			Argument(aws.RestDeployments, "dep1", "triggers", triggers)
	}
	redeployed := func(key string) string {
		return "resource \"aws_api_gateway_deployment\" \"orders\" {\n  triggers = {\n    " + key + " = sha1(jsonencode(aws_api_gateway_integration.orders))\n  }\n}\n"
	}
	oneZone := func(mappings any) world {
		w := testkit.NewRESTWithoutGroups()
		w.Set(aws.LoadBalancers, testkit.NLB, "AvailabilityZones", []testkit.Body{{"ZoneName": testkit.AWSRegion + "a", "SubnetId": "subnet-lb-a"}})
		w.Drop(aws.Targets, testkit.OrdersGroup+"/10.20.11.10:8080").Drop(aws.TargetHealth, testkit.OrdersGroup+"/10.20.11.10:8080")
		w.Drop(aws.Subnets, "subnet-link-b").Drop(aws.Subnets, "subnet-lb-b").Drop(aws.NetworkInterfaces, "eni-orders-b").RuleText("sg-targets", "in tcp 8080 from 10.20.12.0/24")
		return w.Address(aws.LoadBalancers, testkit.NLB, "aws_lb.orders").Address(aws.Subnets, "subnet-lb-a", "aws_subnet.a").Argument(aws.LoadBalancers, testkit.NLB, "subnet_mapping", mappings)
	}
	for name, c := range map[string]struct {
		world world
		check string
		want  string
	}{
		"a number that a rule for another protocol has": {denied("99 in allow 17 53 from 10.0.0.0/8"), "network-acls-admit", `resource "aws_network_acl_rule" "requests_in_98" {
  network_acl_id = "acl-targets"
  rule_number    = 98
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "10.20.1.5/32"
  from_port      = 8080
  to_port        = 8080
}
`},
		"a number that a rule for the other direction has": {denied("99 out deny 17 53 to 10.0.0.0/8"), "network-acls-admit", `resource "aws_network_acl_rule" "requests_in_99" {
  network_acl_id = "acl-targets"
  rule_number    = 99
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "10.20.1.5/32"
  from_port      = 8080
  to_port        = 8080
}
`},
		"a rule whose number is not known": {
			denied().Set(aws.NetworkACLs, "acl-targets", "Entries.1", testkit.Body{"Egress": false, "RuleNumber": "?known after apply", "Protocol": "17", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"}),
			"network-acls-admit", "",
		},
		"a deployment without triggers":                        {stale(nil), "deployment-includes-integration", redeployed("redeployment")},
		"a deployment with triggers of its own":                {stale(testkit.Body{"domain": "0123"}), "deployment-includes-integration", redeployed("redeployment")},
		"a deployment that hashes something else":              {stale(testkit.Body{"redeployment": "0123"}), "deployment-includes-integration", redeployed("redeployment_orders")},
		"a deployment that hashes something else, twice":       {stale(testkit.Body{"redeployment": "0123", "redeployment_orders": "4567"}), "deployment-includes-integration", redeployed("redeployment_orders_2")},
		"a deployment whose triggers are known after apply":    {stale("?known after apply"), "deployment-includes-integration", ""},
		"a deployment with a trigger that is known after then": {stale(testkit.Body{"redeployment": "?known after apply"}), "deployment-includes-integration", redeployed("redeployment_orders")},
		"all rules of a network ACL are one block": {rest().NetworkACL("acl-targets", targetSubnets).Address(aws.NetworkACLs, "acl-targets", "aws_default_network_acl.this"), "network-acls-admit", `# aws_default_network_acl.this, beside the blocks that it has
resource "aws_default_network_acl" "this" {
  ingress {
    rule_no    = 10
    action     = "allow"
    protocol   = "tcp"
    from_port  = 8080
    to_port    = 8080
    cidr_block = "10.20.1.5/32"
  }
  ingress {
    rule_no    = 20
    action     = "allow"
    protocol   = "tcp"
    from_port  = 8080
    to_port    = 8080
    cidr_block = "10.20.2.5/32"
  }
  egress {
    rule_no    = 10
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "10.20.1.5/32"
  }
  egress {
    rule_no    = 20
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "10.20.2.5/32"
  }
}
`},
		"one of many security groups that have their rules inside": {
			rest().DropRules("sg-targets").RuleText("sg-targets", "in tcp 22 from 10.0.0.0/8").Address(aws.SecurityGroups, "sg-targets", "aws_security_group.all[1]").Address(aws.SecurityGroupRules, "sgr-t1", "aws_security_group.all[1]"),
			"security-groups-admit", "",
		},
		"a security group of one of many modules that has its rules inside": {
			rest().DropRules("sg-targets").RuleText("sg-targets", "in tcp 22 from 10.0.0.0/8").Address(aws.SecurityGroups, "sg-targets", `module.app["a"].aws_security_group.this`).Address(aws.SecurityGroupRules, "sgr-t1", `module.app["a"].aws_security_group.this`),
			"security-groups-admit", "",
		},
		"one of many default network ACLs": {denied().Address(aws.NetworkACLs, "acl-targets", `aws_default_network_acl.this["a"]`), "network-acls-admit", ""},
		"one of many security groups without rules inside": {rest().DropRules("sg-targets").Address(aws.SecurityGroups, "sg-targets", "aws_security_group.all[1]"), "security-groups-admit", `resource "aws_vpc_security_group_ingress_rule" "targets_from_nlb_8080" {
  security_group_id            = aws_security_group.all[1].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = "sg-nlb"
}
`},
		"a group of one of two modules of one source": {
			rest().DropRules("sg-targets").Address(aws.SecurityGroups, "sg-targets", `module.app["a"].aws_security_group.this`).Address(aws.SecurityGroups, "sg-nlb", `module.app["b"].aws_security_group.this`),
			"security-groups-admit", "",
		},
		"a load balancer that has its subnets in blocks": {
			oneZone([]testkit.Body{{"subnet_id": "subnet-lb-a", "allocation_id": "", "private_ipv4_address": "10.20.1.5"}}), "target-group-has-targets", `resource "aws_lb" "orders" {
  subnet_mapping {
    subnet_id            = aws_subnet.a.id
    private_ipv4_address = "10.20.1.5"
  }
  subnet_mapping {
    subnet_id = "subnet-targets-b"
  }
}
`},
		"a load balancer of which it is not known how it has its subnets": {oneZone("?known after apply"), "target-group-has-targets", ""},
		"an address of a load balancer that no expression gives": {
			oneZone([]testkit.Body{{"subnet_id": "subnet-lb-a", "allocation_id": "?known after apply"}}), "target-group-has-targets", "",
		},
		"https, which the targets may not speak": {
			rest().Set(aws.RestIntegrations, testkit.RestAPI+"/prod/orders/GET", "uri", "https://orders.internal.example:8443/v1"), "listener-on-port", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := provenAWS(t, c.world.World())
			if got := fixOf(t, r, c.check); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
				for _, f := range r.Findings {
					if f.Verdict == check.Fail || f.Verdict == check.Unknown {
						t.Logf("%s %s %v %d", f.Check, f.Summary, f.Missing, len(f.Repairs))
					}
				}
			}
		})
	}
}

// Whoever asks for a rule with a number in use gets none: AWS refuses it, and Terraform
// would replace the one that there is.
func TestNoFixTakesTheNumberOfARule(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "aws_default_network_acl.this"} {
		w := testkit.NewREST().NetworkACL("acl-targets", targetSubnets, "100 in deny tcp 8080 from 10.20.1.0/24", "200 in allow all from 0.0.0.0/0", "100 out allow all to 0.0.0.0/0", "50 out allow all to 0.0.0.0/0").
			Address(aws.NetworkACLs, "acl-targets", address).World()
		inv, err := w.Inventory()
		if err != nil {
			t.Fatal(err)
		}
		r := provenAWS(t, w)
		for _, f := range r.Findings {
			if f.Check != "network-acls-admit" || f.Verdict != check.Fail {
				continue
			}
			for number, shown := range map[int64]bool{100: false, 50: true, 99: true} {
				again := f
				again.Fix, again.Repairs = nil, []check.Repair{{Changes: []check.Change{f.Repairs[0].Changes[0]}}}
				entry := &again.Repairs[0].Changes[0]
				entry.Body = entry.Body.With("RuleNumber", value.OfInt(number))
				one := check.Report{Findings: []check.Finding{again}}
				if remedy.ProveAWS(&one, w, inv); (one.Findings[0].Fix != nil) != shown {
					t.Errorf("%s: with number %d: %v", address, number, one.Findings[0].Fix)
				}
			}
		}
	}
}

// What is told of two security groups is in a block for each.
func TestBlocksAreOneForEachResource(t *testing.T) {
	t.Parallel()
	w := testkit.NewRESTWithoutGroups().DropRules("sg-targets").RuleText("sg-targets", "in tcp 22 from 10.0.0.0/8")
	w.Address(aws.SecurityGroups, "sg-targets", "aws_security_group.targets").Address(aws.SecurityGroupRules, "sgr-t1", "aws_security_group.targets")
	text := fixOf(t, provenAWS(t, w.World()), "security-groups-admit")
	if strings.Count(text, "resource ") != 1 || strings.Count(text, "ingress {") != 2 {
		t.Errorf("not one block with two rules:\n%s", text)
	}
}
