package provider

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// What the validation resource finds when it is planned is what is found in the
// organization itself. The states of peerings and instances are no attributes of
// Terraform's objects, and no API tells private keys.
func TestAValidationFindsWhatTheOrganizationHas(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*testkit.World{
		"healthy":                    testkit.NewWorld(),
		"by Private Service Connect": testkit.NewWorld().PSC(),
		"one range":                  testkit.NewWorld().Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"35.191.0.0/16"}),
		"a network policy denies":    testkit.NewWorld().Drop(gcp.Firewalls, "allow-lb").NetworkPolicy("p", testkit.Ingress(1, "deny", "tcp:443", "0.0.0.0/0")),
		"no private connection":      testkit.NewWorld().DropAll(gcp.Connections).Set(gcp.Networks, "prod", "peerings", []any{}),
		"nothing runs in the west":   testkit.NewWorld().Detach("runtime-us-west1", "live").Detach("runtime-us-west1", "test").Detach("runtime-us-west1", "lab"),
		"a group routes nowhere":     testkit.NewWorld().Unroute("public", "live"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := map[string]any{}
			var names []string
			for _, o := range w.Terraform() {
				list, _ := resources[o.Type].([]any)
				resources[o.Type] = append(list, o.Attributes)
				names = append(names, strings.Replace(o.Address, ".r[", "[", 1), o.Name)
			}
			s := configured(t)
			p := s.plan(t, map[string]any{"resources": resources, "complete": true, "fail_on": "never"}, nil)
			noErrors(t, p.diags)
			var report struct {
				Findings []struct{ Check, Verdict, Subject, Summary string }
			}
			if err := json.Unmarshal([]byte(textOf(t, s.attributes(t, p.state)["report_json"])), &report); err != nil {
				t.Fatal(err)
			}
			var got, want []string
			add := func(to *[]string, id, verdict, subject, summary string) {
				if !slices.Contains([]string{"peering-active", "instance-active", "organization-active", "evaluation-not-expiring", "service-agents-have-roles", "encryption-keys-granted", "psc-connection-accepted", "certificate-key-matches", "backends-healthy", "every-proxy-healthy", "proxies-follow-template", "api-proxy-deployed"}, id) {
					*to = append(*to, strings.NewReplacer(names...).Replace(strings.Join([]string{id, verdict, subject, summary}, " ")))
				}
			}
			for _, f := range report.Findings {
				add(&got, f.Check, f.Verdict, f.Subject, f.Summary)
			}
			for _, f := range check.Run(w.Inventory(t), apigee.Checks(), check.Options{Now: today}).Findings {
				add(&want, f.Check, f.Verdict.String(), f.Subject, f.Summary)
			}
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-organization +validation:\n%s", diff)
			}
		})
	}
}
