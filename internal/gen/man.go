package main

import (
	"os"
	"time"

	"github.com/spf13/cobra/doc"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

// man writes the manual page of each command into a folder, for the archives of a
// release.
func man(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root := cli.Root(cli.Env{})
	root.DisableAutoGenTag = true
	// The same commands give the same pages, on whatever day.
	day := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "apireach", Manual: "apireach", Date: &day}, dir)
}
