package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// VPCLinkAvailable asks whether the links of integrations are available.
var VPCLinkAvailable = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "vpc-link-available",
		Title:    "The VPC link of every integration is available",
		Hop:      check.HopLink,
		Severity: check.Error,
		Symptom:  "500 or 503",
		Why: "API Gateway sends requests through a VPC link only while it is AVAILABLE. A link that FAILED is never repaired, however long one waits: the load balancer " +
			"had an endpoint service already, the subnet had no free address, or the service-linked role was denied. A link V2 without traffic for 60 days is INACTIVE: its network interfaces are " +
			"deleted, and the first requests fail for minutes while they are made again.",
		Fix: "Read the status message; remove its cause, create a new link, point the integration to it and deploy the API. " +
			"Send a request from time to time through a link V2 that is used seldom.",
		Unknown: "Unknown while the link is PENDING, and when its status could not be read: apigateway:GET on `/vpclinks/*` settles it. " +
			"Not applicable to a link that only Terraform tells of, as no Terraform attribute carries its status.",
		Since: "0.1.0",
		Reads: []string{"apigateway.vpcLinks", "apigatewayv2.vpcLinks"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html",
			"https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			l := inv.linkOf(c)
			switch {
			case l.certainV1() != nil:
				v1 := l.certainV1()
				return []check.Result{blaming("status", linkStatus(v1.Identity, v1.Status, v1.StatusMessage))}
			case l.certainV2() != nil:
				v2 := l.certainV2()
				return []check.Result{blaming("vpcLinkStatus", linkStatus(v2.Identity, v2.Status, v2.StatusMessage))}
			case l.none():
				return nil // vpc-link-target-exists says so
			}
			return []check.Result{undecided(c.Identity, "has a VPC link that is not known", l.missing()...)}
		})
	},
}

func linkStatus(of Identity, status, message value.String) check.Result {
	state, known := status.Get()
	witness := []check.Fact{{Name: "status", Value: state}}
	if text, told := message.Get(); told && text != "" {
		witness = append(witness, check.Fact{Name: "statusMessage", Value: text})
	}
	switch {
	case state == "AVAILABLE":
		return passed(of, "is available")
	case state == "FAILED" || state == "DELETING":
		r := failed(of, "is not available but %s", state)
		r.Detail = "Requests through it fail: a link in this state is never used again."
		if text := message.Value(); text != "" {
			r.Detail = fmt.Sprintf("%s API Gateway says: %s", r.Detail, text)
		}
		r.Witness = witness
		return r
	case state == "INACTIVE":
		r := failed(of, "is INACTIVE: nobody sent a request for 60 days")
		r.Detail = "The first requests fail for some minutes, while API Gateway makes the link's network interfaces again."
		r.Remediation = "Send requests until the link is AVAILABLE again, and then one from time to time."
		r.Witness = witness
		return r
	case state == "PENDING":
		return undecided(of, "is being made", check.Missing{What: "whether " + of.Subject() + " becomes available: it is PENDING", Settle: "run again in some minutes"})
	case status.IsUnknown():
		return undecided(of, "has a status that is not known", lacking("status of "+of.Subject(), status.Why()))
	case !known && of.FromTerraform():
		return inapplicable(of, "has a status that Terraform does not carry")
	}
	return undecided(of, "has a status that is not known here", check.Missing{What: fmt.Sprintf("what the status %q of %s means", state, of.Subject()), Settle: "run again later"})
}
