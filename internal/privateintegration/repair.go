package privateintegration

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The types of resources that repairs make or change.
const (
	typeSecurityGroupRules  = "ec2.securityGroupRules"
	typeACLEntries          = "ec2.networkAclEntries"
	typeEndpointConnections = "ec2.vpcEndpointConnections"
	typeLoadBalancers       = "elasticloadbalancing.loadBalancers"
	typeListeners           = "elasticloadbalancing.listeners"
	typeTargetGroups        = "elasticloadbalancing.targetGroups"
	typeTargets             = "elasticloadbalancing.targets"
	typeRestDeployments     = "apigateway.deployments"
	typeMethodSettings      = "apigateway.methodSettings"
	typeRestIntegrations    = "apigateway.integrations"
	typeRestStages          = "apigateway.stages"
	typeIntegrations        = "apigatewayv2.integrations"
	typeStages              = "apigatewayv2.stages"
)

// mostRules is how many rules one repair makes: more are a matter for people.
const mostRules = 8

// fields is a body.
func fields(pairs ...any) value.Value {
	out := value.OfObject(nil)
	for i := 0; i < len(pairs); i += 2 {
		out = out.With(pairs[i].(string), pairs[i+1].(value.Value))
	}
	return out
}

// idValue is a resource's id or ARN as a value, by the attribute that tells it.
func (i Identity) idValue(attribute string) value.Value {
	if i.ID.IsKnown() || i.Address == "" {
		return value.OfText(i.ID)
	}
	why := i.ID.Why()
	if !why.Origin.Known() {
		why.Origin = value.Origin{Resource: i.Address, Path: attribute, Created: i.Created, Certain: true}
	}
	return value.Unknown(why)
}

// change sets fields of a resource.
func change(typ string, of Identity, body value.Value) check.Repair {
	return check.Repair{Changes: []check.Change{{Type: typ, Of: of.Subject(), Body: body}}}
}

// addressesIn joins ranges, and says whether they are few enough to be meant.
func addressesIn(all []netip.Prefix) ([]netip.Prefix, bool) {
	slices.SortFunc(all, func(a, b netip.Prefix) int {
		return cmp.Or(a.Addr().Compare(b.Addr()), cmp.Compare(a.Bits(), b.Bits()))
	})
	all = slices.Compact(all)
	const shortest4, shortest6 = 8, 32
	return all, !slices.ContainsFunc(all, func(p netip.Prefix) bool {
		return p.Addr().Is4() && p.Bits() < shortest4 || p.Addr().Is6() && p.Bits() < shortest6
	})
}

// cidrField is the field of a rule that has a range.
func cidrField(p netip.Prefix, v4, v6 string) string {
	if p.Addr().Is6() {
		return v6
	}
	return v4
}
