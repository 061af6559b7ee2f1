package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// checkPages makes the page of each check from what the check says about itself and
// from its two examples, which tests plan.
func checkPages(root string, checks []check.Meta) (files, error) {
	pages := files{}
	var errs []error
	for _, c := range checks {
		bad, err := example(root, c.ID, "bad")
		errs = append(errs, err)
		good, err := example(root, c.ID, "good")
		errs = append(errs, err)
		pages["templates/guides/check-"+c.ID+".md"] = checkPage(c, bad, good)
	}
	return pages, errors.Join(errs...)
}

// example reads examples/checks/ID/KIND/main.tf.
func example(root, id, kind string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "examples", "checks", id, kind, "main.tf"))
	return strings.TrimSpace(string(text)), err
}

func checkPage(m check.Meta, bad, good string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	section := func(title, text string) { line("\n## %s\n\n%s", title, text) }

	line("%s", frontmatter("Check: "+m.ID, "Checks", m.Title+"."))
	line("# %s\n", m.ID)
	line("%s.\n", m.Title)
	line("| hop | severity | clients see | since |")
	line("| --- | --- | --- | --- |")
	line("| %s | %s | %s | %s |", m.Hop, m.Severity, m.Symptom, m.Since)
	section("Why", m.Why)
	section("How to fix it", m.Fix)
	section("Bad", terraform(bad))
	section("Good", terraform(good))
	line("\nBoth are whole configurations in `examples/checks/%s`; what stands beside `main.tf` is in order.", m.ID)
	section("When it is unknown or does not apply", m.Unknown)
	section("What it reads", bullets(m.Reads, "`%s`"))
	section("How to waive it", waiving(m.ID))
	section("References", bullets(m.References, "<%s>"))
	return b.String()
}

// waiving shows the waiver of one check.
func waiving(id string) string {
	return "Add this to the data source or the validation resource. `subject` is a pattern of the finding's subject, " +
		"in which `*` stands for any text; without it, every subject is meant. See [Exit and waivers](./exit-and-waivers).\n\n" +
		terraform(fmt.Sprintf(`waivers = [{
  check   = %q
  subject = "*acme*"
  reason  = "why this is accepted, and where that was decided"
  expires = "2027-01-31"
}]`, id))
}

func frontmatter(title, subcategory, description string) string {
	return fmt.Sprintf("---\npage_title: %q\nsubcategory: %q\ndescription: |-\n  %s\n---\n", title, subcategory, description)
}

func terraform(code string) string { return "```terraform\n" + code + "\n```" }

func bullets(items []string, format string) string {
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = fmt.Sprintf("- "+format, item)
	}
	return strings.Join(lines, "\n")
}
