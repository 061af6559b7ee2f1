package snapshot_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// api answers by URL; what it has no answer for fails.
type api map[string]reply

type reply struct {
	status int
	body   string
	err    error // while the body is read
}

func (a api) RoundTrip(req *http.Request) (*http.Response, error) {
	r, ok := a[req.Method+" "+req.URL.String()]
	if !ok {
		return nil, errors.New("connection refused")
	}
	var body io.Reader = strings.NewReader(r.body)
	if r.err != nil {
		body = io.MultiReader(body, broken{r.err})
	}
	return &http.Response{StatusCode: r.status, Body: io.NopCloser(body), Header: http.Header{}, Request: req}, nil
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func uncut(body []byte) ([]byte, error) { return body, nil }

func do(t *testing.T, rt http.RoundTripper, method, url, body string) (status int, text string, err error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := rt.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data), err
}

func record(t *testing.T, a api, requests ...string) *snapshot.Recorder {
	t.Helper()
	r := snapshot.NewRecorder(a, uncut)
	for _, request := range requests {
		method, url, _ := strings.Cut(request, " ")
		_, _, _ = do(t, r, method, url, "")
	}
	return r
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			out = append(out, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	org     = "https://apigee.googleapis.com/v1/organizations/acme"
	network = "https://compute.googleapis.com/compute/v1/projects/acme/global/networks/prod"
)

func TestARecordingIsReplayedWhateverTheHostAndTheOrderOfTheQuery(t *testing.T) {
	t.Parallel()
	list := "https://compute.googleapis.com/compute/v1/projects/acme/aggregated/urlMaps?pageToken=a%2Fb&filter=x&maxResults=500&alt=json&key=k"
	r := record(t, api{
		"GET " + org:  {200, `{"name":"acme","createdAt":"1660444169636"}`, nil},
		"GET " + list: {200, `{"items":{}}`, nil},
	}, "GET "+org, "GET "+list)
	dir := filepath.Join(t.TempDir(), "new", "snap")
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"apigee/organizations_acme.json",
		"compute/projects_acme_aggregated_urlMaps_filter=x_pageToken=a_b.json",
		"index.json",
	}
	if got := files(t, dir); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"http://127.0.0.1:1/v1/organizations/acme?prettyPrint=false":                                                               `{"name":"acme","createdAt":"1660444169636"}`,
		"https://www.googleapis.com/compute/v1/projects/acme/aggregated/urlMaps?maxResults=100&filter=x&%24alt=json&pageToken=a/b": `{"items":{}}`,
	} {
		status, text, err := do(t, s, "GET", url, "")
		if status != 200 || err != nil || !sameJSON(text, want) {
			t.Errorf("%s: %d %q %v", url, status, text, err)
		}
	}
}

func sameJSON(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return string(p) == string(q)
}

func TestErrorsAreReplayedAsErrors(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reply  reply
		status int
		text   string // of the replay
	}{
		"an error in JSON":            {reply{403, `{"error":{"code":403}}`, nil}, 403, "{\n  \"error\": {\n    \"code\": 403\n  }\n}\n"},
		"a page of a proxy":           {reply{502, "<html>token=abc</html>", nil}, 502, "<"},
		"text":                        {reply{502, "token=abc", nil}, 502, "text"},
		"JSON cut short":              {reply{200, `{"items": [{"name": "tok`, nil}, 200, "{"},
		"no body":                     {reply{200, " \n", nil}, 200, ""},
		"JSON of a type nobody wants": {reply{200, `"hello"`, nil}, 200, "\"hello\"\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := record(t, api{"GET " + org: c.reply}, "GET "+org)
			dir := t.TempDir()
			if err := r.Save(dir); err != nil {
				t.Fatal(err)
			}
			s, err := snapshot.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			status, text, err := do(t, s, "GET", org, "")
			if status != c.status || text != c.text || err != nil {
				t.Errorf("got %d %q %v, want %d %q", status, text, err, c.status, c.text)
			}
		})
	}
}

func TestTheCallerGetsTheAnswerAsItWasSent(t *testing.T) {
	t.Parallel()
	fault := errors.New("connection reset")
	r := snapshot.NewRecorder(api{
		"GET " + org:     {200, ` {"name":"acme"} `, nil},
		"GET " + network: {200, `{"name":`, fault},
	}, func([]byte) ([]byte, error) { return []byte(`{}`), nil })
	if _, text, err := do(t, r, "GET", org, ""); text != ` {"name":"acme"} ` || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
	if _, text, err := do(t, r, "GET", network, ""); text != `{"name":` || !errors.Is(err, fault) {
		t.Errorf("got %q, %v", text, err)
	}
	if _, _, err := do(t, r, "GET", network+"/nothing", ""); err == nil || err.Error() != "connection refused" {
		t.Errorf("got %v", err)
	}
}

func TestACallWithoutAWholeAnswerIsNotRecorded(t *testing.T) {
	t.Parallel()
	r := record(t, api{
		"GET " + org:     {200, `{}`, nil},
		"GET " + network: {200, `{}`, errors.New("connection reset")},
	}, "GET "+org, "GET "+network, "GET "+network+"/nothing")
	dir := t.TempDir()
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{network, network + "/nothing"} {
		_, _, err := do(t, s, "GET", url, "")
		var missing *snapshot.NotRecordedError
		if !errors.As(err, &missing) {
			t.Fatalf("%s: got %v, want a NotRecordedError", url, err)
		}
		if want := strings.TrimPrefix(url, "https://compute.googleapis.com"); missing.Path != want || missing.Dir != dir {
			t.Errorf("got %+v, want path %s", missing, want)
		}
		if missing.Settle() == "" {
			t.Error("nothing settles it")
		}
	}
}

func TestOfTheSameRequestTheLastAnswerIsKept(t *testing.T) {
	t.Parallel()
	a := api{"GET " + org: {503, `{}`, nil}}
	r := record(t, a, "GET "+org)
	a["GET "+org] = reply{200, `{"name":"acme"}`, nil}
	_, _, _ = do(t, r, "GET", org, "")
	dir := t.TempDir()
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if status, _, _ := do(t, s, "GET", org, ""); status != 200 {
		t.Errorf("status %d, want 200", status)
	}
}

func TestRequestsWithDifferentBodiesAreDifferent(t *testing.T) {
	t.Parallel()
	health := network + "/getHealth"
	a := api{"POST " + health: {200, `{"of":"a"}`, nil}}
	r := snapshot.NewRecorder(a, uncut)
	_, _, _ = do(t, r, "POST", health, `{"group":"a"}`)
	a["POST "+health] = reply{200, `{"of":"b"}`, nil}
	_, _, _ = do(t, r, "POST", health, `{"group":"b"}`)
	dir := t.TempDir()
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []string{"a", "b"} {
		if _, text, err := do(t, s, "POST", health, `{"group":"`+of+`"}`); !sameJSON(text, `{"of":"`+of+`"}`) {
			t.Errorf("group %s: got %q, %v", of, text, err)
		}
	}
	if _, _, err := do(t, s, "POST", health, `{"group":"c"}`); err == nil {
		t.Error("group c was never asked for, but is answered")
	}
}

func TestFileNamesDifferWhateverTheRequests(t *testing.T) {
	t.Parallel()
	base := "https://apigee.googleapis.com/v1/organizations/"
	long := strings.Repeat("x", 300)
	a := api{}
	var requests []string
	for _, path := range []string{"a/b", "a_b", "A_b", "a%2Fb", "..", "a?x=1", "a?x=2", "a%20x", "a%20x/", long + "1", long + "2", "%00", "%C3%BC"} {
		requests = append(requests, "GET "+base+path)
		a["GET "+base+path] = reply{200, `{"path":"` + path + `"}`, nil}
	}
	r := record(t, a, requests...)
	dir := t.TempDir()
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, name := range files(t, dir) {
		if other, ok := seen[strings.ToLower(name)]; ok {
			t.Errorf("%s and %s differ in case only", name, other)
		}
		seen[strings.ToLower(name)] = name
		if len(filepath.Base(name)) > 140 || strings.ContainsAny(name, "%:\x00? ü") {
			t.Errorf("unsafe name %q", name)
		}
	}
	if len(seen) != len(requests)+1 {
		t.Errorf("%d files for %d requests", len(seen), len(requests))
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, request := range requests {
		_, text, err := do(t, s, "GET", strings.TrimPrefix(request, "GET "), "")
		if want := a[request].body; !sameJSON(text, want) {
			t.Errorf("%s: got %q, %v", request, text, err)
		}
	}
}

func TestWhatCannotBeCutIsNotSaved(t *testing.T) {
	t.Parallel()
	r := snapshot.NewRecorder(api{"GET " + org: {200, `{"secret":"s3cr3t"}`, nil}},
		func([]byte) ([]byte, error) { return nil, errors.New("no") })
	_, _, _ = do(t, r, "GET", org, "")
	dir := filepath.Join(t.TempDir(), "snap")
	err := r.Save(dir)
	if err == nil || !strings.Contains(err.Error(), "GET /v1/organizations/acme") || strings.Contains(err.Error(), "s3cr3t") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a folder was written")
	}
}

func TestARecorderMayBeUsedByMany(t *testing.T) {
	t.Parallel()
	a := api{}
	var all sync.WaitGroup
	for i := range 50 {
		a["GET "+org+"/"+strings.Repeat("i", i+1)] = reply{200, `{}`, nil}
	}
	r := snapshot.NewRecorder(a, uncut)
	for request := range a {
		all.Go(func() { _, _, _ = do(t, r, "GET", strings.TrimPrefix(request, "GET "), "") })
	}
	all.Wait()
	dir := t.TempDir()
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	if got := len(files(t, dir)); got != 51 {
		t.Errorf("%d files, want 51", got)
	}
}
