package live

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

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
	stack, err := c.layers(t)
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
	k := &collector{
		suspects: map[api]*Error{}, spoken: map[api]bool{},
		client: c, query: q, ctx: bound, cancel: cancel, projects: value.Projects{},
		listings: map[string]*future[[]gcp.Resource]{}, numbers: map[string]*future[numbered]{}, networks: map[string]*future[bool]{},
		keys: map[string]*future[bool]{}, grants: map[string]*future[policyRead]{}, ancestries: map[string]*future[bool]{},
	}
	k.collect()
	k.wait.Wait()
	k.convict()
	stats := Stats{Calls: int(k.calls.Load())}
	switch {
	case k.fatal != nil:
		return nil, stats, k.fatal
	case ctx.Err() != nil:
		return nil, stats, ctx.Err()
	}
	w := k.world()
	if q.Probe {
		c.observe(bound, w)
	}
	return w, stats, ctx.Err()
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
	fatal    *Error
	// suspects are endpoints that may be none, spoken those that are.
	suspects map[api]*Error
	spoken   map[api]bool
	// What several calls lead to is read once.
	listings map[string]*future[[]gcp.Resource] // by project and collection
	numbers  map[string]*future[numbered]       // by project
	networks map[string]*future[bool]           // by path
	keys     map[string]*future[bool]           // by path
	grants   map[string]*future[policyRead]     // by path
	// ancestries are those of projects.
	ancestries map[string]*future[bool] // by project
	// organizationOf is the organization, once it is read.
	organizationOf *future[*gcp.Resource]
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

// begin starts something whose result nobody waits for.
func (c *collector) begin(f func()) { c.wait.Go(f) }

// once starts what has not been started yet under its name.
func once[T any](c *collector, all map[string]*future[T], name string, f func() T) *future[T] {
	c.mu.Lock()
	defer c.mu.Unlock()
	out, ok := all[name]
	if !ok {
		out = start(c, f)
		all[name] = out
	}
	return out
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

// suspect remembers that an endpoint may be none, heard that it is one.
func (c *collector) suspect(a api, e *Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	// Of several, always the same one, whichever answer came first.
	if old := c.suspects[a]; old == nil || e.Message < old.Message {
		c.suspects[a] = e
	}
}

func (c *collector) heard(a api) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spoken[a] = true
}

// convict makes the first endpoint at which no Google API ever answered the reason
// of the collection's failure.
func (c *collector) convict() {
	for _, a := range apis {
		if e := c.suspects[a]; e != nil && !c.spoken[a] && c.fatal == nil {
			c.fatal = e
		}
	}
}

// put keeps resources, without their secrets.
func (c *collector) put(rs ...gcp.Resource) {
	for i := range rs {
		rs[i].Body = gcp.Cut(rs[i].Body)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.found = append(c.found, rs...)
}

func (c *collector) gap(t gcp.Type, g apigee.Gap) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gaps = append(c.gaps, typedGap{t, g})
}

// lacks says whether a listing has a gap by now.
func (c *collector) lacks(t gcp.Type) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.gaps, func(g typedGap) bool { return g.typ == t })
}

// world puts together what was found, in an order that does not depend on which
// answer came first.
func (c *collector) world() *gcp.World {
	w := gcp.NewWorld()
	w.LeaveDNSUnread()
	w.Projects, w.Hostnames, w.ClientRanges = c.projects, c.query.Hostnames, c.query.ClientRanges
	slices.SortStableFunc(c.found, func(a, b gcp.Resource) int {
		return strings.Compare(sortKey(a), sortKey(b))
	})
	for _, r := range c.found {
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
