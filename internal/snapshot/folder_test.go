package snapshot_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// good writes a snapshot with one answer.
func good(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snap")
	r := record(t, api{"GET " + org: {200, `{"name":"acme"}`, nil}}, "GET "+org)
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

const indexHead = `{"format_version":"1.0","entries":[`

func TestASnapshotThatIsNotWholeIsOneClearError(t *testing.T) {
	t.Parallel()
	rewrite := func(name, text string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(name string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	const file = "apigee/organizations_acme.json"
	cases := map[string]struct {
		spoil func(t *testing.T, dir string)
		want  string // what follows "snapshot DIR: "
	}{
		"no folder":            {remove("."), "there is no such folder"},
		"an empty folder":      {func(t *testing.T, dir string) { remove("apigee")(t, dir); remove("index.json")(t, dir) }, "no index.json in it: this folder is no snapshot"},
		"no index":             {remove("index.json"), "no index.json in it: this folder is no snapshot"},
		"an empty index":       {rewrite("index.json", ""), "index.json: the file is empty"},
		"an index cut short":   {rewrite("index.json", indexHead+`{"method":"GE`), "index.json: the file is cut short"},
		"an index of no JSON":  {rewrite("index.json", "hello"), "index.json: not JSON at byte 1"},
		"another index":        {rewrite("index.json", `{"entries":[]}`), "index.json: no format_version in it: this is no index of a snapshot"},
		"a list":               {rewrite("index.json", `[]`), "index.json: expected an object, got array"},
		"a later format":       {rewrite("index.json", `{"format_version":"2.0","entries":[]}`), `index.json: format_version "2.0": this apireach reads 1.x`},
		"no entries":           {rewrite("index.json", `{"format_version":"1.0"}`), "index.json: it lists no requests"},
		"a wrong type":         {rewrite("index.json", indexHead+`{"method":"GET","path":"/a","status":"200","file":"a.json"}]}`), "index.json: entries.status: expected an integer, got string"},
		"no method":            {rewrite("index.json", indexHead+`{"path":"/a","status":200,"file":"a.json"}]}`), "index.json: entries[0]: no method"},
		"no path":              {rewrite("index.json", indexHead+`{"method":"GET","path":"a","status":200,"file":"a.json"}]}`), `index.json: entries[0]: path "a": expected one that begins with /`},
		"no status":            {rewrite("index.json", indexHead+`{"method":"GET","path":"/a","file":"a.json"}]}`), "index.json: entries[0]: status 0: expected 200 to 599"},
		"no file":              {rewrite("index.json", indexHead+`{"method":"GET","path":"/a","status":200}]}`), "index.json: entries[0]: no file"},
		"a file outside":       {rewrite("index.json", indexHead+`{"method":"GET","path":"/a","status":200,"file":"../../etc/passwd"}]}`), `index.json: entries[0]: file "../../etc/passwd": expected a path inside the folder`},
		"a file from the root": {rewrite("index.json", indexHead+`{"method":"GET","path":"/a","status":200,"file":"/etc/passwd"}]}`), `index.json: entries[0]: file "/etc/passwd": expected a path inside the folder`},
		"a backslash":          {rewrite("index.json", indexHead+`{"method":"GET","path":"/a","status":200,"file":"..\\a"}]}`), `index.json: entries[0]: file "..\\a": expected a path inside the folder`},
		"a request twice": {rewrite("index.json", indexHead+`{"method":"GET","path":"/a","status":200,"file":"`+file+`"},{"method":"GET","path":"/a","status":404,"file":"`+file+`"}]}`),
			"index.json: entries[1]: GET /a is listed twice"},
		"a missing file":   {remove(file), file + ": the file is missing; index.json lists it for GET /v1/organizations/acme"},
		"a file cut short": {rewrite(file, `{"name": "ac`), file + ": the file is cut short"},
		"a file emptied":   {rewrite(file, " "), file + ": the file is empty"},
		"a file of text":   {rewrite(file, `{"name": acme}`), file + ": not JSON at byte 10"},
		"a folder for a file": {func(t *testing.T, dir string) {
			remove(file)(t, dir)
			if err := os.Mkdir(filepath.Join(dir, file), 0o700); err != nil {
				t.Fatal(err)
			}
		}, file + ": is a directory"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := good(t)
			c.spoil(t, dir)
			_, err := snapshot.Open(dir)
			if err == nil {
				t.Fatal("opened")
			}
			if want := "snapshot " + dir + ": " + c.want; err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
	t.Run("a file, not a folder", func(t *testing.T) {
		t.Parallel()
		name := filepath.Join(good(t), "index.json")
		if _, err := snapshot.Open(name); err == nil || !strings.HasSuffix(err.Error(), ": expected a folder, got a file") {
			t.Errorf("got %v", err)
		}
	})
}

func TestAnEditedAnswerIsReplayed(t *testing.T) {
	t.Parallel()
	dir := good(t)
	if err := os.WriteFile(filepath.Join(dir, "apigee", "organizations_acme.json"), []byte(`{"name":"other"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, text, _ := do(t, s, "GET", org, ""); text != `{"name":"other"}` {
		t.Errorf("got %q", text)
	}
}

func TestSaveReplacesASnapshotWholly(t *testing.T) {
	t.Parallel()
	dir := good(t)
	r := record(t, api{"GET " + network: {200, `{}`, nil}}, "GET "+network)
	if err := r.Save(dir); err != nil {
		t.Fatal(err)
	}
	want := []string{"compute/projects_acme_global_networks_prod.json", "index.json"}
	if got := files(t, filepath.Dir(dir)); !slices.Equal(got, []string{"snap/" + want[0], "snap/" + want[1]}) {
		t.Errorf("left %q, want %q", got, want)
	}
}

func TestSaveLeavesEverythingElseAlone(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ file, want string }{
		"a folder of other files":     {"notes.txt", "notes.txt: the folder exists and this file is no part of a snapshot; nothing is overwritten"},
		"a folder with another index": {"index.json", "index.json: the folder exists and this file is no part of a snapshot; nothing is overwritten"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte("{}"), 0o600); err != nil {
				t.Fatal(err)
			}
			err := record(t, api{"GET " + org: {200, `{}`, nil}}, "GET "+org).Save(dir)
			if err == nil || err.Error() != "snapshot "+dir+": "+c.want {
				t.Errorf("got %v", err)
			}
			if got := files(t, dir); !slices.Equal(got, []string{c.file}) {
				t.Errorf("files %q", got)
			}
		})
	}
	t.Run("a snapshot with a file beside", func(t *testing.T) {
		t.Parallel()
		dir := good(t)
		if err := os.WriteFile(filepath.Join(dir, "apigee", "notes.txt"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		before := files(t, dir)
		err := record(t, api{"GET " + network: {200, `{}`, nil}}, "GET "+network).Save(dir)
		if err == nil || !strings.Contains(err.Error(), "apigee/notes.txt") {
			t.Errorf("got %v", err)
		}
		if got := files(t, dir); !slices.Equal(got, before) {
			t.Errorf("files %q, want %q", got, before)
		}
	})
	t.Run("a file", func(t *testing.T) {
		t.Parallel()
		name := filepath.Join(good(t), "index.json")
		err := record(t, api{"GET " + org: {200, `{}`, nil}}, "GET "+org).Save(name)
		if err == nil || !strings.Contains(err.Error(), "a file of that name exists") {
			t.Errorf("got %v", err)
		}
	})
}

func TestAFailedSaveLeavesNothing(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	err := record(t, api{}).Save(filepath.Join(parent, "snap"))
	if err == nil || !strings.Contains(err.Error(), "nothing was recorded") {
		t.Errorf("got %v", err)
	}
	if got := files(t, parent); len(got) != 0 {
		t.Errorf("left %q", got)
	}
	// A file stands where a folder is needed.
	block := filepath.Join(parent, "block")
	if err := os.WriteFile(block, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := record(t, api{"GET " + org: {200, `{}`, nil}}, "GET "+org).Save(filepath.Join(block, "snap")); err == nil {
		t.Error("saved below a file")
	}
	if got := files(t, parent); !slices.Equal(got, []string{"block"}) {
		t.Errorf("left %q", got)
	}
}

func TestASnapshotDoesNotDependOnTheOrderOfTheCalls(t *testing.T) {
	t.Parallel()
	a := api{"GET " + org: {200, `{"b":1,"a":2}`, nil}, "GET " + network: {200, `{}`, nil}}
	one, two := t.TempDir(), t.TempDir()
	about := snapshot.About{Tool: snapshot.Tool{Name: "apireach", Version: "1.2.3"}, RecordedAt: "2026-01-02T03:04:05Z"}
	for dir, requests := range map[string][]string{one: {"GET " + org, "GET " + network}, two: {"GET " + network, "GET " + org}} {
		r := record(t, a, requests...)
		r.About = about
		if err := r.Save(dir); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range files(t, one) {
		x, _ := os.ReadFile(filepath.Join(one, name))
		y, _ := os.ReadFile(filepath.Join(two, name))
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs", name)
		}
	}
	got, err := os.ReadFile(filepath.Join(one, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "format_version": "1.0",
  "tool": {
    "name": "apireach",
    "version": "1.2.3"
  },
  "recorded_at": "2026-01-02T03:04:05Z",
  "entries": [
    {
      "method": "GET",
      "path": "/v1/organizations/acme",
      "service": "apigee",
      "status": 200,
      "file": "apigee/organizations_acme.json"
    },
    {
      "method": "GET",
      "path": "/compute/v1/projects/acme/global/networks/prod",
      "service": "compute",
      "status": 200,
      "file": "compute/projects_acme_global_networks_prod.json"
    }
  ]
}
`
	if string(got) != want {
		t.Errorf("index.json is\n%s\nwant\n%s", got, want)
	}
}
