package privateintegration

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// TargetsHealthy asks whether load balancers have targets that they send to.
var TargetsHealthy = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "targets-healthy",
		Title:    "Every target group that gets requests has a healthy target",
		Hop:      check.HopTargets,
		Severity: check.Error,
		Symptom:  "500, 502, 503 or 504",
		Why: "A load balancer sends to healthy targets. Those that are unused, because they are stopped, in no zone of the load balancer or behind no listener, and those that are draining get nothing. " +
			"When all are unhealthy a load balancer sends to all of them: that helps if only the health check is wrong, and not if nothing answers on the port.",
		Fix: "Read the reason. `Target.Timeout`: a security group or network ACL drops the packets, or nothing answers. `Target.FailedHealthChecks`: nothing listens on the port, or it speaks another protocol. " +
			"`Target.ResponseCodeMismatch`: let the health check's path and codes fit the application. `Target.NotInUse`: enable the target's zone. `Target.InvalidState`: start it.",
		Unknown: "Unknown when the health could not be read (elasticloadbalancing:DescribeTargetHealth), while targets are checked for the first time, when health checks are off, " +
			"when all targets are unhealthy for a reason that need not concern requests, and when a plan changes what health depends on. Not applicable to what only Terraform tells of, which carries no health.",
		Since: "0.1.0",
		Reads: []string{"elasticloadbalancing.targetHealth", "elasticloadbalancing.targetGroups"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perGroup(inv, func(u use) []check.Result { return []check.Result{inv.healthy(u)} })
	},
}

func (inv *Inventory) healthy(u use) check.Result {
	health, _, missing := below(inv.TargetHealth, func(h *TargetHealth) value.String { return h.Group }, u.group.Identity)
	switch {
	case len(health) == 0 && u.group.FromTerraform():
		return inapplicable(u.group.Identity, "has targets of which Terraform tells no health")
	case len(health) == 0 && len(missing) > 0:
		return undecided(u.group.Identity, "has targets of which the health is not known", missing...)
	case len(health) == 0:
		return inapplicable(u.group.Identity, "has no targets") // target-group-has-targets says so
	}
	byState := map[string][]*TargetHealth{}
	for _, h := range health {
		state, known := h.Health.State.Get()
		switch {
		case !known:
			missing = append(missing, lacking("the health of "+h.Target.ID.Value(), h.Health.State.Why()))
		case state == "unhealthy.draining":
			state = "unhealthy"
		}
		byState[state] = append(byState[state], h)
	}
	count := func(state string) int { return len(byState[state]) }
	switch {
	case count("healthy") > 0:
		return passed(u.group.Identity, "has %d healthy targets of %d", count("healthy"), len(health))
	case len(missing) > 0:
		return undecided(u.group.Identity, "has targets of which the health is not known", missing...)
	case count("unavailable") > 0:
		return undecided(u.group.Identity, "has targets that are not checked",
			check.Missing{What: "whether the targets answer: their health is unavailable, and they get requests", Settle: "turn health checks on, or look at the targets"})
	case count("initial") > 0:
		return undecided(u.group.Identity, "has targets that are checked for the first time",
			check.Missing{What: "whether the targets become healthy", Settle: "run again in a minute"})
	case inv.Planned:
		return undecided(u.group.Identity, "has no healthy target now", check.Missing{
			What: "whether its targets become healthy: the plan changes what their health depends on", Settle: "apply it, and judge what there is",
		})
	case count("unhealthy") > 0:
		return failOpen(u, byState["unhealthy"], len(health))
	}
	for state := range byState {
		if !slices.Contains([]string{"unused", "draining"}, state) {
			return undecided(u.group.Identity, "has targets in a state that is not known here", check.Missing{What: fmt.Sprintf("what the state %q means", state), Settle: "look at the targets' health"})
		}
	}
	r := unhealthyTargets(u, health, len(health))
	r.Detail += " None of them gets requests."
	return r
}

// failOpen is about targets all of which are unhealthy: the load balancer sends to all of
// them then, which helps if it is only the health check that fails.
func failOpen(u use, unhealthy []*TargetHealth, all int) check.Result {
	for _, h := range unhealthy {
		reason := h.Health.Reason.Value()
		samePort := h.HealthCheckPort.IsKnown() && h.HealthCheckPort.Value() == fmt.Sprint(h.Target.Port.Or(u.group.Port.Value()).Value())
		if slices.Contains([]string{"Target.Timeout", "Target.FailedHealthChecks"}, reason) && samePort {
			continue
		}
		return undecided(u.group.Identity, "has only unhealthy targets, which get requests all the same", check.Missing{
			What:   fmt.Sprintf("whether the targets answer requests: their health checks fail with %s on port %s", reason, h.HealthCheckPort.Value()),
			Settle: "let the health check fit the application: its port, path and codes",
		})
	}
	r := unhealthyTargets(u, unhealthy, all)
	r.Confidence, r.Inference = check.Inferred, "health checks that the targets do not answer"
	r.Detail += " The load balancer sends requests to all of them then, to the port on which the health checks get no answer."
	return r
}

func unhealthyTargets(u use, bad []*TargetHealth, all int) check.Result {
	slices.SortStableFunc(bad, func(a, b *TargetHealth) int { return cmp.Compare(a.Target.ID.Value(), b.Target.ID.Value()) })
	h := bad[0]
	r := failed(u.group.Identity, "has no healthy target of %d", all)
	r.Detail = fmt.Sprintf("Requests of %s reach no target: %s is %s.", u.call.name, h.Target.ID.Value(), h.Health.State.Value())
	if text := h.Health.Description.Value(); text != "" {
		r.Detail += " Elastic Load Balancing says: " + text + "."
	}
	r.Witness = []check.Fact{{Name: "target", Value: h.Target.ID.Value()}, {Name: "state", Value: h.Health.State.Value()}, {Name: "reason", Value: h.Health.Reason.Value()}}
	r.Related = []string{u.listener.Subject()}
	return r
}
