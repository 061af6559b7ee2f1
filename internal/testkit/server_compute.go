package testkit

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// computeCollections are the collections of Compute Engine that the server has,
// and the kind of their listings.
var computeCollections = map[string]string{
	"networks": "network", "subnetworks": "subnetwork", "addresses": "address", "firewalls": "firewall",
	"forwardingRules": "forwardingRule", "targetHttpsProxies": "targetHttpsProxy", "targetHttpProxies": "targetHttpProxy",
	"targetTcpProxies": "targetTcpProxy", "targetSslProxies": "targetSslProxy", "urlMaps": "urlMap",
	"backendServices": "backendService", "healthChecks": "healthCheck", "instanceGroupManagers": "instanceGroupManager",
	"instanceTemplates": "instanceTemplate", "networkEndpointGroups": "networkEndpointGroup", "autoscalers": "autoscaler", "instances": "instance",
	"routers": "router", "routes": "route", "sslCertificates": "sslCertificate", "sslPolicies": "sslPolicy",
	"securityPolicies": "securityPolicy",
}

// unaggregated are the collections without an aggregated list.
var unaggregated = []string{"networks", "firewalls", "targetSslProxies", "routes"}

// compute answers below compute/v1/projects/{project}.
func (s *Server) compute(r *http.Request, given string, path []string) response {
	project := s.world.id(given)
	if project == "" {
		return notFound("projects/" + given)
	}
	switch {
	case len(path) == 0:
		return s.computeProject(project)
	case len(path) == 1 && path[0] == "getXpnHost":
		return s.xpnHost(project)
	case len(path) == 2 && path[0] == "aggregated":
		return s.aggregated(r, project, path[1])
	}
	place, rest := path[0], path[1:]
	if place != "global" {
		if place != "regions" && place != "zones" || len(path) < 3 {
			return noSuchMethod
		}
		place, rest = path[0]+"/"+path[1], path[2:]
	}
	at := "projects/" + project + "/" + place
	switch {
	case len(rest) == 2 && rest[0] == "firewallPolicies" && rest[1] == "getEffectiveFirewalls" && path[0] == "regions":
		return s.regionalFirewalls(r, project, path[1])
	case len(rest) == 0 || computeCollections[rest[0]] == "":
		return noSuchMethod
	case len(rest) == 1:
		return s.computeList(r, at, rest[0])
	}
	found, exists := s.world.byPath[at+"/"+rest[0]+"/"+rest[1]]
	switch {
	case !exists:
		return notFound(at + "/" + rest[0] + "/" + rest[1])
	case len(rest) == 2:
		return ok(found.body)
	case len(rest) == 3 && rest[0] == "networks" && rest[2] == "getEffectiveFirewalls":
		return s.effectiveFirewalls(found.path, "")
	case len(rest) == 3 && rest[0] == "backendServices" && rest[2] == "getEffectiveSecurityPolicies":
		return s.effectiveSecurityPolicies(project, found)
	case len(rest) == 3 && rest[0] == "backendServices" && rest[2] == "getHealth" && r.Method == http.MethodPost:
		return s.health(r, found)
	}
	return noSuchMethod
}

func (s *Server) computeList(r *http.Request, at, collection string) response {
	items, bad := s.page(r, filtered(r, s.world.collections[at+"/"+collection]), "maxResults", 500)
	if bad != nil {
		return *bad
	}
	out := map[string]any{
		"kind": "compute#" + computeCollections[collection] + "List",
		"id":   at + "/" + collection, "selfLink": selfLink(at + "/" + collection),
	}
	if len(items.items) > 0 {
		out["items"] = bodies(items.items)
	}
	if items.next != "" {
		out["nextPageToken"] = items.next
	}
	return ok(out)
}

// aggregated lists a collection in every place of the project. The places
// without an item on the page say so.
func (s *Server) aggregated(r *http.Request, project, collection string) response {
	if computeCollections[collection] == "" || slices.Contains(unaggregated, collection) {
		return noSuchMethod
	}
	at := "projects/" + project + "/"
	places := s.world.places(project, collection)
	var all []item
	for _, place := range places {
		all = append(all, s.world.collections[at+place+"/"+collection]...)
	}
	items, bad := s.page(r, filtered(r, all), "maxResults", 500)
	if bad != nil {
		return *bad
	}
	scopes := map[string]any{}
	for _, place := range places {
		var here []item
		for _, it := range items.items {
			if strings.HasPrefix(it.path, at+place+"/") {
				here = append(here, it)
			}
		}
		if len(here) > 0 {
			scopes[place] = map[string]any{collection: bodies(here)}
			continue
		}
		scopes[place] = scopeWarning("NO_RESULTS_ON_PAGE", place, "There are no results for scope '"+place+"' on this page.")
	}
	out := map[string]any{
		"kind": "compute#" + computeCollections[collection] + "AggregatedList",
		"id":   at + "aggregated/" + collection, "selfLink": selfLink(at + "aggregated/" + collection), "items": scopes,
	}
	if items.next != "" {
		out["nextPageToken"] = items.next
	}
	return ok(out)
}

func scopeWarning(code, place, message string) any {
	return map[string]any{"warning": map[string]any{
		"code": code, "message": message, "data": []any{map[string]any{"key": "scope", "value": place}},
	}}
}

func (s *Server) computeProject(project string) response {
	if p, ok2 := s.world.byPath["projects/"+project]; ok2 && p.Type == Projects {
		return ok(p.body)
	}
	number := s.world.numbers[project]
	if number == "" {
		return notFound("projects/" + project)
	}
	return ok(map[string]any{"kind": "compute#project", "id": number, "name": project, "selfLink": selfLink("projects/" + project)})
}

func (s *Server) xpnHost(project string) response {
	if p, exists := s.world.byPath["projects/"+project]; exists && p.Parent.IsKnown() {
		return s.computeProject(p.Parent.Value().Name())
	}
	return ok(map[string]any{})
}

// health is what a backend service finds of one of its groups.
func (s *Server) health(r *http.Request, service item) response {
	var ask struct{ Group string }
	if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
		return badRequest("Invalid JSON payload received.")
	}
	for _, b := range service.Body.Get("backends").Elements() {
		if b.Get("group").Text() != ask.Group {
			continue
		}
		ref, _ := gcp.ComputeRef(ask.Group, "", "")
		if found, measured := s.world.health[service.path+" "+ref.Path()]; measured {
			return ok(found.body)
		}
		return ok(map[string]any{"kind": healthKind})
	}
	return badRequest("Invalid value for field 'resource.group': the group is no backend of '" + service.path + "'.")
}
