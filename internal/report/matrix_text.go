package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// mostRows is of how many ways a terminal tells.
const mostRows = 40

// matrix is a table where the terminal is wide enough for it, else a paragraph for
// each way.
func (p *printer) matrix(m check.Matrix) {
	p.out.WriteString(p.paint("hop", m.Title) + "\n")
	told, left := first(m.Rows, mostRows)
	if widths := widthsOf(m.Columns, told); total(widths) <= p.width {
		p.table(m.Columns, told, widths)
	} else {
		for _, row := range told {
			word := wordOfRow(row)
			p.led("  ", word, word+": "+sentenceOf(m.Columns, row))
		}
	}
	if left > 0 {
		p.out.WriteString(Wrap(fmt.Sprintf("%d more ways are told in JSON and HTML.", left), "  ", p.width) + "\n")
	}
	p.out.WriteString("\n")
}

// table writes aligned columns, the first of which is the word for the row.
func (p *printer) table(columns []check.Column, rows []check.Row, widths []int) {
	line := func(word string, texts []string) {
		var b strings.Builder
		b.WriteString("  " + p.paint(word, word) + strings.Repeat(" ", widths[0]-len(word)))
		for i, text := range texts {
			b.WriteString("  " + text + strings.Repeat(" ", widths[i+1]-utf8.RuneCountInString(text)))
		}
		p.out.WriteString(strings.TrimRight(b.String(), " ") + "\n")
	}
	var heads []string
	for _, c := range columns {
		heads = append(heads, c.Title)
	}
	line("", heads)
	for _, row := range rows {
		var texts []string
		for _, c := range row {
			texts = append(texts, spelled(c))
		}
		line(wordOfRow(row), texts)
	}
}

// widthsOf are the widths of the word and of each column.
func widthsOf(columns []check.Column, rows []check.Row) []int {
	widths := make([]int, len(columns)+1)
	for i, c := range columns {
		widths[i+1] = utf8.RuneCountInString(c.Title)
	}
	for _, row := range rows {
		widths[0] = max(widths[0], len(wordOfRow(row)))
		for i, c := range row {
			widths[i+1] = max(widths[i+1], utf8.RuneCountInString(spelled(c)))
		}
	}
	return widths
}

// total is the width of a line.
func total(widths []int) int {
	n := 0
	for _, w := range widths {
		n += len("  ") + w
	}
	return n
}

// sentenceOf tells a row without a table.
func sentenceOf(columns []check.Column, row check.Row) string {
	var parts []string
	for i, c := range row {
		parts = append(parts, columns[i].Title+" "+spelled(c))
	}
	return strings.Join(parts, "; ")
}
