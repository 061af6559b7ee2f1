package remedy_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/testkit/providerschema"
)

// schemas are what the providers take; nil where their schemas are not.
var schemas = sync.OnceValue(func() map[string]providerschema.Arguments {
	out := map[string]providerschema.Arguments{}
	for _, name := range []string{"google", "aws"} {
		arguments, err := providerschema.LoadArguments("../../../shared/tools/schemaprovider/schemas/" + name + ".json")
		if err != nil {
			panic(err)
		}
		out[name] = arguments
	}
	return out
})

// mustFitSchema says where the snippets of a report are none that their provider takes.
func mustFitSchema(t fatal, r check.Report) {
	t.Helper()
	for _, f := range r.Findings {
		if f.Fix == nil {
			continue
		}
		provider := "google"
		if strings.Contains(f.Fix.HCL, `resource "aws_`) {
			provider = "aws"
		}
		if err := schemas()[provider].Takes(f.Fix.HCL); err != nil {
			t.Fatal(err, "in", f.Fix.HCL)
		}
	}
}

// The schema finds what no provider takes.
func TestSnippetsAreHeldAgainstTheSchema(t *testing.T) {
	t.Parallel()
	if schemas()["google"] == nil || schemas()["aws"] == nil {
		t.Skip("the provider's schemas are not here: ../shared/tools/schemaprovider")
	}
	for name, c := range map[string]struct {
		text  string
		wrong bool
	}{
		"a change":                      {`"google_compute_health_check" "h" {; https_health_check {; port = 443; }; }`, false},
		"a new one":                     {`"google_compute_network" "n" {; name = "n"; }`, false},
		"a reference":                   {`"google_compute_network" "n" {; name = google_compute_network.o.name; }`, false},
		"no such type":                  {`"google_compute_nothing" "h" {; port = 443; }`, true},
		"no such argument":              {`"google_compute_health_check" "h" {; https_health_check {; portal = 443; }; }`, true},
		"no such block":                 {`"google_compute_health_check" "h" {; health_check {; port = 443; }; }`, true},
		"one block too many":            {`"google_compute_health_check" "h" {; https_health_check {; port = 443; }; https_health_check {; port = 443; }; }`, true},
		"another type":                  {`"google_compute_health_check" "h" {; https_health_check {; port = "many"; }; }`, true},
		"what is not set":               {`"google_compute_network" "n" {; self_link = "x"; }`, true},
		"a new one in part":             {`"google_compute_firewall" "f" {; name = "f"; }`, true},
		"a new rule":                    {`"aws_network_acl_rule" "r" {; network_acl_id = "a"; protocol = "tcp"; rule_action = "allow"; rule_number = 1; }`, false},
		"a new rule without its action": {`"aws_network_acl_rule" "r" {; network_acl_id = "a"; protocol = "tcp"; rule_number = 1; }`, true},
		"a rule within its group":       {`"aws_security_group" "g" {; ingress {; protocol = "tcp"; }; }`, false},
		"what AWS has not":              {`"aws_lb" "l" {; cross_zone = true; }`, true},
		"what is not Terraform":         {`"google_compute_network" "n" {`, true},
	} {
		if said := refused(check.Report{Findings: []check.Finding{{Fix: &check.Fix{HCL: "resource " + strings.ReplaceAll(c.text, ";", "\n")}}}}); said != c.wrong {
			t.Errorf("%s: refused: %v", name, said)
		}
	}
}

// refused says whether a report would fail a test.
func refused(r check.Report) (said bool) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case []any:
			said = true
		default:
			panic(r)
		}
	}()
	mustFitSchema(panicking{}, r)
	return false
}

type panicking struct{}

func (panicking) Helper() {}

func (panicking) Fatal(args ...any) { panic(args) }
