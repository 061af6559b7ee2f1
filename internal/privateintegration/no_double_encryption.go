package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// NoDoubleEncryption asks whether what comes to targets is encrypted as they expect.
var NoDoubleEncryption = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "no-double-encryption",
		Title:    "Targets get requests encrypted, or not, as they expect them",
		Hop:      check.HopLoadBalancer,
		Severity: check.Warning,
		Symptom:  "400, 500 or 504",
		Why: "A TCP listener hands on what API Gateway sends; a TLS listener decrypts, and encrypts again only if the target group's protocol is TLS. " +
			"A target that speaks TLS and gets plain HTTP, or the other way round, answers what is no HTTP: `Invalid protocol version`. What targets speak is seen by the health check: " +
			"one by HTTP or HTTPS on the port of the traffic tells. Ports 443 and 8443 are taken for TLS. With PROXY protocol v2, targets get a binary header in front of each request.",
		Fix: "Let the listener be TCP if the targets end TLS, and TLS if they speak plain HTTP and the integration's URI begins with https. Let the protocol of the target group be TLS to encrypt again. " +
			"Turn `proxy_protocol_v2` off unless the targets read it.",
		Unknown: "Unknown when the protocols are known only after apply, and with PROXY protocol v2, as nothing tells whether the targets read it. Not applicable where nothing tells what the targets speak.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigatewayv2.integrations", "elasticloadbalancing.listeners", "elasticloadbalancing.targetGroups"},
		References: []string{
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perGroup(inv, func(u use) []check.Result {
			if value.Is(u.group.TargetType, TargetALB) == value.True {
				return nil // listener-protocol-fits judges the listener behind
			}
			out := []check.Result{inv.encryptedAsExpected(u)}
			if r := proxyProtocol(u.group); r != nil {
				out = append(out, *r)
			}
			return out
		})
	},
}

// An expectation is whether the targets of a group expect TLS; null where nothing tells.
type expectation struct {
	tls   value.Bool
	tells string
	// custom says that only a custom tells, which number a port has.
	custom bool
}

func (inv *Inventory) expects(g *TargetGroup) expectation {
	if onTrafficPort(g) && g.HealthCheckEnabled.Or(true).Value() {
		switch g.HealthCheckProtocol.Value() {
		case "HTTP":
			return expectation{value.Known(false), "the health check by HTTP on the same port", false}
		case "HTTPS":
			return expectation{value.Known(true), "the health check by HTTPS on the same port", false}
		}
	}
	port := g.Port
	if targets, _, _ := inv.targetsOf(g); len(targets) > 0 {
		port = targets[0].portIn(g)
	}
	switch p := port.Value(); p {
	case 443, 8443:
		return expectation{value.Known(true), fmt.Sprintf("port %d", p), true}
	case 80, 8080:
		return expectation{value.Known(false), fmt.Sprintf("port %d", p), true}
	}
	return expectation{}
}

// onTrafficPort says whether health checks certainly go to the port of the traffic.
func onTrafficPort(g *TargetGroup) bool {
	port := g.HealthCheckPort.Or("traffic-port")
	return port.Value() == "traffic-port" || port.IsKnown() && g.Port.IsKnown() && port.Value() == fmt.Sprint(g.Port.Value())
}

func (inv *Inventory) encryptedAsExpected(u use) check.Result {
	spoken := u.spoken(u.group)
	e := inv.expects(u.group)
	// The number of a port tells that a target expects TLS; that it expects none where
	// it gets some is told by the health check alone.
	switch {
	case e.tls.IsNull():
		return inapplicable(u.group.Identity, "has targets of which nothing tells what they speak")
	case !spoken.IsKnown():
		return undecided(u.group.Identity, "gets requests that are encrypted or not", lacking("whether requests to "+u.group.Subject()+" are encrypted", spoken.Why()))
	case spoken.Value() == e.tls.Value():
		return passed(u.group.Identity, "gets what its targets expect")
	case !e.custom && u.group.Protocol.Value() != "TCP" && u.group.Protocol.Value() != "TCP_UDP":
		return inapplicable(u.group.Identity, "has a health check that does not fit it") // health-check-fits says so
	case !e.tls.Value() && e.custom:
		return inapplicable(u.group.Identity, "has targets on a port for plain HTTP, which may speak TLS")
	}
	gets, wants := "plain HTTP", "TLS"
	if spoken.Value() {
		gets, wants = "TLS", "plain HTTP"
	}
	r := blaming("Protocol", failed(u.group.Identity, "gets %s, and its targets expect %s", gets, wants))
	r.Detail = fmt.Sprintf("Requests of %s come to the targets as %s through %s (%s); %s tells that they expect %s.",
		u.call.name, gets, u.listener.Subject(), u.listener.Protocol.Value(), e.tells, wants)
	r.Witness = []check.Fact{{Name: "listenerProtocol", Value: u.listener.Protocol.Value()}, {Name: "targetGroupProtocol", Value: u.group.Protocol.Value()}, {Name: "tells", Value: e.tells}}
	r.Related = []string{u.listener.Subject(), u.call.Subject()}
	return r
}

func proxyProtocol(g *TargetGroup) *check.Result {
	on, known := g.ProxyProtocol.Get()
	if !on && !g.ProxyProtocol.IsUnknown() || g.ProxyProtocol.IsNull() {
		return nil
	}
	m := check.Missing{What: "whether the targets of " + g.Subject() + " read PROXY protocol v2, which is on", Settle: "look at the configuration of the server"}
	if !known {
		m = lacking("proxy_protocol_v2 of "+g.Subject(), g.ProxyProtocol.Why())
	}
	r := blaming("ProxyProtocolV2", undecided(g.Identity, "puts PROXY protocol in front of requests", m))
	return &r
}
