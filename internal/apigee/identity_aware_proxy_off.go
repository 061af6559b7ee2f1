package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// IdentityAwareProxyOff asks whether requests of API clients get past the load balancer
// without a Google identity.
var IdentityAwareProxyOff = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "identity-aware-proxy-off",
		Title:    "API clients need no Google identity",
		Hop:      check.HopProxy,
		Severity: check.Warning,
		Symptom:  "302 to a sign-in page, or 401",
		Why: "With Identity-Aware Proxy on, a backend service lets only requests pass that carry a Google identity: browsers are sent to a sign-in page, " +
			"and API clients, which have keys or tokens of Apigee's, get 302 or 401 before Apigee sees their request.",
		Fix: "Leave the `iap` block out, or set `enabled = false`, on the backend service that leads to Apigee; let Apigee's policies identify clients. " +
			"If all clients do have Google identities, waive this.",
		Unknown:    "Unknown when whether Identity-Aware Proxy is on is known only after apply, and when it is not known whether a backend service leads to Apigee. Not applicable to organizations that no backend service sends to.",
		Since:      "0.1.0",
		Reads:      []string{"apigee.organizations", "apigee.organizations.instances", "compute.backendServices", "compute.instanceGroupManagers", "compute.instanceTemplates", "compute.networkEndpointGroups"},
		References: []string{"https://cloud.google.com/iap/docs/concepts-overview", "https://cloud.google.com/iap/docs/authentication-howto"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perServingService(org, func(s servingService) []check.Result {
				return []check.Result{inRegion(s.region(), blaming("iap", unless(s.asksNoIdentity(), s.doubts())))}
			})
		})
	},
}

func (a servingService) asksNoIdentity() check.Result {
	on := a.IAP.Enabled
	switch value.Is(on, true) {
	case value.Undecided:
		return undecided(a.Identity, "may ask clients for a Google identity", lacking("iap.enabled of "+a.Subject(), on.Why()))
	case value.False:
		return passed(a.Identity, "asks clients for no Google identity")
	case value.True:
	}
	r := failed(a.Identity, "asks clients for a Google identity")
	r.Detail = fmt.Sprintf("Identity-Aware Proxy is on for %s: clients without a Google identity get 302 or 401 in place of Apigee's answer.", a.Subject())
	r.Remediation = fmt.Sprintf("Set iap.enabled of %s to false.", a.Subject())
	r.Witness = []check.Fact{{Name: "backend_service", Value: a.Subject()}, {Name: "iap", Value: "enabled"}}
	r.Related = a.backends()
	return r
}
