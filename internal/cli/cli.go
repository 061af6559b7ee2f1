// Package cli is the command line apireach. Answers go to stdout; progress, notes
// and errors to stderr.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// The exit codes. 2 stays unused, so that no shell or flag library can be mistaken
// for us.
const (
	exitOK       = 0
	exitFindings = 1 // something that --fail-on stops on
	exitUsage    = 3 // usage, or input that cannot be read
)

// errFindings ends a run that did all it should and found what it was to stop on.
var errFindings = errors.New("there are findings")

// Env is what a run takes from its surroundings.
type Env struct {
	Version        string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Terminal says that stderr is one: it gets progress.
	Terminal bool
	// Color says that stdout is a terminal that shows colours.
	Color bool
	// Width is that of the terminal, 0 if stdout is none.
	Width  int
	Getenv func(string) string
	Now    func() time.Time
}

// Run runs a command and returns the exit code.
func Run(ctx context.Context, args []string, env Env) int {
	root := Root(env)
	root.SetArgs(args)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitOK // who reads has read enough
	case errors.Is(err, errFindings):
		return exitFindings
	}
	fmt.Fprintf(env.Stderr, "apireach: %v\n", err)
	var usage usageError
	if isUsage(err, &usage) {
		fmt.Fprintf(env.Stderr, "Run `%s --help`.\n", cmd.CommandPath())
	}
	return exitUsage
}

// Root is the command that has all others below it.
func Root(env Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "apireach",
		Short: "Will API traffic get through?",
		Long: "apireach checks the path of API traffic to an Apigee organization: load balancer, firewalls,\n" +
			"proxies, peered network, instances and environments. It only reads.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newBundle(env), newCheck(env), newDiagnose(env), newExplain(env), newProbe(env), newSnapshot(env), newVersion(env))
	return root
}
