package report

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// GitHub writes workflow commands that GitHub Actions shows as annotations: errors
// for what stops the run, warnings for other failures and for waivers that do
// nothing, and one notice for each thing that would settle verdicts. GitHub shows
// the first ten of each kind.
func GitHub(r check.Report, failOn check.FailOn) string {
	r = printable(r)
	var b strings.Builder
	var open []check.Finding
	for _, f := range r.Findings {
		switch {
		case failOn.Stops(f):
			b.WriteString(annotation("error", f.Check, f.Summary+"\n\n"+detail(f, ""), f.Location))
		case f.Waived != nil:
		case f.Verdict == check.Fail:
			b.WriteString(annotation("warning", f.Check, f.Summary+"\n\n"+detail(f, ""), f.Location))
		case f.Verdict == check.Unknown:
			open = append(open, f)
		}
	}
	for _, s := range Settlements(open) {
		b.WriteString(annotation("notice", "undecided", s.Summary()+"\n\n"+s.Detail(), nil))
	}
	for _, p := range r.WaiverProblems {
		b.WriteString(annotation("warning", "waiver", "waiver of "+waiverOf(p.Waiver)+": "+p.Problem, nil))
	}
	return b.String()
}

// annotation is one command. What would end its text or a property is escaped as
// GitHub's own toolkit escapes it, so that no name can begin a command. The runner
// takes a column of a single line only.
func annotation(command, title, message string, at *check.Location) string {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	place := ""
	if at != nil {
		place = fmt.Sprintf("file=%s,line=%d,endLine=%d,", property.Replace(at.File), at.Line, max(at.Line, at.EndLine))
		if at.Column > 0 && at.EndLine <= at.Line {
			place += fmt.Sprintf("col=%d,", at.Column)
		}
	}
	return "::" + command + " " + place + "title=" + property.Replace("apireach: "+title) + "::" + data.Replace(message) + "\n"
}
