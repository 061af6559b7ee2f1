package live

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/oauth2/google"
)

// WithoutDefaults is a machine without application default credentials.
func (c Config) WithoutDefaults() Config { return c.WithDefaults(nil, http.ErrNoLocation) }

// WithDefaults replaces application default credentials.
func (c Config) WithDefaults(found *google.Credentials, err error) Config {
	c.defaults = func(context.Context) (*google.Credentials, error) { return found, err }
	return c
}

// WithIAM replaces the IAM Credentials API.
func (c Config) WithIAM(rt http.RoundTripper) Config {
	c.iam = rt
	return c
}

// WithNetwork replaces the network.
func (c Config) WithNetwork(rt http.RoundTripper) Config {
	c.network = rt
	return c
}

// Network is what WithNetwork set.
func (c Config) Network() http.RoundTripper { return c.network }

// Retrying is the retries of a client.
func Retrying(retries int, next http.RoundTripper) http.RoundTripper { return retrying(retries, next) }

// MaxWait is the longest wait that no Retry-After asks for.
const MaxWait time.Duration = maxWait
