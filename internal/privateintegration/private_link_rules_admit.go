package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PrivateLinkRulesAdmit asks whether the rules of load balancers that are asked about
// PrivateLink traffic admit some on the listener's port.
var PrivateLinkRulesAdmit = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "private-link-rules-admit",
		Title:    "A load balancer that asks its security groups about PrivateLink traffic has a rule that can admit it",
		Hop:      check.HopFirewall,
		Severity: check.Error,
		Symptom:  "500",
		Why: "A VPC link V1 reaches its Network Load Balancer through PrivateLink. If that has security groups, their ingress rules are asked about this traffic too, unless " +
			"`enforce_security_group_inbound_rules_on_private_link_traffic` is `off`; it is `on` by default. What is compared is the client's own private address, which lies in a network of API Gateway and not in yours: " +
			"a rule that refers to a security group never holds, and without a rule for the listener's port by address every connection is dropped, although a test from within the VPC succeeds.",
		Fix: "Set `enforce_security_group_inbound_rules_on_private_link_traffic = \"off\"` on the load balancer, or admit `0.0.0.0/0` on the port of the listener: nobody but API Gateway comes by this endpoint.",
		Unknown: "Unknown when rules or the attribute could not be read, or are known only after apply: ec2:DescribeSecurityGroupRules and elasticloadbalancing:DescribeLoadBalancers settle it. " +
			"Not applicable to links V2, and to load balancers without security groups.",
		Since: "0.1.0",
		Reads: []string{"elasticloadbalancing.loadBalancers", "elasticloadbalancing.listeners", "ec2.securityGroups", "ec2.securityGroupRules", "ec2.prefixLists", "apigateway.vpcLinks"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSecurityGroups.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perPrivateLink(inv, func(l privateLink) check.Result {
			switch {
			case l.asks == value.False:
				return passed(l.balancer.Identity, "lets PrivateLink traffic in without asking its rules")
			case l.ruling.denied.Covers(l.everyClient()) && l.asks == value.True:
				return l.refused()
			case l.ruling.denied.Covers(l.everyClient()):
				return undecided(l.balancer.Identity, "may refuse PrivateLink traffic", l.enforcement())
			case l.ruling.allowed.IsEmpty():
				return undecided(l.balancer.Identity, "may refuse PrivateLink traffic", fewest(l.ruling.doubts(l.client, l.listener.Port))...)
			}
			return passed(l.balancer.Identity, "has a rule for PrivateLink traffic to tcp port %s", portText(l.listener.Port))
		})
	},
}

// A privateLink is a load balancer behind a VPC link V1, and what its security groups
// let in.
type privateLink struct {
	balancer *LoadBalancer
	listener *Listener
	// asks says whether the rules are asked about PrivateLink traffic.
	asks   value.Truth
	client *end
	ruling *ruling
	// repairs let the traffic in.
	repairs []check.Repair
}

// perPrivateLink asks about each listener that calls reach through PrivateLink.
func perPrivateLink(inv *Inventory, ask func(privateLink) check.Result) []check.Result {
	n := inv.network()
	n.mu.Lock()
	defer n.mu.Unlock()
	// Whatever network the client is in, it carries none of the groups of this one.
	client := &end{name: "API Gateway", where: anywhere, carried: carried{unfiltered: true, of: "API Gateway"}}
	client.class = client.key()
	gates := map[gateKey]*gate{}
	return perCall(inv, func(c call) []check.Result {
		f := inv.legsOf(c).front
		lb, l := f.balancer.certain, f.listener.certain
		switch {
		case f.link.certainV1() == nil:
			return nil
		case lb == nil || l == nil:
			if len(f.missing) > 0 {
				return []check.Result{undecided(c.Identity, "reaches a load balancer that is not known", f.missing...)}
			}
			return nil
		}
		if typ, known := lb.Type.Get(); known && typ != Network {
			return []check.Result{inapplicable(lb.Identity, "is no Network Load Balancer, which a link V1 takes")} // link-version-fits-api says so
		}
		groups := n.groupsOf(lb)
		if groups.unfiltered {
			return []check.Result{inapplicable(lb.Identity, "has no security groups")}
		}
		node := &end{name: lb.text(), carried: groups, vpc: lb.VPC}
		node.class = node.key()
		link := privateLink{lb, l, value.Is(lb.EnforceOnPrivateLink.Or("on"), "off").Not(), client, n.gateOf(gates, groups, false).rule(node, client, l.Port), nil}
		link.repairs = link.openToPrivateLink(n)
		return []check.Result{ask(link)}
	})
}

func (l privateLink) everyClient() packet.Set { return l.client.query(l.listener.Port) }

func (l privateLink) enforcement() check.Missing {
	return lacking("whether "+l.balancer.Subject()+" asks its rules about PrivateLink traffic", l.balancer.EnforceOnPrivateLink.Why())
}

// refused is the result for rules that admit no address on the port.
func (l privateLink) refused() check.Result {
	lb, port := l.balancer, portText(l.listener.Port)
	r := blaming("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", failed(lb.Identity, "refuses PrivateLink traffic to tcp port %s", port))
	p, trace := l.ruling.trace(&end{name: lb.text()}, l.client, l.listener.Port)
	r.Witness, r.Repairs = l.witness(p), l.repairs
	r.Trace = trace
	r.Detail = fmt.Sprintf("Every request through the VPC link is dropped: the rules of %s (%s) are asked about PrivateLink traffic, and none admits any address on tcp port %s.", lb.text(), l.ruling.gate.text(), port)
	for _, rule := range l.ruling.gate.rules {
		if !rule.reference.IsNull() {
			r.Detail += fmt.Sprintf(" The rule %s refers to a security group, which API Gateway's own network does not have.", rule.subject)
			break
		}
	}
	r.Related = l.related()
	r.Remediation = fmt.Sprintf("Set enforce_security_group_inbound_rules_on_private_link_traffic = \"off\", or add an ingress rule to security group %s: tcp %s from 0.0.0.0/0.", l.ruling.gate.firstText(), port)
	return r
}

func (l privateLink) witness(p packet.Packet) []check.Fact {
	return []check.Fact{
		{Name: "source", Value: p.Source.String()}, {Name: "protocol", Value: "tcp"}, {Name: "port", Value: int(p.Port)},
		{Name: "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", Value: orText(l.balancer.EnforceOnPrivateLink, "on")},
		{Name: "security groups", Value: l.ruling.gate.text()},
	}
}

func (l privateLink) related() []string {
	var out []string
	for _, g := range l.ruling.gate.groups.Value() {
		out = append(out, targetText(g))
	}
	return append(out, l.listener.Subject())
}
