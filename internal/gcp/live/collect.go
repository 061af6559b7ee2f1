package live

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Query says what to collect.
type Query struct {
	Organization string
	// Projects hold the load balancer and the proxies; empty is the organization's own.
	Projects  []string
	Hostnames []string
}

// Stats counts what a collection did.
type Stats struct {
	// Calls is the number of requests, pages included and retries not.
	Calls int
}

// Client collects.
type Client struct {
	config Config
	stack  http.RoundTripper
}

// NewClient checks the configuration; it calls nothing. The error is an [*Error].
func NewClient(ctx context.Context, c Config) (*Client, error) {
	if c.RequestTimeout < 0 {
		return nil, c.fault(KindConfig, "request_timeout", "must not be negative")
	}
	var t *tokens
	if c.Transport == nil {
		var err error
		if t, err = c.credentials(ctx); err != nil {
			return nil, err
		}
	}
	stack, err := c.stack(t)
	if err != nil {
		return nil, err
	}
	return &Client{config: c, stack: stack}, nil
}

// Collect reads the organization and its path. It fails with an [*Error] when the
// organization does not exist, or nothing could be read because of the credentials
// or an endpoint, and with the context's error when that was canceled. Whatever
// else cannot be read is a gap in the world.
func (c *Client) Collect(ctx context.Context, q Query) (*gcp.World, Stats, error) {
	q, err := c.config.check(q)
	if err != nil {
		return nil, Stats{}, err
	}
	bound, cancel := context.WithTimeout(ctx, c.config.timeout())
	defer cancel()
	k := &collector{client: c, query: q, ctx: bound, cancel: cancel, projects: value.Projects{}, subnets: map[string]*future[[]gcp.Resource]{}}
	k.collect()
	k.wait.Wait()
	stats := Stats{Calls: int(k.calls.Load())}
	switch {
	case k.fatal != nil:
		return nil, stats, k.fatal
	case ctx.Err() != nil:
		return nil, stats, ctx.Err()
	}
	return k.world(), stats, nil
}

// check reads a query: names may be spelled organizations/acme and projects/acme.
func (c Config) check(q Query) (Query, error) {
	q.Organization = strings.TrimPrefix(q.Organization, "organizations/")
	if !isName(q.Organization) {
		return q, c.fault(KindConfig, "organization", "expected the name of an Apigee organization, such as acme")
	}
	q.Projects = slices.Clone(q.Projects)
	for i, p := range q.Projects {
		if q.Projects[i] = strings.TrimPrefix(p, "projects/"); !isName(q.Projects[i]) {
			return q, c.fault(KindConfig, "projects", "expected ids of projects, such as acme")
		}
	}
	slices.Sort(q.Projects)
	q.Projects = slices.Compact(q.Projects)
	return q, nil
}

// isName says that a text can be a part of a path: projects may be domain-scoped,
// as in example.com:acme.
func isName(s string) bool {
	return s != "" && s != "." && s != ".." && !strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.:", r)
	})
}

// collector is one collection under way.
type collector struct {
	client *Client
	query  Query
	ctx    context.Context
	cancel context.CancelFunc
	calls  atomic.Int64
	wait   sync.WaitGroup

	mu       sync.Mutex
	found    []gcp.Resource
	gaps     []typedGap
	projects value.Projects
	subnets  map[string]*future[[]gcp.Resource]
	fatal    *Error
}

type typedGap struct {
	typ gcp.Type
	apigee.Gap
}

// future is what a call will have found.
type future[T any] struct {
	done chan struct{}
	v    T
}

// start begins something at once; get waits for it.
func start[T any](c *collector, f func() T) *future[T] {
	out := &future[T]{done: make(chan struct{})}
	c.wait.Go(func() {
		defer close(out.done)
		out.v = f()
	})
	return out
}

func (f *future[T]) get() T {
	<-f.done
	return f.v
}

// abort stops the collection; the first reason counts.
func (c *collector) abort(e *Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fatal == nil {
		c.fatal = e
	}
	c.cancel()
}

func (c *collector) put(rs ...gcp.Resource) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.found = append(c.found, rs...)
}

func (c *collector) gap(t gcp.Type, g apigee.Gap) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gaps = append(c.gaps, typedGap{t, g})
}

// world puts together what was found, in an order that does not depend on which
// answer came first.
func (c *collector) world() *gcp.World {
	w := gcp.NewWorld()
	w.Projects, w.Hostnames = c.projects, c.query.Hostnames
	slices.SortStableFunc(c.found, func(a, b gcp.Resource) int {
		return strings.Compare(sortKey(a), sortKey(b))
	})
	for _, r := range c.found {
		r.Body = gcp.Cut(r.Body)
		w.Put(r)
	}
	slices.SortStableFunc(c.gaps, func(a, b typedGap) int { return strings.Compare(gapKey(a), gapKey(b)) })
	for _, g := range slices.CompactFunc(c.gaps, func(a, b typedGap) bool { return a == b }) {
		w.AddGap(g.typ, g.Gap)
	}
	return w
}

func sortKey(r gcp.Resource) string {
	return strings.Join([]string{string(r.Type), r.Ref.Value().String(), r.Parent.Value().String()}, "\x00")
}

func gapKey(g typedGap) string {
	return strings.Join([]string{string(g.typ), g.What, g.Scope.String(), g.Location, g.Reason, g.Settle}, "\x00")
}
