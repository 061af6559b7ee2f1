package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxiesFollowTemplate asks whether all proxies are as their group says.
var ProxiesFollowTemplate = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxies-follow-template",
		Title:    "All proxies have the template that their group has",
		Hop:      check.HopProxy,
		Severity: check.Warning,
		Symptom:  "502 at times",
		Why: "A new template, or new metadata for all instances, changes nothing of the instances that there are: the group has to replace or restart them. " +
			"Unless its update policy is PROACTIVE it waits for something else to do so. Until then old and new instances stand side by side, and what was mended in the template, " +
			"such as ENDPOINT, a network tag or the network, is as broken as before on the old ones. " +
			"An instance may also have been changed by hand, or have metadata of its own: its network, where it sends requests to, and whether the firewall lets its packets through with the tags that it has are held against the template.",
		Fix: "Replace the old instances, `gcloud compute instance-groups managed rolling-action replace`, or set `update_policy` of the group's manager to type PROACTIVE. Make an instance that was changed anew, `recreate-instances`, without a configuration of its own.",
		Unknown: "Unknown while a PROACTIVE group replaces its instances; when the API does not tell the state of the update, or the instances could not be listed (compute.instances.list), or of one with other tags the firewall rules; when it is not known whether a group's instances are proxies; " +
			"and where a plan is judged, since the state is that before it. " +
			"Not applicable where only Terraform tells of the group, as its `status` is that of the last refresh; to groups that no backend service sends to, and to organizations without groups of proxies.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.instanceGroupManagers", "compute.instanceTemplates", "compute.instances", "compute.backendServices", "compute.networks", "compute.subnetworks",
			"compute.networks.getEffectiveFirewalls", "compute.regionNetworkFirewallPolicies.getEffectiveFirewalls",
		},
		References: []string{
			"https://cloud.google.com/compute/docs/reference/rest/v1/regionInstanceGroupManagers",
			"https://cloud.google.com/compute/docs/instance-groups/rolling-out-updates-to-managed-instance-groups",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perProxyGroup(org, func(g proxyGroup) []check.Result {
				return []check.Result{blaming("status", inv.beforePlan(unless(inv.followsTemplate(g), g.doubts())))}
			})
		})
	},
}

// followsTemplate judges one group: what its manager says of all, then its instances.
func (inv *Inventory) followsTemplate(g proxyGroup) check.Result {
	if r := g.followsTemplate(); r.Verdict != check.Pass {
		return r
	}
	return inv.machinesFollow(g)
}

// followsTemplate judges one group by what its manager says of itself.
func (g proxyGroup) followsTemplate() check.Result {
	s := g.Status
	reached := value.Is(s.VersionTarget.IsReached, true)
	switch {
	case s.VersionTarget.IsReached.IsUnknown():
		return undecided(g.Identity, "may have instances of an older template", lacking("status of "+g.Subject(), s.VersionTarget.IsReached.Why()))
	case s.VersionTarget.IsReached.IsNull() && g.fromTerraform():
		return inapplicable(g.Identity, "has a state of its update that Terraform does not carry")
	case s.VersionTarget.IsReached.IsNull():
		return undecided(g.Identity, "may have instances of an older template", check.Missing{What: "status.versionTarget of " + g.Subject() + ": not in the response", Settle: "read the group anew"})
	case reached == value.False && g.UpdatePolicy.Type.Value() == "PROACTIVE" && value.Is(s.IsStable, false) == value.True:
		return undecided(g.Identity, "is replacing its instances", check.Missing{What: "how the update of " + g.Subject() + " ends: it is under way", Settle: "run again when its status.isStable is true"})
	case reached == value.False:
		return g.differs("has instances of an older template", "Some instances of %s were made from another template than it has now", "status.versionTarget.isReached")
	case value.Is(s.AllInstancesConfig.Effective, false) == value.True:
		return g.differs("has instances without the configuration of all", "Some instances of %s do not have what allInstancesConfig says of all", "status.allInstancesConfig.effective")
	case value.Is(s.Stateful.PerInstanceConfigs.AllEffective, false) == value.True:
		return g.differs("has instances without their own configuration", "Some instances of %s do not have what their per-instance configuration says", "status.stateful.perInstanceConfigs.allEffective")
	}
	return passed(g.Identity, "has instances of its template only")
}

func (g proxyGroup) differs(fact, detail, field string) check.Result {
	policy := orElse(g.UpdatePolicy.Type.Value(), "OPPORTUNISTIC")
	r := failed(g.Identity, "%s", fact)
	r.Detail = fmt.Sprintf(detail+", and its update policy, %s, has not replaced them.", g.Subject(), policy)
	r.Remediation = fmt.Sprintf("Replace the instances of %s, or set its update policy to PROACTIVE.", g.Subject())
	r.Witness = []check.Fact{{Name: "group", Value: g.Subject()}, {Name: field, Value: "false"}, {Name: "update_policy", Value: policy}}
	r.Related = subjects(g.templates)
	return r
}
