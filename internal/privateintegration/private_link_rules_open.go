package privateintegration

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PrivateLinkRulesOpen asks whether the rules that are asked about PrivateLink traffic
// are not limited to addresses that API Gateway need not have.
var PrivateLinkRulesOpen = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "private-link-rules-open",
		Title:    "Rules that are asked about PrivateLink traffic are not limited to addresses of your own",
		Hop:      check.HopFirewall,
		Severity: check.Warning,
		Symptom:  "500",
		Why: "The rules of a Network Load Balancer compare PrivateLink traffic with the private address of its client. Behind a VPC link V1 that is an address of API Gateway's own network, which AWS does not publish. " +
			"Rules for the addresses of your VPC, of a bastion or of an office very likely admit none of it; a test from there succeeds all the same.",
		Fix: "Set `enforce_security_group_inbound_rules_on_private_link_traffic = \"off\"` on the load balancer, or admit `0.0.0.0/0` on the port of the listener. That opens nothing: " +
			"the endpoint service lets in only whom it was made for, and a load balancer that is internal has no public address.",
		Unknown: "Unknown when rules or the attribute are not known, and for rules that admit all private addresses, as API Gateway's may be among them. " +
			"Not applicable to links V2, to load balancers without security groups, and where private-link-rules-admit fails.",
		Since: "0.1.0",
		Reads: []string{"elasticloadbalancing.loadBalancers", "elasticloadbalancing.listeners", "ec2.securityGroups", "ec2.securityGroupRules", "ec2.prefixLists", "apigateway.vpcLinks"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perPrivateLink(inv, privateLink.open)
	},
}

// privateRanges are the addresses that networks use within themselves.
//
// Source: RFC 1918 and RFC 6598.
var privateRanges = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("100.64.0.0/10"),
}

func (l privateLink) open() check.Result {
	of, all := l.balancer.Identity, l.everyClient()
	private := setOf(privateRanges, packet.Service{Protocols: packet.ProtocolSet(packet.TCP), Ports: portsOf(l.listener.Port)})
	switch {
	case l.asks == value.False:
		return passed(of, "lets PrivateLink traffic in without asking its rules")
	case l.ruling.allowed.Covers(all):
		return passed(of, "admits PrivateLink traffic from any address")
	case l.ruling.denied.Covers(all):
		return inapplicable(of, "refuses PrivateLink traffic from any address")
	case !l.ruling.decision.Unsettled().Intersect(all).IsEmpty():
		return undecided(of, "may refuse PrivateLink traffic from some addresses", fewest(l.ruling.doubts(l.client, l.listener.Port))...)
	case l.asks == value.Undecided:
		return undecided(of, "may refuse PrivateLink traffic from some addresses", l.enforcement())
	case l.ruling.allowed.Covers(private):
		return undecided(of, "admits PrivateLink traffic from private addresses only", check.Missing{
			What: "whether API Gateway's own network has other addresses: AWS does not publish them", Settle: "admit 0.0.0.0/0, or set enforce_security_group_inbound_rules_on_private_link_traffic to off",
		})
	}
	r := blaming("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", failed(of, "admits PrivateLink traffic from a few addresses only"))
	p, trace := l.ruling.trace(&end{name: l.balancer.text()}, l.client, l.listener.Port)
	r.Witness, r.Trace, r.Related, r.Repairs = l.witness(p), trace, l.related(), l.repairs
	var admitted []string
	for _, s := range l.ruling.allowed.Intersect(all).Sources() {
		const most = 6
		if len(admitted) == most {
			admitted = append(admitted, "and more")
			break
		}
		admitted = append(admitted, s.String())
	}
	r.Detail = fmt.Sprintf("Requests through the VPC link come from a network of API Gateway's own, whose addresses AWS does not publish. The rules of %s (%s) admit tcp port %s from %s only.",
		l.balancer.text(), l.ruling.gate.text(), portText(l.listener.Port), strings.Join(admitted, ", "))
	return r
}
