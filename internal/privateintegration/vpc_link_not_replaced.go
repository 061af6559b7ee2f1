package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// VPCLinkNotReplaced asks whether a plan takes a link away from a stage that uses it.
var VPCLinkNotReplaced = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "vpc-link-not-replaced",
		Title:    "The plan does not take away a VPC link that a stage goes on using",
		Hop:      check.HopLink,
		Severity: check.Error,
		Symptom:  "apply fails, or 500",
		Why: "A stage serves what was deployed. When a plan replaces a VPC link and does not deploy the API, the stage still names the old link: API Gateway refuses to delete a link V1 that a stage refers to, " +
			"and requests through a link V2 that is gone fail. Terraform replaces a link V1 for another target, and a link V2 for other subnets or security groups.",
		Fix:     "Let `triggers` of `aws_api_gateway_deployment` change with the integration, as in `sha1(jsonencode([aws_api_gateway_integration.x]))`, and set `create_before_destroy` on the link and the deployment.",
		Unknown: "Unknown when it could not be read which link the stage uses, or the link is known only after apply. Not applicable without a plan that takes links away.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.vpcLinks", "apigatewayv2.vpcLinks", "apigateway.integrations", "apigateway.stages", "apigateway.deployments"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/updating-api.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html",
			"https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_deployment",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		var gone []Removal
		for _, g := range inv.Gone {
			if g.Type == "apigateway.vpcLinks" || g.Type == "apigatewayv2.vpcLinks" {
				gone = append(gone, g)
			}
		}
		if len(gone) == 0 {
			return []check.Result{inapplicable(account, "lose no VPC link by a plan")}
		}
		return perCall(inv, func(c call) []check.Result {
			var out []check.Result
			for _, g := range gone {
				if r := inv.linkKept(c, g); r != nil {
					out = append(out, *r)
				}
			}
			return out
		})
	},
}

// linkKept judges a call against a link that the plan takes away; nil when it has
// nothing to do with it.
func (inv *Inventory) linkKept(c call, gone Removal) *check.Result {
	connection := c.resolve(c.connection).String
	l := inv.linkOf(c)
	// The stage names the old link itself, or what is configured names its successor,
	// and the stage stays with what was deployed before.
	old := value.SameID(connection, gone.ID)
	successor := l.successor(gone)
	stays := c.stage != nil && c.stage.rest != nil && !c.stage.rest.Created && !inv.deploysAnew(c.stage.rest)
	var r check.Result
	switch {
	case old == value.True, successor && stays && !c.deployed:
		r = failed(c.Identity, "goes on using a VPC link that the plan takes away")
		r.Detail = "Requests of " + c.name + " go through " + gone.Subject() + ", which the plan deletes or replaces, and the plan does not deploy the API again."
		r.Witness = []check.Fact{{Name: "vpcLink", Value: gone.Subject()}, {Name: "integration", Value: c.Subject()}}
		r.Related = []string{gone.Subject()}
	case successor && c.stage == nil:
		r = undecided(c.Identity, "gets another VPC link, and it is not known which a stage uses", check.Missing{What: "the stages of the API and their deployments", Settle: "give the stage and its deployment"})
	case successor:
		r = passed(c.Identity, "gets another VPC link, and is deployed with it")
	case old == value.Undecided && l.certainV1() == nil && l.certainV2() == nil:
		r = undecided(c.Identity, "has a VPC link that is not known", append(l.missing(), lacking("which VPC link "+c.Subject()+" names", connection.Why()))...)
	default:
		return nil
	}
	r = blaming("connectionId", r)
	return &r
}

// successor says whether the link is what a link that goes is replaced by.
func (l link) successor(gone Removal) bool {
	if gone.Address == "" || !gone.Replaced {
		return false
	}
	switch {
	case l.certainV1() != nil:
		return l.certainV1().Address == gone.Address
	case l.certainV2() != nil:
		return l.certainV2().Address == gone.Address
	}
	return false
}
