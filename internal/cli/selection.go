package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// hopsAndChecks lists what --only may name: the hops that have checks, and the ids.
func hopsAndChecks() (hops, ids []string) {
	for _, m := range metas() {
		if !slices.Contains(hops, string(m.Hop)) {
			hops = append(hops, string(m.Hop))
		}
		ids = append(ids, m.ID)
	}
	return hops, ids
}

// knownCheckOrHop says what there is to choose from when a name is neither.
func knownCheckOrHop(name string) error {
	hops, ids := hopsAndChecks()
	if slices.Contains(hops, name) || slices.Contains(ids, name) {
		return nil
	}
	return fmt.Errorf("%q: expected a hop (%s) or a check; `apireach explain` lists them", name, strings.Join(hops, ", "))
}

// completeCheck tells shells the values of the flags of `apireach check`.
func completeCheck(cmd *cobra.Command) {
	fixed := func(values ...string) cobra.CompletionFunc {
		return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	}
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	hops, ids := hopsAndChecks()
	for flag, values := range map[string]cobra.CompletionFunc{
		"format":  cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveNoSpace),
		"fail-on": fixed(string(check.FailOnError), string(check.FailOnWarning), string(check.FailOnUnknown), string(check.FailOnNever)),
		"only":    fixed(append(hops, ids...)...),
		"snapshot": func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	} {
		if err := cmd.RegisterFlagCompletionFunc(flag, values); err != nil {
			panic(err) // no such flag: the commands' own tests would show it
		}
	}
}
