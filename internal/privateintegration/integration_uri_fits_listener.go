package privateintegration

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// IntegrationURIFitsListener asks whether what integrations name is of the form that
// API Gateway takes.
var IntegrationURIFitsListener = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "integration-uri-fits-listener",
		Title:    "The integration names its backend in the form that API Gateway takes",
		Hop:      check.HopIntegration,
		Severity: check.Error,
		Symptom:  "apply fails, or 500",
		Why: "A private integration of an HTTP API names the ARN of a listener or of a Cloud Map service; with a load balancer's ARN or a URL it is refused: " +
			"`integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN`. Those of REST and WebSocket APIs name a URL, of which the port is 80, 443 or above 1024, " +
			"and with a link V2 the load balancer's ARN as `integration_target`.",
		Fix:     "HTTP APIs: set `integration_uri` to `aws_lb_listener.x.arn` or `aws_service_discovery_service.x.arn`. REST and WebSocket APIs: set `uri` to `http://HOST:PORT/PATH` or `https://…`.",
		Unknown: "Unknown when the URI is known only after apply: it is decided then.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigatewayv2.integrations", "apigateway.stages", "apigatewayv2.stages"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
			"https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			uri := c.resolve(c.uri)
			if len(uri.undefined) > 0 {
				return nil // stage-variables-resolve says so
			}
			switch text, known := uri.Get(); {
			case uri.IsUnknown() && inv.willFit(c, c.endpoint):
				return []check.Result{passed(c.Identity, "will have a URI that API Gateway can call")}
			case uri.IsUnknown():
				return []check.Result{blaming("uri", undecided(c.Identity, "has a URI that is not known", lacking("the URI of "+c.Subject(), uri.Why())))}
			case !known || text == "":
				return []check.Result{wrongURI(c, "uri", "none", "has no URI", "API Gateway refuses an integration without one: Invalid integration URI specified.")}
			case c.kind == kindHTTP:
				return []check.Result{arnFits(c, text)}
			case c.kind == kindUnknown:
				return []check.Result{unknownKind(c, inv)}
			default:
				return []check.Result{urlFits(c, c.endpoint, text)}
			}
		})
	},
}

// willFit says that a URI that is not known yet will be one that API Gateway can call: the
// ARN of a listener or service that is created, or a URL of which scheme and port are known.
func (inv *Inventory) willFit(c call, e endpoint) bool {
	if c.kind == kindHTTP {
		f := inv.frontOf(c)
		return f.listener.certain != nil || f.cloudMap.certain != nil
	}
	port, known := e.port.Get()
	return c.kind != kindUnknown && known && e.https.IsKnown() && callable(port)
}

// callable says whether API Gateway calls a port.
func callable(port int64) bool { return port > 1024 || port == 80 || port == 443 }

func arnFits(c call, text string) check.Result {
	switch {
	case isListener(text), isCloudMap(text):
		return passed(c.Identity, "names a listener or a Cloud Map service")
	case isLoadBalancer(text):
		return wrongURI(c, "integrationUri", text, "names a load balancer, not a listener of it",
			"API Gateway refuses the integration: integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.")
	}
	return wrongURI(c, "integrationUri", text, "names neither a listener nor a Cloud Map service by ARN",
		"API Gateway refuses the integration: integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.")
}

func urlFits(c call, e endpoint, text string) check.Result {
	port := e.port.Value()
	switch target, set := c.target.Get(); {
	case strings.Contains(text, "${"):
		return inapplicable(c.Identity, "has a URI with something in it that is no stage variable")
	case e.malformed != "":
		return wrongURI(c, "uri", text, "has a URI that is no address of a backend", "API Gateway cannot call it: "+e.malformed+".")
	case !callable(port):
		return wrongURI(c, "uri", text, "calls a port that API Gateway does not call", "API Gateway calls the ports 80 and 443, and those above 1024.")
	case set && !isLoadBalancer(target) && !isListener(target):
		return wrongURI(c, "integrationTarget", target, "has a target that is no load balancer", "With a VPC link V2 the target is the ARN of a load balancer.")
	}
	return passed(c.Identity, "has a URI that API Gateway can call")
}

func wrongURI(c call, field, text, fact, detail string) check.Result {
	r := blaming(field, failed(c.Identity, "%s", fact))
	r.Detail = detail
	r.Witness = []check.Fact{{Name: field, Value: text}}
	return r
}
