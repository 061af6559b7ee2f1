package apigee

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A guard is the security policies in front of a backend service.
type guard struct {
	layers []armor.Layer
	// policies are those of the layers, by the name that the layers call them.
	policies map[string]SecurityPolicy
	// hidden says why there may be policies of the organization or its folders that
	// are not known, which may deny more.
	hidden []check.Missing
	// missing says, by the name of a layer, why its rules are not all known.
	missing map[string][]check.Missing
	// inferred says that a policy is told by where its name will come from.
	inferred bool
}

// guardOf finds the policies in front of a backend service, in the order in which
// requests meet them.
func (inv *Inventory) guardOf(s BackendService, kinds []loadBalancerKind) guard {
	g := guard{policies: map[string]SecurityPolicy{}, missing: map[string][]check.Missing{}}
	if slices.Contains(kinds, globalExternal) || slices.Contains(kinds, classicExternal) {
		inv.above(s, &g)
	}
	inv.guardWith(s, &g, armor.Edge, "the edge security policy", s.EdgeSecurityPolicy)
	inv.guardWith(s, &g, armor.Backend, "the security policy", s.SecurityPolicy)
	return g
}

// above adds the policies of the organization and its folders.
func (inv *Inventory) above(s BackendService, g *guard) {
	project := value.Map(s.Ref, func(r value.Ref) value.Ref {
		out, err := value.ParseRef("//"+computeService+"/projects/"+orElse(r.Project(), value.Anything), value.RefBase{})
		if err != nil {
			return value.Ref{}
		}
		return out
	})
	policies := slices.Clone(inv.HierarchicalSecurityPolicies.Items)
	slices.SortStableFunc(policies, func(a, b SecurityPolicy) int { return cmp.Compare(a.Level, b.Level) })
	for _, p := range policies {
		if p.Project.IsNull() || value.Is(p.Type, "FIREWALL") == value.True {
			continue
		}
		switch value.SameRef(inv.Projects, p.Project, project) {
		case value.True:
			g.add(armor.Hierarchical, p, "")
		case value.Undecided:
			note := "whether it applies to " + s.Subject()
			if p.Project.IsUnknown() {
				note += ": " + p.Project.Why().String()
			}
			g.add(armor.Hierarchical, p, note)
		case value.False:
		}
	}
	gaps := besides(s.Created, gapsBelow(inv.Projects, inv.HierarchicalSecurityPolicies.Gaps, project.Value()))
	g.hidden = missingOf(slices.DeleteFunc(gaps, func(gap Gap) bool { return gap.Location != "" }))
}

// guardWith adds the policy that a field of the backend service names.
func (inv *Inventory) guardWith(s BackendService, g *guard, stage armor.Stage, what string, named value.String) {
	if emptyText(named) == value.True {
		return
	}
	collection := "global/securityPolicies"
	if region := s.region().Value(); region != "" && s.isGlobal() == value.False {
		collection = "regions/" + region + "/securityPolicies"
	}
	what += " of " + s.Subject()
	policy := find(inv, what, computeReference(named, collection, s.Ref.Value().Project()), inv.SecurityPolicies)
	if policy.ok {
		g.add(stage, policy.item, "")
		g.inferred = g.inferred || policy.inferred
		return
	}
	g.layers = append(g.layers, armor.Layer{Stage: stage, Policy: armor.Policy{Name: what}})
	g.missing[what] = policy.missing
}

// add appends the layer of a policy.
func (g *guard) add(stage armor.Stage, p SecurityPolicy, note string) {
	name := p.Subject()
	layer := armor.Layer{Stage: stage, Note: note, Policy: p.Evaluated()}
	if gaps := missingOf(p.RuleGaps); len(gaps) > 0 {
		g.missing[name] = gaps
	}
	if p.Rules.IsNull() && len(g.missing[name]) == 0 {
		g.missing[name] = []check.Missing{{What: "the rules of " + name + ": none are given", Settle: "give the whole policy, or credentials that may read it"}}
	}
	g.layers = append(g.layers, layer)
	g.policies[name] = p
}

// Evaluated is the policy as it is evaluated.
func (p SecurityPolicy) Evaluated() armor.Policy {
	out := armor.Policy{Name: p.Subject(), Rules: p.Rules, AdvancedOptions: p.AdvancedOptions}
	if len(p.RuleGaps) > 0 {
		out.Hidden = fmt.Sprintf("%s may have more rules", out.Name)
	}
	return out
}

// lacks says what the rules that leave an answer open would have needed.
func (g guard) lacks(parts []armor.Part) []check.Missing {
	var out []check.Missing
	for _, p := range parts {
		for _, u := range p.Uncertain {
			if u.Place < 0 && len(g.missing[u.Policy]) > 0 {
				out = append(out, g.missing[u.Policy]...)
				continue
			}
			out = append(out, check.Missing{
				What: fmt.Sprintf("what %s does: %s", u.String(), u.Note),
				Settle: "look at jsonPayload.enforcedSecurityPolicy of such a request in the load balancer's log, " +
					"or decide by source ranges; what a plan does not know yet is decided at apply",
			})
		}
	}
	return once(out)
}
