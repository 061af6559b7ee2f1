package check

import "slices"

// A Matrix is a table of the ways through a path, one in a row, so that what one way
// has and another lacks stands side by side.
type Matrix struct {
	// Subject is what the ways lead to.
	Subject string
	// Title says what the table tells, without a period.
	Title   string
	Columns []Column
	Rows    []Row
}

// A Column is one stage of the ways.
type Column struct {
	// ID is a snake_case word; reports and schemas spell it. It is never reused.
	ID string
	// Title is the head of the column.
	Title string
	// Doc says what its cells tell, as Markdown.
	Doc string
}

// A Row is one way: a cell for each column.
type Row []Cell

// A Cell is what a way has at one stage.
type Cell struct {
	// Text names it, or says that there is none, or that it is not known.
	Text string
	// Verdict is the worst of what was found about it; not applicable when no check
	// says anything about it.
	Verdict Verdict
	// Check, Subject and Severity are those of the finding with that verdict; empty
	// when there is none.
	Check, Subject string
	Severity       Severity
	// Waived says that a waiver accepts the failure.
	Waived bool
}

// CellOf is a cell with the worst of what was found about it.
func CellOf(text string, about []Finding) Cell {
	cell := Cell{Text: text, Verdict: NotApplicable}
	for i, f := range about {
		if i == 0 || f.weight() < cell.weight() {
			cell = Cell{Text: text, Verdict: f.Verdict, Check: f.Check, Subject: f.Subject, Severity: f.Severity, Waived: f.Waived != nil}
		}
	}
	return cell
}

// Worst is the cell that says most about what becomes of the way's requests.
func (r Row) Worst() Cell {
	return slices.MinFunc(r, func(a, b Cell) int { return a.weight() - b.weight() })
}

func (c Cell) weight() int { return weight(c.Verdict, c.Severity, c.Waived) }

func (f Finding) weight() int { return weight(f.Verdict, f.Severity, f.Waived != nil) }

// weight orders verdicts by how much they say: the least says most.
func weight(v Verdict, s Severity, waived bool) int {
	switch {
	case waived:
		return 3
	case v == Fail && s == Error:
		return 0
	case v == Fail:
		return 1
	case v == Unknown:
		return 2
	case v == Pass:
		return 4
	}
	return 5
}
