package apigee

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// keyCreatedBy is the metadata by which a manager signs the instances that it makes:
// projects/NUMBER/regions/REGION/instanceGroupManagers/NAME.
//
// Source: https://cloud.google.com/compute/docs/instance-groups/getting-info-about-migs.
const keyCreatedBy = "created-by"

// statusRunning is the only status in which an instance takes requests.
const statusRunning = "RUNNING"

// ProxyManagers are the managers of groups that are, or may be, proxies, and that a backend
// service sends to: those whose instances matter.
func (inv *Inventory) ProxyManagers() []InstanceGroupManager {
	var out []InstanceGroupManager
	for _, g := range inv.groups() {
		if g.isProxy != value.False && len(g.uses) > 0 {
			out = append(out, g.InstanceGroupManager)
		}
	}
	return out
}

// machinesOf are the instances of a group that run, or may run, and why there may be more.
func (inv *Inventory) machinesOf(g proxyGroup) (machines []VirtualMachine, missing []check.Missing) {
	missing = missingOf(slices.DeleteFunc(slices.Clone(inv.VirtualMachines.Gaps), func(gap Gap) bool {
		return gap.Location != "" && g.region() != "" && gap.Location != g.region()
	}))
	for _, m := range inv.VirtualMachines.Items {
		if g.made(m) && value.Is(m.Status.Or(statusRunning), statusRunning) != value.False {
			machines = append(machines, m)
		}
	}
	if len(machines) == 0 && len(missing) == 0 && (!g.TargetSize.IsKnown() || g.TargetSize.Value() > 0) {
		missing = append(missing, check.Missing{
			What: "the instances of " + g.Subject() + ": none that runs is among those that were read", Settle: "give credentials that may call compute.instances.list",
		})
	}
	return machines, missing
}

// made says that the manager of the group has made an instance, which is in its own project
// then.
func (g proxyGroup) made(m VirtualMachine) bool {
	by, group := computeReference(m.properties().metadata(keyCreatedBy), "", "").Value(), g.Ref.Value()
	return m.Ref.Value().Project() == group.Project() && by.Name() == group.Name() && group.Name() != "" &&
		by.After("regions") == group.After("regions") && by.After("zones") == group.After("zones")
}
