package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// StandardTierInOneRegion asks whether a forwarding rule of the Standard tier has its
// backends in its own region.
var StandardTierInOneRegion = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "standard-tier-in-one-region",
		Title:    "A load balancer of the Standard tier has its backends in its region",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502, or an error at apply",
		Why: "The address of a forwarding rule of the network tier STANDARD is one of a region, and its load balancer sends to backends in that region only. " +
			"Proxies in others get no request; where there are no proxies in the region clients get 502.",
		Fix: "Use the network tier PREMIUM with a global forwarding rule, or keep the backends in the region of the forwarding rule.",
		Unknown: "Unknown when the tier or region of the rule, where it leads, or the region of a group is not known. " +
			"Not applicable to organizations without a forwarding rule of the Standard tier in front.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.instances", "compute.forwardingRules", "compute.targetHttpsProxies", "compute.urlMaps", "compute.backendServices",
			"compute.instanceGroupManagers", "compute.instanceTemplates"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/backend-service", "https://cloud.google.com/network-tiers/docs/overview"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			var out []check.Result
			rules, open := inv.leadsTo()
			serving := map[string]servingService{}
			for _, s := range inv.servingServices(org) {
				serving[s.Subject()] = s
			}
			for n, b := range inv.BackendServices.Items {
				s, serves := serving[b.Subject()]
				for _, rule := range rules[n] {
					if serves && !rule.isInternal() {
						out = append(out, s.nearby(rule)...)
					}
				}
			}
			open = append(open, missingOf(inv.BackendServices.Gaps)...)
			switch {
			case len(out) > 0:
				return out
			case len(open) > 0:
				return []check.Result{undecided(org.Identity, "may have a load balancer of the Standard tier in front", once(open)...)}
			}
			return []check.Result{inapplicable(org.Identity, "has no load balancer of the Standard tier in front")}
		})
	},
}

// isInternal says that a forwarding rule certainly has an internal address, which no tier is for.
func (r ForwardingRule) isInternal() bool {
	return strings.HasPrefix(r.LoadBalancingScheme.Value(), "INTERNAL")
}

// nearby judges a forwarding rule that leads to a service; none for one of another tier.
// While the tier is not known it matters only if there are backends elsewhere.
func (a servingService) nearby(rule ForwardingRule) []check.Result {
	tier, region := value.Is(rule.NetworkTier, "STANDARD"), lastSegment(rule.Region.Value())
	if tier == value.False || rule.Region.IsNull() {
		return nil // a global rule is of the Premium tier
	}
	open := func(fact string, missing ...check.Missing) []check.Result {
		return []check.Result{blaming("networkTier", inRegion(region, undecided(rule.Identity, fact, once(missing)...)))}
	}
	if region == "" {
		return open("is in a region that is not known", lacking("the region of "+rule.Subject(), rule.Region.Why()))
	}
	missing := slices.Clone(a.missing)
	for _, g := range a.groups {
		switch at := g.region(); {
		case at == "" || at == value.Anything:
			missing = append(missing, check.Missing{What: "the region of " + g.Subject() + ": it is not known", Settle: "give the whole resource"})
		case at == region:
		case len(g.doubt) > 0 && tier == value.True: // among a.missing
		case g.isProxy == value.True && tier == value.True:
			return []check.Result{blaming("networkTier", a.far(rule, g.proxyGroup, region, at))}
		case tier == value.Undecided:
			return open("does not reach other regions, if it is of the Standard tier", lacking("networkTier of "+rule.Subject(), rule.NetworkTier.Why()))
		}
	}
	switch {
	case tier == value.Undecided:
		return nil
	case len(missing) > 0:
		return open("may lead to backends in other regions", missing...)
	case len(a.groups) == 0:
		return []check.Result{inapplicable(rule.Identity, "leads to no group of proxies")}
	}
	r := inRegion(region, passed(rule.Identity, "has its backends in its region"))
	r.Related = append([]string{a.Subject()}, a.backends()...)
	return []check.Result{r}
}

func (a servingService) far(rule ForwardingRule, g proxyGroup, region, at string) check.Result {
	r := inRegion(region, failed(rule.Identity, "does not reach the proxies in %s", at))
	r.Detail = fmt.Sprintf("%s is of the Standard tier in %s, from where its load balancer does not send to %s in %s, which %s has as a backend.", rule.Subject(), region, g.Subject(), at, a.Subject())
	r.Remediation = fmt.Sprintf("Put a global forwarding rule of the Premium tier in the place of %s, or take %s out of %s.", rule.Subject(), g.Subject(), a.Subject())
	r.Witness = []check.Fact{{Name: "network_tier", Value: "STANDARD"}, {Name: "region", Value: region}, {Name: "backend_region", Value: at}}
	r.Related = []string{a.Subject(), g.Subject()}
	return r
}
