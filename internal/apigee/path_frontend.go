package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A frontEnd is a forwarding rule of a load balancer, and what it leads to: a
// backend service, or a URL map.
type frontEnd struct {
	rule     ForwardingRule
	proxy    TargetProxy // none for passthrough load balancers
	proxied  bool
	service  value.String
	urlMap   URLMap
	mapped   bool
	inferred bool
	// certain says, of one in front of an organization, that some requests certainly get
	// to its instances; if not, lacks says why.
	certain bool
	lacks   []check.Missing
}

// passesTLS says that clients shake hands with the proxy, or with what is behind it: only
// an HTTP proxy takes no TLS connections.
func (e frontEnd) passesTLS() bool {
	return !e.proxied || endsTLS(e.proxy) || e.urlMap.Identity == (Identity{})
}

// frontEnds returns the forwarding rules whose way is known, and why there may
// be more.
func (inv *Inventory) frontEnds() (ends []frontEnd, missing []check.Missing) {
	for _, rule := range inv.ForwardingRules.Items {
		end := frontEnd{rule: rule, service: rule.BackendService}
		if rule.Target.IsNull() || !mayBeProxy(rule.Target) {
			if !rule.BackendService.IsNull() {
				ends = append(ends, end)
			}
			continue
		}
		proxy := find(inv, "the target of "+rule.Subject(), computeReference(rule.Target, "", rule.Ref.Value().Project()), inv.TargetProxies)
		if !proxy.ok {
			missing = append(missing, proxy.missing...)
			continue
		}
		end.proxy, end.proxied, end.service, end.inferred = proxy.item, true, proxy.item.Service, proxy.inferred
		if proxy.item.URLMap.IsNull() {
			ends = append(ends, end)
			continue
		}
		ref := computeReference(proxy.item.URLMap, "global/urlMaps", proxy.item.Ref.Value().Project())
		urlMap := find(inv, "the URL map of "+proxy.item.Subject(), ref, inv.URLMaps)
		if !urlMap.ok {
			missing = append(missing, urlMap.missing...)
			continue
		}
		end.urlMap, end.mapped, end.inferred = urlMap.item, true, end.inferred || urlMap.inferred
		ends = append(ends, end)
	}
	return ends, once(append(missing, missingOf(inv.ForwardingRules.Gaps)...))
}

// mayBeProxy says that the target of a forwarding rule is a proxy, or may be one
// as it is not known. Others are gateways, instances, and what Private Service
// Connect publishes.
func mayBeProxy(target value.String) bool {
	if leadsToAttachment(target) {
		return false
	}
	text, known := target.Get()
	if !strings.Contains(text, "/") {
		return !known || text != "all-apis" && text != "vpc-sc"
	}
	return slices.ContainsFunc([]string{"/targetHttpsProxies/", "/targetHttpProxies/", "/targetTcpProxies/", "/targetSslProxies/"},
		func(kind string) bool { return strings.Contains(text, kind) })
}

// targets returns every target that the front end may send requests to.
func (e frontEnd) targets() []target {
	if e.mapped {
		return e.urlMap.targets()
	}
	if e.service.IsNull() {
		return nil
	}
	return []target{{services: []value.String{e.service}}}
}

// project is where bare names of services are looked for.
func (e frontEnd) project() string {
	if e.mapped {
		return e.urlMap.Ref.Value().Project()
	}
	return e.rule.Ref.Value().Project()
}

// leadsTo returns, by service, the forwarding rules that lead to it; open says
// why more may lead to any.
func (inv *Inventory) leadsTo() (rules map[int][]ForwardingRule, open []check.Missing) {
	ends, open := inv.frontEnds()
	rules = map[int][]ForwardingRule{}
	services := Listing[placed]{Gaps: inv.BackendServices.Gaps}
	for n, s := range inv.BackendServices.Items {
		services.Items = append(services.Items, placed{s.Identity, n})
	}
	for _, end := range ends {
		for _, t := range end.targets() {
			open = append(open, t.missing...)
			for _, text := range t.services {
				s := find(inv, "a backend service of "+end.rule.Subject(), computeReference(text, "global/backendServices", end.project()), services)
				switch {
				case !s.ok:
					open = append(open, s.missing...)
				case !slices.ContainsFunc(rules[s.item.place], func(r ForwardingRule) bool { return r.Subject() == end.rule.Subject() }):
					rules[s.item.place] = append(rules[s.item.place], end.rule)
				}
			}
		}
	}
	return rules, once(open)
}

// A placed resource is known by its place in a listing.
type placed struct {
	Identity
	place int
}
