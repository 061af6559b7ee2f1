package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// InstanceHasEnvironment asks whether an environment is attached to every instance.
var InstanceHasEnvironment = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "instance-has-environment",
		Title:    "Every Apigee instance has an environment attached",
		Hop:      check.HopEnvironment,
		Severity: check.Error,
		Symptom:  "503",
		Why: "A new instance runs no environment: each has to be attached to it. " +
			"Until then every request that reaches the instance is answered with 503 and an empty body (`via: 1.1 google`). " +
			"This is the usual fault after an organization was extended to a second region.",
		Fix: "Attach the environments to the instance: one `google_apigee_instance_attachment` for each, with `instance_id` the instance's id " +
			"and `environment` the environment's name. Attaching is slow and serial for each instance, so chain them with `depends_on`.",
		Unknown: "Unknown when no attachment of the instance was seen but not all are known, when an attachment's instance is known only after apply, and about instances that are not listed. " +
			"Credentials that may call apigee.instanceattachments.list, or `complete = true`, settle it. " +
			"Not applicable to hybrid organizations and where there is no instance, which instance-active judges.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.instances", "apigee.organizations.instances.attachments"},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/multi-region",
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.instances.attachments",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			var out []check.Result
			for _, i := range inv.instancesOf(org) {
				out = append(out, inRegion(i.Location.Value(), inv.instanceHasEnvironment(org, i)))
			}
			switch {
			case len(inv.Instances.Gaps) > 0 && len(out) == 0:
				return []check.Result{undecided(org.Identity, "has no instance that is known", missingOf(inv.Instances.Gaps)...)}
			case len(out) == 0:
				return []check.Result{inapplicable(org.Identity, "has no instance to attach environments to")}
			}
			return append(out, inv.hiddenInstances(org)...)
		})
	},
}

func (inv *Inventory) instanceHasEnvironment(org Organization, i Instance) check.Result {
	attached, maybe := inv.attachmentsOf(i)
	if len(attached) > 0 {
		r := passed(i.Identity, "has an environment")
		r.Related = subjects(attached)
		return r
	}
	missing := missingOf(inv.gapsOf(inv.InstanceAttachments.Gaps, i.Identity))
	for _, a := range maybe {
		missing = append(missing, undecidedParent(a.Identity, a.Instance, i.Identity))
	}
	if len(missing) > 0 {
		return undecided(i.Identity, "has no environment that is known", missing...)
	}
	r := failed(i.Identity, "has no environment attached")
	r.Detail = fmt.Sprintf("Requests that reach region %s are answered with 503: none of the environments is attached to the instance.", i.Location.Value())
	r.Remediation = fmt.Sprintf("Attach the environments to %s: a google_apigee_instance_attachment for each.", i.Subject())
	r.Witness = []check.Fact{
		{Name: "instance", Value: i.Subject()},
		{Name: "location", Value: i.Location.Value()},
		{Name: "attachments", Value: 0},
	}
	r.Repairs = inv.equip(org, i)
	return r
}
