package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// PSCFailsOver asks whether a load balancer with several endpoint groups notices that
// one of them fails.
var PSCFailsOver = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "psc-fails-over",
		Title:    "Requests leave a Private Service Connect region that fails",
		Hop:      check.HopProxy,
		Severity: check.Warning,
		Symptom:  "502 or 503 from one region",
		Why: "Endpoint groups of Private Service Connect have no health checks. What takes a failing region out of the rotation is outlier detection: " +
			"after some gateway errors in a row its backend is left alone for a while. Without it clients near a region that fails get 502 and 503 until somebody acts, " +
			"though another region would serve them.",
		Fix: "Give the backend service an `outlier_detection` block, such as `consecutive_gateway_failure = 3` with `enforcing_consecutive_gateway_failure = 100`. " +
			"Active probing needs proxies in front of the endpoints.",
		Unknown: "Unknown when the block, or how many endpoint groups there are, is known only after apply. " +
			"Not applicable to backend services with fewer than two endpoint groups, and to organizations that are reached without Private Service Connect.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.instances", "compute.backendServices", "compute.networkEndpointGroups"},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/northbound-networking-psc",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/psc-health-check-using-mig",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perServingService(org, func(s servingService) []check.Result {
				return []check.Result{inRegion(s.region(), blaming("outlierDetection", unless(s.failsOver(), s.doubts())))}
			})
		})
	},
}

func (a servingService) failsOver() check.Result {
	switch {
	case len(a.endpoints) < 2 && len(a.hidden) > 0:
		return undecided(a.Identity, "may have more endpoint groups than are known", a.hidden...)
	case len(a.endpoints) < 2:
		return inapplicable(a.Identity, "has no two endpoint groups to choose from")
	case a.OutlierDetection.IsUnknown():
		return undecided(a.Identity, "may not notice that an endpoint group fails", lacking("outlierDetection of "+a.Subject(), a.OutlierDetection.Why()))
	case a.OutlierDetection.IsKnown():
		r := passed(a.Identity, "takes endpoint groups that fail out of the rotation")
		r.Related = a.backends()
		return r
	}
	var names []string
	for _, e := range a.endpoints {
		names = append(names, e.Subject())
	}
	r := failed(a.Identity, "does not notice that an endpoint group fails")
	r.Detail = fmt.Sprintf("%s has no outlier detection: when Apigee fails behind one of %s, its clients get 502 and 503 though another would serve them.", a.Subject(), listed(names))
	r.Remediation = fmt.Sprintf("Add outlierDetection to %s.", a.Subject())
	r.Witness = []check.Fact{{Name: "backend_service", Value: a.Subject()}, {Name: "endpoint_groups", Value: strings.Join(names, ", ")}}
	r.Related = a.backends()
	return r
}
