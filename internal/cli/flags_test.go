package cli_test

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

// TestEveryFlagHasAScript holds the flags of every command against the scripts.
func TestEveryFlagHasAScript(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(string(text), "\n")...)
	}
	seen := 0
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			seen++
			used := regexp.MustCompile(regexp.QuoteMeta(cmd.CommandPath()) + ` .*--` + f.Name + `\b`)
			for _, line := range lines {
				if used.MatchString(line) {
					return
				}
			}
			t.Errorf("no script has %s with --%s", cmd.CommandPath(), f.Name)
		})
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(cli.Root(cli.Env{Stdout: io.Discard, Stderr: io.Discard}))
	if seen < 20 {
		t.Errorf("only %d flags were found", seen)
	}
}
