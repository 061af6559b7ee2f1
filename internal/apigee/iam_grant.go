package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A grantAnswer says whether an agent has a role on a resource.
type grantAnswer struct {
	granted value.Truth
	// told says that anything tells of the policy in question.
	told    bool
	missing []check.Missing
	trace   []string
}

// grantedOn asks the policy that the resource has of its own, with what a plan makes of it.
func (inv *Inventory) grantedOn(resource value.Ref, role string, to agent) grantAnswer {
	out := grantAnswer{granted: value.False}
	whole := false
	for _, g := range inv.grantsOn(inv.IAMGrants.Items, resource) {
		whole = whole || value.Is(g.Role, role) == value.True && value.Is(g.Authoritative, true) == value.True && g.Condition.Expression.IsNull()
		out.add(g.gives(role, to), "the "+role+" of "+g.Subject(), to)
	}
	out.told = whole
	policy, found := inv.policyOf(resource)
	switch {
	case whole:
		out.trace = append(out.trace, "all members of "+role+" on "+resource.Path()+" are told by Terraform")
		if found { // another role of it may do
			out.add(inv.standing(policy.without(role), resource, role, to), "whether a binding of "+policy.Subject()+" gives "+role, to)
		}
	case found:
		out.told = true
		out.add(inv.standing(policy, resource, role, to), "whether a binding of "+policy.Subject()+" gives "+role, to)
		out.trace = append(out.trace, "the policy of "+resource.Path()+" was read")
	}
	if lacks := inv.unreadPolicies(resource); (!found && !whole || to.number == "") && len(lacks) > 0 {
		out.told = true
		out.missing = append(out.missing, lacks...)
	}
	return out
}

// without is the policy without the bindings of a role.
func (p IAMPolicy) without(role string) IAMPolicy {
	if list, known := p.Bindings.Get(); known {
		p.Bindings = value.Known(slices.DeleteFunc(slices.Clone(list), func(b IAMBinding) bool { return value.Is(b.Role, role) == value.True }))
	}
	return p
}

// standing says whether a binding of the policy gives the role after the plan has taken
// away what it deletes.
func (inv *Inventory) standing(p IAMPolicy, resource value.Ref, role string, to agent) value.Truth {
	if p.Bindings.IsUnknown() {
		return value.Undecided
	}
	out := value.False
	for _, b := range p.Bindings.Value() {
		out = value.Or(out, b.gives(role, to))
	}
	for _, gone := range inv.grantsOn(inv.GoneGrants, resource) {
		if value.Is(gone.Role, role) != value.False {
			switch gone.gives(role, to) {
			case value.True:
				out = value.False
			case value.Undecided:
				out = value.And(out, value.Undecided)
			case value.False:
			}
		}
	}
	return out
}

// add joins what one binding says.
func (a *grantAnswer) add(granted value.Truth, what string, to agent) {
	a.granted = value.Or(a.granted, granted)
	switch {
	case granted != value.Undecided:
	case to.number == "":
		a.missing = append(a.missing, check.Missing{
			What:   what + ": the number of the project, by which its service agent is called, is not known",
			Settle: "give credentials that may call resourcemanager.projects.get",
		})
	default:
		a.missing = append(a.missing, check.Missing{
			What:   what + ": a member, role or condition of it is not known, or stands for many",
			Settle: "grant the role to the service agent itself, without a condition",
		})
	}
}

func (inv *Inventory) grantsOn(all []IAMGrant, resource value.Ref) []IAMGrant {
	at := value.Known(resource)
	var out []IAMGrant
	for i := range all { // there may be thousands
		switch value.SameRef(inv.Projects, all[i].Resource, at) {
		case value.True:
			out = append(out, all[i])
		case value.Undecided:
			g := all[i]
			g.Role = value.UnknownOf[string](g.Resource.Why())
			out = append(out, g)
		case value.False:
		}
	}
	return out
}

func (inv *Inventory) policyOf(resource value.Ref) (IAMPolicy, bool) {
	for _, p := range inv.IAMPolicies.Items {
		if inv.Projects.Same(p.Ref.Value(), resource) == value.True {
			return p, true
		}
	}
	return IAMPolicy{}, false
}

// granted asks the policies of the resource and of all that it inherits from, the
// nearest first.
func (inv *Inventory) granted(levels []value.Ref, role string, to agent) grantAnswer {
	out := grantAnswer{granted: value.False}
	for n := 0; n < len(levels); n++ {
		at := inv.grantedOn(levels[n], role, to)
		if at.granted == value.True {
			return at
		}
		out.granted = value.Or(out.granted, at.granted)
		out.told = out.told || at.told
		out.missing = append(out.missing, at.missing...)
		out.trace = append(out.trace, at.trace...)
		if !strings.HasPrefix(levels[n].Path(), "projects/") || strings.Count(levels[n].Path(), "/") != 1 {
			if !at.told && !inv.Closed {
				out.missing = append(out.missing, unreadPolicy(levels[n]))
			}
			continue
		}
		policy, found := inv.policyOf(levels[n])
		switch {
		case found && policy.Ancestors.IsKnown():
			for _, above := range knownTexts(policy.Ancestors) {
				if ref, err := value.ParseRef("//"+managerService+"/"+above, value.RefBase{}); err == nil {
					levels = append(levels, ref)
				}
			}
		case inv.Closed:
		case len(at.missing) == 0:
			out.missing = append(out.missing, inv.unreadAncestors(levels[n])...)
		}
	}
	return out
}

// unreadPolicies says why the policy of a resource could not be read.
func (inv *Inventory) unreadPolicies(of value.Ref) []check.Missing {
	var out []check.Missing
	for _, g := range gapsBelow(inv.Projects, inv.IAMPolicies.Gaps, of) {
		if !g.Existing {
			out = append(out, g.Missing())
		}
	}
	return out
}

// unreadAncestors says that what a project inherits is not known.
func (inv *Inventory) unreadAncestors(project value.Ref) []check.Missing {
	if lacks := inv.unreadPolicies(project); len(lacks) > 0 {
		return lacks
	}
	return []check.Missing{{
		What:   "what " + project.Path() + " inherits: the policies of its folders and organization were not read",
		Settle: "give credentials that may call resourcemanager.projects.get on it, and getIamPolicy on its folders and organization",
	}}
}

func unreadPolicy(of value.Ref) check.Missing {
	return check.Missing{What: "the policy of " + of.Path() + ": it was not read", Settle: "give credentials that may call getIamPolicy on it"}
}

const managerService = "cloudresourcemanager.googleapis.com"

// projectRef names a project.
func projectRef(project string) value.Ref {
	ref, err := value.ParseRef("//"+managerService+"/projects/"+project, value.RefBase{})
	if err != nil {
		return value.Ref{}
	}
	return ref
}
