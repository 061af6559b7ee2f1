package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const ipv6Only = "IPV6_ONLY"

// BackendsHaveAddressFamily asks whether proxies have the addresses that a backend
// service sends to.
var BackendsHaveAddressFamily = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backends-have-address-family",
		Title:    "The proxies have addresses of the version that the load balancer sends to",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "503",
		Why: "A backend service with `ip_address_selection_policy = \"IPV6_ONLY\"` sends requests and health checks to IPv6 addresses alone. " +
			"Proxies whose first network interface has the stack type IPV4_ONLY, as is the default, have none: no backend is healthy.",
		Fix: "Leave ip_address_selection_policy out, or set it to IPV4_ONLY or PREFER_IPV6; or give the proxies' first network interface the stack type IPV4_IPV6, in a subnetwork that has it too.",
		Unknown: "Unknown when the policy, the templates or the stack type of the first interface is not known. Not applicable to backend services that send to IPv4 addresses, " +
			"and to those without groups of proxies.",
		Since:      "0.1.0",
		Reads:      []string{"apigee.organizations", "apigee.organizations.instances", "compute.backendServices", "compute.instanceGroupManagers", "compute.instanceTemplates"},
		References: []string{"https://cloud.google.com/compute/docs/reference/rest/v1/backendServices", "https://docs.cloud.google.com/load-balancing/docs/backend-service"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perServingService(org, func(s servingService) []check.Result {
				return []check.Result{inRegion(s.region(), blaming("ipAddressSelectionPolicy", unless(s.hasFamily(), s.doubts())))}
			})
		})
	},
}

func (a servingService) hasFamily() check.Result {
	policy := a.IPAddressSelectionPolicy
	switch value.Is(policy, ipv6Only) {
	case value.Undecided:
		return undecided(a.Identity, "may send to IPv6 addresses alone", lacking("ipAddressSelectionPolicy of "+a.Subject(), policy.Why()))
	case value.False:
		return inapplicable(a.Identity, "sends to IPv4 addresses, too")
	case value.True:
	}
	missing := a.hidden
	for _, g := range a.groups {
		missing = append(missing[:len(missing):len(missing)], g.missing...)
		for _, t := range g.templates {
			switch has, lacks := t.hasIPv6(); has {
			case value.False:
				if len(g.doubt) == 0 {
					return a.lacksIPv6(g.proxyGroup, t)
				}
				missing = append(missing, g.doubt...)
			case value.Undecided:
				missing = append(missing, lacks)
			case value.True:
			}
		}
	}
	switch {
	case len(a.groups) == 0 && len(missing) == 0:
		return inapplicable(a.Identity, "sends to no group of proxies")
	case len(missing) > 0:
		return undecided(a.Identity, "sends to IPv6 addresses that its proxies may not have", once(missing)...)
	}
	r := passed(a.Identity, "sends to IPv6 addresses that its proxies have")
	r.Related = a.backends()
	return r
}

// hasIPv6 says whether the first interface of a template's instances has an IPv6 address.
func (t InstanceTemplate) hasIPv6() (value.Truth, check.Missing) {
	nics := t.Properties.NetworkInterfaces
	if !nics.IsKnown() || len(nics.Value()) == 0 {
		return value.Undecided, lacking("the network interfaces of "+t.Subject(), orNotSet(!nics.IsUnknown(), nics.Why()))
	}
	stack := nics.Value()[0].StackType.Or("IPV4_ONLY")
	switch value.Is(stack, "IPV4_ONLY") {
	case value.True:
		return value.False, check.Missing{}
	case value.False:
		return value.True, check.Missing{}
	case value.Undecided:
	}
	return value.Undecided, lacking("the stack type of the first network interface of "+t.Subject(), stack.Why())
}

func (a servingService) lacksIPv6(g proxyGroup, t InstanceTemplate) check.Result {
	r := failed(a.Identity, "sends to IPv6 addresses, which its proxies do not have")
	r.Detail = fmt.Sprintf("%s sends to IPv6 addresses alone (%s), and instances of %s in %s have none: none of them is healthy.", a.Subject(), ipv6Only, t.Subject(), g.Subject())
	r.Remediation = fmt.Sprintf("Set ipAddressSelectionPolicy of %s to IPV4_ONLY or PREFER_IPV6, or the stack type of the first network interface of %s to IPV4_IPV6.", a.Subject(), t.Subject())
	r.Witness = []check.Fact{{Name: "backend_service", Value: a.Subject()}, {Name: "ip_address_selection_policy", Value: ipv6Only}, {Name: "stack_type", Value: "IPV4_ONLY"}}
	r.Related = []string{g.Subject(), t.Subject()}
	return r
}
