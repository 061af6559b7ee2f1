package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// TargetGroupHasTargets asks whether there is anything behind the listeners.
var TargetGroupHasTargets = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "target-group-has-targets",
		Title:    "Every target group that gets requests has targets in a zone of its load balancer",
		Hop:      check.HopTargets,
		Severity: check.Error,
		Symptom:  "500 or 503",
		Why: "A load balancer has nothing to send requests to when the target group is empty: a Network Load Balancer resets the connection, and an Application Load Balancer answers 503. " +
			"A target in an Availability Zone that is not enabled for the load balancer is registered and gets nothing: its state is unused, the reason `Target.NotInUse`.",
		Fix: "Register targets: `aws_lb_target_group_attachment`, `load_balancer` of an `aws_ecs_service`, or `target_group_arns` of an `aws_autoscaling_group`. Enable their zones for the load balancer with a subnet in each.",
		Unknown: "Unknown when the targets could not be read (elasticloadbalancing:DescribeTargetHealth), or the target group or a target's zone is known only after apply. " +
			"An ECS service or Auto Scaling group counts as targets: which it registers is known when it runs.",
		Since: "0.1.0",
		Reads: []string{"elasticloadbalancing.targetGroups", "elasticloadbalancing.targets", "elasticloadbalancing.loadBalancers", "ec2.subnets", "ec2.instances"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perGroup(inv, func(u use) []check.Result { return []check.Result{inv.hasTargets(u)} })
	},
}

func (inv *Inventory) hasTargets(u use) check.Result {
	targets, registrars, missing := inv.targetsOf(u.group)
	switch {
	case len(targets) == 0 && len(registrars) > 0:
		return passed(u.group.Identity, "has targets that %s registers", registrars[0])
	case len(targets) == 0 && len(missing) > 0:
		return undecided(u.group.Identity, "has targets that are not known", missing...)
	case len(targets) == 0:
		r := failed(u.group.Identity, "has no targets")
		r.Detail = fmt.Sprintf("Requests that %s sends there, of %s, reach nothing.", u.listener.Subject(), u.call.name)
		r.Witness = []check.Fact{{Name: "targets", Value: int64(0)}, {Name: "listener", Value: u.listener.Subject()}}
		r.Related = []string{u.listener.Subject()}
		r.Repairs = inv.register(u.group)
		return r
	}
	in, unsure := inv.inZones(u, targets)
	switch {
	case in > 0 || len(registrars) > 0:
		return passed(u.group.Identity, "has %d targets", len(targets))
	case len(unsure)+len(missing) > 0:
		return undecided(u.group.Identity, "has targets of which the zones are not known", append(unsure, missing...)...)
	}
	zone := inv.zoneOf(targets[0], u.group).Value()
	r := failed(u.group.Identity, "has targets only in zones that its load balancer does not have")
	r.Detail = "The load balancer sends nothing to targets in a zone that is not enabled for it: they are unused, with the reason Target.NotInUse."
	r.Witness = []check.Fact{{Name: "target", Value: targets[0].Target.Value()}, {Name: "zone", Value: zone}, {Name: "loadBalancer", Value: u.balancer.Subject()}}
	r.Related = []string{u.balancer.Subject()}
	r.Repairs = inv.intoZone(u.balancer, zone)
	return r
}

// inZones counts the targets in zones of the load balancer, and says of which it is not
// known.
func (inv *Inventory) inZones(u use, targets []*Target) (in int, unsure []check.Missing) {
	zones := inv.zonesOf(u.balancer)
	for _, t := range targets {
		zone := inv.zoneOf(t, u.group)
		switch {
		case zone.Value() == everyZone:
			in++
		case zone.IsUnknown():
			unsure = append(unsure, lacking("the zone of "+t.Subject(), zone.Why()))
		case len(zones.unknown) > 0 && !zones.has(zone.Value()):
			unsure = append(unsure, zones.unknown...)
		case zones.has(zone.Value()):
			in++
		}
	}
	return in, unsure
}
