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

// basePaths are those of the API proxies that are deployed in a group.
func (t RouteTable) basePaths(g EnvironmentGroup) []string {
	var out []string
	for _, group := range t.Groups.Value() {
		name := group.Name.Value()
		if name != g.Ref.Value().Path() && name != g.Name.Value() {
			continue
		}
		for _, rule := range group.Rules.Value() {
			out = appendOnce(out, orElse(rule.BasePath.Value(), "/"))
		}
	}
	return out
}

// everyBasePath are those of all groups.
func (t RouteTable) everyBasePath() []string {
	var out []string
	for _, group := range t.Groups.Value() {
		for _, rule := range group.Rules.Value() {
			out = appendOnce(out, orElse(rule.BasePath.Value(), "/"))
		}
	}
	return out
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
