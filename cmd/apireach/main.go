// Apireach is the command line; the provider is the module's root.
package main

import (
	"context"
	"os"
	"os/signal"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

// version is set by the linker.
var version = "0.0.0-dev"

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return cli.Run(ctx, os.Args[1:], cli.Env{
		Version:  version,
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
		Terminal: isTerminal(os.Stderr),
		Getenv:   os.Getenv,
		Now:      time.Now,
	})
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
