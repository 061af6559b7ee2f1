package apigee

import (
	"fmt"
	"slices"
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
			missing = append(missing, mayHave(host, inv.EnvironmentGroups.Items)...)
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
func mayHave(host string, groups []EnvironmentGroup) []check.Missing {
	var out []check.Missing
	for _, g := range groups {
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
		case bare(pattern) == bare(host):
			return value.True
		}
	}
	return out
}

// hasHost says whether a group of the organization has a host, and why that is not known.
func (inv *Inventory) hasHost(org Organization, host string) (value.Truth, []check.Missing) {
	groups := slices.DeleteFunc(slices.Clone(inv.EnvironmentGroups.Items), func(g EnvironmentGroup) bool { return !inv.owns(org, g.Identity) })
	out := value.False
	for _, g := range groups {
		out = value.Or(out, g.has(host))
	}
	if out == value.True {
		return out, nil
	}
	missing := append(mayHave(host, groups), missingOf(inv.EnvironmentGroups.Gaps)...)
	if len(missing) > 0 {
		out = value.Undecided
	}
	return out, missing
}

// isOthers says that certainly another organization has a host, and this one has not.
func (inv *Inventory) isOthers(org Organization, host string) bool {
	if own, _ := inv.hasHost(org, host); own != value.False {
		return false
	}
	return slices.ContainsFunc(inv.Organizations.Items, func(o Organization) bool {
		has, _ := inv.hasHost(o, host)
		return has == value.True
	})
}
