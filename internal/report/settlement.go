package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// Settlement is one thing that would settle verdicts.
type Settlement struct {
	settle  string
	checks  []string
	missing []string
}

// Settlements groups undecided findings, in their order.
func Settlements(findings []check.Finding) []*Settlement {
	var out []*Settlement
	add := func(f check.Finding, m check.Missing) {
		i := slices.IndexFunc(out, func(s *Settlement) bool { return s.settle == m.Settle })
		if i < 0 {
			i = len(out)
			out = append(out, &Settlement{settle: m.Settle})
		}
		s := out[i]
		if !slices.Contains(s.checks, f.Check) {
			s.checks = append(s.checks, f.Check)
		}
		if !slices.Contains(s.missing, m.What) {
			s.missing = append(s.missing, m.What)
		}
	}
	for _, f := range findings {
		for _, m := range f.Missing {
			add(f, m)
		}
		if len(f.Missing) == 0 {
			add(f, check.Missing{What: f.Summary})
		}
	}
	return out
}

// Summary says how many checks are undecided, and what would settle them.
func (s *Settlement) Summary() string {
	text := "1 check is undecided"
	if n := len(s.checks); n > 1 {
		text = fmt.Sprintf("%d checks are undecided", n)
	}
	if s.settle == "" {
		return text
	}
	return text + ": " + s.settle
}

// Detail names the checks and what they lack.
func (s *Settlement) Detail() string {
	return "Not decided: " + strings.Join(s.checks, ", ") + ".\n\nMissing:\n  - " + strings.Join(s.missing, "\n  - ")
}
