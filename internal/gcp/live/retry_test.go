package live_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// script answers one request after the other; the last answer stays.
type script struct {
	answers []step
	calls   int
}

type step struct {
	status int
	after  string // Retry-After
	body   string
	err    error
}

func (s *script) RoundTrip(*http.Request) (*http.Response, error) {
	a := s.answers[min(s.calls, len(s.answers)-1)]
	s.calls++
	if a.err != nil {
		return nil, a.err
	}
	h := http.Header{}
	if a.after != "" {
		h.Set("Retry-After", a.after)
	}
	return &http.Response{StatusCode: a.status, Header: h, Body: io.NopCloser(strings.NewReader(a.body))}, nil
}

const (
	rateLimited = `{"error": {"code": 403, "errors": [{"reason": "rateLimitExceeded"}]}}`
	denied      = `{"error": {"code": 403, "errors": [{"reason": "forbidden"}]}}`
)

func TestRetriesWaitAndGiveUp(t *testing.T) {
	t.Parallel()
	ok := step{status: 200, body: "{}"}
	broken := errors.New("connection reset")
	tests := []struct {
		name     string
		answers  []step
		calls    int
		status   int // 0: an error
		min, max time.Duration
	}{
		{"no need", []step{ok}, 1, 200, 0, 0},
		{"429, then fine", []step{{status: 429}, ok}, 2, 200, 125 * time.Millisecond, 250 * time.Millisecond},
		{"503 twice, then fine", []step{{status: 503}, {status: 503}, ok}, 3, 200, 375 * time.Millisecond, 750 * time.Millisecond},
		{"500 for ever", []step{{status: 500}}, 4, 500, 875 * time.Millisecond, 1750 * time.Millisecond},
		{"a broken connection, then fine", []step{{err: broken}, ok}, 2, 200, 125 * time.Millisecond, 250 * time.Millisecond},
		{"a connection that stays broken", []step{{err: broken}}, 4, 0, 875 * time.Millisecond, 1750 * time.Millisecond},
		{"Retry-After in seconds", []step{{status: 429, after: "7"}, ok}, 2, 200, 7 * time.Second, 7 * time.Second},
		{"Retry-After as a date", []step{{status: 503, after: "Sat, 01 Jan 2000 00:00:09 GMT"}, ok}, 2, 200, 9 * time.Second, 9 * time.Second},
		{"Retry-After in the past", []step{{status: 503, after: "Fri, 31 Dec 1999 00:00:00 GMT"}, ok}, 2, 200, 125 * time.Millisecond, 250 * time.Millisecond},
		{"Retry-After that is none", []step{{status: 503, after: "soon"}, ok}, 2, 200, 125 * time.Millisecond, 250 * time.Millisecond},
		{"Retry-After beyond the deadline", []step{{status: 429, after: "61"}, ok}, 1, 429, 0, 0},
		{"403 for a rate limit", []step{{status: 403, body: rateLimited}, ok}, 2, 200, 125 * time.Millisecond, 250 * time.Millisecond},
		{"403 for a permission", []step{{status: 403, body: denied}, ok}, 1, 403, 0, 0},
		{"404", []step{{status: 404}, ok}, 1, 404, 0, 0},
		{"501", []step{{status: 501}, ok}, 1, 501, 0, 0},
		{"a host that does not exist", []step{{err: &net.DNSError{IsNotFound: true}}, ok}, 1, 0, 0, 0},
		{"credentials that are refused", []step{{err: &live.Error{Kind: live.KindCredentials}}, ok}, 1, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // the clock begins with the year 2000
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				s := &script{answers: tt.answers}
				begin := time.Now()
				status, body, err := get(ctx, live.Retrying(3, s))
				took := time.Since(begin)
				if s.calls != tt.calls || status != tt.status {
					t.Errorf("%d calls and status %d (%v), want %d and %d", s.calls, status, err, tt.calls, tt.status)
				}
				if took < tt.min || took > tt.max {
					t.Errorf("took %s, want %s to %s", took, tt.min, tt.max)
				}
				if want := tt.answers[min(tt.calls, len(tt.answers))-1].body; err == nil && body != want {
					t.Errorf("the body is %q, want %q", body, want)
				}
			})
		})
	}
}

func TestRetriesEndAtTheDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		begin := time.Now()
		_, _, err := get(ctx, live.Retrying(1000, &script{answers: []step{{status: 503}}}))
		if took := time.Since(begin); took > 3*time.Second {
			t.Errorf("took %s (%v)", took, err)
		}
	})
}

func TestWaitsGrowToABound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const retries = 40
		begin := time.Now()
		if _, _, err := get(t.Context(), live.Retrying(retries, &script{answers: []step{{status: 503}}})); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > retries*live.MaxWait {
			t.Errorf("took %s", took)
		}
	})
}

func get(ctx context.Context, rt http.RoundTripper) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://compute.googleapis.com/", nil)
	if err != nil {
		return 0, "", err
	}
	resp, err := rt.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}
