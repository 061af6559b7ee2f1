package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
)

func output(expression string) string {
	return "output \"test\" {\n  value = " + expression + "\n}\n"
}

// known is a step in which an expression is known when planning.
func known(expression string, want knownvalue.Check) resource.TestStep {
	return resource.TestStep{
		Config:            output(expression),
		ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectKnownOutputValue("test", want)}},
		ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("test", want)},
	}
}

// unknown is a step in which an expression is known after apply; terraform_data.later
// gives such values.
func unknown(input, expression string, want knownvalue.Check) resource.TestStep {
	return resource.TestStep{
		Config:            "resource \"terraform_data\" \"later\" {\n  input = " + input + "\n}\n" + output(expression),
		ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectUnknownOutputValue("test")}},
		ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("test", want)},
	}
}

func failing(expression, message string) resource.TestStep {
	return resource.TestStep{Config: output(expression), ExpectError: saying(message)}
}

func TestAccSameNetwork(t *testing.T) {
	const call = `provider::apireach::same_network(`
	acceptance(t,
		known(call+`"projects/acme/global/networks/prod", "https://www.googleapis.com/compute/v1/projects/acme/global/networks/prod")`, knownvalue.Bool(true)),
		known(call+`"prod", "projects/host/global/networks/prod", "acme")`, knownvalue.Bool(false)),
		failing(call+`null, "prod")`, "argument must not be null"),
		failing(call+`"prod", "prod")`, "It cannot be told whether"),
		unknown(`"projects/acme/global/networks/prod"`, call+`terraform_data.later.output, "projects/acme/global/networks/test")`, knownvalue.Bool(false)),
	)
}

func TestAccRangesCover(t *testing.T) {
	const call = `provider::apireach::ranges_cover(`
	acceptance(t,
		known(call+`["35.191.0.0/17", "35.191.128.0/17"], ["35.191.0.0/16"])`, knownvalue.Bool(true)),
		known(call+`toset(["35.191.0.0/17"]), ["35.191.0.0/16"])`, knownvalue.Bool(false)),
		failing(call+`null, ["35.191.0.0/16"])`, "argument must not be null"),
		failing(call+`["35.191.0.0/16"], ["35.191.0.0/16", "anywhere"])`, `wanted[1]: expected an address range such as 35.191.0.0/16, got "anywhere".`),
		unknown(`"10.0.0.0/8"`, call+`[terraform_data.later.output], ["10.1.0.0/16"])`, knownvalue.Bool(true)),
	)
}

func TestAccCertificateCovers(t *testing.T) {
	const call = `provider::apireach::certificate_covers(`
	acceptance(t,
		known(call+`["*.example.com"], ["api.example.com"])`, knownvalue.Bool(true)),
		known(call+`toset(["api.example.com"]), ["api.example.com", "www.example.com"])`, knownvalue.Bool(false)),
		failing(call+`null, ["api.example.com"])`, "argument must not be null"),
		failing(call+`"api.example.com", ["api.example.com"])`, "certificate: expected certificates in PEM form, or a list of names; there is no PEM block of a certificate."),
		unknown(`"api.example.com"`, call+`["*.example.com"], [terraform_data.later.output])`, knownvalue.Bool(true)),
	)
}

func TestAccSecurityPolicyAction(t *testing.T) {
	action := func(policy, request string) string {
		return `provider::apireach::security_policy_action(` + policy + `, ` + request + `).action`
	}
	rules := func(action string) string {
		return `{ name = "web", rules = [
      { priority = 1, action = ` + action + `, match = { versionedExpr = "SRC_IPS_V1", config = { srcIpRanges = ["203.0.113.0/24"] } } },
      { priority = 2147483647, action = "deny(403)", match = { versionedExpr = "SRC_IPS_V1", config = { srcIpRanges = ["*"] } } },
    ] }`
	}
	acceptance(t,
		known(action(rules(`"allow"`), `{ ip = "203.0.113.7" }`), knownvalue.StringExact("allow")),
		known(action(`jsonencode(`+rules(`"allow"`)+`)`, `{ ip = "198.51.100.7", path = "/v1" }`), knownvalue.StringExact("deny(403)")),
		failing(action(rules(`"allow"`), `{ ip = "somewhere" }`), "request.ip: expected an IP address such as 203.0.113.7."),
		failing(action(`null`, `{}`), "argument must not be null"),
		unknown(`"deny(404)"`, action(rules(`terraform_data.later.output`), `{ ip = "203.0.113.7" }`), knownvalue.StringExact("deny(404)")),
	)
}

// literals is a configuration in objects, with the connection on a network.
func literals(network string) string {
	return `{
    google_apigee_organization = {
      project_id = "acme", name = "acme", id = "organizations/acme", runtime_type = "CLOUD"
      authorized_network = "projects/acme/global/networks/prod"
    }
    google_service_networking_connection = {
      network = ` + network + `, service = "servicenetworking.googleapis.com", reserved_peering_ranges = ["apigee"]
    }
  }`
}

func TestAccFindings(t *testing.T) {
	verdicts := func(network string) string {
		return `[for f in provider::apireach::findings(` + literals(network) + `, { complete = true, only = ["authorized-network-peered"] }) : f.verdict]`
	}
	are := func(v string) knownvalue.Check {
		return knownvalue.TupleExact([]knownvalue.Check{knownvalue.StringExact(v)})
	}
	acceptance(t,
		known(verdicts(`"projects/acme/global/networks/prod"`), are("pass")),
		known(verdicts(`"projects/acme/global/networks/other"`), are("fail")),
		failing(`provider::apireach::findings({ google_compute_firewall = "allow" })`, "resources.google_compute_firewall: expected"),
		resource.TestStep{
			Config: "resource \"terraform_data\" \"later\" {\n  input = \"projects/acme/global/networks/prod\"\n}\n" + output(verdicts("terraform_data.later.output")),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectUnknownOutputValueAtPath("test", tfjsonpath.New(0)),
			}},
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("test", are("pass"))},
		},
		unknown(`{}`, `provider::apireach::findings(terraform_data.later.output)`, knownvalue.ListSizeExact(len(apigee.Checks()))),
	)
}

// TestAccFindingsInAPrecondition is the use that the function is made for.
func TestAccFindingsInAPrecondition(t *testing.T) {
	config := func(input, network string) string {
		return `
resource "terraform_data" "later" {
  input = "` + input + `"
}
resource "terraform_data" "gate" {
  lifecycle {
    precondition {
      condition = alltrue([
        for f in provider::apireach::findings(` + literals(network) + `, { complete = true, only = ["authorized-network-peered"] }) : f.verdict != "fail"
      ])
      error_message = "Traffic would not get through: ${terraform_data.later.id}."
    }
  }
}`
	}
	const right, wrong = "projects/acme/global/networks/prod", "projects/acme/global/networks/other"
	acceptance(t,
		resource.TestStep{Config: config(wrong, "terraform_data.later.input"), PlanOnly: true, ExpectError: saying("Resource precondition failed")},
		resource.TestStep{Config: config(wrong, "terraform_data.later.output"), ExpectError: saying("Resource precondition failed")},
		resource.TestStep{Config: config(right, "terraform_data.later.output")},
	)
}

func TestAccDiagnose(t *testing.T) {
	const call = `provider::apireach::diagnose(`
	acceptance(t,
		known(call+`"502")[0].id`, knownvalue.StringExact("no-healthy-backend")),
		known(call+`"HTTP/2 503\ncontent-length: 0\nvia: 1.1 google\n")[0]["checks"][0]`, knownvalue.StringExact("environment-attached-everywhere")),
		known(`length(`+call+`"the printer is out of paper"))`, knownvalue.Int64Exact(0)),
		failing(call+`"")`, "symptom: the input is empty"),
		failing(call+`null)`, "argument must not be null"),
		unknown(`"502 Bad Gateway"`, call+`terraform_data.later.output)[0].count`, knownvalue.Int64Exact(1)),
	)
}
