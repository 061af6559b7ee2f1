package testkit

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// effectiveSecurityPolicies are the policies of the organization and its folders that
// apply to the load balancers of a project, from the top down, and the service's own.
func (s *Server) effectiveSecurityPolicies(project string, service item) response {
	var above []item
	for _, p := range s.world.above {
		if s.world.projects.Canonical(p.Parent.Value()).Path() == "projects/"+project {
			above = append(above, p)
		}
	}
	slices.SortStableFunc(above, func(a, b item) int { return a.Level - b.Level })
	if ref, err := gcp.ComputeRef(service.Resource.Body.Get("securityPolicy").Text(), "", ""); err == nil {
		if own, exists := s.world.byPath[ref.Path()]; exists {
			above = append(above, own)
		}
	}
	if len(above) == 0 {
		return ok(map[string]any{})
	}
	return ok(map[string]any{"securityPolicies": bodies(above)})
}
