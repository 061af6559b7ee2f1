package provider

import (
	"fmt"
	"slices"
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
	for _, s := range settlements(open) {
		diags.AddAttributeWarning(at, s.summary(), s.detail())
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

// A settlement is one thing that would settle verdicts.
type settlement struct {
	settle  string
	checks  []string
	missing []string
}

// settlements groups undecided findings, in their order.
func settlements(findings []check.Finding) []*settlement {
	var out []*settlement
	add := func(f check.Finding, m check.Missing) {
		i := slices.IndexFunc(out, func(s *settlement) bool { return s.settle == m.Settle })
		if i < 0 {
			i = len(out)
			out = append(out, &settlement{settle: m.Settle})
		}
		s := out[i]
		if !slices.Contains(s.checks, f.Check) {
			s.checks = append(s.checks, f.Check)
		}
		if !slices.Contains(s.missing, m.What) {
			s.missing = append(s.missing, m.What)
		}
	}
	for _, f := range findings {
		for _, m := range f.Missing {
			add(f, m)
		}
		if len(f.Missing) == 0 {
			add(f, check.Missing{What: f.Summary})
		}
	}
	return out
}

func (s *settlement) summary() string {
	text := "1 check is undecided"
	if n := len(s.checks); n > 1 {
		text = fmt.Sprintf("%d checks are undecided", n)
	}
	if s.settle == "" {
		return text
	}
	return text + ": " + s.settle
}

func (s *settlement) detail() string {
	return "Not decided: " + strings.Join(s.checks, ", ") + ".\n\nMissing:\n  - " + strings.Join(s.missing, "\n  - ")
}

// sentence makes an error's text one.
func sentence(err error) string {
	text := err.Error()
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
