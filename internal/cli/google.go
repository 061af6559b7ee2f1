package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/spf13/pflag"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// googleFlags are those of commands that read from Google Cloud.
func googleFlags(f *pflag.FlagSet, c *live.Config) {
	accountFlags(f, c)
	f.DurationVar(&c.RequestTimeout, "timeout", 0, "the deadline of all reading (0: the default)")
	f.IntVar(&c.MaxRetries, "max-retries", 0, "per call (0: the default, negative: none)")
}

// accountFlags say as whom they read.
func accountFlags(f *pflag.FlagSet, c *live.Config) {
	f.StringVar(&c.Credentials, "credentials", "", "a `file` with a service account key or other Google credentials")
	f.StringVar(&c.ImpersonateServiceAccount, "impersonate-service-account", "", "act as this service `account`")
	f.StringVar(&c.BillingProject, "billing-project", "", "the `project` that quota is taken from")
}

// complete fills a configuration from the environment, and shows progress on a
// terminal below what wraps the calls.
func complete(c live.Config, env Env, wrap func(http.RoundTripper) http.RoundTripper) live.Config {
	c = c.FromEnvironment(env.Getenv)
	c.UserAgent = "apireach/" + env.Version
	c.Record = func(next http.RoundTripper) http.RoundTripper {
		if env.Terminal {
			next = &progress{next: next, env: env}
		}
		return wrap(next)
	}
	return c
}

// unwrapped is for commands that only read.
func unwrapped(next http.RoundTripper) http.RoundTripper { return next }

// clearProgress makes way for what follows.
func clearProgress(env Env) {
	if env.Terminal {
		fmt.Fprint(env.Stderr, "\r\033[K")
	}
}

// interrupted says that reading ended by Ctrl-C: what was not read then is no gap to
// judge by, or to record.
func interrupted(ctx context.Context) error {
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	return nil
}

// progress counts calls on a terminal.
type progress struct {
	next  http.RoundTripper
	env   Env
	mu    sync.Mutex
	calls int
}

func (p *progress) RoundTrip(req *http.Request) (*http.Response, error) {
	p.mu.Lock()
	p.calls++
	fmt.Fprintf(p.env.Stderr, "\r\033[Kreading: %d calls", p.calls)
	p.mu.Unlock()
	return p.next.RoundTrip(req)
}
