package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// RequiredAPIsEnabled asks whether the APIs that Apigee is managed by are enabled.
var RequiredAPIsEnabled = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "required-apis-enabled",
		Title:    "The APIs that Apigee needs are enabled",
		Hop:      check.HopPrerequisite,
		Severity: check.Warning,
		Symptom:  "instances cannot be created, updated or peered",
		Why: "Instances, attachments and groups are managed by the Apigee API in the organization's project, and the peering by the Service Networking API in the project of the authorized network. " +
			"Where one of them is disabled nothing of it can be made or changed any more.",
		Fix: "Enable `apigee.googleapis.com` in the organization's project and `servicenetworking.googleapis.com` in that of the authorized network, " +
			"with `google_project_service` or `gcloud services enable`.",
		Unknown: "Unknown when a project's services could not be read: credentials that may call serviceusage.services.get settle it. " +
			"Not applicable when only Terraform tells of the organization and not of its services, to hybrid organizations, and for Service Networking to organizations without VPC peering.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "serviceusage.services"},
		References: []string{
			"https://gcpdiag.dev/rules/apigee",
			"https://cloud.google.com/service-usage/docs/reference/rest/v1/services",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			out := []check.Result{inv.apiEnabled(org, org.project(), "apigee.googleapis.com")}
			return append(out, inv.ofNetworkProject(org, func(host string) check.Result {
				return inv.apiEnabled(org, host, "servicenetworking.googleapis.com")
			})...)
		})
	},
}

const usageService = "serviceusage.googleapis.com"

func (inv *Inventory) apiEnabled(org Organization, project, api string) check.Result {
	wanted, err := value.ParseRef("//"+usageService+"/projects/"+project+"/services/"+api, value.RefBase{})
	if project == "" || err != nil {
		return inapplicable(org.Identity, "is in a project that is not known")
	}
	for _, s := range inv.Services.Items {
		if value.SameRef(inv.Projects, s.Ref, value.Known(wanted)) == value.True {
			return blaming("state", s.enabled(project, api))
		}
	}
	var missing []check.Missing
	for _, g := range gapsBelow(inv.Projects, inv.Services.Gaps, projectRef(project)) {
		if !g.Existing {
			missing = append(missing, g.Missing())
		}
	}
	switch {
	case len(missing) > 0:
	case org.fromTerraform() || inv.Closed:
		return inapplicable(Identity{Ref: value.Known(wanted)}, "is needed, and nothing tells of it")
	default:
		missing = []check.Missing{{What: wanted.Path() + ": it was not read", Settle: "give credentials that may call serviceusage.services.get in project " + project}}
	}
	return undecided(Identity{Ref: value.Known(wanted)}, "is needed and may be disabled", missing...)
}

func (s EnabledAPI) enabled(project, api string) check.Result {
	switch state, known := s.State.Get(); {
	case state == "ENABLED":
		return passed(s.Identity, "is enabled")
	case state == "DISABLED":
		r := failed(s.Identity, "is disabled")
		r.Detail = fmt.Sprintf("Nothing that %s manages in project %s can be made or changed: it is DISABLED there.", api, project)
		r.Remediation = fmt.Sprintf("Enable %s in project %s.", api, project)
		r.Witness = []check.Fact{{Name: "project", Value: project}, {Name: "api", Value: api}, {Name: "state", Value: state}}
		return r
	case known:
		return undecided(s.Identity, "is in a state that is not known here", check.Missing{What: fmt.Sprintf("what a state of %q means for %s", state, s.Subject()), Settle: "update apireach"})
	case s.State.IsUnknown():
		return undecided(s.Identity, "may be disabled", lacking("state of "+s.Subject(), s.State.Why()))
	}
	return undecided(s.Identity, "may be disabled", check.Missing{What: "state of " + s.Subject() + ": not in the response", Settle: "read the service anew"})
}
