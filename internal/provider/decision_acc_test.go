package provider

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func decision(typ, body string) string {
	return "data \"" + typ + "\" \"it\" {\n  organization = \"acme\"\n  projects = [\"acme\"]\n" + body + "\n}\n"
}

func decides(typ, name string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue("data."+typ+".it", tfjsonpath.New(name), want)
}

// recorded is a provider block that reads a recording of the world.
func recorded(t *testing.T, w *testkit.World) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snapshot")
	record(t, testkit.Serve(t, w.World()), dir)
	return fmt.Sprintf("provider \"apireach\" {\n  snapshot = %q\n}\n", dir)
}

func TestAccSecurityPolicyDecision(t *testing.T) {
	w := policed(apiRule(10, "deny(403)", "203.0.113.0/24"), apiRule(2147483647, "allow", "*"))
	ask := func(ip string) string {
		return decision(decisionType, "  backend_service = \"gateway\"\n  request = { ip = "+ip+", method = \"GET\", path = \"/\" }")
	}
	live := at(testkit.Serve(t, w.World()), testkit.Token, "")
	denied := []statecheck.StateCheck{
		decides(decisionType, "admitted", knownvalue.Bool(false)), decides(decisionType, "action", knownvalue.StringExact("deny(403)")),
		decides(decisionType, "priority", knownvalue.Int64Exact(10)), decides(decisionType, "status", knownvalue.Int64Exact(403)),
		decides(decisionType, "layers", knownvalue.ListSizeExact(1)),
	}
	acceptance(t,
		resource.TestStep{Config: live + ask(`"203.0.113.7"`), ConfigStateChecks: denied},
		resource.TestStep{Config: live + ask(`"203.0.113.7"`), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
		resource.TestStep{Config: recorded(t, w) + ask(`"203.0.113.7"`), ConfigStateChecks: denied},
		resource.TestStep{Config: live + ask(`"198.51.100.7"`), ConfigStateChecks: []statecheck.StateCheck{decides(decisionType, "admitted", knownvalue.Bool(true))}},
		resource.TestStep{Config: live + ask(`"somewhere"`), ExpectError: saying("request.ip: expected an IP address such as 203.0.113.7.")},
		resource.TestStep{Config: live + ask(`null`), ConfigStateChecks: []statecheck.StateCheck{
			decides(decisionType, "admitted", knownvalue.Null()), decides(decisionType, "certain", knownvalue.Bool(false)),
		}},
		resource.TestStep{
			Config: live + "resource \"terraform_data\" \"later\" {\n  input = \"203.0.113.7\"\n}\n" + ask("terraform_data.later.output"),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectUnknownValue("data."+decisionType+".it", tfjsonpath.New("admitted")),
			}},
			ConfigStateChecks: denied,
		},
	)
}

func TestAccFirewallDecision(t *testing.T) {
	w := testkit.NewWorld()
	ask := func(ports string) string {
		return decision(firewallType, "  instance_group = \""+aGroup+"\"\n  source_ranges = [\"35.191.0.0/16\", \"130.211.0.0/22\"]\n  ports = "+ports)
	}
	live := at(testkit.Serve(t, w.World()), testkit.Token, "")
	admitted := []statecheck.StateCheck{
		decides(firewallType, "allowed", knownvalue.Bool(true)), decides(firewallType, "parts", knownvalue.ListSizeExact(1)),
	}
	acceptance(t,
		resource.TestStep{Config: live + ask(`["443"]`), ConfigStateChecks: admitted},
		resource.TestStep{Config: live + ask(`["443"]`), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
		resource.TestStep{Config: recorded(t, w) + ask(`["443"]`), ConfigStateChecks: admitted},
		resource.TestStep{Config: live + ask(`["443", "8443"]`), ConfigStateChecks: []statecheck.StateCheck{
			decides(firewallType, "allowed", knownvalue.Bool(false)), decides(firewallType, "parts", knownvalue.ListSizeExact(2)),
			decides(firewallType, "summary", knownvalue.StringExact("deny: 35.191.0.1 tcp:8443, by implied deny")),
		}},
		resource.TestStep{Config: live + ask(`["https"]`), ExpectError: saying("ports: ")},
		resource.TestStep{
			Config: live + "resource \"terraform_data\" \"later\" {\n  input = \"443\"\n}\n" + ask("[terraform_data.later.output]"),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectUnknownValue("data."+firewallType+".it", tfjsonpath.New("allowed")),
			}},
			ConfigStateChecks: admitted,
		},
	)
}

func TestAccTLSEndpoint(t *testing.T) {
	port := tlsServer(t, testkit.Leaf{Names: []string{"*.acme.example"}}, nil)
	w := testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "IPAddress", "127.0.0.1")
	ask := func(more string) string {
		return fmt.Sprintf("data %q \"it\" {\n  host = \"127.0.0.1\"\n  port = %d\n  server_name = \"api.acme.example\"\n  %s\n}\n", endpointType, port, more)
	}
	live := at(testkit.Serve(t, w.World()), testkit.Token, "")
	compared := []statecheck.StateCheck{
		decides(endpointType, "served_is_configured", knownvalue.Bool(true)), decides(endpointType, "resolves_to_load_balancer", knownvalue.Bool(true)),
		decides(endpointType, "ok", knownvalue.Bool(false)), decides(endpointType, "endpoints", knownvalue.ListSizeExact(1)),
	}
	const organization = "organization = \"acme\"\n  projects = [\"acme\"]"
	acceptance(t,
		resource.TestStep{Config: ask("timeout = \"soon\""), ExpectError: saying("timeout: expected a number and a unit above zero")},
		resource.TestStep{Config: live + ask(organization), ConfigStateChecks: compared},
		resource.TestStep{Config: recorded(t, w) + ask(organization), ConfigStateChecks: compared},
		resource.TestStep{Config: ask(""), ConfigStateChecks: []statecheck.StateCheck{decides(endpointType, "served_is_configured", knownvalue.Null())}},
	)
}
