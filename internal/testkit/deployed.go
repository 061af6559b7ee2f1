package testkit

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// Deployed says which base paths the API proxies of a group have; none is a group in which
// nothing is deployed. Unless said, each environment of a group has one with /v1.
func (w *World) Deployed(group string, basePaths ...string) *World {
	if w.basePaths == nil {
		w.basePaths = map[string][]string{}
	}
	w.basePaths[group] = basePaths
	return w
}

// routeTable is what the organization has deployed.
func (w *World) routeTable() []gcp.Resource {
	var out []gcp.Resource
	for _, r := range w.resources {
		if r.Type != gcp.Organizations || w.untabled || r.Body.Get("runtimeType").Text() == "HYBRID" {
			continue
		}
		out = append(out, gcp.Resource{Type: gcp.RouteTables, Identity: apigee.Identity{Ref: r.Ref}, Body: of(Body{"name": r.Ref.Value().Path() + "/deployedIngressConfig", "environmentGroups": w.deployedGroups()})})
	}
	return out
}

// deployedGroups are what was deployed in groups before they were hidden, and in all others.
func (w *World) deployedGroups() []Body {
	out := slices.Clone(w.table)
	for _, g := range w.resources {
		path := g.Ref.Value().Path()
		if g.Type == gcp.EnvironmentGroups && !slices.ContainsFunc(w.table, func(b Body) bool { return b["name"] == path }) {
			out = append(out, w.groupRoutes(g))
		}
	}
	if out == nil {
		out = []Body{}
	}
	return out
}

func (w *World) groupRoutes(g resource) Body {
	path := g.Ref.Value().Path()
	rules := []Body{}
	for _, a := range w.resources {
		if a.Type != gcp.GroupAttachments || a.Parent.Value() != g.Ref.Value() {
			continue
		}
		paths, said := w.basePaths[g.Ref.Value().Name()]
		if !said {
			paths = []string{"/v1"}
		}
		for _, p := range paths {
			rules = append(rules, Body{"basepath": p, "environment": "organizations/" + w.organization + "/environments/" + a.Body.Get("environment").Text()})
		}
	}
	return Body{"name": path, "hostnames": g.Body.Get("hostnames"), "routingRules": rules}
}

// ingress answers for what is deployed.
func (s *Server) ingress(org string) response {
	for _, t := range s.world.tables {
		if strings.HasPrefix(t.path+"/", org+"/") {
			return ok(t.body)
		}
	}
	return ok(map[string]any{"name": org + "/deployedIngressConfig"})
}
