package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// LoadBalancerReachesProxies asks whether the firewall in front of the proxies
// admits what their load balancer sends.
var LoadBalancerReachesProxies = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "load-balancer-reaches-proxies",
		Title:    "The firewall admits the load balancer to the proxies",
		Hop:      check.HopFirewall,
		Severity: check.Error,
		Symptom:  "502",
		Why: "A VPC drops every packet that no rule admits. The packets of a load balancer come from Google's own ranges: health checks from " +
			"35.191.0.0/16 and 130.211.0.0/22, requests of global load balancers from the same two, those of regional ones from the proxy-only subnetwork. " +
			"All of them must reach the instances, on the serving port (the number that the group gives to the backend service's port name) " +
			"and on the health check's port. Where a part is dropped instances turn unhealthy, all or some of them, " +
			"and clients get 502 with `failed_to_pick_backend` or `failed_to_connect_to_backend`. " +
			"The rules are asked in the network's own order: hierarchical policies, then VPC rules, then the global and the regional network policy, " +
			"or the network policies first. In a policy the lowest priority number decides; among VPC rules a deny comes before an allow of equal priority. " +
			"A rule for a network tag or a service account admits nothing to instances without it, and packets of a load balancer carry no tags.",
		Fix: "Allow the missing ranges on the missing ports, in a rule that applies to the proxies' instances and comes before any that denies: " +
			"`google_compute_firewall` on the instances' network with direction INGRESS, `source_ranges` 35.191.0.0/16 and 130.211.0.0/22, " +
			"`allow` tcp and the port, and a `target_tags` that the instance template has.",
		Unknown: "Unknown when rules, templates, ports or the load balancer itself are not known, but only as far as the packets depend on them: " +
			"a rule that matches nothing of interest, or that an earlier rule precedes, does not matter. Credentials that may read the network's effective firewalls, " +
			"or `complete = true`, settle most of it. Rules that target secure tags or match address groups, domain names, regions or network contexts stay unknown where they decide. " +
			"Not applicable without groups of proxies, as with Private Service Connect, whose packets no VPC firewall sees.",
		Since: "0.1.0",
		Reads: []string{
			"compute.networks.getEffectiveFirewalls", "compute.regionNetworkFirewallPolicies.getEffectiveFirewalls", "compute.networks", "compute.subnetworks",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.backendServices", "compute.healthChecks", "compute.forwardingRules",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://docs.cloud.google.com/load-balancing/docs/firewall-rules",
			"https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order",
			"https://docs.cloud.google.com/load-balancing/docs/health-check-concepts",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, inv.loadBalancerReachesProxies)
	},
}

func (inv *Inventory) loadBalancerReachesProxies(org Organization) []check.Result {
	groups, missing := inv.proxyGroups(org)
	var out []check.Result
	if len(missing) > 0 {
		out = append(out, undecided(org.Identity, "may have groups of proxies that are not known", missing...))
	}
	if len(groups) == 0 && len(missing) == 0 {
		return []check.Result{inapplicable(org.Identity, "has no group of proxies, so that no VPC firewall is on the path")}
	}
	questions := inv.newQuestions()
	asked := make([]groupQuestion, len(groups))
	for i, g := range groups {
		asked[i] = questions.about(g)
	}
	// No field of the group is at fault: what admits packets to it are other resources.
	for _, q := range asked {
		out = append(out, inRegion(q.group.region(), questions.answer(q)))
	}
	return out
}
