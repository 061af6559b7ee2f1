package snapshot

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// write makes the folder beside its place and moves it there when it is whole.
func write(dir string, about About, exchanges []exchange) error {
	if len(exchanges) == 0 {
		return &Error{Dir: dir, Problem: "nothing was recorded, so nothing is written"}
	}
	dir, replaces, err := destination(dir)
	if err != nil {
		return err
	}
	failed := func(err error) error {
		return &Error{Dir: dir, Problem: "cannot be written: " + reason(err)}
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return failed(err)
	}
	beside, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+".")
	if err != nil {
		return failed(err)
	}
	defer os.RemoveAll(beside) //nolint:errcheck // what is left over is hidden and harmless
	whole, old := filepath.Join(beside, "new"), filepath.Join(beside, "old")
	if err := fill(whole, about, exchanges); err != nil {
		return failed(err)
	}
	if replaces {
		if err := os.Rename(dir, old); err != nil {
			return failed(err)
		}
	}
	if err := os.Rename(whole, dir); err != nil {
		if replaces {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return failed(err)
	}
	return nil
}

// fill writes the files and, last, the index.
func fill(dir string, about About, exchanges []exchange) error {
	files, err := render(about, exchanges)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == indexName {
			continue
		}
		if err := writeFile(dir, name, files[name]); err != nil {
			return err
		}
	}
	return writeFile(dir, indexName, files[indexName])
}

// render is the folder in memory, by the names of files.
func render(about About, exchanges []exchange) (map[string][]byte, error) {
	slices.SortFunc(exchanges, func(a, b exchange) int {
		return cmp.Or(cmp.Compare(a.service, b.service), cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Method, b.Method), cmp.Compare(a.Body, b.Body))
	})
	idx := index{FormatVersion: formatVersion, Tool: about.Tool, RecordedAt: about.RecordedAt}
	names := fileNames(exchanges)
	files := map[string][]byte{}
	for i, e := range exchanges {
		entry := entry{
			Method: e.Method, Path: e.Path, RequestBody: e.Body, Service: e.service,
			Status: e.status, Malformed: e.malformed,
		}
		if e.malformed == "" {
			entry.File = names[i]
			files[entry.File] = e.body
		}
		idx.Entries = append(idx.Entries, entry)
	}
	text, err := idx.text()
	files[indexName] = text
	return files, err
}

// text is index.json.
func (idx index) text() ([]byte, error) {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false) // queries stay readable
	out.SetIndent("", "  ")
	err := out.Encode(idx)
	return text.Bytes(), err
}

func writeFile(dir, name string, data []byte) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644) //nolint:gosec // people share snapshots; umask applies
}

// destination resolves the folder to write and says whether it replaces one. A folder
// that holds anything but a snapshot's own files is left alone.
func destination(dir string) (path string, replaces bool, err error) {
	if dir == "" {
		return "", false, &Error{Dir: `""`, Problem: "expected the name of a folder"}
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return "", false, err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return dir, false, nil
	case err != nil:
		return "", false, &Error{Dir: dir, Problem: reason(err)}
	case !info.IsDir():
		return "", false, &Error{Dir: dir, Problem: "a file of that name exists; it is not overwritten"}
	}
	own := map[string]bool{indexName: true}
	if idx, err := readIndex(dir); err == nil {
		for _, e := range idx.Entries {
			own[e.File] = true
		}
	} else {
		own = nil
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if !own[filepath.ToSlash(name)] {
			return &Error{Dir: dir, File: name, Problem: "the folder exists and this file is no part of a snapshot; nothing is overwritten"}
		}
		return nil
	})
	var foreign *Error
	if err != nil && !errors.As(err, &foreign) {
		err = fmt.Errorf("snapshot %s: %s", dir, reason(err))
	}
	return dir, true, err
}
