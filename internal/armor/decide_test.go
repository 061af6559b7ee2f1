package armor_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
)

func TestDecide_takesRulesByPriority(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		rules   string
		clients []string
		want    string
	}{
		{
			name:    "the default rule denies, an allow before it does not cover all clients",
			rules:   rules(denyAll(), ranges(1000, "allow", "203.0.113.0/25")),
			clients: []string{"203.0.113.0/24"},
			want: `admitted 203.0.113.0/25: rule 1000 of web: allow
denied 203.0.113.128/25: the default rule of web: deny(403)`,
		},
		{
			name:    "a deny with a smaller number than the allow",
			rules:   rules(ranges(1000, "deny(404)", "*"), ranges(2000, "allow", "203.0.113.0/24"), allowAll()),
			clients: []string{"203.0.113.0/24"},
			want:    "denied 203.0.113.0/24: rule 1000 of web: deny(404)",
		},
		{
			name:    "an allow in preview does not decide",
			rules:   rules(strings.Replace(ranges(1000, "allow", "*"), "{", `{"preview": true, `, 1), denyAll()),
			clients: []string{"203.0.113.0/24"},
			want:    "denied 203.0.113.0/24: the default rule of web: deny(403)",
		},
		{
			name:    "an allow that may be in preview",
			rules:   rules(strings.Replace(ranges(1000, "allow", "*"), "{", `{"preview": "?", `, 1), denyAll()),
			clients: []string{"203.0.113.0/24"},
			want: `undecided 203.0.113.0/24: rule 1000 of web: allow
  rule 1000 of web: allow: whether it is in preview: known after apply`,
		},
		{
			name:    "IPv6 clients are in no list of IPv4 ranges",
			rules:   rules(ranges(1, "allow", "0.0.0.0/0"), denyAll()),
			clients: []string{"203.0.113.0/24", "2001:db8::/32"},
			want: `admitted 203.0.113.0/24: rule 1 of web: allow
denied 2001:db8::/32: the default rule of web: deny(403)`,
		},
		{
			name: "a throttle admits below its threshold and hides the deny behind it",
			rules: rules(
				`{"priority": 10, "action": "throttle", "match": {"config": {"srcIpRanges": ["*"]}}, "rateLimitOptions": {"conformAction": "allow", "exceedAction": "deny(429)", "enforceOnKey": "IP", "rateLimitThreshold": {"count": 500, "intervalSec": 60}}}`,
				ranges(20, "deny(403)", "*"), allowAll()),
			clients: []string{"203.0.113.0/24"},
			want:    "admitted 203.0.113.0/24: rule 10 of web: throttle",
		},
		{
			name:    "a redirect is no admission",
			rules:   rules(`{"priority": 10, "action": "redirect", "redirectOptions": {"type": "GOOGLE_RECAPTCHA"}, "match": {"config": {"srcIpRanges": ["*"]}}}`, allowAll()),
			clients: []string{"203.0.113.9"},
			want:    "denied 203.0.113.9: rule 10 of web: redirect",
		},
		{
			name:    "a rule whose priority is not known may come first, and comes before the default",
			rules:   rules(strings.Replace(ranges(7, "allow", "203.0.113.0/24"), `"priority": 7`, `"priority": "?"`, 1), ranges(5, "deny(403)", "203.0.113.128/25"), denyAll()),
			clients: []string{"203.0.113.0/24", "198.51.100.0/24"},
			want: `admitted 203.0.113.0/25: a rule of web: allow
denied 198.51.100.0/24: the default rule of web: deny(403)
undecided 203.0.113.128/25: a rule of web: allow
  a rule of web: allow: its priority: known after apply`,
		},
		{
			name:    "a source range that is not known",
			rules:   rules(ranges(1, "deny(403)", "198.51.100.0/24", "?"), allowAll()),
			clients: []string{"198.51.100.0/24", "203.0.113.0/24"},
			want: `denied 198.51.100.0/24: rule 1 of web: deny(403)
undecided 203.0.113.0/24: rule 1 of web: deny(403)
  rule 1 of web: deny(403): a source range: known after apply`,
		},
		{
			name:    "without a default rule nobody knows what the rest gets",
			rules:   rules(ranges(1, "allow", "198.51.100.0/24")),
			clients: []string{"198.51.100.0/24", "203.0.113.0/24"},
			want: `admitted 198.51.100.0/24: rule 1 of web: allow
undecided 203.0.113.0/24: a rule of web
  a rule of web: the default rule of web is not known`,
		},
		{
			name:    "an action nobody has heard of",
			rules:   rules(ranges(1, "tarpit", "198.51.100.0/24"), allowAll()),
			clients: []string{"198.51.100.0/24"},
			want: `undecided 198.51.100.0/24: rule 1 of web: tarpit
  rule 1 of web: tarpit: what the action "tarpit" does`,
		},
		{
			name:    "a range that is none",
			rules:   rules(ranges(1, "deny(403)", "300.0.0.0/8"), allowAll()),
			clients: []string{"198.51.100.7"},
			want: `undecided 198.51.100.7: rule 1 of web: deny(403)
  rule 1 of web: deny(403): source range "300.0.0.0/8": netip.ParsePrefix("300.0.0.0/8"): ParseAddr("300.0.0.0"): IPv4 field has value >255`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := armor.Prepare(armor.Layer{Stage: armor.Backend, Policy: policyOf(t, "web", c.rules)})
			if diff := cmp.Diff(c.want, tell(p.Decide(clientsOf(t, c.clients...), armor.Request{}))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestDecide_takesLayersInOrder(t *testing.T) {
	t.Parallel()
	layer := func(stage armor.Stage, name, rules string) armor.Layer {
		return armor.Layer{Stage: stage, Policy: policyOf(t, name, rules)}
	}
	office := "203.0.113.0/24"
	for _, c := range []struct {
		name   string
		layers []armor.Layer
		want   string
	}{
		{name: "no policy", want: "admitted 203.0.113.0/24: no security policy"},
		{
			name:   "what the edge allows the backend's policy may deny",
			layers: []armor.Layer{layer(armor.Edge, "edge", rules(allowAll())), layer(armor.Backend, "web", rules(denyAll()))},
			want:   "denied 203.0.113.0/24: the default rule of web: deny(403)",
		},
		{
			name:   "what the edge denies the backend's policy does not see",
			layers: []armor.Layer{layer(armor.Edge, "edge", rules(ranges(1, "deny", office), allowAll())), layer(armor.Backend, "web", rules(allowAll()))},
			want:   "denied 203.0.113.0/24: rule 1 of edge: deny",
		},
		{
			name: "a hierarchical policy passes on",
			layers: []armor.Layer{
				layer(armor.Hierarchical, "org", rules(ranges(1, "goto_next", office), denyAll())),
				layer(armor.Backend, "web", rules(allowAll())),
			},
			want: "admitted 203.0.113.0/24: the default rule of web: allow",
		},
		{
			name: "a hierarchical allow and a backend's deny disagree",
			layers: []armor.Layer{
				layer(armor.Hierarchical, "org", rules(ranges(1, "allow", office), denyAll())),
				layer(armor.Backend, "web", rules(denyAll())),
			},
			want: `undecided 203.0.113.0/24: rule 1 of org: allow
  rule 1 of org: allow: whether an allow of a hierarchical policy spares the policies of the backend service is not documented`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := tell(armor.Prepare(c.layers...).Decide(clientsOf(t, office), armor.Request{}))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
