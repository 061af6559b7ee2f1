package main

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestRecordings_are_the_same_every_time_and_committed(t *testing.T) {
	t.Parallel()
	made := t.TempDir()
	if err := record(made); err != nil {
		t.Fatal(err)
	}
	dirs := slices.Concat(slices.Collect(maps.Keys(recordings())), slices.Collect(maps.Keys(recordingsAWS())))
	for _, dir := range dirs {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			want := contents(t, filepath.Join(root, filepath.FromSlash(dir)))
			if diff := cmp.Diff(want, contents(t, filepath.Join(made, filepath.FromSlash(dir)))); diff != "" {
				t.Errorf("run make generate (-committed +made):\n%s", diff)
			}
		})
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The guide is what people make a role from: a permission that it lacks is a gap in
// their findings.
func TestThe_guide_to_permissions_names_that_of_every_call(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join(root, "templates", "guides", "permissions.md"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "examples", "demo", "mended", "snapshot", "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var index struct {
		Entries []struct{ Method, Path string }
	}
	if err := json.Unmarshal(text, &index); err != nil {
		t.Fatal(err)
	}
	if len(index.Entries) < 20 {
		t.Fatalf("the recording has %d calls: not a whole collection", len(index.Entries))
	}
	for _, e := range index.Entries {
		permission := testkit.Permission(e.Method + " " + e.Path)
		if permission == "" || !strings.Contains(string(guide), "`"+permission+"`") {
			t.Errorf("%s %s needs %s, which the guide does not name", e.Method, e.Path, permission)
		}
	}
}
