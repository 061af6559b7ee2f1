package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	typeForwardingRules = "compute.forwardingRules"
	typeEndpointGroups  = "compute.networkEndpointGroups"
)

// leading adds to a failure the repair that leads an end to the instance of its region,
// if there is but one that can be meant.
func (inv *Inventory) leading(e pscEnd, r check.Result) check.Result {
	var there []Instance
	for _, i := range inv.Instances.Items {
		location, known := i.Location.Get()
		if !known {
			return r
		}
		if location == e.region {
			there = append(there, i)
		}
	}
	if len(there) != 1 || len(inv.Instances.Gaps) > 0 || there[0].ServiceAttachment.IsNull() {
		return r
	}
	typ := typeForwardingRules
	if e.targetField == "pscTargetService" {
		typ = typeEndpointGroups
	}
	r.Repairs = setting(typ, e.Subject(), map[string]value.Value{e.targetField: value.OfText(there[0].ServiceAttachment)})
	return r
}
