package apigee

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A plan that creates everything knows no id yet: which template a group takes and
// which group a backend is. But in a closed world the one that is meant is among those
// that are known, and what holds for each of them holds for it.

// A version is one template of a group: the one that it is, or those that it can be.
type version struct {
	candidates []InstanceTemplate
	// missing says why it is not known which.
	missing []check.Missing
}

// versionsOf lists the versions of a group whose templates are known or among those
// that are, and says why there may be others.
func (inv *Inventory) versionsOf(g proxyGroup) (versions []version, missing []check.Missing) {
	if len(g.missing) == 0 || !inv.Closed || len(inv.InstanceTemplates.Gaps) > 0 {
		for _, t := range g.templates {
			versions = append(versions, version{candidates: []InstanceTemplate{t}})
		}
		return versions, g.missing
	}
	if g.Versions.IsUnknown() {
		if len(inv.InstanceTemplates.Items) == 0 {
			return nil, g.missing
		}
		return []version{{inv.InstanceTemplates.Items, g.missing}}, nil
	}
	texts := []value.String{g.InstanceTemplate}
	if list := g.Versions.Value(); len(list) > 0 {
		texts = nil
		for _, v := range list {
			texts = append(texts, v.InstanceTemplate)
		}
	}
	for _, text := range texts {
		ref := computeReference(text, "global/instanceTemplates", g.Ref.Value().Project())
		switch t := find(inv, "the instance template of "+g.Subject(), ref, inv.InstanceTemplates); {
		case t.ok:
			versions = append(versions, version{candidates: []InstanceTemplate{t.item}})
		case len(t.possible) > 0:
			versions = append(versions, version{t.possible, t.missing})
		default:
			missing = g.missing
		}
	}
	return versions, missing
}

// isProxyGroup says whether the group forwards to Apigee: it does if a version does
// whichever template it is.
func (inv *Inventory) isProxyGroup(g proxyGroup, versions []version) value.Truth {
	out := g.isProxy
	for _, v := range versions {
		whichever := value.True
		for _, t := range v.candidates {
			alone := proxyGroup{InstanceGroupManager: g.InstanceGroupManager, templates: []InstanceTemplate{t}}
			alone.destinations = inv.destinations(alone)
			whichever = value.And(whichever, alone.forwards())
		}
		if whichever == value.True {
			return value.True
		}
	}
	return out
}

// mayBeUses are the uses that groups may have beside those that are certain: by the
// place of their manager, and those that any may have.
type mayBeUses struct {
	of  map[int][]use
	any []use
}

func (inv *Inventory) mayBeUses() *mayBeUses {
	out := &mayBeUses{of: map[int][]use{}}
	rules, open := inv.leadsTo()
	own := inv.managedGroups()
	for n, s := range inv.BackendServices.Items {
		members, lacks := inv.members(s, own)
		if len(lacks) > 0 {
			out.any = append(out.any, use{service: s, rules: rules[n], rulesMissing: open})
		}
		may := map[int]bool{}
		for _, m := range members {
			u := use{service: s, backend: m.backend, rules: rules[n], rulesMissing: open}
			places := m.managed.possible
			switch drained := m.backend.drained(); {
			case drained == value.True, m.managed.ok && drained == value.False:
				places = nil
			case m.managed.ok:
				places = []placed{m.managed.item}
			}
			for _, p := range places {
				if !may[p.place] {
					out.of[p.place] = append(out.of[p.place], u)
				}
				may[p.place] = true
			}
		}
	}
	return out
}

// possibleUses lists the uses that a group may have beside those that are certain;
// false if there may be others.
func (q *questions) possibleUses(g proxyGroup) ([]use, bool) {
	if !q.inv.Closed || len(q.inv.BackendServices.Gaps) > 0 {
		return nil, false
	}
	if q.mayBe == nil {
		q.mayBe = q.inv.mayBeUses()
	}
	place := slices.IndexFunc(q.inv.InstanceGroupManagers.Items, func(m InstanceGroupManager) bool { return m.Identity == g.Identity })
	out := slices.Concat(q.mayBe.of[place], q.mayBe.any)
	return out, len(out) > 0
}

// theNetwork is the network that a reference means which is not known, if there is
// only one that it can mean.
func (inv *Inventory) theNetwork(ref value.Of[value.Ref]) value.Of[value.Ref] {
	if !ref.IsUnknown() || !inv.Closed || len(inv.Networks.Gaps) > 0 || len(inv.Networks.Items) != 1 {
		return ref
	}
	only := inv.Networks.Items[0]
	origin := ref.Why().Origin
	switch {
	case origin.Known() && origin.Resource != only.Address:
		return ref
	case only.Ref.IsKnown() && only.Ref.Value().Complete():
		return only.Ref
	case origin.Known():
		return ref
	}
	// Any two references to it are the same, whatever its name will be.
	why := ref.Why()
	why.Origin = value.Origin{Resource: orElse(only.Address, "the only network"), Path: "id"}
	return value.UnknownOf[value.Ref](why)
}

// alternatives is what is found if exactly one of some cases is so, and it is not
// known which: a denial only if all cases have one.
func alternatives(cases []findings, missing []check.Missing) findings {
	if len(cases) == 1 {
		return cases[0]
	}
	var out findings
	denied := 0
	for _, f := range cases {
		if len(f.denials) > 0 {
			denied++
			continue
		}
		out.add(f)
	}
	switch {
	case denied > 0 && denied == len(cases):
		return cases[0]
	case denied > 0 || len(out.missing) > 0:
		out.missing = append(missing[:len(missing):len(missing)], out.missing...)
	}
	return out
}
