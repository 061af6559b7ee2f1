package tfresource

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// assemble puts the policies into the world, once per network that they apply to.
func (r *reading) assemble() {
	p := &r.policies
	for _, rule := range p.rules {
		r.enrol(rule)
	}
	for _, each := range p.policies {
		if !each.whole && !each.implied {
			each.gaps = append(each.gaps, p.openRules[each.kind.family]...)
			if !r.opts.Complete {
				each.partial = []apigee.Gap{gapIn(each.kind.name+"_rule", partial)}
			}
		}
	}
	applied := map[*policy]bool{}
	for _, a := range p.associations {
		for _, each := range r.apply(a) {
			applied[each] = true
		}
	}
	for _, each := range p.policies {
		switch {
		case applied[each]:
		case each.implied && each.kind.role == roleRule && each.kind.rest != gcp.SecurityPolicies:
			r.world.AddGap(each.kind.rest, apigee.Gap{
				What: "what " + each.ref.Value().Path() + ", the policy of " + each.address + ", applies to", Reason: each.gaps[0].Reason, Settle: each.gaps[0].Settle,
			})
		default:
			r.putPolicy(each, value.Of[value.Ref]{}, 0)
		}
	}
}

// enrol adds a rule to its policy.
func (r *reading) enrol(rule part) {
	certain, possible := r.policies.find(rule)
	if len(certain)+len(possible) == 0 {
		if implied := r.policies.imply(rule); implied != nil {
			certain = append(certain, implied)
		} else {
			r.world.AddGap(rule.kind.rest, apigee.Gap{
				What: "the " + rule.kind.policies() + " of " + rule.address, Reason: rule.policy.Why().String(), Settle: settle(rule.policy.Why()),
			})
		}
	}
	for _, each := range certain {
		each.rules = append(each.rules, rule.body)
	}
	for _, each := range possible {
		if len(certain) == 0 {
			each.gaps = append(each.gaps, apigee.Gap{
				What: "whether " + rule.address + " is a rule of " + each.address, Reason: reason(rule.policy, each.ref), Settle: settle(rule.policy.Why()),
			})
		}
	}
}

// apply puts the policies of an association, those that may be it with a network
// that is unknown.
func (r *reading) apply(a part) []*policy {
	certain, possible := r.policies.find(a)
	if len(certain)+len(possible) == 0 {
		if implied := r.policies.imply(a); implied != nil {
			certain = append(certain, implied)
		} else {
			gap := apigee.Gap{What: "the " + a.kind.policies() + " of " + a.address, Reason: a.policy.Why().String(), Settle: settle(a.policy.Why())}
			gap.Scope = a.target.Value()
			r.world.AddGap(a.kind.rest, gap)
		}
	}
	for _, each := range certain {
		r.putPolicy(each, a.target, a.level)
	}
	if len(certain) > 0 {
		return certain
	}
	for _, each := range possible {
		r.putPolicy(each, value.UnknownOf[value.Ref](value.Why{
			Reason: fmt.Sprintf("whether %s associates %s is not known (%s)", a.address, each.address, reason(a.policy, each.ref)),
			Settle: settle(a.policy.Why()),
		}), a.level)
	}
	return possible
}

func (r *reading) putPolicy(p *policy, network value.Of[value.Ref], level int) {
	body := p.body.With("rules", value.Null())
	if p.kind.rest == gcp.FirewallPolicies {
		body = body.With("type", value.OfString(p.kind.family))
	} else {
		p.rules = oneDefault(p.rules)
	}
	if len(p.rules) > 0 {
		body = body.With("rules", value.OfList(p.rules...))
	}
	if p.kind.family == apigee.PolicyNetworkRegional || p.kind.family == familyArmorRegional {
		body = place(p.ref, body, "region")
	}
	resource := gcp.Resource{
		Type: p.kind.rest, Parent: network, Level: level, Body: gcp.Cut(body),
		Gaps: slices.Clone(p.gaps), Partial: slices.Clone(p.partial),
	}
	resource.Address, resource.Ref = p.address, p.ref
	r.world.Put(resource)
}
