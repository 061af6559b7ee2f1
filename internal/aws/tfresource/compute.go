package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
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
	}}
}

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
	all := r.world.Resources(aws.Instances)
	for _, p := range r.parts.instances {
		for i := range all {
			if all[i].Address == p.Address {
				r.completeInstance(&all[i], p)
			}
		}
	}
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
