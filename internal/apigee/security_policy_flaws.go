package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A usedPolicy is a security policy, and where it stands on the way to Apigee.
type usedPolicy struct {
	SecurityPolicy
	uses []policyUse
}

type policyUse struct {
	stage   armor.Stage
	service BackendService
	// private says whether clients may have private addresses there.
	private  value.Truth
	inferred bool
}

// usedAt adds a use of a policy.
func usedAt(all []usedPolicy, p SecurityPolicy, u policyUse) []usedPolicy {
	for i := range all {
		if all[i].Subject() == p.Subject() {
			all[i].uses = append(all[i].uses, u)
			return all
		}
	}
	return append(all, usedPolicy{p, []policyUse{u}})
}

// A policyFlaw is what is wrong with a policy or one of its rules.
type policyFlaw struct {
	says, fix string
	kind      string
	// priority is the rule's; "" is the policy itself.
	priority string
}

// remedies say what mends flaws of expressions.
var remedies = map[armor.FlawKind]string{
	armor.AlwaysTrue:    "Join the exclusions by &&.",
	armor.NeverTrue:     "Join the comparisons by ||.",
	armor.HeaderCase:    "Spell the header's name in lower case.",
	armor.HeaderAbsent:  "Say with has() what is to happen to requests without the header.",
	armor.RegionCase:    "Write region codes as two letters in upper case.",
	armor.PrivateRange:  "Compare with the public addresses that clients come from.",
	armor.NoUserAddress: "Name the header with the client's address in user_ip_request_headers of advanced_options_config.",
	armor.TooLong:       "Split the expression over several rules.",
	armor.NotAtTheEdge:  "Move the rule to the policy of the backend.",
}

// judge says what is wrong with the policy.
func (p usedPolicy) judge() check.Result {
	flaws, lacks := p.misplaced(), missingOf(p.RuleGaps)
	rules := p.Rules
	if rules.IsUnknown() {
		lacks = append(lacks, lacking("the rules of "+p.Subject(), rules.Why()))
	}
	for _, r := range rules.Value() {
		found, missing := p.rule(r)
		flaws, lacks = append(flaws, found...), append(lacks, missing...)
	}
	switch {
	case len(flaws) > 0:
		return p.flawed(flaws)
	case len(lacks) > 0:
		return blaming("rules", undecided(p.Identity, "has rules that are not known", once(lacks)...))
	}
	r := passed(p.Identity, "has rules that can do what they say")
	r.Related = p.services()
	return r
}

// misplaced compares the policy's type and place with those of the services.
func (p usedPolicy) misplaced() []policyFlaw {
	var out []policyFlaw
	add := func(kind, fix, format string, args ...any) {
		f := policyFlaw{says: fmt.Sprintf(format, args...), fix: fix, kind: kind}
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	typ, typed := p.Type.Get()
	own := p.Ref.Value()
	for _, u := range p.uses {
		wrong := u.stage == armor.Edge && typ != armor.TypeEdge || u.stage == armor.Backend && (typ == armor.TypeEdge || typ == armor.TypeNetwork)
		if typed && wrong {
			add("type", "Attach a policy of type "+map[armor.Stage]string{armor.Edge: armor.TypeEdge, armor.Backend: armor.TypeBackend}[u.stage]+".",
				"Apply fails: it is of type %s, and %s takes no such policy as its %s policy", typ, u.service.Subject(), u.stage)
		}
		region, at := u.service.region().Value(), own.After("regions")
		known := p.Ref.IsKnown() && u.service.isGlobal() != value.Undecided && region != value.Anything && at != value.Anything
		if known && u.stage != armor.Hierarchical && at != region {
			add("place", "Attach a policy of the backend service's place.", "Apply fails: it is %s, and %s is %s", where(at), u.service.Subject(), where(region))
		}
	}
	return out
}

// rule looks at one rule.
func (p usedPolicy) rule(r armor.Rule) (out []policyFlaw, lacks []check.Missing) {
	name := "default"
	if n, known := r.Priority.Get(); known && n != armor.DefaultPriority {
		name = fmt.Sprint(n)
	}
	flaw := func(kind armor.FlawKind, says string) {
		out = append(out, policyFlaw{says: fmt.Sprintf("Rule %s %s", name, says), fix: remedies[kind], kind: string(kind), priority: name})
	}
	edge := slices.ContainsFunc(p.uses, func(u policyUse) bool { return u.stage == armor.Edge })
	if action, known := r.Action.Get(); known && edge && action != "allow" && !strings.HasPrefix(action, "deny") {
		flaw(armor.NotAtTheEdge, "is to "+action+", and a policy for the edge only allows and denies")
	}
	text := r.Match.Expr.Expression
	preview, known := r.Preview.Or(false).Get()
	switch {
	case text.IsNull(), preview:
		return out, nil
	case !known:
		return out, []check.Missing{lacking("whether rule "+name+" of "+p.Subject()+" is in preview", r.Preview.Why())}
	case text.IsUnknown():
		return out, []check.Missing{lacking("the expression of rule "+name+" of "+p.Subject(), text.Why())}
	}
	x, err := armor.Parse(text.Value())
	if err != nil {
		return out, []check.Missing{{What: fmt.Sprintf("what rule %s of %s says: %v", name, p.Subject(), err), Settle: "write it in Cloud Armor's rules language"}}
	}
	for _, f := range x.Flaws() {
		if f.Kind != armor.PrivateRange {
			flaw(f.Kind, f.Says)
			continue
		}
		private := value.False
		for _, u := range p.uses {
			private = value.Or(private, u.private)
		}
		switch private {
		case value.False:
			flaw(f.Kind, f.Says)
		case value.Undecided:
			lacks = append(lacks, check.Missing{What: "whether clients that rule " + name + " of " + p.Subject() + " asks about have private addresses", Settle: "decided when the load balancing scheme of " + strings.Join(p.services(), ", ") + " is known"})
		case value.True:
		}
	}
	if edge {
		if what := x.NotForTheEdge(); what != "" {
			flaw(armor.NotAtTheEdge, "uses "+what+", which a policy for the edge may not")
		}
	}
	if headers := p.AdvancedOptions.UserIPRequestHeaders; x.Uses("origin.user_ip") && !headers.IsUnknown() && len(headers.Value()) == 0 {
		flaw(armor.NoUserAddress, "reads origin.user_ip, and the policy names no header that holds it: it is the address that the connection comes from")
	}
	return out, lacks
}

func (p usedPolicy) flawed(flaws []policyFlaw) check.Result {
	fact := "has a rule that cannot do what it says"
	if n := len(flaws); n > 1 {
		fact = fmt.Sprintf("has %d flaws", n)
	} else if flaws[0].priority == "" {
		fact = "is not one that its backend service takes"
	}
	r := blaming("rules", failed(p.Identity, "%s", fact))
	var fixes []string
	for _, f := range flaws {
		r.Trace = append(r.Trace, f.says)
		fixes = appendOnce(fixes, f.fix)
	}
	r.Detail = strings.Join(r.Trace, ". ") + "."
	r.Remediation = strings.Join(fixes, " ")
	r.Witness = []check.Fact{{Name: "flaw", Value: flaws[0].kind}}
	if flaws[0].priority != "" {
		r.Witness = append(r.Witness, check.Fact{Name: "rule", Value: flaws[0].priority})
	} else {
		r.Field = "type"
	}
	r.Related = p.services()
	if slices.ContainsFunc(p.uses, func(u policyUse) bool { return u.inferred }) {
		r.Confidence = check.Inferred
	}
	return r
}

// services are those that the policy stands in front of.
func (p usedPolicy) services() []string {
	var out []string
	for _, u := range p.uses {
		out = appendOnce(out, u.service.Subject())
	}
	return out
}
