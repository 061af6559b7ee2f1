package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const firewallType = "apireach_firewall_decision"

var aGroup = testkit.Proxies("us-east1")

func askFirewall(t *testing.T, w *testkit.World, config map[string]any) (map[string]tftypes.Value, []*tfprotov6.Diagnostic) {
	t.Helper()
	s := serve(t, around(&worlds{world: w.World}))
	noErrors(t, s.configure(t, nil))
	return s.read(t, firewallType, with(config, "organization", "acme"))
}

func TestFirewallDecision(t *testing.T) {
	t.Parallel()
	lb := []any{"35.191.0.0/16", "130.211.0.0/22"}
	for _, c := range []struct {
		name             string
		config           map[string]any
		allowed, summary string
		says             []string
	}{
		{"all allowed", map[string]any{"instance_group": aGroup, "source_ranges": lb, "ports": []any{"443"}}, "true", "all allowed", []string{`"rule":tftypes.String<"allow-lb">`, `"verdict":tftypes.String<"allow">`}},
		{
			"one port is not", map[string]any{"instance_template": aGroup, "region": "us-east1", "source_ranges": lb, "ports": []any{"443", "8000-8100"}}, "false", "deny: 35.191.0.1 tcp:8000, by implied deny",
			[]string{`"packets":tftypes.String<"35.191.0.0/16,130.211.0.0/22 tcp:8000-8100">`, `"port":tftypes.String<"8000">`, `"rule":tftypes.String<"implied deny">`, `"rule_subject":tftypes.String<null>`},
		},
		{
			"tags that nobody says", map[string]any{"network": "prod", "region": "us-east1", "source_ranges": lb, "ports": []any{"443"}}, "null", "unknown: 35.191.0.1 tcp:443",
			[]string{"the question does not say which network tags the instances have"},
		},
		{"tags that are said", map[string]any{"network": "prod", "region": "us-east1", "source_ranges": lb, "ports": []any{"443"}, "target_tags": []any{testkit.Tag}, "target_service_account": ""}, "true", "all allowed", nil},
		{"a protocol without ports", map[string]any{"instance_group": aGroup, "source_ranges": lb, "protocol": "icmp"}, "false", "deny: 35.191.0.1 icmp, by implied deny", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			state, diags := askFirewall(t, testkit.NewWorld(), c.config)
			noErrors(t, diags)
			if got := textOf(t, state["summary"]); got != c.summary {
				t.Errorf("summary %q, want %q", got, c.summary)
			}
			if got := state["allowed"].String(); !strings.Contains(got, c.allowed) {
				t.Errorf("allowed %s, want %s", got, c.allowed)
			}
			for _, s := range c.says {
				if parts := state["parts"].String(); !strings.Contains(parts, s) {
					t.Errorf("%s is not said: %s", s, parts)
				}
			}
		})
	}
}

func TestFirewallDecisionSaysWhatIsWrongWithItsArguments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		config map[string]any
		want   string
	}{
		{"no target", map[string]any{}, "Expected instance_group, instance_template or network."},
		{"two targets", map[string]any{"instance_group": "a", "instance_template": "b"}, "Expected either instance_group or instance_template."},
		{"tags of a group", map[string]any{"instance_group": "a", "target_tags": []any{"b"}}, "describe instances of which neither group nor template is named."},
		{"no sources", map[string]any{"network": "prod", "source_ranges": []any{}}, "source_ranges: expected at least one range."},
		{"a source that is none", map[string]any{"network": "prod", "source_ranges": []any{"anywhere"}}, "source_ranges: "},
		{"a protocol that is none", map[string]any{"network": "prod", "protocol": "http"}, "protocol: "},
		{"a port that is none", map[string]any{"network": "prod", "ports": []any{"https"}}, "ports: "},
		{"ports of a protocol without", map[string]any{"network": "prod", "protocol": "icmp", "ports": []any{"443"}}, "ports: "},
		{"no such group", map[string]any{"instance_group": "other"}, "at AttributeName(\"instance_group\"): The firewall cannot be asked: there is no such managed instance group; there are "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			config := c.config
			if _, said := config["source_ranges"]; !said {
				config = with(config, "source_ranges", []any{"10.0.0.0/8"})
			}
			if _, diags := askFirewall(t, testkit.NewWorld(), config); !strings.Contains(texts(diags), c.want) {
				t.Errorf("want %q, got\n%s", c.want, texts(diags))
			}
		})
	}
}
