package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// maxSource is how much of a line of configuration is quoted.
const maxSource = 160

// place is where a finding is configured, as file:line, which terminals and editors
// open; "" when it is not known.
func place(f check.Finding) string {
	if f.Location == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", f.Location.File, f.Location.Line)
}

// quote is where a finding is configured, and the line there with its number. It is
// indented, so that Terraform does not wrap it.
func quote(f check.Finding) string { return strings.Join(quoted(f, maxSource), "\n") }

// quoted is the lines of [quote], the source cut to a width.
func quoted(f check.Finding, width int) []string {
	if f.Location == nil {
		return nil
	}
	lines := []string{"At: " + place(f)}
	if source := f.Location.Source; strings.TrimSpace(source) != "" {
		lines = append(lines, cut(fmt.Sprintf("  %d: %s", f.Location.Line, source), min(width, maxSource)))
	}
	return lines
}

// cut shortens a text to a width, and says that it did.
func cut(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	return string([]rune(text)[:max(width-1, 0)]) + "…"
}

// printableLocation is a place without what could steer a terminal. The source keeps
// its spaces, which are its indentation, and no end of a line.
func printableLocation(l *check.Location) *check.Location {
	if l == nil {
		return nil
	}
	out := *l
	out.File = oneLine(l.File)
	out.Source = strings.TrimRight(strings.ReplaceAll(tame(strings.TrimRight(l.Source, "\r\n")), "\n", " "), " ")
	return &out
}
