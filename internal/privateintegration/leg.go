package privateintegration

import (
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
	// https says whether requests come to the listener encrypted.
	https value.Bool
	// behind is the target group that has the load balancer as a target; nil for that
	// behind the VPC link.
	behind *TargetGroup
	groups []forwarding
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
	first := inv.legAt(c, f.balancer.certain, f.listener.certain, f.https, nil)
	out.list = append(out.list, first)
	for _, g := range first.groups {
		if g.group.certain == nil || value.Is(g.group.certain.TargetType, TargetALB) != value.True {
			continue
		}
		more, missing := inv.legsBehind(first, g.group.certain)
		out.list, out.missing = append(out.list, more...), append(out.missing, missing...)
	}
	return out
}

func (inv *Inventory) legAt(c call, lb *LoadBalancer, l *Listener, https value.Bool, behind *TargetGroup) leg {
	out := leg{call: c, balancer: lb, listener: l, https: https, behind: behind}
	out.groups, out.missing = inv.forwardings(l)
	return out
}

// legsBehind are the listeners of the Application Load Balancers that are targets.
func (inv *Inventory) legsBehind(first leg, g *TargetGroup) (out []leg, missing []check.Missing) {
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
			out = append(out, inv.legAt(first.call, lb.certain, l.certain, first.spoken(g), g))
		}
	}
	return out, missing
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

// perLeg asks about every listener that requests pass, once for all calls that pass it
// alike.
func perLeg(inv *Inventory, ask func(l leg) []check.Result) []check.Result {
	type key struct {
		listener *Listener
		https    value.Truth
		private  value.Truth
		behind   *TargetGroup
	}
	seen := map[key]bool{}
	return perCall(inv, func(c call) []check.Result {
		found := inv.legsOf(c)
		var out []check.Result
		for _, l := range found.list {
			k := key{l.listener, value.Is(l.https, true), c.private, l.behind}
			if seen[k] {
				continue
			}
			seen[k] = true
			out = append(out, ask(l)...)
		}
		if len(found.missing) > 0 {
			out = append(out, undecided(c.Identity, "reaches a listener that is not known", found.missing...))
		}
		return out
	})
}

// A use is a target group that requests of a listener go to.
type use struct {
	leg
	group *TargetGroup
	// served says whether any requests go there.
	served value.Truth
}

// perGroup asks about every target group that requests go to, once for each listener.
func perGroup(inv *Inventory, ask func(u use) []check.Result) []check.Result {
	return perLeg(inv, func(l leg) []check.Result {
		var out []check.Result
		missing := l.missing
		for _, f := range l.groups {
			if f.group.certain == nil || f.served() == value.False {
				continue
			}
			u := use{l, f.group.certain, f.served()}
			for _, r := range ask(u) {
				if r.Verdict == check.Fail && u.served != value.True {
					r.Verdict = check.Unknown
					r.Missing = append(r.Missing, lacking("the weight of "+u.group.Subject(), f.weight.Why()))
				}
				out = append(out, r)
			}
		}
		if len(missing) > 0 {
			out = append(out, undecided(l.listener.Identity, "sends requests to target groups that are not known", missing...))
		}
		return out
	})
}
