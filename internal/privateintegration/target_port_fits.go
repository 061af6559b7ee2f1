package privateintegration

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// TargetPortFits asks whether target groups fit their listener and their targets.
var TargetPortFits = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "target-port-fits",
		Title:    "The target group's protocol, port and type fit its listener and its targets",
		Hop:      check.HopTargets,
		Severity: check.Error,
		Symptom:  "apply fails, 464 or 500",
		Why: "A Network Load Balancer's TCP listener sends to TCP groups, a TLS listener to TCP and TLS ones; an Application Load Balancer sends to HTTP and HTTPS. A group that has an Application Load Balancer as its target " +
			"must send to a port on which that listens. API Gateway speaks HTTP/1.1, which a group of protocol version HTTP2 or GRPC answers with 464. A group of IPv6 addresses needs a dualstack load balancer, and instances are in the group's VPC.",
		Fix:     "Let the port of the target group be one of the Application Load Balancer's listeners, its protocol one that the listener sends to, and `protocol_version` HTTP1. Register targets in another VPC by their addresses.",
		Unknown: "Unknown when the protocols, ports or targets are known only after apply, or listeners and targets could not be read.",
		Since:   "0.1.0",
		Reads:   []string{"elasticloadbalancing.listeners", "elasticloadbalancing.targetGroups", "elasticloadbalancing.targets", "elasticloadbalancing.loadBalancers", "ec2.instances"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perGroup(inv, func(u use) []check.Result { return []check.Result{inv.groupFits(u)} })
	},
}

// taken are the protocols of target groups that a listener's protocol sends to.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html.
var taken = map[string][]string{
	"TCP": {"TCP", "TCP_UDP"}, "TLS": {"TCP", "TLS"}, "UDP": {"UDP", "TCP_UDP"}, "TCP_UDP": {"TCP_UDP"},
	"HTTP": {"HTTP", "HTTPS"}, "HTTPS": {"HTTP", "HTTPS"},
}

func (inv *Inventory) groupFits(u use) check.Result {
	listener, group := u.listener.Protocol.Value(), u.group.Protocol.Value()
	lambda := value.Is(u.group.TargetType, TargetLambda) == value.True
	switch list, known := taken[listener]; {
	case lambda && (listener == "HTTP" || listener == "HTTPS"):
		return passed(u.group.Identity, "calls a Lambda function")
	case known && u.group.Protocol.IsKnown() && !slices.Contains(list, group):
		return misfit(u, "Protocol", "a protocol that its listener does not send to", group, fmt.Sprintf("A %s listener sends to %v, and the group is %s.", listener, list, group))
	}
	if version := u.group.ProtocolVersion.Value(); version == "HTTP2" || version == "GRPC" {
		return misfit(u, "ProtocolVersion", "a protocol version that API Gateway does not speak", version, "API Gateway speaks HTTP/1.1 to backends, and the load balancer answers 464.")
	}
	if u.group.IPAddressType.Value() == "ipv6" && u.balancer.IPAddressType.Value() == "ipv4" {
		return misfit(u, "IpAddressType", "IPv6 addresses, which its load balancer does not have", "ipv6", "The load balancer has IPv4 addresses only.")
	}
	r := inv.targetsFit(u)
	switch {
	case r != nil:
		return *r
	case u.listener.Protocol.IsUnknown():
		return undecided(u.group.Identity, "has a listener of which the protocol is not known", lacking("the protocol of "+u.listener.Subject(), u.listener.Protocol.Why()))
	case !u.group.Protocol.IsKnown():
		return undecided(u.group.Identity, "has a protocol that is not known", lacking("the protocol of "+u.group.Subject(), u.group.Protocol.Why()))
	case u.group.ProtocolVersion.IsUnknown():
		return undecided(u.group.Identity, "has a protocol version that is not known", lacking("the protocol version of "+u.group.Subject(), u.group.ProtocolVersion.Why()))
	}
	return passed(u.group.Identity, "fits its listener and its targets")
}

// targetsFit judges a group's targets; nil when nothing is wrong with them.
func (inv *Inventory) targetsFit(u use) *check.Result {
	targets, _, missing := inv.targetsOf(u.group)
	unsure := false
	for _, t := range targets {
		if instance := pickByID(inv.Instances, "instance", t.Target).certain; instance != nil && value.SameID(instance.VPC, u.group.VPC) == value.False {
			r := misfit(u, "VpcId", "an instance of another VPC as a target", instance.VPC.Value(), "An instance is registered in its own VPC only.")
			r.Related = append(r.Related, instance.Subject())
			return &r
		}
		if value.Is(u.group.TargetType, TargetALB) != value.True {
			continue
		}
		lb := pickByID(inv.LoadBalancers, "load balancer", t.Target)
		if lb.certain == nil {
			unsure, missing = unsure || len(lb.missing) > 0, append(missing, lb.missing...)
			continue
		}
		l := inv.listenerOn(lb.certain, t.portIn(u.group))
		switch {
		case l.none():
			r := misfit(u, "Port", "a port on which its Application Load Balancer does not listen", fmt.Sprint(t.portIn(u.group).Value()), "The load balancer "+lb.certain.Subject()+" has no listener on it.")
			r.Related = append(r.Related, lb.certain.Subject())
			return &r
		case l.certain == nil:
			unsure, missing = true, append(missing, l.missing...)
		}
	}
	if unsure {
		r := undecided(u.group.Identity, "has a load balancer as a target that is not known", missing...)
		return &r
	}
	return nil
}

func misfit(u use, field, fact, text, detail string) check.Result {
	r := blaming(field, failed(u.group.Identity, "has %s", fact))
	r.Detail = detail
	r.Witness = []check.Fact{{Name: field, Value: text}, {Name: "listener", Value: u.listener.Subject()}, {Name: "listenerProtocol", Value: u.listener.Protocol.Value()}}
	r.Related = []string{u.listener.Subject()}
	return r
}
