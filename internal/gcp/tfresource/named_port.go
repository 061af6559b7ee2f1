package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// namedPort is the type that sets a named port of a zonal group from outside.
const namedPort = "google_compute_instance_group_named_port"

// openPorts makes the named ports of zonal groups unknown where others set them
// too: which group they mean is hardly known before apply.
func (r *reading) openPorts() {
	if len(r.ports) == 0 {
		return
	}
	groups := r.world.Resources(gcp.InstanceGroupManagers)
	for i, g := range groups {
		if !g.Body.Get("zone").IsNull() {
			groups[i].Body = g.Body.With("namedPorts", value.Unknown(value.Why{
				Reason: r.ports[0] + " may set them", Settle: "set named_port in the group's manager, or judge again live after apply",
			}))
		}
	}
}
