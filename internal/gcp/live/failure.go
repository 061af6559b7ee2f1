package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var (
	// errShape is a body that is no JSON object.
	errShape = errors.New("not an object")
	// errEndless is a page that leads to one that was there before.
	errEndless = errors.New("pages lead in a circle")
)

// failure is why a call failed.
type failure struct {
	reason, settle string
	absent         bool
	// fatal is set where no other call can do better; suspect where none can if none
	// does.
	fatal, suspect *Error
}

// explain says why a call failed, in words that hold nothing of the answer.
func (c *collector) explain(k call, t *tap, err error) failure {
	var ours *Error
	switch {
	case errors.As(err, &ours):
		return failure{fatal: ours}
	case errors.Is(err, errEndless):
		return failure{reason: "the pages of the answer lead in a circle", settle: "run again"}
	case t.last >= http.StatusMultipleChoices:
		return c.refused(k, parseAnswer(t.last, t.body), isPage(t.body))
	case t.last != 0:
		return c.misread(k, t)
	}
	return c.unreached(k, err)
}

// refused explains an answer other than success.
func (c *collector) refused(k call, a answer, page bool) failure {
	config := c.client.config
	switch status := a.status; {
	case status == http.StatusUnauthorized && config.Transport == nil:
		return failure{fatal: config.fault(KindCredentials, config.credentialsAttribute(),
			"%s does not take the credentials (401): the token has expired or is none; renew it, for instance with `gcloud auth application-default login`", k.api.host())}
	case !a.google && !a.mayBeGateway():
		return c.noGoogleAPI(k, fmt.Sprintf("answers %d, and not as a Google API does", status))
	case status == http.StatusNotFound && a.google:
		return failure{absent: true, reason: "not found (404)", settle: "check that it exists, and what refers to it"}
	case a.isDisabled():
		return failure{
			reason: fmt.Sprintf("the %s (%s) is disabled", k.api.title, k.api.host()),
			settle: fmt.Sprintf("enable %s%s", k.api.host(), inProject(k)),
		}
	case a.has("USER_PROJECT_DENIED", "CONSUMER_INVALID"):
		return failure{
			reason: "the project to be charged for the call may not be used",
			settle: "grant the caller roles/serviceusage.serviceUsageConsumer on the billing project, or name another one in google.billing_project",
		}
	case a.has("SECURITY_POLICY_VIOLATED", "vpcServiceControls"):
		return failure{
			reason: "VPC Service Controls forbid the call",
			settle: "run it from within the service perimeter, or add an ingress rule for the caller",
		}
	case a.isRateLimit():
		return failure{reason: fmt.Sprintf("the rate limit is exceeded (%d), also after waiting", status), settle: "run again later, or raise the quota of " + k.api.host()}
	case status == http.StatusForbidden:
		f := failure{
			reason: fmt.Sprintf("permission %s denied", k.permission),
			settle: fmt.Sprintf("grant the caller %s, for instance with %s%s", k.permission, k.role, inProject(k)),
		}
		if k.permission == getOrganization {
			f.settle += "; or correct the organization's name, as Apigee denies those that do not exist, too"
		}
		return f
	default:
		reason := fmt.Sprintf("the API answered %d", status)
		if len(a.reasons) > 0 {
			reason += ": " + strings.Join(a.reasons, ", ")
		} else if page {
			reason += " with a web page"
		}
		return failure{reason: reason, settle: "run again; if it stays, see what `curl` gets for it"}
	}
}

// misread explains a success that could not be read.
func (c *collector) misread(k call, t *tap) failure {
	switch {
	case isPage(t.body):
		return c.noGoogleAPI(k, "answers with a web page")
	case !json.Valid(t.body):
		return failure{reason: "the answer is cut short or no JSON", settle: "run again"}
	}
	return failure{reason: "the answer has another shape than the API documents", settle: "run again; if it stays, update apireach"}
}

// unreached explains that there was no answer.
func (c *collector) unreached(k call, err error) failure {
	var timeout net.Error
	var unrecorded interface{ Settle() string }
	switch {
	case errors.As(err, &unrecorded):
		return failure{reason: "not in the snapshot", settle: unrecorded.Settle()}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return failure{reason: "no answer in time", settle: "run again, or raise request_timeout"}
	case neverConnected(err):
		return c.noGoogleAPI(k, "cannot be reached: "+broken(err))
	}
	return failure{reason: "no answer: " + broken(err), settle: "run again"}
}

// neverConnected says that nothing listens at an address, or not who should.
func neverConnected(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) || isUntrusted(err) || errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH)
}

// broken says what happened to a connection, without the addresses that Go
// puts around it.
func broken(err error) string {
	var dns *net.DNSError
	var errno syscall.Errno
	switch {
	case errors.As(err, &dns):
		return "its name does not resolve"
	case isUntrusted(err):
		return "its TLS certificate is not trusted"
	case errors.As(err, &errno):
		return errno.Error()
	}
	return "the connection broke"
}

// noGoogleAPI explains an answer, or none, that comes from no Google API. That may
// be the fault of an endpoint that the user set; without Apigee's, nothing can be
// judged.
func (c *collector) noGoogleAPI(k call, how string) failure {
	config := c.client.config
	custom := config.Endpoints[k.api.key]
	f := failure{reason: how, settle: "run again; if it stays, look for what answers in place of " + k.api.host()}
	if config.Transport != nil || custom == "" && k.permission != getOrganization {
		return f
	}
	base := k.api.base
	if custom != "" {
		base = custom
		f.settle = "correct " + k.api.attribute()
	}
	f.suspect = config.fault(KindEndpoint, k.api.attribute(), "%s %s (%s); expected the %s, by default at %s", base, how, k.request(), k.api.title, k.api.base)
	return f
}

// credentialsAttribute is the setting that the token came from.
func (c Config) credentialsAttribute() string {
	switch {
	case c.ImpersonateServiceAccount != "":
		return impersonation
	case c.AccessToken != "":
		return "google.access_token"
	}
	return "google.credentials"
}

// inProject tells where to grant or enable something.
func inProject(k call) string {
	ref, err := value.ParseRef("//"+k.api.host()+"/"+k.path, value.RefBase{})
	if err != nil || ref.Project() == "" {
		ref = k.scope
	}
	if ref.Project() == "" {
		return ""
	}
	return " in project " + ref.Project()
}
