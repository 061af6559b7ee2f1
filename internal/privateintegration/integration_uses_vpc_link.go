package privateintegration

import (
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// IntegrationUsesVPCLink asks whether integrations with a private backend go through a
// VPC link, and are of a type that can.
var IntegrationUsesVPCLink = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "integration-uses-vpc-link",
		Title:    "An integration whose backend is private goes through a VPC link",
		Hop:      check.HopIntegration,
		Severity: check.Error,
		Symptom:  "500 or 504, or apply fails",
		Why: "An integration goes through a VPC link only if its connection type is VPC_LINK: the default is INTERNET, and a connection id alone changes nothing. API Gateway then looks for the host on the internet, " +
			"where an internal load balancer has no address that it reaches: `Invalid endpoint address`, or no answer. " +
			"With VPC_LINK, the id of the link is required, and the type is HTTP or HTTP_PROXY; HTTP APIs know HTTP_PROXY only.",
		Fix:     "Set `connection_type = \"VPC_LINK\"`, `connection_id` to the id of the link, and `type` to HTTP_PROXY or HTTP.",
		Unknown: "Unknown when the connection type, the type or the URI is known only after apply. Not applicable to integrations with a backend on the internet.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigatewayv2.integrations", "elasticloadbalancing.loadBalancers"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html",
			"https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html",
			"https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		calls, missing := inv.everyCall()
		var out []check.Result
		for _, c := range calls {
			out = append(out, inv.usesLink(c))
		}
		switch {
		case len(missing) > 0:
			out = append(out, undecided(account, "may be more than are known", missing...))
		case len(out) == 0:
			out = append(out, inapplicable(account, "are none: there is no integration"))
		}
		return once(out)
	},
}

func (inv *Inventory) usesLink(c call) check.Result {
	connection := connectionType(c)
	switch c.private {
	case value.Undecided:
		return blaming("connectionType", undecided(c.Identity, "may go through a VPC link or not", lacking("the connection type of "+c.Subject(), connection.Why())))
	case value.False:
		return inv.overInternet(c)
	case value.True:
	}
	typ, known := c.integrationType.Get()
	http := typ == TypeHTTPProxy || typ == TypeHTTP && c.kind != kindHTTP
	switch {
	case c.connection.IsNull():
		r := blaming("connectionId", failed(c.Identity, "goes through a VPC link and names none"))
		r.Detail = "API Gateway refuses an integration of connection type VPC_LINK without the id of a link."
		r.Witness = []check.Fact{{Name: "connectionType", Value: ConnectionVPCLink}, {Name: "connectionId", Value: "none"}}
		return r
	case !known:
		return blaming("type", undecided(c.Identity, "has a type that is not known", lacking("the type of "+c.Subject(), c.integrationType.Why())))
	case !http:
		r := blaming("type", failed(c.Identity, "goes through a VPC link and is of type %s", typ))
		r.Detail = "API Gateway refuses it: only integrations of type HTTP_PROXY, and HTTP but for HTTP APIs, go through a VPC link."
		r.Witness = []check.Fact{{Name: "type", Value: typ}, {Name: "connectionType", Value: ConnectionVPCLink}}
		return r
	}
	return passed(c.Identity, "goes through a VPC link")
}

// overInternet judges an integration that does not go through a VPC link.
func (inv *Inventory) overInternet(c call) check.Result {
	uri := c.resolve(c.uri)
	host, known := c.endpoint.host.Get()
	typ := c.integrationType.Value()
	switch {
	case c.connection.IsKnown():
		return missingLink(c, "names a VPC link and goes over the internet", check.Fact{Name: "connectionId", Value: c.connection.Value()})
	case typ != "" && typ != TypeHTTP && typ != TypeHTTPProxy:
		return inapplicable(c.Identity, "is of type "+typ)
	case uri.IsUnknown():
		return blaming("uri", undecided(c.Identity, "goes over the internet to a host that is not known", lacking("the URI of "+c.Subject(), uri.Why())))
	case known && inv.isPrivate(host):
		return missingLink(c, "goes over the internet to a host that is private", check.Fact{Name: "host", Value: host})
	}
	return inapplicable(c.Identity, "has a backend on the internet")
}

func missingLink(c call, fact string, witness check.Fact) check.Result {
	r := blaming("connectionType", failed(c.Identity, "%s", fact))
	r.Detail = "The connection type of " + c.name + " is INTERNET, which is the default: API Gateway looks for the backend on the internet and does not reach it."
	r.Witness = []check.Fact{{Name: "connectionType", Value: ConnectionInternet}, witness}
	if c.connection.IsKnown() {
		r.Repairs = c.set("connectionType", "ConnectionType", value.OfString(ConnectionVPCLink))
	}
	return r
}

// isPrivate says whether a host certainly has no address on the internet.
func (inv *Inventory) isPrivate(host string) bool {
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsPrivate() || address.IsLoopback() || address.IsLinkLocalUnicast()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	// Elastic Load Balancing begins the names of internal Application Load Balancers so.
	if host == "localhost" || strings.HasPrefix(host, "internal-") && strings.Contains(host, ".elb.") && strings.HasSuffix(strings.TrimSuffix(host, ".cn"), ".amazonaws.com") {
		return true
	}
	for _, lb := range inv.LoadBalancers.Items {
		if name, told := lb.DNSName.Get(); told && strings.EqualFold(name, host) && lb.Scheme.Value() == "internal" {
			return true
		}
	}
	return false
}

func connectionType(c call) value.String {
	if c.rest != nil {
		return c.rest.ConnectionType
	}
	return c.http.ConnectionType
}
