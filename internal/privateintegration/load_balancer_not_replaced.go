package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// LoadBalancerNotReplaced asks whether a plan can do what it means to do with load
// balancers behind links V1.
var LoadBalancerNotReplaced = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "load-balancer-not-replaced",
		Title:    "The plan does not delete a load balancer that a VPC link V1 holds, and makes no second endpoint service on it",
		Hop:      check.HopLoadBalancer,
		Severity: check.Error,
		Symptom:  "apply fails",
		Why: "A VPC link V1 makes an endpoint service on its Network Load Balancer. While that is there the load balancer cannot be deleted, nor replaced: `currently associated with another service`; " +
			"the apply stops half way. And a load balancer can have one endpoint service only: with an `aws_vpc_endpoint_service` on it, the link FAILED: `NLB is already associated with another VPC Endpoint Service`.",
		Fix: "Make a second load balancer and a second link beside the first, point the integration to the new link, deploy, and delete the old ones afterwards; `create_before_destroy` on load balancer and link does so. " +
			"Give an `aws_vpc_endpoint_service` a load balancer of its own. What makes Terraform replace a load balancer: its name, `internal`, `load_balancer_type`, a subnet that is taken away, the first security group.",
		Unknown: "Unknown when the load balancer of the link or of an endpoint service is known only after apply. Not applicable to links V2, which hold nothing, and to links of which no plan tells.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.vpcLinks", "elasticloadbalancing.loadBalancers", "ec2.vpcEndpointServiceConfigurations"},
		References: []string{
			"https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-api-with-vpclink-cli.html",
			"https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			l := inv.linkOf(c)
			switch {
			case l.certainV1() != nil:
				return []check.Result{inv.balancerKept(l.certainV1())}
			case l.certainV2() != nil:
				return []check.Result{inapplicable(l.certainV2().Identity, "is a link V2, which holds no load balancer")}
			case l.none():
				return nil
			}
			return []check.Result{undecided(c.Identity, "has a VPC link that is not known", l.missing()...)}
		})
	},
}

func (inv *Inventory) balancerKept(l *RestVPCLink) check.Result {
	targets := l.TargetARNs.Value()
	if len(targets) == 0 {
		return undecided(l.Identity, "leads to a load balancer that is not known", lacking("the load balancer of "+l.Subject(), l.TargetARNs.Why()))
	}
	for _, gone := range inv.Gone {
		if gone.Type != "elasticloadbalancing.loadBalancers" || l.Created || value.SameID(gone.ID, targets[0]) != value.True && !inv.becomes(gone, targets[0]) {
			continue
		}
		does := "deletes"
		if gone.Replaced {
			does = "replaces"
		}
		r := failed(l.Identity, "holds a load balancer that the plan %s", does)
		r.Detail = "The apply fails: Load balancer cannot be deleted because it is currently associated with another service, which is the endpoint service of the link."
		r.Witness = []check.Fact{{Name: "loadBalancer", Value: gone.Subject()}, {Name: "plan", Value: does}}
		r.Related = []string{gone.Subject()}
		return r
	}
	var missing []check.Missing
	for i := range inv.EndpointServices.Items {
		s := &inv.EndpointServices.Items[i]
		if !s.FromTerraform() {
			continue // that which the link made
		}
		switch has := onBalancer(s, targets[0]); has {
		case value.True:
			r := failed(l.Identity, "leads to a load balancer that has an endpoint service of its own")
			r.Detail = "One of the two cannot be made: NLB is already associated with another VPC Endpoint Service."
			r.Witness = []check.Fact{{Name: "endpointService", Value: s.Subject()}, {Name: "networkLoadBalancerArn", Value: targets[0].Value()}}
			r.Related = []string{s.Subject()}
			return r
		case value.Undecided:
			missing = append(missing, check.Missing{What: "the load balancers of " + s.Subject(), Settle: "decided at apply"})
		case value.False:
		}
	}
	switch {
	case len(missing) > 0:
		return undecided(l.Identity, "may share its load balancer with an endpoint service", missing...)
	case !l.FromTerraform() && len(inv.Gone) == 0:
		return inapplicable(l.Identity, "is in no plan")
	}
	return passed(l.Identity, "keeps its load balancer")
}

// becomes says whether an ARN will be that of the load balancer which replaces one.
func (inv *Inventory) becomes(gone Removal, arn value.String) bool {
	if !gone.Replaced || gone.Address == "" {
		return false
	}
	lb := pickByID(inv.LoadBalancers, "load balancer", arn).certain
	return lb != nil && lb.Address == gone.Address
}

// onBalancer says whether an endpoint service has a load balancer.
func onBalancer(s *EndpointService, arn value.String) value.Truth {
	if s.LoadBalancers.IsUnknown() {
		return value.Undecided
	}
	has := value.False
	for _, lb := range s.LoadBalancers.Value() {
		has = value.Or(has, value.SameID(lb, arn))
	}
	return has
}
