package provider

import (
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// gateway is a small healthy configuration: an organization and its peered network.
func gateway(changes map[string]any) map[string]any {
	resources := map[string]any{
		"google_apigee_organization": map[string]any{
			"project_id": "acme", "name": "acme", "id": "organizations/acme", "runtime_type": "CLOUD",
			"authorized_network": "projects/acme/global/networks/prod", "disable_vpc_peering": false,
		},
		"google_service_networking_connection": map[string]any{
			"network": "projects/acme/global/networks/prod", "service": "servicenetworking.googleapis.com",
			"reserved_peering_ranges": []any{"apigee"}, "id": "projects/acme/global/networks/prod:servicenetworking.googleapis.com",
		},
		"google_compute_global_address": map[string]any{
			"name": "apigee", "project": "acme", "purpose": "VPC_PEERING", "address_type": "INTERNAL", "address": "10.0.0.0", "prefix_length": 20,
			"network": "projects/acme/global/networks/prod", "id": "projects/acme/global/addresses/apigee",
		},
	}
	maps.Copy(resources, changes)
	return map[string]any{"resources": resources, "complete": true, "only": []any{"authorized-network-peered", "peering-range-large-enough"}}
}

func connectionOn(network any) map[string]any {
	return gateway(map[string]any{"google_service_networking_connection": []any{map[string]any{
		"network": network, "service": "servicenetworking.googleapis.com", "reserved_peering_ranges": []any{"apigee"}, "id": later{},
	}}})
}

func configured(t *testing.T) *server {
	t.Helper()
	s := serve(t, around(&worlds{world: testkit.NewWorld().World}))
	noErrors(t, s.configure(t, nil))
	return s
}

func TestHealthyResourcesPassAndTheSecondPlanIsEmpty(t *testing.T) {
	t.Parallel()
	s := configured(t)
	p := s.plan(t, gateway(nil), nil)
	if len(p.diags) > 0 {
		t.Fatalf("plan:\n%s", texts(p.diags))
	}
	plan := s.attributes(t, p.state)
	for name, v := range plan {
		if !v.IsFullyKnown() {
			t.Errorf("the plan of %s is unknown", name)
		}
	}
	if got := textOf(t, plan["verdict"]); got != "pass" {
		t.Errorf("the planned verdict is %s:\n%s", got, textOf(t, plan["report_json"]))
	}
	a := s.apply(t, gateway(nil), nil, p.state)
	if len(a.diags) > 0 {
		t.Fatalf("apply:\n%s", texts(a.diags))
	}
	second := s.plan(t, gateway(nil), a.state)
	before, after := s.attributes(t, a.state), s.attributes(t, second.state)
	for name := range before {
		if !before[name].Equal(after[name]) {
			t.Errorf("the second plan changes %s", name)
		}
	}
}

func TestNothingOfTheInputIsKept(t *testing.T) {
	t.Parallel()
	s := configured(t)
	config := gateway(map[string]any{"google_compute_network": map[string]any{
		"name": "prod", "project": "acme", "id": "projects/acme/global/networks/prod", "description": "canary-in-the-description",
	}})
	p := s.plan(t, config, nil)
	a := s.apply(t, config, nil, p.state)
	noErrors(t, a.diags)
	for _, state := range []*tfprotov6.DynamicValue{p.state, a.state} {
		if !s.attributes(t, state)["resources"].IsNull() {
			t.Error("the resources are kept")
		}
		if strings.Contains(string(state.MsgPack), "canary") {
			t.Error("an attribute of a resource is kept")
		}
	}
}

func TestAFailureStopsThePlanAtTheResources(t *testing.T) {
	t.Parallel()
	p := configured(t).plan(t, connectionOn("projects/acme/global/networks/other"), nil)
	want := `ERROR at AttributeName("resources"): authorized-network-peered: google_apigee_organization is authorized for a VPC that is not peered: `
	if !strings.HasPrefix(texts(p.diags), want) {
		t.Errorf("got\n%s\nwant\n%s", texts(p.diags), want)
	}
}

func TestWhatIsKnownAfterApplyIsDecidedThere(t *testing.T) {
	t.Parallel()
	s := configured(t)
	p := s.plan(t, connectionOn(later{}), nil)
	noErrors(t, p.diags)
	if !strings.Contains(texts(p.diags), "WARNING") || !strings.Contains(texts(p.diags), "authorized-network-peered") {
		t.Errorf("no warning names the check:\n%s", texts(p.diags))
	}
	for _, name := range []string{"verdict", "passed", "summary", "counts", "findings", "report_json", "diagram", "fingerprint", "id"} {
		if s.attributes(t, p.state)[name].IsKnown() {
			t.Errorf("%s is planned as known", name)
		}
	}
	good := s.apply(t, connectionOn("projects/acme/global/networks/prod"), nil, p.state)
	noErrors(t, good.diags)
	if got := textOf(t, s.attributes(t, good.state)["verdict"]); got != "pass" {
		t.Errorf("apply finds %s", got)
	}
	bad := s.apply(t, connectionOn("projects/acme/global/networks/other"), nil, p.state)
	if !strings.Contains(texts(bad.diags), "ERROR") {
		t.Errorf("apply lets a failure through:\n%s", texts(bad.diags))
	}
	if s.attributes(t, bad.state) != nil {
		t.Error("a failed apply leaves a state")
	}
}

func TestUnknownResourcesAreOneWarning(t *testing.T) {
	t.Parallel()
	s := configured(t)
	for name, config := range map[string]map[string]any{
		"all resources":   {"resources": later{}},
		"another setting": with(gateway(nil), "fail_on", later{}),
		"some hostnames":  with(gateway(nil), "hostnames", []any{"a.example", later{}}),
		"a waiver's date": with(gateway(nil), "waivers", []any{map[string]any{"check": "peering-active", "reason": "r", "expires": later{}}}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := s.plan(t, config, nil)
			noErrors(t, p.diags)
			if len(p.diags) == 0 {
				t.Error("no warning")
			}
			if s.attributes(t, p.state)["verdict"].IsKnown() {
				t.Error("the verdict is known")
			}
		})
	}
}

func TestFailOnUnknownWaitsForApply(t *testing.T) {
	t.Parallel()
	s := configured(t)
	p := s.plan(t, with(connectionOn(later{}), "fail_on", "unknown"), nil)
	noErrors(t, p.diags)
	open := with(with(gateway(nil), "complete", false), "fail_on", "unknown")
	if p := s.plan(t, with(open, "only", []any{"environment"}), nil); !strings.Contains(texts(p.diags), "ERROR") {
		t.Errorf("wholly known inputs whose verdict is unknown pass:\n%s", texts(p.diags))
	}
}

func TestAChangeOfTheInputsChangesTheFingerprint(t *testing.T) {
	t.Parallel()
	s := configured(t)
	first := s.plan(t, gateway(nil), nil)
	a := s.apply(t, gateway(nil), nil, first.state)
	changed := gateway(map[string]any{"google_compute_network": map[string]any{"name": "more", "project": "acme", "id": "projects/acme/global/networks/more"}})
	second := s.plan(t, changed, a.state)
	noErrors(t, second.diags)
	before, after := s.attributes(t, a.state), s.attributes(t, second.state)
	if before["fingerprint"].Equal(after["fingerprint"]) {
		t.Error("the fingerprint is the same")
	}
	if !before["id"].Equal(after["id"]) {
		t.Error("the id changes")
	}
}

func TestDestroyingJudgesNothing(t *testing.T) {
	t.Parallel()
	s := configured(t)
	first := s.plan(t, gateway(nil), nil)
	typ := s.schemas.ResourceSchemas[validationType].ValueType()
	none := dynamic(t, typ, nil)
	p, err := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{TypeName: validationType,
		Config: none, PriorState: first.state, ProposedNewState: none})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Diagnostics) > 0 {
		t.Errorf("plan:\n%s", texts(p.Diagnostics))
	}
	a, err := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{TypeName: validationType,
		Config: none, PriorState: first.state, PlannedState: none})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Diagnostics) > 0 || s.attributes(t, a.NewState) != nil {
		t.Errorf("apply:\n%s", texts(a.Diagnostics))
	}
}

func TestAWaivedFailurePassesUntilTheWaiverExpires(t *testing.T) {
	t.Parallel()
	s := configured(t)
	waiver := func(expires string) map[string]any {
		return with(connectionOn("projects/acme/global/networks/other"), "waivers", []any{
			map[string]any{"check": "authorized-network-peered", "reason": "moved next week", "expires": expires},
			map[string]any{"check": "peering-range-large-enough", "reason": "known"},
		})
	}
	if p := s.plan(t, waiver("2026-06-01"), nil); strings.Contains(texts(p.diags), "authorized-network-peered: ") {
		t.Errorf("the waiver does not hold on its last day:\n%s", texts(p.diags))
	}
	if p := s.plan(t, waiver("2026-05-31"), nil); !strings.Contains(texts(p.diags), "ERROR") || !strings.Contains(texts(p.diags), "expired on 2026-05-31") {
		t.Errorf("the waiver holds after its last day:\n%s", texts(p.diags))
	}
}

func TestOlderTerraformsAreToldWhatIsNeeded(t *testing.T) {
	t.Parallel()
	s := configured(t)
	typ := s.schemas.ResourceSchemas[validationType].ValueType()
	v, err := s.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: validationType, Config: dynamic(t, typ, gateway(nil))})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(texts(v.Diagnostics), "needs Terraform 1.11 or OpenTofu 1.11, or later") {
		t.Errorf("got\n%s", texts(v.Diagnostics))
	}
}
