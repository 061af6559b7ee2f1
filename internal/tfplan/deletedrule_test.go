package tfplan_test

import (
	"fmt"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// A plan may delete a rule of a policy that it says nothing else of.
func TestADeletedPolicyRuleNoLongerCounts(t *testing.T) {
	t.Parallel()
	const address = "google_compute_network_firewall_policy_rule.r"
	allow := testkit.Ingress(10, "allow", "tcp:443", "130.211.0.0/22", "35.191.0.0/16")
	deny := testkit.Ingress(5, "deny", "tcp:443", "0.0.0.0/0")
	for name, c := range map[string]struct {
		world    *testkit.World
		priority int
		never    check.Verdict
	}{
		"the one that admits": {testkit.NewWorld().Drop(gcp.Firewalls, "allow-lb").NetworkPolicy("p", allow), 10, check.Pass},
		"the one that denies": {testkit.NewWorld().Set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder", "BEFORE_CLASSIC_FIREWALL").NetworkPolicy("p", deny), 5, check.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			planned, err := read(t, plan(fmt.Sprintf(`{"address": %q, "type": "google_compute_network_firewall_policy_rule", "mode": "managed",
				"change": {"actions": ["delete"], "after": null, "before": {"project": "acme-host", "firewall_policy": "p", "priority": %d, "direction": "INGRESS", "action": "allow",
				"match": [{"src_ip_ranges": ["35.191.0.0/16"], "layer4_configs": [{"ip_protocol": "tcp", "ports": ["443"]}]}]}}}`, address, c.priority), "{}")).World(tfplan.Options{})
			if err != nil {
				t.Fatal(err)
			}
			w := c.world.World()
			w.Overlay(planned)
			inv, err := w.Inventory()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
				if f.Check == firewalls && f.Verdict == c.never {
					t.Errorf("%s: %s %s", f.Verdict, f.Summary, f.Detail)
				}
			}
		})
	}
}
