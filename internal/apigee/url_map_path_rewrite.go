package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// keepsPaths says that a URL map makes of the paths of some requests what no API proxy has
// as its base path, or that what is deployed could not be read; false is nothing to say.
func (p *servedPath) keepsPaths(org Organization, end frontEnd) (check.Result, bool) {
	table, asked, missing := p.inv.routeTable(org)
	paths, unsure := table.everyBasePath()
	missing = append(missing, unsure...)
	if !asked || len(missing) == 0 && len(paths) == 0 || len(p.inv.Organizations.Items) != 1 {
		return check.Result{}, false
	}
	for _, route := range end.urlMap.routes() {
		rewrite := route.action.URLRewrite.PathPrefixRewrite
		prefix := rewrite.Value()
		if emptyText(rewrite) == value.True || slices.Contains(paths, "/") || !rewrite.IsUnknown() && mayServe(paths, prefix) || !p.routeLeads(end, route) {
			continue
		}
		if rewrite.IsUnknown() {
			missing = append(missing, lacking("a path rewrite of "+end.urlMap.Subject(), rewrite.Why()))
		}
		if p.inv.Planned && len(missing) == 0 {
			missing = append(missing, check.Missing{What: "what is deployed after the plan", Settle: "check again after apply"})
		}
		if len(missing) > 0 {
			return undecided(end.urlMap.Identity, "rewrites paths to what may be no API proxy's", missing...), true
		}
		r := failed(end.urlMap.Identity, "rewrites paths to what no API proxy serves")
		r.Detail = fmt.Sprintf("Requests that %s sends to Apigee come with paths below %s, and no API proxy is deployed there: they are answered with 404.", end.urlMap.Subject(), prefix)
		r.Remediation = "Leave path_prefix_rewrite out, or rewrite to a base path that is deployed: " + strings.Join(paths, ", ") + "."
		r.Witness = []check.Fact{{Name: "path_prefix_rewrite", Value: prefix}, {Name: "base_paths", Value: strings.Join(paths, ", ")}}
		r.Related = []string{end.rule.Subject()}
		return r, true
	}
	return check.Result{}, false
}
