package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// routeTable is what is deployed in an organization; asked says that somebody asked.
func (inv *Inventory) routeTable(org Organization) (table RouteTable, asked bool, missing []check.Missing) {
	for _, t := range inv.RouteTables.Items {
		if value.SameRef(inv.Projects, t.Ref, org.Ref) == value.True {
			return t, true, nil
		}
	}
	missing = missingOf(inv.RouteTables.Gaps)
	return RouteTable{}, len(missing) > 0, missing
}

// basePaths are those of the API proxies that are deployed in a group, and what is not
// known of them.
func (t RouteTable) basePaths(g EnvironmentGroup) (paths []string, missing []check.Missing) {
	return t.basePathsOf(func(group RouteTableGroup) bool {
		name, known := group.Name.Get()
		return !known || name == g.Ref.Value().Path() || name == g.Name.Value()
	})
}

// everyBasePath are those of all groups.
func (t RouteTable) everyBasePath() (paths []string, missing []check.Missing) {
	return t.basePathsOf(func(RouteTableGroup) bool { return true })
}

func (t RouteTable) basePathsOf(of func(RouteTableGroup) bool) (paths []string, missing []check.Missing) {
	lacks := func(unknown bool, what string, why value.Why) {
		if unknown {
			missing = append(missing, lacking(what, why))
		}
	}
	lacks(t.Groups.IsUnknown(), "the groups in which something is deployed", t.Groups.Why())
	for _, group := range t.Groups.Value() {
		if !of(group) {
			continue
		}
		lacks(group.Name.IsUnknown(), "the name of a group in which something is deployed", group.Name.Why())
		lacks(group.Rules.IsUnknown(), "what is deployed in a group", group.Rules.Why())
		for _, rule := range group.Rules.Value() {
			if rule.BasePath.IsUnknown() {
				lacks(true, "the base path of an API proxy", rule.BasePath.Why())
			} else if !group.Name.IsUnknown() {
				paths = appendOnce(paths, orElse(rule.BasePath.Value(), "/"))
			}
		}
	}
	return paths, missing
}

// mayServe says that some request below a path may be one of an API proxy's. What a base
// path with a wildcard takes is left open, and /healthz is Apigee's own.
func mayServe(basePaths []string, path string) bool {
	below := func(path, parent string) bool {
		parent = strings.TrimSuffix(parent, "/")
		return path == parent || strings.HasPrefix(path, parent+"/") || parent == ""
	}
	// What follows the path may continue its last segment.
	return strings.HasPrefix(path, "/healthz") || slices.ContainsFunc(basePaths, func(b string) bool {
		return strings.Contains(b, "*") || below(path, b) || strings.HasPrefix(b, path)
	})
}
