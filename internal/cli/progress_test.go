package cli_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestProgressIsShownOnATerminalOnly(t *testing.T) {
	t.Parallel()
	server := testkit.Serve(t, testkit.NewWorld().World())
	environment := map[string]string{"GOOGLE_OAUTH_ACCESS_TOKEN": testkit.Token}
	for key, base := range server.Endpoints() {
		environment["GOOGLE_"+strings.ToUpper(key)+"_CUSTOM_ENDPOINT"] = base
	}
	for _, terminal := range []bool{true, false} {
		var out, problems bytes.Buffer
		dir := filepath.Join(t.TempDir(), "snap")
		code := cli.Run(t.Context(), []string{"snapshot", "--apigee", testkit.Organization, "-o", dir}, cli.Env{
			Stdout: &out, Stderr: &problems, Terminal: terminal, Now: time.Now,
			Getenv: func(name string) string { return environment[name] },
		})
		if code != 0 || out.Len() > 0 {
			t.Fatalf("exit code %d, %s%s", code, out.String(), problems.String())
		}
		if got := strings.Contains(problems.String(), "\r\033[Kreading: 1 calls"); got != terminal {
			t.Errorf("terminal %t: %q", terminal, problems.String())
		}
		if !strings.HasSuffix(problems.String(), "calls).\n") || strings.HasSuffix(strings.TrimSuffix(problems.String(), "\n"), "\r") {
			t.Errorf("terminal %t: %q", terminal, problems.String())
		}
	}
}
