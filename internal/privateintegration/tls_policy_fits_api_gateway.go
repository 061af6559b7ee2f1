package privateintegration

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// TLSPolicyFitsAPIGateway asks whether listeners speak a version of TLS that API Gateway
// is known to speak.
var TLSPolicyFitsAPIGateway = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "tls-policy-fits-api-gateway",
		Title:    "The listener speaks more than TLS 1.3",
		Hop:      check.HopTLS,
		Severity: check.Warning,
		Symptom:  "500 or 504",
		Why: "AWS does not document that API Gateway offers TLS 1.3 to its backends. A listener whose policy takes nothing else, such as `ELBSecurityPolicy-TLS13-1-3-2021-06`, may refuse every handshake; " +
			"policies with 1-2 in their names take TLS 1.3 and 1.2.",
		Fix:     "Use `ELBSecurityPolicy-TLS13-1-2-2021-06` or another policy that takes TLS 1.2 too.",
		Unknown: "Unknown when the policy of the listener is not known. Not applicable where TLS does not end at a load balancer, and to integrations that call their backend without TLS.",
		Since:   "0.1.0",
		Reads:   []string{"elasticloadbalancing.listeners", "apigateway.integrations", "apigatewayv2.integrations"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perSecured(inv, func(s secured) []check.Result {
			if s.listener == nil {
				return []check.Result{nothingOfTargets(s)}
			}
			l := s.listener
			policy, known := l.SSLPolicy.Get()
			switch {
			case l.SSLPolicy.IsUnknown():
				return []check.Result{blaming("SslPolicy", undecided(l.Identity, "has a TLS policy that is not known", lacking("the TLS policy of "+l.Subject(), l.SSLPolicy.Why())))}
			case !known:
				return []check.Result{passed(l.Identity, "has the TLS policy that load balancers have by default")}
			case !strings.Contains(policy, "TLS13-1-3"):
				return []check.Result{passed(l.Identity, "speaks more than TLS 1.3")}
			}
			r := blaming("SslPolicy", failed(l.Identity, "speaks nothing but TLS 1.3"))
			r.Detail = fmt.Sprintf("Requests of %s may fail at the handshake: the policy %s takes TLS 1.3 only, and it is not documented that API Gateway offers it.", s.call.name, policy)
			r.Witness = []check.Fact{{Name: "sslPolicy", Value: policy}}
			return []check.Result{r}
		})
	},
}
