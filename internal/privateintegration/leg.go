package privateintegration

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// legs are the listeners that a call's requests pass, in their order, and why there may
// be more.
type legs struct {
	front   front
	list    []leg
	missing []check.Missing
}

// A leg is one listener that a call's requests pass: that of the load balancer behind
// the VPC link, or that of the Application Load Balancer behind a Network Load Balancer.
type leg struct {
	call     call
	balancer *LoadBalancer
	listener *Listener
	// v1 says that the VPC link is one of V1.
	v1 bool
	// https says whether requests come to the listener encrypted.
	https value.Bool
	// behind is the target group that has the load balancer as a target; nil for that
	// behind the VPC link.
	behind *TargetGroup
	// reach says whether requests come to the listener.
	reach reach
	// groups are those that requests are sent to, or may be.
	groups []forwarding
	// ways tells calls apart that are not sent to the same groups, or not as certainly.
	ways string
	// missing says why there may be other groups.
	missing []check.Missing
}

// findLegs follows a call.
func (inv *Inventory) findLegs(c call) legs {
	out := legs{front: inv.frontOf(c)}
	f := out.front
	out.missing = f.missing
	if f.balancer.certain == nil || f.listener.certain == nil {
		return out
	}
	first := inv.sent(leg{call: c, balancer: f.balancer.certain, listener: f.listener.certain, v1: f.link.certainV1() != nil, https: f.https, reach: certainly})
	out.list = append(out.list, first)
	for _, g := range first.groups {
		if g.group.certain == nil || value.Is(g.group.certain.TargetType, TargetALB) != value.True {
			continue
		}
		more, missing := inv.legsBehind(first, g)
		out.list, out.missing = append(out.list, more...), append(out.missing, missing...)
	}
	return out
}

// sent is the leg with the groups that its listener sends requests to.
func (inv *Inventory) sent(l leg) leg {
	l.groups, l.missing = inv.forwardings(l)
	ways := []string{l.listener.Address, idText(l.listener.ID)}
	for _, f := range l.groups {
		if g := f.group.certain; g != nil {
			ways = append(ways, f.reach.truth.String(), g.Address, idText(g.ID))
		}
	}
	l.ways = strings.Join(ways, "\x00")
	return l
}

// legsBehind are the listeners of the Application Load Balancers that are a group's
// targets.
func (inv *Inventory) legsBehind(first leg, f forwarding) (out []leg, missing []check.Missing) {
	g := f.group.certain
	targets, _, missing := inv.targetsOf(g)
	for _, t := range targets {
		lb := pickByID(inv.LoadBalancers, "load balancer", t.Target)
		missing = append(missing, lb.missing...)
		if lb.certain == nil {
			continue
		}
		l := inv.listenerOn(lb.certain, t.portIn(g))
		missing = append(missing, l.missing...)
		if l.certain != nil {
			out = append(out, inv.sent(leg{call: first.call, balancer: lb.certain, listener: l.certain, v1: first.v1, https: first.spoken(g), behind: g, reach: f.reach}))
		}
	}
	return out, missing
}

// ways tells apart calls that do not go alike.
func (l *legs) ways() string {
	out := make([]string, len(l.list))
	for i, at := range l.list {
		out[i] = at.ways
	}
	return strings.Join(out, "\x01")
}

// spoken says whether the listener's requests come to a group's targets encrypted.
func (l leg) spoken(g *TargetGroup) value.Bool {
	switch l.listener.Protocol.Value() {
	case "TLS", "HTTPS", "HTTP":
		return value.Map(g.Protocol, func(p string) bool { return p == "TLS" || p == "HTTPS" })
	}
	return l.https
}

// targetsOf are the targets that are known of a group, what registers others, and why
// there may be more.
func (inv *Inventory) targetsOf(g *TargetGroup) (targets []*Target, registrars []string, missing []check.Missing) {
	certain, possible, missing := below(inv.Targets, func(t *Target) value.String { return t.Group }, g.Identity)
	for _, t := range certain {
		if r := t.Registrar.Value(); r != "" {
			registrars = append(registrars, r)
			continue
		}
		targets = append(targets, t)
	}
	for _, t := range possible {
		missing = append(missing, lacking("the target group of "+t.Subject(), t.Group.Why()))
	}
	return targets, registrars, missing
}

// portIn is the port that requests go to: the target's own, else its group's.
func (t *Target) portIn(g *TargetGroup) value.Int {
	if t.Port.IsNull() {
		return g.Port
	}
	return t.Port
}

// eachLeg asks of each call about every listener that its requests pass.
func eachLeg(inv *Inventory, ask func(l leg) []check.Result) []check.Result {
	return perCall(inv, func(c call) []check.Result {
		found := inv.legsOf(c)
		var out []check.Result
		for _, l := range found.list {
			for _, r := range ask(l) {
				out = append(out, l.reach.soften(r))
			}
		}
		if len(found.missing) > 0 {
			out = append(out, undecided(c.Identity, "reaches a listener that is not known", found.missing...))
		}
		return out
	})
}

// perLeg asks about every listener that requests pass, once for all calls that pass it
// alike.
func perLeg(inv *Inventory, ask func(l leg) []check.Result) []check.Result {
	type key struct {
		listener *Listener
		https    value.Truth
		private  value.Truth
		behind   *TargetGroup
		ways     string
	}
	seen := map[key]bool{}
	return eachLeg(inv, func(l leg) []check.Result {
		k := key{l.listener, value.Is(l.https, true), l.call.private, l.behind, l.ways}
		if seen[k] {
			return nil
		}
		seen[k] = true
		return ask(l)
	})
}

// A use is a target group that requests of a listener go to.
type use struct {
	leg
	group *TargetGroup
}

// perGroup asks about every target group that requests go to, once for each listener.
func perGroup(inv *Inventory, ask func(u use) []check.Result) []check.Result {
	return perLeg(inv, func(l leg) []check.Result {
		var out []check.Result
		for _, f := range l.groups {
			if f.group.certain == nil {
				continue
			}
			for _, r := range ask(use{l, f.group.certain}) {
				out = append(out, f.reach.soften(r))
			}
		}
		if len(l.missing) > 0 {
			out = append(out, undecided(l.listener.Identity, "sends requests to target groups that are not known", l.missing...))
		}
		return out
	})
}
