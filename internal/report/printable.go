package report

import (
	"slices"
	"strings"
	"unicode"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// printable is the report without what could steer a terminal or hide text: names
// come from a cloud in which others may name things. What should be one line is.
func printable(r check.Report) check.Report {
	r.Findings = slices.Clone(r.Findings)
	for i := range r.Findings {
		r.Findings[i] = printableFinding(r.Findings[i])
	}
	r.WaiverProblems = slices.Clone(r.WaiverProblems)
	for i, p := range r.WaiverProblems {
		r.WaiverProblems[i] = check.WaiverProblem{Waiver: printableWaiver(p.Waiver), Problem: oneLine(p.Problem)}
	}
	r.Matrices = slices.Clone(r.Matrices)
	for i, m := range r.Matrices {
		r.Matrices[i] = printableMatrix(m)
	}
	return r
}

func printableFinding(f check.Finding) check.Finding {
	f.Check, f.Symptom, f.Doc = oneLine(f.Check), oneLine(f.Symptom), oneLine(f.Doc)
	f.Subject, f.Summary = oneLine(f.Subject), oneLine(f.Summary)
	f.Field, f.Region, f.Location = oneLine(f.Field), oneLine(f.Region), printableLocation(f.Location)
	f.Detail, f.Remediation = noCommand(tame(f.Detail)), noCommand(tame(f.Remediation))
	f.Witness = slices.Clone(f.Witness)
	for i, fact := range f.Witness {
		if s, ok := fact.Value.(string); ok {
			f.Witness[i].Value = oneLine(s)
		}
		f.Witness[i].Name = oneLine(fact.Name)
	}
	f.Trace, f.Related = slices.Clone(f.Trace), slices.Clone(f.Related)
	for _, list := range [][]string{f.Trace, f.Related} {
		for i := range list {
			list[i] = oneLine(list[i])
		}
	}
	f.Missing = slices.Clone(f.Missing)
	for i, m := range f.Missing {
		f.Missing[i] = check.Missing{What: oneLine(m.What), Settle: oneLine(m.Settle)}
	}
	if f.Fix != nil {
		fix := *f.Fix
		fix.HCL, fix.Note = noCommand(tame(fix.HCL)), oneLine(fix.Note)
		f.Fix = &fix
	}
	if f.Waived != nil {
		w := printableWaiver(*f.Waived)
		f.Waived = &w
	}
	return f
}

func printableWaiver(w check.Waiver) check.Waiver {
	w.Check, w.Subject, w.Reason = oneLine(w.Check), oneLine(w.Subject), oneLine(w.Reason)
	return w
}

// noCommand keeps lines from being commands to the runner of a pipeline, which looks
// for them in all that is printed: ::error and ##[error], indented or not.
func noCommand(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "::") || strings.HasPrefix(l, "##") {
			lines[i] = "> " + l
		}
	}
	return strings.Join(lines, "\n")
}

// oneLine is a text as one line.
func oneLine(s string) string { return strings.Join(strings.Fields(tame(s)), " ") }

// tame replaces control and formatting characters, those of terminals and those
// that turn the direction of writing, but for the ends of lines.
func tame(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return unicode.ReplacementChar
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"))
}
