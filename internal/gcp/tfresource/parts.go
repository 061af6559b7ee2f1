package tfresource

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A policy is a firewall policy that is put together from Terraform's resources.
type policy struct {
	kind    kind
	address string
	ref     value.Of[value.Ref]
	body    value.Value
	rules   []value.Value
	gaps    []apigee.Gap
	partial []apigee.Gap
	// implied says that others name the policy, but that it was not given.
	implied bool
	// whole says that it has its rules inside, so that there are no others.
	whole bool
}

// A part is a rule or association with the policy that it names.
type part struct {
	kind    kind
	address string
	policy  value.Of[value.Ref]
	target  value.Of[value.Ref] // of an association
	level   int                 // of what a hierarchical policy is associated with
	body    value.Value         // of a rule
}

// policies collects the parts of firewall policies until all are read.
type policies struct {
	policies            []*policy
	rules, associations []part
	openRules           map[string][]apigee.Gap // by family
}

// add keeps an object that is a part of a policy.
func (p *policies) add(m *mapper, k kind, o object, body value.Value) error {
	if k.role == rolePolicy || k.role == rolePolicyWhole {
		ref, err := m.reference(k, o, value.Of[value.Ref]{})
		if err != nil {
			return err
		}
		rules := filledRules(k, m, body.Get("rules"))
		added := &policy{kind: k, address: o.Address, ref: ref, body: body, whole: k.role == rolePolicyWhole || len(body.Get("rules").Elements()) > 0}
		added.rules = rules.Elements()
		if rules.IsUnknown() {
			added.gaps = []apigee.Gap{{What: "rules of " + o.Address, Reason: rules.Why().String(), Settle: settle(rules.Why())}}
		}
		p.policies = append(p.policies, added)
		return nil
	}
	project, collection := m.around(k, o)
	base := value.RefBase{Service: gcp.ComputeService, Collection: collection, Parent: "projects/" + project}
	if k.isHierarchical() {
		base.Parent = "locations/global"
	}
	named, err := refer(o.Get(k.owner), base, o.Path+"."+k.owner)
	if err != nil {
		return err
	}
	piece := part{kind: k, address: o.Address, policy: named, body: body}
	if k.role == roleRule {
		p.rules = append(p.rules, piece)
		return nil
	}
	if k.isHierarchical() {
		piece.target, piece.level, err = below(o, k)
	} else {
		base = value.RefBase{Service: gcp.ComputeService, Collection: "global/networks", Parent: "projects/" + project}
		piece.target, err = refer(o.Get("attachment_target"), base, o.Path+".attachment_target")
	}
	if err != nil {
		return err
	}
	p.associations = append(p.associations, piece)
	return nil
}

// below is the network that a hierarchical policy's association reaches, which
// Terraform's objects do not tell, and the level of the node that it names: an
// organization, or a folder somewhere below. Of two folders either may be first.
func below(o object, k kind) (value.Of[value.Ref], int, error) {
	target, what := "attachment_target", "networks"
	if k.family == familyArmorHierarchical {
		target, what = "attachment_id", "projects"
	}
	node := o.Get(target)
	text, known := textOf(node)
	why := value.Why{
		Reason: "Terraform's objects do not tell which " + what + " lie below " + text,
		Settle: "set live = true to read which policies apply to the " + strings.TrimSuffix(what, "s"),
	}
	switch {
	case node.IsUnknown():
		why.Reason = "it is not known what " + o.Address + " associates (" + node.Why().String() + ")"
	case known && strings.HasPrefix(text, "organizations/"):
		return value.UnknownOf[value.Ref](why), 0, nil
	case !known || !strings.HasPrefix(text, "folders/"):
		return value.Of[value.Ref]{}, 0, &InputError{Path: o.Path + "." + target, Want: "organizations/NUMBER or folders/NUMBER", Got: "something else"}
	}
	return value.UnknownOf[value.Ref](why), 1, nil
}

// isHierarchical says that the policies are those of organizations and folders.
func (k kind) isHierarchical() bool {
	return k.family == apigee.PolicyHierarchy || k.family == familyArmorHierarchical
}

// policies is what the policies are called, in the singular.
func (k kind) policies() string {
	if k.rest == gcp.FirewallPolicies {
		return "firewall policy"
	}
	return "security policy"
}

// around is the project of a part, and the collection of its policy within it.
func (m *mapper) around(k kind, o object) (project, collection string) {
	project, region := value.Anything, value.Anything
	if t, ok := textOf(o.Get("project")); ok {
		project = t
	} else if o.Get("project").IsNull() && m.project != "" {
		project = m.project
	}
	if t, ok := textOf(o.Get("region")); ok {
		region = t[strings.LastIndexByte(t, '/')+1:]
	}
	switch k.family {
	case apigee.PolicyHierarchy:
		return project, "firewallPolicies"
	case familyArmorHierarchical:
		return project, "securityPolicies"
	case familyArmor:
		return project, "global/securityPolicies"
	case familyArmorRegional:
		return project, "regions/" + region + "/securityPolicies"
	case apigee.PolicyNetworkRegional:
		return project, "regions/" + region + "/firewallPolicies"
	}
	return project, "global/firewallPolicies"
}

// find returns the policies that a part certainly belongs to, and those it may.
func (p *policies) find(piece part) (certain, possible []*policy) {
	for _, candidate := range p.policies {
		if candidate.kind.family != piece.kind.family {
			continue
		}
		origin := piece.policy.Why().Origin
		same := value.SameRef(nil, piece.policy, candidate.ref)
		if piece.policy.IsUnknown() && origin.Known() && origin.Resource == candidate.address {
			same = value.True
		}
		switch same {
		case value.True:
			certain = append(certain, candidate)
		case value.Undecided:
			possible = append(possible, candidate)
		case value.False:
		}
	}
	return certain, possible
}

// imply adds the policy that a part names though it was not given; nil when even
// its name is unknown.
func (p *policies) imply(piece part) *policy {
	ref, ok := piece.policy.Get()
	if !ok {
		return nil
	}
	added := &policy{
		kind: piece.kind, address: piece.address, ref: piece.policy, implied: true,
		body: value.OfObject(map[string]value.Value{"name": value.OfString(ref.Name())}),
		gaps: []apigee.Gap{{
			What: "rules of " + ref.Path(), Reason: "the policy is not among the resources given",
			Settle: "add the " + strings.TrimSuffix(strings.TrimSuffix(piece.kind.name, "_rule"), "_association") + " and its rules, or set live = true",
		}},
	}
	p.policies = append(p.policies, added)
	return added
}

// reason says why two references cannot be told apart.
func reason(a, b value.Of[value.Ref]) string {
	for _, ref := range []value.Of[value.Ref]{a, b} {
		if ref.IsUnknown() {
			return ref.Why().String()
		}
	}
	return "their names leave it open"
}

// settle says what makes an unknown value known.
func settle(why value.Why) string {
	if why.Settle != "" {
		return why.Settle
	}
	return "decided when the value is known, at apply at the latest"
}
