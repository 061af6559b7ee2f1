package testkit

import (
	"net/http"
	"strings"
)

// policy answers getIamPolicy of a resource, by its relative name.
func (s *Server) policy(path string) response {
	if rest, ok := strings.CutPrefix(path, "projects/"); ok {
		project, below, _ := strings.Cut(rest, "/")
		path = strings.TrimSuffix("projects/"+s.world.id(project)+"/"+below, "/")
	}
	found, exists := s.world.iam[path]
	if !exists {
		return apiError(http.StatusForbidden, "PERMISSION_DENIED", "forbidden", "The caller does not have permission")
	}
	return ok(policyOf(found.Body))
}

// ancestry answers getAncestry of a project, which comes first in it.
func (s *Server) ancestry(project string) response {
	id := s.world.id(project)
	found, exists := s.world.iam["projects/"+id]
	if !exists {
		return apiError(http.StatusForbidden, "PERMISSION_DENIED", "forbidden", "The caller does not have permission")
	}
	one := func(typ, id string) any {
		return map[string]any{"resourceId": map[string]any{"type": typ, "id": id}}
	}
	list := []any{one("project", id)}
	for _, a := range found.Body.Get("ancestors").Elements() {
		collection, number, _ := strings.Cut(a.Text(), "/")
		list = append(list, one(strings.TrimSuffix(collection, "s"), number))
	}
	return ok(map[string]any{"ancestor": list})
}

// services answers services:batchGet of a project. Any API that the world does not
// have is disabled.
func (s *Server) services(r *http.Request, project string) response {
	id := s.world.id(project)
	if id == "" {
		return notFound("projects/" + project)
	}
	list := []any{}
	for _, name := range r.URL.Query()["names"] {
		_, api, _ := strings.Cut(name, "/services/")
		state := "DISABLED"
		if found, exists := s.world.byPath["projects/"+id+"/services/"+api]; exists {
			state = found.Body.Get("state").Text()
		}
		list = append(list, map[string]any{
			"name": "projects/" + s.world.numbers[id] + "/services/" + api, "parent": "projects/" + s.world.numbers[id],
			"config": map[string]any{"name": api}, "state": state,
		})
	}
	return ok(map[string]any{"services": list})
}

// key answers a key of Cloud KMS.
func (s *Server) key(path string) response {
	found, exists := s.world.byPath[path]
	if !exists {
		return notFound(path)
	}
	return ok(found.body)
}
