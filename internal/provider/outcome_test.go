package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// A line that moves must not change what is stored, as every plan would show it.
func TestDiagnosticsNameTheLineAndStateDoesNot(t *testing.T) {
	t.Parallel()
	r := check.Report{Findings: []check.Finding{{
		Check: "a", Severity: check.Error,
		Result:   check.Result{Verdict: check.Fail, Subject: "s", Field: "authorizedNetwork", Region: "us-east1", Summary: "s is wrong"},
		Location: &check.Location{File: "net/main.tf", Line: 7, Column: 3, EndLine: 7, Source: "  authorized_network = var.network"},
	}}}
	diags := diagnose(r, check.FailOnError, path.Root("resources"), false)
	if len(diags) != 1 || !strings.HasPrefix(diags[0].Detail(), "At: net/main.tf:7\n  7:   authorized_network = var.network\n\ns is wrong\n\n") {
		t.Errorf("%+v", diags)
	}
	out, err := outcomeOf(r, check.FailOnError, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	if text := out.ReportJSON.ValueString() + out.Findings.String(); strings.Contains(text, "main.tf") || !strings.Contains(text, `"location": null`) ||
		!strings.Contains(text, `"field":"authorizedNetwork"`) || !strings.Contains(text, `"region":"us-east1"`) {
		t.Error(text)
	}
	if r.Findings[0].Location == nil {
		t.Error("the report that was given has changed")
	}
}
