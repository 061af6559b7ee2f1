package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEvery_command_has_a_manual_page(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "man")
	if err := run([]string{"man", dir}); err != nil {
		t.Fatal(err)
	}
	for name, wants := range map[string][]string{
		"apireach.1":                 {"apireach-check", "apireach-snapshot"},
		"apireach-check.1":           {"--fail-on", "--format", "exit status is 0"},
		"apireach-explain.1":         {"explain"},
		"apireach-snapshot.1":        {"--apigee"},
		"apireach-snapshot-import.1": {"--map"},
		"apireach-version.1":         {"version"},
	} {
		page, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(page), want) {
				t.Errorf("%s lacks %q:\n%s", name, want, page)
			}
		}
	}
}

func TestWrong_arguments_are_an_error(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"man"}, {"man", "a", "b"}, {"woman", t.TempDir()}} {
		if err := run(args); err == nil {
			t.Errorf("%q is no error", args)
		}
	}
}
