package remedy_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// What a fix makes is where the thing is that it mends: in its region, by its provider.
func TestFixesForAWSAreMadeWhereTheyBelong(t *testing.T) {
	t.Parallel()
	const here, there = testkit.AWSRegion, "us-east-1"
	// A group without the rule, and a load balancer, which may be in another module.
	rest := func(group, balancer string) *testkit.AWS {
		return testkit.NewREST().DropRules("sg-targets").Address(aws.SecurityGroups, "sg-targets", group).Address(aws.LoadBalancers, testkit.NLB, balancer)
	}
	// One more thing, in another region.
	other := func(w *testkit.AWS) *testkit.AWS {
		w.Add(aws.VPCs, "vpc-there", "", testkit.Body{"VpcId": "vpc-there", "CidrBlock": "10.30.0.0/16"})
		return w.Address(aws.VPCs, "vpc-there", "aws_vpc.there").Region(aws.VPCs, "vpc-there", there)
	}
	rule := func(comment, where, group string) string {
		return comment + `resource "aws_vpc_security_group_ingress_rule" "targets_from_nlb_8080" {
` + where + `  security_group_id            = ` + group + `.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = "sg-nlb"
}
`
	}
	const group, balancer = "aws_security_group.targets", "aws_lb.orders"
	for name, c := range map[string]struct {
		world *testkit.AWS
		want  string
	}{
		"one region": {rest(group, balancer).Region(aws.SecurityGroups, "sg-targets", here), rule("", "", group)},
		"two regions": {
			other(rest(group, balancer)).Region(aws.SecurityGroups, "sg-targets", here),
			rule("", "  region                       = "+group+".region\n", group),
		},
		"two regions, of which one is not known": {
			other(rest(group, balancer)).Region(aws.SecurityGroups, "sg-targets", ""),
			rule("", "  region                       = "+group+".region\n", group),
		},
		"two regions and a module": {
			other(rest("module.app."+group, balancer)).Region(aws.SecurityGroups, "sg-targets", here),
			rule("# in module.app\n", "  region                       = "+group+".region\n", group),
		},
		"a region that a configuration writes out": {
			rest(group, balancer).Region(aws.SecurityGroups, "sg-targets", here).Argument(aws.SecurityGroups, "sg-targets", "region", here),
			rule("", "  region                       = "+group+".region\n", group),
		},
		"another provider": {
			rest(group, balancer).Provider(aws.SecurityGroups, "sg-targets", "aws.west", here),
			rule("", "  provider                     = aws.west\n", group),
		},
		"two regions and another provider": {
			other(rest(group, balancer)).Provider(aws.SecurityGroups, "sg-targets", "aws.west", here),
			rule("", "  provider                     = aws.west\n", group),
		},
		"two regions and the usual provider": {
			other(rest(group, balancer)).Provider(aws.SecurityGroups, "sg-targets", "", here),
			rule("", "", group),
		},
		"two regions, and nothing tells the provider":  {other(rest(group, balancer)), ""},
		"two regions, and a group that nobody manages": {other(testkit.NewREST().DropRules("sg-targets").Address(aws.LoadBalancers, testkit.NLB, balancer)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := fixOf(t, provenAWS(t, c.world.World()), "security-groups-admit"); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
		})
	}
}
