package privateintegration

import (
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// everyZone is the zone of a target that nodes in all zones send to: one outside the VPC,
// or a load balancer.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html.
const everyZone = "all"

// zones are the Availability Zones of a load balancer, and why there may be others.
type zones struct {
	names   []string
	unknown []check.Missing
}

func (z zones) has(name string) bool { return slices.Contains(z.names, name) }

// zonesOf are the zones of a load balancer: those that it tells, or those of its subnets.
func (inv *Inventory) zonesOf(lb *LoadBalancer) zones {
	var out zones
	list, told := lb.AvailabilityZones.Get()
	if !told {
		out.unknown = append(out.unknown, lacking("the zones of "+lb.Subject(), lb.AvailabilityZones.Why()))
	}
	for _, az := range list {
		zone := az.Zone
		if !zone.IsKnown() {
			zone = inv.zoneOfSubnet(az.Subnet)
		}
		if name, known := zone.Get(); known {
			out.names = append(out.names, name)
			continue
		}
		out.unknown = append(out.unknown, lacking("a zone of "+lb.Subject(), zone.Why()))
	}
	return out
}

func (inv *Inventory) zoneOfSubnet(id value.String) value.String {
	subnet := pickByID(inv.Subnets, "subnet", id)
	switch {
	case subnet.certain == nil:
		return value.UnknownOf[string](value.Why{Reason: "its subnet is not known", Settle: "give the subnet", Origin: id.Why().Origin})
	case subnet.certain.AvailabilityZone.IsNull():
		return value.UnknownOf[string](value.Why{Reason: "the zone of " + subnet.certain.Subject() + " is not told", Settle: "give the subnet's zone"})
	}
	return subnet.certain.AvailabilityZone
}

// zoneOf is the zone of a target: the one it is registered with, else that of the
// instance, or of the subnet that its address is in.
func (inv *Inventory) zoneOf(t *Target, g *TargetGroup) value.String {
	if !t.AvailabilityZone.IsNull() {
		return t.AvailabilityZone
	}
	id, known := t.Target.Get()
	if known && isLoadBalancer(id) {
		return value.Known(everyZone)
	}
	if instance := pickByID(inv.Instances, "instance", t.Target).certain; instance != nil {
		return inv.zoneOfSubnet(instance.Subnet)
	}
	if address, err := netip.ParseAddr(id); err == nil {
		for _, s := range inv.Subnets.Items {
			if cidr, err := netip.ParsePrefix(s.CIDR.Value()); err == nil && cidr.Contains(address) && value.SameID(s.VPC, g.VPC) == value.True && s.AvailabilityZone.IsKnown() {
				return s.AvailabilityZone
			}
		}
	}
	return value.UnknownOf[string](value.Why{Reason: "it is neither told nor that of a subnet or instance that is known", Settle: "read the targets' health, which tells it"})
}
