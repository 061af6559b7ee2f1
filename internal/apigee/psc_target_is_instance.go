package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PSCTargetIsInstance asks whether Private Service Connect leads to an instance that
// there is.
var PSCTargetIsInstance = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "psc-target-is-instance",
		Title:    "Private Service Connect leads to an Apigee instance of its region",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502 or 503",
		Why: "An endpoint group, or an endpoint, of Private Service Connect names a service attachment. Each Apigee instance has one, whose name ends in letters that change when the instance is created anew. " +
			"One that keeps the old name leads nowhere (its connection is CLOSED). The endpoint group has to be in the attachment's region: Google Cloud refuses others.",
		Fix: "Set `psc_target_service` (of an endpoint: `target`) to `google_apigee_instance.NAME.service_attachment`, so that it follows the instance, and the region to the instance's location. " +
			"The type of the endpoint group is `PRIVATE_SERVICE_CONNECT`, which is not the default.",
		Unknown: "Unknown when the target, or the attachment of an instance, is known only after apply and the configuration does not tell that it comes from one; " +
			"when not all instances are known; and when the target looks like an attachment of another organization's instance. " +
			"Not applicable to endpoint groups of other services, and to organizations that are reached without Private Service Connect.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.networkEndpointGroups", "compute.forwardingRules", "compute.backendServices",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/northbound-networking-psc",
			"https://docs.cloud.google.com/vpc/docs/private-service-connect-backends",
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.instances",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perEnd(org, inv.leadsToInstance)
		})
	},
}

// leadsToInstance judges one end.
func (inv *Inventory) leadsToInstance(e pscEnd) check.Result {
	target := computeReference(e.target, "", "").Value()
	region := target.After("regions")
	switch {
	case e.ok && region != "" && e.region != "" && region != e.region:
		i := inv.Instances.Items[e.instance]
		return blaming(e.targetField, inv.leading(e, e.elsewhereRegion(i, region)))
	case e.ok:
		r := passed(e.Identity, "leads to an Apigee instance")
		r.Related = []string{inv.Instances.Items[e.instance].Subject()}
		if e.inferred {
			r.Confidence = check.Inferred
		}
		return r
	}
	if gone := inv.goneAttachment(e.target); gone != nil {
		return blaming(e.targetField, inv.leading(e, e.nowhere(fmt.Sprintf("it was the attachment of %s, which the plan deletes or replaces; a new instance has another", gone.Subject()))))
	}
	if len(e.missing) > 0 {
		return blaming(e.targetField, undecided(e.Identity, "may lead to no Apigee instance", e.missing...))
	}
	if inv.sameTenant(target.Project()) {
		return blaming(e.targetField, inv.leading(e, e.nowhere("no instance of the organization has it, though it lies in the project of its instances")))
	}
	return blaming(e.targetField, undecided(e.Identity, "leads to no instance of this organization", check.Missing{
		What:   fmt.Sprintf("what %s is: an attachment of another organization's instance, or of one that is gone", e.target.Value()),
		Settle: "set the target to the serviceAttachment of the region's instance",
	}))
}

// goneAttachment is the instance with the attachment that the plan deletes.
func (inv *Inventory) goneAttachment(target value.String) *Instance {
	at := slices.IndexFunc(inv.Gone, func(i Instance) bool {
		return i.ServiceAttachment.IsKnown() && target.IsKnown() &&
			value.SameRef(inv.Projects, computeReference(target, "", ""), computeReference(i.ServiceAttachment, "", "")) == value.True
	})
	if at < 0 {
		return nil
	}
	return &inv.Gone[at]
}

// sameTenant says that the attachments of known instances lie in a project.
func (inv *Inventory) sameTenant(project string) bool {
	return project != "" && slices.ContainsFunc(inv.Instances.Items, func(i Instance) bool {
		return computeReference(i.ServiceAttachment, "", "").Value().Project() == project
	})
}

// nowhere is the verdict on an end whose target is gone.
func (e pscEnd) nowhere(because string) check.Result {
	r := failed(e.Identity, "leads to no Apigee instance")
	r.Detail = fmt.Sprintf("Requests that reach %s get no answer: its target is %s, and %s.", e.Subject(), e.target.Value(), because)
	r.Remediation = fmt.Sprintf("Set the target of %s to the serviceAttachment of the region's instance, best by reference.", e.Subject())
	r.Witness = []check.Fact{{Name: "endpoint", Value: e.Subject()}, {Name: "target", Value: e.target.Value()}}
	return r
}

// elsewhereRegion is the verdict on an end in another region than its target.
func (e pscEnd) elsewhereRegion(i Instance, region string) check.Result {
	r := failed(e.Identity, "is in another region than the instance it leads to")
	r.Detail = fmt.Sprintf("Google Cloud refuses %s: it is in %s, and its target, the attachment of %s, in %s.", e.Subject(), e.region, i.Subject(), region)
	r.Remediation = fmt.Sprintf("Create it in %s, or set its target to the attachment of the instance in %s.", region, e.region)
	r.Witness = []check.Fact{
		{Name: "endpoint", Value: e.Subject()}, {Name: "region", Value: e.region},
		{Name: "target", Value: e.target.Value()}, {Name: "target_region", Value: region},
	}
	r.Related = []string{i.Subject()}
	return r
}
