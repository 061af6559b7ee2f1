package testkit

import (
	"net/http"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// apigee answers below v1/organizations.
func (s *Server) apigee(r *http.Request, path []string) response {
	org := "organizations/" + path[0]
	if _, exists := s.world.byPath[org]; !exists {
		return notFound(org)
	}
	// A collection of the organization, and what its listing calls it.
	lists := map[string]string{"instances": "instances", "envgroups": "environmentGroups"}
	attachments := map[string]string{"instances": "attachments", "envgroups": "environmentGroupAttachments"}
	at := org
	for _, segment := range path[1:] {
		at += "/" + segment
	}
	switch {
	case len(path) == 2 && path[1] == "deployedIngressConfig":
		return s.ingress(org)
	case len(path) == 1, len(path) == 3 && (lists[path[1]] != "" || path[1] == "environments"):
		found, exists := s.world.byPath[at]
		if !exists {
			return notFound(at)
		}
		return ok(found.body)
	case len(path) == 2 && path[1] == "environments":
		names := []any{}
		for _, e := range s.world.collections[at] {
			names = append(names, e.Body.Get("name").Text())
		}
		return ok(names)
	case len(path) == 2 && lists[path[1]] != "":
		return s.apigeeList(r, at, lists[path[1]])
	case len(path) == 4 && attachments[path[1]] != "" && path[3] == "attachments":
		parent, _ := cutLast(at)
		if _, exists := s.world.byPath[parent]; !exists {
			return notFound(parent)
		}
		return s.apigeeList(r, at, attachments[path[1]])
	}
	return noSuchMethod
}

func (s *Server) apigeeList(r *http.Request, at, key string) response {
	items, bad := s.page(r, s.world.collections[at], "pageSize", 25)
	if bad != nil {
		return *bad
	}
	out := map[string]any{}
	if len(items.items) > 0 {
		out[key] = bodies(items.items)
	}
	if items.next != "" {
		out["nextPageToken"] = items.next
	}
	return ok(out)
}

// connections answers Service Networking's services/{service}/connections. The
// network is named by its project's number.
func (s *Server) connections(r *http.Request, service string) response {
	network, err := value.ParseRef(r.URL.Query().Get("network"), value.RefBase{Service: "compute.googleapis.com"})
	if err != nil || s.world.projects[network.Project()] == "" {
		return badRequest("The network must be of the form projects/{project number}/global/networks/{network}.")
	}
	network = s.world.projects.Canonical(network)
	list := []any{}
	for _, c := range s.world.connections {
		if !s.isNetwork(c.Body.Get("network").Text(), network.Project(), network.Path()) {
			continue
		}
		if service == "-" || c.Body.Get("service").Text() == "services/"+service {
			list = append(list, c.body)
		}
	}
	if len(list) == 0 {
		return ok(map[string]any{})
	}
	return ok(map[string]any{"connections": list})
}

// project answers Resource Manager. It does not tell what does not exist from
// what the caller must not see.
func (s *Server) project(version, given string) response {
	id := s.world.id(given)
	number := s.world.numbers[id]
	switch {
	case number == "":
		return apiError(http.StatusForbidden, "PERMISSION_DENIED", "forbidden", "The caller does not have permission")
	case version == "v3":
		return ok(map[string]any{
			"name": "projects/" + number, "projectId": id, "state": "ACTIVE", "displayName": id,
			"parent": "organizations/3003", "createTime": "2022-04-15T07:57:45.772Z",
		})
	}
	return ok(map[string]any{
		"projectNumber": number, "projectId": id, "lifecycleState": "ACTIVE", "name": id,
		"parent": map[string]any{"type": "organization", "id": "3003"}, "createTime": "2022-04-15T07:57:45.772Z",
	})
}
