package testkit

import (
	"net/url"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// balancing answers for Elastic Load Balancing.
func (w *AWS) balancing(name string, q url.Values) (value.Value, string) {
	by := func(field, parameter string) func(aws.Resource) bool {
		return func(r aws.Resource) bool { return r.Body.Get(field).Text() == q.Get(parameter) }
	}
	attributes := func(typ aws.Type, arn string, names map[string]string) (value.Value, string) {
		return w.one(typ, arn, "NotFound", func(v value.Value) value.Value {
			list := []Body{}
			for field, key := range names {
				if f := v.Get(field); !f.IsNull() {
					list = append(list, Body{"Key": key, "Value": f.Text()})
				}
			}
			return of(Body{"Attributes": list})
		})
	}
	switch name {
	case "DescribeLoadBalancers":
		return w.one(aws.LoadBalancers, q.Get("LoadBalancerArns"), "LoadBalancerNotFound", func(v value.Value) value.Value { return of(Body{"LoadBalancers": value.OfList(v)}) })
	case "DescribeLoadBalancerAttributes":
		return attributes(aws.LoadBalancers, q.Get("LoadBalancerArn"), map[string]string{"CrossZone": "load_balancing.cross_zone.enabled", "IdleTimeout": "idle_timeout.timeout_seconds"})
	case "DescribeListeners":
		if arn := q.Get("ListenerArns"); arn != "" {
			return w.one(aws.Listeners, arn, "ListenerNotFound", func(v value.Value) value.Value { return of(Body{"Listeners": value.OfList(v)}) })
		}
		return of(Body{"Listeners": w.list(aws.Listeners, by("LoadBalancerArn", "LoadBalancerArn"))}), ""
	case "DescribeListenerAttributes":
		return attributes(aws.Listeners, q.Get("ListenerArn"), map[string]string{"TcpIdleTimeout": "tcp.idle_timeout.seconds"})
	case "DescribeListenerCertificates":
		return w.listenerCertificates(q.Get("ListenerArn")), ""
	case "DescribeRules":
		return of(Body{"Rules": w.list(aws.Rules, by("ListenerArn", "ListenerArn"))}), ""
	case "DescribeTargetGroups":
		if arn := q.Get("TargetGroupArns"); arn != "" {
			return w.one(aws.TargetGroups, arn, "TargetGroupNotFound", func(v value.Value) value.Value { return of(Body{"TargetGroups": value.OfList(v)}) })
		}
		return of(Body{"TargetGroups": w.list(aws.TargetGroups, func(r aws.Resource) bool {
			return slices.ContainsFunc(r.Body.Get("LoadBalancerArns").Elements(), func(v value.Value) bool { return v.Text() == q.Get("LoadBalancerArn") })
		})}), ""
	case "DescribeTargetGroupAttributes":
		return attributes(aws.TargetGroups, q.Get("TargetGroupArn"), map[string]string{
			"CrossZone": "load_balancing.cross_zone.enabled", "PreserveClientIp": "preserve_client_ip.enabled", "ProxyProtocolV2": "proxy_protocol_v2.enabled",
		})
	case "DescribeTargetHealth":
		return of(Body{"TargetHealthDescriptions": w.list(aws.TargetHealth, by("TargetGroupArn", "TargetGroupArn"))}), ""
	}
	panic("testkit: no operation " + name)
}

// listenerCertificates are a listener's, its default one among them.
func (w *AWS) listenerCertificates(listener string) value.Value {
	list := []value.Value{}
	for _, r := range w.resources {
		switch {
		case r.Type == aws.Listeners && r.ID.Value() == listener:
			for _, c := range r.Body.Get("Certificates").Elements() {
				list = append(list, c.With("IsDefault", value.OfBool(true)))
			}
		case r.Type == aws.ListenerCertificates && r.Body.Get("ListenerArn").Text() == listener:
			list = append(list, r.Body)
		}
	}
	return of(Body{"Certificates": value.OfList(list...)})
}
