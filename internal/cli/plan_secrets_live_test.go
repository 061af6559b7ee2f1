package cli_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// secretOrganization is full of secrets, and broken so that much is said of it.
func secretOrganization() *testkit.World {
	return testkit.NewWorld().Canaries().
		Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"130.211.0.0/22"}).
		Detach(testkit.Runtime("us-west1"), "live")
}

// uncutRecording is a recording that somebody else made, with the secrets in it.
func uncutRecording(t *testing.T, s *testkit.Server) string {
	t.Helper()
	var recorder *snapshot.Recorder
	config := s.Config()
	config.Record = func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, func(body []byte) ([]byte, error) { return body, nil })
		return recorder
	}
	collect(t, config)
	dir := filepath.Join(t.TempDir(), "recording")
	if err := recorder.Save(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// contents joins the files of a folder.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		out.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// checkPlanOver checks a plan over what a server tells, or a recording.
func checkPlanOver(t *testing.T, s *testkit.Server, plan []byte, args ...string) (code int, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := surroundings(s, &stdout, &stderr)
	env.Stdin, env.Color, env.Width = bytes.NewReader(plan), true, 100
	code = cli.Run(t.Context(), append([]string{"check", "-"}, args...), env)
	return code, stdout.String() + stderr.String()
}

func TestNoFormatGivesASecretAwayOfAPlanOverWhatThereIs(t *testing.T) {
	t.Parallel()
	server := testkit.Serve(t, secretOrganization().World())
	recorded := uncutRecording(t, server)
	if !strings.Contains(contents(t, recorded), testkit.Canary(t, "startup script")) {
		t.Fatal("the recording has no secrets")
	}
	plan := encoded(t, secretPlan(t))
	for _, format := range []string{"text", "json", "sarif", "junit", "github", "markdown", "html"} {
		for name, args := range map[string][]string{"live": {"--live"}, "recorded": {"--snapshot", recorded}} {
			t.Run(format+" "+name, func(t *testing.T) {
				t.Parallel()
				code, out := checkPlanOver(t, server, plan, append(args, "--format", format, "--fail-on", "unknown")...)
				if code != 1 || !strings.Contains(out, "google_") || !strings.Contains(out, "us-west1") {
					t.Errorf("exit code %d, %s", code, out)
				}
				testkit.NoCanary(t, format+" "+name, out)
			})
		}
	}
}

// Neither does an error, whatever the APIs or the recording answer.
func TestNoErrorGivesASecretAwayOfAPlanOverWhatThereIs(t *testing.T) {
	t.Parallel()
	plan := encoded(t, secretPlan(t))
	for name, fault := range map[string]testkit.Fault{
		"denied": testkit.Deny403(""), "cut off": testkit.Truncate(), "of wrong types": testkit.WrongType(), "no JSON": testkit.HTML(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := testkit.Serve(t, secretOrganization().World())
			server.Break(testkit.Containing("compute"), fault)
			code, out := checkPlanOver(t, server, plan, "--live", "--fail-on", "unknown", "--max-retries", "-1")
			if code == 0 {
				t.Errorf("exit code 0, %s", out)
			}
			testkit.NoCanary(t, name, out)
		})
	}
	server := testkit.Serve(t, secretOrganization().World())
	recorded := uncutRecording(t, server)
	err := filepath.WalkDir(recorded, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == "index.json" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, text[:len(text)/2], 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	code, out := checkPlanOver(t, server, plan, "--snapshot", recorded, "--fail-on", "unknown")
	if code == 0 {
		t.Errorf("exit code 0, %s", out)
	}
	testkit.NoCanary(t, "a recording that is cut off", out)
}
