package provider

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// at is a provider block that reads from a server.
func at(s *testkit.Server, token, more string) string {
	var endpoints []string
	for name, url := range s.Endpoints() {
		endpoints = append(endpoints, fmt.Sprintf("%s = %q", name, url))
	}
	return fmt.Sprintf(`
provider "apireach" {
  google = {
    access_token = %q
    endpoints    = { %s }
  }
  %s
}
`, token, strings.Join(endpoints, ", "), more)
}

// look reads the organization acme.
func look(more string) string {
	return "data \"apireach_apigee_path\" \"acme\" {\n  organization = \"acme\"\n  projects = [\"acme\"]\n  " + more + "\n}\n"
}

func found(name string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue("data.apireach_apigee_path.acme", tfjsonpath.New(name), want)
}

// faulty is the healthy world with one fault of each family.
func faulty() *testkit.World {
	w := testkit.NewWorld().Set(gcp.Organizations, "acme", "authorizedNetwork", "projects/acme-host/global/networks/other")
	for _, f := range w.World().Resources(gcp.Firewalls) {
		w.Set(gcp.Firewalls, f.Ref.Value().Name(), "disabled", true)
	}
	for _, a := range w.World().Resources(gcp.InstanceAttachments) {
		if a.Body.Get("environment").Text() == "live" && strings.Contains(a.Parent.Value().Name(), "us-west1") {
			return w.Drop(gcp.InstanceAttachments, attachmentKey(a))
		}
	}
	return w
}

func attachmentKey(r gcp.Resource) string {
	return r.Parent.Value().Path() + "/attachments/" + r.Body.Get("environment").Text()
}

// families are the failures of [faulty], each with its proof.
var families = []string{
	"authorized-network-peered: organizations/acme is authorized for a VPC that is not peered",
	"environment-attached-everywhere: organizations/acme/environments/live",
	"load-balancer-reaches-proxies: projects/acme/regions/us-east1/instanceGroupManagers/proxy-us-east1",
	"load-balancer-reaches-proxies: projects/acme/regions/us-west1/instanceGroupManagers/proxy-us-west1",
}

func TestAccPathOfAHealthyOrganization(t *testing.T) {
	config := at(testkit.Serve(t, testkit.NewWorld().World()), testkit.Token, "") + look("")
	acceptance(t, resource.TestStep{
		Config: config,
		ConfigStateChecks: []statecheck.StateCheck{
			found("verdict", knownvalue.StringExact("pass")),
			found("passed", knownvalue.Bool(true)),
			found("report_json", knownvalue.StringRegexp(regexp.MustCompile(`^\{\s*"format_version": ?"1.0"`))),
			found("diagram", knownvalue.StringRegexp(regexp.MustCompile("^flowchart"))),
		},
	}, resource.TestStep{
		Config:           config,
		ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
	})
}

func TestAccPathOfABrokenOrganizationFailsThePlan(t *testing.T) {
	server := at(testkit.Serve(t, faulty().World()), testkit.Token, "")
	var steps []resource.TestStep
	for _, want := range families {
		steps = append(steps, resource.TestStep{Config: server + look(""), PlanOnly: true, ExpectError: saying("Error: " + want)})
	}
	steps = append(steps, resource.TestStep{
		Config: server + look(`fail_on = "never"`),
		ConfigStateChecks: []statecheck.StateCheck{
			found("verdict", knownvalue.StringExact("fail")), found("passed", knownvalue.Bool(true)),
			found("matrix", knownvalue.ListPartial(map[int]knownvalue.Check{1: way("us-west1", map[string]string{
				"text": "not attached", "verdict": "fail", "check": "environment-attached-everywhere", "subject": "organizations/acme/environments/live",
			})})),
		},
	})
	acceptance(t, steps...)
}

// way is a row of the matrix: its region, and its attachment.
func way(region string, attachment map[string]string) knownvalue.Check {
	cell := map[string]knownvalue.Check{}
	for name, text := range attachment {
		cell[name] = knownvalue.StringExact(text)
	}
	return knownvalue.ObjectPartial(map[string]knownvalue.Check{
		"verdict": knownvalue.StringExact("fail"), "attachment": knownvalue.ObjectExact(cell),
		"region": knownvalue.ObjectPartial(map[string]knownvalue.Check{"text": knownvalue.StringExact(region)}),
	})
}

func TestAccPathFromASnapshot(t *testing.T) {
	folder := func(w *testkit.World) string {
		dir := filepath.Join(t.TempDir(), "snapshot")
		record(t, testkit.Serve(t, w.World()), dir)
		return fmt.Sprintf("provider \"apireach\" {\n  snapshot = %q\n}\n", dir) + look("")
	}
	acceptance(t,
		resource.TestStep{Config: folder(faulty()), PlanOnly: true, ExpectError: saying("Error: " + families[0])},
		resource.TestStep{Config: folder(testkit.NewWorld()), ConfigStateChecks: []statecheck.StateCheck{found("verdict", knownvalue.StringExact("pass"))}},
	)
}

// record keeps what collecting the organization acme asks a server.
func record(t *testing.T, s *testkit.Server, dir string) {
	t.Helper()
	var recorder *snapshot.Recorder
	config := s.Config()
	config.Record = func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, gcp.CutJSON)
		return recorder
	}
	client, err := live.NewClient(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.Collect(t.Context(), live.Query{Organization: "acme", Projects: []string{"acme"}}); err != nil {
		t.Fatal(err)
	}
	if err := recorder.Save(dir); err != nil {
		t.Fatal(err)
	}
}

func TestAccPathSaysWhatIsWrongInOneError(t *testing.T) {
	s := testkit.Serve(t, testkit.NewWorld().World())
	fails := func(config, want string) resource.TestStep {
		return resource.TestStep{Config: config, PlanOnly: true, ExpectError: saying(want)}
	}
	acceptance(t,
		fails(at(s, testkit.Token, "")+"data \"apireach_apigee_path\" \"acme\" {\n  organization = \"nobody\"\n}\n", "Error: There is no such organization"),
		fails(at(s, testkit.ExpiredToken, "")+look(""), "Error: Google Cloud does not know who asks"),
		fails(`
provider "apireach" {
  google = {
    access_token = "t"
    endpoints    = { apigee = "http://127.0.0.1:1/v1/" }
  }
  max_retries = 0
}
`+look(""), "Error: No Google API answers"),
		fails("provider \"apireach\" {\n  snapshot = \"none\"\n}\n"+look(""), "snapshot none: there is no such folder"),
		fails(at(s, testkit.Token, `request_timeout = "soon"`)+look(""), "request_timeout: expected a number and a unit above zero"),
		fails(at(s, testkit.Token, "")+look(`only = ["peering"]`), `"peering" is neither a check nor a hop`),
	)
}

// TestAccPathWaitsForAnOrganizationThatIsToBeCreated shows that a data source is no
// gate: what depends on apply is read there.
func TestAccPathWaitsForAnOrganizationThatIsToBeCreated(t *testing.T) {
	config := at(testkit.Serve(t, testkit.NewWorld().World()), testkit.Token, "") +
		"resource \"terraform_data\" \"later\" {\n  input = \"acme\"\n}\n" +
		"data \"apireach_apigee_path\" \"acme\" {\n  organization = terraform_data.later.output\n  projects = [\"acme\"]\n}\n"
	acceptance(t, resource.TestStep{
		Config: config,
		ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectUnknownValue("data.apireach_apigee_path.acme", tfjsonpath.New("verdict")),
		}},
		ConfigStateChecks: []statecheck.StateCheck{found("verdict", knownvalue.StringExact("pass"))},
	})
}
