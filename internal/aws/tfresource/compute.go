package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of instances and network interfaces:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance.
func computeKinds() []kind {
	return []kind{{
		name: "aws_instance", api: aws.Instances, needs: []string{"subnet_id", "vpc_security_group_ids"}, lacks: []string{"memory_size", "handler"},
		named: []string{"vpc_security_group_ids", "network_interface", "primary_network_interface", "primary_network_interface_id"},
		attributes: []attribute{
			text("id").As("InstanceId"), text("subnet_id"), text("private_ip").As("PrivateIpAddress"), text("instance_state").As("State.Name"),
		},
		take: takeInstance,
	}, {
		name: "aws_network_interface", api: aws.NetworkInterfaces, needs: []string{"subnet_id"}, signs: []string{"private_ips", "private_ip"}, lacks: []string{"vpc_security_group_ids", "route_table_id", "network_acl_id"},
		named: []string{"security_groups", "private_ips"},
		attributes: []attribute{
			text("id").As("NetworkInterfaceId"), text("subnet_id"), text("vpc_id"), text("private_ip").As("PrivateIpAddress"),
		},
		take: func(r *reading, o object, res aws.Resource) error {
			addresses := o.Get("private_ips")
			res.Body = res.Body.With("Groups", attached(o.Get("security_groups"))).With("PrivateIpAddresses", wrapped(addresses, "PrivateIpAddress"))
			if res.Body.Get("PrivateIpAddress").IsUnknown() && len(addresses.Elements()) == 1 {
				res.Body = res.Body.With("PrivateIpAddress", addresses.Elements()[0])
			}
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_network_interface_sg_attachment", needs: []string{"network_interface_id", "security_group_id"}, lacks: []string{"route_table_id"},
		attributes: []attribute{text("security_group_id").As("GroupId")},
		take:       keep("network_interface_id", func(p *parts) *[]part { return &p.attached }),
		gone:       forget("network_interface_id", aws.NetworkInterfaces, attachedGroups),
	}}
}

// attachedGroups is the list of the security groups of a network interface.
const attachedGroups = "Groups"

// attached are security groups as what has them tells them.
func attached(groups value.Value) value.Value { return wrapped(groups, "GroupId") }

// wrapped makes objects of a list of texts.
func wrapped(list value.Value, field string) value.Value {
	if list.Kind() != value.KindList {
		return list
	}
	out := make([]value.Value, 0, len(list.Elements()))
	for _, e := range list.Elements() {
		out = append(out, value.OfFields([]value.Field{{Name: field, Value: e}}))
	}
	return value.OfList(out...)
}

func takeInstance(r *reading, o object, res aws.Resource) error {
	res.Body = res.Body.With("SecurityGroups", attached(o.Get("vpc_security_group_ids")))
	if o.Created && res.Body.Get("State", "Name").IsUnknown() {
		res.Body = res.Body.With("State", value.OfFields([]value.Field{{Name: "Name", Value: value.OfString("running")}}))
	}
	r.parts.instances = append(r.parts.instances, part{object: o, body: res.Body, owner: interfaceOf(o)})
	r.world.Put(res)
	return nil
}

// interfaceOf is the network interface that an instance is given, if it is given one.
func interfaceOf(o object) value.String {
	for _, name := range []string{"primary_network_interface", "network_interface"} {
		for _, e := range o.Get(name).Elements() {
			if n := e.Get("device_index").Text(); n == "" || n == "0" {
				return value.TextOf(e.Get("network_interface_id"))
			}
		}
	}
	return value.NoneOf[string]()
}

// instanceNetworks tells instances what their network interfaces do.
func (r *reading) instanceNetworks() {
	r.join(aws.NetworkInterfaces, attachedGroups, "network interface", r.parts.attached)
	all := r.world.Resources(aws.Instances)
	for _, p := range r.parts.instances {
		for i := range all {
			if all[i].Address == p.Address {
				r.completeInstance(&all[i], p)
				r.attach(&all[i], value.TextOf(p.Get("primary_network_interface_id")))
			}
		}
	}
}

// attach gives an instance the security groups that its first network interface gets or
// loses by resources of their own.
func (r *reading) attach(instance *aws.Resource, primary value.String) {
	if primary.IsNull() {
		return
	}
	const list = "SecurityGroups"
	for _, f := range r.parts.forgotten {
		if f.list == attachedGroups && value.SameID(f.owner, primary) == value.True {
			f.from(instance, list)
		}
	}
	for _, p := range r.parts.attached {
		has := slices.ContainsFunc(instance.Body.Get(list).Elements(), func(e value.Value) bool { return aws.SameElement(attachedGroups, e, p.body) })
		switch same := value.SameID(p.owner, primary); {
		case has || same == value.False:
		case same == value.True:
			extend(instance, list, p.body)
		default:
			instance.Lack(list, pi.Gap{What: "whether " + p.Address + " is part of " + instance.Subject(), Reason: orWhy(p.owner, primary).String(), Settle: "decided at apply"})
		}
	}
}

// orWhy is why the first of two values is unknown that is.
func orWhy(a, b value.String) value.Why {
	if a.IsUnknown() {
		return a.Why()
	}
	return b.Why()
}

func (r *reading) completeInstance(res *aws.Resource, p part) {
	if !p.owner.IsNull() {
		if nic := r.owner(aws.NetworkInterfaces, p.owner); nic != nil {
			res.Body = res.Body.With("SecurityGroups", nic.Body.Get("Groups")).With("SubnetId", nic.Body.Get("SubnetId")).With("PrivateIpAddress", nic.Body.Get("PrivateIpAddress"))
		}
		return
	}
	groups := res.Body.Get("SecurityGroups")
	if !groups.IsUnknown() || !p.Created || !r.isUnset(p.object, "vpc_security_group_ids") {
		return
	}
	// Without any it gets the default group of its VPC.
	subnet := r.owner(aws.Subnets, value.TextOf(res.Body.Get("SubnetId")))
	if subnet == nil {
		return
	}
	for _, vpc := range r.parts.vpcs {
		if value.SameID(value.TextOf(vpc.Get("id")), value.TextOf(subnet.Body.Get("VpcId"))) == value.True {
			res.Body = res.Body.With("SecurityGroups", attached(value.OfList(vpc.Get("default_security_group_id"))))
		}
	}
}
