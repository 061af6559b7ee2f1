package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A guardedService is a backend service that leads to Apigee, with what stands in
// front of it.
type guardedService struct {
	BackendService
	kinds []loadBalancerKind
	guard guard
}

// private says whether clients may come from private addresses: it is not known where the
// load balancer may be of one kind or another.
func (s guardedService) private() value.Truth {
	inside := 0
	for _, k := range s.kinds {
		if k == regionalInternal || k == crossRegionInternal || k == serviceMesh {
			inside++
		}
	}
	switch inside {
	case 0:
		return value.False
	case len(s.kinds):
		return value.True
	}
	return value.Undecided
}

// passesThrough says that Cloud Armor sees no request of the service.
func (s guardedService) passesThrough() bool {
	return len(s.kinds) == 1 && (s.kinds[0] == passthroughExternal || s.kinds[0] == passthroughInternal)
}

// guardedServices are the backend services that lead to an organization, and why
// there may be more that have policies.
func (inv *Inventory) guardedServices(org Organization) (out []guardedService, unsure []check.Missing) {
	path := inv.servedPath()
	for _, s := range inv.BackendServices.Items {
		way := path.members(s)
		leads := value.False
		for n, t := range way.to {
			if inv.owns(org, inv.Instances.Items[n].Identity) {
				leads = value.Or(leads, t)
			}
		}
		if leads == value.False {
			continue
		}
		kinds, _ := inv.kindsOf(use{service: s})
		g := guardedService{s, kinds, inv.guardOf(s, kinds)}
		switch {
		case g.passesThrough():
		case leads == value.True:
			out = append(out, g)
		case len(g.guard.layers) > 0:
			unsure = append(unsure, way.missing...)
		}
	}
	unsure = append(unsure, missingOf(inv.BackendServices.Gaps)...)
	if len(out) == 0 {
		for _, gaps := range [][]Gap{inv.Instances.Gaps, inv.InstanceGroupManagers.Gaps, inv.InstanceTemplates.Gaps, inv.NetworkEndpointGroups.Gaps} {
			unsure = append(unsure, missingOf(gaps)...)
		}
	}
	return out, unsure
}
