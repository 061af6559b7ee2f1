package check

import "slices"

// Merge makes one report of several runs, of the checks of one path each.
func Merge(reports ...Report) Report {
	var findings []Finding
	var problems []WaiverProblem
	var matrices []Matrix
	untried := 0
	for _, r := range reports {
		findings = append(findings, r.Findings...)
		for _, p := range r.WaiverProblems {
			if !slices.Contains(problems, p) { // every run says that one is expired
				problems = append(problems, p)
			}
		}
		matrices = append(matrices, r.Matrices...)
		untried += r.Untried
	}
	sortFindings(findings)
	out := newReport(findings, problems)
	out.Matrices, out.Untried = matrices, untried
	return out
}
