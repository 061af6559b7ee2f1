package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The types of resources that repairs make or change.
const (
	typeInstanceAttachments = "apigee.organizations.instances.attachments"
	typeEnvironmentGroups   = "apigee.organizations.envgroups"
	typeGroupAttachments    = "apigee.organizations.envgroups.attachments"
)

// attach attaches environments to instances.
func (inv *Inventory) attach(environments []value.String, instances ...Instance) []check.Repair {
	var r check.Repair
	for _, i := range instances {
		for _, e := range environments {
			r.Changes = append(r.Changes, check.Change{
				Type: typeInstanceAttachments, Label: labelOf(e) + "_" + orElse(i.Name.Value(), i.Ref.Value().Name()),
				Parent: referenceTo(i.Identity), Body: value.OfObject(map[string]value.Value{"environment": nameOf(e)}),
			})
		}
	}
	if len(r.Changes) == 0 {
		return nil
	}
	return []check.Repair{r}
}

// equip attaches to an instance the environments that groups route to, or the only
// one that there is.
func (inv *Inventory) equip(org Organization, i Instance) []check.Repair {
	routed, missing := inv.routed(org)
	if len(missing) > 0 {
		return nil
	}
	var environments []value.String
	for _, r := range routed {
		if r.served != value.False {
			environments = append(environments, r.name)
		}
	}
	if only := inv.environmentNames(org); len(routed) == 0 && len(only) == 1 && len(inv.Environments.Gaps) == 0 {
		environments = only
	}
	return inv.attach(environments, i)
}

// mendRoute leads a group to an environment, if there is but one that can be meant: the
// only one, or the only one that no group leads to.
func (inv *Inventory) mendRoute(org Organization, g EnvironmentGroup) []check.Repair {
	names := inv.environmentNames(org)
	if len(names) != 1 {
		names = slices.DeleteFunc(names, func(name value.String) bool {
			return slices.ContainsFunc(inv.GroupAttachments.Items, func(a GroupAttachment) bool {
				return sameEnvironment(a.Environment, name) != value.False
			})
		})
	}
	if len(names) != 1 || len(inv.Environments.Gaps) > 0 {
		return nil
	}
	route := check.Change{
		Type: typeGroupAttachments, Label: labelOf(names[0]) + "_" + orElse(g.Name.Value(), g.Ref.Value().Name()),
		Parent: referenceTo(g.Identity), Body: value.OfObject(map[string]value.Value{"environment": nameOf(names[0])}),
	}
	// What a group leads to has to run where the requests arrive.
	repairs := []check.Repair{{Changes: []check.Change{route}}}
	var without []Instance
	for _, on := range inv.running() {
		if runs, _ := on.runs(names[0]); runs == value.False && inv.owns(org, on.instance.Identity) {
			without = append(without, on.instance)
		}
	}
	for _, attached := range inv.attach(names, without...) {
		repairs = append(repairs, check.Repair{Changes: append([]check.Change{route}, attached.Changes...)})
	}
	return repairs
}

// environmentNames lists the organization's environments, each once.
func (inv *Inventory) environmentNames(org Organization) []value.String {
	var out []value.String
	add := func(name value.String) {
		known := slices.ContainsFunc(out, func(o value.String) bool { return sameEnvironment(o, name) == value.True })
		if !known && !name.IsNull() {
			out = append(out, name)
		}
	}
	for _, e := range inv.Environments.Items {
		if inv.owns(org, e.Identity) {
			add(e.Name)
		}
	}
	for _, name := range org.Environments.Value() {
		add(name)
	}
	return out
}

// host gives hosts to a group, if there is but one that can be meant.
func (inv *Inventory) host(names []string) []check.Repair {
	groups := inv.EnvironmentGroups.Items
	if len(groups) != 1 || !groups[0].Hostnames.IsKnown() {
		return nil
	}
	hostnames := texts(groups[0].Hostnames)
	for _, name := range names {
		hostnames = append(hostnames, value.OfString(name))
	}
	return []check.Repair{{Changes: []check.Change{{
		Type: typeEnvironmentGroups, Of: groups[0].Subject(),
		Body: value.OfObject(map[string]value.Value{"hostnames": value.OfList(hostnames...)}),
	}}}}
}

// referenceTo refers to a resource, by its name or by where that will come from.
func referenceTo(i Identity) value.Of[value.Ref] {
	if i.Ref.IsKnown() && i.Ref.Value().Complete() || i.Address == "" {
		return i.Ref
	}
	why := i.Ref.Why()
	why.Origin = value.Origin{Resource: i.Address, Path: "id", Created: i.Created, Certain: true, Ref: i.Ref.Value()}
	return value.UnknownOf[value.Ref](why)
}

// nameOf is a name as a value: its text, or what it will be.
func nameOf(name value.String) value.Value { return value.OfText(environmentName(name)) }

// texts lists texts as values.
func texts(list value.List[value.String]) []value.Value {
	var out []value.Value
	for _, e := range list.Value() {
		out = append(out, value.OfText(e))
	}
	return out
}

// labelOf is what configurations may call what is about an environment.
func labelOf(name value.String) string {
	if text, ok := environmentName(name).Get(); ok {
		return text
	}
	_, last, _ := strings.Cut(name.Why().Origin.Resource, ".")
	return last
}
