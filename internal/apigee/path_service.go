package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A servingService is a backend service that sends requests to Apigee, or may.
type servingService struct {
	BackendService
	// groups are its backends that are groups of proxies, and endpoints those that are
	// endpoint groups of Private Service Connect.
	groups    []servedGroup
	endpoints []endpointGroup
	// leads says whether one of them leads to Apigee; missing says why it may not, or
	// why there may be more, which hidden says alone.
	leads           value.Truth
	missing, hidden []check.Missing
}

// A servedGroup is a group of proxies behind a service; doubt says why it may be drained.
type servedGroup struct {
	proxyGroup
	doubt []check.Missing
}

// An endpointGroup is an endpoint group, and where it leads.
type endpointGroup struct {
	NetworkEndpointGroup
	destination
}

// servingServices returns the backend services that send, or may send, requests to
// the organization. Those that certainly do not are left out.
func (inv *Inventory) servingServices(org Organization) []servingService {
	groups := inv.groups()
	own := inv.managedGroups()
	var out []servingService
	for _, s := range inv.BackendServices.Items {
		members, missing := inv.members(s, own)
		a := servingService{BackendService: s, leads: value.False, missing: missing, hidden: missing}
		if len(missing) > 0 {
			a.leads = value.Undecided
		}
		for _, m := range members {
			inv.lead(&a, m, groups, own, org)
		}
		if a.missing = once(a.missing); a.leads != value.False {
			out = append(out, a)
		}
	}
	return out
}

// lead adds a backend to a service.
func (inv *Inventory) lead(a *servingService, m member, groups []proxyGroup, own Listing[placed], org Organization) {
	drained := m.backend.drained()
	switch {
	case m.endpoints.ok:
		d := inv.endpointsDestination(m.endpoints.item)
		if d.elsewhere || d.ok && !inv.owns(org, inv.Instances.Items[d.instance].Identity) {
			return
		}
		a.endpoints = append(a.endpoints, endpointGroup{m.endpoints.item, d})
		if d.ok {
			a.leads = value.True
			return
		}
		a.leads, a.missing = value.Or(a.leads, value.Undecided), append(a.missing, d.missing...)
	case drained == value.True, m.managed.ok && inv.noProxies(groups[m.managed.item.place], org):
	case m.managed.ok:
		g := groups[m.managed.item.place]
		if drained == value.Undecided {
			doubt := m.mayBeDrained()
			a.groups = append(a.groups, servedGroup{g, []check.Missing{doubt}})
			a.leads, a.missing = value.Or(a.leads, value.Undecided), append(a.missing, doubt)
			return
		}
		a.groups = append(a.groups, servedGroup{proxyGroup: g})
		a.leads = value.Or(a.leads, g.isProxy)
		if g.isProxy != value.True {
			a.missing = append(a.missing, g.undecidedProxy()...)
		}
	case m.unmanaged(own):
	default:
		a.leads = value.Or(a.leads, value.Undecided)
		hidden := slices.Concat(m.managed.missing, m.endpoints.missing)
		a.missing, a.hidden = append(a.missing, hidden...), append(a.hidden, hidden...)
	}
}

// noProxies says that a group certainly has none of the organization's proxies.
func (inv *Inventory) noProxies(g proxyGroup, org Organization) bool {
	return g.isProxy == value.False || inv.servesOther(g, org)
}

// perServingService asks a question of every backend service that leads to the
// organization, and answers for those that are not known.
func (inv *Inventory) perServingService(org Organization, ask func(servingService) []check.Result) []check.Result {
	var out []check.Result
	for _, s := range inv.servingServices(org) {
		out = append(out, ask(s)...)
	}
	switch hidden := missingOf(inv.BackendServices.Gaps); {
	case len(hidden) > 0:
		out = append(out, undecided(org.Identity, "may have backend services that are not known", hidden...))
	case len(out) == 0:
		out = append(out, inapplicable(org.Identity, "has no backend service that sends to it"))
	}
	return out
}

// doubts says why the service may not lead to Apigee.
func (a servingService) doubts() []check.Missing {
	if a.leads == value.True {
		return nil
	}
	return a.missing
}

// backends are the subjects of what the service sends to.
func (a servingService) backends() []string {
	out := subjects(a.groups)
	for _, e := range a.endpoints {
		out = append(out, e.Subject())
	}
	return out
}

// backend is one of them, for people.
func (a servingService) backend() string {
	if all := a.backends(); len(all) > 0 {
		return all[0]
	}
	return "its backends"
}

// region is the service's region; "" when it is global or not known.
func (a servingService) region() string {
	if a.isGlobal() != value.False {
		return ""
	}
	return lastSegment(a.BackendService.region().Value())
}

// lastSegment is the name at the end of a URL.
func lastSegment(url string) string { return url[strings.LastIndexByte(url, '/')+1:] }
