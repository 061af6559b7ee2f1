package testkit

import (
	"net/http"
	"strings"
)

// managerLists are the collections of Certificate Manager that the server has.
var managerLists = map[string]bool{"certificates": true, "certificateMaps": true, "certificateMapEntries": true}

// certificates answers Certificate Manager below v1/projects/{project}/locations.
func (s *Server) certificates(r *http.Request, path []string) response {
	project := s.world.id(path[1])
	at := "projects/" + project + "/" + strings.Join(path[2:], "/")
	collection := path[len(path)-1]
	if project == "" {
		return notFound("projects/" + path[1])
	}
	if !managerLists[collection] {
		found, exists := s.world.byPath[at]
		if !exists {
			return notFound(at)
		}
		return ok(found.body)
	}
	parent, _ := cutLast(at)
	if _, exists := s.world.byPath[parent]; collection == "certificateMapEntries" && !exists {
		return notFound(parent)
	}
	var all []item
	for _, place := range s.locations(at) {
		all = append(all, s.world.collections[place]...)
	}
	items, bad := s.page(r, all, "pageSize", 100)
	if bad != nil {
		return *bad
	}
	out := map[string]any{}
	if len(items.items) > 0 {
		out[collection] = bodies(items.items)
	}
	if items.next != "" {
		out["nextPageToken"] = items.next
	}
	return ok(out)
}

// locations are the collections that a path names; the location - is every one.
func (s *Server) locations(at string) []string {
	before, after, every := strings.Cut(at, "/locations/-/")
	if !every {
		return []string{at}
	}
	var out []string
	for _, location := range []string{"global", "us-east1", "us-west1"} {
		out = append(out, before+"/locations/"+location+"/"+after)
	}
	return out
}
