package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A role is the part that an object plays in a firewall policy, or in one of Cloud Armor. The API has
// policies with their rules and associations inside; Terraform has one resource
// for each, or policies with their rules.
type role uint8

const (
	roleNone        role = iota
	rolePolicy           // its rules are resources of their own
	rolePolicyWhole      // it has its rules inside
	roleRule
	roleAssociation
)

// A family is the Terraform types of one kind of firewall policies.
type family struct {
	level string // one of the Policy constants of package apigee
	begin string // of the types' names
	path  string
	// named are the attributes by which a policy is called, needs those that it
	// has, everywhere those that its rules and associations have too.
	named             []attribute
	needs, everywhere []string
	// signs and lacks tell its rules and associations from those of others.
	signs, lacks []string
	// rule is what its rules have more than those of others, standaloneRule what
	// those have more that are resources.
	rule, standaloneRule []attribute
}

func policyKinds() []kind {
	targetType := []attribute{text("rule_name"), text("target_type").Filled(value.Null())}
	return slices.Concat(
		family{
			level: apigee.PolicyNetwork, begin: "google_compute_network_firewall_policy",
			path:  "projects/{project}/global/firewallPolicies/{name}",
			named: []attribute{text("name")}, needs: []string{"name"},
			signs: []string{"project"}, lacks: []string{"region"}, standaloneRule: targetType,
		}.kinds(),
		family{
			level: apigee.PolicyNetworkRegional, begin: "google_compute_region_network_firewall_policy",
			path:  "projects/{project}/regions/{region}/firewallPolicies/{name}",
			named: []attribute{text("name"), text("region")}, needs: []string{"name"}, everywhere: []string{"region"},
			signs: []string{"project"}, standaloneRule: targetType,
		}.kinds(),
		family{
			level: apigee.PolicyHierarchy, begin: "google_compute_firewall_policy",
			path:  "locations/global/firewallPolicies/{name}",
			named: []attribute{text("short_name")}, needs: []string{"parent", "short_name"},
			lacks: []string{"project", "region"}, rule: []attribute{texts("target_resources")},
		}.kinds(),
	)
}

func (f family) kinds() []kind {
	base := kind{rest: gcp.FirewallPolicies, owner: "firewall_policy", path: f.path, family: f.level, lacks: f.lacks}
	policy, whole, rule, association := base, base, base, base

	policy.name, policy.role = f.begin, rolePolicy
	policy.needs = slices.Concat(f.needs, f.everywhere)
	policy.signs = []string{"rule_tuple_count"}
	policy.lacks = append(slices.Clone(f.lacks), "rule")
	policy.attributes = f.named

	whole.name, whole.role = f.begin+"_with_rules", rolePolicyWhole
	whole.needs = append(slices.Clone(policy.needs), "rule")
	whole.signs = []string{"predefined_rules"}
	// The rules that Google adds at the end of every policy only pass on.
	whole.attributes = append(slices.Clone(f.named),
		blocks("rule", slices.Concat(rulesWithin(), f.rule)...).As("rules"))

	rule.name, rule.role, rule.element = f.begin+"_rule", roleRule, "rules"
	rule.needs = append([]string{"action", "direction", "firewall_policy", "match", "priority"}, f.everywhere...)
	rule.signs = f.signs
	rule.attributes = slices.Concat(standaloneRules(), f.rule, f.standaloneRule)

	association.name, association.role, association.element = f.begin+"_association", roleAssociation, "associations"
	association.needs = append([]string{"attachment_target", "firewall_policy", "name"}, f.everywhere...)
	association.signs = f.signs
	association.attributes = []attribute{text("attachment_target"), text("firewall_policy")}

	if f.level == apigee.PolicyHierarchy {
		// Its name is a number that only the one calls name.
		whole.path = "locations/global/firewallPolicies/{policy_id}"
		policy.attributes = append(slices.Clone(f.named), text("name"))
	} else {
		policy.lacks = append(policy.lacks, "short_name")
	}
	return []kind{policy, whole, rule, association}
}

// Rules are spelled a little differently within a policy and as resources.
func rulesWithin() []attribute {
	return append(ruleAttributes("layer4_config", "src_secure_tag", "target_secure_tag"), text("rule_name"))
}

func standaloneRules() []attribute {
	return ruleAttributes("layer4_configs", "src_secure_tags", "target_secure_tags")
}

// ruleAttributes are those of a rule; three blocks are called in the plural where
// the rule is a resource of its own, and in the singular within a policy.
func ruleAttributes(layer4, sourceTags, targetTags string) []attribute {
	tag := []attribute{text("name"), text("state")}
	match := []attribute{
		texts("src_ip_ranges"), texts("dest_ip_ranges"), texts("src_address_groups"), texts("src_fqdns"),
		texts("src_region_codes"), texts("src_threat_intelligences"),
		texts("dest_address_groups"), texts("dest_fqdns"), texts("dest_region_codes"), texts("dest_threat_intelligences"),
		blocks(layer4, text("ip_protocol"), texts("ports")).As("layer4Configs"),
		blocks(sourceTags, tag...).As("srcSecureTags"),
		// Without the context, a rule for what is in the internet looks like one for all.
		texts("src_networks"),
		text("src_network_context").Filled(value.Null()), text("dest_network_context").Filled(value.Null()),
		// The contexts were scopes in google-beta before they were in google.
		text("src_network_scope").As("srcNetworkType").Filled(value.Null()), text("dest_network_scope").As("destNetworkType").Filled(value.Null()),
	}
	return []attribute{
		integer("priority"), text("description"), text("action"), text("direction"), truth("disabled"),
		block("match", match...),
		texts("target_service_accounts"),
		blocks(targetTags, tag...).As("targetSecureTags"),
	}
}
