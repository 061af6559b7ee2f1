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

// forwardings lists the groups that a listener sends requests of a call to, or may send
// them to, each once: its default action's first, then its rules' in the order of their
// priorities; and why there may be more.
func (inv *Inventory) forwardings(l leg) (out []forwarding, missing []check.Missing) {
	order := inv.inOrder(l)
	answers := 0           // of the listener that requests get, or may get
	leads := map[int]int{} // how many of them certainly lead to a group, by its place
	add := func(actions value.List[Action], of string, at reach) {
		some, more := inv.ofActions(actions, of)
		answers, missing = answers+1, append(missing, more...)
		counted := map[int]bool{}
		for _, f := range some {
			f.reach = at.then(f.served(), f.doubt()...)
			if f.reach.truth == value.False {
				continue
			}
			i := slices.IndexFunc(out, func(o forwarding) bool { return o.group.certain != nil && o.group.certain == f.group.certain })
			if i < 0 {
				i, out = len(out), append(out, f)
			} else {
				out[i].reach = out[i].reach.or(f.reach)
			}
			if f.served() == value.True && !counted[i] {
				counted[i] = true
				leads[i]++
			}
		}
	}
	if order.rest.truth != value.False {
		add(l.listener.DefaultActions, l.listener.Subject(), order.rest)
	}
	for _, r := range order.rules {
		add(r.Actions, r.Subject(), r.reach)
	}
	for i := range out {
		// Whichever rule takes a request, it comes there.
		if leads[i] == answers && len(order.missing) == 0 {
			out[i].reach = l.reach
		}
	}
	return out, check.Distinct(append(missing, order.missing...))
}

// doubt says why it is not known whether the group has a share.
func (f forwarding) doubt() []check.Missing {
	if f.group.certain == nil || !f.weight.IsUnknown() {
		return nil
	}
	return []check.Missing{lacking("the weight of "+f.group.certain.Subject(), f.weight.Why())}
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
