package privateintegration

import (
	"cmp"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A forwarding is a target group that a listener sends requests to.
type forwarding struct {
	group pick[TargetGroup]
	// weight is what share the group gets; 0 is none.
	weight value.Int
	// reach says whether requests of the call that was followed come to the group.
	reach reach
}

// forwardings lists where a listener sends requests of a call, or may send them: its
// default action first, then its rules in the order of their priorities; and why there
// may be more.
func (inv *Inventory) forwardings(l leg) (out []forwarding, missing []check.Missing) {
	add := func(actions value.List[Action], of string, at reach) {
		some, more := inv.ofActions(actions, of)
		missing = append(missing, more...)
		for _, f := range some {
			var doubt []check.Missing
			if g := f.group.certain; g != nil && f.weight.IsUnknown() {
				doubt = append(doubt, lacking("the weight of "+g.Subject(), f.weight.Why()))
			}
			if f.reach = at.then(f.served(), doubt...); f.reach.truth != value.False {
				out = append(out, f)
			}
		}
	}
	order := inv.inOrder(l)
	if order.rest.truth != value.False {
		add(l.listener.DefaultActions, l.listener.Subject(), order.rest)
	}
	for _, r := range order.rules {
		add(r.Actions, r.Subject(), r.reach)
	}
	return out, check.Distinct(append(missing, order.missing...))
}

// everyForwarding lists where a listener sends requests, whatever they are.
func (inv *Inventory) everyForwarding(l *Listener) []forwarding {
	out, _ := inv.ofActions(l.DefaultActions, l.Subject())
	rules, _, _ := inv.rulesOf(l)
	for _, r := range rules {
		some, _ := inv.ofActions(r.Actions, r.Subject())
		out = append(out, some...)
	}
	return out
}

// rulesOf are the rules of a listener in the order of their priorities, and those that
// may be. Listeners of Network Load Balancers have none.
func (inv *Inventory) rulesOf(l *Listener) (rules, possible []*ListenerRule, missing []check.Missing) {
	switch l.Protocol.Value() {
	case "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE":
		return nil, nil, nil
	}
	rules, possible, missing = below(inv.Rules, func(r *ListenerRule) value.String { return r.Listener }, l.Identity)
	slices.SortStableFunc(rules, func(a, b *ListenerRule) int { return cmp.Compare(a.Priority.Value(), b.Priority.Value()) })
	return rules, possible, missing
}

// ofActions lists the target groups of actions.
func (inv *Inventory) ofActions(actions value.List[Action], of string) (out []forwarding, missing []check.Missing) {
	if actions.IsUnknown() {
		return nil, []check.Missing{lacking("what "+of+" does with requests", actions.Why())}
	}
	for _, a := range actions.Value() {
		switch typ, known := a.Type.Get(); {
		case !known:
			missing = append(missing, lacking("what "+of+" does with requests", a.Type.Why()))
			continue
		case typ != "forward":
			continue
		}
		tuples, listed := a.Forward.TargetGroups.Get()
		switch {
		case listed && len(tuples) > 0:
			for _, t := range tuples {
				out = append(out, forwarding{pickByID(inv.TargetGroups, "target group", t.TargetGroup), t.Weight.Or(1), certainly})
			}
		case a.Forward.TargetGroups.IsUnknown():
			missing = append(missing, lacking("the target groups of "+of, a.Forward.TargetGroups.Why()))
		default:
			out = append(out, forwarding{pickByID(inv.TargetGroups, "target group", a.TargetGroup), value.Known[int64](1), certainly})
		}
	}
	for _, f := range out {
		missing = append(missing, f.group.missing...)
	}
	return out, missing
}

// served says whether the group certainly, possibly or never gets requests.
func (f forwarding) served() value.Truth {
	return value.Is(f.weight, 0).Not()
}
