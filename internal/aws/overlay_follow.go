package aws

import (
	"slices"
	"strings"

	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A parent is what a resource is below: it goes with it.
type parent struct {
	typ Type
	// field is that with the parent's id; "" for the API that a resource is of.
	field string
}

func (p parent) of(r Resource) value.String {
	switch v := r.Body.Get(p.field); {
	case p.field == "":
		return r.Parent
	case v.IsUnknown():
		return value.UnknownOf[string](v.Why())
	default:
		return value.Known(v.Text())
	}
}

var parents = map[Type][]parent{
	RestIntegrations: {{RestAPIs, ""}}, RestStages: {{RestAPIs, ""}}, RestDeployments: {{RestAPIs, ""}},
	Integrations: {{APIs, ""}}, Routes: {{APIs, ""}}, Stages: {{APIs, ""}},
	Listeners: {{LoadBalancers, "LoadBalancerArn"}}, Rules: {{Listeners, "ListenerArn"}}, ListenerCertificates: {{Listeners, "ListenerArn"}},
	Targets: {{TargetGroups, "TargetGroupArn"}}, TargetHealth: {{TargetGroups, "TargetGroupArn"}}, SecurityGroupRules: {{SecurityGroups, "GroupId"}},
	CloudMapInstances: {{CloudMapServices, "ServiceId"}}, EndpointConnections: {{EndpointServices, "ServiceId"}}, RouteTables: {{VPCs, "VpcId"}},
}

// below takes away what is below what the plan takes away.
func (o *overlay) below() {
	for again := true; again; {
		again = false
		for t, above := range parents {
			o.resources[t] = slices.DeleteFunc(o.resources[t], func(r Resource) bool {
				goes := slices.ContainsFunc(above, func(p parent) bool {
					id, known := p.of(r).Get()
					return known && t != RouteTables && o.gone[p.typ][id]
				})
				if goes {
					again = true
					if o.gone[t] == nil {
						o.gone[t] = map[string]bool{}
					}
					o.gone[t][r.ID.Value()] = true
				}
				return goes
			})
		}
	}
}

// follow changes what changes with a resource.
func (o *overlay) follow(live *Resource, b, a Resource) {
	switch live.Type {
	case NetworkACLs, RouteTables:
		for _, e := range a.Body.Get("Associations").Elements() {
			if !slices.ContainsFunc(b.Body.Get("Associations").Elements(), func(o value.Value) bool { return value.Identical(o, e) }) {
				o.leave(live, e)
			}
		}
	case LoadBalancers:
		if zones := a.Body.Get("AvailabilityZones"); !value.Identical(zones, b.Body.Get("AvailabilityZones")) {
			o.leaveSubnets(live.ID.Value(), zones)
		}
	case RestStages:
		if id := a.Body.Get("deploymentId"); id.Kind() == value.KindString && !value.Identical(id, b.Body.Get("deploymentId")) && live.Observed {
			o.deployed(*live, id.Text())
		} else if id.IsUnknown() && live.Observed && !o.deploysAnew(a.Parent) {
			o.deployed(*live, "(known after apply)")
		}
	default:
	}
}

// deploysAnew says that a deployment of the API is made that the plan tells of.
func (o *overlay) deploysAnew(api value.String) bool {
	return slices.ContainsFunc(o.after.resources[RestDeployments], func(d Resource) bool {
		return d.Created && value.SameID(d.Parent, api) == value.True
	})
}

// deployed forgets what a stage has deployed that gets another deployment of those that
// there are: nothing tells what that has.
func (o *overlay) deployed(stage Resource, id string) {
	o.resources[RestIntegrations] = slices.DeleteFunc(slices.Clone(o.resources[RestIntegrations]), func(r Resource) bool {
		return !r.Body.Get("stage").IsNull() && value.SameID(r.Parent, stage.Parent) == value.True && value.Identical(r.Body.Get("stage"), stage.Body.Get("stageName"))
	})
	o.reindex()
	o.AddGap(RestIntegrations, pi.Gap{
		What: "what deployment " + id + " has, which the plan gives to " + stage.Subject(), Reason: "API Gateway tells only what stages have deployed now",
		Settle: "judge what there is after apply", Scope: stage.Parent.Value(),
	})
}

// leave takes a subnet, or being the main one, from all others of a type than one.
func (o *overlay) leave(to *Resource, association value.Value) {
	name, known := nameOf("Associations", association)
	for i := range o.resources[to.Type] {
		r := &o.resources[to.Type][i]
		main := association.Get("Main").Text() == "true"
		if !known || r == to || main && !value.Identical(r.Body.Get("VpcId"), to.Body.Get("VpcId")) {
			continue
		}
		list := slices.DeleteFunc(slices.Clone(r.Body.Get("Associations").Elements()), func(e value.Value) bool {
			other, isKnown := nameOf("Associations", value.OfFields([]value.Field{{Name: "SubnetId", Value: e.Get("SubnetId")}, {Name: "Main", Value: association.Get("Main")}}))
			return isKnown && other == name && (!main || e.Get("Main").Text() == "true")
		})
		if !r.Body.Get("Associations").IsUnknown() {
			r.Body = r.Body.With("Associations", value.OfList(list...))
		}
	}
}

// leaveSubnets takes the interfaces of a load balancer away from subnets that it leaves.
func (o *overlay) leaveSubnets(balancer string, zones value.Value) {
	_, name, ok := strings.Cut(balancer, ":loadbalancer/")
	if !ok || !zones.IsWhollyKnown() && zones.Kind() != value.KindList {
		return
	}
	o.resources[NetworkInterfaces] = slices.DeleteFunc(slices.Clone(o.resources[NetworkInterfaces]), func(r Resource) bool {
		return r.Body.Get("Description").Text() == "ELB "+name && !slices.ContainsFunc(zones.Elements(), func(z value.Value) bool {
			return z.Get("SubnetId").IsUnknown() || z.Get("SubnetId").Text() == r.Body.Get("SubnetId").Text()
		})
	})
	o.reindex()
}

// shareGroups gives the security groups that an instance gets to its first network
// interface, and those of an interface to its instance: they are the same.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security-groups.html.
func (o *overlay) shareGroups(b, a Resource) {
	other, from, to := NetworkInterfaces, "SecurityGroups", "Groups"
	if a.Type == NetworkInterfaces {
		other, from, to = Instances, to, from
	}
	subnet, address := a.Body.Get("SubnetId").Text(), a.Body.Get("PrivateIpAddress").Text()
	if a.Type != NetworkInterfaces && a.Type != Instances || subnet == "" || address == "" || value.Identical(b.Body.Get(from), a.Body.Get(from)) {
		return
	}
	for i := range o.resources[other] {
		if r := &o.resources[other][i]; r.Body.Get("SubnetId").Text() == subnet && r.Body.Get("PrivateIpAddress").Text() == address {
			r.Body, r.Changed = r.Body.With(to, a.Body.Get(from)), true
		}
	}
}

// withoutTaken is a resource that this world does not tell of, without the subnets that
// this world knows to have another.
func (o *overlay) withoutTaken(r Resource) Resource {
	if r.Type != NetworkACLs || r.Body.Get("Associations").Kind() != value.KindList {
		return r
	}
	taken := map[string]bool{}
	for _, acl := range o.resources[NetworkACLs] {
		for _, e := range acl.Body.Get("Associations").Elements() {
			taken[e.Get("SubnetId").Text()] = true
		}
	}
	list := slices.DeleteFunc(slices.Clone(r.Body.Get("Associations").Elements()), func(e value.Value) bool {
		id := e.Get("SubnetId")
		return id.Kind() == value.KindString && taken[id.Text()]
	})
	r.Body = r.Body.With("Associations", value.OfList(list...))
	return r
}

// registered forgets the targets that something registers whose network changes: it puts
// others in their place.
func (o *overlay) registered() {
	for _, p := range pairs(o.before.resources[Targets], o.after.resources[Targets]) {
		if p.before == nil || p.after == nil {
			continue
		}
		a, network := *p.after, p.after.Body.Get("Network")
		if network.IsNull() || value.Identical(network, p.before.Body.Get("Network")) {
			continue
		}
		group := a.Body.Get("TargetGroupArn")
		for _, t := range []Type{Targets, TargetHealth} {
			o.resources[t] = slices.DeleteFunc(slices.Clone(o.resources[t]), func(r Resource) bool { return value.Identical(r.Body.Get("TargetGroupArn"), group) })
		}
		o.Put(a)
		o.AddGap(TargetHealth, pi.Gap{What: "the health of the targets that " + a.Address + " registers anew", Reason: "the plan changes their network", Settle: "judge what there is after apply", Scope: group.Text()})
	}
}
