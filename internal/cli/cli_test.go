package cli_test

import (
	"archive/zip"
	"context"
	"errors"
	"io"
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
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// today is when scripts run.
var today = time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"apireach": func() {
		signal.Ignore(syscall.SIGPIPE) // as the program does
		os.Exit(cli.Run(context.Background(), os.Args[1:], cli.Env{
			Version: "1.2.3", Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Color: os.Getenv("TERMINAL") != "",
			Now: func() time.Time { return today },
		}))
	}})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	server := testkit.Serve(t, testkit.NewWorld().World())
	denied := testkit.Serve(t, testkit.NewWorld().World())
	denied.Break(testkit.Containing("/getEffectiveFirewalls"), testkit.Deny403(""))
	denied.Break(testkit.Containing("/entries:list"), testkit.Deny403(""))
	logged := loggedServer(t)
	ending := testkit.Serve(t, testkit.NewWorld().Set(gcp.Organizations, "acme", "billingType", "EVALUATION").
		Set(gcp.Organizations, "acme", "expiresAt", strconv.FormatInt(today.AddDate(0, 0, 10).UnixMilli(), 10)).World())
	snapshots, err := filepath.Abs("../../examples/demo")
	if err != nil {
		t.Fatal(err)
	}
	amazon, err := filepath.Abs("../tfplan/testdata/aws/rest")
	if err != nil {
		t.Fatal(err)
	}
	laid := amazonPlans(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			for key, base := range server.Endpoints() {
				env.Setenv("GOOGLE_"+strings.ToUpper(key)+"_CUSTOM_ENDPOINT", base)
			}
			env.Setenv("GOOGLE_OAUTH_ACCESS_TOKEN", testkit.Token)
			env.Setenv("EXPIRED", testkit.ExpiredToken)
			env.Setenv("DENIED", denied.URL)
			env.Setenv("ENDING", ending.URL)
			env.Setenv("SNAPSHOTS", snapshots)
			env.Setenv("AWS", amazon)
			env.Setenv("LAID", laid)
			env.Setenv("LOGGED", logged.URL)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":  exits,
			"unpack": unpack,
		},
	})
}

// amazonPlans are a recording of a healthy API of API Gateway, one with a fault, and plans
// of the configuration that made them, in a folder.
func amazonPlans(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	healthy, faulty := testkit.NewREST(), testkit.NewREST().DropRules("sg-targets")
	rule := testkit.Creating("aws_vpc_security_group_ingress_rule", "targets", map[string]any{
		"security_group_id": "sg-targets", "ip_protocol": "tcp", "from_port": 8080, "to_port": 8080, "referenced_security_group_id": "sg-nlb",
	}, "security_group_rule_id")
	for name, plan := range map[string][]byte{
		"same.json": testkit.PlanOf(healthy.Terraform()), "drop.json": testkit.PlanOf(healthy.Terraform(), testkit.Deleting("sgr-3")), "mend.json": testkit.PlanOf(faulty.Terraform(), rule),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), plan, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, w := range map[string]*testkit.AWS{"healthy": healthy, "faulty": faulty} {
		if err := testkit.RecordAWS(t.Context(), w, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
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

// loggedServer is an organization with one fault, whose load balancer has logged what
// came of it, and other things.
func loggedServer(t *testing.T) *testkit.Server {
	t.Helper()
	w := testkit.NewWorld().Canaries()
	for _, f := range w.World().Resources(gcp.Firewalls) {
		w.Set(gcp.Firewalls, f.Ref.Value().Name(), "disabled", true)
	}
	s := testkit.Serve(t, w.World())
	details := func(text string) testkit.Body { return testkit.Body{"statusDetails": text} }
	denied := details("denied_by_security_policy")
	denied["enforcedSecurityPolicy"] = testkit.Body{"name": "edge", "priority": 1000, "outcome": "DENY", "matchedFieldValue": testkit.Canary(t, "password in a URL")}
	for at, entry := range map[time.Duration]testkit.Body{
		10 * time.Minute: denied, 20 * time.Minute: details("failed_to_pick_backend"), 30 * time.Minute: details("failed_to_pick_backend"),
		40 * time.Minute: details("something_new"), 5 * time.Hour: details("failed_to_connect_to_backend"),
	} {
		status := 502
		if entry["enforcedSecurityPolicy"] != nil {
			status = 403
		}
		s.Log(testkit.Project, testkit.RequestEntry(today.Add(-at), testkit.Front, status, entry))
	}
	return s
}

// unpack unpacks a bundle, in which nothing may be secret: unpack FILE.zip DIR.
func unpack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unpack FILE.zip DIR")
	}
	archive, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer archive.Close()
	for _, f := range archive.File {
		in, err := f.Open()
		ts.Check(err)
		data, err := io.ReadAll(in)
		ts.Check(err)
		for _, leak := range testkit.Leaks(string(data)) {
			ts.Fatalf("%s gives away the %s", f.Name, leak)
		}
		if strings.Contains(string(data), "203.0.113.9") {
			ts.Fatalf("%s names a client", f.Name)
		}
		path := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(f.Name))
		ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
		ts.Check(os.WriteFile(path, data, 0o600))
	}
}
