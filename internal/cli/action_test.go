//go:build unix

package cli_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// released writes a release whose apireach says how it is called, and returns the
// folder that stands for the place of all releases.
func released(t *testing.T, sum string) string {
	t.Helper()
	const program = "#!/bin/sh\necho called: \"$@\"\nexit 1\n"
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	archive := tar.NewWriter(zip)
	err := archive.WriteHeader(&tar.Header{Name: "apireach", Mode: 0o755, Size: int64(len(program))})
	if err == nil {
		_, err = archive.Write([]byte(program))
	}
	dir := t.TempDir()
	folder := filepath.Join(dir, "v1.2.3")
	if err = errors.Join(err, archive.Close(), zip.Close(), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	if sum == "" {
		sum = fmt.Sprintf("%x", sha256.Sum256(packed.Bytes()))
	}
	name := fmt.Sprintf("apireach_1.2.3_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	if err := errors.Join(
		os.WriteFile(filepath.Join(folder, name), packed.Bytes(), 0o600),
		os.WriteFile(filepath.Join(folder, "apireach_1.2.3_SHA256SUMS"), []byte(sum+"  "+name+"\n"), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runAction runs the action's script in an empty folder.
func runAction(t *testing.T, environment ...string) (out string, code int, left []os.DirEntry) {
	t.Helper()
	for _, tool := range []string{"bash", "curl", "tar", "awk"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not there", tool)
		}
	}
	script, err := filepath.Abs("../../scripts/action")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "bash", script)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), environment...)
	text, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if left, err = os.ReadDir(cmd.Dir); err != nil {
		t.Fatal(err)
	}
	return string(text), cmd.ProcessState.ExitCode(), left
}

func TestTheActionRunsOnlyTheReleaseWhoseChecksumIsPublished(t *testing.T) {
	t.Parallel()
	const odd = "--only firewall $(touch pwned) ; false"
	for name, c := range map[string]struct{ sum, version, plan, args, want string }{
		"a release":           {version: "1.2.3", plan: "a plan.json", args: "--fail-on unknown", want: "called: check a plan.json --fail-on unknown\n"},
		"no more arguments":   {version: "1.2.3", plan: "plan.json", want: "called: check plan.json\n"},
		"no script":           {version: "1.2.3", plan: "plan.json", args: odd, want: "called: check plan.json " + odd + "\n"},
		"another checksum":    {sum: strings.Repeat("0", 64), version: "1.2.3", plan: "plan.json", want: "is not what apireach_1.2.3_SHA256SUMS says"},
		"no such release":     {version: "9.9.9", plan: "plan.json", want: "curl"},
		"no release's number": {version: "../../evil", plan: "plan.json", want: "expected a release such as 1.2.3"},
		"no plan":             {version: "1.2.3", want: "PLAN: is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, code, left := runAction(t, "PLAN="+c.plan, "ARGS="+c.args, "VERSION="+c.version, "RELEASES=file://"+released(t, c.sum))
			if code == 0 || !strings.Contains(out, c.want) || len(left) > 0 {
				t.Errorf("exit code %d, left behind %v, %s", code, left, out)
			}
			if called := strings.Contains(out, "called:"); called != strings.HasPrefix(c.want, "called:") || called && code != 1 {
				t.Errorf("called %v, exit code %d: %s", called, code, out)
			}
		})
	}
}

func TestTheActionBuildsItsOwnSource(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the command line")
	}
	out, code, _ := runAction(t, "PLAN=none.json", "ARGS=", "VERSION=")
	if code != 3 || !strings.Contains(out, "none.json") {
		t.Errorf("exit code %d, %s", code, out)
	}
}
