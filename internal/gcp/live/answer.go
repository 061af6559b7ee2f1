package live

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// answer is an error that an API answered with.
type answer struct {
	status int
	// google says that the body has the form of a Google API's error.
	google bool
	// reasons are the codes given, such as SERVICE_DISABLED or rateLimitExceeded.
	reasons []string
}

// parseAnswer reads an error's body, of which only codes are kept.
func parseAnswer(status int, body []byte) answer {
	a := answer{status: status}
	doc, err := value.ParseJSON(body)
	if err != nil {
		return a
	}
	e := doc.Get("error")
	a.google = e.Kind() == value.KindObject && !e.Get("code").IsNull()
	texts := []value.Value{e.Get("status")}
	for _, list := range []string{"errors", "details"} {
		for _, item := range e.Get(list).Elements() {
			texts = append(texts, item.Get("reason"))
		}
	}
	for _, t := range texts {
		if t.Kind() == value.KindString && isCode(t.Text()) {
			a.reasons = append(a.reasons, t.Text())
		}
	}
	return a
}

func (a answer) has(reasons ...string) bool {
	return slices.ContainsFunc(a.reasons, func(r string) bool { return slices.Contains(reasons, r) })
}

func (a answer) isRateLimit() bool {
	return a.status == http.StatusTooManyRequests ||
		a.has("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED")
}

// mayBeGateway says that what stands in front of an API may have answered.
func (a answer) mayBeGateway() bool {
	switch a.status {
	case http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

func (a answer) isDisabled() bool { return a.has("SERVICE_DISABLED", "accessNotConfigured") }

// isUntrusted says that a certificate is the reason of an error.
func isUntrusted(err error) bool {
	var verification *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	return errors.As(err, &verification) || errors.As(err, &authority) || errors.As(err, &hostname)
}

// isPage says that a body is a web page.
func isPage(body []byte) bool { return strings.HasPrefix(strings.TrimSpace(string(body)), "<") }
