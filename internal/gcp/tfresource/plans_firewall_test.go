package tfresource_test

import (
	"os"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A plan that creates everything knows no id, but where it is all there is, the
// firewall is judged before apply: nothing else than the planned rule, template,
// group and health checks can be meant.
func TestPlannedFirewallsAreJudgedBeforeApply(t *testing.T) {
	t.Parallel()
	const file = "../../../../shared/real/plans/x-l7xlb.json.gz"
	if _, err := os.Stat(file); err != nil {
		t.Skip("../shared/real/plans is not there")
	}
	text := func(s string) value.Value { return value.OfList(value.OfString(s)) }
	for _, c := range []struct {
		name  string
		field string
		to    value.Value
		want  check.Verdict
	}{
		{name: "as planned", want: check.Pass},
		{"another target tag", "target_tags", text("proxies"), check.Fail},
		{"one range", "source_ranges", text("35.191.0.0/16"), check.Fail},
		{"disabled", "disabled", value.OfBool(true), check.Fail},
		{"a priority known later", "priority", value.Unknown(value.Why{Reason: "known after apply"}), check.Pass},
		{"ranges known later", "source_ranges", value.Unknown(value.Why{Reason: "known after apply"}), check.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			given := planned(t, file)
			// The plan does not know the whole metadata, not even that it has a startup
			// script, which makes the instances proxies.
			script := value.OfObject(map[string]value.Value{
				"ENDPOINT":           value.Unknown(value.Why{Reason: "known after apply"}),
				"startup-script-url": value.OfString("gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"),
			})
			template := given.Get("google_compute_instance_template").Elements()[0].With("metadata", script)
			given = given.With("google_compute_instance_template", value.OfList(template))
			if c.field != "" {
				rule := given.Get("google_compute_firewall").Elements()[0].With(c.field, c.to)
				given = given.With("google_compute_firewall", value.OfList(rule))
			}
			for _, f := range run(t, given, tfresource.Options{Path: "resources", Complete: true}).Findings {
				if f.Check == "load-balancer-reaches-proxies" && f.Verdict != c.want {
					t.Errorf("%v, want %v: %+v", f.Verdict, c.want, f.Result)
				}
			}
		})
	}
}
