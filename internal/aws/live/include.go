package live

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Including asks also for what a plan is about: its APIs, if the query names none, and
// what leads from that which it makes or changes to what exists already. Before and after
// are what the plan knows, as of [aws.World.Overlay]. APIs that the plan has in another
// region than that which is read are left out; "" is any.
func (q Query) Including(region string, before, after *aws.World) Query {
	q.beside = aws.Differences(before, after)
	if q.API != "" {
		return q
	}
	var ids []string
	for _, t := range []aws.Type{aws.RestAPIs, aws.RestIntegrations, aws.RestStages, aws.APIs, aws.Integrations, aws.Stages} {
		for _, r := range after.Resources(t) {
			if elsewhere, told := r.Region.Get(); told && region != "" && elsewhere != region {
				continue
			}
			id, known := r.Parent.Get()
			if t == aws.RestAPIs || t == aws.APIs {
				id, known = r.ID.Get()
			}
			if known && id != "" {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	q.others = slices.Compact(ids)
	return q
}

// APIs are the ids of the APIs that are read.
func (q Query) APIs() []string {
	if q.API != "" {
		return []string{q.API}
	}
	return q.others
}

// lead reads what a resource of a plan leads to, as far as its ids are known.
func (c *collector) lead(r aws.Resource) {
	text := func(at ...string) string { return r.Body.Get(at...).Text() }
	each := func(read func(string), list value.Value, field ...string) {
		for _, e := range list.Elements() {
			if id := e.Get(field...); id.Text() != "" {
				read(id.Text())
			}
		}
	}
	switch r.Type {
	case aws.RestIntegrations:
		c.private(r, text("connectionType"), text("connectionId"), text("uri"), text("integrationTarget"))
	case aws.Integrations:
		c.private(r, text("ConnectionType"), text("ConnectionId"), text("IntegrationUri"), text("IntegrationUri"))
	case aws.RestStages:
		c.leads(r.Body.Get("variables"), r.Body.Get("canarySettings", "stageVariableOverrides"))
	case aws.Stages:
		c.leads(r.Body.Get("StageVariables"))
	case aws.RestVPCLinks:
		each(func(arn string) {
			c.need(c.needs.services, arn)
			c.balancer(arn)
		}, r.Body.Get("targetArns"))
	case aws.VPCLinks:
		each(c.subnet, r.Body.Get("SubnetIds"))
		each(c.securityGroup, r.Body.Get("SecurityGroupIds"))
	case aws.LoadBalancers:
		each(c.subnet, r.Body.Get("AvailabilityZones"), "SubnetId")
		each(c.securityGroup, r.Body.Get("SecurityGroups"))
	case aws.Listeners:
		c.balancer(text("LoadBalancerArn"))
		c.forwards(r.Body.Get("DefaultActions"))
		each(c.certificate, r.Body.Get("Certificates"), "CertificateArn")
	case aws.Rules:
		c.target(text("ListenerArn"))
		c.forwards(r.Body.Get("Actions"))
	case aws.ListenerCertificates:
		c.certificate(text("CertificateArn"))
	case aws.Targets:
		c.group(text("TargetGroupArn"))
		c.targeted(text("Id"))
	case aws.Instances:
		c.subnet(text("SubnetId"))
		each(c.securityGroup, r.Body.Get("SecurityGroups"), "GroupId")
	case aws.NetworkInterfaces:
		c.subnet(text("SubnetId"))
		each(c.securityGroup, r.Body.Get("Groups"), "GroupId")
	case aws.SecurityGroupRules:
		if list := text("PrefixListId"); list != "" {
			c.begin("prefix list "+list, func() { c.prefixList(list) })
		}
	case aws.Subnets, aws.NetworkACLs, aws.RouteTables:
		c.inVPC(text("VpcId"))
		each(func(id string) { c.begin("peering "+id, func() { c.peering(id) }) }, r.Body.Get("Routes"), "VpcPeeringConnectionId")
	default:
	}
}

// private reads on from an integration that goes through a VPC link.
func (c *collector) private(r aws.Resource, typ, connection, uri, target string) {
	if typ != "VPC_LINK" {
		return
	}
	c.connection(connection)
	c.target(target)
	api, known := r.Parent.Get()
	if !known {
		return // its stages are the plan's
	}
	w := walk{c, api}
	if r.Type == aws.RestIntegrations {
		w.variables(connection, uri, target)
		return
	}
	var names []string
	for _, m := range stageVariable.FindAllStringSubmatch(connection+" "+uri, -1) {
		names = append(names, m[1])
	}
	if len(names) > 0 {
		c.begin("variables of "+api+" "+strings.Join(names, " "), func() { w.stages(names) })
	}
}

// leads reads on from stage variables.
func (c *collector) leads(variables ...value.Value) {
	for _, each := range variables {
		for _, v := range each.Fields() {
			switch text := v.Value.Text(); {
			case strings.HasPrefix(text, "arn:"):
				c.target(text)
			case isLinkID(text):
				c.connection(text)
			}
		}
	}
}

// forwards reads the target groups of actions.
func (c *collector) forwards(actions value.Value) {
	for _, a := range actions.Elements() {
		c.group(a.Get("TargetGroupArn").Text())
		for _, g := range a.Get("ForwardConfig", "TargetGroups").Elements() {
			c.group(g.Get("TargetGroupArn").Text())
		}
	}
}

// targeted reads what a target is: an instance, an address or a load balancer.
func (c *collector) targeted(id string) {
	switch _, err := netip.ParseAddr(id); {
	case err == nil:
		c.address(id, "")
	case strings.HasPrefix(id, "i-"):
		c.instance(id)
	default:
		c.balancer(id)
	}
}

// inVPC reads a VPC, and its default network ACL: the one of subnets that are given none.
func (c *collector) inVPC(id string) {
	if id == "" {
		return
	}
	c.begin("vpc "+id, func() { c.vpc(id) })
	c.begin("default ACL of "+id, func() {
		v, how := c.do(of("ec2/DescribeNetworkAcls", filterPrefix+"vpc-id", id, filterPrefix+"default", "true").filling("", aws.NetworkACLs))
		if how == read {
			for _, a := range v.Get("NetworkAcls").Elements() {
				c.put(aws.NetworkACLs, a.Get("NetworkAclId").Text(), "", a)
			}
		}
	})
}
