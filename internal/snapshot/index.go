package snapshot

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
)

const (
	indexName     = "index.json"
	formatVersion = "1.0"
)

// Tool names the program that made a snapshot.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// About is what a snapshot says about itself. None of it changes a verdict.
type About struct {
	Tool Tool
	// RecordedAt is RFC 3339, or "" when nobody knows.
	RecordedAt string
}

// index is index.json.
type index struct {
	FormatVersion string  `json:"format_version"`
	Tool          Tool    `json:"tool"`
	RecordedAt    string  `json:"recorded_at,omitempty"`
	Entries       []entry `json:"entries"`
}

// entry says how one request is answered.
type entry struct {
	Method string `json:"method"`
	// Path is the canonical path with the query sorted, without a host.
	Path string `json:"path"`
	// RequestBody is the SHA-256 of the request's body, if it has one.
	RequestBody string `json:"request_body_sha256,omitempty"`
	// Service is the API's name, for people.
	Service string `json:"service"`
	Status  int    `json:"status"`
	// File holds the JSON of the answer, relative to the folder.
	File string `json:"file,omitempty"`
	// Malformed says why there is no file: see the constants.
	Malformed string `json:"malformed,omitempty"`
}

// What an answer that is no JSON was. Its text is not kept, because nobody can
// say what in it is secret; it is replayed as something that fails in the same way.
const (
	malformedEmpty     = "empty"
	malformedTruncated = "truncated"
	malformedPage      = "web page"
	malformedText      = "text"
)

// malformedReplays is what stands for such an answer.
var malformedReplays = map[string]answer{
	malformedEmpty:     {contentType: "text/plain; charset=UTF-8"},
	malformedTruncated: {contentType: "application/json; charset=UTF-8", body: []byte("{")},
	malformedPage:      {contentType: "text/html; charset=UTF-8", body: []byte("<")},
	malformedText:      {contentType: "text/plain; charset=UTF-8", body: []byte("text")},
}

func (e entry) key() key { return key{Method: e.Method, Path: e.Path, Body: e.RequestBody} }

// Error says what is wrong with a snapshot.
type Error struct {
	Dir     string
	File    string // "" when it is the folder itself
	Problem string
}

// Error names the folder, the file and what is wrong.
func (e *Error) Error() string {
	if e.File == "" {
		return fmt.Sprintf("snapshot %s: %s", e.Dir, e.Problem)
	}
	return fmt.Sprintf("snapshot %s: %s: %s", e.Dir, e.File, e.Problem)
}

// readIndex reads and checks index.json, but not the files it names.
func readIndex(dir string) (index, error) {
	var idx index
	bad := func(file, format string, args ...any) (index, error) {
		return index{}, &Error{Dir: dir, File: file, Problem: fmt.Sprintf(format, args...)}
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return bad("", "there is no such folder")
	case err != nil:
		return bad("", "%s", reason(err))
	case !info.IsDir():
		return bad("", "expected a folder, got a file")
	}
	data, err := os.ReadFile(filepath.Join(dir, indexName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return bad("", "no %s in it: this folder is no snapshot", indexName)
	case err != nil:
		return bad(indexName, "%s", reason(err))
	}
	if err := json.Unmarshal(data, &idx); err != nil {
		return bad(indexName, "%s", jsonProblem(data, err))
	}
	switch major, _, _ := strings.Cut(idx.FormatVersion, "."); {
	case idx.FormatVersion == "":
		return bad(indexName, "no format_version in it: this is no index of a snapshot")
	case major != "1":
		return bad(indexName, "format_version %q: this apireach reads 1.x", idx.FormatVersion)
	case len(idx.Entries) == 0:
		return bad(indexName, "it lists no requests")
	}
	seen := map[key]bool{}
	for i, e := range idx.Entries {
		if problem := e.problem(); problem != "" {
			return bad(indexName, "entries[%d]: %s", i, problem)
		}
		if seen[e.key()] {
			return bad(indexName, "entries[%d]: %s %s is listed twice", i, e.Method, e.Path)
		}
		seen[e.key()] = true
	}
	return idx, nil
}

func (e entry) problem() string {
	_, known := malformedReplays[e.Malformed]
	switch {
	case e.Method == "":
		return "no method"
	case !strings.HasPrefix(e.Path, "/"):
		return fmt.Sprintf("path %q: expected one that begins with /", e.Path)
	case e.Status < http.StatusOK || e.Status > 599:
		return fmt.Sprintf("status %d: expected 200 to 599", e.Status)
	case e.File == "" && !known:
		return "no file"
	case e.File != "" && e.Malformed != "":
		return "both a file and malformed"
	case e.File != "" && (!filepath.IsLocal(filepath.FromSlash(e.File)) || strings.Contains(e.File, `\`)):
		return fmt.Sprintf("file %q: expected a path inside the folder", e.File)
	}
	return ""
}

// jsonProblem tells a document cut short from one that is wrong.
func jsonProblem(data []byte, err error) string {
	var syntax *json.SyntaxError
	var shape *json.UnmarshalTypeError
	switch {
	case len(strings.TrimSpace(string(data))) == 0:
		return "the file is empty"
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(data)):
		return "the file is cut short"
	case errors.As(err, &syntax):
		return fmt.Sprintf("not JSON at byte %d", syntax.Offset)
	case errors.As(err, &shape):
		if shape.Field == "" {
			return "expected an object, got " + shape.Value
		}
		return fmt.Sprintf("%s: expected %s, got %s", shape.Field, plainType(shape.Type), shape.Value)
	}
	return "not JSON"
}

// plainType says what a field of the index is without Go's words.
func plainType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int:
		return "an integer"
	case reflect.String:
		return "a string"
	case reflect.Slice:
		return "a list"
	default:
		return "an object"
	}
}

// reason is an error of the file system without the path, which is told already.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err.Error()
	}
	return err.Error()
}
