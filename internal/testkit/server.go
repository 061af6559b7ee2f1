package testkit

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// The access tokens that a [Server] knows. Any other is no credential.
const (
	Token        = "testkit-token-that-nothing-may-print"
	ExpiredToken = "testkit-token-of-yesterday"
)

// Server speaks the REST APIs of Apigee, Compute Engine, Service Networking,
// Resource Manager, Certificate Manager, Service Usage, Cloud KMS and Cloud Logging, as far
// as collection uses them, from a declared world.
type Server struct {
	// URL is the server's root.
	URL string

	world catalogue
	// observed is what hosts show, which no API tells.
	observed []apigee.Observed
	wrong    func(format string, args ...any) // a call that no collection may make
	closing  chan struct{}

	mu       sync.Mutex
	logs     map[string][]json.RawMessage // by project
	calls    []string
	faults   []*broken
	delay    time.Duration
	pageSize int
	inFlight int
	most     int
}

// Serve starts a server that answers from the world until the test ends. A call
// that would change anything fails the test.
func Serve(t testing.TB, w *gcp.World) *Server {
	t.Helper()
	s, stop, err := start(w)
	if err != nil {
		t.Fatalf("testkit: %v", err)
	}
	s.wrong = t.Errorf
	t.Cleanup(stop)
	return s
}

// start starts a server; stop ends it, and may be called again.
func start(w *gcp.World) (s *Server, stop func(), err error) {
	world, err := newCatalogue(w)
	if err != nil {
		return nil, nil, err
	}
	s = &Server{world: world, observed: w.Observed, closing: make(chan struct{})}
	h := httptest.NewServer(s)
	s.URL = h.URL
	return s, sync.OnceFunc(func() {
		close(s.closing)
		h.Close()
	}), nil
}

// Endpoints are the server's base URLs by service, as users configure them.
func (s *Server) Endpoints() map[string]string {
	return map[string]string{
		"apigee":              s.URL + "/v1/",
		"compute":             s.URL + "/compute/v1/",
		"service_networking":  s.URL + "/v1/",
		"resource_manager":    s.URL + "/v1/",
		"certificate_manager": s.URL + "/v1/",
		"logging":             s.URL + "/v2/",
		"service_usage":       s.URL + "/v1/",
		"kms":                 s.URL + "/v1/",
		"network_security":    s.URL + "/v1/",
	}
}

// Config is the configuration of a client of this server.
func (s *Server) Config() live.Config {
	return live.Config{Endpoints: s.Endpoints(), AccessToken: Token, Observe: observe(s.observed)}
}

// Client is an HTTP client whose requests carry the token.
func (s *Server) Client() *http.Client { return &http.Client{Transport: bearer{}} }

type bearer struct{}

func (bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+Token)
	return http.DefaultTransport.RoundTrip(r)
}

// Calls lists the calls received, in order, such as
// "GET /compute/v1/projects/acme/aggregated/urlMaps?maxResults=500".
func (s *Server) Calls() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.calls...)
}

// MostAtOnce is the largest number of calls that were in flight together.
func (s *Server) MostAtOnce() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

// Forget clears the list of calls.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls, s.most = nil, 0
}

// Delay makes every call take at least so long.
func (s *Server) Delay(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delay = d
}

// PageSize limits the items of a page, whatever the caller asks for, so that a
// small world has many pages. 0 is no limit.
func (s *Server) PageSize(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pageSize = n
}

// Call is how [Server.Calls] spells a request.
func Call(r *http.Request) string { return r.Method + " " + r.URL.RequestURI() }

// ServeHTTP answers one call.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.calls = append(s.calls, Call(r))
	s.inFlight++
	s.most = max(s.most, s.inFlight)
	fault, delay := s.faultFor(r), s.delay
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.inFlight--
		s.mu.Unlock()
	}()
	if !s.wait(r, delay) {
		return
	}
	switch r.Header.Get("Authorization") {
	case "Bearer " + Token:
	case "Bearer " + ExpiredToken:
		apiError(401, "UNAUTHENTICATED", "authError", "The access token has expired.").write(w)
		return
	default:
		apiError(401, "UNAUTHENTICATED", "required", "The request has no valid credential.").write(w)
		return
	}
	if fault != nil {
		fault.serve(s, w, r)
		return
	}
	s.answer(r).write(w)
}

// wait lets time pass; it is over early, with false, when nobody waits for the answer.
func (s *Server) wait(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.closing:
	}
	return false
}

// entriesPath is how log entries are read.
const entriesPath = "/v2/entries:list"

// answer is what the APIs say in good health.
func (s *Server) answer(r *http.Request) response {
	reads := r.URL.Path == entriesPath || strings.HasSuffix(r.URL.Path, "/getHealth") || strings.HasSuffix(r.URL.Path, ":getIamPolicy") || strings.HasSuffix(r.URL.Path, ":getAncestry")
	if r.Method != http.MethodGet && !reads {
		s.wrong("testkit: %s: collection only reads", Call(r))
	}
	root, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	path := strings.Split(rest, "/")
	last := path[len(path)-1]
	switch {
	case r.URL.Path == entriesPath:
		return s.entries(r)
	case (root == "v1" || root == "v3") && strings.HasSuffix(last, ":getIamPolicy"):
		return s.policy(strings.TrimSuffix(rest, ":getIamPolicy"))
	case root == "v1" && path[0] == "projects" && strings.HasSuffix(last, ":getAncestry"):
		return s.ancestry(strings.TrimSuffix(last, ":getAncestry"))
	case root == "v1" && path[0] == "projects" && len(path) == 3 && last == "services:batchGet":
		return s.services(r, path[1])
	case root == "v1" && len(path) == 8 && path[6] == "cryptoKeys":
		return s.key(rest)
	case root == "compute" && path[0] == "v1" && len(path) > 2 && path[1] == "projects":
		return s.compute(r, path[2], path[3:])
	case root == "v1" && path[0] == "organizations" && len(path) > 1:
		return s.apigee(r, path[1:])
	case root == "v1" && path[0] == "services" && len(path) == 3 && path[2] == "connections":
		return s.connections(r, path[1])
	case root == "v1" && path[0] == "projects" && len(path) > 3 && path[2] == "locations":
		return s.certificates(r, path)
	case (root == "v1" || root == "v3") && path[0] == "projects" && len(path) == 2:
		return s.project(root, path[1])
	}
	return noSuchMethod
}
