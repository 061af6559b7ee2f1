package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PSCLoadBalancerSupported asks whether the load balancer is one that can send to
// endpoint groups of Private Service Connect, and is set up as they need.
var PSCLoadBalancerSupported = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "psc-load-balancer-supported",
		Title:    "The load balancer can send to Private Service Connect",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "the apply fails",
		Why: "Endpoint groups of Private Service Connect work behind the global external, the regional external and the internal application load balancers, " +
			"but not behind the classic one (scheme EXTERNAL, which `google_compute_backend_service` had as its default before version 8.0 of the google provider). " +
			"Their backend service has no health check and no instance groups beside them, a regional one has a single endpoint group, " +
			"and the group's subnetwork is an ordinary one of its own region. Google Cloud refuses anything else, mostly in the middle of an apply.",
		Fix: "Set `load_balancing_scheme = \"EXTERNAL_MANAGED\"` in the backend service and its forwarding rule (a service that is EXTERNAL_MANAGED may also be behind a rule that is EXTERNAL, not the other way round), " +
			"leave `health_checks` out, use a backend service of its own for the endpoint groups, and give them a subnetwork whose purpose is PRIVATE.",
		Unknown: "Unknown when the scheme is not set, as its default differs between versions of the google provider, or is known only after apply; " +
			"when the health checks or the subnetwork are not known; when an endpoint group names neither network nor subnetwork, which means a network called default; " +
			"and when it is not known whether an endpoint group leads to Apigee. Not applicable without endpoint groups of Private Service Connect.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.backendServices", "compute.networkEndpointGroups",
			"compute.subnetworks", "compute.instanceGroupManagers",
		},
		References: []string{
			"https://docs.cloud.google.com/vpc/docs/private-service-connect-backends",
			"https://docs.cloud.google.com/load-balancing/docs/backend-service",
			"https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/version_8_upgrade",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perServingService(org, func(s servingService) []check.Result {
				return []check.Result{inRegion(s.region(), unless(inv.canSendToEndpoints(s), s.doubts()))}
			})
		})
	},
}

// withEndpoints are the kinds that can send to endpoint groups of Private Service Connect.
var withEndpoints = []loadBalancerKind{globalExternal, regionalExternal, regionalInternal, crossRegionInternal}

// canSendToEndpoints judges one backend service.
func (inv *Inventory) canSendToEndpoints(s servingService) check.Result {
	switch {
	case len(s.endpoints) == 0 && len(s.hidden) > 0:
		return undecided(s.Identity, "may send to Private Service Connect", s.hidden...)
	case len(s.endpoints) == 0:
		return inapplicable(s.Identity, "sends to no Private Service Connect")
	}
	kinds, missing := inv.kindsOf(use{service: s.BackendService})
	can := slices.ContainsFunc(kinds, func(k loadBalancerKind) bool { return slices.Contains(withEndpoints, k) })
	cannot := slices.ContainsFunc(kinds, func(k loadBalancerKind) bool { return !slices.Contains(withEndpoints, k) })
	if !can {
		return blaming("loadBalancingScheme", s.wrongKind(kindsOfLoadBalancers[kinds[0]].name))
	}
	if len(s.HealthChecks.Value()) > 0 {
		return blaming("healthChecks", s.refused("has a health check, which Private Service Connect does not take",
			"endpoint groups of Private Service Connect take no health check", "Leave health checks out of "+s.Subject()+".",
			check.Fact{Name: "health_checks", Value: len(s.HealthChecks.Value())}))
	}
	if len(s.groups) > 0 {
		return blaming("backends", s.refused("mixes groups of instances with Private Service Connect",
			"a backend service has groups of instances or endpoint groups, not both", "Give the endpoint groups a backend service of their own.",
			check.Fact{Name: "group", Value: s.groups[0].Subject()}))
	}
	if s.isGlobal() == value.False && len(s.endpoints) > 1 {
		return blaming("backends", s.refused("is regional and has more than one endpoint group",
			"a regional backend service takes a single endpoint group of Private Service Connect", "Leave one endpoint group, or use a global load balancer.",
			check.Fact{Name: "backends", Value: len(s.endpoints)}))
	}
	for _, e := range s.endpoints {
		r, lacks := inv.subnetworkFits(s, e)
		if r != nil {
			return blaming("backends", *r)
		}
		missing = append(missing, lacks...)
	}
	if cannot && len(missing) == 0 {
		missing = append(missing, check.Missing{
			What:   "loadBalancingScheme of " + s.Subject() + ": it is not set, and its default differs between versions of the google provider",
			Settle: "set load_balancing_scheme to EXTERNAL_MANAGED",
		})
	}
	if s.HealthChecks.IsUnknown() {
		missing = append(missing, lacking("healthChecks of "+s.Subject(), s.HealthChecks.Why()))
	}
	if missing = append(missing, s.hidden...); len(missing) > 0 {
		return undecided(s.Identity, "may be unable to send to Private Service Connect", once(missing)...)
	}
	r := passed(s.Identity, "can send to Private Service Connect")
	r.Related = s.backends()
	return r
}

// subnetworkFits looks at where an endpoint group gets its address.
func (inv *Inventory) subnetworkFits(s servingService, e endpointGroup) (*check.Result, []check.Missing) {
	if e.Subnetwork.IsNull() {
		if e.Network.IsNull() {
			return nil, []check.Missing{{What: "the network of " + e.Subject() + ": it is not set, which means the project's network default", Settle: "set its network and subnetwork"}}
		}
		return nil, nil
	}
	ref := computeReference(e.Subnetwork, "regions/"+orElse(e.region(), value.Anything)+"/subnetworks", e.Ref.Value().Project())
	sub := find(inv, "the subnetwork of "+e.Subject(), ref, inv.Subnetworks)
	switch {
	case !sub.ok && !e.fromTerraform():
		return nil, nil // it exists, so that Google Cloud took it
	case !sub.ok:
		return nil, sub.missing
	}
	purpose := sub.item.Purpose.Or("PRIVATE")
	region := regionOf(sub.item.Region, sub.item.Ref).Value()
	facts := []check.Fact{{Name: "endpoint", Value: e.Subject()}, {Name: "subnetwork", Value: sub.item.Subject()}}
	switch {
	case !purpose.IsKnown():
		return nil, []check.Missing{lacking("purpose of "+sub.item.Subject(), purpose.Why())}
	case purpose.Value() != "PRIVATE":
		r := s.refused("has an endpoint group in a subnetwork that is kept for something else",
			fmt.Sprintf("%s is in %s, whose purpose is %s", e.Subject(), sub.item.Subject(), purpose.Value()), "Give the endpoint group a subnetwork whose purpose is PRIVATE.",
			append(facts, check.Fact{Name: "purpose", Value: purpose.Value()})...)
		return &r, nil
	case region != "" && e.region() != "" && region != e.region():
		r := s.refused("has an endpoint group in a subnetwork of another region",
			fmt.Sprintf("%s is in %s, and its subnetwork %s in %s", e.Subject(), e.region(), sub.item.Subject(), region), "Give the endpoint group a subnetwork of its region.",
			append(facts, check.Fact{Name: "region", Value: region})...)
		return &r, nil
	}
	return nil, nil
}

// wrongKind is the verdict on a load balancer that cannot send to endpoint groups.
func (s servingService) wrongKind(kind string) check.Result {
	return s.refused("is a "+kind+"'s, which cannot send to Private Service Connect",
		"a "+kind+" cannot send to endpoint groups of Private Service Connect", "Set the scheme of "+s.Subject()+" and of its forwarding rule to EXTERNAL_MANAGED.",
		check.Fact{Name: "load_balancing_scheme", Value: s.LoadBalancingScheme.Value()})
}

// refused is the verdict on a service that Google Cloud does not take.
func (s servingService) refused(fact, because, remedy string, facts ...check.Fact) check.Result {
	r := failed(s.Identity, "%s", fact)
	r.Detail = fmt.Sprintf("Google Cloud refuses %s: %s.", s.Subject(), because)
	r.Remediation = remedy
	r.Witness = append([]check.Fact{{Name: "backend_service", Value: s.Subject()}}, facts...)
	r.Related = s.backends()
	return r
}
