package aws

import (
	"maps"
	"slices"
	"strings"

	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Complete tells resources of which only Terraform tells what others do: load balancers
// the zones of their subnets, what has a subnet its VPC, route tables the ranges of
// theirs. What is told already stays. Done again, it tells what has become known.
func (w *World) Complete() {
	for _, t := range []Type{LoadBalancers, Instances, NetworkInterfaces, RouteTables} {
		for i := range w.resources[t] {
			r := &w.resources[t][i]
			switch t {
			case LoadBalancers:
				w.zones(r)
			case RouteTables:
				w.addLocal(r)
			default:
				w.inVPC(r, r.Body.Get("SubnetId"))
			}
		}
	}
}

// one is the resource of a type that certainly has an id; nil if there is none.
func (w *World) one(t Type, id value.Value) *Resource {
	var name value.String
	switch {
	case id.IsUnknown():
		name = value.UnknownOf[string](id.Why())
	case id.Text() != "":
		name = value.Known(id.Text())
	default:
		return nil
	}
	i := slices.IndexFunc(w.resources[t], func(r Resource) bool { return value.SameID(r.ID, name) == value.True })
	if i < 0 {
		return nil
	}
	return &w.resources[t][i]
}

func (w *World) inVPC(r *Resource, subnet value.Value) {
	if vpc := r.Body.Get("VpcId"); !vpc.IsNull() && !vpc.IsUnknown() {
		return
	}
	if s := w.one(Subnets, subnet); s != nil {
		r.Body = r.Body.With("VpcId", s.Body.Get("VpcId"))
	}
}

func (w *World) zones(lb *Resource) {
	zones := lb.Body.Get("AvailabilityZones")
	if zones.Kind() != value.KindList {
		return
	}
	out := slices.Clone(zones.Elements())
	for i, z := range out {
		if name := z.Get("ZoneName"); z.Kind() != value.KindObject || !name.IsNull() && !name.IsUnknown() {
			continue
		}
		if s := w.one(Subnets, z.Get("SubnetId")); s != nil {
			out[i] = z.With("ZoneName", s.Body.Get("AvailabilityZone"))
			w.inVPC(lb, z.Get("SubnetId"))
			continue
		}
		out[i] = z.With("ZoneName", value.Unknown(value.Why{Reason: "the subnet is not among the resources given", Settle: "add it, or read what there is"}))
	}
	lb.Body = lb.Body.With("AvailabilityZones", value.OfList(out...))
}

// What is said to be missing of a table whose VPC, or all ranges of it, are not known.
const (
	ownRoutes   = "the route to its own VPC of "
	otherRoutes = "the routes to other ranges of its own VPC of "
)

// addLocal adds the routes to the VPC itself, which every table has and Terraform does
// not tell, where the table's own do not have them.
func (w *World) addLocal(table *Resource) {
	routes := table.Body.Get("Routes")
	lacked := forgetOwnRoutes(table)
	isLocal := func(r value.Value) bool { return r.Get("GatewayId").Text() == "local" }
	if routes.Kind() != value.KindList || !lacked && slices.ContainsFunc(routes.Elements(), isLocal) {
		return
	}
	vpc := w.one(VPCs, table.Body.Get("VpcId"))
	if vpc == nil {
		table.Lack("Routes", pi.Gap{What: ownRoutes + table.Subject(), Reason: "the VPC is not among the resources given", Settle: "add aws_vpc"})
		return
	}
	ranges := vpc.Body.Get("CidrBlockAssociationSet")
	if ranges.IsUnknown() {
		ranges = value.OfList(value.OfFields([]value.Field{{Name: "CidrBlock", Value: vpc.Body.Get("CidrBlock")}}))
		table.Lack("Routes", pi.Gap{What: otherRoutes + table.Subject(), Reason: "it may have more ranges", Settle: "read what there is"})
	}
	list := slices.Clone(routes.Elements())
	for _, c := range ranges.Elements() {
		route := value.OfFields([]value.Field{
			{Name: "DestinationCidrBlock", Value: c.Get("CidrBlock")}, {Name: "GatewayId", Value: value.OfString("local")}, {Name: "State", Value: value.OfString("active")},
		})
		if !slices.ContainsFunc(list, func(r value.Value) bool { return isLocal(r) && SameElement("Routes", r, route) }) {
			list = append(list, route)
		}
	}
	table.Body = table.Body.With("Routes", value.OfList(list...))
}

// forgetOwnRoutes takes away what was said to be missing of a table's routes to its own
// VPC, and says whether anything was.
func forgetOwnRoutes(table *Resource) bool {
	left := slices.DeleteFunc(slices.Clone(table.Gaps["Routes"]), func(g pi.Gap) bool {
		return strings.HasPrefix(g.What, ownRoutes) || strings.HasPrefix(g.What, otherRoutes)
	})
	if len(left) == len(table.Gaps["Routes"]) {
		return false
	}
	gaps := maps.Clone(table.Gaps)
	gaps["Routes"] = left
	table.Gaps = gaps
	return true
}
