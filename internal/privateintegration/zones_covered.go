package privateintegration

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ZonesCovered asks whether nodes of load balancers have a target in every zone.
var ZonesCovered = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "zones-covered",
		Title:    "Every zone of the load balancer has a target, or nodes send to all zones",
		Hop:      check.HopLoadBalancer,
		Severity: check.Warning,
		Symptom:  "500 or 503, some of the time",
		Why: "A load balancer has a node in each of its Availability Zones. Without cross-zone load balancing, which is the default of Network Load Balancers, a node sends only to targets in its own zone: " +
			"one that has none there resets the connection, and as requests are spread over the nodes, a part of them fails. A setting of the target group comes before that of the load balancer.",
		Fix:     "Register a target in every zone of the load balancer, or set `enable_cross_zone_load_balancing`, and `load_balancing_cross_zone_enabled` of the target group not to false.",
		Unknown: "Unknown when the zones of the targets or the load balancer are known only after apply, and for targets that an ECS service or Auto Scaling group registers.",
		Since:   "0.1.0",
		Reads:   []string{"elasticloadbalancing.loadBalancers", "elasticloadbalancing.targetGroups", "elasticloadbalancing.targets", "elasticloadbalancing.targetHealth", "ec2.subnets", "ec2.instances"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html",
			"https://repost.aws/knowledge-center/elb-dns-cross-zone-balance-configuration",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perGroup(inv, func(u use) []check.Result { return []check.Result{inv.zonesCovered(u)} })
	},
}

func (inv *Inventory) zonesCovered(u use) check.Result {
	switch cross := crossZone(u.balancer, u.group); {
	case cross.Value():
		return passed(u.group.Identity, "gets requests from nodes in all zones")
	case cross.IsUnknown():
		return undecided(u.group.Identity, "gets requests from nodes in its own zone or in all", lacking("cross-zone load balancing of "+u.group.Subject(), cross.Why()))
	}
	targets, registrars, missing := inv.targetsOf(u.group)
	if len(targets)+len(missing)+len(registrars) == 0 {
		return inapplicable(u.group.Identity, "has no targets") // target-group-has-targets says so
	}
	for _, r := range registrars {
		missing = append(missing, check.Missing{What: "the zones in which " + r + " registers targets", Settle: "read the targets' health when it runs, or turn cross-zone load balancing on"})
	}
	found := inv.coverageOf(u, targets)
	missing = append(missing, found.missing...)
	switch {
	case found.everywhere:
		return passed(u.group.Identity, "has a target that nodes in all zones send to")
	case len(found.bare) == 0 && len(inv.zonesOf(u.balancer).unknown) == 0:
		return passed(u.group.Identity, "has a target in every zone of its load balancer")
	case len(missing) > 0:
		return undecided(u.group.Identity, "may have no target in a zone of its load balancer", missing...)
	}
	r := failed(u.group.Identity, "has no target in %s", strings.Join(found.bare, ", "))
	r.Detail = "Cross-zone load balancing is off: the node of " + u.balancer.Subject() + " there has nothing to send requests to, so that a part of them fails."
	r.Witness = []check.Fact{{Name: "zone", Value: found.bare[0]}, {Name: "targets", Value: strings.Join(check.Distinct(found.covered), ", ")}, {Name: "crossZone", Value: "off"}}
	r.Related = []string{u.balancer.Subject()}
	r.Repairs = u.acrossZones()
	return r
}

// A coverage says in which zones of a load balancer a group has targets that get
// requests, and in which it has none.
type coverage struct {
	// everywhere says that nodes of every zone send to one of them.
	everywhere    bool
	covered, bare []string
	missing       []check.Missing
}

func (inv *Inventory) coverageOf(u use, targets []*Target) (out coverage) {
	balancer := inv.zonesOf(u.balancer)
	idle := inv.idle(u.group)
	for _, t := range targets {
		if idle(t) {
			continue
		}
		zone := inv.zoneOf(t, u.group)
		switch name, known := zone.Get(); {
		case name == everyZone && value.Is(u.group.TargetType, TargetALB) == value.True:
			// Its nodes are in its own zones.
			lb := pickByID(inv.LoadBalancers, "load balancer", t.Target)
			out.missing = append(out.missing, lb.missing...)
			if lb.certain != nil {
				behind := inv.zonesOf(lb.certain)
				out.covered, out.missing = append(out.covered, behind.names...), append(out.missing, behind.unknown...)
			}
		case name == everyZone:
			out.everywhere = true
		case known:
			out.covered = append(out.covered, name)
		default:
			out.missing = append(out.missing, lacking("the zone of "+t.Subject(), zone.Why()))
		}
	}
	for _, zone := range balancer.names {
		if !slices.Contains(out.covered, zone) {
			out.bare = append(out.bare, zone)
		}
	}
	slices.Sort(out.bare)
	out.missing = append(out.missing, balancer.unknown...)
	return out
}

// idle says of a group's targets whether one is known to get no requests. When none is
// healthy, all get some.
func (inv *Inventory) idle(g *TargetGroup) func(t *Target) bool {
	health := inv.healthOf(g)
	if !slices.ContainsFunc(health, func(h *TargetHealth) bool { return h.Health.State.Value() == "healthy" }) {
		return func(*Target) bool { return false }
	}
	var without []*TargetHealth
	for _, h := range health {
		switch h.Health.State.Value() {
		case "unhealthy", "unused", "draining", "unhealthy.draining":
			without = append(without, h)
		}
	}
	return func(t *Target) bool {
		return slices.ContainsFunc(without, func(h *TargetHealth) bool {
			return value.SameID(h.Target.ID, t.Target) == value.True && value.Equal(h.Target.Port.Or(g.Port.Value()), t.portIn(g)) != value.False
		})
	}
}

// healthOf is what the load balancer last saw of a group's targets.
func (inv *Inventory) healthOf(g *TargetGroup) []*TargetHealth {
	health, _, _ := below(inv.TargetHealth, func(h *TargetHealth) value.String { return h.Group }, g.Identity)
	return health
}
