package cli_test

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

func probing(t *testing.T, args ...string) (code int, out, errors string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Run(t.Context(), append([]string{"probe"}, args...), cli.Env{
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" }, Now: time.Now,
	})
	return code, stdout.String(), stderr.String()
}

func TestProbeTellsWhatAServerPresents(t *testing.T) {
	t.Parallel()
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the probe sent a request") }))
	t.Cleanup(s.Close)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	code, out, _ := probing(t, "api.acme.example:"+port, "--address", "127.0.0.1", "--server-name", "example.com")
	if code != 1 || !strings.Contains(out, "no trusted root has issued the certificate") && !strings.Contains(out, "self-signed") || !strings.Contains(out, "SHA-256") {
		t.Errorf("code %d, %s", code, out)
	}
	code, out, _ = probing(t, "api.acme.example:"+port, "--address", "127.0.0.1", "--format", "json")
	var answer struct {
		OK           bool
		Problem      string
		Certificates []struct{ Fingerprint string }
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != 1 || answer.OK || answer.Problem != "the certificate is not for api.acme.example" || len(answer.Certificates) == 0 {
		t.Errorf("code %d, %s, %v", code, out, err)
	}
}

func TestProbeTellsUsageFromFailure(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		args []string
		code int
	}{
		{[]string{}, 3},
		{[]string{"https://api.acme.example"}, 3},
		{[]string{"api.acme.example:0"}, 3},
		{[]string{"api.acme.example", "--format", "xml"}, 3},
		{[]string{"api.acme.example", "--timeout", "0s"}, 3},
		{[]string{"127.0.0.1:1", "--timeout", "2s"}, 1},
	} {
		if code, out, errors := probing(t, tc.args...); code != tc.code {
			t.Errorf("%q: code %d, %s%s", tc.args, code, out, errors)
		}
	}
}
