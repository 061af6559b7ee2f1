package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// InstanceActive asks whether the organization has instances and all of them serve.
var InstanceActive = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "instance-active",
		Title:    "Every Apigee instance is active",
		Hop:      check.HopEnvironment,
		Severity: check.Error,
		Symptom:  "502 or 503",
		Why: "An Apigee instance is the runtime of one region. Until its state is ACTIVE it answers nothing: " +
			"requests that the load balancer sends to its region end as 502 or 503. An organization without an instance has no runtime at all.",
		Fix: "Wait until the instance is ACTIVE before the load balancer sends traffic to its region; " +
			"if it does not become so, read the operation's error with `gcloud apigee operations list` and recreate the instance.",
		Unknown: "Unknown while an instance is UPDATING, as Google does not say whether it serves meanwhile; and when its state, or which instances there are, " +
			"could not be read: credentials that may call apigee.instances.list settle it. " +
			"Not applicable to an instance that only Terraform tells of, as no Terraform attribute carries its state, and to hybrid organizations.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.instances"},
		References: []string{
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.instances",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/instances",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			instances := inv.instancesOf(org)
			if len(instances) == 0 {
				return []check.Result{inv.withoutInstance(org)}
			}
			var out []check.Result
			for _, i := range instances {
				out = append(out, inRegion(i.Location.Value(), blaming("state", i.active())))
			}
			return append(out, inv.hiddenInstances(org)...)
		})
	},
}

// hiddenInstances answers for the instances that are not known, beside those that are.
func (inv *Inventory) hiddenInstances(org Organization) []check.Result {
	if len(inv.Instances.Gaps) == 0 {
		return nil
	}
	return []check.Result{undecided(org.Identity, "may have more instances than are known", missingOf(inv.Instances.Gaps)...)}
}

func (inv *Inventory) withoutInstance(org Organization) check.Result {
	if len(inv.Instances.Gaps) > 0 {
		return undecided(org.Identity, "has no instance that is known", missingOf(inv.Instances.Gaps)...)
	}
	r := failed(org.Identity, "has no Apigee instance")
	r.Detail = "Nothing answers the organization's requests: it has no runtime instance in any region."
	r.Remediation = "Create an instance (google_apigee_instance) in the region that the load balancer sends traffic to."
	r.Witness = []check.Fact{{Name: "organization", Value: org.Subject()}, {Name: "instances", Value: 0}}
	return r
}

func (i Instance) active() check.Result {
	state, known := i.State.Get()
	switch {
	case state == stateActive:
		return passed(i.Identity, "is active")
	case state == "CREATING" || state == "DELETING":
		r := failed(i.Identity, "is not active but %s", state)
		r.Detail = fmt.Sprintf("Requests that reach region %s are not answered: the instance is %s.", i.Location.Value(), state)
		if state == "DELETING" {
			r.Remediation = "Take the region's backends out of the load balancer, or create the instance anew."
		}
		r.Witness = []check.Fact{
			{Name: "instance", Value: i.Subject()},
			{Name: "location", Value: i.Location.Value()},
			{Name: "state", Value: state},
		}
		return r
	case state == "UPDATING":
		return undecided(i.Identity, "is being updated", check.Missing{
			What:   "whether " + i.Subject() + " serves while it is UPDATING: Google does not say",
			Settle: "run again when its state is ACTIVE",
		})
	case known:
		return undecided(i.Identity, "is in a state that is not known here", check.Missing{
			What: fmt.Sprintf("what the state %q of %s means", state, i.Subject()), Settle: "run again when its state is ACTIVE",
		})
	case i.State.IsUnknown():
		return undecided(i.Identity, "is in a state that is not known", lacking("state of "+i.Subject(), i.State.Why()))
	case i.fromTerraform():
		return inapplicable(i.Identity, "has a state that Terraform does not carry")
	}
	return undecided(i.Identity, "is in a state that is not known", check.Missing{
		What: "state of " + i.Subject() + ": not in the response", Settle: "read the instance anew",
	})
}
