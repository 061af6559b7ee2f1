package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// SecurityPolicyUsable asks whether Cloud Armor takes the policies on the way to
// Apigee, and whether their expressions can do what they say.
var SecurityPolicyUsable = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "security-policy-usable",
		Title:    "The rules of Cloud Armor can do what they say",
		Hop:      check.HopArmor,
		Severity: check.Warning,
		Symptom:  "403, 404 or 502 for clients that a rule was to admit; or a refused apply",
		Why: "Some expressions are valid and never do what they were written for. Two exclusions joined by `||` are true for everybody. " +
			"A header named with capitals is in no request, a region code in lower case is no client's, and clients on the internet have no private address. " +
			"A header that a request does not have makes the expression fail, which is no match, even where it says that the header is *not* something. " +
			"`origin.user_ip` is the address of the CDN in front as long as no header is said to hold the client's. " +
			"Other things Google refuses at apply: more than five subexpressions, a policy for the edge in the place of one for the backend or the reverse, " +
			"a regional policy at a global backend service or the reverse, and at the edge what only policies for backends may read or do.",
		Fix: "Rewrite the expression: join exclusions by `&&`, spell headers in lower case and region codes in upper case, and read a header only after `has()`. " +
			"Name the header with the client's address in `user_ip_request_headers`. Attach a policy whose type and place are those of the backend service.",
		Unknown: "Unknown where an expression, a rule's preview, or the policy itself is not known, and where the expression is none of the language. " +
			"Rules in preview are left out: they decide nothing. Private ranges are in order in front of internal load balancers. " +
			"Not applicable where no security policy stands on the way to Apigee.",
		Since: "0.1.0",
		Reads: []string{
			"compute.securityPolicies", "compute.backendServices", "compute.backendServices.getEffectiveSecurityPolicies",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.networkEndpointGroups",
		},
		References: []string{
			"https://docs.cloud.google.com/armor/docs/rules-language-reference",
			"https://docs.cloud.google.com/armor/docs/security-policy-overview",
		},
	},
	Run: func(inv *Inventory) []check.Result { return perOrganization(inv, inv.policiesUsable) },
}

func (inv *Inventory) policiesUsable(org Organization) []check.Result {
	guarded, unsure := inv.guardedServices(org)
	var out []check.Result
	var all []usedPolicy
	for _, s := range guarded {
		for _, layer := range s.guard.layers {
			p, known := s.guard.policies[layer.Policy.Name]
			if !known {
				unsure = append(unsure, s.guard.missing[layer.Policy.Name]...)
				continue
			}
			all = usedAt(all, p, policyUse{stage: layer.Stage, service: s.BackendService, private: s.private(), inferred: s.guard.inferred})
		}
	}
	for _, p := range all {
		out = append(out, p.judge())
	}
	switch {
	case len(unsure) > 0:
		out = append(out, undecided(org.Identity, "may have security policies that are not known", once(unsure)...))
	case len(out) == 0:
		out = append(out, inapplicable(org.Identity, "has no security policy on the way to it"))
	}
	return out
}
