package report

import (
	"strings"
	"unicode/utf8"
)

// codeIndent begins lines that are code.
const codeIndent = "    "

// Wrap breaks lines between words, but for those of code, and puts the indent before each. Blank lines stay,
// and what is indented or an item of a list goes on below where its text began. A
// word that fits on no line is not broken, as it may be a name to copy, and stays
// with what stands before it.
func Wrap(text, indent string, width int) string {
	var out []string
	length := utf8.RuneCountInString
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		if strings.HasPrefix(line, codeIndent) {
			out = append(out, strings.TrimRight(indent+line, " "))
			continue
		}
		body := strings.TrimLeft(line, " ")
		current := indent + line[:len(line)-len(body)]
		next := current + strings.Repeat(" ", marker(body))
		started := false
		for word := range strings.FieldsSeq(body) {
			if started && length(current)+1+length(word) > width && length(next)+length(word) <= width {
				out = append(out, current)
				current, started = next, false
			}
			if started {
				current += " "
			}
			current, started = current+word, true
		}
		out = append(out, strings.TrimRight(current, " "))
	}
	return strings.Join(out, "\n")
}

// marker is the width of what begins an item of a list: "- " or "12. ".
func marker(line string) int {
	if strings.HasPrefix(line, "- ") {
		return len("- ")
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if digits > 0 && strings.HasPrefix(line[digits:], ". ") {
		return digits + len(". ")
	}
	return 0
}
