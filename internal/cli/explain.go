package cli

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/registry"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func newExplain(env Env) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [CHECK]",
		Short: "Say what a check asks, why, and what to do when it fails; without a name, list the checks",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return argument("the id of a check")(cmd, args)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, m := range metas() {
				ids = append(ids, m.ID)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listChecks(env)
			}
			m, err := findCheck(args[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(env.Stdout, explain(m))
			return err
		},
	}
}

// metas lists every check in the order of the traffic.
func metas() []check.Meta { return registry.Checks() }

func listChecks(env Env) error {
	table := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	for _, m := range metas() {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Hop, m.ID, m.Severity, m.Title)
	}
	return table.Flush()
}

func findCheck(id string) (check.Meta, error) {
	var like []string
	for _, m := range metas() {
		if m.ID == id {
			return m, nil
		}
		if id != "" && strings.Contains(m.ID, id) || string(m.Hop) == id {
			like = append(like, m.ID)
		}
	}
	if len(like) > 0 {
		return check.Meta{}, usagef("there is no check %q; did you mean %s?", id, strings.Join(like, " or "))
	}
	return check.Meta{}, usagef("there is no check %q; `apireach explain` lists them", id)
}

// explain is a check as text for a terminal. The texts are Markdown and stay so.
func explain(m check.Meta) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s (%s, %s; clients see %s; since %s)\n", m.Title, m.ID, m.Hop, m.Severity, m.Symptom, m.Since)
	section := func(title, text string) {
		if text != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", title, report.Wrap(text, "  ", 88))
		}
	}
	list := func(title string, items []string) {
		if len(items) > 0 {
			fmt.Fprintf(&b, "\n%s\n  %s\n", title, strings.Join(items, "\n  "))
		}
	}
	section("Why", m.Why)
	section("When it fails", m.Fix)
	section("When it is unknown", m.Unknown)
	list("Reads", m.Reads)
	list("References", append(slices.Clone(m.References), m.DocURL()))
	return b.String()
}
