package live

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// balancer reads a load balancer and everything on it.
func (c *collector) balancer(arn string) {
	if !strings.HasPrefix(arn, "arn:") {
		return
	}
	c.begin("balancer "+arn, func() { c.loadBalancer(arn) })
}

func (c *collector) loadBalancer(arn string) {
	c.ask(aws.LoadBalancers, arn)
	// One at a time: an ARN that does not exist fails the call for all.
	v, how := c.do(of("elasticloadbalancing/DescribeLoadBalancers", "LoadBalancerArns", arn).filling("", aws.LoadBalancers, aws.TargetGroups, aws.NetworkInterfaces, aws.Subnets, aws.SecurityGroups))
	if how == failed {
		c.lack(of("elasticloadbalancing/DescribeListeners", "LoadBalancerArn", arn).filling(arn, aws.Listeners), "its load balancer could not be read", "read the load balancer")
	}
	if how != read {
		return
	}
	for _, lb := range v.Get("LoadBalancers").Elements() {
		attributes, how := c.do(of("elasticloadbalancing/DescribeLoadBalancerAttributes", "LoadBalancerArn", arn))
		lb = c.attributes(lb, attributes, how, "elasticloadbalancing/DescribeLoadBalancerAttributes", map[string]string{
			"load_balancing.cross_zone.enabled": "CrossZone", "idle_timeout.timeout_seconds": "IdleTimeout",
		})
		c.put(aws.LoadBalancers, arn, "", lb)
		for _, zone := range lb.Get("AvailabilityZones").Elements() {
			c.subnet(zone.Get("SubnetId").Text())
		}
		for _, g := range lb.Get("SecurityGroups").Elements() {
			c.securityGroup(g.Text())
		}
		c.interfacesOf(arn)
		c.begin("listeners "+arn, func() { c.listeners(arn, lb.Get("Type").Text()) })
		c.begin("groups "+arn, func() { c.targetGroups(arn) })
	}
}

// attributes adds the attributes that are read to a resource; those that could not be
// read are unknown.
func (c *collector) attributes(r, answer value.Value, how outcome, operation string, fields map[string]string) value.Value {
	out := r
	if how != read {
		for _, field := range fields {
			out = out.With(field, value.Unknown(value.Why{
				Reason: operation + " could not be read", Settle: "grant the caller " + actionOf(operation),
			}))
		}
		return out
	}
	for _, a := range answer.Get("Attributes").Elements() {
		if field, ok := fields[a.Get("Key").Text()]; ok && a.Get("Value").Text() != "" {
			out = out.With(field, a.Get("Value"))
		}
	}
	return out
}

func (c *collector) listeners(balancer, typ string) {
	v, how := c.do(of("elasticloadbalancing/DescribeListeners", "LoadBalancerArn", balancer).filling(balancer, aws.Listeners))
	if how != read {
		return
	}
	for _, l := range v.Get("Listeners").Elements() {
		arn := l.Get("ListenerArn").Text()
		c.begin("on "+arn, func() {
			if typ == "network" {
				attributes, how := c.do(of("elasticloadbalancing/DescribeListenerAttributes", "ListenerArn", arn))
				l = c.attributes(l, attributes, how, "elasticloadbalancing/DescribeListenerAttributes", map[string]string{"tcp.idle_timeout.seconds": "TcpIdleTimeout"})
			}
			c.put(aws.Listeners, arn, "", l)
			if p := l.Get("Protocol").Text(); p == "TLS" || p == "HTTPS" {
				c.certificates(arn)
			}
			if typ == "application" {
				c.rules(arn)
			}
		})
	}
}

func (c *collector) rules(listener string) {
	v, how := c.do(of("elasticloadbalancing/DescribeRules", "ListenerArn", listener).filling(listener, aws.Rules))
	if how != read {
		return
	}
	for _, r := range v.Get("Rules").Elements() {
		if r.Get("IsDefault").Text() == "true" {
			continue
		}
		c.put(aws.Rules, r.Get("RuleArn").Text(), "", r.With("ListenerArn", value.OfString(listener)))
	}
}

// certificates reads those that a listener presents.
func (c *collector) certificates(listener string) {
	v, how := c.do(of("elasticloadbalancing/DescribeListenerCertificates", "ListenerArn", listener).filling(listener, aws.ListenerCertificates))
	if how != read {
		return
	}
	for _, certificate := range v.Get("Certificates").Elements() {
		arn := certificate.Get("CertificateArn").Text()
		if certificate.Get("IsDefault").Text() != "true" {
			c.put(aws.ListenerCertificates, listener+" "+arn, "", certificate.With("ListenerArn", value.OfString(listener)))
		}
		c.certificate(arn)
	}
}

func (c *collector) certificate(arn string) {
	if !strings.Contains(arn, ":acm:") {
		return // an IAM server certificate, of which nothing is read
	}
	c.begin("certificate "+arn, func() {
		c.ask(aws.Certificates, arn)
		v, how := c.do(of("acm/DescribeCertificate", "CertificateArn", arn).filling("", aws.Certificates))
		if how != read {
			return
		}
		body := v.Get("Certificate")
		chain, how := c.do(of("acm/GetCertificate", "CertificateArn", arn))
		if how == read {
			body = body.With("Certificate", value.OfString(chain.Get("Certificate").Text()+"\n"+chain.Get("CertificateChain").Text()))
		}
		c.put(aws.Certificates, arn, "", body)
	})
}

// targetGroups reads the groups of a load balancer, with their targets and health.
func (c *collector) targetGroups(balancer string) {
	v, how := c.do(of("elasticloadbalancing/DescribeTargetGroups", "LoadBalancerArn", balancer).filling("", aws.TargetGroups))
	if how != read {
		return
	}
	for _, g := range v.Get("TargetGroups").Elements() {
		c.begin("group "+g.Get("TargetGroupArn").Text(), func() { c.targetGroup(g) })
	}
}

// group reads a target group that no load balancer led to.
func (c *collector) group(arn string) {
	if !strings.HasPrefix(arn, "arn:") {
		return
	}
	c.begin("group "+arn, func() {
		c.ask(aws.TargetGroups, arn)
		v, how := c.do(of("elasticloadbalancing/DescribeTargetGroups", "TargetGroupArns", arn).filling("", aws.TargetGroups))
		if how == read {
			for _, g := range v.Get("TargetGroups").Elements() {
				c.targetGroup(g)
			}
		}
	})
}

// targetGroup keeps a group, and reads its attributes and targets.
func (c *collector) targetGroup(g value.Value) {
	arn := g.Get("TargetGroupArn").Text()
	attributes, how := c.do(of("elasticloadbalancing/DescribeTargetGroupAttributes", "TargetGroupArn", arn))
	g = c.attributes(g, attributes, how, "elasticloadbalancing/DescribeTargetGroupAttributes", map[string]string{
		"load_balancing.cross_zone.enabled": "CrossZone", "preserve_client_ip.enabled": "PreserveClientIp", "proxy_protocol_v2.enabled": "ProxyProtocolV2",
	})
	c.put(aws.TargetGroups, arn, "", g)
	c.targets(arn, g.Get("TargetType").Text(), g.Get("VpcId").Text())
}

func (c *collector) targets(group, typ, vpc string) {
	v, how := c.do(of("elasticloadbalancing/DescribeTargetHealth", "TargetGroupArn", group).filling(group, aws.Targets, aws.TargetHealth))
	if how != read {
		return
	}
	named := value.Field{Name: "TargetGroupArn", Value: value.OfString(group)}
	for _, h := range v.Get("TargetHealthDescriptions").Elements() {
		target := h.Get("Target")
		id := target.Get("Id").Text()
		name := group + " " + id + ":" + target.Get("Port").Text()
		c.put(aws.Targets, name, "", target.WithFields(named))
		c.put(aws.TargetHealth, name, "", h.WithFields(named))
		switch typ {
		case "instance":
			c.instance(id)
		case "ip":
			c.address(id, vpc)
		case "alb":
			c.balancer(id)
		}
	}
}
