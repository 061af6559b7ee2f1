package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/registry"
)

// root is the repository's.
const root = "../.."

func TestPages_are_the_same_every_time(t *testing.T) {
	t.Parallel()
	first, err := checkPages(root, registry.Checks())
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := checkPages(root, registry.Checks())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(checkIndex(registry.Paths()), checkIndex(registry.Paths())); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestEvery_check_has_examples_and_a_page_that_says_all_of_it(t *testing.T) {
	t.Parallel()
	pages, err := checkPages(root, registry.Checks())
	if err != nil {
		t.Fatal(err)
	}
	index := checkIndex(registry.Paths())["templates/guides/checks.md"]
	for _, c := range registry.Checks() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			page := pages["templates/guides/check-"+c.ID+".md"]
			for what, text := range map[string]string{
				"title": c.Title, "hop": string(c.Hop), "severity": c.Severity.String(), "symptom": c.Symptom,
				"why": c.Why, "fix": c.Fix, "unknown": c.Unknown, "since": c.Since,
			} {
				if text == "" || !strings.Contains(page, text) {
					t.Errorf("the page lacks the check's %s %q", what, text)
				}
			}
			for what, list := range map[string][]string{"reads": c.Reads, "references": c.References} {
				if len(list) == 0 {
					t.Errorf("the check has no %s", what)
				}
				for _, item := range list {
					if !strings.Contains(page, item) {
						t.Errorf("the page lacks %q of the check's %s", item, what)
					}
				}
			}
			if !strings.HasSuffix(c.DocURL(), "/docs/guides/check-"+c.ID) {
				t.Errorf("findings point at %s, which is not the page", c.DocURL())
			}
			if !strings.Contains(index, "(./check-"+c.ID+")") {
				t.Error("the index does not link to the page")
			}
		})
	}
}

func TestEvery_hop_is_explained(t *testing.T) {
	t.Parallel()
	paths := registry.Paths()
	for i, path := range paths {
		for _, hop := range path.Hops {
			if len(hopText[hop]) == 0 {
				t.Errorf("hop %s has no text in the index", hop)
			}
			if i > 0 && slices.Contains(paths[0].Hops, hop) && textOf(0, hop) == textOf(i, hop) {
				t.Errorf("hop %s of %q has the text of another path", hop, path.Title)
			}
		}
	}
}

func TestA_check_without_an_example_is_an_error_that_names_the_file(t *testing.T) {
	t.Parallel()
	_, err := checkPages(t.TempDir(), registry.Checks()[:1])
	want := filepath.Join("examples", "checks", registry.Checks()[0].ID, "bad", "main.tf")
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Fatalf("got %v, want an error that names %s", err, want)
	}
}

func TestPages_of_checks_that_are_gone_are_removed_and_other_guides_stay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	guides := filepath.Join(dir, "templates", "guides")
	if err := write(dir, files{
		"templates/guides/check-gone.md": "old", "templates/guides/check-kept.md": "old", "templates/guides/snapshots.md": "by hand",
	}); err != nil {
		t.Fatal(err)
	}
	if err := write(dir, files{"templates/guides/check-kept.md": "new"}, "templates/guides/check-*.md"); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	entries, err := os.ReadDir(guides)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(guides, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got[e.Name()] = string(text)
	}
	if diff := cmp.Diff(map[string]string{"check-kept.md": "new", "snapshots.md": "by hand"}, got); diff != "" {
		t.Fatal(diff)
	}
}
