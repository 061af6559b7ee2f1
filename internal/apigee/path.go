package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A proxyGroup is a managed instance group whose instances pass requests on to Apigee.
type proxyGroup struct {
	InstanceGroupManager
	// isProxy says whether its instances forward to Apigee: they do when their
	// startup script mentions apigee, or when their ENDPOINT is an Apigee instance.
	// An ENDPOINT that is not known to be one leaves it open.
	isProxy value.Truth
	// templates are those of its versions that are known; missing says why there
	// may be others.
	templates []InstanceTemplate
	missing   []check.Missing
	// destinations are where its versions send requests to.
	destinations []destination
	// uses are the backend services that send to it; usesMissing says why there
	// may be more.
	uses        []use
	usesMissing []check.Missing
}

// A use is a backend of a backend service, and what leads to the service.
type use struct {
	service BackendService
	backend Backend
	// rules are the forwarding rules that lead to the service, through a target
	// proxy and URL map or directly; rulesMissing says why there may be more.
	rules        []ForwardingRule
	rulesMissing []check.Missing
}

// proxyGroups returns every group that is or may be a proxy group of the
// organization, and why there may be more.
func (inv *Inventory) proxyGroups(org Organization) (groups []proxyGroup, missing []check.Missing) {
	for _, g := range inv.groups() {
		if g.isProxy != value.False && !inv.servesOther(g, org) {
			groups = append(groups, g)
		}
	}
	return groups, missingOf(inv.InstanceGroupManagers.Gaps)
}

// servesOther says that a group certainly sends to instances of other
// organizations only.
func (inv *Inventory) servesOther(g proxyGroup, org Organization) bool {
	for _, d := range g.destinations {
		if !d.ok || inv.owns(org, inv.Instances.Items[d.instance].Identity) {
			return false
		}
	}
	return len(g.destinations) > 0 && len(g.missing) == 0
}

// groups returns every managed instance group, whatever it does.
func (inv *Inventory) groups() []proxyGroup {
	out := make([]proxyGroup, 0, len(inv.InstanceGroupManagers.Items))
	for _, m := range inv.InstanceGroupManagers.Items {
		g := proxyGroup{InstanceGroupManager: m}
		g.templates, g.missing = inv.templatesOf(m)
		g.destinations = inv.destinations(g)
		g.isProxy = g.forwards()
		out = append(out, g)
	}
	inv.setUses(out)
	return out
}

// setUses finds out who sends to the groups.
func (inv *Inventory) setUses(groups []proxyGroup) {
	rules, open := inv.leadsTo()
	own := inv.managedGroups()
	var anywhere []check.Missing
	for place, s := range inv.BackendServices.Items {
		members, lacks := inv.members(s, own)
		anywhere = append(anywhere, lacks...)
		for _, m := range members {
			drained := m.backend.drained()
			switch {
			case drained == value.True:
			case m.managed.ok && drained == value.Undecided:
				g := &groups[m.managed.item.place]
				g.usesMissing = append(g.usesMissing, m.mayBeDrained())
			case m.managed.ok:
				g := &groups[m.managed.item.place]
				g.uses = append(g.uses, use{service: s, backend: m.backend, rules: rules[place], rulesMissing: open})
			default:
				for _, p := range m.managed.possible {
					groups[p.place].usesMissing = append(groups[p.place].usesMissing, m.managed.missing...)
				}
			}
		}
	}
	anywhere = append(anywhere, missingOf(inv.BackendServices.Gaps)...)
	for n := range groups {
		groups[n].usesMissing = once(append(groups[n].usesMissing, anywhere...))
	}
}

// templatesOf returns the templates of a group's versions, and why there may be
// others.
func (inv *Inventory) templatesOf(m InstanceGroupManager) (templates []InstanceTemplate, missing []check.Missing) {
	if m.Versions.IsUnknown() {
		return nil, []check.Missing{lacking("the versions of "+m.Subject(), m.Versions.Why())}
	}
	texts := []value.String{}
	for _, v := range m.Versions.Value() {
		texts = append(texts, v.InstanceTemplate)
	}
	if len(texts) == 0 {
		texts = append(texts, m.InstanceTemplate)
	}
	for _, text := range texts {
		if text.IsNull() {
			missing = append(missing, check.Missing{What: "the instance template of " + m.Subject() + ": it is not set", Settle: "set it"})
			continue
		}
		ref := computeReference(text, "global/instanceTemplates", m.Ref.Value().Project())
		t := find(inv, "the instance template of "+m.Subject(), ref, inv.InstanceTemplates)
		if t.ok {
			templates = append(templates, t.item)
		}
		missing = append(missing, t.missing...)
	}
	return templates, once(missing)
}

// destinations returns where the instances of a group send requests to, one
// answer for each version that has an ENDPOINT.
func (inv *Inventory) destinations(g proxyGroup) []destination {
	if override := g.AllInstances.Properties.Metadata.Endpoint; !override.IsNull() {
		return []destination{inv.destinationOf("the ENDPOINT of "+g.Subject(), override)}
	}
	var out []destination
	for _, t := range g.templates {
		if text := t.metadata(keyEndpoint); !text.IsNull() || t.startsApigee() == value.True {
			out = append(out, inv.destinationOf("the ENDPOINT of "+t.Subject(), text))
		}
	}
	return out
}

// forwards decides isProxy.
func (g proxyGroup) forwards() value.Truth {
	out := value.False
	if len(g.missing) > 0 {
		out = value.Undecided
	}
	for _, d := range g.destinations {
		switch {
		case d.ok:
			return value.True
		case !d.elsewhere:
			out = value.Undecided
		}
	}
	for _, t := range g.templates {
		out = value.Or(out, t.startsApigee())
	}
	return out
}

// undecidedProxy says why a group may be a proxy group or not.
func (g proxyGroup) undecidedProxy() []check.Missing {
	missing := slices.Clone(g.missing)
	for _, d := range g.destinations {
		missing = append(missing, d.missing...)
	}
	for _, t := range g.templates {
		if t.startsApigee() == value.Undecided {
			missing = append(missing, check.Missing{What: "the startup script of " + t.Subject(), Settle: "decided when its metadata is known, at apply at the latest"})
		}
	}
	return append([]check.Missing{{
		What:   fmt.Sprintf("whether the instances of %s pass requests on to Apigee", g.Subject()),
		Settle: "set the metadata ENDPOINT to the host of an Apigee instance if they do",
	}}, once(missing)...)
}

// region is the group's region, "" when it is not known.
func (g proxyGroup) region() string {
	ref := g.Ref.Value()
	if region := orElse(lastSegment(g.Region.Value()), ref.After("regions")); region != "" {
		return region
	}
	zone := orElse(lastSegment(g.Zone.Value()), ref.After("zones"))
	if cut := strings.LastIndexByte(zone, '-'); cut > 0 {
		return zone[:cut]
	}
	return ""
}
