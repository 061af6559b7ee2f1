// Command gen writes what can be derived from the code: the page of each check, the
// index of all of them, and the pages of the command line and of its JSON report.
// `make generate` runs it before the documentation is built from templates/ and
// examples/. With `man DIR` it writes manual pages instead.
package main

import (
	"fmt"
	"maps"
	"os"

	"github.com/apireach/terraform-provider-apireach/internal/registry"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 0:
		return generate(".")
	case len(args) == 2 && args[0] == "man":
		return man(args[1])
	}
	return fmt.Errorf("expected nothing, or man and a folder; got %q", args)
}

// generate writes everything below the root of the repository.
func generate(root string) error {
	pages, err := checkPages(root, registry.Checks())
	if err != nil {
		return err
	}
	maps.Copy(pages, checkIndex(registry.Paths()))
	maps.Copy(pages, commandLine())
	maps.Copy(pages, reportFormat())
	maps.Copy(pages, faultPage())
	maps.Copy(pages, privateFaultPage())
	if err := write(root, pages, "templates/guides/check-*.md"); err != nil {
		return err
	}
	return record(root)
}
