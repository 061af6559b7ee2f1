package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/testkit/faults"
	"github.com/apireach/terraform-provider-apireach/internal/testkit/privatefaults"
)

// privateFaultPage is the guide of what can be wrong with private integrations.
func privateFaultPage() files {
	var b strings.Builder
	fmt.Fprintln(&b, frontmatter("Faults of private integrations", "Faults that are found", "What can go wrong between API Gateway and a private backend, by which check it is found, or why not."))
	counts := map[faults.Where]int{}
	all := privatefaults.All()
	for _, f := range all {
		counts[f.Where]++
	}
	fmt.Fprintf(&b, `# Faults of private integrations

Of %d faults between a stage of API Gateway and the targets behind its VPC link, checks find %d: %d of them show in what
AWS tells and in Terraform's attributes alike ("live and plan"), %d in what AWS tells ("live"), %d in a plan alone. Of %d a check says **unknown**,
and what it lacks. %d are no faults, though they look like it. %d are not found; the last column says why.

Each line that names a check is tested: the fault is made in a world where all else is in order, and the check answers as the
line says.
`, len(all), counts[faults.Both]+counts[faults.Live]+counts[faults.Plan], counts[faults.Both], counts[faults.Live], counts[faults.Plan],
		counts[faults.Unknown], counts[faults.Harmless], counts[faults.Open])
	for _, part := range privatefaults.Parts() {
		fmt.Fprintf(&b, "\n## %s\n\n| id | what is wrong | shows | by, or why not |\n| --- | --- | --- | --- |\n", part.Title)
		for _, f := range part.Faults {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.ID, cell(f.Wrong), f.Where, cell(foundBy(f)))
		}
	}
	return files{"templates/guides/faults-private-integrations.md": b.String()}
}

// foundBy links to the checks that find a fault, and says why others do not.
func foundBy(f privatefaults.Fault) string {
	var ids []string
	for _, by := range f.By {
		if !slices.Contains(ids, by.Check) {
			ids = append(ids, by.Check)
		}
	}
	if f.Why == "" {
		return checkLinks(ids)
	}
	return f.Why
}
