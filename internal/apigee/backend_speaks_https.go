package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// BackendSpeaksHTTPS asks whether the load balancer speaks TLS to what passes its
// requests on to Apigee.
var BackendSpeaksHTTPS = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-speaks-https",
		Title:    "The load balancer speaks HTTPS to Apigee",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "The proxies pass packets on as they are, and so does Private Service Connect: whoever the load balancer sends to, it is Apigee that answers, and Apigee speaks TLS. " +
			"A backend service whose protocol is HTTP, which is the default, sends plain text to a port that expects a TLS handshake. " +
			"Apigee closes the connection, and the load balancer answers 502 with `backend_connection_closed_before_data_sent_to_client`.",
		Fix: "Set `protocol = \"HTTPS\"` in the backend service. On a load balancer in use the change cuts traffic for some minutes.",
		Unknown: "Unknown when the protocol is not known or is one of which it is not documented that Apigee speaks it to a load balancer (HTTP2, GRPC), " +
			"and when the protocol is wrong but it is not known whether the service's backends are proxies. " +
			"Not applicable to services of network load balancers, which pass on what clients send (TCP, UDP, UNSPECIFIED), " +
			"to organizations without a backend service that sends to them, and to hybrid ones.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.backendServices", "compute.instanceGroupManagers",
			"compute.instanceTemplates", "compute.networkEndpointGroups",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://docs.cloud.google.com/load-balancing/docs/backend-service#protocol_to_backends",
			"https://github.com/apigee/terraform-modules",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perServingService(org, func(s servingService) []check.Result {
				return []check.Result{inRegion(s.region(), blaming("protocol", unless(s.speaksTLS(), s.doubts())))}
			})
		})
	},
}

// The protocols between a load balancer and its backends.
var (
	tlsProtocols     = []string{"HTTPS", "SSL"}
	networkProtocols = []string{"TCP", "UDP", "UNSPECIFIED", "ALL"}
	plainProtocols   = []string{"HTTP", "H2C"}
)

func (a servingService) speaksTLS() check.Result {
	protocol, known := a.Protocol.Get()
	switch {
	case slices.Contains(tlsProtocols, protocol):
		r := passed(a.Identity, "speaks "+protocol+" to its backends")
		r.Related = a.backends()
		return r
	case slices.Contains(networkProtocols, protocol):
		return inapplicable(a.Identity, "passes on what clients send ("+protocol+")")
	case slices.Contains(plainProtocols, protocol):
		r := failed(a.Identity, "speaks %s to its backends", protocol)
		r.Detail = fmt.Sprintf("Requests through %s end as 502: it sends plain text (%s) to %s, where Apigee expects a TLS handshake.",
			a.Subject(), protocol, a.backend())
		r.Remediation = fmt.Sprintf("Set the protocol of %s to HTTPS.", a.Subject())
		r.Witness = []check.Fact{
			{Name: "backend_service", Value: a.Subject()},
			{Name: "protocol", Value: protocol},
			{Name: "backend", Value: a.backend()},
		}
		r.Related = a.backends()
		r.Repairs = a.speakTLS()
		return r
	case known:
		return undecided(a.Identity, "speaks a protocol that Apigee may not speak", check.Missing{
			What:   fmt.Sprintf("whether Apigee answers a load balancer that speaks %s", protocol),
			Settle: "set protocol to HTTPS, which is how Google sets it up",
		})
	case a.Protocol.IsNull():
		return undecided(a.Identity, "may speak HTTP to its backends", check.Missing{
			What: "protocol of " + a.Subject() + ": it is not set, and the API's default is HTTP", Settle: "set protocol to HTTPS",
		})
	}
	return undecided(a.Identity, "speaks a protocol that is not known", lacking("protocol of "+a.Subject(), a.Protocol.Why()))
}
