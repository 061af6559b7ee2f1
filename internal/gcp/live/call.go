package live

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"

	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// call is one call to an API, with all its pages.
type call struct {
	method string // "" is GET
	api    api
	path   string // below the version path
	of     string // what it asks about, where the path does not say it
	// permission is what the caller needs, role the predefined role that has it.
	permission, role string
	// fills are the listings that lack something when the call fails; scope and
	// location are the part of them that does.
	fills    []gcp.Type
	scope    value.Ref
	location string
	// mayBeAbsent leaves it to the caller to judge a 404.
	mayBeAbsent bool
}

// what names the call in gaps.
func (k call) what() string { return k.request() + " (" + k.permission + ")" }

// request is how the call is made.
func (k call) request() string {
	out := cmp.Or(k.method, http.MethodGet) + " " + k.path
	if k.of != "" {
		out += " for " + k.of
	}
	return out
}

// outcome is how a call ended.
type outcome int

const (
	failed outcome = iota // a gap says why
	absent                // the API says that it does not exist
	read
)

// client runs a call with the options that a client of the SDK needs.
type client func(ctx context.Context, opts ...option.ClientOption) error

// do makes a call with a client of its own and returns the pages as the API sent
// them, once the client has taken them for what they should be. If it fails, the
// pages read so far are returned, and a gap tells.
func (c *collector) do(k call, run client) ([]value.Value, outcome) {
	pages, how, f := c.try(k, run)
	if how == failed {
		c.lack(k, f.reason, f.settle)
	}
	return pages, how
}

// try is do without the gap.
func (c *collector) try(k call, run client) ([]value.Value, outcome, failure) {
	t := &tap{ctx: c.ctx, next: c.client.stack, collector: c, asked: map[string]bool{}}
	err := run(c.ctx,
		option.WithHTTPClient(&http.Client{Transport: t, CheckRedirect: noRedirect}),
		option.WithEndpoint("https://"+k.api.host()),
		// The clients' own log would show bodies, secrets included.
		option.WithLogger(slog.New(slog.DiscardHandler)))
	if t.spoke {
		c.heard(k.api)
	}
	taken := t.bodies
	if err != nil && t.last == http.StatusOK {
		taken = taken[:len(taken)-1] // the client did not take it for a page
	}
	var pages []value.Value
	for _, body := range taken {
		page, wrong := value.ParseJSON(body)
		if wrong == nil && page.Kind() == value.KindObject {
			pages = append(pages, page)
		} else if err == nil {
			err = errShape
		}
	}
	if err == nil {
		return pages, read, failure{}
	}
	f := c.explain(k, t, err)
	switch {
	case f.fatal != nil:
		c.abort(f.fatal)
	case f.suspect != nil:
		c.suspect(k.api, f.suspect)
	}
	if f.absent && k.mayBeAbsent {
		return nil, absent, f
	}
	return pages, failed, f
}

// lack adds a gap to every listing that the call fills.
func (c *collector) lack(k call, reason, settle string) {
	for _, t := range k.fills {
		c.gap(t, apigee.Gap{What: k.what(), Reason: reason, Settle: settle, Scope: k.scope, Location: k.location})
	}
}

// tap is the outermost transport of one call. It binds requests to the
// collection, as the list iterators of compute/apiv1 forget the context, and
// keeps the bodies.
type tap struct {
	ctx       context.Context
	next      http.RoundTripper
	collector *collector
	bodies    [][]byte
	last      int // status
	body      []byte
	spoke     bool // a Google API answered
	asked     map[string]bool
}

func (t *tap) RoundTrip(req *http.Request) (*http.Response, error) {
	t.last, t.body = 0, nil
	page, err := pageOf(req)
	switch {
	case err != nil:
		return nil, err
	case t.asked[page]:
		return nil, errEndless
	}
	t.asked[page] = true
	t.collector.calls.Add(1)
	resp, err := t.next.RoundTrip(req.WithContext(t.ctx))
	if err != nil {
		return nil, err
	}
	body, err := buffer(resp)
	if err != nil {
		return nil, err
	}
	t.last, t.body = resp.StatusCode, body
	if resp.StatusCode == http.StatusOK {
		t.bodies = append(t.bodies, body)
		t.spoke = t.spoke || json.Valid(body)
	} else {
		t.spoke = t.spoke || parseAnswer(resp.StatusCode, body).google
	}
	return resp, nil
}

// pageOf is what tells the requests for pages apart: the query, or the body.
func pageOf(req *http.Request) (string, error) {
	if req.GetBody == nil {
		return req.URL.RawQuery, nil
	}
	again, err := req.GetBody()
	if err != nil {
		return "", err
	}
	defer again.Close()
	body, err := io.ReadAll(again)
	return req.URL.RawQuery + " " + string(body), err
}
