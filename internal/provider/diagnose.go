package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// objectAsGiven leaves null and unknown attributes of an object as they are.
var objectAsGiven = basetypes.ObjectAsOptions{}

// diagnose turns a report into what Terraform shows, all of it at once: one error
// per finding that stops the run, one warning per other failure, and one warning
// per thing that would settle verdicts, however many they are. Early verdicts are
// those of a plan whose inputs are partly unknown: not knowing yet never stops it.
func diagnose(r check.Report, failOn check.FailOn, at path.Path, early bool) diag.Diagnostics {
	var diags diag.Diagnostics
	var open []check.Finding
	for _, f := range r.Findings {
		switch {
		case failOn.Stops(f) && (f.Verdict == check.Fail || !early):
			diags.AddAttributeError(at, f.Check+": "+f.Summary, report.Detail(f))
		case f.Waived != nil:
		case f.Verdict == check.Fail:
			diags.AddAttributeWarning(at, f.Check+": "+f.Summary, report.Detail(f))
		case f.Verdict == check.Unknown:
			open = append(open, f)
		}
	}
	for _, s := range report.Settlements(open) {
		diags.AddAttributeWarning(at, s.Summary(), s.Detail())
	}
	for _, p := range r.WaiverProblems {
		subject := p.Waiver.Subject
		if subject == "" {
			subject = "every subject"
		}
		diags.AddAttributeWarning(path.Root("waivers"),
			fmt.Sprintf("The waiver of %s for %s %s", p.Waiver.Check, subject, p.Problem),
			fmt.Sprintf("Remove it, or correct it. Its reason is: %s", p.Waiver.Reason))
	}
	return diags
}

// sentence makes an error's text one.
func sentence(err error) string {
	text := err.Error()
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
