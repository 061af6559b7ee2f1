package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// Whatever is made of an API: reports, diagnoses, recordings, bundles and errors.
//
//nolint:paralleltest // AWS's SDK finds the server and the credentials in the environment
func TestNoSecretOfAnAPIIsPrintedRecordedOrPacked(t *testing.T) {
	server := testkit.ServeSecretAPI(t)
	for name, v := range map[string]string{"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": testkit.Canary(t, "access token"), "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, v)
	}
	dir := t.TempDir()
	recorded, packed, again := filepath.Join(dir, "recorded"), filepath.Join(dir, "a.zip"), filepath.Join(dir, "b.zip")
	run := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		env := cli.Env{Version: "1.2.3", Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Now: func() time.Time { return time.Unix(1000, 0) }, Getenv: os.Getenv}
		if code := cli.Run(t.Context(), args, env); code != 0 && code != 1 {
			t.Errorf("%v: exit code %d: %s", args, code, out.String())
		}
		if out.Len() == 0 {
			t.Errorf("%v says nothing", args)
		}
		testkit.NoCanary(t, strings.Join(args, " "), out.String())
		return out.String()
	}
	for _, format := range []string{"text", "json", "sarif", "junit", "github", "markdown", "html"} {
		run("check", "--api", "a1", "--format", format, "--max-retries", "-1")
	}
	for api, cause := range map[string]string{"a1": "backend-certificate-for-another-host", "h1": "link-does-not-lead-to-backend"} {
		if text := run("diagnose", "--api", api, "--logs", "--format", "json", "--max-retries", "-1"); !strings.Contains(text, cause) {
			t.Errorf("the logs of %s do not tell of %s: %s", api, cause, text)
		}
	}
	run("snapshot", "--api", "a1", "-o", recorded, "--max-retries", "-1")
	testkit.NoCanary(t, "the recording", contents(t, recorded))
	run("check", "--api", "a1", "--snapshot", recorded, "--format", "json")
	run("bundle", "--api", "a1", "-o", packed, "--max-retries", "-1")
	run("bundle", "--api", "a1", "--snapshot", recorded, "-o", again)
	for _, file := range []string{packed, again} {
		archive, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range testkit.Unzip(t, archive) {
			testkit.NoCanary(t, filepath.Base(file)+" "+name, text)
		}
	}
}
