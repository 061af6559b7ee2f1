package report

import (
	"fmt"
	"html"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// GitHub takes 65,536 characters for a comment; a table gets half of them at most.
const (
	markdownLimit = 60_000
	markdownTable = 30_000
	// What comes before the findings leaves them a third at least.
	markdownMatrixLimit = 40_000
)

var marks = map[check.Verdict]string{
	check.Fail: "❌", check.Unknown: "❔", check.Pass: "✅", check.NotApplicable: "➖",
}

// Markdown writes a comment for a pull request: the outcome, what is not well in a
// table, the path as a diagram, then each finding to unfold. What would make it too
// long for a comment is left out, and counted.
func Markdown(r check.Report) string {
	var b strings.Builder
	diagram := Mermaid(r)
	r = printable(r)
	fmt.Fprintf(&b, "### %s %s%s\n\n", marks[r.Verdict], outcome(r.Verdict), counts(r.Counts))
	var open []check.Finding
	for _, group := range byHop(r.Findings) {
		for _, f := range group {
			if f.Verdict == check.Fail || f.Verdict == check.Unknown {
				open = append(open, f)
			}
		}
	}
	if len(open) > 0 {
		b.WriteString("| | hop | check | finding |\n| --- | --- | --- | --- |\n")
		left := fit(&b, open, markdownTable, markdownRow)
		b.WriteString("\n" + leftOut(left))
	}
	if len(r.Findings) > 0 {
		b.WriteString("```mermaid\n" + diagram + "```\n\n")
	}
	for _, m := range r.Matrices {
		markdownMatrix(&b, m)
	}
	problems := fit(&b, r.WaiverProblems, markdownLimit, func(p check.WaiverProblem) string {
		return "- The waiver of " + inline(waiverOf(p.Waiver)+" "+p.Problem) + "\n"
	})
	if len(r.WaiverProblems) > 0 {
		b.WriteString("\n" + leftOut(problems))
	}
	b.WriteString(leftOut(fit(&b, open, markdownLimit, markdownDetails)))
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// fit writes items as long as they stay below the limit, and returns how many are
// left.
func fit[T any](b *strings.Builder, items []T, limit int, render func(T) string) int {
	for i, item := range items {
		text := render(item)
		if b.Len()+len(text) > limit {
			return len(items) - i
		}
		b.WriteString(text)
	}
	return 0
}

func leftOut(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d more would be too long for a comment.\n\n", n)
}

func markdownRow(f check.Finding) string {
	text := inline(fact(f))
	if at := place(f); at != "" {
		text += " (" + inline(at) + ")"
	}
	return fmt.Sprintf("| %s | %s | [%s](%s) | %s |\n", standing(f), f.Hop, inline(f.Check), f.Doc, text)
}

// markdownDetails holds the text as it is, in a fence that nothing in it can close.
func markdownDetails(f check.Finding) string {
	fence := "```"
	text := strings.TrimLeft(quote(f)+"\n\n"+Wrap(detail(f, ""), "", 100), "\n")
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fmt.Sprintf("<details><summary><b>%s</b>: %s</summary>\n\n%stext\n%s\n%s\n\n</details>\n\n",
		standing(f), html.EscapeString(f.Check+": "+fact(f)), fence, text, fence)
}

// inline is a text that means nothing in Markdown, in a cell of a table included,
// and that calls nobody.
func inline(text string) string {
	return strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", "@", "&#64;&#8203;",
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`, "!", `\!`, "#", `\#`, "$", `\$`,
	).Replace(text)
}

// markdownMatrix is a table of the ways: what is not well in the words of [spelled].
func markdownMatrix(b *strings.Builder, m check.Matrix) {
	var head strings.Builder
	head.WriteString("<details><summary>" + html.EscapeString(m.Title) + "</summary>\n\n| |")
	for _, c := range m.Columns {
		head.WriteString(" " + c.Title + " |")
	}
	head.WriteString("\n|" + strings.Repeat(" --- |", len(m.Columns)+1) + "\n")
	if b.Len()+head.Len() > markdownMatrixLimit {
		return
	}
	b.WriteString(head.String())
	left := fit(b, m.Rows, markdownMatrixLimit, markdownWay)
	b.WriteString("\n" + leftOut(left) + "</details>\n\n")
}

func markdownWay(row check.Row) string {
	mark := ""
	if worst := row.Worst(); isHole(worst) && !worst.Waived {
		mark = marks[worst.Verdict]
	}
	cells := "| " + mark + " |"
	for _, c := range row {
		cells += " " + inline(spelled(c)) + " |"
	}
	return cells + "\n"
}
