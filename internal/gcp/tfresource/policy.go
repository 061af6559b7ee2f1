package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A role is the part that an object plays in a firewall policy. The API has
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

// families are the kinds of firewall policies, how Terraform's types for them
// begin, and where they live.
var families = []family{
	{apigee.PolicyNetwork, "google_compute_network_firewall_policy", "projects/{project}/global/firewallPolicies/{name}", nil, []string{"region"}},
	{apigee.PolicyNetworkRegional, "google_compute_region_network_firewall_policy", "projects/{project}/regions/{region}/firewallPolicies/{name}", []string{"region"}, nil},
	{apigee.PolicyHierarchy, "google_compute_firewall_policy", "locations/global/firewallPolicies/{name}", nil, []string{"project", "region"}},
}

type family struct {
	level string // one of the Policy constants of package apigee
	begin string
	path  string
	needs []string // of each of its types
	lacks []string // likewise
}

func policyKinds() []kind {
	var out []kind
	for _, f := range families {
		in := func(ending string, r role, needs []string, attributes ...attribute) {
			k := kind{
				name: f.begin + ending, rest: gcp.FirewallPolicies, path: f.path, family: f.level, role: r,
				needs: append(needs, f.needs...), attributes: attributes,
			}
			if ending == "_with_rules" && f.level == apigee.PolicyHierarchy {
				k.path = "locations/global/firewallPolicies/{policy_id}"
			}
			k.lacks = f.lacks
			if r == roleRule {
				k.element = "rules"
			}
			if r == roleAssociation {
				k.element = "associations"
			}
			out = append(out, k)
		}
		named := []attribute{text("name")}
		switch f.level {
		case apigee.PolicyHierarchy:
			named = []attribute{text("name"), text("short_name")}
			in("", rolePolicy, []string{"parent", "short_name"}, named...)
			in("_with_rules", rolePolicyWhole, []string{"parent", "short_name", "rule"},
				text("short_name"), blocks("rule", ruleAttributes("layer4_config", "src_secure_tag", "target_secure_tag", texts("target_resources"))...).as("rules"))
		default:
			if f.needs != nil {
				named = append(named, text("region"))
			}
			in("", rolePolicy, []string{"name"}, named...)
			in("_with_rules", rolePolicyWhole, []string{"name", "rule"},
				append(named, blocks("rule", ruleAttributes("layer4_config", "src_secure_tag", "target_secure_tag")...).as("rules"))...)
		}
		in("_rule", roleRule, []string{"action", "direction", "firewall_policy", "match", "priority"}, standaloneRule(f)...)
		in("_association", roleAssociation, []string{"attachment_target", "firewall_policy", "name"},
			text("attachment_target"), text("firewall_policy"))
	}
	return out
}

func standaloneRule(f family) []attribute {
	if f.level == apigee.PolicyHierarchy {
		return ruleAttributes("layer4_configs", "src_secure_tags", "target_secure_tags", texts("target_resources"))
	}
	return ruleAttributes("layer4_configs", "src_secure_tags", "target_secure_tags",
		text("rule_name"), text("target_type").filled(value.Null()))
}

// ruleAttributes are those of a rule; three blocks are called in the plural where
// the rule is a resource of its own, and in the singular within a policy.
func ruleAttributes(layer4, sourceTags, targetTags string, more ...attribute) []attribute {
	tag := []attribute{text("name"), text("state")}
	match := []attribute{
		texts("src_ip_ranges"), texts("dest_ip_ranges"), texts("src_address_groups"), texts("src_fqdns"),
		texts("src_region_codes"), texts("src_threat_intelligences"),
		blocks(layer4, text("ip_protocol"), texts("ports")).as("layer4Configs"),
		blocks(sourceTags, tag...).as("srcSecureTags"),
	}
	if layer4 == "layer4_configs" {
		match = append(match, text("src_network_context").filled(value.Null()), texts("src_networks"))
	} else {
		more = append(more, text("rule_name"))
	}
	return append([]attribute{
		integer("priority"), text("description"), text("action"), text("direction"), truth("disabled"),
		block("match", match...),
		texts("target_service_accounts"),
		blocks(targetTags, tag...).as("targetSecureTags"),
	}, more...)
}
