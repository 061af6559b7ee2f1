package main

import (
	"os"
	"path/filepath"
	"slices"
)

// files are contents by slash-separated path below the root.
type files map[string]string

// write writes the files, and removes those that match a pattern and are not among
// them: the pages of what is gone.
func write(root string, fs files, stale ...string) error {
	for _, pattern := range stale {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			return err
		}
		for _, path := range found {
			name, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			if _, keep := fs[filepath.ToSlash(name)]; keep {
				continue
			}
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for _, name := range sortedNames(fs) {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(fs[name]), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func sortedNames(fs files) []string {
	names := make([]string, 0, len(fs))
	for name := range fs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
