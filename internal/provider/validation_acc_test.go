package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

const gate = "apireach_validation.gate"

// validate is a validation of literal objects.
func validate(network, more string) string {
	return `
resource "apireach_validation" "gate" {
  complete  = true
  only      = ["authorized-network-peered"]
  resources = ` + literals(network) + `
` + more + `
}`
}

func attributeIs(name string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(gate, tfjsonpath.New(name), want)
}

func TestAccValidationOfKnownResources(t *testing.T) {
	right, wrong := validate(`"projects/acme/global/networks/prod"`, ""), validate(`"projects/acme/global/networks/other"`, "")
	acceptance(t,
		resource.TestStep{Config: wrong, PlanOnly: true, ExpectError: saying("authorized-network-peered: google_apigee_organization is authorized for a VPC that is not peered")},
		resource.TestStep{
			Config: right,
			ConfigPlanChecks: resource.ConfigPlanChecks{
				PreApply: []plancheck.PlanCheck{plancheck.ExpectKnownValue(gate, tfjsonpath.New("verdict"), knownvalue.StringExact("pass"))},
			},
			ConfigStateChecks: []statecheck.StateCheck{
				attributeIs("verdict", knownvalue.StringExact("pass")),
				attributeIs("passed", knownvalue.Bool(true)),
				attributeIs("resources", knownvalue.Null()),
				attributeIs("counts", knownvalue.ObjectPartial(map[string]knownvalue.Check{"pass": knownvalue.Int64Exact(1), "fail": knownvalue.Int64Exact(0)})),
			},
		},
		resource.TestStep{Config: right, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
		resource.TestStep{Config: wrong, ExpectError: saying("authorized-network-peered")},
		resource.TestStep{
			Config: validate(`"projects/acme/global/networks/other"`, `  waivers = [{ check = "authorized-network-peered", reason = "moved on Monday" }]`),
			ConfigStateChecks: []statecheck.StateCheck{
				attributeIs("verdict", knownvalue.StringExact("pass")),
				attributeIs("findings", knownvalue.ListExact([]knownvalue.Check{knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"verdict": knownvalue.StringExact("fail"), "waived_reason": knownvalue.StringExact("moved on Monday"),
				})})),
			},
		},
		resource.TestStep{
			Config:            validate(`"projects/acme/global/networks/other"`, `  fail_on = "never"`),
			ConfigStateChecks: []statecheck.StateCheck{attributeIs("verdict", knownvalue.StringExact("fail")), attributeIs("passed", knownvalue.Bool(true))},
		},
	)
}

func TestAccValidationOfResourcesKnownAfterApply(t *testing.T) {
	config := func(network string) string {
		return "resource \"terraform_data\" \"later\" {\n  input = \"" + network + "\"\n}\n" + validate("terraform_data.later.output", "")
	}
	right, wrong := config("projects/acme/global/networks/prod"), config("projects/acme/global/networks/other")
	unknown := func(name string) plancheck.PlanCheck { return plancheck.ExpectUnknownValue(gate, tfjsonpath.New(name)) }
	acceptance(t,
		resource.TestStep{
			Config:            right,
			ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{unknown("verdict"), unknown("findings"), unknown("fingerprint"), unknown("id")}},
			ConfigStateChecks: []statecheck.StateCheck{attributeIs("verdict", knownvalue.StringExact("pass"))},
		},
		resource.TestStep{Config: right, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
		resource.TestStep{Config: right, Destroy: true},
		resource.TestStep{Config: wrong, ExpectError: saying("Error running apply: exit status 1")},
		resource.TestStep{Config: wrong, ExpectError: saying("authorized-network-peered")},
	)
}
