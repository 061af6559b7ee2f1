package privateintegration

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// found are the findings about a subject, but for those of checks that have a column of
// their own, or only those.
func (m *matrices) found(subject string, checks ...string) []check.Finding {
	var out []check.Finding
	for _, f := range m.about[subject] {
		elsewhere := slices.Contains([]string{ZonesCovered.ID, TargetsHealthy.ID, TargetGroupHasTargets.ID, CloudMapHasInstances.ID}, f.Check)
		if slices.Contains(checks, f.Check) || len(checks) == 0 && !elsewhere {
			out = append(out, f)
		}
	}
	return out
}

// cell is what was found about a subject.
func (m *matrices) cell(subject string) check.Cell {
	switch subject {
	case noThing:
		return check.Cell{Text: noThing, Verdict: check.NotApplicable}
	case notTold:
		return check.Cell{Text: notTold, Verdict: check.Unknown}
	}
	return check.CellOf(subject, m.found(subject))
}

// rows are those of a way: one for each target group and zone.
func (m *matrices) rows(api string, l lane) []check.Row {
	c := l.calls[0]
	found := m.inv.legsOf(c)
	front := check.Row{m.cell(api), m.stage(c), m.integration(l), m.cell(linkText(found.front))}
	if service := found.front.cloudMap.certain; service != nil {
		return []check.Row{append(front, m.cell(noThing), m.cell(noThing), m.cell(service.Subject()), m.cell(noThing), m.registered(service), m.cell(noThing))}
	}
	if len(found.list) == 0 {
		return []check.Row{append(front, m.cell(subjectOr(found.front.balancer.certain, found.front.balancer.none())), m.cell(subjectOr(found.front.listener.certain, found.front.listener.none())),
			m.cell(noThing), m.cell(noThing), m.cell(noThing), m.cell(noThing))}
	}
	var out []check.Row
	for _, at := range found.list {
		way := append(slices.Clone(front), m.cell(at.balancer.Subject()), m.cell(at.listener.Subject()))
		groups := 0
		for _, fw := range at.groups {
			g := fw.group.certain
			if g == nil {
				continue
			}
			groups++
			for _, z := range m.zones(use{at, g}) {
				out = append(out, append(slices.Clone(way), m.cell(g.Subject()), z.cell, z.targets, z.health))
			}
		}
		if groups == 0 {
			group := noThing
			if len(at.missing) > 0 {
				group = notTold
			}
			out = append(out, append(slices.Clone(way), m.cell(group), m.cell(noThing), m.cell(noThing), m.cell(noThing)))
		}
	}
	return out
}

func (m *matrices) stage(c call) check.Cell {
	if c.stage == nil {
		return m.cell(notTold)
	}
	cell := m.cell(c.stage.Subject())
	if c.canary {
		cell.Text += " (canary)"
	}
	return cell
}

// integration names the first of those that take a way, with the worst of what was found
// about any.
func (m *matrices) integration(l lane) check.Cell {
	var about []check.Finding
	seen := map[string]bool{}
	for _, c := range l.calls {
		if s := c.Subject(); !seen[s] {
			seen[s] = true
			about = append(about, m.found(s)...)
		}
	}
	first := slices.MinFunc(l.calls, func(a, b call) int {
		if a.Subject() < b.Subject() {
			return -1
		}
		return 1
	})
	text := first.Subject()
	if text == "" {
		text = first.name
	}
	if more := len(seen) - 1; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return check.CellOf(text, about)
}

// A zoned is a zone of a target group: the last cells of a row.
type zoned struct{ cell, targets, health check.Cell }

// zones tells a group's targets by their zones, those too that the load balancer has and
// none is in.
func (m *matrices) zones(u use) []zoned {
	targets, registrars, missing := m.inv.targetsOf(u.group)
	subject := u.group.Subject()
	byZone := map[string][]*Target{}
	var names []string
	add := func(zone string, t *Target) {
		if !slices.Contains(names, zone) {
			names = append(names, zone)
		}
		if t != nil {
			byZone[zone] = append(byZone[zone], t)
		}
	}
	for _, t := range targets {
		zone := m.inv.zoneOf(t, u.group)
		if name, known := zone.Get(); known {
			add(name, t)
		} else {
			add(notTold, t)
		}
	}
	if !slices.Contains(names, everyZone) {
		for _, zone := range m.inv.zonesOf(u.balancer).names {
			add(zone, nil)
		}
	}
	if len(names) == 0 {
		names = []string{notTold}
	}
	slices.Sort(names)
	covered := m.inv.coverageOf(u, targets)
	var out []zoned
	for _, name := range names {
		z := zoned{cell: check.CellOf(name, m.found(subject, ZonesCovered.ID)), targets: check.CellOf(fmt.Sprint(len(byZone[name])), m.found(subject, TargetGroupHasTargets.ID))}
		if z.cell.Verdict == check.Fail && !slices.Contains(covered.bare, name) && name != everyZone {
			z.cell = check.Cell{Text: name, Verdict: check.NotApplicable} // another zone is bare
			if slices.Contains(covered.covered, name) {
				z.cell.Verdict = check.Pass
			}
		}
		if len(registrars) > 0 && len(byZone[name]) == 0 {
			z.targets.Text = registrars[0]
		} else if len(targets) == 0 && len(missing) > 0 {
			z.targets.Text = notTold
		}
		z.health = m.health(u.group, byZone[name], len(registrars)+len(missing) > 0)
		out = append(out, z)
	}
	return out
}

// health says how many targets are healthy.
func (m *matrices) health(g *TargetGroup, targets []*Target, more bool) check.Cell {
	about := m.found(g.Subject(), TargetsHealthy.ID)
	health := m.inv.healthOf(g)
	switch {
	case len(targets) == 0 && !more:
		return check.Cell{Text: noThing, Verdict: check.NotApplicable}
	case len(health) == 0 && len(gapsBelow(m.inv.TargetHealth.Gaps, g.Identity)) > 0 && !g.FromTerraform():
		return check.CellOf(notTold, about)
	case len(health) == 0 || len(targets) == 0:
		return check.CellOf(unmeasured, about)
	}
	healthy := 0
	for _, t := range targets {
		for _, h := range health {
			if value.SameID(h.Target.ID, t.Target) == value.True && value.Equal(h.Target.Port.Or(g.Port.Value()), t.portIn(g)) != value.False && h.Health.State.Value() == "healthy" {
				healthy++
				break
			}
		}
	}
	return check.CellOf(fmt.Sprintf("%d of %d healthy", healthy, len(targets)), about)
}

// registered says how many instances a Cloud Map service has.
func (m *matrices) registered(s *CloudMapService) check.Cell {
	instances, _, missing := below(m.inv.CloudMapInstances, func(i *CloudMapInstance) value.String { return i.Service }, s.Identity)
	text := fmt.Sprint(len(instances))
	if len(instances) == 0 && len(missing) > 0 {
		text = notTold
	}
	return check.CellOf(text, m.found(s.Subject(), CloudMapHasInstances.ID))
}
