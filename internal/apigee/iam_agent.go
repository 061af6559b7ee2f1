package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An agent is a service account by which a Google service acts in a project.
type agent struct {
	// domain is that of its address, number that of the project; "" is not known.
	domain, number string
	// made says of resources that have service agents made whether theirs is the agent, by address.
	made map[string]value.Truth
}

// member is how policies call it.
func (a agent) member() string {
	return "serviceAccount:service-" + orElse(a.number, "PROJECT_NUMBER") + "@" + a.domain
}

// is says whether a member of a policy is the agent.
func (a agent) is(member string) value.Truth {
	number, ours := strings.CutPrefix(strings.TrimSuffix(member, "@"+a.domain), "serviceAccount:service-")
	switch {
	case !ours || !strings.HasSuffix(member, "@"+a.domain):
		return value.False
	case a.number == "":
		return value.Undecided
	}
	return value.TruthOf(number == a.number)
}

// agentDomain is the domain of the addresses of an API's service agents.
//
// Source: https://cloud.google.com/iam/docs/service-agents.
func agentDomain(api string) string {
	switch api {
	case "apigee.googleapis.com":
		return apigeeAgent
	case "servicenetworking.googleapis.com":
		return networkingAgent
	}
	return "of " + api
}

// isMade says whether a member that is not known yet is the agent: the member, or the address
// with the kind of member before it, of a resource that has it made.
func (a agent) isMade(member value.String) value.Truth {
	why := member.Why()
	from := value.Origin{}
	switch {
	case why.Origin.Path == "member" && why.Origin.Certain:
		from = why.Origin
	case why.Pattern == "serviceAccount:"+value.Hole && why.Part.Path == "email":
		from = why.Part
	}
	if is, told := a.made[from.Resource]; told {
		return is
	}
	return value.Undecided
}

// agentOf is a service's agent in a project.
func (inv *Inventory) agentOf(project, domain string) agent {
	out := agent{domain: domain, made: map[string]value.Truth{}}
	at := value.UnknownOf[value.Ref](value.Why{Reason: "the project is not known"})
	if project != "" {
		at = value.Known(projectRef(project))
	}
	for _, i := range inv.ServiceIdentities.Items {
		in := value.Map(i.Ref, func(r value.Ref) value.Ref { return projectRef(r.Project()) })
		out.made[i.Address] = value.And(value.Is(value.Map(i.Service, agentDomain), domain), value.SameRef(inv.Projects, in, at))
	}
	for number, id := range inv.Projects {
		if id == project {
			out.number = number
		}
	}
	if p, found := inv.policyOf(projectRef(project)); found && out.number == "" {
		out.number = p.ProjectNumber.Value()
	}
	return out
}
