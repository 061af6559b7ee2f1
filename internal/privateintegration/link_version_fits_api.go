package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// LinkVersionFitsAPI asks whether links are of the version that the API and the load
// balancer take.
var LinkVersionFitsAPI = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "link-version-fits-api",
		Title:    "The version of the VPC link fits the API and the load balancer",
		Hop:      check.HopLink,
		Severity: check.Error,
		Symptom:  "apply fails, or 500",
		Why: "A VPC link V1 (`aws_api_gateway_vpc_link`) leads to one Network Load Balancer and serves REST and WebSocket APIs. A VPC link V2 (`aws_apigatewayv2_vpc_link`) leads into subnets and serves HTTP APIs and, " +
			"with an `integration_target`, REST APIs. Anything else is refused: `NLB ARN is malformed` for an Application Load Balancer behind V1, `IntegrationTarget is required for VpcLinkV2` for a REST API without one.",
		Fix:     "Use a link V2 for HTTP APIs and for Application Load Balancers, with `integration_target` in integrations of REST APIs, and a link V1 for WebSocket APIs.",
		Unknown: "Unknown when the link, the API's protocol or the load balancer's type is not known: apigateway:GET and elasticloadbalancing:DescribeLoadBalancers settle it.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.vpcLinks", "apigatewayv2.vpcLinks", "apigatewayv2.apis", "elasticloadbalancing.loadBalancers"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			l := inv.linkOf(c)
			switch {
			case l.certainV1() != nil:
				return []check.Result{inv.fitsV1(c, l.certainV1())}
			case l.certainV2() != nil:
				return []check.Result{inv.fitsV2(c, l.certainV2())}
			case l.none():
				return nil // vpc-link-target-exists says so
			}
			return []check.Result{blaming("connectionId", undecided(c.Identity, "has a VPC link that is not known", l.missing()...))}
		})
	},
}

func (inv *Inventory) fitsV1(c call, l *RestVPCLink) check.Result {
	switch c.kind {
	case kindHTTP:
		return wrongVersion(c, l.Identity, "V1", "An HTTP API does not know links V1: API Gateway refuses the integration.",
			"Make an `aws_apigatewayv2_vpc_link` and name it in `connection_id`.")
	case kindUnknown:
		return unknownKind(c, inv)
	case kindREST, kindWebSocket:
	}
	targets := l.TargetARNs.Value()
	if len(targets) > 1 {
		r := blaming("targetArns", failed(l.Identity, "leads to %d load balancers", len(targets)))
		r.Detail = "A VPC link V1 leads to exactly one Network Load Balancer: API Gateway refuses to make the link."
		r.Witness = []check.Fact{{Name: "targetArns", Value: int64(len(targets))}}
		r.Remediation = "Make one link for each load balancer."
		return r
	}
	lb := inv.balancerOfV1(l)
	switch {
	case lb.certain == nil && len(lb.missing) > 0:
		return undecided(l.Identity, "leads to a load balancer that is not known", lb.missing...)
	case lb.certain == nil:
		return inapplicable(l.Identity, "leads to a load balancer that does not exist")
	}
	switch typ, known := lb.certain.Type.Get(); {
	case !known:
		return undecided(l.Identity, "leads to a load balancer of which the type is not known", lacking("the type of "+lb.certain.Subject(), lb.certain.Type.Why()))
	case typ != Network:
		r := blaming("targetArns", failed(l.Identity, "is a link V1 to a load balancer that is %s", typ))
		r.Detail = "A VPC link V1 leads to Network Load Balancers only; with another, it FAILED: NLB ARN is malformed."
		r.Witness = []check.Fact{{Name: "targetArn", Value: lb.certain.ID.Value()}, {Name: "type", Value: typ}}
		r.Related = []string{lb.certain.Subject()}
		r.Remediation = fmt.Sprintf("Make an `aws_apigatewayv2_vpc_link` and set `integration_target` to %s, or put a Network Load Balancer in front of it.", lb.certain.Subject())
		return r
	}
	return passed(l.Identity, "is a link V1 to a Network Load Balancer, which the API takes")
}

func (inv *Inventory) fitsV2(c call, l *VPCLink) check.Result {
	switch c.kind {
	case kindWebSocket:
		return wrongVersion(c, l.Identity, "V2", "A WebSocket API does not take links V2.", "Make an `aws_api_gateway_vpc_link` to a Network Load Balancer and name it in `connection_id`.")
	case kindUnknown:
		return unknownKind(c, inv)
	case kindREST, kindHTTP:
	}
	if c.kind == kindREST && c.target.IsNull() {
		r := blaming("integrationTarget", failed(c.Identity, "has a link V2 and no integration target"))
		r.Detail = "API Gateway refuses the integration: IntegrationTarget is required for VpcLinkV2. A link V2 leads into subnets and names no load balancer itself."
		r.Witness = []check.Fact{{Name: "connectionId", Value: l.Subject()}, {Name: "integrationTarget", Value: "none"}}
		r.Related = []string{l.Subject()}
		r.Remediation = "Set `integration_target` to the ARN of the load balancer."
		return r
	}
	return passed(c.Identity, "has a link V2, which the API takes")
}

func wrongVersion(c call, link Identity, version, detail, remedy string) check.Result {
	r := blaming("connectionId", failed(c.Identity, "is one of %s and has a link %s", c.kind.named(), version))
	r.Detail, r.Remediation = detail, remedy
	r.Witness = []check.Fact{{Name: "protocol", Value: c.kind.String()}, {Name: "connectionId", Value: link.Subject()}}
	r.Related = []string{link.Subject()}
	return r
}

func unknownKind(c call, inv *Inventory) check.Result {
	p := pickByID(inv.APIs, "API", c.api)
	missing := p.missing
	if p.certain != nil {
		missing = append(missing, lacking("the protocol of "+p.certain.Subject(), p.certain.ProtocolType.Why()))
	}
	if len(missing) == 0 {
		missing = append(missing, check.Missing{What: "the API of " + c.Subject() + ": it is not among those known", Settle: "give its API"})
	}
	return undecided(c.Identity, "is one of an API that is not known", missing...)
}
