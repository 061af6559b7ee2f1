package report

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// htmlMatrix is a table as the page shows it.
type htmlMatrix struct {
	ID, Title string
	Heads     []string
	Rows      [][]htmlCell
}

// htmlCell is a cell, whose hole leads to its finding.
type htmlCell struct {
	// Text is short, Full is all of it.
	Text, Full string
	Class      string
	// Check is that of a hole, and Target the id of its finding.
	Check, Target string
}

// htmlMatrices are the tables of a report whose findings are on the page.
func htmlMatrices(matrices []check.Matrix, sections []htmlSection) []htmlMatrix {
	targets := map[[3]string]string{}
	for _, s := range sections {
		for _, f := range s.Findings {
			key := [3]string{f.Check, f.Subject, f.Standing}
			if targets[key] == "" {
				targets[key] = f.ID
			}
		}
	}
	out := make([]htmlMatrix, 0, len(matrices))
	for i, m := range matrices {
		table := htmlMatrix{ID: fmt.Sprintf("matrix-%d", i+1), Title: m.Title}
		for _, c := range m.Columns {
			table.Heads = append(table.Heads, c.Title)
		}
		for _, row := range m.Rows {
			var cells []htmlCell
			for _, c := range row {
				cell := htmlCell{Text: short(c.Text), Full: c.Text, Class: classOfCell(c)}
				if isHole(c) {
					cell.Check, cell.Target = c.Check, targets[[3]string{c.Check, c.Subject, wordOf(c)}]
				}
				cells = append(cells, cell)
			}
			table.Rows = append(table.Rows, cells)
		}
		out = append(out, table)
	}
	return out
}

// classOfCell says how a cell is coloured: only what is not well is.
func classOfCell(c check.Cell) string {
	switch wordOf(c) {
	case "error":
		return "fail"
	case "warning", "waived":
		return "warn"
	case "unknown":
		return "unknown"
	}
	return ""
}
