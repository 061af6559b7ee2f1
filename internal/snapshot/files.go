package snapshot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Files reads the files of a snapshot, and nothing else that may be in the folder,
// secrets cut out again: people edit recordings. The error is an [*Error].
func Files(dir string, cut func(body []byte) ([]byte, error)) (map[string][]byte, About, error) {
	idx, err := readIndex(dir)
	if err != nil {
		return nil, About{}, err
	}
	about := About{Tool: idx.Tool, RecordedAt: idx.RecordedAt}
	files := map[string][]byte{}
	for _, e := range idx.Entries {
		if e.File == "" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.File)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, about, &Error{Dir: dir, File: e.File, Problem: "the file is missing"}
		}
		if err == nil {
			data, err = cut(data)
		}
		if err == nil {
			files[e.File], err = pretty(data)
		}
		if err != nil {
			return nil, about, &Error{Dir: dir, File: e.File, Problem: reason(err)}
		}
	}
	files[indexName], err = idx.text()
	return files, about, err
}
