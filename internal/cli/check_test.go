package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// surroundings are those of a run against a server.
func surroundings(s *testkit.Server, stdout, stderr io.Writer) cli.Env {
	environment := map[string]string{"GOOGLE_OAUTH_ACCESS_TOKEN": testkit.Token}
	for key, base := range s.Endpoints() {
		environment["GOOGLE_"+strings.ToUpper(key)+"_CUSTOM_ENDPOINT"] = base
	}
	return cli.Env{
		Version: "1.2.3", Stdout: stdout, Stderr: stderr, Now: time.Now,
		Getenv: func(name string) string { return environment[name] },
	}
}

func TestNoFormatGivesASecretAway(t *testing.T) {
	t.Parallel()
	server := testkit.Serve(t, testkit.NewWorld().Canaries().
		Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"130.211.0.0/22"}).
		Set(gcp.Instances, testkit.Runtime("us-east1"), "state", "CREATING").World())
	server.Break(testkit.Containing("/connections"), testkit.Deny403(""))
	dir := t.TempDir()
	recorded := filepath.Join(dir, "snapshot")
	var out, problems bytes.Buffer
	if code := cli.Run(t.Context(), []string{"snapshot", "--apigee", testkit.Organization, "-o", recorded}, surroundings(server, &out, &problems)); code != 0 {
		t.Fatal(problems.String())
	}
	for _, format := range []string{"text", "json", "sarif", "junit", "github", "markdown", "html"} {
		for name, args := range map[string][]string{"live": nil, "recorded": {"--snapshot", recorded}} {
			t.Run(format+" "+name, func(t *testing.T) {
				t.Parallel()
				var out, problems bytes.Buffer
				args := append([]string{"check", "--apigee", testkit.Organization, "--format", format}, args...)
				if code := cli.Run(t.Context(), args, surroundings(server, &out, &problems)); code != 1 || !strings.Contains(out.String(), "allow-lb") {
					t.Fatalf("exit code %d, %s%s", code, out.String(), problems.String())
				}
				testkit.NoCanary(t, format, out.String()+problems.String())
			})
		}
	}
}

// closed is a pipe that nobody reads any more.
type closed struct{}

func (closed) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAVerdictThatNobodyReadsIsStillTheVerdict(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		snapshot string
		stdout   io.Writer
		code     int
	}{
		"a pass, closed":    {"mended", closed{}, 0},
		"a failure, closed": {"broken", closed{}, 1},
		"a pass, full":      {"mended", full{}, 3},
		"a failure, full":   {"broken", full{}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var problems bytes.Buffer
			code := cli.Run(t.Context(), []string{"check", "--apigee", "acme", "--snapshot", "../../examples/demo/" + c.snapshot + "/snapshot"},
				cli.Env{Stdout: c.stdout, Stderr: &problems, Now: time.Now, Getenv: func(string) string { return "" }})
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if got := strings.Contains(problems.String(), "no space left"); got != (c.code == 3) {
				t.Errorf("stderr %q", problems.String())
			}
		})
	}
}

func TestAFileOfWaiversThatIsNoneIsOneError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"binary":                  {"\x00\x01\x02\xff\xfe", ":1: "},
		"deeply nested":           {"a = " + strings.Repeat("[", 60<<10), ":1: brackets are nested more than 100 deep"},
		"many operators":          {"a = " + strings.Repeat("!", 60<<10), ": "},
		"many conditions":         {"a = " + strings.Repeat("b?", 30<<10), ": "},
		"deeply nested blocks":    {strings.Repeat("a {\n", 15<<10), ":101: "},
		"large":                   {strings.Repeat("#\n", 200<<10), "the file is larger than 64 KiB"},
		"a null":                  {"waiver \"instance-active\" {\n  reason = null\n}\n", ":2: "},
		"a list for a text":       {"waiver \"instance-active\" {\n  reason = [\"r\"]\n}\n", ":2: "},
		"a function":              {"waiver \"instance-active\" {\n  reason = file(\"/etc/passwd\")\n}\n", ":2: "},
		"no label":                {"waiver {\n  reason = \"r\"\n}\n", ":1: "},
		"two labels":              {"waiver \"a\" \"b\" {\n  reason = \"r\"\n}\n", ":1: "},
		"an argument of another":  {"waiver \"instance-active\" {\n  reason = \"r\"\n  until = \"x\"\n}\n", ":3: "},
		"JSON":                    {"{\"waiver\": {}}", ":1: "},
		"a date that is no day":   {"waiver \"instance-active\" {\n  reason = \"r\"\n  expires = \"2026-02-30\"\n}\n", ":3: expires: "},
		"an expiry that is empty": {"waiver \"instance-active\" {\n  reason = \"r\"\n  expires = \"\"\n}\n", ":3: expires: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "waivers.hcl")
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, problems bytes.Buffer
			code := cli.Run(t.Context(), []string{"check", "--apigee", "acme", "--waivers", file},
				cli.Env{Stdout: &out, Stderr: &problems, Now: time.Now, Getenv: func(string) string { return "" }})
			if code != 3 || out.Len() > 0 || !strings.HasPrefix(problems.String(), "apireach: "+file+":") || !strings.Contains(problems.String(), c.want) {
				t.Errorf("exit code %d, stdout %q, stderr %.300q", code, out.String(), problems.String())
			}
			if n := strings.Count(problems.String(), "\n"); n > 3 {
				t.Errorf("%d lines: %.300q", n, problems.String())
			}
		})
	}
}

func TestARunThatIsInterruptedJudgesAndRecordsNothing(t *testing.T) {
	t.Parallel()
	server := testkit.Serve(t, testkit.NewWorld().World())
	dir := filepath.Join(t.TempDir(), "snapshot")
	for name, args := range map[string][]string{
		"check":    {"check", "--apigee", testkit.Organization},
		"snapshot": {"snapshot", "--apigee", testkit.Organization, "-o", dir},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		server.Break(func(req *http.Request) bool {
			if strings.Contains(req.URL.Path, "/aggregated/") {
				cancel()
			}
			return false
		}, testkit.Deny403(""))
		var out, problems bytes.Buffer
		if code := cli.Run(ctx, args, surroundings(server, &out, &problems)); code != 3 || out.Len() > 0 || !strings.Contains(problems.String(), "interrupted") {
			t.Errorf("%s: exit code %d, %s%s", name, code, out.String(), problems.String())
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a snapshot was written: %v", err)
	}
}
