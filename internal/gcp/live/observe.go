package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// Asking a host is a call like one of an API's, so that it is recorded and replayed
// like one. Nobody has this name.
const (
	observedHost = "observed.invalid"
	observedPath = "/v1/hosts/"
)

const (
	// observeTimeout is for each question to DNS and each handshake.
	observeTimeout = 5 * time.Second
	// mostHosts and mostServers bound how many are asked.
	mostHosts   = 40
	mostServers = 8
)

// observe asks what the hosts of clients show, and puts it into the world.
func (c *Client) observe(ctx context.Context, w *gcp.World) {
	inv, err := w.Inventory()
	if err != nil {
		return // whoever judges it says so
	}
	hosts := inv.ClientHosts()
	found := make([]apigee.Observed, min(len(hosts), mostHosts))
	var wait sync.WaitGroup
	for i := range found {
		wait.Go(func() { found[i] = c.observed(ctx, hosts[i]) })
	}
	wait.Wait()
	w.Observed = found
}

// observed asks for one host.
func (c *Client) observed(ctx context.Context, host string) apigee.Observed {
	out := apigee.Observed{Host: host}
	fail := func(why string) apigee.Observed {
		out.Unknown, out.Servers = why, nil
		return out
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+observedHost+observedPath+url.PathEscape(host), nil)
	if err != nil {
		return fail("it is no name of a host")
	}
	resp, err := c.stack.RoundTrip(req)
	var settle interface{ Settle() string }
	switch {
	case errors.As(err, &settle):
		return fail("the snapshot does not tell what it shows; it was recorded without --probe")
	case err != nil:
		return fail("nobody answered in time")
	}
	text, err := io.ReadAll(resp.Body)
	if closed := resp.Body.Close(); err != nil || closed != nil || json.Unmarshal(text, &out) != nil || !strings.EqualFold(out.Host, host) {
		out = apigee.Observed{Host: host}
		return fail("what the recording tells of it cannot be read")
	}
	for _, s := range out.Servers {
		if s.Chain != nil && (len(s.Chain.Certificates) == 0 || len(s.Chain.Issued) != len(s.Chain.Certificates)-1) {
			return fail("what the recording tells of it cannot be read")
		}
	}
	return out
}

// observing answers for hosts, and passes everything else on.
type observing struct {
	next http.RoundTripper
	look func(context.Context, string) apigee.Observed
}

func (o observing) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host != observedHost {
		return o.next.RoundTrip(req)
	}
	text, err := json.Marshal(o.look(req.Context(), strings.TrimPrefix(req.URL.Path, observedPath)))
	if err != nil {
		return nil, fmt.Errorf("what %s shows: %w", req.URL.Path, err)
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {"application/json; charset=UTF-8"}}, Body: io.NopCloser(bytes.NewReader(text)), ContentLength: int64(len(text)),
	}, nil
}

// look asks DNS, and shakes hands with every server that it tells of.
func look(ctx context.Context, host string) apigee.Observed {
	out := apigee.Observed{Host: host}
	asking, cancel := context.WithTimeout(ctx, observeTimeout)
	defer cancel()
	addresses, err := probe.Addresses(asking, host)
	var failure *probe.Failure
	switch {
	case errors.As(err, &failure) && failure.Kind == probe.NoAddress:
		return out
	case err != nil:
		out.Unknown = err.Error()
		return out
	}
	addresses = addresses[:min(len(addresses), mostServers)]
	out.Servers = make([]apigee.ObservedServer, len(addresses))
	var wait sync.WaitGroup
	for i, a := range addresses {
		wait.Go(func() { out.Servers[i] = shake(ctx, host, a) })
	}
	wait.Wait()
	return out
}

func shake(ctx context.Context, host string, at netip.Addr) apigee.ObservedServer {
	out := apigee.ObservedServer{Address: at}
	answer, err := probe.Ask(ctx, probe.Target{Host: host, Port: 443, Address: at.String(), Timeout: observeTimeout})
	if err != nil {
		out.Failure = err.Error() // a probe.Failure, which tells nothing that was sent
		return out
	}
	out.Chain = &answer.Chain
	return out
}
