package apigee

import (
	"cmp"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A lane is one way from a backend service to an instance. Its texts are subjects, or
// what a cell says in their place.
type lane struct {
	region, service, backend string
	// templates are those of the proxies, about which there may be findings, too.
	templates []string
	drained   bool
	// health is what the service finds of the proxies; nil where there are none.
	health *health
	// instance is the place of the instance, -1 where none is certain; destination
	// names it.
	instance    int
	destination string
}

// lanes are the ways to the organization's instances; an instance that no backend leads
// to has one without a service.
func (m *matrices) lanes(org Organization) []lane {
	var out []lane
	for _, s := range m.inv.BackendServices.Items {
		out = append(out, m.lanesOf(org, s)...)
	}
	for n, i := range m.inv.Instances.Items {
		if m.inv.owns(org, i.Identity) && !slices.ContainsFunc(out, func(l lane) bool { return l.instance == n }) {
			out = append(out, m.unfed(n, out))
		}
	}
	return out
}

// unfed is the lane of an instance that no backend among those known leads to.
func (m *matrices) unfed(n int, lanes []lane) lane {
	i := m.inv.Instances.Items[n]
	l := lane{region: i.Location.Value(), service: none, backend: none, instance: n, destination: i.Subject()}
	open := len(m.inv.BackendServices.Gaps) > 0 || slices.ContainsFunc(lanes, func(l lane) bool { return l.destination == notKnown })
	if open {
		l.service, l.backend = notKnown, notKnown
	}
	return l
}

// lanesOf are the ways through one service: none, if it leads elsewhere.
func (m *matrices) lanesOf(org Organization, s BackendService) []lane {
	members, missing := m.inv.members(s, m.path.own)
	var out []lane
	add := func(l lane, to ...destination) {
		for _, d := range to {
			l := l
			l.service, l.instance, l.destination = s.Subject(), -1, notKnown
			switch {
			case d.ok && m.inv.owns(org, m.inv.Instances.Items[d.instance].Identity):
				l.instance, l.destination = d.instance, m.inv.Instances.Items[d.instance].Subject()
			case d.ok, d.elsewhere:
				continue
			}
			same := func(o lane) bool { return o.backend == l.backend && o.destination == l.destination }
			if !slices.ContainsFunc(out, same) {
				out = append(out, l)
			}
		}
	}
	for _, b := range members {
		switch {
		case b.endpoints.ok:
			g := b.endpoints.item
			add(lane{region: g.region(), backend: g.Subject()}, m.inv.endpointsDestination(g))
		case b.managed.ok:
			g := m.path.groups[b.managed.item.place]
			if m.inv.noProxies(g, org) {
				continue
			}
			to := g.destinations
			if len(to) == 0 {
				to = []destination{{}}
			}
			found := m.inv.healthIn(s, g.InstanceGroupManager)
			add(lane{region: g.region(), backend: g.Subject(), templates: subjects(g.templates), drained: b.backend.drained() == value.True, health: &found}, to...)
		case b.unmanaged(m.path.own):
		default:
			missing = append(missing, check.Missing{})
		}
	}
	if len(missing) > 0 && m.leadsToApigee(out) {
		out = append(out, lane{service: s.Subject(), backend: notKnown, instance: -1, destination: notKnown})
	}
	return out
}

// leadsToApigee says that some lane does so for certain.
func (m *matrices) leadsToApigee(lanes []lane) bool {
	return slices.ContainsFunc(lanes, func(l lane) bool { return l.instance >= 0 })
}

// hosts are host names of a group whose requests the load balancer treats alike.
type hosts struct {
	text string
	// services are the backend services that it may send them to; open says that there
	// may be others.
	services []string
	open     bool
}

// verdict says whether it is known which host it is.
func (h hosts) verdict() check.Verdict {
	if h.text == notKnown {
		return check.Unknown
	}
	return check.NotApplicable
}

// hosts are the host names of a group that clients use.
func (m *matrices) hosts(g EnvironmentGroup) []hosts {
	var out []hosts
	add := func(name value.String) {
		h := m.sent(name)
		h.text = orElse(name.Value(), notKnown)
		at := slices.IndexFunc(out, func(o hosts) bool { return slices.Equal(o.services, h.services) && o.open == h.open })
		if at < 0 {
			out = append(out, h)
			return
		}
		out[at].text += ", " + h.text
	}
	if g.Hostnames.IsUnknown() {
		add(value.UnknownOf[string](g.Hostnames.Why()))
	}
	names := slices.SortedStableFunc(slices.Values(g.Hostnames.Value()), func(a, b value.String) int { return cmp.Compare(a.Value(), b.Value()) })
	for _, name := range names {
		text, known := name.Get()
		if len(m.inv.Hostnames) == 0 || !known || strings.Contains(text, "*") ||
			slices.ContainsFunc(m.inv.Hostnames, func(want string) bool { return sameName(want, text) }) {
			add(name)
		}
	}
	return out
}

// sent says which services the load balancers may send the requests of a host to.
func (m *matrices) sent(host value.String) hosts {
	out := hosts{open: len(m.path.open) > 0}
	for _, end := range m.path.ends {
		targets := end.targets()
		if end.mapped {
			outs, _ := end.urlMap.outcomes(host)
			targets = slices.Concat(outs...)
		}
		for _, t := range targets {
			out.open = out.open || len(t.missing) > 0
			for _, text := range t.services {
				s := find(m.inv, "a backend service", computeReference(text, "global/backendServices", end.project()), m.inv.BackendServices)
				switch {
				case !s.ok:
					out.open = true
				case !slices.Contains(out.services, s.item.Subject()):
					out.services = append(out.services, s.item.Subject())
				}
			}
		}
	}
	slices.Sort(out.services)
	return out
}

// through are the lanes that the requests of hosts may take, and one without a service
// for each instance that they do not get to. Where no service is known to take them,
// these are all.
func (m *matrices) through(lanes []lane, h hosts) []lane {
	var out []lane
	got := map[int]bool{}
	for _, l := range lanes {
		unfed := l.service == none || l.service == notKnown
		anyService := h.open && len(h.services) == 0
		if !unfed && !anyService && !slices.Contains(h.services, l.service) {
			continue
		}
		out = append(out, l)
		got[l.instance] = true
	}
	for _, l := range lanes {
		if l.instance < 0 || got[l.instance] {
			continue
		}
		got[l.instance] = true
		l = lane{region: m.inv.Instances.Items[l.instance].Location.Value(), service: none, backend: none, instance: l.instance, destination: l.destination}
		if h.open {
			l.service, l.backend = notKnown, notKnown
		}
		out = append(out, l)
	}
	return out
}
