package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// OrganizationActive asks whether the organization is in use, and not coming or going.
var OrganizationActive = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "organization-active",
		Title:    "The Apigee organization is active",
		Hop:      check.HopPrerequisite,
		Severity: check.Error,
		Symptom:  "502 or 503",
		Why: "Until the state of an organization is ACTIVE its instances, environments and groups are not there to be used: while it is being created nothing answers yet, " +
			"and while it is being deleted all of them go.",
		Fix: "Wait until the organization is ACTIVE; if it does not become so, read the operation's error with `gcloud apigee operations list`. " +
			"One that was deleted can be restored only as long as its retention lasts.",
		Unknown: "Unknown while the organization is UPDATING, as Google does not say whether it serves meanwhile, and when its state could not be read: credentials that may call " +
			"apigee.organizations.get settle it. Not applicable when only Terraform tells of the organization, as no Terraform attribute carries its state, and to hybrid organizations.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations"},
		References: []string{
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return []check.Result{blaming("state", org.active())}
		})
	},
}

func (org Organization) active() check.Result {
	state, known := org.State.Get()
	switch {
	case state == stateActive:
		return passed(org.Identity, "is active")
	case state == "CREATING" || state == "DELETING":
		r := failed(org.Identity, "is not active but %s", state)
		r.Detail = fmt.Sprintf("No instance, environment or group of %s can be relied on: the organization is %s.", org.Subject(), state)
		r.Remediation = "Wait until it is ACTIVE before clients are sent to it."
		if state == "DELETING" {
			r.Remediation = "Restore the organization while its retention lasts, or lead clients to another one."
		}
		r.Witness = []check.Fact{{Name: "organization", Value: org.Subject()}, {Name: "state", Value: state}}
		return r
	case known:
		return undecided(org.Identity, "is in a state in which it may not serve", check.Missing{
			What: fmt.Sprintf("whether %s serves while its state is %q: Google does not say", org.Subject(), state), Settle: "run again when its state is ACTIVE",
		})
	case org.State.IsUnknown():
		return undecided(org.Identity, "is in a state that is not known", lacking("state of "+org.Subject(), org.State.Why()))
	case org.fromTerraform():
		return inapplicable(org.Identity, "has a state that Terraform does not carry")
	}
	return undecided(org.Identity, "is in a state that is not known", check.Missing{
		What: "state of " + org.Subject() + ": not in the response", Settle: "read the organization anew",
	})
}
