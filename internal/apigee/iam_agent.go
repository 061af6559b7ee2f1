package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An agent is a service account by which a Google service acts in a project.
type agent struct {
	// domain is that of its address, number that of the project; "" is not known.
	domain, number string
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

// agentOf is a service's agent in a project.
func (inv *Inventory) agentOf(project, domain string) agent {
	out := agent{domain: domain}
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
