package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// Detail tells all of one finding but its title: where it is configured, what cannot
// happen, the counterexample, the evidence, what to change, what is missing, where to
// read on.
func Detail(f check.Finding) string {
	f = printableFinding(f)
	return placed(f, f.Summary)
}

// placed is the detail below the line that it is about.
func placed(f check.Finding, fallback string) string {
	return strings.Trim(quote(f)+"\n\n"+detail(f, fallback), "\n")
}

// detail uses the fallback where the finding has no detail.
func detail(f check.Finding, fallback string) string {
	var blocks []string
	add := func(text string) {
		if text = strings.TrimSpace(text); text != "" {
			blocks = append(blocks, text)
		}
	}
	if add(f.Detail); len(blocks) == 0 {
		add(fallback)
	}
	add(facts(f))
	add(steps(f.Trace))
	add(labelled("Fix", f.Remediation))
	if f.Fix != nil {
		blocks = append(blocks, code(f.Fix.HCL))
		add(proof(*f.Fix))
	}
	for _, m := range f.Missing {
		add(labelled("Missing", m.What) + "\n" + labelled("To settle it", m.Settle))
	}
	if f.Waived != nil {
		add(labelled("Waived", f.Waived.Reason))
	}
	add(labelled("Docs", f.Doc))
	return strings.Join(blocks, "\n\n")
}

// proof says what became of a fix.
func proof(f check.Fix) string {
	return strings.TrimSpace("Judged again with this: " + f.Verdict.String() + ". " + f.Note)
}

// code is indented, so that nothing wraps it.
func code(text string) string {
	return codeIndent + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+codeIndent)
}

// facts are the short lines: subject, symptom, witness, related resources.
func facts(f check.Finding) string {
	var lines []string
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, labelled(label, text))
		}
	}
	add("Subject", f.Subject)
	add("Region", f.Region)
	if f.Verdict == check.Fail {
		add("Clients see", f.Symptom)
	}
	add("Witness", witness(f.Witness))
	add("Related", strings.Join(f.Related, ", "))
	if f.Confidence == check.Inferred {
		add("Confidence", "inferred from "+inferredFrom(f))
	}
	return strings.Join(lines, "\n")
}

// inferredFrom is what an inferred verdict rests on.
func inferredFrom(f check.Finding) string {
	return cmp.Or(f.Inference, "references in the configuration")
}

func witness(facts []check.Fact) string {
	parts := make([]string, len(facts))
	for i, f := range facts {
		parts[i] = fmt.Sprintf("%s %v", f.Name, f.Value)
	}
	return strings.Join(parts, ", ")
}

// steps are indented, so that Terraform does not wrap them into one paragraph.
func steps(trace []string) string {
	if len(trace) == 0 {
		return ""
	}
	lines := []string{"Trace:"}
	for i, step := range trace {
		lines = append(lines, fmt.Sprintf("  %d. %s", i+1, step))
	}
	return strings.Join(lines, "\n")
}

func labelled(label, text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return ""
	}
	return label + ": " + text
}
