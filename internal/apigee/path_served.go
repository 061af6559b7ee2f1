package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A servedPath follows the requests of a host through the load balancers to the
// Apigee instances.
type servedPath struct {
	inv    *Inventory
	groups []proxyGroup
	own    Listing[placed]
	// ends are the front ends that may lead to an instance.
	ends []frontEnd
	// open says why there may be more front ends.
	open []check.Missing
	// services remembers where services lead, for many rules lead to one.
	services map[serviceName]reach
}

type serviceName struct {
	text    value.String
	project string
}

func (inv *Inventory) servedPath() *servedPath {
	p := &servedPath{inv: inv, groups: inv.groups(), own: inv.managedGroups(), services: map[serviceName]reach{}}
	ends, open := inv.frontEnds()
	p.open = open
	for _, end := range ends {
		if p.matters(end) {
			p.ends = append(p.ends, end)
		}
	}
	return p
}

// matters says that a front end may lead some host to an instance. Most load
// balancers of a large project are for something else.
func (p *servedPath) matters(end frontEnd) bool {
	for _, t := range end.targets() {
		if len(t.missing) > 0 {
			return true
		}
		for _, s := range t.services {
			if way := p.service(s, end.project(), end.rule); !way.empty() || len(way.unmodelled) > 0 {
				return true
			}
		}
	}
	return false
}

// host says which instances requests for a host get to. Front ends that lead to
// no instance do not matter. Where front ends certainly lead to some, but to
// different ones, those of all of them are certain, and those of a URL map that
// names the host.
func (p *servedPath) host(host value.String) reach {
	name := orElse(host.Value(), "a host that is not known")
	out := p.inv.nowhere()
	var sure []reach
	var aside []check.Missing
	for _, end := range p.ends {
		way, named := p.from(end, host, name)
		way.inferred = way.inferred || end.inferred
		switch {
		case way.empty():
			aside = append(aside, way.unmodelled...)
		case way.sure():
			way = way.clone()
			way.somewhere(way.unmodelled)
			sure = append(sure, way)
			if named {
				out.add(way)
			}
		default:
			out.add(way)
		}
	}
	if out.empty() && len(sure) == 0 {
		out.somewhere(aside)
	}
	out.add(p.inv.either(sure, check.Missing{
		What:   fmt.Sprintf("through which forwarding rule clients of %s come: not all lead to the same instances", name),
		Settle: "name the host in a host rule of the URL map that serves it",
	}))
	out.somewhere(p.open)
	return out
}

// from follows the requests for a host that come through one front end.
func (p *servedPath) from(end frontEnd, host value.String, name string) (way reach, named bool) {
	if !end.mapped {
		return p.service(end.service, end.project(), end.rule).through(end.rule.Subject()), false
	}
	outs, named := end.urlMap.outcomes(host)
	var ways []reach
	for _, o := range outs {
		ways = append(ways, p.outcome(end, o, name))
	}
	way = p.inv.either(ways, check.Missing{
		What:   fmt.Sprintf("which host rule of %s takes %s", end.urlMap.Subject(), name),
		Settle: "decided when its host rules are known, at apply at the latest",
	})
	return way.through(end.rule.Subject() + " → " + end.urlMap.Subject()), named
}

// outcome follows the requests of all paths. Which of them an environment serves
// is not known, so that what only some paths lead to is not certain; those that
// lead to no instance do not matter.
func (p *servedPath) outcome(end frontEnd, o outcome, host string) reach {
	var ways []reach
	var aside []check.Missing
	for _, t := range o {
		way := p.inv.nowhere()
		for _, s := range t.services {
			way.add(p.service(s, end.project(), end.rule))
		}
		way.somewhere(t.missing)
		if way.empty() {
			aside = append(aside, way.unmodelled...)
			continue
		}
		ways = append(ways, way)
	}
	out := p.inv.either(ways, check.Missing{
		What:   fmt.Sprintf("which paths of %s the environment serves: %s sends some to other instances", host, end.urlMap.Subject()),
		Settle: "compare the base paths of the environment's proxies with the path rules",
	})
	out.unmodelled = append(out.unmodelled, aside...)
	return out
}

// service says which instances a backend service sends to.
func (p *servedPath) service(text value.String, project string, from ForwardingRule) reach {
	key := serviceName{text, project}
	if r, ok := p.services[key]; ok {
		return r
	}
	out := p.inv.nowhere()
	if !text.IsNull() {
		s := find(p.inv, "a backend service of "+from.Subject(), computeReference(text, "global/backendServices", project), p.inv.BackendServices)
		out.somewhere(s.missing)
		if s.ok {
			out = p.members(s.item)
			out.inferred = out.inferred || s.inferred
		}
	}
	p.services[key] = out
	return out
}

func (p *servedPath) members(s BackendService) reach {
	members, missing := p.inv.members(s, p.own)
	out := p.inv.nowhere()
	out.somewhere(missing)
	for _, m := range members {
		out.add(p.member(m))
	}
	return out.through(s.Subject())
}

// member says which instances one backend sends to.
func (p *servedPath) member(m member) reach {
	out := p.inv.nowhere()
	drained := m.backend.drained()
	switch {
	case m.endpoints.ok:
		out.take(p.inv.endpointsDestination(m.endpoints.item))
		out = out.through(m.endpoints.item.Subject())
	case drained == value.True && len(m.endpoints.missing) == 0:
	case m.managed.ok:
		g := p.groups[m.managed.item.place]
		out = p.group(g).through(g.Subject())
		if drained == value.Undecided {
			out.uncertain(m.mayBeDrained())
		}
	case len(m.managed.missing) > 0 && m.unmanaged(p.own):
		out.unmodelled = m.managed.missing
	default:
		out.somewhere(once(append(m.managed.missing, m.endpoints.missing...)))
	}
	out.inferred = out.inferred || m.managed.inferred || m.endpoints.inferred
	return out
}

// group says which instances the proxies of a group send to.
func (p *servedPath) group(g proxyGroup) reach {
	out := p.inv.nowhere()
	for _, d := range g.destinations {
		out.take(d)
	}
	if g.AllInstances.Properties.Metadata.Endpoint.IsNull() {
		out.somewhere(g.missing)
	}
	if g.isProxy == value.Undecided && out.empty() {
		out.somewhere(g.undecidedProxy())
	}
	return out
}

// take adds one destination.
func (r *reach) take(d destination) {
	switch {
	case d.ok:
		r.to[d.instance] = value.True
		r.inferred = r.inferred || d.inferred
	case !d.elsewhere:
		r.somewhere(d.missing)
	}
}
