package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// hostsWithoutGroup answers for the hosts that the user says clients use and no
// environment group has: Apigee answers their requests with 404. Which of several
// organizations a host is for nobody says.
func (inv *Inventory) hostsWithoutGroup(org Organization) []check.Result {
	if len(inv.Organizations.Items) != 1 || len(inv.Organizations.Gaps) > 0 {
		return nil
	}
	var absent []string
	var missing []check.Missing
	for _, host := range inv.Hostnames {
		has := value.False
		for _, g := range inv.EnvironmentGroups.Items {
			has = value.Or(has, g.has(host))
		}
		switch {
		case has == value.True:
		case has == value.False && len(inv.EnvironmentGroups.Gaps) == 0:
			absent = append(absent, host)
		case has == value.Undecided:
			missing = append(missing, inv.mayHave(host)...)
		}
		// What a group that is not known may have the gap's own result tells.
	}
	var out []check.Result
	if len(missing) > 0 {
		out = append(out, undecided(org.Identity, "may have no environment group for a host that clients use", once(missing)...))
	}
	if len(absent) > 0 {
		r := failed(org.Identity, "has no environment group for %s", plural(len(absent), "host")+" that clients use")
		r.Detail = fmt.Sprintf("Requests for %s are answered with 404: no environment group has the host name.", strings.Join(absent, ", "))
		r.Remediation = fmt.Sprintf("Add %s to the hostnames of the environment group that is to serve it, or take it out of the host names that clients use.", absent[0])
		r.Witness = []check.Fact{{Name: "hostname", Value: absent[0]}, {Name: "environment_groups", Value: len(inv.EnvironmentGroups.Items)}}
		r.Related = subjects(inv.EnvironmentGroups.Items)
		r.Repairs = inv.host(absent)
		out = append(out, r)
	}
	return out
}

// mayHave says which groups leave it open whether they have a host.
func (inv *Inventory) mayHave(host string) []check.Missing {
	var out []check.Missing
	for _, g := range inv.EnvironmentGroups.Items {
		if g.has(host) != value.Undecided {
			continue
		}
		what := fmt.Sprintf("whether %s has the host %s", g.Subject(), host)
		if g.Hostnames.IsUnknown() {
			out = append(out, lacking(what, g.Hostnames.Why()))
			continue
		}
		out = append(out, check.Missing{
			What:   what + ": a pattern of its host names may cover it, or a name is not known",
			Settle: "list the host by its full name in the group",
		})
	}
	return out
}

// has says whether the group has a host. What a wildcard covers is not
// documented, so that it leaves the answer open.
func (g EnvironmentGroup) has(host string) value.Truth {
	if g.Hostnames.IsUnknown() {
		return value.Undecided
	}
	out := value.False
	for _, h := range g.Hostnames.Value() {
		pattern, known := h.Get()
		switch {
		case !known || strings.Contains(pattern, "*"):
			out = value.Or(out, value.Undecided)
		case strings.EqualFold(strings.TrimSuffix(pattern, "."), strings.TrimSuffix(host, ".")):
			return value.True
		}
	}
	return out
}
