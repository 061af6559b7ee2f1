package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// Concerned says of each backend service, in the order of the inventory, whether it is
// there for Apigee: broken or drained, it still is. It is for what logs say, where the
// errors of a service that leads nowhere any more are the ones that matter.
func (inv *Inventory) Concerned() []value.Truth {
	groups, own := inv.groups(), inv.managedGroups()
	out := make([]value.Truth, 0, len(inv.BackendServices.Items))
	for _, s := range inv.BackendServices.Items {
		members, missing := inv.members(s, own)
		concerned := value.TruthOf(false)
		if len(members) == 0 || len(missing) > 0 {
			concerned = value.Undecided
		}
		for _, m := range members {
			concerned = value.Or(concerned, m.concerned(groups))
		}
		out = append(out, concerned)
	}
	return out
}

// concerned says whether a backend is, or was, a way to Apigee.
func (m member) concerned(groups []proxyGroup) value.Truth {
	switch {
	case m.managed.ok:
		g := groups[m.managed.item.place]
		return value.Or(g.isProxy, value.TruthOf(len(g.destinations) > 0))
	case m.endpoints.ok:
		psc := value.Is(m.endpoints.item.NetworkEndpointType.Or(purposePSC), purposePSC)
		return value.And(psc, value.TruthOf(!m.endpoints.item.PSCTargetService.IsNull()))
	}
	return value.Undecided
}
