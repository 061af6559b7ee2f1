package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The families of Cloud Armor's policies. Those of organizations and folders are
// associated with what they apply to; backend services name the others.
const (
	familyArmor             = "security policies"
	familyArmorRegional     = "regional security policies"
	familyArmorHierarchical = "hierarchical security policies"
)

// The API gives a policy without rules one that allows everybody.
var allowEverybody = value.OfList(value.OfObject(map[string]value.Value{
	"priority": value.OfInt(armor.DefaultPriority),
	"action":   value.OfString("allow"),
	"match": value.OfObject(map[string]value.Value{
		"versionedExpr": value.OfString("SRC_IPS_V1"),
		"config":        value.OfObject(map[string]value.Value{"srcIpRanges": value.OfList(value.OfString("*"))}),
	}),
}))

func armorKinds() []kind {
	global := kind{rest: gcp.SecurityPolicies, family: familyArmor, path: "projects/{project}/global/securityPolicies/{name}", owner: "security_policy"}
	regional := kind{rest: gcp.SecurityPolicies, family: familyArmorRegional, path: "projects/{project}/regions/{region}/securityPolicies/{name}", owner: "security_policy"}
	above := kind{rest: gcp.HierarchicalSecurityPolicies, family: familyArmorHierarchical, path: "locations/global/securityPolicies/{policy_id}", owner: "policy_id"}
	options := block("advanced_options_config", texts("user_ip_request_headers"))
	policy := func(k kind, name string, attributes ...attribute) kind {
		k.name, k.role, k.attributes = name, rolePolicy, append(attributes, text("type"), options)
		return k
	}
	rule := func(k kind, name string, attributes ...attribute) kind {
		k.name, k.role, k.element = name, roleRule, "rules"
		k.needs = append(slices.Clone(k.needs), "action", "priority", k.owner)
		k.attributes = append(armorRule(), attributes...)
		return k
	}
	association := above
	association.name, association.role, association.element = "google_compute_organization_security_policy_association", roleAssociation, "associations"
	association.needs = []string{"attachment_id", "name", "policy_id"}
	association.attributes = []attribute{text("attachment_id")}

	rate, redirect := rateLimit(), block("redirect_options", text("type"), text("target"))
	policies := []kind{
		policy(global, "google_compute_security_policy", text("name"), blocks("rule", append(armorRule(), rate, redirect)...).As("rules")),
		policy(regional, "google_compute_region_security_policy", text("name"), text("region"), blocks("rules", append(armorRule(), rate)...)),
		policy(above, "google_compute_organization_security_policy", text("short_name")),
	}
	policies[0].needs, policies[0].signs = []string{"name"}, []string{"adaptive_protection_config", "recaptcha_options_config"}
	policies[0].lacks = []string{"region"}
	policies[1].needs, policies[1].signs = []string{"name"}, []string{"ddos_protection_config"}
	policies[2].needs, policies[2].signs = []string{"parent"}, []string{"short_name"}
	policies[2].lacks = []string{"rule_tuple_count"}
	global.lacks, regional.needs, above.lacks = []string{"region"}, []string{"region"}, []string{"project"}
	return append(policies,
		rule(global, "google_compute_security_policy_rule", rate, redirect),
		rule(regional, "google_compute_region_security_policy_rule", rate),
		rule(above, "google_compute_organization_security_policy_rule", redirect),
		association)
}

// armorRule is the attributes that the rules of all policies have.
func armorRule() []attribute {
	return []attribute{
		integer("priority"), text("action"), truth("preview"),
		block("match", text("versioned_expr"), block("config", texts("src_ip_ranges")), block("expr", text("expression"))),
	}
}

func rateLimit() attribute {
	threshold := []attribute{integer("count"), integer("interval_sec")}
	return block("rate_limit_options", text("conform_action"), text("exceed_action"), text("enforce_on_key"), integer("ban_duration_sec"),
		block("rate_limit_threshold", threshold...), block("ban_threshold", threshold...))
}

// filledRules is what the API fills into a policy that is created without rules.
func filledRules(k kind, m *mapper, rules value.Value) value.Value {
	unset := rules.IsNull() || rules.IsUnknown() && !rules.Why().Origin.Known()
	if k.rest == gcp.SecurityPolicies && m.Creating && unset {
		return allowEverybody
	}
	return rules
}

// oneDefault leaves the last of several default rules: a resource of its own takes
// the place of the one that the API filled in.
func oneDefault(rules []value.Value) []value.Value {
	isDefault := func(r value.Value) bool {
		return r.Get("priority").Text() == allowEverybody.Elements()[0].Get("priority").Text()
	}
	var out []value.Value
	for i, r := range rules {
		if !isDefault(r) || !slices.ContainsFunc(rules[i+1:], isDefault) {
			out = append(out, r)
		}
	}
	return out
}
