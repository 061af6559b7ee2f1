package live

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Query says what is read.
type Query struct {
	// API is the id of a REST, HTTP or WebSocket API, Stage the name of one of its
	// stages; "" is every stage.
	API, Stage string

	// others are APIs of a plan, which are read in place of one, and change what it
	// makes or changes, which may lead to what the APIs do not.
	others []string
	change Change
}

// Stats counts what a collection did.
type Stats struct {
	// Calls is the number of operations, pages and retries not counted.
	Calls int
}

// Collect reads the API, its stages, and what is behind the private integrations that
// they use; nothing else of the account. It fails with an [*Error] when the API does
// not exist or AWS does not take the credentials, and with the context's error when that was
// canceled. Whatever else cannot be read is a gap in the world.
func (c *Client) Collect(ctx context.Context, q Query) (*aws.World, Stats, error) {
	bound, cancel := context.WithTimeout(ctx, c.config.timeout())
	defer cancel()
	k := &collector{client: c, query: q, ctx: bound, cancel: cancel, done: map[string]bool{}, needs: newNeeds(), unread: map[string][]string{}}
	for _, api := range q.APIs() {
		k.begin("api "+api, walk{k, api}.start)
	}
	k.follow()
	k.nowhere()
	err := k.beside()
	k.unseen()
	stats := Stats{Calls: int(k.calls.Load())}
	switch {
	case k.fatal != nil:
		return nil, stats, k.fatal
	case ctx.Err() != nil:
		return nil, stats, ctx.Err()
	case err != nil:
		return nil, stats, err
	}
	return k.world(), stats, nil
}

// follow waits for what has begun, and reads what that needs by its ids when all are
// known, many at once.
func (c *collector) follow() {
	c.wait.Wait()
	c.ends()
	c.wait.Wait()
	c.filters()
	c.wait.Wait()
	c.needs.met()
	if c.peers() {
		c.wait.Wait()
		c.filters()
		c.wait.Wait()
		c.needs.met()
	}
}

// collector is one collection under way. What leads on to something starts it, once.
type collector struct {
	client *Client
	query  Query
	ctx    context.Context
	cancel context.CancelFunc
	calls  atomic.Int64
	wait   sync.WaitGroup

	mu    sync.Mutex
	done  map[string]bool
	found []*aws.Resource
	gaps  []typedGap
	fatal *Error
	needs needs
	// unread are the stage variables that could not be read, by API.
	unread map[string][]string
	// asks are the ids that were asked for, absent the APIs that are not in this account
	// and region.
	asks   []asked
	absent []string
}

type asked struct {
	typ aws.Type
	id  string
}

type typedGap struct {
	typ aws.Type
	pi.Gap
}

// begin starts something that has not been started yet under its name.
func (c *collector) begin(name string, f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.done[name] {
		c.done[name] = true
		c.wait.Go(f)
	}
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

// put keeps a resource.
func (c *collector) put(t aws.Type, id, parent string, body value.Value) {
	r := &aws.Resource{Type: t, Body: body}
	r.ID = value.Known(id)
	if parent != "" {
		r.Parent = value.Known(parent)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.found = append(c.found, r)
}

// ask keeps that an id was asked for: what is not found then does not exist.
func (c *collector) ask(t aws.Type, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asks = append(c.asks, asked{t, id})
}

func (c *collector) gap(t aws.Type, g pi.Gap) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gaps = append(c.gaps, typedGap{t, g})
}

// world puts together what was found, in an order that does not depend on which answer
// came first.
func (c *collector) world() *aws.World {
	w := aws.NewWorld()
	w.Selection = pi.Selection{API: c.query.API, Stage: c.query.Stage}
	for _, r := range c.found {
		if r.Type == aws.RestStages {
			r.Body = withUnread(r.Body, c.unread[r.Parent.Value()])
		}
	}
	w.PutAll(inOrder(c.found))
	slices.SortStableFunc(c.gaps, func(a, b typedGap) int { return strings.Compare(gapKey(a), gapKey(b)) })
	for _, g := range c.gaps {
		w.AddGap(g.typ, g.Gap)
	}
	for _, a := range c.asks {
		w.Ask(a.typ, a.id)
	}
	for _, api := range c.absent {
		w.LeaveOut(api)
	}
	return w
}

// inOrder are resources by type, id and parent, and in the order in which they came where
// those are the same.
func inOrder(found []*aws.Resource) []*aws.Resource {
	slices.SortStableFunc(found, func(a, b *aws.Resource) int {
		if order := strings.Compare(string(a.Type), string(b.Type)); order != 0 {
			return order
		}
		return cmp.Or(strings.Compare(a.ID.Value(), b.ID.Value()), strings.Compare(a.Parent.Value(), b.Parent.Value()))
	})
	return found
}

func gapKey(g typedGap) string {
	return strings.Join([]string{string(g.typ), g.What, g.Scope, g.Reason, g.Settle}, "\x00")
}
