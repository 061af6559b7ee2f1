package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of load balancers:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb and lb_listener.
func balancerKinds() []kind {
	return []kind{{
		name: "aws_lb", api: aws.LoadBalancers, id: "arn", needs: []string{"load_balancer_type"}, signs: []string{"dns_name", "enable_http2", "subnets"},
		named: []string{"subnet_mapping", "internal", "enable_cross_zone_load_balancing"},
		attributes: []attribute{
			text("name").As("LoadBalancerName"), text("dns_name").As("DNSName"), text("load_balancer_type").As("Type").Or(value.OfString(pi.Application)),
			text("vpc_id"), texts("security_groups"), text("ip_address_type"), integer("idle_timeout"),
			text("enforce_security_group_inbound_rules_on_private_link_traffic"), texts("subnets").As("Subnets"),
		},
		unset: map[string]value.Value{
			"enforce_security_group_inbound_rules_on_private_link_traffic": value.Null(), "ip_address_type": value.OfString("ipv4"),
		},
		take: takeBalancer,
	}, {
		name: "aws_lb_listener", api: aws.Listeners, id: "arn", needs: []string{"default_action", "load_balancer_arn"},
		attributes: []attribute{
			text("load_balancer_arn"), integer("port"), text("protocol"), text("ssl_policy"), text("certificate_arn"),
			blocks("default_action", actionFields()...).As("DefaultActions"),
			block("mutual_authentication", text("mode")), integer("tcp_idle_timeout_seconds").As("TcpIdleTimeout"),
		},
		unset: map[string]value.Value{"tcp_idle_timeout_seconds": value.Null(), "mutual_authentication": value.Null(), "ssl_policy": value.Null()},
		take: func(r *reading, _ object, res aws.Resource) error {
			if arn := res.Body.Get("CertificateArn"); !arn.IsNull() {
				res.Body = res.Body.With("CertificateArn", value.Null()).
					With("Certificates", value.OfList(value.OfFields([]value.Field{{Name: "CertificateArn", Value: arn}})))
			}
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_lb_listener_rule", api: aws.Rules, id: "arn", needs: []string{"action", "condition", "listener_arn"},
		attributes: []attribute{
			text("listener_arn"), integer("priority"), blocks("action", actionFields()...).As("Actions"),
			blocks("condition",
				block("host_header", texts("values"), texts("regex_values")), block("path_pattern", texts("values"), texts("regex_values")),
				block("http_header", texts("values")), block("http_request_method", texts("values")), block("source_ip", texts("values")),
				blocks("query_string", text("key")),
			).As("Conditions"),
		},
		take: func(r *reading, _ object, res aws.Resource) error {
			res.Body = res.Body.With("Conditions", conditions(res.Body.Get("Conditions")))
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_lb_listener_certificate", api: aws.ListenerCertificates, needs: []string{"certificate_arn", "listener_arn"}, lacks: []string{"default_action"},
		attributes: []attribute{text("listener_arn"), text("certificate_arn")},
		take: func(r *reading, _ object, res aws.Resource) error {
			listener, hasListener := value.TextOf(res.Body.Get("ListenerArn")).Get()
			if arn, has := value.TextOf(res.Body.Get("CertificateArn")).Get(); has && hasListener {
				res.ID = value.Known(listener + " " + arn)
			}
			r.world.Put(res)
			return nil
		},
	}}
}

func actionFields() []attribute {
	return []attribute{
		text("type"), integer("order"), text("target_group_arn"),
		block("forward", blocks("target_group", text("arn").As("targetGroupArn"), integer("weight")).As("targetGroups")).As("forwardConfig"),
		block("fixed_response", text("status_code")).As("fixedResponseConfig"), block("redirect", text("status_code")).As("redirectConfig"),
	}
}

// takeBalancer spells a load balancer's scheme and zones as the API does, and fills in
// what its type decides.
func takeBalancer(r *reading, o object, res aws.Resource) error {
	internal := o.Get("internal")
	switch {
	case internal.IsUnknown():
		res.Body = res.Body.With("Scheme", value.Unknown(internal.Why()))
	case internal.Text() == "true":
		res.Body = res.Body.With("Scheme", value.OfString("internal"))
	default:
		res.Body = res.Body.With("Scheme", value.OfString("internet-facing"))
	}
	subnets := o.Get("subnets")
	if subnets.IsEmpty() || subnets.IsNull() || subnets.IsUnknown() && o.Created && r.isUnset(o, "subnets") {
		if mapped := o.Get("subnet_mapping"); !mapped.IsNull() {
			subnets = mapped
		}
	}
	res.Body = res.Body.With("Subnets", value.Null()).With("AvailabilityZones", subnetsOf(subnets))
	if mappings := r.mappings(o); !mappings.IsNull() {
		res.Arguments = res.Arguments.With("subnet_mapping", mappings)
	}
	switch typ := res.Body.Get("Type"); {
	case typ.Text() == pi.Application:
		// It is always on, and no attribute of Terraform turns it off.
		res.Body = res.Body.With("CrossZone", value.OfBool(true))
	case typ.Text() == pi.Network:
		crossZone := o.Get("enable_cross_zone_load_balancing")
		if crossZone.IsNull() {
			crossZone = value.OfBool(false)
		}
		res.Body = res.Body.With("CrossZone", crossZone).With("IdleTimeout", value.Null())
		if res.Body.Get("SecurityGroups").IsUnknown() && o.Created && r.isUnset(o, "security_groups") {
			// Without groups from the beginning a Network Load Balancer has none.
			res.Body = res.Body.With("SecurityGroups", value.Null())
		}
	}
	r.world.Put(res)
	return nil
}

// mappings are the blocks by which a configuration gives a load balancer its subnets; null
// where it gives a list of them, unknown where that is not clear: of what exists the
// provider tells both.
func (r *reading) mappings(o object) value.Value {
	mapped, subnets := o.Get("subnet_mapping"), o.Get("subnets")
	switch {
	case mapped.IsNull(), mapped.IsEmpty():
		return value.Null()
	case r.isUnset(o, "subnets"), subnets.IsNull(), subnets.IsEmpty():
		return mapped
	case o.Created && !subnets.IsUnknown():
		return value.Null()
	case o.Created && !mapped.IsUnknown(), slices.ContainsFunc(mapped.Elements(), isAddressed):
		return mapped
	case r.opts.Unset != nil: // else it would say so of subnets
		return value.Null()
	}
	return value.Unknown(value.Why{Reason: "it is not known whether the configuration has subnets or subnet_mapping"})
}

// mappedTo are the addresses that only blocks give to a load balancer in a subnet.
var mappedTo = []string{"allocation_id", "private_ipv4_address", "ipv6_address"}

func isAddressed(mapping value.Value) bool {
	return slices.ContainsFunc(mappedTo, func(name string) bool { return mapping.Get(name).Text() != "" })
}

// subnetsOf makes zones of ids of subnets, or of mappings that have them.
func subnetsOf(v value.Value) value.Value {
	if v.Kind() != value.KindList {
		return v
	}
	var zones []value.Value
	for _, e := range v.Elements() {
		if e.Kind() == value.KindObject {
			e = e.Get("subnet_id")
		}
		zones = append(zones, value.OfFields([]value.Field{{Name: "SubnetId", Value: e}}))
	}
	return value.OfList(zones...)
}

// conditions spells those of a rule as the API does: a field and its values.
func conditions(v value.Value) value.Value {
	if v.Kind() != value.KindList {
		return v
	}
	var out []value.Value
	for _, c := range v.Elements() {
		if c.Kind() != value.KindObject {
			out = append(out, c)
			continue
		}
		for _, kind := range []struct{ field, name string }{
			{"HostHeader", "host-header"}, {"PathPattern", "path-pattern"}, {"HttpHeader", "http-header"},
			{"HttpRequestMethod", "http-request-method"}, {"SourceIp", "source-ip"}, {"QueryString", "query-string"},
		} {
			found := c.Get(kind.field)
			if found.IsNull() {
				continue
			}
			values := found.Get("Values")
			if !found.Get("RegexValues").IsNull() {
				values = value.Unknown(value.Why{Reason: "the condition is a regular expression"})
			}
			if kind.field == "QueryString" {
				values = value.Unknown(value.Why{Reason: "it is not read which query strings the condition wants"})
			}
			out = append(out, value.OfFields([]value.Field{{Name: "Field", Value: value.OfString(kind.name)}, {Name: "Values", Value: values}}))
		}
	}
	return value.OfList(out...)
}
