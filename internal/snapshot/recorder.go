package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
)

// Recorder keeps the responses that pass through it. It may be used by many
// goroutines.
type Recorder struct {
	// About goes into the index; set it before Save.
	About About

	next http.RoundTripper
	cut  func(body []byte) ([]byte, error)

	mu   sync.Mutex
	kept map[key]exchange
	err  error
}

// exchange is a request and its answer, ready to be written.
type exchange struct {
	key
	service   string
	status    int
	body      []byte // pretty JSON; nil when malformed says why
	malformed string
}

// NewRecorder records what next answers, after secrets are cut out.
func NewRecorder(next http.RoundTripper, cut func(body []byte) ([]byte, error)) *Recorder {
	return &Recorder{next: next, cut: cut, kept: map[key]exchange{}}
}

// RoundTrip passes the request on and keeps the response; of a request made
// twice, the last. A call that got no answer, or not all of it, is not kept.
func (r *Recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	k, req, err := keyOf(req)
	if err != nil {
		return nil, err
	}
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
		return resp, nil
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	r.keep(exchange{key: k, service: service(req.URL.Host), status: resp.StatusCode}, body)
	return resp, nil
}

func (r *Recorder) keep(e exchange, body []byte) {
	var err error
	if e.malformed = malformed(body); e.malformed == "" {
		if body, err = r.cut(body); err == nil {
			e.body, err = pretty(body)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.err = errors.Join(r.err, fmt.Errorf("cannot cut secrets from the answer to %s %s: %w", e.Method, e.Path, err))
		return
	}
	r.kept[e.key] = e
}

// Save writes the folder, wholly or not at all. It replaces a snapshot, and no
// other folder unless that is empty.
func (r *Recorder) Save(dir string) error {
	exchanges, err := r.exchanges()
	if err != nil {
		return err
	}
	return write(dir, r.About, exchanges)
}

// Files is the folder in memory, by the names of files.
func (r *Recorder) Files() (map[string][]byte, error) {
	exchanges, err := r.exchanges()
	if err != nil {
		return nil, err
	}
	return render(r.About, exchanges)
}

func (r *Recorder) exchanges() ([]exchange, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return nil, r.err
	}
	return slices.Collect(maps.Values(r.kept)), nil
}

// malformed says what a body that is no JSON is; "" for JSON.
func malformed(body []byte) string {
	body = bytes.TrimSpace(body)
	var syntax *json.SyntaxError
	var doc any
	switch err := json.Unmarshal(body, &doc); {
	case err == nil:
		return ""
	case len(body) == 0:
		return malformedEmpty
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(body)) && (body[0] == '{' || body[0] == '['):
		return malformedTruncated
	case body[0] == '<':
		return malformedPage
	}
	return malformedText
}

// pretty indents JSON and keeps the order of its keys.
func pretty(body []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := json.Indent(&out, bytes.TrimSpace(body), "", "  "); err != nil {
		return nil, errors.New("not JSON")
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
