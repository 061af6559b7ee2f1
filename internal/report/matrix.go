package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// wordOf is a cell in a word, as [standing] is a finding.
func wordOf(c check.Cell) string { return word(c.Verdict, c.Severity, c.Waived) }

// wordOfRow is that of the cell that says most.
func wordOfRow(r check.Row) string { return wordOf(r.Worst()) }

// isHole says that a cell tells of something that is not well, or not known.
func isHole(c check.Cell) bool {
	return c.Waived || c.Verdict == check.Fail || c.Verdict == check.Unknown
}

// first puts the rows first that are not well, if not all are told.
func first(rows []check.Row, most int) (told []check.Row, left int) {
	if len(rows) <= most {
		return rows, 0
	}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b check.Row) int {
		return cmp.Compare(slices.Index(ranks, wordOfRow(a)), slices.Index(ranks, wordOfRow(b)))
	})
	return rows[:most], len(rows) - most
}

// short is the last name of a resource in the cloud, or a Terraform address without
// its type, for a table has little room.
func short(text string) string {
	at := strings.Index("."+text, ".google_")
	if at < 0 {
		at = strings.Index("."+text, ".aws_")
	}
	if at >= 0 {
		if typ, rest, found := strings.Cut(text[at:], "."); found && !strings.ContainsAny(typ, `["`) {
			return text[:at] + rest
		}
		return text
	}
	return text[strings.LastIndexByte(text, '/')+1:]
}

// spelled is a cell as text: a hole names the check whose finding it is.
func spelled(c check.Cell) string {
	if isHole(c) && c.Check != "" {
		return short(c.Text) + " (" + c.Check + ")"
	}
	return short(c.Text)
}

func printableMatrix(m check.Matrix) check.Matrix {
	m.Subject, m.Title = oneLine(m.Subject), oneLine(m.Title)
	rows := make([]check.Row, len(m.Rows))
	for i, row := range m.Rows {
		rows[i] = slices.Clone(row)
		for j, c := range row {
			rows[i][j].Text, rows[i][j].Check, rows[i][j].Subject = oneLine(c.Text), oneLine(c.Check), oneLine(c.Subject)
		}
	}
	m.Rows = rows
	return m
}
