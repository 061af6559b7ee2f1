package check

// Location is a place in a file of configuration.
type Location struct {
	// File is relative to the working directory where it can be; slashes separate.
	File string
	// Line and Column count from 1, EndLine is the last line.
	Line, Column, EndLine int
	// Source is the text of the line, if it may be shown.
	Source string
}

// Locate asks for each finding where its subject is configured, and which of the
// subject's lines is at fault.
func (r *Report) Locate(find func(subject, field string) *Location) {
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Location = find(f.Subject, f.Field)
	}
}
