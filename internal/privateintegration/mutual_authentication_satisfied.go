package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// MutualAuthenticationSatisfied asks whether API Gateway has the certificate that a
// listener demands of its clients.
var MutualAuthenticationSatisfied = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "mutual-authentication-satisfied",
		Title:    "A listener that demands a certificate of its clients gets one from API Gateway",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "500",
		Why: "An Application Load Balancer whose listener verifies clients ends the handshake without a certificate that its trust store knows. A stage of a REST API presents the client certificate that it is given; " +
			"HTTP APIs have none to present.",
		Fix:     "Give the stage a client certificate (`client_certificate_id`) and put it into the trust store, or let the listener's `mutual_authentication` be `passthrough` or `off`.",
		Unknown: "Unknown when the mode or the stage is not known, and whether the trust store knows the client certificate of the stage, which AWS does not tell. Not applicable where TLS does not end at a load balancer, and to integrations that call their backend without TLS.",
		Since:   "0.1.0",
		Reads:   []string{"elasticloadbalancing.listeners", "apigateway.stages", "apigateway.integrations", "apigatewayv2.integrations"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perSecured(inv, func(s secured) []check.Result {
			if s.listener == nil {
				return []check.Result{nothingOfTargets(s)}
			}
			return []check.Result{blaming("MutualAuthentication", s.mutual())}
		})
	},
}

func (s secured) mutual() check.Result {
	l := s.listener
	mode := l.MutualAuth.Mode
	fail := func(why string) check.Result {
		r := failed(l.Identity, "demands a certificate that API Gateway does not present")
		r.Detail = fmt.Sprintf("Requests of %s fail at the handshake: %s.", s.call.name, why)
		r.Witness = []check.Fact{{Name: "mode", Value: "verify"}, {Name: "integration", Value: s.Subject()}}
		return r
	}
	switch {
	case mode.IsUnknown():
		return undecided(l.Identity, "may demand a certificate of its clients", lacking("the mode of mutual authentication of "+l.Subject(), mode.Why()))
	case value.Is(mode, "verify") != value.True:
		return passed(l.Identity, "demands no certificate of its clients")
	case s.kind == kindHTTP:
		return fail("HTTP APIs have no client certificate")
	case s.stage == nil || s.stage.rest == nil:
		return undecided(l.Identity, "demands a certificate of its clients", check.Missing{What: "whether the stage presents a client certificate: the stage is not known", Settle: "give the stage"})
	}
	id := s.stage.rest.ClientCertID
	switch {
	case id.IsUnknown():
		return undecided(l.Identity, "demands a certificate of its clients", lacking("the client certificate of "+s.stage.Subject(), id.Why()))
	case id.Value() == "":
		return fail("the stage " + s.stage.Subject() + " has no client certificate")
	}
	return undecided(l.Identity, "demands a certificate of its clients", check.Missing{What: "whether the trust store knows the client certificate " + id.Value() + " of " + s.stage.Subject(), Settle: "look into the trust store"})
}
