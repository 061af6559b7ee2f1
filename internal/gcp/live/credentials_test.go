package live_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// google401 answers like an API that does not take the token, and remembers what
// it was sent.
func google401(t *testing.T) (*httptest.Server, func() http.Header) {
	t.Helper()
	seen := make(chan http.Header, 100)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"error": {"code": 401, "message": "CANARY", "status": "UNAUTHENTICATED"}}`)
	}))
	t.Cleanup(s.Close)
	return s, func() http.Header { return <-seen }
}

func at(s *httptest.Server) live.Config {
	return live.Config{MaxRetries: -1, Endpoints: map[string]string{
		"apigee": s.URL + "/v1/", "compute": s.URL + "/compute/v1/", "service_networking": s.URL + "/v1/", "resource_manager": s.URL + "/v1/",
	}}
}

// collectError collects organization acme and returns the error.
func collectError(t *testing.T, c live.Config) error {
	t.Helper()
	client, err := live.NewClient(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = client.Collect(t.Context(), live.Query{Organization: "acme"})
	if err == nil {
		t.Fatal("collected without an error")
	}
	return err
}

func TestCredentialsAreSentWithEveryCall(t *testing.T) {
	t.Parallel()
	tokens := tokenServer(t, http.StatusOK, `{"access_token": "minted", "token_type": "Bearer", "expires_in": 3600}`)
	key := serviceAccountKey(t, tokens.URL)
	file := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(file, []byte(key), 0o600); err != nil {
		t.Fatal(err)
	}
	user := `{"type": "authorized_user", "client_id": "i", "client_secret": "CANARY", "refresh_token": "CANARY", "quota_project_id": "quota"}`
	static := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "default"})
	tests := []struct {
		name                         string
		config                       func(live.Config) live.Config
		authorization, billing, says string
	}{
		{"an access token", func(c live.Config) live.Config { c.AccessToken = "mine"; return c }, "Bearer mine", "", "google.access_token"},
		{"an access token before credentials", func(c live.Config) live.Config { c.AccessToken, c.Credentials = "mine", key; return c }, "Bearer mine", "", "google.access_token"},
		{"the JSON of a service account", func(c live.Config) live.Config { c.Credentials = key; return c }, "Bearer minted", "", "google.credentials"},
		{"the path of its file", func(c live.Config) live.Config { c.Credentials = file; return c }, "Bearer minted", "", "google.credentials"},
		{"application default credentials", func(c live.Config) live.Config {
			return c.WithDefaults(&google.Credentials{TokenSource: static, JSON: []byte(user)}, nil)
		}, "Bearer default", "quota", "google.credentials"},
		{"a billing project before that of the credentials", func(c live.Config) live.Config {
			c.BillingProject = "billing"
			return c.WithDefaults(&google.Credentials{TokenSource: static, JSON: []byte(user)}, nil)
		}, "Bearer default", "billing", "google.credentials"},
		{"an impersonated service account", func(c live.Config) live.Config {
			c.AccessToken, c.ImpersonateServiceAccount = "mine", "sa@acme.iam.gserviceaccount.com"
			return c.WithIAM(roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.Header.Get("Authorization") != "Bearer mine" || !strings.Contains(r.URL.Path, "sa@acme") {
					t.Errorf("IAM was sent %v", r)
				}
				w := httptest.NewRecorder()
				_, _ = w.WriteString(`{"accessToken": "impersonated", "expireTime": "` + time.Now().Add(time.Hour).Format(time.RFC3339) + `"}`)
				return w.Result(), nil
			}))
		}, "Bearer impersonated", "", "google.impersonate_service_account"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, seen := google401(t)
			c := at(s)
			c.UserAgent = "apireach/1"
			err := collectError(t, tt.config(c))
			wantError(t, err, live.KindCredentials, tt.says, "the token has expired or is none")
			h := seen()
			if got := h.Get("Authorization"); got != tt.authorization {
				t.Errorf("authorization %q, want %q", got, tt.authorization)
			}
			if got := h.Get("X-Goog-User-Project"); got != tt.billing {
				t.Errorf("billed project %q, want %q", got, tt.billing)
			}
			if got := h.Get("User-Agent"); !strings.Contains(got, "apireach/1") {
				t.Errorf("user agent %q", got)
			}
		})
	}
}

func TestWithoutATokenTheErrorSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	refusing := tokenServer(t, http.StatusBadRequest, `{"error": "invalid_grant", "error_description": "CANARY"}`)
	s, _ := google401(t)
	tests := []struct {
		name, attribute, says string
		config                func(live.Config) live.Config
	}{
		{"no credentials at all", "google.credentials", "no credentials found: neither access_token nor credentials is set", live.Config.WithoutDefaults},
		{"no credentials to impersonate with", "google.credentials", "GOOGLE_APPLICATION_CREDENTIALS", func(c live.Config) live.Config {
			c.ImpersonateServiceAccount = "sa@acme.iam.gserviceaccount.com"
			return c.WithoutDefaults()
		}},
		{"a key that was deleted", "google.credentials", "no access token: Google refused (400): invalid_grant", func(c live.Config) live.Config {
			c.Credentials = serviceAccountKey(t, refusing.URL)
			return c
		}},
		{"a token server that is away", "google.credentials", "no access token: Google could not be asked for one", func(c live.Config) live.Config {
			c.Credentials = serviceAccountKey(t, "http://127.0.0.1:1/CANARY")
			return c
		}},
		{"no right to impersonate", "google.impersonate_service_account", "roles/iam.serviceAccountTokenCreator", func(c live.Config) live.Config {
			c.AccessToken, c.ImpersonateServiceAccount = "mine", "sa@acme.iam.gserviceaccount.com"
			return c.WithIAM(roundTrip(func(*http.Request) (*http.Response, error) {
				w := httptest.NewRecorder()
				w.WriteHeader(http.StatusForbidden)
				_, _ = w.WriteString("CANARY")
				return w.Result(), nil
			}))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wantError(t, collectError(t, tt.config(at(s))), live.KindCredentials, tt.attribute, tt.says)
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func tokenServer(t *testing.T, status int, body string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	return s
}

// serviceAccountKey makes a key whose tokens come from the given address.
func serviceAccountKey(t *testing.T, tokenURI string) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(map[string]string{
		"type": "service_account", "client_email": "sa@acme.iam.gserviceaccount.com", "token_uri": tokenURI,
		"private_key_id": "CANARY", "private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
