package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A target is where a URL map sends the requests of some paths: to any of a few
// services. Requests that are redirected, or sent to a bucket, go to none.
type target struct {
	services []value.String
	// missing says why it may be others.
	missing []check.Missing
}

// An outcome is what a URL map does with the requests of one host: one target
// for each of the paths that it tells apart.
type outcome []target

// unsaid is an outcome about which nothing is known.
func unsaid(missing check.Missing) outcome { return outcome{{missing: []check.Missing{missing}}} }

// outcomes returns what the URL map does with a host. There are several when it
// is not known which rule takes the host. Named says that a host rule, other than
// that for every host, certainly takes it.
func (m URLMap) outcomes(host value.String) (outs []outcome, named bool) {
	if m.HostRules.IsUnknown() {
		return []outcome{unsaid(lacking("the host rules of "+m.Subject(), m.HostRules.Why()))}, false
	}
	matchers, named := m.matchers(host)
	for _, name := range matchers {
		outs = append(outs, m.outcomeOf(name))
	}
	return outs, named
}

// matchers returns the names of the path matchers that may take the host, null
// for the URL map's own default. An exact name is better than a pattern, and a
// longer pattern better than a shorter one.
func (m URLMap) matchers(host value.String) (names []value.String, named bool) {
	var best value.String
	rank, exact := -1, false
	var others []value.String
	for _, rule := range m.HostRules.Value() {
		if rule.Hosts.IsUnknown() {
			others = append(others, rule.PathMatcher)
		}
		for _, h := range rule.Hosts.Value() {
			pattern, known := h.Get()
			matches := hostMatches(pattern, host)
			switch isExact := !strings.HasPrefix(pattern, "*"); {
			case !known || matches == value.Undecided:
				others = append(others, rule.PathMatcher)
			case matches == value.True && (isExact || len(pattern) > rank && !exact):
				best, rank, exact = rule.PathMatcher, len(pattern), isExact
			}
		}
	}
	names = []value.String{best}
	if !exact {
		for _, o := range others {
			if !slices.Contains(names, o) {
				names = append(names, o)
			}
		}
	}
	return names, rank > len("*") && len(names) == 1
}

// hostMatches says whether a host rule's pattern takes a host. What a pattern
// with a port takes depends on how clients spell the host; what a host that is a
// pattern itself covers is not documented.
func hostMatches(pattern string, host value.String) value.Truth {
	h, known := host.Get()
	switch suffix, wildcard := strings.CutPrefix(pattern, "*"); {
	case wildcard && suffix == "":
		return value.True
	case strings.Contains(pattern, ":") || !known || strings.Contains(h, "*"):
		return value.Undecided
	case wildcard:
		return value.TruthOf(strings.HasSuffix(bare(h), bare(suffix)))
	}
	return value.TruthOf(bare(pattern) == bare(h))
}

// outcomeOf returns the targets of one path matcher, or of the URL map itself.
func (m URLMap) outcomeOf(matcher value.String) outcome {
	if matcher.IsUnknown() {
		return unsaid(lacking("a path matcher of "+m.Subject(), matcher.Why()))
	}
	name, ok := matcher.Get()
	if !ok {
		return outcome{m.target(m.DefaultService, m.DefaultRouteAction)}
	}
	if m.PathMatchers.IsUnknown() {
		return unsaid(lacking("the path matchers of "+m.Subject(), m.PathMatchers.Why()))
	}
	var unnamed []check.Missing
	for _, p := range m.PathMatchers.Value() {
		switch value.Is(p.Name, name) {
		case value.True:
			return m.pathTargets(p)
		case value.Undecided:
			unnamed = append(unnamed, lacking("the name of a path matcher of "+m.Subject(), p.Name.Why()))
		case value.False:
		}
	}
	return outcome{{missing: unnamed}}
}

func (m URLMap) pathTargets(p PathMatcher) outcome {
	var out outcome
	everything := false
	for _, r := range p.PathRules.Value() {
		out = append(out, m.target(r.Service, r.RouteAction))
		everything = everything || value.Contains(r.Paths, value.Known("/*")) == value.True
	}
	for _, r := range p.RouteRules.Value() {
		out = append(out, m.target(r.Service, r.RouteAction))
	}
	if p.PathRules.IsUnknown() {
		out = append(out, target{missing: []check.Missing{lacking("the path rules of "+m.Subject(), p.PathRules.Why())}})
	}
	if p.RouteRules.IsUnknown() {
		out = append(out, target{missing: []check.Missing{lacking("the route rules of "+m.Subject(), p.RouteRules.Why())}})
	}
	if !everything {
		out = append(out, m.target(p.DefaultService, p.DefaultRouteAction))
	}
	return out
}

// target collects the services of one action. A weight of 0 sends nothing.
func (m URLMap) target(service value.String, action RouteAction) target {
	var out target
	if !service.IsNull() && !strings.Contains(service.Value(), "/backendBuckets/") {
		out.services = append(out.services, service)
	}
	weighted := action.WeightedBackendServices
	if weighted.IsUnknown() {
		out.missing = append(out.missing, lacking("the weighted services of "+m.Subject(), weighted.Why()))
	}
	for _, w := range weighted.Value() {
		weight, known := w.Weight.Get()
		switch {
		case known && weight > 0, len(weighted.Value()) == 1:
			out.services = append(out.services, w.BackendService)
		case !known:
			// A response may leave a weight of 0 out.
			out.missing = append(out.missing, lacking("a weight in "+m.Subject(), orNotSet(w.Weight.IsNull(), w.Weight.Why())))
		}
	}
	return out
}

// targets returns every target that some host may lead to.
func (m URLMap) targets() []target {
	var out []target
	everyHost := false
	for _, r := range m.HostRules.Value() {
		out = append(out, m.outcomeOf(r.PathMatcher)...)
		everyHost = everyHost || value.Contains(r.Hosts, value.Known("*")) == value.True
	}
	if !everyHost {
		out = append(out, m.target(m.DefaultService, m.DefaultRouteAction))
	}
	if m.HostRules.IsUnknown() {
		out = append(out, target{missing: []check.Missing{lacking("the host rules of "+m.Subject(), m.HostRules.Why())}})
	}
	return out
}

// mayRewriteHosts says that a route of the URL map may give requests another host.
func (m URLMap) mayRewriteHosts() bool {
	actions := []RouteAction{m.DefaultRouteAction}
	for _, p := range m.PathMatchers.Value() {
		actions = append(actions, p.DefaultRouteAction)
		for _, r := range p.PathRules.Value() {
			actions = append(actions, r.RouteAction)
		}
		for _, r := range p.RouteRules.Value() {
			actions = append(actions, r.RouteAction)
		}
	}
	return m.PathMatchers.IsUnknown() || slices.ContainsFunc(actions, func(a RouteAction) bool { return !a.URLRewrite.HostRewrite.IsNull() })
}
