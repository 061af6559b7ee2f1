package snapshot_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// judge collects and writes the report.
func judge(t *testing.T, config live.Config) ([]byte, error) {
	t.Helper()
	client, err := live.NewClient(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	world, _, err := client.Collect(t.Context(), live.Query{Organization: testkit.Organization})
	if err != nil {
		return nil, err
	}
	inv, err := world.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	data, err := report.JSON(check.Run(inv, apigee.Checks(), check.Options{}), report.Tool{Name: "apireach"})
	if err != nil {
		t.Fatal(err)
	}
	return data, nil
}

// recordLive judges what a server says and keeps the answers in a folder.
func recordLive(t *testing.T, s *testkit.Server) (dir string, judged []byte, err error) {
	t.Helper()
	var recorder *snapshot.Recorder
	config := s.Config()
	config.MaxRetries = -1
	config.RequestTimeout = 10 * time.Second
	config.Record = func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, gcp.CutJSON)
		return recorder
	}
	judged, err = judge(t, config)
	if err != nil {
		return "", nil, err
	}
	dir = filepath.Join(t.TempDir(), "snap")
	if err := recorder.Save(dir); err != nil {
		t.Fatal(err)
	}
	return dir, judged, nil
}

func replay(t *testing.T, dir string) []byte {
	t.Helper()
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	once := &asked{next: s, requests: map[string]int{}}
	judged, err := judge(t, live.Config{Transport: once})
	if err != nil {
		t.Fatal(err)
	}
	for request, times := range once.requests {
		if times > 1 {
			t.Errorf("%s is asked %d times, though the answer cannot change", request, times)
		}
	}
	return judged
}

// asked counts requests.
type asked struct {
	next     http.RoundTripper
	mu       sync.Mutex
	requests map[string]int
}

func (a *asked) RoundTrip(req *http.Request) (*http.Response, error) {
	request := req.Method + " " + req.URL.String()
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(body)
		if err != nil {
			return nil, err
		}
		request += " " + string(text)
	}
	a.mu.Lock()
	a.requests[request]++
	a.mu.Unlock()
	return a.next.RoundTrip(req)
}

func TestAReplayGivesTheSameReportToTheByte(t *testing.T) {
	t.Parallel()
	cases := map[string]func(t *testing.T) *testkit.Server{
		"healthy": func(t *testing.T) *testkit.Server { return testkit.Serve(t, testkit.NewWorld().World()) },
		"many pages": func(t *testing.T) *testkit.Server {
			s := testkit.Serve(t, testkit.NewWorld().World())
			s.PageSize(1)
			return s
		},
		"broken": func(t *testing.T) *testkit.Server {
			w := testkit.NewWorld().DropAll(gcp.Firewalls).Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", "default")
			return testkit.Serve(t, w.World())
		},
		"Private Service Connect": func(t *testing.T) *testkit.Server {
			return testkit.Serve(t, testkit.NewWorld().WithoutPeering().World())
		},
		"hybrid": func(t *testing.T) *testkit.Server { return testkit.Serve(t, testkit.NewWorld().Hybrid().World()) },
	}
	for name, serve := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, want, err := recordLive(t, serve(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := replay(t, dir); !bytes.Equal(got, want) {
				t.Errorf("live\n%s\nreplay\n%s", want, got)
			}
		})
	}
}

func TestAReplayOfAFailedCallGivesTheSameReport(t *testing.T) {
	t.Parallel()
	compared := 0
	for _, call := range []string{"/instances?", "/aggregated/backendServices", "/getEffectiveFirewalls"} {
		for _, fault := range testkit.Faults() {
			switch fault.Name {
			case testkit.Hang().Name, testkit.Reset().Name, testkit.CutOff().Name:
				continue // there is no answer to record
			case testkit.HTML().Name:
				continue // what settles it is the endpoint, which a replay does not have
			}
			if !fault.Applies("GET " + call) {
				continue
			}
			s := testkit.Serve(t, testkit.NewWorld().World())
			s.Break(testkit.Containing(call), fault)
			dir, want, err := recordLive(t, s)
			if err != nil {
				t.Fatalf("%s of %s: %v", fault.Name, call, err)
			}
			compared++
			if got := replay(t, dir); !bytes.Equal(got, want) {
				t.Errorf("%s of %s\nlive\n%s\nreplay\n%s", fault.Name, call, want, got)
			}
		}
	}
	if compared < 30 {
		t.Errorf("only %d faults were compared", compared)
	}
}

func TestACallWithoutAnAnswerPassesNothingOnReplay(t *testing.T) {
	t.Parallel()
	for _, fault := range []testkit.Fault{testkit.Reset(), testkit.CutOff()} {
		s := testkit.Serve(t, testkit.NewWorld().World())
		s.Break(testkit.Containing("/getEffectiveFirewalls"), fault)
		dir, judged, err := recordLive(t, s)
		if err != nil {
			t.Fatal(err)
		}
		got := replay(t, dir)
		if verdicts(got) != verdicts(judged) {
			t.Errorf("%s: live\n%s\nreplay\n%s", fault.Name, verdicts(judged), verdicts(got))
		}
		if !strings.Contains(verdicts(got), `"verdict": "unknown"`) || !bytes.Contains(got, []byte("not in the snapshot")) {
			t.Errorf("%s: nothing says what is missing:\n%s", fault.Name, got)
		}
	}
}

// verdicts are the lines of a report that say which check judged what, and how.
func verdicts(data []byte) string {
	var out []string
	for _, line := range strings.Split(string(data), "\n") {
		for _, field := range []string{`"check": `, `"verdict": `, `"subject": `} {
			if strings.Contains(line, field) {
				out = append(out, strings.TrimSpace(line))
			}
		}
	}
	return strings.Join(out, "\n")
}

func TestARecordingHoldsNoSecret(t *testing.T) {
	t.Parallel()
	const canary = "c4n4ry"
	w := testkit.NewWorld()
	for _, secret := range []struct {
		typ   gcp.Type
		field string
		value any
	}{
		{gcp.InstanceTemplates, "properties.metadata.fingerprint", "kept"},
		{gcp.InstanceTemplates, "properties.metadata.items.0.value", canary + "-endpoint"},
		{gcp.InstanceTemplates, "properties.metadata.items", []testkit.Body{
			{"key": "ENDPOINT", "value": "10.0.0.2"}, {"key": "db-password", "value": canary}, {"key": "ssh-keys", "value": "root:" + canary},
			{"key": "startup-script", "value": "TOKEN=" + canary + " apigee"}, {"key": "startup-script-url", "value": "https://u:" + canary + "@example.com/s.sh?sig=" + canary},
		}},
		{gcp.InstanceTemplates, "properties.disks", []testkit.Body{{"diskEncryptionKey": testkit.Body{"rawKey": canary, "rsaEncryptedKey": canary}}}},
		{gcp.BackendServices, "customRequestHeaders", []string{"Authorization: Bearer " + canary}},
		{gcp.BackendServices, "iap", testkit.Body{"enabled": true, "oauth2ClientSecret": canary, "oauth2ClientSecretSha256": canary}},
		{gcp.Organizations, "apiConsumerDataToken", canary},
		{gcp.TargetProxies, "privateKey", canary},
		{gcp.HealthChecks, "description", "-----BEGIN RSA PRIVATE KEY-----" + canary},
	} {
		w.SetAll(secret.typ, secret.field, secret.value)
	}
	s := testkit.Serve(t, w.World())
	dir, judged, err := recordLive(t, s)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(judged, []byte(canary)) {
		t.Errorf("the report holds the secret:\n%s", judged)
	}
	names := files(t, dir)
	if len(names) < 20 {
		t.Errorf("only %d files", len(names))
	}
	found := false
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{canary, testkit.Token} {
			if bytes.Contains(data, []byte(secret)) || strings.Contains(name, secret) {
				t.Errorf("%s holds %s:\n%s", name, secret, data)
			}
		}
		found = found || bytes.Contains(data, []byte("db-password"))
	}
	if !found {
		t.Error("the planted metadata was never read")
	}
}

func TestAWholeListAnswersForAPartOfIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.json": `{"format_version": "1.0", "entries": [{"method": "GET", "path": "/compute/v1/projects/acme/aggregated/instances", "file": "a.json", "status": 200}]}`,
		"a.json":     `{"items": {}}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]bool{"": true, "?filter=name+eq+%22a.*%22&maxResults=500": true, "?pageToken=2": false, "?filter=x&pageToken=2": false} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://compute.googleapis.com/compute/v1/projects/acme/aggregated/instances"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := s.RoundTrip(req)
		if (err == nil) != want {
			t.Errorf("%q: %v", query, err)
		}
		if err == nil {
			resp.Body.Close()
		}
	}
}
