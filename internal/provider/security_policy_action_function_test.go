package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// apiRule is a rule as the API gives it, blockRule as Terraform does.
func apiRule(priority int, action string, ranges ...any) map[string]any {
	return map[string]any{"priority": priority, "action": action, "match": map[string]any{"versionedExpr": "SRC_IPS_V1", "config": map[string]any{"srcIpRanges": ranges}}}
}

func apiExpression(priority int, action, text string) map[string]any {
	return map[string]any{"priority": priority, "action": action, "match": map[string]any{"expr": map[string]any{"expression": text}}}
}

func blockRule(priority int, action any, ranges ...any) map[string]any {
	return map[string]any{"priority": priority, "action": action, "match": []any{map[string]any{
		"versioned_expr": "SRC_IPS_V1", "config": []any{map[string]any{"src_ip_ranges": ranges}}, "expr": []any{},
	}}}
}

func terraformPolicyOf(rules ...any) map[string]any {
	return map[string]any{"name": "web", "id": "projects/acme/global/securityPolicies/web", "project": "acme", "type": "CLOUD_ARMOR", "rule": rules}
}

// acted spells what the function returns: action, priority, status; what is possible and missing.
func acted(t *testing.T, v tftypes.Value) string {
	t.Helper()
	if !v.IsKnown() {
		return "known after apply"
	}
	fields := map[string]tftypes.Value{}
	if err := v.As(&fields); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range []string{"admitted", "certain", "action", "priority", "status", "limit", "redirect", "missing"} {
		if f := fields[name]; !f.IsNull() && f.String() != "tftypes.List[tftypes.String]<>" {
			text := f.String()
			text = text[strings.IndexByte(text, '<')+1 : len(text)-1]
			out = append(out, name+" "+strings.Trim(text, `"`))
		}
	}
	return strings.Join(out, ", ")
}

func TestSecurityPolicyAction(t *testing.T) {
	t.Parallel()
	s := functions(t)
	api := func(rules ...any) map[string]any { return map[string]any{"name": "web", "rules": rules} }
	client := map[string]any{"ip": "203.0.113.7"}
	for _, c := range []struct {
		name            string
		policy, request any
		want            string
	}{
		{"the API's object", api(apiRule(10, "deny(404)", "203.0.113.0/24"), apiRule(2147483647, "allow", "*")), client, `admitted false, certain true, action deny(404), priority 10, status 404`},
		{"the API's text", `{"name": "web", "rules": [{"priority": 2147483647, "action": "allow", "match": {"versionedExpr": "SRC_IPS_V1", "config": {"srcIpRanges": ["*"]}}}]}`, client, `admitted true, certain true, action allow, priority 2147483647`},
		{"what gcloud describes", []any{api(apiRule(2147483647, "deny(403)", "*"))}, client, `admitted false, certain true, action deny(403), priority 2147483647, status 403`},
		{"a Terraform resource", terraformPolicyOf(blockRule(10, "deny(502)", "203.0.113.7/32"), blockRule(2147483647, "allow", "*")), client, `admitted false, certain true, action deny(502), priority 10, status 502`},
		{
			"a regional Terraform resource", map[string]any{"name": "web", "region": "us-east1", "project": "acme", "self_link": "x", "rules": []any{blockRule(2147483647, "deny(403)", "*")}}, client,
			`admitted false, certain true, action deny(403), priority 2147483647, status 403`,
		},
		{
			"a throttle", api(map[string]any{
				"priority": 1, "action": "throttle", "match": apiRule(1, "", "*")["match"],
				"rateLimitOptions": map[string]any{"exceedAction": "deny(429)", "rateLimitThreshold": map[string]any{"count": 100, "intervalSec": 60}},
			}), client, `admitted true, certain true, action throttle, priority 1, limit 100 requests in 60 s of all clients together, then deny(429)`,
		},
		{
			"a redirect", api(map[string]any{
				"priority": 1, "action": "redirect", "match": apiRule(1, "", "*")["match"], "redirectOptions": map[string]any{"type": "EXTERNAL_302", "target": "https://token@else.example"},
			}), client, `admitted false, certain true, action redirect, priority 1, status 302, redirect EXTERNAL_302`,
		},
		{
			"what only Google knows", api(apiExpression(1, "deny(403)", `evaluatePreconfiguredWaf('sqli-v33-stable')`), apiRule(2147483647, "allow", "*")), client,
			`certain false, missing tftypes.String<"what rule 1 of web does: evaluatePreconfiguredWaf('sqli-v33-stable') is known to Google only">`,
		},
		{
			"a header, in whatever case it is given", api(apiExpression(1, "allow", `request.headers['x-key'] == 'k'`), apiRule(2147483647, "deny(403)", "*")),
			map[string]any{"ip": "203.0.113.7", "headers": map[string]any{"X-Key": "k"}}, `admitted true, certain true, action allow, priority 1`,
		},
		{
			"no other headers", api(apiExpression(1, "allow", `has(request.headers['x-key'])`), apiRule(2147483647, "deny(403)", "*")),
			map[string]any{"headers": map[string]any{}, "only_these_headers": true}, `admitted false, certain true, action deny(403), priority 2147483647, status 403`,
		},
		{"nothing is said of the request", api(apiRule(2147483647, "deny(403)", "*")), map[string]any{}, `admitted false, certain true, action deny(403), priority 2147483647, status 403`},
		{"an attribute of the request that is null", api(apiExpression(1, "deny(403)", `origin.asn == 7`), apiRule(2147483647, "allow", "*")), map[string]any{"asn": 8, "path": nil}, `admitted true, certain true, action allow, priority 2147483647`},
		{"an unknown policy", later{}, client, "known after apply"},
		{"an unknown action", terraformPolicyOf(blockRule(10, later{}, "*"), blockRule(2147483647, "allow", "*")), client, "known after apply"},
		{"an unknown action of a rule for others", terraformPolicyOf(blockRule(10, later{}, "10.0.0.0/8"), blockRule(2147483647, "allow", "*")), client, `admitted true, certain true, action allow, priority 2147483647`},
		{"an unknown client, and a policy that denies everybody", terraformPolicyOf(blockRule(2147483647, "deny(403)", "*")), map[string]any{"ip": later{}}, `admitted false, certain true, action deny(403), priority 2147483647, status 403`},
		{"unknown headers are not all that there are", api(apiExpression(1, "allow", `has(request.headers['x-key'])`), apiRule(2147483647, "deny(403)", "*")), map[string]any{"headers": later{}, "only_these_headers": true}, "known after apply"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v, err := s.call(t, "security_policy_action", c.policy, c.request)
			if got := acted(t, v); err != "" || got != c.want {
				t.Errorf("got  %s, error %q\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestSecurityPolicyActionSaysWhatIsWrongWithItsArguments(t *testing.T) {
	t.Parallel()
	s := functions(t)
	policy := map[string]any{"name": "web", "rules": []any{apiRule(2147483647, "allow", "*")}}
	for _, c := range []struct {
		name            string
		policy, request any
		want            string
	}{
		{"a number for a policy", 7, map[string]any{}, "policy: expected a google_compute_security_policy, "},
		{"an object without rules", map[string]any{"name": "web"}, map[string]any{}, "policy: expected a google_compute_security_policy, "},
		{"text that is not JSON", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n", map[string]any{}, "policy: the text is not JSON."},
		{"rules of a wrong shape", map[string]any{"name": "web", "rules": []any{"allow"}}, map[string]any{}, "policy: "},
		{"a Terraform rule of a wrong shape", map[string]any{"name": "web", "rule": []any{"allow"}}, map[string]any{}, "policy: "},
		{"a string for a request", policy, "GET /", "request: expected an object with any of ip, "},
		{"an attribute that there is not", policy, map[string]any{"host": "api.example.com"}, `request: expected any of ip, region_code, asn, method, scheme, path, query, headers, only_these_headers, tls_ja3_fingerprint, tls_ja4_fingerprint, got an attribute "host".`},
		{"a range for a client", policy, map[string]any{"ip": "203.0.113.0/24"}, "request.ip: expected an IP address such as 203.0.113.7."},
		{"a region in small letters", policy, map[string]any{"region_code": "de"}, `request.region_code: expected a code of two capital letters such as DE, got "de".`},
		{"a path with a query", policy, map[string]any{"path": "/v1?key=secret"}, "request.path: expected a path that begins with a slash, without the query, such as /v1/orders."},
		{"a method in small letters", policy, map[string]any{"method": "get"}, `request.method: expected capital letters such as GET, got "get".`},
		{"a scheme that is none", policy, map[string]any{"scheme": "ftp"}, `request.scheme: expected https or http, got "ftp".`},
		{"a number for a path", policy, map[string]any{"path": 7}, "request.path: expected a string, got number."},
		{"a string for a number", policy, map[string]any{"asn": "x"}, "request.asn: expected a number such as 64500, got string."},
		{"a list of headers", policy, map[string]any{"headers": []any{"x"}}, "request.headers: expected a map of texts, got list."},
		{"a header twice", policy, map[string]any{"headers": map[string]any{"A": "1", "a": "2"}}, `request.headers: the header "a" is given twice.`},
		{"a string for true", policy, map[string]any{"only_these_headers": "yes"}, "request.only_these_headers: expected true or false, got string."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := s.call(t, "security_policy_action", c.policy, c.request); !strings.HasPrefix(err, c.want) || strings.Contains(err, "c2VjcmV0") || strings.Contains(err, "secret") {
				t.Errorf("error %q, want %q", err, c.want)
			}
		})
	}
}
