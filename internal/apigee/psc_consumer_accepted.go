package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PSCConsumerAccepted asks whether the instance lets the project connect to it.
var PSCConsumerAccepted = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "psc-consumer-accepted",
		Title:    "The instance accepts the project that connects to it",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502 or 503",
		Why: "An Apigee instance accepts Private Service Connect from its organization's own project and from those in its accept list, by id or by number. " +
			"A connection from another project, as where the load balancer has a project of its own, stays PENDING, and requests get no answer.",
		Fix: "Add the project of the endpoint group to `consumer_accept_list` of the `google_apigee_instance`. " +
			"The provider compares only the length of the list: a change of one project for another is not applied, so check the instance itself afterwards.",
		Unknown: "Unknown when the list, or the organization's project, is known only after apply or is not set by Terraform; when a project number was not resolved; " +
			"when the endpoint group is on a Shared VPC whose project is accepted, as it is not documented which of the two counts; and when its target is no instance that is known. " +
			"Not applicable to organizations that are reached without Private Service Connect.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.networkEndpointGroups", "compute.forwardingRules",
			"compute.backendServices", "compute.subnetworks",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/northbound-networking-psc",
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.instances",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/psc-overview",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perEnd(org, func(e pscEnd) check.Result { return inv.accepted(org, e) })
		})
	},
}

// accepted judges one end.
func (inv *Inventory) accepted(org Organization, e pscEnd) check.Result {
	if !e.ok {
		if len(e.missing) == 0 {
			return inapplicable(e.Identity, "leads to no instance of the organization, which psc-target-is-instance judges")
		}
		return undecided(e.Identity, "may come from a project that is not accepted", e.missing...)
	}
	i := inv.Instances.Items[e.instance]
	project := e.Ref.Value().Project()
	by := inv.accepts(org, i, project)
	if by == value.True {
		r := passed(e.Identity, "comes from a project that the instance accepts")
		r.Related = []string{i.Subject()}
		return r
	}
	shared := e.network.Value().Project()
	switch {
	case by == value.Undecided:
		return undecided(e.Identity, "may come from a project that is not accepted", inv.mayAccept(org, i, e, project))
	case e.network.IsUnknown(), shared != "" && shared != project && inv.accepts(org, i, shared) != value.False:
		return undecided(e.Identity, "comes from a project that is not accepted", check.Missing{
			What:   fmt.Sprintf("whether the project of the Shared VPC counts, %s, or that of %s, %s", orElse(shared, "which is not known"), e.Subject(), project),
			Settle: fmt.Sprintf("add %s to the consumerAcceptList of %s", project, i.Subject()),
		})
	}
	r := failed(e.Identity, "comes from a project that the instance does not accept")
	r.Detail = fmt.Sprintf("The connection of %s is not accepted: it comes from %s, and %s accepts %s.", e.Subject(), project, i.Subject(), acceptText(org, i))
	r.Remediation = fmt.Sprintf("Add %s to the consumerAcceptList of %s.", project, i.Subject())
	r.Witness = []check.Fact{{Name: "endpoint", Value: e.Subject()}, {Name: "project", Value: project}, {Name: "accepts", Value: acceptText(org, i)}}
	r.Related = []string{i.Subject()}
	if e.inferred {
		r.Confidence = check.Inferred
	}
	return r
}

// accepts says whether an instance accepts a project.
func (inv *Inventory) accepts(org Organization, i Instance, project string) value.Truth {
	if project == "" {
		return value.Undecided
	}
	out := value.False
	same := func(name value.String) value.Truth {
		text, known := name.Get()
		if !known {
			return value.Undecided
		}
		return inv.sameProject(strings.TrimPrefix(text, "projects/"), project)
	}
	own := org.ProjectID
	if own.IsNull() {
		own = org.Name
	}
	out = value.Or(out, same(own))
	list := i.ConsumerAcceptList
	if list.IsUnknown() || list.IsNull() && i.fromTerraform() {
		return value.Or(out, value.Undecided)
	}
	for _, p := range list.Value() {
		out = value.Or(out, same(p))
	}
	return out
}

// sameProject compares projects by id or number.
func (inv *Inventory) sameProject(a, b string) value.Truth {
	ref := func(p string) value.Ref {
		r, err := value.ParseRef("projects/"+p+"/global/networks/n", value.RefBase{Service: "compute.googleapis.com"})
		if err != nil {
			return value.Ref{}
		}
		return r
	}
	x, y := ref(a), ref(b)
	if x.IsZero() || y.IsZero() {
		return value.Undecided
	}
	return inv.Projects.Same(x, y)
}

// mayAccept says why it is not known whether a project is accepted.
func (inv *Inventory) mayAccept(org Organization, i Instance, e pscEnd, project string) check.Missing {
	switch list := i.ConsumerAcceptList; {
	case project == "":
		return check.Missing{What: "the project of " + e.Subject(), Settle: "set its project"}
	case list.IsUnknown() || list.IsNull() && i.fromTerraform():
		return lacking("consumerAcceptList of "+i.Subject(), orNotSet(list.IsNull(), list.Why()))
	case org.ProjectID.IsUnknown():
		return lacking("projectId of "+org.Subject(), org.ProjectID.Why())
	}
	return check.Missing{
		What:   fmt.Sprintf("whether %s is one of the projects that %s accepts: %s", project, i.Subject(), acceptText(org, i)),
		Settle: "name projects by id in both places, or resolve their numbers",
	}
}

// acceptText lists the projects that an instance accepts.
func acceptText(org Organization, i Instance) string {
	all := []string{orElse(org.ProjectID.Value(), org.Name.Value())}
	for _, p := range i.ConsumerAcceptList.Value() {
		if text := orElse(p.Value(), "one that is not known yet"); text != all[0] {
			all = append(all, text)
		}
	}
	return listed(all)
}
