package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/jsonscan"
)

// Snapshot answers requests from a folder. It is an [http.RoundTripper].
type Snapshot struct {
	dir     string
	answers map[key]answer
}

type answer struct {
	status      int
	contentType string
	body        []byte
}

// NotRecordedError says that a request is not in the snapshot.
type NotRecordedError struct{ Method, Path, Dir string }

// Error names the request and the folder.
func (e *NotRecordedError) Error() string {
	return fmt.Sprintf("the snapshot %s has no recording of %s %s", e.Dir, e.Method, e.Path)
}

// Settle says how to get the recording.
func (e *NotRecordedError) Settle() string {
	return "record the snapshot again with `apireach snapshot`"
}

// Open reads a folder and checks that it is whole. The error is an [*Error].
func Open(dir string) (*Snapshot, error) {
	idx, err := readIndex(dir)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{dir: dir, answers: map[key]answer{}}
	answers, errs := make([]answer, len(idx.Entries)), make([]error, len(idx.Entries))
	var wait sync.WaitGroup
	readers := runtime.GOMAXPROCS(0)
	for first := range readers {
		wait.Go(func() {
			for i := first; i < len(idx.Entries); i += readers {
				answers[i], errs[i] = read(dir, idx.Entries[i])
			}
		})
	}
	wait.Wait()
	for i, e := range idx.Entries {
		if errs[i] != nil {
			return nil, errs[i]
		}
		s.answers[e.key()] = answers[i]
	}
	return s, nil
}

func read(dir string, e entry) (answer, error) {
	if a, ok := malformedReplays[e.Malformed]; ok {
		a.status = e.Status
		return a, nil
	}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.File)))
	var problem string
	switch {
	case errors.Is(err, fs.ErrNotExist):
		problem = fmt.Sprintf("the file is missing; %s lists it for %s %s", indexName, e.Method, e.Path)
	case err != nil:
		problem = reason(err)
	case jsonscan.Valid(data) != nil:
		var doc any
		problem = jsonProblem(data, json.Unmarshal(data, &doc))
	}
	if problem != "" {
		return answer{}, &Error{Dir: dir, File: e.File, Problem: problem}
	}
	return answer{e.Status, "application/json; charset=UTF-8", data}, nil
}

// RoundTrip answers a recorded request; the error is a [*NotRecordedError].
func (s *Snapshot) RoundTrip(req *http.Request) (*http.Response, error) {
	k, _, err := keyOf(req)
	if err != nil {
		return nil, err
	}
	a, ok := s.answers[k]
	if !ok {
		a, ok = s.answers[k.unfiltered()]
	}
	if !ok {
		return nil, &NotRecordedError{Method: k.Method, Path: k.Path, Dir: s.dir}
	}
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)),
		StatusCode:    a.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        http.Header{"Content-Type": {a.contentType}},
		Body:          io.NopCloser(bytes.NewReader(a.body)),
		ContentLength: int64(len(a.body)),
		Request:       req,
	}, nil
}
