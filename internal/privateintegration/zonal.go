package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// crossZone says whether a load balancer's nodes send to a group's targets in all zones.
// A setting of the group comes before that of the load balancer, which Application Load
// Balancers cannot turn off.
//
// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/disable-cross-zone.html.
func crossZone(lb *LoadBalancer, g *TargetGroup) value.Bool {
	if value.Is(g.TargetType, TargetALB) != value.True {
		switch own := g.CrossZone; {
		case own.Value() == "true" || own.Value() == "false":
			return value.Known(own.Value() == "true")
		case own.IsUnknown():
			return value.UnknownOf[bool](own.Why())
		}
	}
	switch typ, known := lb.Type.Get(); {
	case typ == Application:
		return value.Known(true)
	case !known && lb.CrossZone.IsNull():
		return value.UnknownOf[bool](lb.Type.Why())
	}
	return lb.CrossZone.Or(false)
}

// zonal says whether a load balancer's nodes send only to targets of their own zones.
func zonal(lb *LoadBalancer, g *TargetGroup) (value.Truth, []check.Missing) {
	cross := crossZone(lb, g)
	if cross.IsUnknown() {
		return value.Undecided, []check.Missing{lacking("whether the nodes of "+lb.Subject()+" send to all zones", cross.Why())}
	}
	return value.Is(cross, false), nil
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
