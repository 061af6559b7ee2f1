package report

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// GitHub writes workflow commands that GitHub Actions shows as annotations: errors
// for what stops the run, warnings for other failures and for waivers that do
// nothing, notices for what is not known. GitHub shows the first ten of each kind.
func GitHub(r check.Report, failOn check.FailOn) string {
	r = printable(r)
	var b strings.Builder
	for _, f := range r.Findings {
		command := ""
		switch {
		case failOn.Stops(f):
			command = "error"
		case f.Waived != nil:
		case f.Verdict == check.Fail:
			command = "warning"
		case f.Verdict == check.Unknown:
			command = "notice"
		}
		if command != "" {
			b.WriteString(annotation(command, f.Check, f.Summary+"\n\n"+detail(f, "")))
		}
	}
	for _, p := range r.WaiverProblems {
		b.WriteString(annotation("warning", "waiver", "waiver of "+waiverOf(p.Waiver)+": "+p.Problem))
	}
	return b.String()
}

// annotation is one command. What would end its text or its title is escaped as
// GitHub's own toolkit escapes it, so that no name can begin a command.
func annotation(command, title, message string) string {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	return "::" + command + " title=" + property.Replace("apireach: "+title) + "::" + data.Replace(message) + "\n"
}
