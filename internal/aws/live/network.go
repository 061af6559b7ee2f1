package live

import (
	"maps"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// mostValues is how many values a filter of EC2 takes.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html.
const mostValues = 200

// needs are ids that the API's path has led to, and that are read many at once when all
// are known.
type needs struct { // false is what was read already
	subnets, groups map[string]bool
	interfaces      map[string]bool            // descriptions
	services        map[string]bool            // endpoint services, by the ARNs of their load balancers
	instances       map[string]bool            // ids
	addresses       map[string]map[string]bool // by VPC, "" is any
}

func newNeeds() needs {
	return needs{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]map[string]bool{}}
}

func (c *collector) need(into map[string]bool, id string) {
	if id == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, met := into[id]; !met {
		into[id] = true
	}
}

// met says that all that is needed was read.
func (n needs) met() {
	all := []map[string]bool{n.subnets, n.groups, n.interfaces, n.services, n.instances}
	for _, addresses := range n.addresses {
		all = append(all, addresses)
	}
	for _, ids := range all {
		for id := range ids {
			ids[id] = false
		}
	}
}

// pending are the ids that were not read yet, in order.
func pending(ids map[string]bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(ids)), func(id string) bool { return !ids[id] })
}

func (c *collector) subnet(id string)        { c.need(c.needs.subnets, id) }
func (c *collector) securityGroup(id string) { c.need(c.needs.groups, id) }
func (c *collector) instance(id string)      { c.need(c.needs.instances, id) }

// interfacesOf needs the network interfaces of a load balancer, which AWS describes by
// the end of its ARN.
func (c *collector) interfacesOf(balancer string) {
	if _, name, ok := strings.Cut(balancer, ":loadbalancer/"); ok {
		c.need(c.needs.interfaces, "ELB "+name)
	}
}

func (c *collector) address(ip, vpc string) {
	if ip == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.needs.addresses[vpc] == nil {
		c.needs.addresses[vpc] = map[string]bool{}
	}
	if _, met := c.needs.addresses[vpc][ip]; !met {
		c.needs.addresses[vpc][ip] = true
	}
}

// ends reads where packets begin and end: interfaces and instances.
func (c *collector) ends() {
	if services := pending(c.needs.services); len(services) > 0 {
		c.begin("endpoint services "+strings.Join(services, " "), c.endpointServices)
	}
	c.inChunks("ec2/DescribeNetworkInterfaces", "description", c.needs.interfaces, nil, c.keepInterfaces, aws.NetworkInterfaces, aws.Subnets, aws.SecurityGroups, aws.SecurityGroupRules, aws.NetworkACLs)
	for vpc, addresses := range c.needs.addresses {
		var also []string
		if vpc != "" {
			also = []string{filterPrefix + "vpc-id", vpc}
		}
		c.inChunks("ec2/DescribeNetworkInterfaces", "addresses.private-ip-address", addresses, also, c.keepInterfaces, aws.NetworkInterfaces, aws.Subnets, aws.SecurityGroups, aws.SecurityGroupRules, aws.NetworkACLs)
	}
	c.inChunks("ec2/DescribeInstances", "instance-id", c.needs.instances, nil, func(v value.Value) {
		for _, r := range v.Get("Reservations").Elements() {
			for _, i := range r.Get("Instances").Elements() {
				c.put(aws.Instances, i.Get("InstanceId").Text(), "", i)
				c.subnet(i.Get("SubnetId").Text())
				for _, g := range i.Get("SecurityGroups").Elements() {
					c.securityGroup(g.Get("GroupId").Text())
				}
			}
		}
	}, aws.Instances, aws.Subnets, aws.SecurityGroups, aws.SecurityGroupRules, aws.NetworkACLs)
}

func (c *collector) keepInterfaces(v value.Value) {
	for _, i := range v.Get("NetworkInterfaces").Elements() {
		c.put(aws.NetworkInterfaces, i.Get("NetworkInterfaceId").Text(), "", i)
		c.subnet(i.Get("SubnetId").Text())
		for _, g := range i.Get("Groups").Elements() {
			c.securityGroup(g.Get("GroupId").Text())
		}
	}
}

// peers reads the interfaces of addresses that no VPC of their target groups has, but
// perhaps one that is peered with it; it says whether there are any to look for.
func (c *collector) peers() bool {
	seen, peers := c.addressesSeen(), map[string][]string{}
	for _, r := range c.found {
		a, b := r.Body.Get("RequesterVpcInfo", "VpcId").Text(), r.Body.Get("AccepterVpcInfo", "VpcId").Text()
		if r.Type == aws.PeeringConnections && a != "" && b != "" {
			peers[a], peers[b] = append(peers[a], b), append(peers[b], a)
		}
	}
	found := false
	for vpc, addresses := range c.needs.addresses {
		missing, also := map[string]bool{}, []string{}
		for address := range addresses {
			missing[address] = !seen[address]
		}
		slices.Sort(peers[vpc])
		for _, peer := range slices.Compact(peers[vpc]) {
			also = append(also, filterPrefix+"vpc-id", peer)
		}
		if vpc == "" || len(also) == 0 || len(pending(missing)) == 0 {
			continue
		}
		found = true
		c.inChunks("ec2/DescribeNetworkInterfaces", "addresses.private-ip-address", missing, also, c.keepInterfaces, aws.NetworkInterfaces)
	}
	return found
}

// addressesSeen are those of the interfaces that were read.
func (c *collector) addressesSeen() map[string]bool {
	seen := map[string]bool{}
	for _, r := range c.found {
		if r.Type != aws.NetworkInterfaces {
			continue
		}
		seen[r.Body.Get("PrivateIpAddress").Text()] = true
		for _, a := range r.Body.Get("PrivateIpAddresses").Elements() {
			seen[a.Get("PrivateIpAddress").Text()] = true
		}
	}
	return seen
}

// filters reads what lets packets through between the ends.
func (c *collector) filters() {
	for t, ids := range map[aws.Type]map[string]bool{aws.Subnets: c.needs.subnets, aws.SecurityGroups: c.needs.groups, aws.Instances: c.needs.instances} {
		for _, id := range pending(ids) {
			c.ask(t, id)
		}
	}
	c.inChunks("ec2/DescribeSubnets", "subnet-id", c.needs.subnets, nil, func(v value.Value) {
		vpcs := map[string]bool{}
		for _, s := range v.Get("Subnets").Elements() {
			c.put(aws.Subnets, s.Get("SubnetId").Text(), "", s)
			vpcs[s.Get("VpcId").Text()] = true
		}
		for vpc := range vpcs {
			c.begin("vpc "+vpc, func() { c.vpc(vpc) })
		}
	}, aws.Subnets, aws.VPCs, aws.RouteTables)
	c.inChunks("ec2/DescribeNetworkAcls", "association.subnet-id", c.needs.subnets, nil, func(v value.Value) {
		for _, a := range v.Get("NetworkAcls").Elements() {
			c.put(aws.NetworkACLs, a.Get("NetworkAclId").Text(), "", a)
		}
	}, aws.NetworkACLs)
	c.inChunks("ec2/DescribeSecurityGroups", "group-id", c.needs.groups, nil, func(v value.Value) {
		for _, g := range v.Get("SecurityGroups").Elements() {
			c.put(aws.SecurityGroups, g.Get("GroupId").Text(), "", g)
		}
	}, aws.SecurityGroups)
	c.inChunks("ec2/DescribeSecurityGroupRules", "group-id", c.needs.groups, nil, func(v value.Value) {
		for _, r := range v.Get("SecurityGroupRules").Elements() {
			c.put(aws.SecurityGroupRules, r.Get("SecurityGroupRuleId").Text(), "", r)
			if list := r.Get("PrefixListId").Text(); list != "" {
				c.begin("prefix list "+list, func() { c.prefixList(list) })
			}
		}
	}, aws.SecurityGroupRules)
}

func (c *collector) vpc(id string) {
	c.ask(aws.VPCs, id)
	if v, how := c.do(of("ec2/DescribeVpcs", "VpcIds", id).filling("", aws.VPCs)); how == read {
		for _, each := range v.Get("Vpcs").Elements() {
			c.put(aws.VPCs, id, "", each)
		}
	}
	v, how := c.do(of("ec2/DescribeRouteTables", filterPrefix+"vpc-id", id).filling("", aws.RouteTables))
	if how != read {
		return
	}
	for _, t := range v.Get("RouteTables").Elements() {
		c.put(aws.RouteTables, t.Get("RouteTableId").Text(), "", t)
		for _, r := range t.Get("Routes").Elements() {
			if peering := r.Get("VpcPeeringConnectionId").Text(); peering != "" {
				c.begin("peering "+peering, func() { c.peering(peering) })
			}
		}
	}
}

func (c *collector) peering(id string) {
	c.ask(aws.PeeringConnections, id)
	v, how := c.do(of("ec2/DescribeVpcPeeringConnections", filterPrefix+"vpc-peering-connection-id", id).filling("", aws.PeeringConnections))
	if how != read {
		return
	}
	for _, p := range v.Get("VpcPeeringConnections").Elements() {
		c.put(aws.PeeringConnections, id, "", p)
	}
}

func (c *collector) prefixList(id string) {
	c.ask(aws.PrefixLists, id)
	if v, how := c.do(of("ec2/GetManagedPrefixListEntries", "PrefixListId", id).filling("", aws.PrefixLists)); how == read {
		c.put(aws.PrefixLists, id, "", v)
	}
}

// endpointServices reads the endpoint services on the load balancers of links, and who
// is connected to them. No filter finds them by load balancer.
func (c *collector) endpointServices() {
	v, how := c.do(of("ec2/DescribeVpcEndpointServiceConfigurations").filling("", aws.EndpointServices))
	if how != read {
		return
	}
	for _, s := range v.Get("ServiceConfigurations").Elements() {
		id := s.Get("ServiceId").Text()
		if !slices.ContainsFunc(s.Get("NetworkLoadBalancerArns").Elements(), func(arn value.Value) bool {
			_, needed := c.needs.services[arn.Text()]
			return needed
		}) {
			continue
		}
		c.put(aws.EndpointServices, id, "", s)
		c.begin("connections "+id, func() {
			v, how := c.do(of("ec2/DescribeVpcEndpointConnections", filterPrefix+"service-id", id).filling(id, aws.EndpointConnections))
			if how != read {
				return
			}
			for _, e := range v.Get("VpcEndpointConnections").Elements() {
				c.put(aws.EndpointConnections, id+"/"+e.Get("VpcEndpointId").Text(), "", e)
			}
		})
	}
}

// inChunks calls an operation with a filter, as many values at once as it takes.
func (c *collector) inChunks(operation, filter string, values map[string]bool, also []string, keep func(value.Value), fills ...aws.Type) {
	for chunk := range slices.Chunk(pending(values), mostValues) {
		parameters := slices.Clone(also)
		for _, v := range chunk {
			parameters = append(parameters, filterPrefix+filter, v)
		}
		c.begin(operation+" "+strings.Join(parameters, " "), func() {
			k := of(operation, parameters...).filling("", fills...)
			if slices.Equal(fills, []aws.Type{aws.SecurityGroupRules}) {
				k.scopes = chunk
			}
			if v, how := c.do(k); how == read {
				keep(v)
			}
		})
	}
}
