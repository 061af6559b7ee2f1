package live

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// call is one call of an operation.
type call struct {
	// operation is SERVICE/OPERATION.
	operation string
	query     url.Values
	// fills are the listings that lack something when the call fails, scope the id or
	// ARN of what the items are below.
	fills []aws.Type
	scope string
	// scopes are what the items are below when one call is for several.
	scopes []string
}

// of makes a call; parameters are names and values in turn.
func of(operation string, parameters ...string) call {
	k := call{operation: operation, query: url.Values{}}
	for i := 0; i+1 < len(parameters); i += 2 {
		k.query.Add(parameters[i], parameters[i+1])
	}
	return k
}

// filling says which listings the call is for.
func (k call) filling(scope string, types ...aws.Type) call {
	k.fills, k.scope = types, scope
	return k
}

// what names the call in gaps.
func (k call) what() string {
	_, name, _ := strings.Cut(k.operation, "/")
	var about []string
	for _, values := range k.query {
		about = append(about, values...)
	}
	if len(about) == 1 {
		name += " of " + about[0]
	}
	return fmt.Sprintf("%s (%s)", name, actionOf(k.operation))
}

// outcome is how a call ended.
type outcome int

const (
	failed outcome = iota // a gap says why
	absent                // AWS says that it does not exist
	read
)

// do makes a call. If it fails, a gap tells.
func (c *collector) do(k call) (value.Value, outcome) {
	v, how, reason, settle := c.try(k)
	if how == failed {
		c.lack(k, reason, settle)
	}
	return v, how
}

// lack adds a gap to every listing that a call fills.
func (c *collector) lack(k call, reason, settle string) {
	scopes := k.scopes
	if len(scopes) == 0 {
		scopes = []string{k.scope}
	}
	for _, t := range k.fills {
		for _, scope := range scopes {
			c.gap(t, pi.Gap{What: k.what(), Reason: reason, Settle: settle, Scope: scope})
		}
	}
}

func (c *collector) try(k call) (v value.Value, how outcome, reason, settle string) {
	service, _, _ := strings.Cut(k.operation, "/")
	u := url.URL{Scheme: "https", Host: service + ".amazonaws.com", Path: "/" + k.operation, RawQuery: k.query.Encode()}
	req, err := http.NewRequestWithContext(c.ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return v, failed, "the request cannot be made", "check the ids"
	}
	c.calls.Add(1)
	resp, err := c.client.next.RoundTrip(req)
	if err != nil {
		reason, settle = unreached(err)
		return v, failed, reason, settle
	}
	body, err := wholeBody(resp)
	resp.Body.Close()
	switch {
	case err != nil:
		return v, failed, "the answer breaks off", "run again"
	case resp.StatusCode != http.StatusOK:
		how, reason, settle = c.refused(k, resp.StatusCode, body)
		return v, how, reason, settle
	}
	if v, err = value.ParseJSON(body); err != nil {
		return value.Value{}, failed, "the answer is cut short or no JSON", "run again"
	}
	if v.Kind() != value.KindObject {
		return value.Value{}, failed, "the answer has another shape than AWS documents", "run again; if it stays, update apireach"
	}
	return v, read, "", ""
}

// wholeBody reads an answer's body, in one piece where its length is told.
func wholeBody(resp *http.Response) ([]byte, error) {
	var body bytes.Buffer
	body.Grow(int(min(max(0, resp.ContentLength)+bytes.MinRead, 64<<20)))
	_, err := body.ReadFrom(resp.Body)
	return body.Bytes(), err
}

// The codes by which AWS says that something does not exist, that the caller may not
// ask, and that he asks too often.
//
// Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and
// the errors that each operation documents.
var (
	deniedCodes    = set("AccessDenied AccessDeniedException UnauthorizedOperation UnauthorizedException Client.UnauthorizedOperation OptInRequired")
	throttledCodes = set("TooManyRequestsException Throttling ThrottlingException RequestLimitExceeded LimitExceededException RequestThrottled")
	expiredCodes   = set("ExpiredToken ExpiredTokenException InvalidClientTokenId UnrecognizedClientException AuthFailure InvalidSignatureException SignatureDoesNotMatch")
)

// refused explains an answer other than success, in words that hold nothing of it but
// its code.
func (c *collector) refused(k call, status int, body []byte) (how outcome, reason, settle string) {
	code := codeOf(body)
	action := actionOf(k.operation)
	switch {
	case strings.Contains(code, "NotFound"):
		return absent, "it does not exist", "check that it exists, and what refers to it"
	case expiredCodes[code]:
		c.abort(fault(KindCredentials, "aws", "AWS does not take the credentials (%s): renew them, for instance with `aws sso login`", code))
		return failed, "the credentials are not taken", "renew them"
	case deniedCodes[code] || code == "" && status == http.StatusForbidden:
		if account := accountOf(body); account != "" {
			return failed, fmt.Sprintf("permission %s denied in account %s", action, account), fmt.Sprintf("grant the role of that account %s; the guide on permissions has the policy", action)
		}
		return failed, fmt.Sprintf("permission %s denied", action), fmt.Sprintf("grant the caller %s; the guide on permissions has the policy", action)
	case throttledCodes[code] || status == http.StatusTooManyRequests:
		return failed, "the rate limit is exceeded, also after waiting", "run again later"
	case code != "":
		return failed, fmt.Sprintf("AWS answered %d: %s", status, code), "run again; if it stays, see what `aws` gets for it"
	}
	return failed, fmt.Sprintf("AWS answered %d", status), "run again; if it stays, see what `aws` gets for it"
}

// codeOf is the code of an error; "" when the body has none that looks like one.
func codeOf(body []byte) string {
	doc, err := value.ParseJSON(body)
	if err != nil {
		return ""
	}
	code := doc.Get("__type").Text()
	code = code[strings.LastIndexByte(code, '#')+1:]
	if len(code) > 80 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.") != "" {
		return ""
	}
	return code
}

// accountOf is the account that refused to answer; "" is that of the API.
func accountOf(body []byte) string {
	doc, err := value.ParseJSON(body)
	if err != nil {
		return ""
	}
	if account := doc.Get("Account").Text(); strings.Trim(account, "0123456789") == "" {
		return account
	}
	return ""
}

// unreached explains that there was no answer.
func unreached(err error) (reason, settle string) {
	var timeout net.Error
	var unrecorded interface{ Settle() string }
	switch {
	case errors.As(err, &unrecorded):
		return "not in the snapshot", unrecorded.Settle()
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "no answer in time", "run again, or raise request_timeout"
	case errors.Is(err, errEndless):
		return errEndless.Error(), "run again"
	}
	return "no answer: the connection broke, or nothing listens there", "run again; look at AWS_ENDPOINT_URL if it is set"
}
