package live

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Change is what a plan knows before it and after it, as [aws.World.Overlay] takes them.
// Values that the integrations of what there is name are kept; beside is nil where that
// is not known yet.
type Change func(beside *aws.World) (before, after *aws.World, err error)

// Including asks also for what a plan is about: its APIs, if the query names none, and
// what leads from that which it makes or changes to what exists already. APIs that the
// plan has in another region than that which is read are left out; "" is any. The error is
// that of the change.
func (q Query) Including(region string, change Change) (Query, error) {
	q.change = change
	if q.API != "" {
		return q, nil
	}
	_, after, err := change(nil)
	if err != nil {
		return q, err
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
	return q, nil
}

// beside reads what the plan leads to besides its APIs, which are read: their integrations
// name the stage variables that lead on.
func (c *collector) beside() error {
	if c.query.change == nil || c.ctx.Err() != nil {
		return nil
	}
	before, after, err := c.query.change(c.world())
	if err != nil {
		return err
	}
	read := map[asked]bool{}
	for _, r := range c.found {
		read[asked{r.Type, r.ID.Value()}] = true
	}
	for _, r := range aws.Differences(before, after) {
		c.lead(r)
		if id, known := r.ID.Get(); known && !read[asked{r.Type, id}] {
			c.itself(r.Type, id)
		}
	}
	c.follow()
	return nil
}

// itself reads what a plan gives parts to, and has nothing else of.
func (c *collector) itself(t aws.Type, id string) {
	one, known := map[aws.Type]struct{ operation, parameter, list, id string }{
		aws.NetworkACLs:       {"ec2/DescribeNetworkAcls", "NetworkAclIds", "NetworkAcls", "NetworkAclId"},
		aws.RouteTables:       {"ec2/DescribeRouteTables", "RouteTableIds", "RouteTables", "RouteTableId"},
		aws.NetworkInterfaces: {"ec2/DescribeNetworkInterfaces", "NetworkInterfaceIds", "NetworkInterfaces", "NetworkInterfaceId"},
	}[t]
	if !known {
		return
	}
	c.begin(string(t)+" "+id, func() {
		c.ask(t, id)
		v, how := c.do(of(one.operation, one.parameter, id).filling("", t))
		if how != read {
			return
		}
		for _, e := range v.Get(one.list).Elements() {
			r := aws.Resource{Type: t, Body: e}
			c.put(t, e.Get(one.id).Text(), "", e)
			c.lead(r)
		}
	})
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
