package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// VPCLinkTargetExists asks whether the links that integrations name exist, and what
// they lead to.
var VPCLinkTargetExists = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "vpc-link-target-exists",
		Title:    "The VPC link of every integration exists, and so does the load balancer behind it",
		Hop:      check.HopLink,
		Severity: check.Error,
		Symptom:  "500",
		Why: "API Gateway looks the link up when a request comes. A link that was deleted, belongs to another account or region (in Terraform by `region` or by its provider), or whose load balancer is gone " +
			"is an `Execution failed due to configuration error: There was an internal error while executing your request` in the execution log.",
		Fix:     "Name the link that exists by reference (`aws_api_gateway_vpc_link.x.id` or `aws_apigatewayv2_vpc_link.x.id`), and deploy the API again.",
		Unknown: "Unknown when the links or load balancers could not be listed, or the id is known only after apply and comes from none of them, or the region of one of two is: apigateway:GET and elasticloadbalancing:DescribeLoadBalancers settle it.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.vpcLinks", "apigatewayv2.vpcLinks", "elasticloadbalancing.loadBalancers"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result { return []check.Result{inv.linkTargetExists(c)} })
	},
}

func (inv *Inventory) linkTargetExists(c call) check.Result {
	connection := c.resolve(c.connection)
	if len(connection.undefined) > 0 || connection.IsNull() {
		return inapplicable(c.Identity, "names no VPC link in this stage")
	}
	l := inv.linkOf(c)
	witness := []check.Fact{{Name: "integration", Value: c.Subject()}, {Name: "connectionId", Value: connection.Value()}}
	switch {
	case l.elsewhere != nil:
		r := blaming("connectionId", failed(c.Identity, "names a VPC link of another region"))
		r.Detail = fmt.Sprintf("Requests of %s fail with 500: %s is in %s, and the API in %s. A VPC link serves the APIs of its own region.", c.name, l.elsewhere.Subject(), l.elsewhere.InRegion().Value(), c.InRegion().Value())
		r.Witness = []check.Fact{{Name: "vpcLink", Value: l.elsewhere.Subject()}, {Name: "region", Value: l.elsewhere.InRegion().Value()}}
		r.Related = []string{l.elsewhere.Subject()}
		r.Remediation = "Make the VPC link in the region of the API, with the same provider or `region`."
		return r
	case l.none():
		r := blaming("connectionId", failed(c.Identity, "names a VPC link that does not exist: %s", connection.Value()))
		r.Detail = fmt.Sprintf("Requests of %s fail with 500: there is no VPC link %s in this account and region.", c.name, connection.Value())
		r.Witness = witness
		return r
	case l.certainV1() == nil && l.certainV2() == nil:
		return blaming("connectionId", undecided(c.Identity, "names a VPC link that is not known", l.missing()...))
	}
	f := inv.frontOf(c)
	switch {
	case f.balancer.certain != nil || f.cloudMap.certain != nil:
		return passed(c.Identity, "has a VPC link and a backend that exist")
	case len(f.missing) > 0:
		return undecided(c.Identity, "leads through its VPC link to something that is not known", f.missing...)
	case l.certainV1() != nil:
		v1 := l.certainV1()
		r := blaming("targetArns", failed(v1.Identity, "leads to a load balancer that does not exist"))
		r.Detail = fmt.Sprintf("Requests of %s fail with 500: the load balancer of the VPC link is gone, or in another region than the link.", c.name)
		r.Witness = append(witness, check.Fact{Name: "targetArn", Value: v1.TargetARNs.Value()[0].Value()})
		r.Remediation = "Create a VPC link to a Network Load Balancer that exists, point the integration to it and deploy the API."
		return r
	case !c.namesBackend():
		return inapplicable(c.Identity, "names nothing that can be behind its VPC link") // integration-uri-fits-listener says so
	case f.byARN && !f.listener.none() || f.byARN && f.cloudMap.none() && f.listener.none() || c.target.IsKnown():
		r := failed(c.Identity, "leads to a load balancer, listener or service that does not exist")
		r.Detail = fmt.Sprintf("Requests of %s fail: what the integration names behind the VPC link does not exist in this account and region.", c.name)
		r.Witness = witness
		return blaming("integrationTarget", r)
	}
	return inapplicable(c.Identity, "names nothing behind its VPC link")
}

// namesBackend says whether what an integration names by ARN can be a backend.
func (c call) namesBackend() bool {
	text, known := c.target.Get()
	if c.kind == kindHTTP {
		text, known = c.resolve(c.uri).Get()
		return !known || isListener(text) || isCloudMap(text)
	}
	return !known || isListener(text) || isLoadBalancer(text)
}
