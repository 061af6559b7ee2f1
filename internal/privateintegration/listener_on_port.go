package privateintegration

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ListenerOnPort asks whether load balancers listen on the ports that integrations call.
var ListenerOnPort = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "listener-on-port",
		Title:    "The load balancer listens on the port in the integration's URI",
		Hop:      check.HopLoadBalancer,
		Severity: check.Error,
		Symptom:  "500",
		Why: "Behind a VPC link the host in the URI is no address, but the port in it chooses the listener: without one, 80 for http and 443 for https. " +
			"Where the load balancer has no listener on that port it refuses the connection, and the execution log says " +
			"`Execution failed due to configuration error: There was an internal error while executing your request`.",
		Fix:     "Name a port in the integration's URI that the load balancer listens on, or add a listener there; then deploy the API.",
		Unknown: "Unknown when the listeners could not be read (elasticloadbalancing:DescribeListeners), or the port or the load balancer is known only after apply. Not applicable to integrations that name their listener by ARN, and to Cloud Map.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigatewayv2.integrations", "elasticloadbalancing.loadBalancers", "elasticloadbalancing.listeners"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			f := inv.legsOf(c).front
			switch {
			case f.byARN:
				return []check.Result{inapplicable(c.Identity, "names what it leads to itself, not a port")}
			case f.endpoint.malformed != "":
				return nil // integration-uri-fits-listener says so
			case f.listener.certain != nil:
				return []check.Result{passed(f.listener.certain.Identity, "is on the port that the integration calls")}
			case f.balancer.certain != nil && f.listener.none():
				return []check.Result{inv.notListening(c, f)}
			case len(f.missing) > 0:
				return []check.Result{blaming("uri", undecided(c.Identity, "calls a port of which the listener is not known", f.missing...))}
			}
			return nil // vpc-link-target-exists or link-version-fits-api says so
		})
	},
}

func (inv *Inventory) notListening(c call, f front) check.Result {
	listeners, _, _ := below(inv.Listeners, func(l *Listener) value.String { return l.LoadBalancer }, f.balancer.certain.Identity)
	var ports []string
	for _, l := range listeners {
		if p, ok := l.Port.Get(); ok {
			ports = append(ports, fmt.Sprint(p))
		}
	}
	slices.Sort(ports)
	port := f.port.Value()
	r := blaming("uri", failed(c.Identity, "calls port %d, on which its load balancer does not listen", port))
	listens := "The load balancer has no listener at all."
	if len(ports) > 0 {
		listens = "The load balancer listens on " + strings.Join(ports, ", ") + "."
	}
	r.Detail = fmt.Sprintf("The URI of %s leads to port %d. %s", c.name, port, listens)
	r.Witness = []check.Fact{{Name: "port", Value: port}, {Name: "listeners", Value: strings.Join(ports, ", ")}}
	r.Related = []string{f.balancer.certain.Subject()}
	r.Repairs = inv.anotherListener(f)
	return r
}
