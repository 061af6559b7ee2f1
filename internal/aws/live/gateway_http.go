package live

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// http reads the integrations of an HTTP or WebSocket API.
func (c walk) http(protocol string) {
	id := c.api
	if protocol != "HTTP" { // HTTP APIs have no execution logs
		c.begin("account", c.account)
	}
	c.begin("routes "+id, func() {
		v, how := c.do(of("apigatewayv2/GetRoutes", "ApiId", id).filling(id, aws.Routes))
		if how != read {
			return
		}
		for _, r := range v.Get("Items").Elements() {
			c.put(aws.Routes, id+"/"+r.Get("RouteId").Text(), id, r)
		}
	})
	integrations, how := c.do(of("apigatewayv2/GetIntegrations", "ApiId", id).filling(id, aws.Integrations))
	var names []string
	if how == read {
		for _, i := range integrations.Get("Items").Elements() {
			c.put(aws.Integrations, id+"/"+i.Get("IntegrationId").Text(), id, i)
			if i.Get("ConnectionType").Text() != "VPC_LINK" {
				continue
			}
			uri := i.Get("IntegrationUri").Text()
			for _, m := range stageVariable.FindAllStringSubmatch(i.Get("ConnectionId").Text()+" "+uri, -1) {
				names = append(names, m[1])
			}
			c.connection(i.Get("ConnectionId").Text())
			if protocol == "HTTP" {
				c.target(uri)
			}
		}
	}
	c.stages(names)
}

// stages reads the stages, and of their variables those that integrations name.
func (c walk) stages(names []string) {
	id := c.api
	parameters := []string{"ApiId", id}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, n := range names {
		parameters = append(parameters, keepNames, n)
	}
	v, how := c.do(of("apigatewayv2/GetStages", parameters...).filling(id, aws.Stages))
	if how != read {
		return
	}
	found := false
	for _, s := range v.Get("Items").Elements() {
		name := s.Get("StageName").Text()
		if c.query.Stage != "" && name != c.query.Stage {
			continue
		}
		found = true
		variables := chosen(s.Get("StageVariables"), names)
		c.put(aws.Stages, id+"/"+name, id, s.With("StageVariables", variables))
		for _, variable := range variables.Fields() {
			switch text := variable.Value.Text(); {
			case strings.HasPrefix(text, "arn:"):
				c.target(text)
			case isLinkID(text):
				c.connection(text)
			}
		}
	}
	if !found && c.query.Stage != "" {
		c.abort(fault(KindStageNotFound, "", "API %s has no stage %s", id, c.query.Stage))
	}
}

// link reads a VPC link of either version, and what it leads to.
func (c *collector) link(id string) {
	c.ask(aws.RestVPCLinks, id)
	c.ask(aws.VPCLinks, id)
	v1, how := c.do(of("apigateway/GetVpcLink", "VpcLinkId", id).filling("", aws.RestVPCLinks))
	if how == read {
		c.put(aws.RestVPCLinks, id, "", v1)
		for _, arn := range v1.Get("targetArns").Elements() {
			c.need(c.needs.services, arn.Text())
			c.balancer(arn.Text())
		}
	}
	if how == absent {
		v2, how := c.do(of("apigatewayv2/GetVpcLink", "VpcLinkId", id).filling("", aws.VPCLinks))
		if how != read {
			return
		}
		c.put(aws.VPCLinks, id, "", v2)
		for _, s := range v2.Get("SubnetIds").Elements() {
			c.subnet(s.Text())
		}
		for _, g := range v2.Get("SecurityGroupIds").Elements() {
			c.securityGroup(g.Text())
		}
	}
}

// target reads what an integration names behind its link.
func (c *collector) target(arn string) {
	switch {
	case !strings.HasPrefix(arn, "arn:"):
	case strings.Contains(arn, ":listener/"):
		c.begin("listener "+arn, func() {
			c.ask(aws.Listeners, arn)
			v, how := c.do(of("elasticloadbalancing/DescribeListeners", "ListenerArns", arn).filling("", aws.Listeners))
			if how == read {
				for _, l := range v.Get("Listeners").Elements() {
					c.put(aws.Listeners, arn, "", l)
					c.balancer(l.Get("LoadBalancerArn").Text())
				}
			}
		})
	case strings.Contains(arn, ":loadbalancer/"):
		c.balancer(arn)
	case strings.Contains(arn, ":servicediscovery:"):
		c.begin("service "+arn, func() { c.cloudMap(arn) })
	}
}

// cloudMap reads a service of Cloud Map and its instances.
func (c *collector) cloudMap(arn string) {
	arn, query, _ := strings.Cut(arn, "?")
	id := arn[strings.LastIndexByte(arn, '/')+1:]
	c.ask(aws.CloudMapServices, arn)
	v, how := c.do(of("servicediscovery/GetService", "Id", id).filling("", aws.CloudMapServices))
	if how == absent {
		return
	}
	if how == read {
		c.put(aws.CloudMapServices, arn, "", v.Get("Service"))
	}
	parameters := []string{"ServiceId", id}
	for part := range strings.SplitSeq(query, "&") {
		if name, _, ok := strings.Cut(part, "="); ok {
			parameters = append(parameters, keepNames, name)
		}
	}
	list, how := c.do(of("servicediscovery/ListInstances", parameters...).filling(arn, aws.CloudMapInstances))
	if how != read {
		return
	}
	health, _ := c.do(of("servicediscovery/GetInstancesHealthStatus", "ServiceId", id).filling(arn, aws.CloudMapInstances))
	for _, i := range list.Get("Instances").Elements() {
		name := i.Get("Id").Text()
		c.put(aws.CloudMapInstances, arn+"/"+name, "", i.WithFields(
			value.Field{Name: "ServiceId", Value: value.OfString(arn)}, value.Field{Name: "HealthStatus", Value: health.Get("Status", name)}))
		c.address(i.Get("Attributes", "AWS_INSTANCE_IPV4").Text(), "")
	}
}
