package apigee

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A member is a backend of a backend service, and the group behind it.
type member struct {
	service BackendService
	backend Backend
	// managed is the place of its manager, if it is a managed instance group;
	// endpoints is the network endpoint group. At most one is certain.
	managed   found[placed]
	endpoints found[NetworkEndpointGroup]
}

// members returns the backends of a service, and why there may be more.
func (inv *Inventory) members(s BackendService, groups Listing[placed]) ([]member, []check.Missing) {
	if s.Backends.IsUnknown() {
		return nil, []check.Missing{lacking("the backends of "+s.Subject(), s.Backends.Why())}
	}
	var out []member
	for _, b := range s.Backends.Value() {
		m := member{service: s, backend: b}
		what := "the group of a backend of " + s.Subject()
		ref := computeReference(value.Map(b.Group, instanceGroupURL), "", s.Ref.Value().Project())
		switch path := ref.Value().Path(); {
		case strings.Contains(path, "/instanceGroups/"):
			m.managed = find(inv, what, ref, groups)
		case strings.Contains(path, "/networkEndpointGroups/"):
			m.endpoints = find(inv, what, ref, inv.NetworkEndpointGroups)
		default:
			m.managed = find(inv, what, ref, groups, "instance_group")
			if !m.managed.ok {
				m.endpoints = find(inv, what, ref, inv.NetworkEndpointGroups)
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// managedGroups lists the groups of the instance group managers, each under its
// own name and at its manager's place.
func (inv *Inventory) managedGroups() Listing[placed] {
	out := Listing[placed]{Gaps: inv.InstanceGroupManagers.Gaps}
	for n, m := range inv.InstanceGroupManagers.Items {
		g := placed{m.Identity, n}
		g.Ref = m.group()
		out.Items = append(out.Items, g)
	}
	return out
}

// instanceGroupURL spells a manager as its group, which bears the same name.
func instanceGroupURL(url string) string {
	return strings.Replace(url, "/instanceGroupManagers/", "/instanceGroups/", 1)
}

// mayBeDrained says that it is not known whether a backend gets traffic.
func (m member) mayBeDrained() check.Missing {
	return lacking(fmt.Sprintf("whether %s is drained in %s", m.managed.item.Subject(), m.service.Subject()), m.backend.CapacityScaler.Why())
}

// unmanaged says that the group is certainly none of the managed ones, all of
// which are known.
func (m member) unmanaged(groups Listing[placed]) bool {
	return m.backend.Group.IsKnown() && strings.Contains(m.backend.Group.Value(), "/instanceGroups/") &&
		len(m.managed.possible) == 0 && len(groups.Gaps) == 0
}

// drained says whether a backend of instances gets no traffic: its capacity is
// scaled by 0. The scaler of endpoint groups means nothing.
func (b Backend) drained() value.Truth {
	if b.CapacityScaler.IsUnknown() {
		return value.Undecided
	}
	scaler, err := strconv.ParseFloat(b.CapacityScaler.Value(), 64)
	return value.TruthOf(err == nil && scaler == 0)
}
