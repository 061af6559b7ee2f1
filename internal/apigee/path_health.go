package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A HealthQuestion is a backend whose health tells whether requests get to Apigee.
type HealthQuestion struct {
	Service BackendService
	// Group is the group as the service names it.
	Group string
}

// HealthQuestions are the backends of instances that are, or were, a way to Apigee.
func (inv *Inventory) HealthQuestions() []HealthQuestion {
	groups, own := inv.groups(), inv.managedGroups()
	var out []HealthQuestion
	for _, s := range inv.BackendServices.Items {
		members, _ := inv.members(s, own)
		for _, m := range members {
			group, known := m.backend.Group.Get()
			if known && m.managed.ok && m.concerned(groups) == value.True {
				out = append(out, HealthQuestion{s, group})
			}
		}
	}
	return out
}

// A health is what a load balancer finds of the instances of a group.
type health struct {
	service BackendService
	// told says that the load balancer was asked; missing says why it is not known what
	// it answers.
	told    bool
	missing []check.Missing
	// healthy and sick are instances, unclear those of which the answer does not say it.
	healthy, sick, unclear []string
}

func (h health) all() int { return len(h.healthy) + len(h.sick) + len(h.unclear) }

// healthOf is what each service that sends to a group finds of it.
func (inv *Inventory) healthOf(g proxyGroup) []health {
	var out []health
	for _, u := range g.uses {
		out = append(out, inv.healthIn(u.service, g.InstanceGroupManager))
	}
	return out
}

func (inv *Inventory) healthIn(s BackendService, m InstanceGroupManager) health {
	out := health{service: s}
	for _, item := range inv.BackendHealth.Items {
		if value.SameRef(inv.Projects, item.Service, s.Ref) == value.True && value.SameRef(inv.Projects, item.Ref, m.group()) == value.True {
			out.told = true
			out.read(item)
			return out
		}
	}
	out.missing = missingOf(inv.gapsOf(inv.BackendHealth.Gaps, s.Identity))
	switch {
	case m.Created || s.Created:
		out.missing = nil
	case len(out.missing) > 0, m.fromTerraform(), s.fromTerraform(), inv.Closed:
	default:
		out.missing = []check.Missing{{
			What:   fmt.Sprintf("the health of %s in %s: it was not read", m.Subject(), s.Subject()),
			Settle: "give credentials that may call backendServices.getHealth",
		}}
	}
	return out
}

// read counts the instances of an answer.
func (h *health) read(from GroupHealth) {
	if from.HealthStatus.IsUnknown() {
		h.missing = []check.Missing{lacking("the health of "+from.Subject(), from.HealthStatus.Why())}
	}
	for _, s := range from.HealthStatus.Value() {
		name := orElse(lastSegment(s.Instance.Value()), "an instance without a name")
		state := s.HealthState
		if state.IsNull() {
			state = s.IPv6HealthState
		}
		switch text := state.Value(); text {
		case "HEALTHY":
			h.healthy = append(h.healthy, name)
		case "UNHEALTHY":
			h.sick = append(h.sick, name)
		default:
			h.unclear = append(h.unclear, name)
			h.missing = append(h.missing, check.Missing{
				What: fmt.Sprintf("the health of instance %s of %s: its healthState is %q", name, from.Subject(), text), Settle: "run again",
			})
		}
	}
}

// group is what the API calls the group of a manager.
func (m InstanceGroupManager) group() value.Of[value.Ref] {
	if group := computeReference(m.InstanceGroup, "", m.Ref.Value().Project()); group.IsKnown() {
		return group
	}
	return value.Map(m.Ref, func(r value.Ref) value.Ref {
		return computeReference(value.Known(instanceGroupURL(r.String())), "", "").Value()
	})
}

// helped says that in the region of a group another group of the service has an instance
// that is healthy.
func (inv *Inventory) helped(h health, g proxyGroup) bool {
	members, _ := inv.members(h.service, inv.managedGroups())
	for _, m := range members {
		if !m.managed.ok || m.backend.drained() != value.False {
			continue
		}
		other := inv.InstanceGroupManagers.Items[m.managed.item.place]
		if other.Subject() == g.Subject() || g.region() == "" || (proxyGroup{InstanceGroupManager: other}).region() != g.region() {
			continue
		}
		if len(inv.healthIn(h.service, other).healthy) > 0 {
			return true
		}
	}
	return false
}

// perHealth asks a question of what each service finds of each group of proxies.
func (inv *Inventory) perHealth(org Organization, ask func(proxyGroup, health) check.Result) []check.Result {
	return inv.perProxyGroup(org, func(g proxyGroup) []check.Result {
		if len(g.uses) == 0 {
			return []check.Result{undecided(g.Identity, "may be a backend of services that are not known", g.usesMissing...)}
		}
		var out []check.Result
		for _, h := range inv.healthOf(g) {
			r := inapplicable(g.Identity, "has a health that Terraform does not carry")
			switch {
			case h.told:
				r = inv.beforePlan(unless(ask(g, h), g.doubts()))
			case len(h.missing) > 0:
				r = undecided(g.Identity, "has a health that is not known", append(g.doubts(), h.missing...)...)
			case g.Created || h.service.Created:
				r = inapplicable(g.Identity, "is yet to be created")
			}
			if len(r.Related) == 0 {
				r.Related = []string{h.service.Subject()}
			}
			out = append(out, r)
		}
		return out
	})
}

// beforePlan turns a failure into an unknown where a plan is to be judged: it may be what
// mends it.
func (inv *Inventory) beforePlan(r check.Result) check.Result {
	if !inv.Planned {
		return r
	}
	return unless(r, []check.Missing{{
		What: "the health after the plan: before it, " + r.Summary, Settle: "run again without the plan once it is applied",
	}})
}

// causes are the checks whose failures make instances unhealthy.
func causes() []check.Check[*Inventory] {
	return []check.Check[*Inventory]{
		ProxyGroupNotEmpty, BackendPortNameMatches, HealthCheckFitsApigee, LoadBalancerReachesProxies,
		ProxyEndpointIsInstance, ProxySubnetPrivateGoogleAccess, ProxiesReachCloudStorage, InstanceActive, ProxiesInAuthorizedNetwork, ProxiesReachInstance, AuthorizedNetworkPeered, PeeringActive,
	}
}

// causesOf are the failures that explain why a group is unhealthy, each as the check's id
// and what it says.
func (inv *Inventory) causesOf(g proxyGroup) []string {
	of := append([]string{g.Subject()}, subjects(g.templates)...)
	for _, d := range g.destinations {
		if d.ok {
			of = append(of, inv.Instances.Items[d.instance].Subject())
		}
	}
	var out []string
	for _, c := range causes() {
		for _, r := range c.Run(inv) {
			// The peering is that of all groups.
			concerns := c.ID == AuthorizedNetworkPeered.ID || c.ID == PeeringActive.ID || slices.ContainsFunc(append(r.Related, r.Subject), func(s string) bool { return slices.Contains(of, s) })
			if r.Verdict == check.Fail && concerns && (r.Region == "" || g.region() == "" || r.Region == g.region()) {
				out = append(out, c.ID+": "+r.Summary)
			}
		}
	}
	return out
}
