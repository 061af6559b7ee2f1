package cli_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"apireach": func() {
		signal.Ignore(syscall.SIGPIPE) // as the program does
		os.Exit(cli.Run(context.Background(), os.Args[1:], cli.Env{
			Version: "1.2.3", Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Color: os.Getenv("TERMINAL") != "",
			Now: func() time.Time { return time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC) },
		}))
	}})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	server := testkit.Serve(t, testkit.NewWorld().World())
	denied := testkit.Serve(t, testkit.NewWorld().World())
	denied.Break(testkit.Containing("/getEffectiveFirewalls"), testkit.Deny403(""))
	snapshots, err := filepath.Abs("../../examples/demo")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			for key, base := range server.Endpoints() {
				env.Setenv("GOOGLE_"+strings.ToUpper(key)+"_CUSTOM_ENDPOINT", base)
			}
			env.Setenv("GOOGLE_OAUTH_ACCESS_TOKEN", testkit.Token)
			env.Setenv("EXPIRED", testkit.ExpiredToken)
			env.Setenv("DENIED", denied.URL)
			env.Setenv("SNAPSHOTS", snapshots)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits,
		},
	})
}

// exits runs a command and wants an exit code: exits 3 apireach bad.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	if err != nil {
		ts.Fatalf("%v", err)
	}
	err = ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}
