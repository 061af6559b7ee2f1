package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const decisionType = "apireach_security_policy_decision"

// policed is the healthy world with a security policy in front of its backend service.
func policed(rules ...any) *testkit.World {
	return testkit.NewWorld().Add(gcp.SecurityPolicies, "web", testkit.Body{"type": "CLOUD_ARMOR", "rules": rules}).
		Set(gcp.BackendServices, testkit.Front, "securityPolicy", "https://www.googleapis.com/compute/v1/projects/acme/global/securityPolicies/web")
}

func askPolicies(t *testing.T, w *testkit.World, config map[string]any) (map[string]tftypes.Value, []*tfprotov6.Diagnostic) {
	t.Helper()
	s := serve(t, around(&worlds{world: w.World}))
	noErrors(t, s.configure(t, nil))
	return s.read(t, decisionType, config)
}

func TestSecurityPolicyDecision(t *testing.T) {
	t.Parallel()
	preview := apiRule(5, "deny(404)", "*")
	preview["preview"] = true
	w := policed(preview, apiRule(10, "deny(403)", "203.0.113.0/24"), apiExpression(20, "deny(502)", `request.path.startsWith('/admin')`), apiRule(2147483647, "allow", "*"))
	const rule = "projects/acme/global/securityPolicies/web"
	for _, c := range []struct {
		name    string
		config  map[string]any
		summary string
		// says and hides are texts of the whole state.
		says []string
	}{
		{
			"a rule denies", map[string]any{"backend_service": testkit.Front, "request": map[string]any{"ip": "203.0.113.7"}}, "denied: by rule 10 of " + rule + ": deny(403)",
			[]string{`"status":tftypes.Number<"403">`, "rule 5 of " + rule + ": deny(404)", `"admitted":tftypes.Bool<"false">`, `"stage":tftypes.String<"backend">`},
		},
		{
			"the default rule admits", map[string]any{"backend_service": testkit.Front, "request": map[string]any{"ip": "198.51.100.7", "path": "/"}}, "admitted: by the default rule of " + rule + ": allow",
			[]string{`"priority":tftypes.Number<"2147483647">`, `"admitted":tftypes.Bool<"true">`},
		},
		{
			"a policy by itself", map[string]any{"policy": "web", "request": map[string]any{"ip": "198.51.100.7", "path": "/admin/x"}}, "denied: by rule 20 of " + rule + ": deny(502)",
			[]string{`"stage":tftypes.String<"alone">`},
		},
		{
			"nobody says the path", map[string]any{"policy": "web", "request": map[string]any{"ip": "198.51.100.7"}}, "not certain: one of rule 20 of " + rule + ": deny(502) or the default rule of " + rule + ": allow",
			[]string{`"admitted":tftypes.Bool<null>`, "request.path is not known"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			state, diags := askPolicies(t, w, with(c.config, "organization", "acme"))
			noErrors(t, diags)
			if got := textOf(t, state["summary"]); got != c.summary {
				t.Errorf("summary %q, want %q", got, c.summary)
			}
			var whole strings.Builder
			for name, v := range state {
				whole.WriteString(`"` + name + `":` + v.String())
			}
			for _, s := range c.says {
				if !strings.Contains(whole.String(), s) {
					t.Errorf("%s is not said: %s", s, whole.String())
				}
			}
		})
	}
	t.Run("no policy", func(t *testing.T) {
		t.Parallel()
		state, diags := askPolicies(t, testkit.NewWorld(), map[string]any{"organization": "acme", "backend_service": testkit.Front, "request": map[string]any{}})
		noErrors(t, diags)
		if got := textOf(t, state["summary"]); !strings.HasSuffix(got, "has no security policy") || !state["action"].IsNull() {
			t.Errorf("summary %q, action %v", got, state["action"])
		}
	})
}

func TestSecurityPolicyDecisionSaysWhatIsWrongWithItsArguments(t *testing.T) {
	t.Parallel()
	request := map[string]any{"ip": "203.0.113.7"}
	for _, c := range []struct {
		name   string
		config map[string]any
		want   string
	}{
		{"nothing to ask", map[string]any{"request": request}, "Expected either backend_service or policy."},
		{"two things to ask", map[string]any{"policy": "web", "backend_service": "web", "request": request}, "Expected either backend_service or policy."},
		{"a range for a client", map[string]any{"policy": "web", "request": map[string]any{"ip": "203.0.113.0/24"}}, "request.ip: expected an IP address such as 203.0.113.7."},
		{"no such policy", map[string]any{"policy": "other", "request": request}, "there is no such security policy; there are projects/acme/global/securityPolicies/web."},
		{"no such backend service", map[string]any{"backend_service": "other", "request": request}, "there is no such backend service; there are "},
		{"an organization that is none", map[string]any{"organization": "a b", "policy": "web", "request": request}, `organization: expected the name of an Apigee organization, got "a b".`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			config := c.config
			if _, said := config["organization"]; !said {
				config = with(config, "organization", "acme")
			}
			_, diags := askPolicies(t, policed(apiRule(2147483647, "allow", "*")), config)
			if !strings.Contains(texts(diags), c.want) {
				t.Errorf("want %q, got\n%s", c.want, texts(diags))
			}
		})
	}
	t.Run("an organization that is not there", func(t *testing.T) {
		t.Parallel()
		s := serve(t, around(&worlds{err: &live.Error{Kind: live.KindOrganizationNotFound, Message: "there is none"}}))
		noErrors(t, s.configure(t, nil))
		_, diags := s.read(t, decisionType, map[string]any{"organization": "acme", "policy": "web", "request": request})
		if !strings.Contains(texts(diags), "There is no such organization") {
			t.Errorf("got\n%s", texts(diags))
		}
	})
}
