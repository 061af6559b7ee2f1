package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// APIProxyDeployed asks whether anything is deployed behind the host names.
var APIProxyDeployed = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "api-proxy-deployed",
		Title:    "An API proxy is deployed behind every host name",
		Hop:      check.HopEnvironment,
		Severity: check.Warning,
		Symptom:  "404",
		Why: "Apigee sends a request to the API proxy whose base path begins the request's path, among those that are deployed to the environments of its host name's group. " +
			"Where none is, every request of the group's host names is answered with 404, whatever else works.",
		Fix: "Deploy an API proxy to an environment of the group, and look at `gcloud apigee deployments list` for what is. A request's path must begin with the base path of one.",
		Unknown: "Unknown when what is deployed could not be read, which takes apigee.ingressconfigs.get. " +
			"Not applicable to plans, alone or laid over what there is, as they hardly deploy API proxies; to groups without host names or without environments, which environment-group-routes judges; " +
			"and to groups none of whose host names you say clients use. Which base paths clients ask for is not known: those that are deployed are told.",
		Since:      "0.1.0",
		Reads:      []string{"apigee.organizations", "apigee.organizations.envgroups", "apigee.organizations.envgroups.attachments", "apigee.organizations.deployedIngressConfig"},
		References: []string{"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations/getDeployedIngressConfig", "https://gcpdiag.dev/rules/apigee"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			table, asked, missing := inv.routeTable(org)
			if !asked {
				return []check.Result{inapplicable(org.Identity, "was judged without asking what is deployed")}
			}
			var out []check.Result
			for _, g := range inv.EnvironmentGroups.Items {
				if inv.owns(org, g.Identity) {
					out = append(out, inv.deployed(g, table, missing))
				}
			}
			switch {
			case len(out) > 0:
				return out
			case len(inv.EnvironmentGroups.Gaps) > 0:
				return []check.Result{undecided(org.Identity, "has no environment group that is known", missingOf(inv.EnvironmentGroups.Gaps)...)}
			}
			return []check.Result{inapplicable(org.Identity, "has no environment group")}
		})
	},
}

// deployed judges one group.
func (inv *Inventory) deployed(g EnvironmentGroup, table RouteTable, missing []check.Missing) check.Result {
	if r, ok := inv.unserved(g); ok {
		return r
	}
	attached, maybe := inv.attachmentsTo(g)
	gaps := missingOf(inv.gapsOf(inv.GroupAttachments.Gaps, g.Identity))
	paths, unsure := table.basePaths(g)
	switch {
	case len(missing) > 0:
		return undecided(g.Identity, "may have no API proxy deployed", missing...)
	case len(paths) > 0:
		r := passed(g.Identity, "has API proxies deployed")
		r.Trace = []string{"base paths: " + strings.Join(paths, ", ")}
		return r
	case len(unsure) > 0:
		return undecided(g.Identity, "may have no API proxy deployed", unsure...)
	case len(attached) == 0 && len(maybe) == 0 && len(gaps) == 0:
		return inapplicable(g.Identity, "routes to no environment, which environment-group-routes judges")
	case g.Created:
		return inapplicable(g.Identity, "is created by the plan, and nothing can be deployed before")
	case inv.Planned, len(maybe) == 0 && len(gaps) == 0 && !slices.ContainsFunc(attached, func(a GroupAttachment) bool { return a.Address == "" }):
		// What is not read from the API comes with a plan or a repair.
		return inapplicable(g.Identity, "has no API proxy deployed before the plan, and what there is after it no plan tells")
	}
	hosts := strings.Join(knownTexts(g.Hostnames), ", ")
	r := failed(g.Identity, "has no API proxy deployed")
	r.Detail = fmt.Sprintf("Requests for %s are answered with 404: no API proxy is deployed to an environment of the group.", orElse(hosts, "the group's host names"))
	r.Remediation = fmt.Sprintf("Deploy an API proxy to an environment of %s.", g.Subject())
	r.Witness = []check.Fact{{Name: "environment_group", Value: g.Subject()}, {Name: "hostnames", Value: hosts}}
	return r
}
