// Command gen writes what can be derived from the code: the page of each check, the
// index of all of them, and the pages of the command line and of its JSON report. `make generate` runs it before the documentation is
// built from templates/ and examples/.
package main

import (
	"fmt"
	"maps"
	"os"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes everything below the root of the repository.
func run(root string) error {
	pages, err := checkPages(root, apigee.Checks())
	if err != nil {
		return err
	}
	maps.Copy(pages, checkIndex(apigee.Checks()))
	maps.Copy(pages, commandLine())
	maps.Copy(pages, reportFormat())
	if err := write(root, pages, "templates/guides/check-*.md"); err != nil {
		return err
	}
	return record(root)
}
