package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// NetworkACLsAdmitAllReplies asks whether network ACLs let replies through on all the
// ports that load balancers use.
var NetworkACLsAdmitAllReplies = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "network-acls-admit-all-replies",
		Title:    "Network ACLs let replies through on all ports that requests may come from",
		Hop:      check.HopFirewall,
		Severity: check.Warning,
		Symptom:  "500, 503 or 504, now and then",
		Why: "A reply goes to the port that its request came from, and a load balancer takes any from 1024 to 65535. Network ACLs that admit the ports of Linux, 32768 to 60999, or those of Windows, drop the replies to a part of the requests: " +
			"some calls time out, and targets turn unhealthy and healthy again.",
		Fix:     "Admit tcp 1024-65535 from the targets to the load balancer, in the network ACLs of both subnets.",
		Unknown: "Unknown when network ACLs, subnets or addresses could not be read, or are known only after apply. Not applicable where no reply gets through at all, which network-acls-admit says, or nothing is registered.",
		Since:   "0.1.0",
		Reads:   networkACLReads,
		References: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCrossing(inv, func(n *network, x *crossing) []check.Result {
			all := n.aclPassage(x, true)
			switch {
			case len(all.denied) > 0:
				fact := "loses some replies of its targets by network ACLs"
				if x.fromLink {
					fact = "loses some replies of " + x.receiver + " by network ACLs"
				}
				return []check.Result{n.dropped(x, all, fact)}
			case len(x.to) == 0:
				return []check.Result{inapplicable(x.Identity, "has nothing registered")}
			case len(all.missing) > 0:
				return []check.Result{undecided(x.Identity, "may lose some replies by network ACLs", fewest(all.missing)...)}
			case len(n.aclPassage(x, false).denied) > 0:
				return []check.Result{inapplicable(x.Identity, "gets none of its packets through")}
			}
			return []check.Result{passed(x.Identity, "gets its replies through network ACLs")}
		})
	},
}
