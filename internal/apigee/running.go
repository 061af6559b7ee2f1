package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// running is what is known of the environments that an instance runs.
type running struct {
	instance          Instance
	certain, possible []InstanceAttachment
	// hidden says why there may be more attachments.
	hidden []check.Missing
}

// running returns what each instance of the inventory runs.
func (inv *Inventory) running() []running {
	var out []running
	for _, i := range inv.Instances.Items {
		r := running{instance: i, hidden: missingOf(inv.gapsOf(inv.InstanceAttachments.Gaps, i.Identity))}
		r.certain, r.possible = inv.attachmentsOf(i)
		out = append(out, r)
	}
	return out
}

// runs says whether an environment is attached to the instance, and why that is
// not known.
func (r running) runs(name value.String) (value.Truth, []check.Missing) {
	out := value.False
	var missing []check.Missing
	for _, a := range r.certain {
		same := sameEnvironment(a.Environment, name)
		if same == value.Undecided {
			missing = append(missing, lacking("the environment of "+a.Subject(), orNotSet(a.Environment.IsNull(), a.Environment.Why())))
		}
		out = value.Or(out, same)
	}
	for _, a := range r.possible {
		if sameEnvironment(a.Environment, name) != value.False {
			out = value.Or(out, value.Undecided)
			missing = append(missing, undecidedParent(a.Identity, a.Instance, r.instance.Identity))
		}
	}
	if len(r.hidden) > 0 {
		out = value.Or(out, value.Undecided)
		missing = append(missing, r.hidden...)
	}
	if out != value.Undecided {
		missing = nil
	}
	return out, missing
}
