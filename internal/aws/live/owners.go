package live

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// unseen leaves gaps for what none of the accounts that are read tells of, where the
// network is another's, or that of a peer: who uses its subnets sees neither the interfaces
// nor the security groups of others in them.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html.
func (c *collector) unseen() {
	owners := c.sharers()
	if len(owners) == 0 {
		return
	}
	seen := map[aws.Type]map[string]bool{aws.SecurityGroups: {}, aws.Instances: {}, aws.NetworkInterfaces: c.addressesSeen()}
	for _, r := range c.found {
		if ids := seen[r.Type]; ids != nil {
			ids[r.ID.Value()] = true
		}
	}
	gap := func(t aws.Type, what string, ids map[string]bool) {
		missing := slices.DeleteFunc(slices.Sorted(maps.Keys(ids)), func(id string) bool { return seen[t][id] })
		if len(missing) == 0 {
			return
		}
		c.gap(t, pi.Gap{
			What: what + " " + strings.Join(missing, ", "), Reason: "no account that is read tells of it",
			Settle: fmt.Sprintf("read the network as a role of the account that has it, too (--network-role, aws.network_role_arns): such as %s", strings.Join(owners, ", ")),
		})
	}
	gap(aws.SecurityGroups, "security group", c.needs.groups)
	gap(aws.Instances, "instance", c.needs.instances)
	addresses := map[string]bool{}
	for _, each := range c.needs.addresses {
		maps.Copy(addresses, each)
	}
	gap(aws.NetworkInterfaces, "the network interface of", addresses)
}

// sharers are the accounts whose networks the API's account uses, or has peers in, in order.
func (c *collector) sharers() []string {
	own := map[string]bool{}
	for _, r := range c.found {
		if r.Type == aws.LoadBalancers || r.Type == aws.CloudMapServices {
			own[accountIn(r.ID.Value())] = true
		}
	}
	var out []string
	for _, r := range c.found {
		var owners []value.Value
		switch r.Type {
		case aws.VPCs, aws.Subnets:
			owners = []value.Value{r.Body.Get("OwnerId")}
		case aws.PeeringConnections:
			owners = []value.Value{r.Body.Get("RequesterVpcInfo", "OwnerId"), r.Body.Get("AccepterVpcInfo", "OwnerId")}
		default:
		}
		for _, owner := range owners {
			if text := owner.Text(); text != "" && len(own) > 0 && !own[text] {
				out = append(out, text)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// accountIn is the account in an ARN; "" if there is none.
func accountIn(arn string) string {
	const account, parts = 4, 6
	if all := strings.SplitN(arn, ":", parts); len(all) == parts {
		return all[account]
	}
	return ""
}
