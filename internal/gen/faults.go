package main

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/testkit/faults"
)

// faultPage is the guide of what can be wrong and which check finds it.
func faultPage() files {
	var b strings.Builder
	fmt.Fprintln(&b, frontmatter("Faults that are found", "Faults that are found", "What can go wrong on the way to Apigee, where each fault is found, by which check, or why not."))
	counts := map[faults.Where]int{}
	all := faults.All()
	for _, f := range all {
		counts[f.Where]++
	}
	found := counts[faults.Both] + counts[faults.Live] + counts[faults.Plan]
	fmt.Fprintf(&b, `# Faults that are found

Of %d faults on the way from a client to Apigee, %d are found: %d in the organization and in a plan that
manages all of it, %d in the organization alone, %d in the plan alone. Of %d a check says **unknown**, and says what
it lacks. %d are rejected by Google's API, and %d are no faults, though they
look like it. %d are not found; the last column says why.

Each line that names a check is tested: the fault is made in a healthy organization, and the check
fails, for the API's answers and for a plan, as the line says. "Live" means `+"`apireach check --apigee`"+`, a
snapshot, and the data source; "plan" means `+"`apireach check PLAN`"+` and the validation resource.
`, len(all), found, counts[faults.Both], counts[faults.Live], counts[faults.Plan], counts[faults.Unknown], counts[faults.Refused], counts[faults.Harmless], counts[faults.Open])
	for _, part := range faults.Parts() {
		fmt.Fprintf(&b, "\n## %s\n\n| id | what is wrong | found | by, or why not |\n| --- | --- | --- | --- |\n", part.Title)
		for _, f := range part.Faults {
			by := f.Why
			if len(f.Checks) > 0 {
				by = checkLinks(f.Checks)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.ID, cell(f.Wrong), f.Where, cell(by))
		}
	}
	fmt.Fprint(&b, "\n## What looks like a fault and is none\n\nNo check fails on any of these, alone or in a healthy organization.\n\n")
	for _, trap := range faults.Traps() {
		fmt.Fprintf(&b, "- %s.\n", trap.Looks)
	}
	return files{"templates/guides/faults.md": b.String()}
}

func checkLinks(ids []string) string {
	links := make([]string, len(ids))
	for i, id := range ids {
		links[i] = fmt.Sprintf("[%s](./check-%s)", id, id)
	}
	return strings.Join(links, ", ")
}

// cell escapes what would end a table's cell.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
