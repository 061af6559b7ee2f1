package provider

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// overLive is a validation of one firewall, laid over the live world.
func overLive(changes map[string]any) map[string]any {
	config := map[string]any{"live": true, "project": "acme", "resources": map[string]any{
		"google_apigee_organization": map[string]any{
			"project_id": "acme", "name": "acme", "id": "organizations/acme", "runtime_type": "CLOUD",
			"authorized_network": "projects/acme-host/global/networks/prod",
		},
	}}
	for name, v := range changes {
		config[name] = v
	}
	return config
}

func planOver(t *testing.T, src source, config map[string]any) (*server, planned) {
	t.Helper()
	s := serve(t, around(src))
	noErrors(t, s.configure(t, nil))
	return s, s.plan(t, config, nil)
}

func TestAPlanIsLaidOverTheLiveWorld(t *testing.T) {
	t.Parallel()
	src := &worlds{world: testkit.NewWorld().World}
	s, p := planOver(t, src, overLive(nil))
	if len(p.diags) > 0 {
		t.Fatalf("the healthy world with itself:\n%s", texts(p.diags))
	}
	if got := textOf(t, s.attributes(t, p.state)["verdict"]); got != "pass" {
		t.Errorf("the verdict is %s", got)
	}
	if len(src.asked) != 1 || src.asked[0].Organization != "acme" {
		t.Errorf("asked %+v", src.asked)
	}
	_, p = planOver(t, src, overLive(map[string]any{"resources": map[string]any{
		"google_apigee_organization": map[string]any{
			"project_id": "acme", "name": "acme", "id": "organizations/acme", "runtime_type": "CLOUD",
			"authorized_network": "projects/acme/global/networks/prod",
		},
	}}))
	if !strings.Contains(texts(p.diags), "ERROR at AttributeName(\"resources\"): authorized-network-peered: google_apigee_organization ") {
		t.Errorf("a change for the worse:\n%s", texts(p.diags))
	}
}

func TestALiveValidationTakesTheProjectForTheOrganization(t *testing.T) {
	t.Parallel()
	src := &worlds{world: testkit.NewWorld().World}
	_, p := planOver(t, src, overLive(map[string]any{"resources": map[string]any{}}))
	noErrors(t, p.diags)
	if len(src.asked) != 1 || src.asked[0].Organization != "acme" {
		t.Errorf("asked %+v", src.asked)
	}
}

func TestALiveValidationSaysWhatItCannotRead(t *testing.T) {
	t.Parallel()
	organization := func(id any) map[string]any { return map[string]any{"project_id": id, "name": id, "id": id} }
	for _, c := range []struct {
		name    string
		changes map[string]any
		err     error
		want    string
	}{
		{"no organization given", map[string]any{"resources": map[string]any{}, "project": nil}, nil,
			`ERROR at AttributeName("live"): Which organization is not clear: live = true needs an organization: give google_apigee_organization in resources, or set project.`},
		{"two organizations", map[string]any{"resources": map[string]any{"google_apigee_organization": []any{
			map[string]any{"project_id": "acme", "name": "acme", "id": "organizations/acme"}, map[string]any{"project_id": "other", "name": "other", "id": "organizations/other"},
		}}}, nil, `ERROR at AttributeName("live"): Which organization is not clear: live = true reads one organization, but resources has 2; give each a validation of its own.`},
		{"no credentials", nil, &live.Error{Kind: live.KindCredentials, Message: "there are none"},
			`ERROR at AttributeName("live"): Google Cloud does not know who asks: there are none.`},
		{"an organization whose name is unknown", map[string]any{"resources": map[string]any{"google_apigee_organization": organization(later{})}}, nil,
			`WARNING at AttributeName("live"): Nothing live is read during this plan: The name of the organization in resources is known after apply.`},
		{"an organization that does not exist yet", nil, &live.Error{Kind: live.KindOrganizationNotFound, Message: "none"},
			`WARNING at AttributeName("live"): The organization does not exist yet: There is no organization acme to lay the resources over`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, p := planOver(t, &worlds{world: gcp.NewWorld, err: c.err}, overLive(c.changes))
			if !strings.HasPrefix(texts(p.diags), c.want) {
				t.Errorf("got\n%s\nwant\n%s", texts(p.diags), c.want)
			}
		})
	}
}

// TestAPlanIsLaidOverWhatTheAPIsSay does without a stand-in for collection.
func TestAPlanIsLaidOverWhatTheAPIsSay(t *testing.T) {
	t.Parallel()
	api := testkit.Serve(t, testkit.NewWorld().World())
	endpoints := map[string]any{}
	for name, url := range api.Endpoints() {
		endpoints[name] = url
	}
	o := around(nil)
	o.open = openLive
	s := serve(t, o)
	noErrors(t, s.configure(t, map[string]any{"google": map[string]any{"project": "acme", "access_token": testkit.Token, "endpoints": endpoints}}))
	firewall := func(ranges ...any) map[string]any {
		return map[string]any{"live": true, "resources": map[string]any{"google_compute_firewall": map[string]any{
			"name": "allow-lb", "project": "acme-host", "id": "projects/acme-host/global/firewalls/allow-lb",
			"network": "projects/acme-host/global/networks/prod", "direction": "INGRESS", "priority": 1000, "disabled": false,
			"source_ranges": ranges, "target_tags": []any{testkit.Tag}, "allow": []any{map[string]any{"protocol": "tcp", "ports": []any{"443"}}},
		}}}
	}
	if p := s.plan(t, firewall("35.191.0.0/16", "130.211.0.0/22"), nil); len(p.diags) > 0 {
		t.Errorf("the rule as it is:\n%s", texts(p.diags))
	}
	p := s.plan(t, firewall("35.191.0.0/16"), nil)
	if text := texts(p.diags); !strings.Contains(text, "ERROR") || !strings.Contains(text, "load-balancer-reaches-proxies: ") || !strings.Contains(text, "google_compute_firewall") {
		t.Errorf("the rule with one range less:\n%s", text)
	}
}
