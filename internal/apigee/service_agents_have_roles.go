package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An AgentRole is a role that a service agent needs.
type AgentRole struct{ role, domain string }

// The roles of service agents.
var (
	Agent           = AgentRole{apigeeRole, apigeeAgent}
	NetworkingAgent = AgentRole{networkingRole, networkingAgent}
	KeyAgent        = AgentRole{encrypterRole, apigeeAgent}
)

// GivenBy says whether a policy certainly gives the role to the agent of the project
// with a number.
func (r AgentRole) GivenBy(policy value.Value, number string) bool {
	var p IAMPolicy
	if value.Decode(policy, &p) != nil {
		return false
	}
	for _, b := range p.Bindings.Value() {
		if b.gives(r.role, agent{domain: r.domain, number: number}) == value.True {
			return true
		}
	}
	return false
}

// The service agents by which Apigee and Service Networking act, and the roles that
// Google gives them when their API is enabled.
const (
	apigeeAgent     = "gcp-sa-apigee.iam.gserviceaccount.com"
	apigeeRole      = "roles/apigee.serviceAgent"
	networkingAgent = "service-networking.iam.gserviceaccount.com"
	networkingRole  = "roles/servicenetworking.serviceAgent"
)

// ServiceAgentsHaveRoles asks whether the service agents that Apigee relies on have
// what Google has granted them.
var ServiceAgentsHaveRoles = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "service-agents-have-roles",
		Title:    "Google's service agents have their roles",
		Hop:      check.HopPrerequisite,
		Severity: check.Warning,
		Symptom:  "instances cannot be created, updated or peered",
		Why: "Apigee and Service Networking act in your projects as service agents, to which Google grants a role when the API is enabled. " +
			"A policy that is set as a whole, or a binding that is the only one for the role, takes it away: what runs goes on at first, but instances can no longer be created, changed or repaired.",
		Fix: "Grant `roles/apigee.serviceAgent` to `service-PROJECT_NUMBER@gcp-sa-apigee.iam.gserviceaccount.com` on the organization's project, and " +
			"`roles/servicenetworking.serviceAgent` to `service-PROJECT_NUMBER@service-networking.iam.gserviceaccount.com` on the project of the authorized network; " +
			"in Terraform with `google_project_iam_member`, which leaves the other members alone.",
		Unknown: "Unknown when a policy, that of a folder or the organization above included, could not be read: credentials that may call resourcemanager.projects.getIamPolicy, " +
			"resourcemanager.folders.getIamPolicy and resourcemanager.organizations.getIamPolicy settle it; and when only a group, a role of your own or a conditional binding may give the role. " +
			"The policies above are read only when the project's own does not grant the role. " +
			"Not applicable when nothing tells of the project's policy, to hybrid organizations, and for Service Networking to organizations without VPC peering.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "cloudresourcemanager.projects.getIamPolicy"},
		References: []string{
			"https://gcpdiag.dev/rules/apigee",
			"https://cloud.google.com/iam/docs/service-agents",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			out := []check.Result{inv.agentHasRole(org.Identity, org.project(), "Apigee", apigeeRole, apigeeAgent)}
			return append(out, inv.ofNetworkProject(org, func(host string) check.Result {
				of := Identity{Ref: value.Known(inv.Projects.Canonical(projectRef(host)))}
				return inv.agentHasRole(of, host, "Service Networking", networkingRole, networkingAgent)
			})...)
		})
	},
}

// project is the organization's project, which is called like it where it does not say.
func (org Organization) project() string {
	if p, known := org.ProjectID.Get(); known {
		return p
	}
	return org.Name.Value()
}

// ofNetworkProject asks a question of the project whose network the organization is
// peered with. There is none without peering, nor where another network is peered,
// which authorized-network-peered judges.
func (inv *Inventory) ofNetworkProject(org Organization, ask func(project string) check.Result) []check.Result {
	disabled := value.Is(org.DisableVPCPeering.Or(false), true)
	network := org.network()
	switch {
	case disabled == value.True, network.IsNull(), inv.authorizedNetworkPeered(org, network).Verdict == check.Fail:
		return nil
	case disabled == value.False && value.Future(network).Project() != "":
		return []check.Result{ask(value.Future(network).Project())}
	case org.fromTerraform():
		return nil
	}
	return []check.Result{blaming("authorizedNetwork", undecided(org.Identity, "may be peered with a network whose project is not known",
		lacking("authorizedNetwork of "+org.Subject(), network.Why())))}
}

func (inv *Inventory) agentHasRole(of Identity, project, service, role, domain string) check.Result {
	if project == "" {
		return inapplicable(of, "is in a project that is not known")
	}
	project = inv.Projects.Canonical(projectRef(project)).Name()
	to := inv.agentOf(project, domain)
	answer := inv.granted([]value.Ref{projectRef(project)}, role, to)
	switch {
	case answer.granted == value.True:
		return passed(of, "has a service agent of "+service+" with its role")
	case !answer.told:
		return inapplicable(of, "has a project of whose policy nothing tells")
	case len(answer.missing) > 0:
		return undecided(of, "may have a service agent of "+service+" without its role", answer.missing...)
	}
	r := failed(of, "has a service agent of %s without its role", service)
	r.Detail = fmt.Sprintf("%s cannot act in project %s: its service agent does not have %s there, nor from above.", service, project, role)
	r.Remediation = fmt.Sprintf("Grant %s to %s on project %s.", role, to.member(), project)
	r.Witness = []check.Fact{{Name: "project", Value: project}, {Name: "member", Value: to.member()}, {Name: "role", Value: role}}
	r.Trace = answer.trace
	return r
}
