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
	armorType = "google_compute_security_policy"
	armorRule = armorType + "_rule"
)

// armorRules writes what matters of the security policies of a world.
func armorRules(w *gcp.World, typ gcp.Type) []string {
	var out []string
	for _, r := range w.Resources(typ) {
		text := fmt.Sprintf("%s %s on %q", r.Address, spell(r.Ref), spell(r.Parent))
		for _, rule := range r.Body.Get("rules").Elements() {
			text += fmt.Sprintf(" %s:%s", render(rule.Get("priority")), render(rule.Get("action")))
		}
		for _, g := range r.Gaps {
			text += " gap: " + g.What + ": " + g.Reason
		}
		for _, g := range r.Partial {
			text += " partial: " + g.What
		}
		out = append(out, text)
	}
	for _, g := range w.Gaps(typ) {
		out = append(out, "listing: "+g.What+": "+g.Reason)
	}
	return out
}

func TestSecurityPolicies(t *testing.T) {
	t.Parallel()
	const (
		ref      = "projects/acme/global/securityPolicies/web"
		inline   = `{"priority": %d, "action": "%s", "match": [{"versioned_expr": "SRC_IPS_V1", "config": [{"src_ip_ranges": ["*"]}]}]}`
		separate = `{"security_policy": "%s", "priority": %d, "action": "%s", "match": []}`
	)
	in := func(n int, action string) string { return fmt.Sprintf(inline, n, action) }
	of := func(policy string, n int, action string) string { return fmt.Sprintf(separate, policy, n, action) }
	for name, tc := range map[string]struct {
		given map[string]string
		typ   gcp.Type
		open  bool
		want  []string
	}{
		"a policy with its rules inside": {
			given: map[string]string{armorType: `{"name": "web", "rule": [` + in(5, "deny(403)") + `, ` + in(2147483647, "allow") + `]}`},
			want:  []string{armorType + " " + ref + ` on "" "5":deny(403) 2147483647:allow`},
		},
		"a policy that is created without rules gets one that allows": {
			given: map[string]string{armorType: `{"id": "?", "name": "web", "rule": "?"}`},
			want:  []string{armorType + " " + ref + ` on "" 2147483647:allow`},
		},
		"a policy whose rules are resources of their own": {
			given: map[string]string{
				armorType: `{"id": "?", "name": "web", "rule": []}`,
				armorRule: `[` + of("web", 5, "deny(403)") + `, ` + of("?from google_compute_security_policy.id", 6, "deny(404)") + `]`,
			},
			want: []string{armorType + " " + ref + ` on "" 2147483647:allow 5:deny(403) 6:deny(404)`},
		},
		"the default rule is a resource of its own": {
			given: map[string]string{armorType: `{"id": "?", "name": "web"}`, armorRule: of("web", 2147483647, "deny(403)")},
			want:  []string{armorType + " " + ref + ` on "" 2147483647:deny(403)`},
		},
		"a policy that exists says nothing of rules that nobody gives": {
			given: map[string]string{armorType: `{"name": "web"}`}, open: true,
			want: []string{
				armorType + " " + ref + ` on "" partial: ` + armorRule + " resources",
				"listing: google_compute_security_policy and similar resources: only the resources given are known",
			},
		},
		"rules of which it is not known how many there are": {
			given: map[string]string{armorType: `{"id": "?", "name": "web"}`, armorRule: `"?"`},
			want:  []string{armorType + " " + ref + ` on "" 2147483647:allow gap: ` + armorRule + " resources: how many there are is not known yet"},
		},
		"a rule of a policy that is not given": {
			given: map[string]string{armorRule: of("web", 5, "deny(403)")},
			want:  []string{armorRule + " " + ref + ` on "" 5:deny(403) gap: rules of ` + ref + ": the policy is not among the resources given"},
		},
		"a rule of a policy that is not known": {
			given: map[string]string{armorRule: of("?later", 5, "deny(403)")},
			want:  []string{"listing: the security policy of " + armorRule + ": later"},
		},
		"a regional policy": {
			given: map[string]string{"google_compute_region_security_policy": `{"name": "web", "region": "us-east1", "rules": [` + in(1, "allow") + `]}`},
			want:  []string{`google_compute_region_security_policy projects/acme/regions/us-east1/securityPolicies/web on "" "1":allow`},
		},
		"an organization's policy, associated with it": {
			given: map[string]string{
				"google_compute_organization_security_policy":             `{"parent": "organizations/1", "policy_id": "7", "short_name": "org"}`,
				"google_compute_organization_security_policy_rule":        `{"policy_id": "7", "priority": 1, "action": "deny(403)", "match": []}`,
				"google_compute_organization_security_policy_association": `{"name": "a", "policy_id": "7", "attachment_id": "organizations/1"}`,
			},
			typ: gcp.HierarchicalSecurityPolicies,
			want: []string{`google_compute_organization_security_policy locations/global/securityPolicies/7 on ` +
				`"?Terraform's objects do not tell which projects lie below organizations/1" 1:deny(403)`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var parts []string
			for typ, objects := range tc.given {
				parts = append(parts, fmt.Sprintf("%q: %s", typ, objects))
			}
			slices.Sort(parts)
			w := world(t, "{"+strings.Join(parts, ",")+"}", tfresource.Options{Project: "acme", Complete: !tc.open})
			if tc.typ == "" {
				tc.typ = gcp.SecurityPolicies
			}
			got := strings.ReplaceAll(strings.Join(armorRules(w, tc.typ), "\n"), `"`, "")
			if want := strings.ReplaceAll(strings.Join(tc.want, "\n"), `"`, ""); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
