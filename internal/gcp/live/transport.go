package live

import (
	"bytes"
	"io"
	"net/http"
	"time"
)

// maxConcurrent bounds how many calls are under way at once.
const maxConcurrent = 64

// layers builds what the clients call, from the outside in: the recorder, custom
// endpoints, retries, authentication, the bound on concurrency, the network.
func (c Config) layers(tokens *tokens) (http.RoundTripper, error) {
	to, err := c.endpoints()
	if err != nil {
		return nil, err
	}
	out := c.Transport
	if out == nil {
		out = rewrite{to: to, next: retrying(c.retries(), authorized{
			tokens: tokens, billing: c.BillingProject, agent: c.UserAgent,
			next: bounded{c.wire(), make(chan struct{}, maxConcurrent)},
		})}
		ask := c.Observe
		if ask == nil {
			ask = look
		}
		out = observing{next: out, look: ask}
	}
	if c.Record != nil {
		out = c.Record(out)
	}
	return out, nil
}

func (c Config) wire() http.RoundTripper {
	if c.network != nil {
		return c.network
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = maxConcurrent
	// A call that hangs is worth a second try before the deadline of all.
	t.ResponseHeaderTimeout = 30 * time.Second
	return t
}

// authorized adds the token and what else the APIs want to know of the caller.
type authorized struct {
	next    http.RoundTripper
	tokens  *tokens
	billing string
	agent   string
}

func (a authorized) RoundTrip(req *http.Request) (*http.Response, error) {
	token, quota, err := a.tokens.get(req.Context())
	if err != nil {
		return nil, err
	}
	out := req.Clone(req.Context())
	token.SetAuthHeader(out)
	if a.billing != "" {
		quota = a.billing
	}
	if quota != "" {
		out.Header.Set("X-Goog-User-Project", quota)
	}
	if a.agent != "" {
		out.Header.Set("User-Agent", a.agent)
	}
	return a.next.RoundTrip(out)
}

// bounded lets so many calls pass at once. It reads the whole body, so that a
// call that breaks off is tried again like one that never answered.
type bounded struct {
	next  http.RoundTripper
	slots chan struct{}
}

func (b bounded) RoundTrip(req *http.Request) (*http.Response, error) {
	select {
	case b.slots <- struct{}{}:
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	defer func() { <-b.slots }()
	resp, err := b.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if _, err := buffer(resp); err != nil {
		return nil, err
	}
	return resp, nil
}

// buffer reads a response's body and puts it back.
func buffer(resp *http.Response) ([]byte, error) {
	body, err := io.ReadAll(resp.Body)
	if closed := resp.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}
