package live

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// The waits between tries: half fixed, half random, doubling.
const (
	firstWait = 250 * time.Millisecond
	maxWait   = 20 * time.Second
)

// retrying tries calls again that may succeed then: after 429, 5xx and 403 for a
// rate limit, and when the connection broke. It waits as Retry-After says.
func retrying(retries int, next http.RoundTripper) http.RoundTripper {
	client := &retryablehttp.Client{
		HTTPClient:   &http.Client{Transport: next, CheckRedirect: noRedirect},
		RetryWaitMin: firstWait,
		RetryWaitMax: maxWait,
		RetryMax:     retries,
		CheckRetry:   worthRetrying,
		Backoff:      backoff,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	return &retryablehttp.RoundTripper{Client: client}
}

// noRedirect gives redirects to the caller, for no API redirects, and the token
// must not follow one to another host.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func worthRetrying(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err != nil {
		var ours *Error
		var dns *net.DNSError
		hopeless := errors.As(err, &ours) || isUntrusted(err) || errors.Is(err, syscall.ECONNREFUSED) || errors.As(err, &dns) && dns.IsNotFound
		return !hopeless, nil
	}
	switch {
	case resp.StatusCode == http.StatusNotImplemented:
		return false, nil
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= http.StatusInternalServerError:
	case resp.StatusCode == http.StatusForbidden:
		body, err := buffer(resp)
		if err != nil || !parseAnswer(resp.StatusCode, body).isRateLimit() {
			return false, err
		}
	default:
		return false, nil
	}
	// What comes after the deadline is not worth waiting for.
	deadline, ok := ctx.Deadline()
	return !ok || time.Now().Add(retryAfter(resp)).Before(deadline), nil
}

func backoff(first, most time.Duration, attempt int, resp *http.Response) time.Duration {
	wait := min(first<<min(attempt, 16), most)
	wait = wait/2 + rand.N(wait/2)
	return max(wait, retryAfter(resp))
}

// retryAfter reads the header in both of its forms; 0 is none.
func retryAfter(resp *http.Response) time.Duration {
	if resp == nil {
		return 0
	}
	text := resp.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 24*60*60)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}
