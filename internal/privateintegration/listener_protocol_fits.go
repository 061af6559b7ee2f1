package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// ListenerProtocolFits asks whether listeners speak what API Gateway speaks to them.
var ListenerProtocolFits = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "listener-protocol-fits",
		Title:    "The listener speaks the protocol that the integration speaks to it",
		Hop:      check.HopLoadBalancer,
		Severity: check.Error,
		Symptom:  "400, 500, 503 or 504",
		Why: "API Gateway encrypts the requests of an integration whose URI begins with https; those of an HTTP API's integration exactly if it has a `tls_config`, whatever the listener's port. " +
			"A TLS or HTTPS listener takes nothing else, an HTTP listener understands no TLS, and UDP and QUIC listeners take no HTTP/1.1 at all. A TCP listener hands on what comes.",
		Fix: "Let both sides speak TLS or neither. REST and WebSocket APIs: begin the URI with https for a TLS or HTTPS listener, with http for an HTTP listener. " +
			"HTTP APIs: set `tls_config` with `server_name_to_verify` for a TLS or HTTPS listener, and leave it out for an HTTP listener.",
		Unknown: "Unknown when the listener, its protocol, or the URI's scheme is not known before apply, or listeners could not be read (elasticloadbalancing:DescribeListeners). Not applicable to Cloud Map.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigatewayv2.integrations", "elasticloadbalancing.listeners"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return eachLeg(inv, func(l leg) []check.Result { return []check.Result{protocolFits(l)} })
	},
}

func protocolFits(l leg) check.Result {
	protocol, known := l.listener.Protocol.Get()
	https, told := l.https.Get()
	switch protocol {
	case "TCP", "TCP_UDP", "TCP_QUIC":
		return passed(l.listener.Identity, "hands on what comes")
	case "UDP", "QUIC", "GENEVE":
		return wrongProtocol(l, "HTTP/1.1 over TCP", "Make a listener of protocol TCP or TLS on the port.")
	case "TLS", "HTTPS", "HTTP":
		switch encrypted := protocol != "HTTP"; {
		case !told:
			return undecided(l.call.Identity, "speaks a protocol to its listener that is not known", lacking("whether "+l.call.Subject()+" encrypts", l.https.Why()))
		case encrypted == https:
			return passed(l.listener.Identity, "speaks what the integration speaks")
		case https:
			return wrongProtocol(l, "TLS", l.remedy(false))
		}
		return wrongProtocol(l, "plain HTTP", l.remedy(true))
	}
	m := lacking("the protocol of "+l.listener.Subject(), l.listener.Protocol.Why())
	if known {
		m = check.Missing{What: fmt.Sprintf("what the protocol %q of %s takes", protocol, l.listener.Subject()), Settle: "look at the listener"}
	}
	return blaming("Protocol", undecided(l.listener.Identity, "has a protocol that is not known", m))
}

func wrongProtocol(l leg, spoken, remedy string) check.Result {
	protocol := l.listener.Protocol.Value()
	r := failed(l.call.Identity, "speaks %s to a listener of protocol %s", spoken, protocol)
	r.Detail = fmt.Sprintf("Requests of %s fail: the listener on port %d of %s takes %s, and %s comes.", l.call.name, l.listener.Port.Value(), l.balancer.Subject(), protocol, spoken)
	r.Witness = []check.Fact{{Name: "speaks", Value: spoken}, {Name: "listener", Value: l.listener.Subject()}, {Name: "protocol", Value: protocol}}
	r.Related = []string{l.listener.Subject()}
	r.Remediation = remedy
	field := "uri"
	if l.call.kind == kindHTTP {
		field = "tlsConfig"
	}
	return blaming(field, r)
}

// remedy says how the integration comes to encrypt its requests, or not to.
func (l leg) remedy(encrypt bool) string {
	switch {
	case l.call.kind == kindHTTP && encrypt:
		return "Set `tls_config` with the name in the listener's certificate as `server_name_to_verify`."
	case l.call.kind == kindHTTP:
		return "Leave `tls_config` out, or name a listener of protocol HTTPS."
	case encrypt:
		return "Begin the integration's URI with https, with the name in the listener's certificate as the host, and deploy the API; or name the port of a listener of protocol TCP or HTTP."
	}
	return "Begin the integration's URI with http and deploy the API, or name the port of a listener of protocol TLS or HTTPS."
}
