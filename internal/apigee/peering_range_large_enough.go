package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PeeringRangeLargeEnough asks whether the reserved ranges have room for the
// instances that are still to be created.
var PeeringRangeLargeEnough = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "peering-range-large-enough",
		Title:    "The reserved peering ranges have room for every instance",
		Hop:      check.HopNetwork,
		Severity: check.Error,
		Symptom:  "instance creation fails",
		Why: "Each Apigee instance takes a free /22 and a free /28 of the ranges that the private connection reserves; instances share neither. " +
			"A single /22 cannot hold both, and a second region needs its own two. " +
			"Without room the instance's creation fails after many minutes (`RANGES_EXHAUSTED`), and its region has no gateway.",
		Fix: "Reserve more: a `google_compute_global_address` with `purpose = \"VPC_PEERING\"` and `address_type = \"INTERNAL\"`, a /22 and a /28 for each instance " +
			"(or one /21), and list its name in `reserved_peering_ranges` of `google_service_networking_connection`. A range that is not listed is not used.",
		Unknown: "Unknown when the size of a reserved range is not known, and when room is left but instances that exist already, whose exact ranges are not known, may hold it. " +
			"A pass is about size: other services on the same connection (Cloud SQL, Memorystore) take of the ranges too. " +
			"An instance that exists has its ranges, and an `ip_range` that is known only after apply is Google's choice. Not applicable to hybrid organizations and those without VPC peering, " +
			"and where no private connection or no instance exists, which other checks judge.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.instances", "servicenetworking.services.connections", "compute.globalAddresses"},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/peering-ranges",
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.instances",
			"https://cloud.google.com/vpc/docs/private-services-access",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perPeeredOrganization(inv, func(org Organization, network value.Of[value.Ref]) []check.Result {
			return []check.Result{inv.peeringRangeLargeEnough(org, network)}
		})
	},
}

func (inv *Inventory) peeringRangeLargeEnough(org Organization, network value.Of[value.Ref]) check.Result {
	instances := inv.instancesOf(org)
	var pending, existing []Instance
	for _, i := range instances {
		if i.exists() {
			existing = append(existing, i)
		} else {
			pending = append(pending, i)
		}
	}
	switch {
	case len(instances) == 0 && len(inv.Instances.Gaps) > 0:
		return undecided(org.Identity, "has no instance that is known", missingOf(inv.Instances.Gaps)...)
	case len(instances) == 0:
		return inapplicable(org.Identity, "has no instance that needs a range")
	case len(pending) == 0 && len(inv.Instances.Gaps) > 0:
		return undecided(org.Identity, "may be about to have more instances than are known", missingOf(inv.Instances.Gaps)...)
	case len(pending) == 0:
		r := passed(org.Identity, "has instances that hold their ranges already")
		r.Related = subjects(existing)
		return r
	}
	connections, maybe := inv.connectionsOn(network)
	if len(connections) == 0 {
		missing := missingOf(inv.gapsIn(inv.Connections.Gaps, network))
		for _, c := range maybe {
			missing = append(missing, unresolved("whether "+c.Subject()+" is on the authorized network", network, c.network()))
		}
		if len(missing) == 0 {
			return inapplicable(org.Identity, "has no private connection on its authorized network")
		}
		return blaming("authorizedNetwork", undecided(org.Identity, "has reserved ranges that are not known", missing...))
	}
	ranges := inv.reserved(network, connections)
	r := ranges.room(connections[0], existing, pending, missingOf(inv.Instances.Gaps))
	if r.Verdict == check.Fail && r.Subject == connections[0].Subject() {
		r.Repairs = inv.reserve(org, network, connections[0], ranges)
	}
	if network.IsInferred() {
		r.Confidence = check.Inferred
	}
	return r
}

// exists says whether the instance was created and so has its ranges: it is in a
// state of working order, or has an address.
func (i Instance) exists() bool {
	switch i.State.Value() {
	case stateActive, "UPDATING", "DELETING":
		return true
	case "CREATING":
		return false
	}
	return i.Host.Value() != ""
}
