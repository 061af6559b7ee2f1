package apigee_test

const frontMap = "projects/acme/global/urlMaps/front"

// mapped replaces what the URL map says besides its name.
func mapped(says string) string {
	return `"compute.urlMaps": [{"name": "front", "selfLink": "` + link("global/urlMaps/front") + `", ` + says + `}]`
}

// rewriting is a route action that sends requests to the proxies with another host.
func rewriting(host string) string {
	return `"defaultRouteAction": {"urlRewrite": {"hostRewrite": "` + host + `"}, "weightedBackendServices": [{"backendService": "` + link("global/backendServices/proxies") + `", "weight": 1}]}`
}

var urlMapLeadsToApigee = []verdictCase{
	{name: "everything goes to Apigee", want: []string{"pass " + frontMap}},
	{name: "a host that clients use goes there", world: world(`"hostnames": ["api.acme.example"]`), want: []string{"pass " + frontMap}},
	{
		name:  "LB-035: a host that clients use goes elsewhere",
		world: world(`"hostnames": ["api.acme.example"]`, mapped(`"defaultService": "`+link("global/backendServices/proxies")+`", "hostRules": [{"hosts": ["api.acme.example"], "pathMatcher": "m"}], "pathMatchers": [{"name": "m", "defaultService": "`+link("global/backendBuckets/site")+`"}]`)),
		want:  []string{"pass " + frontMap, "fail organizations/acme"}, says: []string{"gets no request for api.acme.example", "{host api.acme.example}"},
	},
	{
		name:  "the same host, if nobody says that clients use it",
		world: world(mapped(`"defaultService": "` + link("global/backendServices/proxies") + `", "hostRules": [{"hosts": ["api.acme.example"], "pathMatcher": "m"}], "pathMatchers": [{"name": "m", "defaultService": "` + link("global/backendBuckets/site") + `"}]`)),
		want:  []string{"pass " + frontMap},
	},
	{
		name:  "LB-038: a redirect takes every request",
		world: world(mapped(`"defaultUrlRedirect": {"hostRedirect": "www.acme.example"}`)),
		want:  []string{"fail organizations/acme"}, says: []string{"nothing leads to", "{backend_service projects/acme/global/backendServices/proxies}"},
	},
	{
		name:  "TLS-037: the forwarding rule leads to another proxy",
		world: world(but("compute.forwardingRules", "targetHttpsProxies/front", "targetHttpsProxies/site"), `"compute.targetProxies": [{"name": "site", "selfLink": "`+link("global/targetHttpsProxies/site")+`", "urlMap": "`+link("global/urlMaps/site")+`"}]`, `"compute.urlMaps": [{"name": "site", "selfLink": "`+link("global/urlMaps/site")+`", "defaultService": "`+link("global/backendBuckets/site")+`"}]`),
		want:  []string{"fail organizations/acme"},
	},
	{name: "LB-036: the host is rewritten to one that no group has", world: world(mapped(rewriting("backend.other.example"))), want: []string{"fail " + frontMap}, says: []string{"{host_rewrite backend.other.example}", "404"}},
	{name: "the host is rewritten to one that a group has", world: world(mapped(rewriting("api.acme.example"))), want: []string{"pass " + frontMap}},
	{name: "what the host is rewritten to is not known", world: world(mapped(rewriting("?known after apply"))), want: []string{"unknown " + frontMap}, says: []string{"known after apply"}},
	{
		name:  "the groups are hidden, and the host is rewritten",
		world: world(mapped(rewriting("backend.other.example")), `"apigee.organizations.envgroups": []`, gaps("permission apigee.envgroups.list denied", "apigee.organizations.envgroups")),
		want:  []string{"unknown " + frontMap}, says: []string{"permission apigee.envgroups.list denied"},
	},
	{name: "where the host goes is not known", world: world(`"hostnames": ["api.acme.example"]`, mapped(`"defaultService": "`+link("global/backendServices/proxies")+`", "hostRules": [{"hosts": ["api.acme.example"], "pathMatcher": "?known after apply"}], "pathMatchers": []`)), want: []string{"pass " + frontMap, "unknown organizations/acme"}},
	{name: "the forwarding rules are hidden", world: world(`"compute.forwardingRules": []`, gaps("denied", "compute.forwardingRules")), want: []string{"unknown organizations/acme"}},
	{name: "no backend service", world: world(`"compute.backendServices": []`), want: []string{"not_applicable organizations/acme"}},
	{name: "the backend services are hidden", world: world(`"compute.backendServices": []`, gaps("denied", "compute.backendServices")), want: []string{"unknown organizations/acme"}},
}
