package live_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

func TestNothingIsCollectedWhereNothingCanBeJudged(t *testing.T) {
	t.Parallel()
	page := "<!doctype html><title>CANARY</title>"
	missing := `{"error": {"code": 404, "message": "CANARY", "status": "NOT_FOUND"}}`
	const closed = "http://127.0.0.1:1" // nothing listens there
	tests := []struct {
		name      string
		config    func(*testing.T) live.Config
		kind      live.Kind
		attribute string
		says      string
	}{
		{"an organization that does not exist", answering(404, "application/json", missing), live.KindOrganizationNotFound, "organization", "there is no Apigee organization acme (GET organizations/acme: 404)"},
		{"a web server", answering(200, "text/html", page), live.KindEndpoint, "google.endpoints.", "answers with a web page"},
		{"a web server without the page", answering(404, "text/html", page), live.KindEndpoint, "google.endpoints.", "answers 404, and not as a Google API does"},
		{"a web server that redirects", func(t *testing.T) live.Config {
			return serving(t, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "https://example.com/CANARY", http.StatusFound)
			})
		}, live.KindEndpoint, "google.endpoints.", "answers 302, and not as a Google API does"},
		{"a server of something else", answering(400, "text/plain", "CANARY"), live.KindEndpoint, "google.endpoints.", "answers 400"},
		{"a closed port", func(t *testing.T) live.Config {
			c := answering(200, "application/json", "{}")(t)
			c.Endpoints["compute"] = closed + "/compute/v1/"
			c.Endpoints["apigee"] = serving(t, organization).Endpoints["apigee"]
			return c
		}, live.KindEndpoint, "google.endpoints.compute", "cannot be reached: connection refused (GET projects/acme/aggregated/autoscalers); expected the Compute Engine API, by default at https://compute.googleapis.com/compute/v1/"},
		{"a certificate nobody trusts", func(t *testing.T) live.Config {
			s := httptest.NewTLSServer(http.NotFoundHandler())
			s.Config.ErrorLog = quiet
			t.Cleanup(s.Close)
			return at(s)
		}, live.KindEndpoint, "google.endpoints.", "its TLS certificate is not trusted"},
		{"a token that has expired", answering(401, "application/json", `{"error": {"code": 401, "message": "CANARY"}}`), live.KindCredentials, "google.access_token", "the token has expired"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := tt.config(t)
			c.AccessToken, c.MaxRetries = "CANARY-token", -1
			err := collectError(t, c)
			var got *live.Error
			if !errors.As(err, &got) || !strings.HasPrefix(got.Attribute, tt.attribute) {
				t.Fatalf("got %v, want an error of %s", err, tt.attribute)
			}
			wantError(t, err, tt.kind, got.Attribute, tt.says)
		})
	}
}

func TestTheTokenFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another host was called, with authorization %q", r.Header.Get("Authorization"))
	}))
	t.Cleanup(elsewhere.Close)
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
	})
	c.AccessToken = "t"
	collectError(t, c)
}

func TestQueriesThatNoAPITakesAreRefused(t *testing.T) {
	t.Parallel()
	client, err := live.NewClient(t.Context(), live.Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		t.Errorf("called %s", r.URL)
		return nil, errors.New("no call is expected")
	})})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "organizations/", "a/b", "..", "a b", "a?b", "a%2fb", "a#b", "ä"} {
		_, _, err := client.Collect(t.Context(), live.Query{Organization: name})
		wantError(t, err, live.KindConfig, "organization", "expected the name of an Apigee organization")
		if name != "organizations/" {
			_, _, err = client.Collect(t.Context(), live.Query{Organization: "acme", Projects: []string{"acme", name}})
			wantError(t, err, live.KindConfig, "projects", "expected ids of projects")
		}
	}
}

func TestACanceledCollectionIsNoAnswer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client, err := live.NewClient(t.Context(), live.Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		cancel()
		<-r.Context().Done()
		return nil, r.Context().Err()
	})})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.Collect(ctx, live.Query{Organization: "acme"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was canceled", err)
	}
}

func TestNoCallOutlivesTheDeadline(t *testing.T) {
	t.Parallel()
	c := serving(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	c.AccessToken, c.RequestTimeout = "t", 200*time.Millisecond
	client, err := live.NewClient(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	w, _, err := client.Collect(t.Context(), live.Query{Organization: "acme", Projects: []string{"acme"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range types {
		gaps := w.Gaps(typ)
		if len(gaps) == 0 || !strings.Contains(gaps[0].Reason, "no answer in time") {
			t.Errorf("%s has the gaps %v", typ, gaps)
		}
	}
}

// quiet keeps refused handshakes out of the output.
var quiet = log.New(io.Discard, "", 0)

// organization answers for organization acme and nothing else.
func organization(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "organizations/acme") {
		_, _ = io.WriteString(w, `{"name": "acme", "projectId": "acme"}`)
		return
	}
	_, _ = io.WriteString(w, "{}")
}

func serving(t *testing.T, h http.HandlerFunc) live.Config {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return at(s)
}

func answering(status int, contentType, body string) func(*testing.T) live.Config {
	return func(t *testing.T) live.Config {
		t.Helper()
		return serving(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		})
	}
}
