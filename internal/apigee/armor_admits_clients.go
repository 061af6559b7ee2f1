package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ArmorAdmitsClients asks whether Cloud Armor lets the requests of clients through to
// the backend services that lead to Apigee.
var ArmorAdmitsClients = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "armor-admits-clients",
		Title:    "Cloud Armor admits the clients",
		Hop:      check.HopArmor,
		Severity: check.Error,
		Symptom:  "403, 404, 429, 502 or 302",
		Why: "A security policy of Cloud Armor is asked before a request gets to the backend. Its rules are taken by priority, the lowest number first, " +
			"and the first that matches decides: an allow with a larger number than a deny never gets its turn, " +
			"a rule in preview decides nothing, and the default rule (priority 2147483647) decides the rest. " +
			"A rule over IPv4 ranges matches no IPv6 client. A redirect, to reCAPTCHA or elsewhere, is no answer that an API client can use; " +
			"a throttle admits below its threshold. A backend service may have an edge policy and a backend policy, and the organization and its folders " +
			"may have policies for all of them: a request has to pass every one. " +
			"Denied requests get the rule's status (403, 404, 502; 429 beyond a rate) and never reach Apigee: " +
			"the load balancer's log says `denied_by_security_policy`.",
		Fix: "Admit the clients' ranges: an allow rule with a smaller priority number than the rule that denies them, not in preview, " +
			"in the policy that denies them; or take them out of the rule that denies them.",
		Unknown: "Without client ranges (`client_ranges`) only denials that hit everybody fail, and a policy that admits anybody passes; " +
			"with them the answer is exact for every address in them. A failure holds for every method, path and header; a pass is that of a plain GET of `/`. " +
			"Unknown where rules decide by what only Google knows (preconfigured WAF rules, threat intelligence, address groups, adaptive protection, reCAPTCHA) " +
			"or what nobody says of the request (its headers, its region); where a policy, or a rule of it, is not known; " +
			"and as long as the policies of the organization and its folders are not: credentials, or `complete = true`, settle that. " +
			"Not applicable where no backend service leads to Apigee, and to load balancers that pass packets through.",
		Since: "0.1.0",
		Reads: []string{
			"compute.securityPolicies", "compute.backendServices", "compute.backendServices.getEffectiveSecurityPolicies",
			"compute.forwardingRules", "compute.targetProxies", "compute.urlMaps",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.networkEndpointGroups",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://docs.cloud.google.com/armor/docs/security-policy-overview",
			"https://docs.cloud.google.com/armor/docs/rules-language-reference",
			"https://docs.cloud.google.com/armor/docs/hierarchical-policies-overview",
		},
	},
	Run: func(inv *Inventory) []check.Result { return perOrganization(inv, inv.armorAdmits) },
}

func (inv *Inventory) armorAdmits(org Organization) []check.Result {
	path := inv.servedPath()
	hosts := path.hostsByService()
	var out []check.Result
	var unsure []check.Missing
	for place, s := range inv.BackendServices.Items {
		way := path.members(s)
		leads := value.False
		for n, t := range way.to {
			if inv.owns(org, inv.Instances.Items[n].Identity) {
				leads = value.Or(leads, t)
			}
		}
		if leads == value.False {
			continue
		}
		kinds, _ := inv.kindsOf(use{service: s})
		result := inv.guarded(s, kinds, hosts[place])
		switch {
		case leads == value.True:
			out = append(out, inRegion(s.region().Value(), result))
		case result.Verdict == check.Pass && s.Ref.IsKnown():
			out = append(out, inRegion(s.region().Value(), result)) // wherever it leads
		default:
			unsure = append(unsure, way.missing...)
		}
	}
	unsure = append(unsure, missingOf(inv.BackendServices.Gaps)...)
	if len(out) == 0 {
		for _, gaps := range [][]Gap{inv.Instances.Gaps, inv.InstanceGroupManagers.Gaps, inv.InstanceTemplates.Gaps, inv.NetworkEndpointGroups.Gaps} {
			unsure = append(unsure, missingOf(gaps)...)
		}
	}
	switch {
	case len(unsure) > 0:
		out = append(out, undecided(org.Identity, "may have backend services whose policies are not known", once(unsure)...))
	case len(out) == 0:
		out = append(out, inapplicable(org.Identity, "has no backend service that leads to Apigee"))
	}
	return out
}
