package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// NetworkACLsAdmit asks whether network ACLs let requests, health checks and their
// replies through.
var NetworkACLsAdmit = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "network-acls-admit",
		Title:    "Network ACLs let requests, health checks and replies through, from the VPC link to every target",
		Hop:      check.HopFirewall,
		Severity: check.Error,
		Symptom:  "500, 503 or 504",
		Why: "A network ACL is asked about everything that leaves or enters a subnet, but not about what stays inside one. It knows no connections: a request needs a rule of egress where it starts and one of ingress where it ends, " +
			"and so do its replies, to the ports 1024 to 65535. The first rule that matches decides, by its number, and what none matches is denied: a network ACL without rules lets nothing through, " +
			"and Terraform removes all rules of a default one that it adopts. Security groups do not help: both have to admit a packet.",
		Fix: "Add the rule that the finding names, with a number below those that deny, or associate the subnet with another network ACL.",
		Unknown: "Unknown when network ACLs, subnets or addresses could not be read, or are known only after apply; ec2:DescribeNetworkAcls, ec2:DescribeSubnets, ec2:DescribeNetworkInterfaces and ec2:DescribeInstances settle it. " +
			"Not applicable where nothing is registered. What comes through PrivateLink to a load balancer is not judged: whether network ACLs are asked about it is not documented.",
		Since: "0.1.0",
		Reads: networkACLReads,
		References: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
			"https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
			"https://repost.aws/knowledge-center/security-network-acl-vpc-endpoint",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCrossing(inv, func(n *network, x *crossing) []check.Result {
			all := n.aclPassage(x, false)
			switch {
			case len(all.denied) > 0:
				return []check.Result{n.dropped(x, all, x.fails()+" by network ACLs")}
			case len(all.missing) > 0:
				return []check.Result{undecided(x.Identity, x.doubts()+" by network ACLs", fewest(all.missing)...)}
			case len(x.to) == 0:
				return []check.Result{inapplicable(x.Identity, "has nothing registered")}
			}
			return []check.Result{passed(x.Identity, "%s by network ACLs", x.passes())}
		})
	},
}

var networkACLReads = []string{
	"ec2.networkAcls", "ec2.subnets", "ec2.vpcs", "ec2.networkInterfaces", "ec2.instances",
	"elasticloadbalancing.loadBalancers", "elasticloadbalancing.listeners", "elasticloadbalancing.targetGroups", "elasticloadbalancing.targets",
	"apigatewayv2.vpcLinks", "servicediscovery.instances",
}
