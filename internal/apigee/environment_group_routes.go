package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// EnvironmentGroupRoutes asks whether every environment group leads somewhere.
var EnvironmentGroupRoutes = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "environment-group-routes",
		Title:    "Every environment group routes to an environment",
		Hop:      check.HopEnvironment,
		Severity: check.Error,
		Symptom:  "404",
		Why: "Apigee picks the environment group by the request's host name and then an environment of that group. " +
			"A group without an environment has nowhere to send its hosts' requests, and they are answered with 404; " +
			"so are requests for a host that no group has, which is judged for the host names that you say clients use.",
		Fix: "Attach an environment to the group: a `google_apigee_envgroup_attachment` with `envgroup_id` the group's id and `environment` the environment's name. " +
			"Add a host that clients use to the `hostnames` of its group.",
		Unknown: "Unknown when no attachment of the group was seen but not all are known, when an attachment's group is known only after apply, " +
			"and while the group's state is not ACTIVE. Credentials that may call apigee.envgroupattachments.list, or `complete = true`, settle it. " +
			"Not applicable to hybrid organizations, to a group without host names, and to a group none of whose host names you say clients use. " +
			"An environment that is in no group is no failure.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.envgroups", "apigee.organizations.envgroups.attachments"},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/fundamentals/environmentgroups-working-with",
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.envgroups.attachments",
			"https://gcpdiag.dev/rules/apigee",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			var out []check.Result
			for _, g := range inv.EnvironmentGroups.Items {
				if inv.owns(org, g.Identity) {
					out = append(out, inv.groupRoutes(org, g))
				}
			}
			if len(out) == 0 {
				return []check.Result{inv.withoutGroup(org)}
			}
			out = append(out, inv.hostsWithoutGroup(org)...)
			if gaps := inv.EnvironmentGroups.Gaps; len(gaps) > 0 {
				out = append(out, undecided(org.Identity, "may have more environment groups than are known", missingOf(gaps)...))
			}
			return out
		})
	},
}

func (inv *Inventory) withoutGroup(org Organization) check.Result {
	if len(inv.EnvironmentGroups.Gaps) > 0 {
		return undecided(org.Identity, "has no environment group that is known", missingOf(inv.EnvironmentGroups.Gaps)...)
	}
	r := failed(org.Identity, "has no environment group")
	r.Detail = "Every request is answered with 404: no environment group has a host name."
	r.Remediation = "Create an environment group (google_apigee_envgroup) with the host names that clients use, and attach an environment to it."
	r.Witness = []check.Fact{{Name: "organization", Value: org.Subject()}, {Name: "environment_groups", Value: 0}}
	return r
}

func (inv *Inventory) groupRoutes(org Organization, g EnvironmentGroup) check.Result {
	if r, ok := inv.unserved(g); ok {
		return r
	}
	if r, ok := g.notReady(); ok {
		return r
	}
	attached, maybe := inv.attachmentsTo(g)
	var missing []check.Missing
	var dangling []GroupAttachment
	for _, a := range attached {
		exists, lacks := inv.environmentExists(org, a)
		switch {
		case exists == value.False:
			dangling = append(dangling, a)
		case len(lacks) > 0:
			missing = append(missing, lacks...)
		default:
			r := passed(g.Identity, "routes to an environment")
			r.Related = []string{a.Subject()}
			return r
		}
	}
	missing = append(missing, missingOf(inv.gapsOf(inv.GroupAttachments.Gaps, g.Identity))...)
	for _, a := range maybe {
		missing = append(missing, undecidedParent(a.Identity, a.Group, g.Identity))
	}
	if len(missing) > 0 {
		return undecided(g.Identity, "has no environment that is known", missing...)
	}
	r := failed(g.Identity, "routes to no environment")
	hostnames := strings.Join(knownTexts(g.Hostnames), ", ")
	r.Detail = fmt.Sprintf("Requests for %s are answered with 404: no environment is attached to the group.", orElse(hostnames, "the group's host names"))
	r.Remediation = fmt.Sprintf("Attach an environment to %s with a google_apigee_envgroup_attachment.", g.Subject())
	r.Witness = []check.Fact{{Name: "environment_group", Value: g.Subject()}, {Name: "hostnames", Value: hostnames}}
	r.Repairs = inv.mendRoute(org, g)
	if len(dangling) > 0 {
		name := environmentName(dangling[0].Environment).Value()
		r.Summary = fmt.Sprintf("%s routes to environment %s, which does not exist", g.Subject(), name)
		r.Detail = fmt.Sprintf("Requests for %s are answered with 404: the organization has no environment %s.", orElse(hostnames, "the group's host names"), name)
		r.Witness = append(r.Witness, check.Fact{Name: "environment", Value: name})
		r.Related = subjects(dangling)
	}
	return r
}

// unserved answers for a group that no client's request can belong to.
func (inv *Inventory) unserved(g EnvironmentGroup) (check.Result, bool) {
	switch {
	case g.Hostnames.IsUnknown():
		return check.Result{}, false
	case len(g.Hostnames.Value()) == 0:
		return inapplicable(g.Identity, "has no host name"), true
	case inv.serves(g) == value.False:
		return inapplicable(g.Identity, "has none of the host names that clients use"), true
	}
	return check.Result{}, false
}

// serves says whether the group has one of the host names that clients use. It
// has, when nobody says which those are.
func (inv *Inventory) serves(g EnvironmentGroup) value.Truth {
	if len(inv.Hostnames) == 0 {
		return value.True
	}
	out := value.False
	for _, host := range inv.Hostnames {
		out = value.Or(out, g.has(host))
	}
	return out
}

// notReady answers for a group whose state may keep it from routing. Terraform
// does not carry the state, and no state is none to object to.
func (g EnvironmentGroup) notReady() (check.Result, bool) {
	state, known := g.State.Get()
	switch {
	case g.State.IsUnknown():
		return blaming("state", undecided(g.Identity, "is in a state that is not known", lacking("state of "+g.Subject(), g.State.Why()))), true
	case known && state != stateActive:
		return blaming("state", undecided(g.Identity, "is not ready but "+state, check.Missing{
			What:   fmt.Sprintf("whether %s routes while it is %s", g.Subject(), state),
			Settle: "run again when its state is ACTIVE",
		})), true
	}
	return check.Result{}, false
}

// environmentExists looks the environment of an attachment up among those of the
// organization and those that a plan adds, and says what it lacks to know. Where
// the organization's list is not known the attachment is believed, as the API
// takes none of an environment that does not exist: nothing is lacking.
func (inv *Inventory) environmentExists(org Organization, a GroupAttachment) (value.Truth, []check.Missing) {
	name := environmentName(a.Environment)
	if !name.IsKnown() || !org.Environments.IsKnown() && org.fromTerraform() {
		return value.Undecided, nil
	}
	exists := value.Contains(org.Environments, name)
	for _, e := range inv.Environments.Items {
		exists = value.Or(exists, value.Equal(e.Name, name))
	}
	switch {
	case exists == value.Undecided:
		return exists, []check.Missing{{
			What:   fmt.Sprintf("whether environment %s exists: not all names of environments of %s are known", name.Value(), org.Subject()),
			Settle: "decided when they are known, at apply at the latest",
		}}
	case exists == value.False && a.fromTerraform() && len(inv.Environments.Gaps) > 0:
		// The plan that makes the attachment may make the environment too.
		return value.Undecided, missingOf(inv.Environments.Gaps)
	}
	return exists, nil
}

// knownTexts returns the elements of a list that are known.
func knownTexts(list value.List[value.String]) []string {
	var out []string
	for _, e := range list.Value() {
		if s, ok := e.Get(); ok {
			out = append(out, s)
		}
	}
	return out
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
