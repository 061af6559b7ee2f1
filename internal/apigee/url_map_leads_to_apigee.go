package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// URLMapLeadsToApigee asks whether the URL maps hand the requests of clients to
// Apigee, and with a host that it knows.
var URLMapLeadsToApigee = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "url-map-leads-to-apigee",
		Title:    "The URL map leads host names to Apigee",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "404, a redirect, or another application's answer",
		Why: "The load balancer's URL map decides by the host where a request goes. A default service or a host rule that leads elsewhere, a redirect that takes every request, " +
			"or a forwarding rule with another proxy keep requests from Apigee, however sound the way behind is. " +
			"Apigee decides by the host as well: one that a rewrite puts in its place, and that no environment group has, is answered with 404, and by the path: one that a rewrite takes below no base path of an API proxy is, too.",
		Fix: "Make the backend service of Apigee the default service of the URL map, or name the host in a host rule that leads to it. " +
			"Leave `host_rewrite` out, or rewrite to a host name of an environment group; rewrite paths to base paths that are deployed.",
		Unknown: "Unknown where rules of the URL map, rewrites or the host names of environment groups are not known. " +
			"Without host names that clients use (`hostnames`), only a backend service of Apigee that nothing at all leads to fails. " +
			"Not applicable without a backend service that leads to Apigee, and to load balancers without a URL map.",
		Since: "0.1.0",
		Reads: []string{
			"compute.forwardingRules", "compute.targetProxies", "compute.urlMaps", "compute.backendServices", "apigee.organizations.envgroups",
			"apigee.organizations.deployedIngressConfig", "compute.instanceGroupManagers", "compute.instanceTemplates", "compute.networkEndpointGroups",
		},
		References: []string{
			"https://docs.cloud.google.com/load-balancing/docs/url-map-concepts",
			"https://cloud.google.com/apigee/docs/api-platform/fundamentals/environmentgroups-working-with",
		},
	},
	Run: func(inv *Inventory) []check.Result { return perOrganization(inv, inv.urlMapsLead) },
}

func (inv *Inventory) urlMapsLead(org Organization) []check.Result {
	path := inv.servedPath()
	leading, missing := path.leading(org)
	if len(leading) == 0 {
		if len(missing) > 0 {
			return []check.Result{undecided(org.Identity, "may have a backend service that leads to Apigee", missing...)}
		}
		return []check.Result{inapplicable(org.Identity, "has no backend service that leads to Apigee")}
	}
	var out []check.Result
	seen := map[string]bool{}
	ends := 0
	for _, end := range path.ends {
		if !path.endReaches(org, end) {
			continue
		}
		ends++
		if end.mapped && !seen[end.urlMap.Subject()] {
			seen[end.urlMap.Subject()] = true
			r := path.keepsHosts(end)
			if lost, certain := path.keepsPaths(org, end); certain && r.Verdict == check.Pass {
				r = lost
			}
			out = append(out, r)
		}
	}
	if ends == 0 {
		if len(path.open) > 0 {
			return []check.Result{undecided(org.Identity, "may be reached through front ends that are not known", once(path.open)...)}
		}
		return []check.Result{unled(org.Identity, "has a backend service that nothing leads to",
			"No forwarding rule and URL map lead to "+strings.Join(leading, ", ")+": no request gets to Apigee.", leading, check.Fact{Name: "backend_service", Value: leading[0]})}
	}
	for _, host := range inv.Hostnames {
		out = append(out, path.leadsHost(org, host, leading)...)
	}
	if len(out) == 0 {
		out = append(out, inapplicable(org.Identity, "is reached without a URL map"))
	}
	return out
}

// leading are the backend services that certainly lead to an organization, and why
// there may be others.
func (p *servedPath) leading(org Organization) (out []string, missing []check.Missing) {
	inv := p.inv
	for _, s := range inv.BackendServices.Items {
		switch way := p.members(s); p.reaches(org, way) {
		case value.True:
			out = append(out, s.Subject())
		case value.Undecided:
			missing = append(missing, way.missing...)
		case value.False:
		}
	}
	for _, gaps := range [][]Gap{inv.BackendServices.Gaps, inv.Instances.Gaps, inv.InstanceGroupManagers.Gaps, inv.InstanceTemplates.Gaps, inv.NetworkEndpointGroups.Gaps} {
		missing = append(missing, missingOf(gaps)...)
	}
	return out, once(missing)
}

// reaches says whether a way leads to an instance of the organization.
func (p *servedPath) reaches(org Organization, way reach) value.Truth {
	out := value.False
	for n, t := range way.to {
		if p.inv.owns(org, p.inv.Instances.Items[n].Identity) {
			out = value.Or(out, t)
		}
	}
	return out
}

// endReaches says that a front end may lead some host to the organization.
func (p *servedPath) endReaches(org Organization, end frontEnd) bool {
	return slices.ContainsFunc(end.targets(), func(t target) bool {
		return len(t.missing) > 0 || slices.ContainsFunc(t.services, func(s value.String) bool {
			way := p.service(s, end.project(), end.rule)
			return p.reaches(org, way) != value.False || len(way.unmodelled) > 0
		})
	})
}

// leadsHost judges a host that clients use; nothing is said where it is led there.
func (p *servedPath) leadsHost(org Organization, host string, leading []string) []check.Result {
	way := p.host(value.Known(host))
	switch leads := p.reaches(org, way); {
	case leads == value.True:
		return nil
	case leads == value.Undecided || len(way.missing) > 0 || len(way.unmodelled) > 0:
		return []check.Result{undecided(org.Identity, "may get no request for "+host, once(append(way.missing, way.unmodelled...))...)}
	}
	return []check.Result{unled(org.Identity, "gets no request for "+host, "No URL map leads "+host+" to Apigee: its requests go elsewhere, or are redirected.",
		leading, check.Fact{Name: "host", Value: host})}
}

func unled(of Identity, fact, detail string, leading []string, witness check.Fact) check.Result {
	r := failed(of, "%s", fact)
	r.Detail = detail
	r.Remediation = "Lead the URL map to " + strings.Join(leading, " or ") + "."
	r.Witness = []check.Fact{witness}
	r.Related = leading
	return r
}

// keepsHosts judges what a URL map makes of the host on the way to Apigee.
func (p *servedPath) keepsHosts(end frontEnd) check.Result {
	m, inv := end.urlMap, p.inv
	var missing []check.Missing
	for _, route := range m.routes() {
		rewrite := route.action.URLRewrite.HostRewrite
		if emptyText(rewrite) == value.True || !p.routeLeads(end, route) {
			continue
		}
		host, known := rewrite.Get()
		if !known {
			missing = append(missing, lacking("a host rewrite of "+m.Subject(), rewrite.Why()))
			continue
		}
		has := value.False
		for _, g := range inv.EnvironmentGroups.Items {
			has = value.Or(has, g.has(host))
		}
		switch {
		case has == value.True:
		case has == value.Undecided:
			missing = append(missing, check.Missing{What: "whether an environment group has " + host + ": its host names are not all known, or patterns", Settle: "name the host in a group"})
		case len(inv.EnvironmentGroups.Gaps) > 0:
			missing = append(missing, missingOf(inv.EnvironmentGroups.Gaps)...)
		default:
			r := failed(m.Identity, "rewrites the host to one that Apigee does not know")
			r.Detail = fmt.Sprintf("Requests that %s sends to Apigee come with the host %s, which no environment group has: they are answered with 404.", m.Subject(), host)
			r.Remediation = "Leave host_rewrite out, or add " + host + " to the host names of an environment group."
			r.Witness = []check.Fact{{Name: "host_rewrite", Value: host}}
			r.Related = []string{end.rule.Subject()}
			return r
		}
	}
	if !slices.ContainsFunc(m.routes(), func(r route) bool { return p.routeLeads(end, r) }) {
		missing = append(missing, p.doubts(end)...)
	}
	if m.PathMatchers.IsUnknown() {
		missing = append(missing, lacking("the path matchers of "+m.Subject(), m.PathMatchers.Why()))
	}
	if len(missing) > 0 {
		return undecided(m.Identity, "may lead elsewhere, or to Apigee with another host", once(missing)...)
	}
	r := passed(m.Identity, "leads to Apigee")
	r.Related = []string{end.rule.Subject()}
	return r
}

// doubts says why a front end only may lead to Apigee.
func (p *servedPath) doubts(end frontEnd) []check.Missing {
	var out []check.Missing
	for _, t := range end.targets() {
		out = append(out, t.missing...)
		for _, s := range t.services {
			way := p.service(s, end.project(), end.rule)
			out = append(append(out, way.missing...), way.unmodelled...)
		}
	}
	return out
}

// A route is where a URL map sends some requests, and what it makes of them.
type route struct {
	service value.String
	action  RouteAction
}

// routes lists all that are known of a URL map.
func (m URLMap) routes() []route {
	out := []route{{m.DefaultService, m.DefaultRouteAction}}
	for _, p := range m.PathMatchers.Value() {
		out = append(out, route{p.DefaultService, p.DefaultRouteAction})
		for _, r := range p.PathRules.Value() {
			out = append(out, route{r.Service, r.RouteAction})
		}
		for _, r := range p.RouteRules.Value() {
			out = append(out, route{r.Service, r.RouteAction})
		}
	}
	return out
}

// routeLeads says that a route certainly leads to an instance.
func (p *servedPath) routeLeads(end frontEnd, r route) bool {
	return slices.ContainsFunc(end.urlMap.target(r.service, r.action).services, func(s value.String) bool {
		return p.service(s, end.project(), end.rule).sure()
	})
}
