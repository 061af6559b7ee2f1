package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// requestsName is the file that says by hand what other files answer.
const requestsName = "requests.json"

// loose is a file with JSON of which nobody says what it answers. Secrets have
// been cut out of it.
type loose struct {
	file string // below the folder, with slashes
	raw  json.RawMessage
	doc  value.Value
}

// readLoose reads every file below a folder, in the order of their names.
func readLoose(dir string) (docs []loose, ignored []Ignored, err error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, fmt.Errorf("import %s: there is no such folder", dir)
	case err != nil:
		return nil, nil, fmt.Errorf("import %s: %s", dir, reason(err))
	case !info.IsDir():
		return nil, nil, fmt.Errorf("import %s: expected a folder, got a file", dir)
	}
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("import %s: %s", dir, reason(err))
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		hidden := strings.HasPrefix(entry.Name(), ".") && name != "."
		switch {
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir(), hidden, name == requestsName:
			return nil
		case !strings.EqualFold(filepath.Ext(name), ".json"):
			ignored = append(ignored, Ignored{File: name, Reason: "its name does not end in .json"})
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("import %s: %s: %s", dir, name, reason(err))
		}
		d, err := newLoose(name, data)
		if err != nil {
			return fmt.Errorf("import %s: %w", dir, err)
		}
		docs = append(docs, d)
		return nil
	})
	if err == nil && len(docs) == 0 {
		err = fmt.Errorf("import %s: there is no .json file in it", dir)
	}
	return docs, ignored, err
}

func newLoose(name string, data []byte) (loose, error) {
	// Some shells write a byte order mark.
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var any json.RawMessage
	if err := json.Unmarshal(data, &any); err != nil {
		return loose{}, fmt.Errorf("%s: %s", name, jsonProblem(data, err))
	}
	raw, err := gcp.CutJSON(data)
	if err != nil {
		return loose{}, fmt.Errorf("%s: %w", name, err)
	}
	doc, err := value.ParseJSON(raw)
	if err != nil {
		return loose{}, fmt.Errorf("%s: %w", name, err)
	}
	return loose{file: name, raw: raw, doc: doc}, nil
}

// parts splits a list into documents of their own.
func (d loose) parts() []loose {
	var raws []json.RawMessage
	if json.Unmarshal(d.raw, &raws) != nil {
		return nil
	}
	out := make([]loose, len(raws))
	for i, raw := range raws {
		out[i] = loose{file: d.file, raw: raw, doc: d.doc.Elements()[i]}
	}
	return out
}

// field is the document in one of its fields.
func (d loose) field(name string) loose {
	var fields map[string]json.RawMessage
	if json.Unmarshal(d.raw, &fields) != nil {
		return loose{}
	}
	return loose{file: d.file, raw: fields[name], doc: d.doc.Get(name)}
}

// base is the file's name without folder and suffix.
func (d loose) base() string {
	name := d.file[strings.LastIndex(d.file, "/")+1:]
	return strings.TrimSuffix(name, filepath.Ext(name))
}
