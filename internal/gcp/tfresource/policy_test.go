package tfresource_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
)

const (
	policyType      = "google_compute_network_firewall_policy"
	ruleType        = policyType + "_rule"
	associationType = policyType + "_association"
)

// rule is a standalone rule of policy p.
func rule(priority int, more string) string {
	return fmt.Sprintf(`{"firewall_policy": "p", "action": "allow", "direction": "INGRESS", "priority": %d, "match": []%s}`, priority, more)
}

func association(target string) string {
	return `{"name": "a", "firewall_policy": "p", "attachment_target": "` + target + `"}`
}

// describe writes what matters of the firewall policies of a world.
func describe(w *gcp.World) []string {
	var out []string
	for _, r := range w.Resources(gcp.FirewallPolicies) {
		var priorities []string
		for _, rule := range r.Body.Get("rules").Elements() {
			priorities = append(priorities, render(rule.Get("priority")))
		}
		text := fmt.Sprintf("%s %s %s on %q level %d rules %v", r.Address, r.Body.Get("type").Text(), spell(r.Ref), spell(r.Parent), r.Level, priorities)
		for _, g := range r.Gaps {
			text += " gap: " + g.What + ": " + g.Reason
		}
		for _, g := range r.Partial {
			text += " partial: " + g.What
		}
		out = append(out, text)
	}
	for _, g := range w.Gaps(gcp.FirewallPolicies) {
		out = append(out, "listing: "+g.What+": "+g.Reason)
	}
	return out
}

func TestFirewallPolicies(t *testing.T) {
	t.Parallel()
	const (
		ref  = "projects/acme/global/firewallPolicies/p"
		net  = "projects/acme/global/networks/n"
		base = policyType + " NETWORK " + ref
	)
	for name, tc := range map[string]struct {
		given map[string]string // by type
		want  []string
	}{
		"a policy, its rules and its association": {
			map[string]string{
				policyType: `{"name": "p"}`, ruleType: `[` + rule(1, "") + `, ` + rule(2, "") + `]`, associationType: association("projects/acme/global/networks/n"),
			},
			[]string{base + ` on "` + net + `" level 0 rules [1 2]`},
		},
		"a policy on two networks": {
			map[string]string{
				policyType: `{"name": "p"}`, ruleType: rule(1, ""), associationType: `[` + association("n") + `, ` + association("https://www.googleapis.com/compute/v1/projects/host/global/networks/m") + `]`,
			},
			[]string{base + ` on "` + net + `" level 0 rules [1]`, base + ` on "projects/host/global/networks/m" level 0 rules [1]`},
		},
		"a policy that is associated with nothing": {
			map[string]string{policyType: `{"name": "p"}`, ruleType: rule(1, "")},
			[]string{base + ` on "" level 0 rules [1]`},
		},
		"a policy on networks that are being created": {
			map[string]string{policyType: `{"name": "p"}`, associationType: `[` + association("?from google_compute_network.n.id") + `, ` + association("?from google_compute_network.m.id") + `]`},
			[]string{base + ` on "?known after apply" level 0 rules []`, base + ` on "?known after apply" level 0 rules []`},
		},
		"a policy with its rules inside": {
			map[string]string{policyType + "_with_rules": `{"name": "p", "rule": [{"priority": 5, "match": [{"layer4_config": [{"ip_protocol": "all"}]}]}]}`, associationType: association("n")},
			[]string{policyType + `_with_rules NETWORK ` + ref + ` on "` + net + `" level 0 rules [5]`},
		},
		"a policy whose rules inside are not known": {
			map[string]string{policyType + "_with_rules": `{"name": "p", "rule": "?dynamic"}`, associationType: association("n")},
			[]string{policyType + `_with_rules NETWORK ` + ref + ` on "` + net + `" level 0 rules [] gap: rules of ` + policyType + `_with_rules: dynamic`},
		},
		"rules of which it is not known how many there are": {
			map[string]string{policyType: `{"name": "p"}`, ruleType: `"?"`, associationType: association("n")},
			[]string{base + ` on "` + net + `" level 0 rules [] gap: ` + ruleType + ` resources: how many there are is not known yet`},
		},
		"associations of which it is not known how many there are": {
			map[string]string{policyType: `{"name": "p"}`, associationType: `"?"`},
			[]string{base + ` on "" level 0 rules []`, "listing: " + associationType + " resources: how many there are is not known yet"},
		},
		"an association of a policy that is not given": {
			map[string]string{ruleType: rule(1, ""), associationType: association("n")},
			[]string{ruleType + ` NETWORK ` + ref + ` on "` + net + `" level 0 rules [1] gap: rules of ` + ref + `: the policy is not among the resources given`},
		},
		"a rule of a policy that is not given": {
			map[string]string{ruleType: rule(1, "")},
			[]string{"listing: what " + ref + ", the policy of " + ruleType + ", applies to: the policy is not among the resources given"},
		},
		"a rule of a policy that is not known": {
			map[string]string{policyType: `{"name": "p"}`, ruleType: strings.Replace(rule(1, ""), `"p"`, `"?"`, 1), associationType: association("n")},
			[]string{base + ` on "` + net + `" level 0 rules [] gap: whether ` + ruleType + ` is a rule of ` + policyType + `: not known`},
		},
		"a rule of a policy that is not known, where none is given": {
			map[string]string{ruleType: strings.Replace(rule(1, ""), `"p"`, `"?later"`, 1)},
			[]string{"listing: the firewall policy of " + ruleType + ": later"},
		},
		"a rule that comes from the very policy": {
			map[string]string{policyType: `{"id": "?", "name": "p"}`, ruleType: strings.Replace(rule(1, ""), `"p"`, `"?from `+policyType+`.id"`, 1), associationType: association("n")},
			[]string{base + ` on "` + net + `" level 0 rules [1]`},
		},
		"a rule of a policy of the same name in another project": {
			map[string]string{policyType: `{"name": "p"}`, ruleType: `[` + rule(1, `, "project": "acme"`) + `, ` + rule(2, `, "project": "other"`) + `]`, associationType: association("n")},
			[]string{
				base + ` on "` + net + `" level 0 rules [1]`,
				"listing: what projects/other/global/firewallPolicies/p, the policy of " + ruleType + "[1], applies to: the policy is not among the resources given",
			},
		},
		"a rule of a policy in a project that is not known": {
			map[string]string{policyType: `{"name": "p", "project": "acme"}`, ruleType: rule(1, `, "project": "?"`), associationType: association("n")},
			[]string{base + ` on "` + net + `" level 0 rules [] gap: whether ` + ruleType + ` is a rule of ` + policyType + `: their names leave it open`},
		},
		"an association of a policy that is not known": {
			map[string]string{policyType: `[{"name": "p"}, {"name": "q"}]`, associationType: strings.Replace(association("n"), `"p"`, `"?"`, 1)},
			[]string{
				policyType + `[0] NETWORK ` + ref + ` on "?whether ` + associationType + ` associates ` + policyType + `[0] is not known (not known)" level 0 rules []`,
				policyType + `[1] NETWORK projects/acme/global/firewallPolicies/q on "?whether ` + associationType + ` associates ` + policyType + `[1] is not known (not known)" level 0 rules []`,
			},
		},
		"an association of a policy that is not known, where none is given": {
			map[string]string{associationType: strings.Replace(association("n"), `"p"`, `"?later"`, 1)},
			[]string{"listing: the firewall policy of " + associationType + ": later"},
		},
		"a regional policy": {
			map[string]string{
				"google_compute_region_network_firewall_policy":             `[{"name": "p", "region": "us-east1"}, {"name": "p", "region": "us-west1"}]`,
				"google_compute_region_network_firewall_policy_rule":        strings.Replace(rule(1, ""), `{`, `{"region": "us-west1", `, 1),
				"google_compute_region_network_firewall_policy_association": strings.Replace(association("n"), `{`, `{"region": "regions/us-west1", `, 1),
			},
			[]string{
				`google_compute_region_network_firewall_policy[1] NETWORK_REGIONAL projects/acme/regions/us-west1/firewallPolicies/p on "` + net + `" level 0 rules [1]`,
				`google_compute_region_network_firewall_policy[0] NETWORK_REGIONAL projects/acme/regions/us-east1/firewallPolicies/p on "" level 0 rules []`,
			},
		},
		"hierarchical policies, which may apply": {
			map[string]string{
				"google_compute_firewall_policy": `{"o": {"id": "locations/global/firewallPolicies/1", "name": "1", "short_name": "org", "parent": "organizations/9"},
					"f": {"id": "locations/global/firewallPolicies/2", "name": "2", "short_name": "folder", "parent": "organizations/9"}}`,
				"google_compute_firewall_policy_rule":        strings.Replace(rule(1, ""), `"p"`, `"1"`, 1),
				"google_compute_firewall_policy_association": `[{"name": "a", "firewall_policy": "locations/global/firewallPolicies/1", "attachment_target": "organizations/9"}, {"name": "b", "firewall_policy": "2", "attachment_target": "folders/7"}]`,
			},
			[]string{
				`google_compute_firewall_policy["o"] HIERARCHY locations/global/firewallPolicies/1 on "?Terraform's objects do not tell which networks lie below organizations/9" level 0 rules [1]`,
				`google_compute_firewall_policy["f"] HIERARCHY locations/global/firewallPolicies/2 on "?Terraform's objects do not tell which networks lie below folders/7" level 1 rules []`,
			},
		},
		"a hierarchical policy of a folder that is being created": {
			map[string]string{
				"google_compute_firewall_policy_with_rules":  `{"id": "?", "policy_id": "?", "short_name": "s", "parent": "?", "rule": []}`,
				"google_compute_firewall_policy_association": `{"name": "a", "firewall_policy": "?", "attachment_target": "?later"}`,
			},
			[]string{`google_compute_firewall_policy_with_rules HIERARCHY ? on "?whether google_compute_firewall_policy_association associates google_compute_firewall_policy_with_rules is not known (not known)" level 1 rules []`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var parts []string
			for typ, given := range tc.given {
				parts = append(parts, `"`+typ+`": `+given)
			}
			w := world(t, `{`+strings.Join(parts, ", ")+`}`, options())
			if got := describe(w); !slices.Equal(got, tc.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
			if _, err := w.Inventory(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWithoutCompletePoliciesMayHaveMoreRules(t *testing.T) {
	t.Parallel()
	got := describe(world(t, `{"`+policyType+`": {"name": "p"}, "`+policyType+`_with_rules": {"name": "q", "rule": []}}`, tfresource.Options{Project: "acme"}))
	want := []string{
		policyType + ` NETWORK projects/acme/global/firewallPolicies/p on "" level 0 rules [] partial: ` + ruleType + " resources",
		policyType + `_with_rules NETWORK projects/acme/global/firewallPolicies/q on "" level 0 rules []`,
		"listing: " + policyType + " and similar resources: only the resources given are known",
		"listing: google_compute_firewall_policy and similar resources: only the resources given are known",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPolicyRulesInTheShapeOfREST(t *testing.T) {
	t.Parallel()
	const want = `{"action": "deny", "description": "d", "direction": "INGRESS", "disabled": false, "match": {"destIpRanges": ["10.0.0.0/8"], ` +
		`"layer4Configs": [{"ipProtocol": "tcp", "ports": ["443", "8000-9000"]}], "srcAddressGroups": ["g"], "srcFqdns": ["f.example"], ` +
		`"srcIpRanges": ["35.191.0.0/16"], "srcRegionCodes": ["DE"], "srcSecureTags": [{"name": "tagValues/1", "state": "EFFECTIVE"}], "srcThreatIntelligences": ["t"]}, ` +
		`"priority": 7, "ruleName": "r", "targetSecureTags": [{"name": "tagValues/2", "state": "?"}], "targetServiceAccounts": ["a@b"]}`
	const same = `"action": "deny", "description": "d", "direction": "INGRESS", "disabled": false, "priority": 7, "rule_name": "r", "target_service_accounts": ["a@b"]`
	const match = `"dest_ip_ranges": ["10.0.0.0/8"], "src_ip_ranges": ["35.191.0.0/16"], "src_address_groups": ["g"], "src_fqdns": ["f.example"], "src_region_codes": ["DE"], "src_threat_intelligences": ["t"]`
	const layer4 = `[{"ip_protocol": "tcp", "ports": ["443", "8000-9000"]}]`
	for name, given := range map[string]string{
		"within a policy": `{"` + policyType + `_with_rules": {"name": "p", "rule": [{` + same + `, "match": [{` + match + `,
			"layer4_config": ` + layer4 + `, "src_secure_tag": [{"name": "tagValues/1", "state": "EFFECTIVE"}]}],
			"target_secure_tag": [{"name": "tagValues/2", "state": "?"}]}]}}`,
		"as a resource that is being created": `{"` + policyType + `": {"name": "p"}, "` + ruleType + `": {"id": "?", "firewall_policy": "p", ` + same + `, "match": [{` + match + `,
			"layer4_configs": ` + layer4 + `, "src_secure_tags": [{"name": "tagValues/1", "state": "EFFECTIVE"}], "src_network_context": "?", "src_networks": null}],
			"target_secure_tags": [{"name": "tagValues/2", "state": "?"}], "target_type": "?"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			policies := world(t, given, options()).Resources(gcp.FirewallPolicies)
			if got := render(policies[0].Body.Get("rules").Elements()[0]); got != want {
				t.Errorf("\ngot  %s\nwant %s", got, want)
			}
		})
	}
}

// A rule that denies what is in the internet looks like one that denies all, unless
// its scope is read.
func TestScopesOfGoogleBetaAreRead(t *testing.T) {
	t.Parallel()
	const scoped = `{"dest_network_scope": "INTERNET", "src_network_scope": "VPC_NETWORKS", "src_networks": ["n"]}`
	const contexts = `{"dest_network_context": "INTERNET", "src_network_context": "VPC_NETWORKS", "src_networks": ["n"]}`
	for name, tc := range map[string]struct {
		given, want string
	}{
		"within a policy": {
			`{"` + policyType + `_with_rules": {"name": "p", "rule": [{"priority": 1, "match": [` + scoped + `]}]}}`,
			`{"destNetworkType": "INTERNET", "srcNetworkType": "VPC_NETWORKS", "srcNetworks": ["n"]}`,
		},
		"contexts within a policy": {
			`{"` + policyType + `_with_rules": {"name": "p", "rule": [{"priority": 1, "match": [` + contexts + `]}]}}`,
			`{"destNetworkContext": "INTERNET", "srcNetworkContext": "VPC_NETWORKS", "srcNetworks": ["n"]}`,
		},
		"as a resource": {
			`{"` + policyType + `": {"name": "p"}, "` + ruleType + `": {"firewall_policy": "p", "action": "deny", "direction": "EGRESS", "priority": 1, "match": [` + scoped + `]}}`,
			`{"destNetworkType": "INTERNET", "srcNetworkType": "VPC_NETWORKS", "srcNetworks": ["n"]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rules := world(t, tc.given, options()).Resources(gcp.FirewallPolicies)[0].Body.Get("rules").Elements()
			if got := render(rules[0].Get("match")); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}
