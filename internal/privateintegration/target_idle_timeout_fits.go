package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// TargetIdleTimeoutFits asks whether load balancers wait as long as API Gateway does.
var TargetIdleTimeoutFits = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "target-idle-timeout-fits",
		Title:    "The load balancer waits for a slow answer as long as the integration does",
		Hop:      check.HopTargets,
		Severity: check.Warning,
		Symptom:  "500 or 504, on slow answers",
		Why: "A load balancer that sees no data for its idle timeout gives the connection up: a Network Load Balancer resets it, after 350 seconds unless the listener says otherwise, an Application Load Balancer answers 504, after 60. " +
			"When the integration waits longer than that, answers that come between the two are lost. Between requests the same holds: let the keep-alive of the targets be longer than the load balancer's idle timeout, " +
			"or connections that are used again are reset: `Execution failed due to an internal error`.",
		Fix:     "Raise `idle_timeout` of the Application Load Balancer or `tcp_idle_timeout_seconds` of the listener above the integration's timeout, and the keep-alive of the server above either.",
		Unknown: "Unknown when a timeout is known only after apply, or the attributes could not be read: elasticloadbalancing:DescribeLoadBalancerAttributes and DescribeListenerAttributes settle it.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigatewayv2.integrations", "elasticloadbalancing.loadBalancers", "elasticloadbalancing.listeners"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return eachLeg(inv, func(l leg) []check.Result { return []check.Result{waitsLongEnough(l)} })
	},
}

// networkIdle is the idle timeout of a Network Load Balancer's listener in seconds,
// balancerIdle that of an Application Load Balancer, unless they say otherwise.
const (
	networkIdle  = 350
	balancerIdle = 60
)

func waitsLongEnough(l leg) check.Result {
	idle, of, field := l.listener.TCPIdleTimeout.Or(networkIdle), l.listener.Identity, "TcpIdleTimeout"
	switch l.listener.Protocol.Value() {
	case "TLS": // it cannot be set
		idle = value.Known[int64](networkIdle)
	case "HTTP", "HTTPS":
		idle, of, field = l.balancer.IdleTimeout.Or(balancerIdle), l.balancer.Identity, "IdleTimeout"
	}
	timeout := l.call.timeout.Or(l.call.longestTimeout())
	switch {
	case idle.IsUnknown():
		return blaming(field, undecided(of, "has an idle timeout that is not known", lacking("the idle timeout of "+of.Subject(), idle.Why())))
	case timeout.IsUnknown():
		return undecided(of, "is waited for as long as is not known", lacking("the timeout of "+l.call.Subject(), timeout.Why()))
	case timeout.Value() <= idle.Value()*1000:
		return passed(of, "waits as long as the integration does")
	}
	r := blaming(field, failed(of, "gives up after %d s, before the integration does", idle.Value()))
	r.Detail = fmt.Sprintf("%s waits %d ms for an answer; one that takes longer than %d s is lost on the way.", l.call.Subject(), timeout.Value(), idle.Value())
	r.Witness = []check.Fact{{Name: "idleTimeout", Value: idle.Value()}, {Name: "timeoutInMillis", Value: timeout.Value()}}
	r.Related = []string{l.call.Subject()}
	const second = 1000
	r.Repairs = l.waitLonger((timeout.Value() + second - 1) / second)
	return r
}
