package provider

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// What the data source finds, and the validation resource when it is planned, is what is
// found in the API itself; but for what no attribute of Terraform's tells: states, health,
// and what a stage has deployed.
func TestAValidationAndADataSourceFindWhatAnAPIHas(t *testing.T) {
	t.Parallel()
	silent := []string{"targets-healthy", "vpc-link-available", "load-balancer-active", "endpoint-connection-available", "deployment-includes-integration", "load-balancer-not-replaced"}
	worlds := map[string]*testkit.AWS{
		"another port":         testkit.NewREST().Set(aws.Listeners, testkit.ListenerOf(testkit.NLB, 80), "Port", 81),
		"no rule for targets":  testkit.NewREST().DropRules("sg-targets"),
		"an ACL without rules": testkit.NewREST().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}),
		"no link":              testkit.NewHTTPToALB().Drop(aws.VPCLinks, testkit.LinkV2),
	}
	for name, world := range testkit.AWSTopologies() {
		worlds["healthy "+name] = world()
	}
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := map[string]any{}
			names := []string{"the account's settings of API Gateway", "account", testkit.RestAPI + "/" + testkit.AWSStage + "/", testkit.RestAPI + "/"}
			for _, o := range w.Terraform() {
				list, _ := resources[o.Type].([]any)
				resources[o.Type] = append(list, o.Attributes)
				names = append(names, strings.Replace(o.Address, ".r[", "[", 1), o.Name)
			}
			spell := strings.NewReplacer(names...)
			add := func(to *[]string, id, verdict, subject string, without []string) {
				if !slices.Contains(without, id) {
					*to = append(*to, strings.Join([]string{id, verdict, spell.Replace(subject)}, " "))
				}
			}
			told := func(report string, without []string) []string {
				var r struct {
					Findings []struct{ Check, Verdict, Subject string }
				}
				if err := json.Unmarshal([]byte(report), &r); err != nil {
					t.Fatal(err)
				}
				var out []string
				for _, f := range r.Findings {
					add(&out, f.Check, f.Verdict, f.Subject, without)
				}
				return slices.Sorted(slices.Values(out))
			}
			itself := func(without []string) []string {
				var out []string
				for _, f := range check.Run(w.Inventory(t), privateintegration.Checks(), check.Options{Now: today}).Findings {
					add(&out, f.Check, f.Verdict.String(), f.Subject, without)
				}
				return slices.Sorted(slices.Values(out))
			}
			o := around(nil)
			o.openAWS = func(ctx context.Context, c awslive.Config) (awsSource, error) {
				c.Transport = w.Serve()
				return awslive.NewClient(ctx, c)
			}
			s := serve(t, o)
			noErrors(t, s.configure(t, nil))
			state, diags := s.read(t, integrationType, map[string]any{"api_id": w.API(), "fail_on": "never"})
			noErrors(t, diags)
			if diff := cmp.Diff(itself(nil), told(textOf(t, state["report_json"]), nil)); diff != "" {
				t.Errorf("-API +data source:\n%s", diff)
			}
			p := s.plan(t, map[string]any{"resources": resources, "complete": true, "fail_on": "never"}, nil)
			noErrors(t, p.diags)
			if diff := cmp.Diff(itself(silent), told(textOf(t, s.attributes(t, p.state)["report_json"]), silent)); diff != "" {
				t.Errorf("-API +validation:\n%s", diff)
			}
		})
	}
}
