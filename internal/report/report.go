// Package report writes what a run found.
package report

import (
	"errors"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// Tool names the program in reports.
type Tool struct{ Name, Version string }

// JSON writes format 1.0.
func JSON(check.Report, Tool) ([]byte, error) { return nil, errors.New("not built yet") }

// Mermaid draws the path with the broken hops marked.
func Mermaid(check.Report) string { return "" }

// Summary tells the outcome in a few lines.
func Summary(check.Report) string { return "" }
