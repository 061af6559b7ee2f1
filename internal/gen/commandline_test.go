package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func TestThe_page_of_the_command_line_names_every_command_and_flag(t *testing.T) {
	t.Parallel()
	page := commandLine()["templates/guides/command-line.md"]
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		if !strings.Contains(page, "\n## "+cmd.CommandPath()+"\n") {
			t.Errorf("the page lacks %s", cmd.CommandPath())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(page, "--"+f.Name) {
				t.Errorf("the page lacks --%s of %s", f.Name, cmd.CommandPath())
			}
		})
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
	}
	for _, cmd := range cli.Root(cli.Env{}).Commands() {
		visit(cmd)
	}
	if diff := cmp.Diff(page, commandLine()["templates/guides/command-line.md"]); diff != "" {
		t.Errorf("the page is not the same every time:\n%s", diff)
	}
}

func TestThe_page_of_the_report_holds_its_schema(t *testing.T) {
	t.Parallel()
	page := reportFormat()["templates/guides/json-report.md"]
	_, rest, _ := strings.Cut(page, "\n```json\n")
	schema, _, found := strings.Cut(rest, "\n```\n")
	if !found || strings.TrimSpace(report.Schema) != schema {
		t.Errorf("the page has another schema:\n%s", schema)
	}
}
