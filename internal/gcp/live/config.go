package live

import (
	"context"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2/google"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
)

// Defaults of a [Config].
const (
	DefaultRequestTimeout = 2 * time.Minute
	DefaultMaxRetries     = 4
)

// Config says how to reach the APIs. Its strings are those of the google provider.
type Config struct {
	Project                   string
	Credentials               string // a path, or the JSON text
	AccessToken               string
	ImpersonateServiceAccount string
	// BillingProject is charged for the calls: it is sent as X-Goog-User-Project.
	BillingProject string
	// Endpoints maps apigee, compute, service_networking, resource_manager,
	// certificate_manager, service_usage, kms and logging to base URLs that end in the version path,
	// such as http://127.0.0.1:1/compute/v1/.
	Endpoints map[string]string
	// RequestTimeout is the deadline of a whole collection; 0 is the default.
	RequestTimeout time.Duration
	// MaxRetries is per call; 0 is the default, negative none.
	MaxRetries int
	UserAgent  string
	// Transport, when set, answers in place of Google; no credentials are needed.
	Transport http.RoundTripper
	// Observe, when set, says what a host shows in place of asking DNS and servers.
	Observe func(ctx context.Context, host string) apigee.Observed
	// Record, when set, wraps what the clients use. It sees the canonical URLs,
	// whatever the endpoints are.
	Record func(http.RoundTripper) http.RoundTripper

	// variables names the environment variable that a setting came from.
	variables map[string]string
	// In tests, defaults finds application default credentials, iam answers for the
	// IAM Credentials API, and network is what is below all else.
	defaults func(context.Context) (*google.Credentials, error)
	iam      http.RoundTripper
	network  http.RoundTripper
}

// FromEnvironment fills what is empty from the environment variables that the
// google provider reads, the first that is not empty winning. Credentials come
// from the environment only when the configuration gives neither them nor an
// access token; the billing project only with USER_PROJECT_OVERRIDE.
func (c Config) FromEnvironment(getenv func(string) string) Config {
	c.Endpoints, c.variables = maps.Clone(c.Endpoints), maps.Clone(c.variables)
	if c.Endpoints == nil {
		c.Endpoints = map[string]string{}
	}
	if c.variables == nil {
		c.variables = map[string]string{}
	}
	fill := func(setting string, now string, names ...string) string {
		for _, name := range names {
			if now != "" {
				break
			}
			if now = getenv(name); now != "" {
				c.variables[setting] = name
			}
		}
		return now
	}
	if c.Credentials == "" && c.AccessToken == "" {
		c.Credentials = fill("google.credentials", "", "GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON")
		c.AccessToken = fill("google.access_token", "", "GOOGLE_OAUTH_ACCESS_TOKEN")
	}
	c.ImpersonateServiceAccount = fill("google.impersonate_service_account", c.ImpersonateServiceAccount, "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT")
	c.Project = fill("google.project", c.Project, "GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT")
	if override, err := strconv.ParseBool(getenv("USER_PROJECT_OVERRIDE")); err == nil && override {
		c.BillingProject = fill("google.billing_project", c.BillingProject, "GOOGLE_BILLING_PROJECT")
	}
	for _, a := range apis {
		c.Endpoints[a.key] = fill(a.attribute(), c.Endpoints[a.key], "GOOGLE_"+strings.ToUpper(a.key)+"_CUSTOM_ENDPOINT")
		if c.Endpoints[a.key] == "" {
			delete(c.Endpoints, a.key)
		}
	}
	return c
}

func (c Config) timeout() time.Duration {
	if c.RequestTimeout == 0 {
		return DefaultRequestTimeout
	}
	return c.RequestTimeout
}

func (c Config) retries() int {
	switch {
	case c.MaxRetries < 0:
		return 0
	case c.MaxRetries == 0:
		return DefaultMaxRetries
	}
	return c.MaxRetries
}
