package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// zonal says whether a load balancer's nodes send only to targets of their own zones.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html.
func zonal(lb *LoadBalancer, g *TargetGroup) (value.Truth, []check.Missing) {
	setting, known := g.CrossZone.Get()
	switch {
	case g.CrossZone.IsUnknown():
		return value.Undecided, []check.Missing{lacking("whether the nodes of "+lb.Subject()+" send to all zones", g.CrossZone.Why())}
	case known && value.Is(g.TargetType, TargetALB) != value.True && setting == "true":
		return value.False, nil
	case known && value.Is(g.TargetType, TargetALB) != value.True && setting == "false":
		return value.True, nil
	}
	across := lb.CrossZone
	if across.IsNull() {
		across = value.Map(lb.Type, func(t string) bool { return t != Network })
	}
	if across.IsKnown() {
		return value.Is(across, false), nil
	}
	return value.Undecided, []check.Missing{lacking("whether the nodes of "+lb.Subject()+" send to all zones", across.Why())}
}

// sends says whether packets go from an interface to a target.
func (x *crossing) sends(from, to *end) value.Truth {
	if x.zonal == value.False {
		return value.True
	}
	same := value.Equal(from.zone, to.zone)
	if from.zone.IsNull() || to.zone.IsNull() {
		same = value.Undecided
	}
	if x.zonal == value.True {
		return same
	}
	return value.Or(same, value.Undecided)
}
