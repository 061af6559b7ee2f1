// Package live reads an organization and its path from the Google Cloud APIs.
package live

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// Config says how to reach the APIs.
type Config struct {
	Project                   string
	Credentials               string // a path, or the JSON text
	AccessToken               string
	ImpersonateServiceAccount string
	BillingProject            string
	// Endpoints maps apigee, compute, service_networking and resource_manager to
	// base URLs that end in the version path.
	Endpoints map[string]string
	// RequestTimeout is the deadline of a whole collection; 0 is the default.
	RequestTimeout time.Duration
	// MaxRetries is per call; 0 is the default, negative none.
	MaxRetries int
	UserAgent  string
	// Transport, when set, answers in place of Google; no credentials are needed.
	Transport http.RoundTripper
	// Record, when set, wraps what the clients use.
	Record func(http.RoundTripper) http.RoundTripper
}

// FromEnvironment fills what is empty from the environment variables that the
// google provider reads.
func (c Config) FromEnvironment(func(string) string) Config { return c }

// Query says what to collect.
type Query struct {
	Organization string
	// Projects hold the load balancer and the proxies; empty is the organization's own.
	Projects  []string
	Hostnames []string
}

// Stats counts what a collection did.
type Stats struct{ Calls int }

// Client collects.
type Client struct{}

// NewClient checks the configuration; it calls nothing.
func NewClient(context.Context, Config) (*Client, error) { return &Client{}, nil }

// Collect reads the organization and its path.
func (c *Client) Collect(context.Context, Query) (*gcp.World, Stats, error) {
	return nil, Stats{}, errors.New("not built yet")
}
