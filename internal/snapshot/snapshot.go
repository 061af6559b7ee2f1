// Package snapshot records API responses and replays them without a network.
package snapshot

import (
	"errors"
	"fmt"
	"net/http"
)

// Snapshot answers requests from a folder. It is an [http.RoundTripper].
type Snapshot struct{}

// NotRecordedError says that a request is not in the snapshot.
type NotRecordedError struct{ Method, Path, Dir string }

// Error names the request and the folder.
func (e *NotRecordedError) Error() string {
	return fmt.Sprintf("the snapshot %s has no recording of %s %s", e.Dir, e.Method, e.Path)
}

// Open reads a folder and checks that it is whole.
func Open(string) (*Snapshot, error) { return nil, errors.New("not built yet") }

// RoundTrip answers a recorded request; the error is a [*NotRecordedError].
func (s *Snapshot) RoundTrip(req *http.Request) (*http.Response, error) {
	return nil, &NotRecordedError{Method: req.Method, Path: req.URL.Path}
}

// Recorder keeps the responses that pass through it.
type Recorder struct {
	next http.RoundTripper
	cut  func(body []byte) ([]byte, error)
}

// NewRecorder records what next answers, after secrets are cut out.
func NewRecorder(next http.RoundTripper, cut func(body []byte) ([]byte, error)) *Recorder {
	return &Recorder{next: next, cut: cut}
}

// RoundTrip passes the request on and keeps the response.
func (r *Recorder) RoundTrip(req *http.Request) (*http.Response, error) { return r.next.RoundTrip(req) }

// Save writes the folder, wholly or not at all.
func (r *Recorder) Save(string) error { return errors.New("not built yet") }
