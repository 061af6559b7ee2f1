package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// LoadBalancerActive asks whether load balancers are active.
var LoadBalancerActive = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "load-balancer-active",
		Title:    "The load balancers on the way are active",
		Hop:      check.HopLoadBalancer,
		Severity: check.Error,
		Symptom:  "500 or 503",
		Why: "A load balancer takes requests only while its state is active. One that failed was never set up. One that is active_impaired goes on " +
			"and cannot grow: Elastic Load Balancing lacks something, such as free addresses in a subnet.",
		Fix: "Read the reason of the state; free addresses in the load balancer's subnets, or create it anew.",
		Unknown: "Unknown while the load balancer is provisioning, and when it could not be read: elasticloadbalancing:DescribeLoadBalancers settles it. " +
			"Not applicable to one that only Terraform tells of, as no Terraform attribute carries its state.",
		Since: "0.1.0",
		Reads: []string{"elasticloadbalancing.loadBalancers"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			found := inv.legsOf(c)
			var out []check.Result
			if found.front.balancer.certain != nil {
				out = append(out, blaming("State", balancerState(c, found.front.balancer.certain)))
			}
			for _, l := range found.list {
				out = append(out, l.reach.soften(blaming("State", balancerState(c, l.balancer))))
			}
			if len(out) == 0 && len(found.missing) > 0 {
				out = append(out, undecided(c.Identity, "leads to a load balancer that is not known", found.missing...))
			}
			return out
		})
	},
}

func balancerState(c call, lb *LoadBalancer) check.Result {
	switch code, known := lb.State.Code.Get(); {
	case code == "active":
		return passed(lb.Identity, "is active")
	case code == "active_impaired":
		return passed(lb.Identity, "is active, but impaired: it cannot grow")
	case code == "failed":
		r := failed(lb.Identity, "failed")
		r.Detail = "Requests of " + c.name + " reach nothing: the load balancer could not be set up."
		r.Witness = []check.Fact{{Name: "state", Value: code}}
		if reason := lb.State.Reason.Value(); reason != "" {
			r.Witness = append(r.Witness, check.Fact{Name: "reason", Value: reason})
		}
		return r
	case code == "provisioning":
		return undecided(lb.Identity, "is being made", check.Missing{What: "whether " + lb.Subject() + " becomes active: it is provisioning", Settle: "run again in some minutes"})
	case lb.State.Code.IsUnknown():
		return undecided(lb.Identity, "has a state that is not known", lacking("the state of "+lb.Subject(), lb.State.Code.Why()))
	case !known && lb.FromTerraform():
		return inapplicable(lb.Identity, "has a state that Terraform does not carry")
	default:
		return undecided(lb.Identity, "has a state that is not known here", check.Missing{What: fmt.Sprintf("what the state %q of %s means", code, lb.Subject()), Settle: "run again later"})
	}
}
