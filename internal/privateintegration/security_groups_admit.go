package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// SecurityGroupsAdmit asks whether security groups let requests and health checks
// through, from the VPC link to the targets.
var SecurityGroupsAdmit = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "security-groups-admit",
		Title:    "Security groups let requests and health checks through, from the VPC link to every target",
		Hop:      check.HopFirewall,
		Severity: check.Error,
		Symptom:  "500, 503 or 504",
		Why: "Between two network interfaces two sets of rules decide: the egress rules of all security groups of the one and the ingress rules of all groups of the other; replies need none. " +
			"Behind a VPC link V1 targets see the private addresses of the load balancer's nodes, whatever the client and the preservation of its address, so that rules for other addresses admit nothing. " +
			"A rule that refers to a group admits the interfaces that carry the group, which those of a load balancer without security groups do not. Terraform removes the egress rule that AWS gives each new group: " +
			"a group without egress rules sends nothing. Health checks need the port that they are made on, and count as much: targets that they do not reach get no requests.",
		Fix: "Add the rule that the finding names: for the port, from the group of the sender where it has one, else from its subnets.",
		Unknown: "Unknown when rules, groups or addresses could not be read, or are known only after apply. ec2:DescribeSecurityGroups, ec2:DescribeSecurityGroupRules, ec2:DescribeNetworkInterfaces, " +
			"ec2:DescribeInstances and ec2:GetManagedPrefixListEntries settle it. Not applicable where nothing is registered.",
		Since: "0.1.0",
		Reads: []string{
			"ec2.securityGroups", "ec2.securityGroupRules", "ec2.prefixLists", "ec2.networkInterfaces", "ec2.instances", "ec2.subnets", "ec2.vpcs",
			"elasticloadbalancing.loadBalancers", "elasticloadbalancing.listeners", "elasticloadbalancing.targetGroups", "elasticloadbalancing.targets",
			"apigatewayv2.vpcLinks", "servicediscovery.instances",
		},
		References: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
			"https://repost.aws/knowledge-center/security-network-acl-vpc-endpoint",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCrossing(inv, func(n *network, x *crossing) []check.Result { return []check.Result{n.groupsAdmit(x)} })
	},
}
