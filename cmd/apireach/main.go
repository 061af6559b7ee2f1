// Apireach is the command line; the provider is the module's root.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"

	_ "github.com/apireach/terraform-provider-apireach/cmd/apireach/late"
	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

// version is set by the linker.
var version = "0.0.0-dev"

func main() {
	os.Exit(run())
}

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	// A reader that leaves early is an error to write, which does not change the verdict.
	signal.Ignore(syscall.SIGPIPE)
	return cli.Run(ctx, os.Args[1:], cli.Env{
		Version:  version,
		Stdin:    os.Stdin,
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
		Terminal: term.IsTerminal(int(os.Stderr.Fd())),
		Color:    term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("TERM") != "dumb",
		Width:    width(os.Stdout),
		Getenv:   os.Getenv,
		Now:      time.Now,
	})
}

// width is that of a terminal, 0 of anything else.
func width(f *os.File) int {
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return columns
}
