package testkit

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// item is a resource as the APIs serve it.
type item struct {
	gcp.Resource
	path string
	body any
}

// catalogue finds the resources of a world by where they are.
type catalogue struct {
	projects    value.Projects
	numbers     map[string]string
	known       map[string]bool // project ids
	byPath      map[string]item
	collections map[string][]item // by the path without the name
	connections []item
	policies    []item
	above       []item          // hierarchical security policies
	iam         map[string]item // policies by the path of what has them
	health      map[string]item // by the paths of service and group
	tables      []item          // what organizations have deployed
}

func newCatalogue(w *gcp.World) (catalogue, error) {
	c := catalogue{
		projects: w.Projects, numbers: map[string]string{}, known: map[string]bool{},
		byPath: map[string]item{}, collections: map[string][]item{}, iam: map[string]item{}, health: map[string]item{},
	}
	for number, id := range w.Projects {
		c.numbers[id], c.known[id] = number, true
	}
	for _, typ := range servedTypes() {
		for _, r := range w.Resources(typ) {
			if !r.Body.IsWhollyKnown() || !r.Ref.IsKnown() {
				return c, fmt.Errorf("%s %s: an API knows all values, so that unknown ones cannot be served", typ, r.Subject())
			}
			ref := w.Projects.Canonical(r.Ref.Value())
			it := item{Resource: r, path: ref.Path(), body: plain(r.Body)}
			if p := ref.Project(); p != "" {
				c.known[p] = true
			}
			switch typ {
			case gcp.Connections:
				c.connections = append(c.connections, it)
			case gcp.BackendHealth:
				c.health[r.Parent.Value().Path()+" "+it.path] = it
			case gcp.RouteTables:
				c.tables = append(c.tables, it)
			case gcp.IAMPolicies:
				c.iam[it.path] = it
			case gcp.HierarchicalSecurityPolicies:
				c.above = append(c.above, it)
			case gcp.FirewallPolicies:
				c.policies = append(c.policies, it)
			default:
				parent, _ := cutLast(it.path)
				c.byPath[it.path] = it
				c.collections[parent] = append(c.collections[parent], it)
			}
		}
	}
	slices.SortStableFunc(c.policies, func(a, b item) int { return a.Level - b.Level })
	return c, nil
}

func servedTypes() []gcp.Type {
	types := []gcp.Type{
		Projects, gcp.Organizations, gcp.Instances, gcp.InstanceAttachments, gcp.Environments,
		gcp.EnvironmentGroups, gcp.GroupAttachments, gcp.Connections, gcp.HierarchicalSecurityPolicies,
		gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries,
		gcp.Services, gcp.CryptoKeys, gcp.IAMPolicies, gcp.BackendHealth, gcp.RouteTables,
	}
	return append(types, slices.Sorted(maps.Keys(collections))...)
}

// id is the id of a project given by id or number; "" if there is none.
func (c catalogue) id(project string) string {
	if id, ok := c.projects[project]; ok {
		return id
	}
	if c.known[project] {
		return project
	}
	return ""
}

// places are the parts of a project that a collection has items in:
// "global", "regions/us-east1", "zones/us-east1-b". Zones that have instances alone are told
// with instances only, or every other list in recordings would say that it has none there.
func (c catalogue) places(project, collection string) []string {
	found := map[string]bool{"global": true, "regions/asia-east1": true, "zones/asia-east1-a": true}
	for path := range c.collections {
		rest, ok := strings.CutPrefix(path, "projects/"+project+"/")
		if place, of := cutLast(rest); ok && place != "" && (of != "instances" || of == collection) {
			found[place] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
