package report

import "github.com/apireach/terraform-provider-apireach/internal/check"

// Matrix is a table of the ways through a path.
type Matrix struct {
	// Subject is what the ways lead to.
	Subject string   `json:"subject"`
	Title   string   `json:"title"`
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// Column is one stage of the ways.
type Column struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Row is one way.
type Row struct {
	// Verdict is the worst of its cells'.
	Verdict string `json:"verdict"`
	// Cells are by the id of the column.
	Cells map[string]Cell `json:"cells"`
}

// Cell is what a way has at one stage.
type Cell struct {
	// Text names it in full, or is none or unknown.
	Text string `json:"text"`
	// Verdict is the worst of what was found about it; not_applicable when no check
	// says anything.
	Verdict string `json:"verdict"`
	// Severity, Check and Subject are those of the finding that says so; "" if none does.
	Severity string `json:"severity"`
	Check    string `json:"check"`
	Subject  string `json:"subject"`
	// Waived says that a waiver accepts the failure.
	Waived bool `json:"waived"`
}

func newMatrix(m check.Matrix) Matrix {
	out := Matrix{Subject: m.Subject, Title: m.Title, Columns: make([]Column, 0, len(m.Columns)), Rows: make([]Row, 0, len(m.Rows))}
	for _, c := range m.Columns {
		out.Columns = append(out.Columns, Column{ID: c.ID, Title: c.Title})
	}
	for _, r := range m.Rows {
		row := Row{Verdict: r.Worst().Verdict.String(), Cells: make(map[string]Cell, len(r))}
		for i, c := range r {
			row.Cells[m.Columns[i].ID] = newCell(c)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func newCell(c check.Cell) Cell {
	out := Cell{Text: c.Text, Verdict: c.Verdict.String(), Check: c.Check, Subject: c.Subject, Waived: c.Waived}
	if c.Check != "" {
		out.Severity = c.Severity.String()
	}
	return out
}
