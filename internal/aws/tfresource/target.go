package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of target groups:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group.
func targetKinds() []kind {
	return []kind{{
		name: "aws_lb_target_group", api: aws.TargetGroups, id: "arn", needs: []string{"port", "protocol"}, signs: []string{"target_type", "deregistration_delay", "health_check"},
		attributes: []attribute{
			text("name").As("TargetGroupName"), text("protocol"), text("protocol_version"), integer("port"), text("vpc_id"),
			text("target_type").Or(value.OfString(pi.TargetInstance)), text("ip_address_type"), texts("load_balancer_arns"),
			text("load_balancing_cross_zone_enabled").As("CrossZone"), truth("preserve_client_ip"), truth("proxy_protocol_v2").As("ProxyProtocolV2"),
			block("health_check", truth("enabled"), text("protocol"), text("port"), text("path"), text("matcher")),
		},
		unset: map[string]value.Value{
			"load_balancing_cross_zone_enabled": value.Null(), "preserve_client_ip": value.Null(), "protocol_version": value.Null(), "ip_address_type": value.OfString("ipv4"),
		},
		take: takeTargetGroup,
	}, {
		name: "aws_lb_target_group_attachment", api: aws.Targets, needs: []string{"target_group_arn", "target_id"},
		attributes: []attribute{text("target_group_arn"), text("target_id").As("Id"), integer("port"), text("availability_zone")},
		take: func(r *reading, _ object, res aws.Resource) error {
			r.parts.targets = append(r.parts.targets, res)
			return nil
		},
	}, {
		name: "aws_ecs_service", needs: []string{"name", "task_definition"}, signs: []string{"load_balancer", "desired_count"},
		attributes: []attribute{
			blocks("load_balancer", text("target_group_arn"), integer("container_port")),
			block("network_configuration", texts("subnets"), texts("security_groups")),
			blocks("service_registries", text("registry_arn")),
		},
		take: takeECSService,
	}, {
		name: "aws_autoscaling_group", needs: []string{"max_size", "min_size"}, signs: []string{"target_group_arns", "launch_template", "traffic_source"},
		attributes: []attribute{texts("target_group_arns"), blocks("traffic_source", text("identifier"), text("type"))},
		take: func(r *reading, o object, res aws.Resource) error {
			r.registrars(o, res.Body.Get("TargetGroupArns"))
			r.sources(o, res.Body.Get("TrafficSource"))
			return nil
		},
	}, {
		name: "aws_autoscaling_attachment", needs: []string{"autoscaling_group_name", "lb_target_group_arn"},
		attributes: []attribute{text("lb_target_group_arn")},
		take: func(r *reading, o object, res aws.Resource) error {
			if arn := res.Body.Get("LbTargetGroupArn"); !arn.IsNull() {
				r.registrar(o, arn, value.Null())
			}
			return nil
		},
	}, {
		name: "aws_autoscaling_traffic_source_attachment", needs: []string{"autoscaling_group_name", "traffic_source"},
		attributes: []attribute{blocks("traffic_source", text("identifier"), text("type"))},
		take: func(r *reading, o object, res aws.Resource) error {
			r.sources(o, res.Body.Get("TrafficSource"))
			return nil
		},
	}}
}

// takeTargetGroup puts the health check's fields where the API has them, and what it
// checks where nobody says.
func takeTargetGroup(r *reading, o object, res aws.Resource) error {
	check := res.Body.Get("HealthCheck")
	switch {
	case check.IsUnknown() && o.Created && r.isUnset(o, "health_check"), check.IsNull():
		check = value.OfFields([]value.Field{{Name: "Enabled", Value: value.OfBool(true)}, {Name: "Port", Value: value.OfString("traffic-port")}, {Name: "Protocol", Value: protocolOfCheck(res.Body)}})
	case check.Kind() == value.KindObject && check.Get("Protocol").IsNull():
		check = check.With("Protocol", value.OfString("HTTP")) // the schema's default
	}
	fields := []value.Field{{Name: "HealthCheck", Value: value.Null()}}
	for _, name := range []string{"Enabled", "Protocol", "Port", "Path"} {
		fields = append(fields, value.Field{Name: "HealthCheck" + name, Value: check.Get(name)})
	}
	code := "HttpCode"
	if res.Body.Get("ProtocolVersion").Text() == "GRPC" {
		code = "GrpcCode"
	}
	fields = append(fields, value.Field{Name: "Matcher", Value: value.OfFields([]value.Field{{Name: code, Value: check.Get("Matcher")}})})
	res.Body = res.Body.WithFields(fields...)
	r.world.Put(res)
	return nil
}

// protocolOfCheck is how the service checks the targets of a group when nobody says.
//
// Source: HealthCheckProtocol in
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html.
func protocolOfCheck(group value.Value) value.Value {
	protocol, typ := group.Get("Protocol"), group.Get("TargetType")
	switch {
	case protocol.IsUnknown():
		return protocol
	case typ.IsUnknown():
		return typ
	case slices.Contains([]string{"HTTP", "HTTPS"}, protocol.Text()), typ.Text() == pi.TargetALB:
		return value.OfString("HTTP")
	}
	return value.OfString("TCP")
}

// takeECSService keeps what a service registers: targets of groups, and instances of
// Cloud Map.
func takeECSService(r *reading, o object, res aws.Resource) error {
	awsvpc := res.Body.Get("NetworkConfiguration")
	balancers := res.Body.Get("LoadBalancer")
	if balancers.IsUnknown() {
		r.registrar(o, value.Unknown(balancers.Why()), value.Null())
	}
	for _, lb := range balancers.Elements() {
		port := value.Unknown(value.Why{Reason: "the port of the host is chosen when a task starts"})
		if !awsvpc.IsNull() {
			port = lb.Get("ContainerPort")
		}
		if arn := lb.Get("TargetGroupArn"); !arn.IsNull() {
			r.registrar(o, arn, port)
			if all := r.world.Resources(aws.Targets); !awsvpc.IsNull() {
				last := &all[len(all)-1]
				last.Body = last.Body.With("Network", awsvpc)
			}
		}
	}
	for _, registry := range res.Body.Get("ServiceRegistries").Elements() {
		gap := pi.Gap{What: "instances that " + o.Address + " registers", Reason: "an ECS service registers its tasks when they start", Settle: "read what there is"}
		gap.Scope = registry.Get("RegistryArn").Text()
		r.world.AddGap(aws.CloudMapInstances, gap)
	}
	return nil
}

// registrars keeps that something registers targets with groups.
func (r *reading) registrars(o object, arns value.Value) {
	if arns.IsUnknown() {
		if !o.Created || !r.isUnset(o, "target_group_arns") {
			r.registrar(o, arns, value.Null())
		}
		return
	}
	for _, arn := range arns.Elements() {
		r.registrar(o, arn, value.Null())
	}
}

// sources keeps that an Auto Scaling group registers targets with its traffic sources.
func (r *reading) sources(o object, sources value.Value) {
	if sources.IsUnknown() && (!o.Created || !r.isUnset(o, "traffic_source")) {
		r.registrar(o, sources, value.Null())
	}
	for _, s := range sources.Elements() {
		if typ := s.Get("Type"); typ.IsNull() || typ.IsUnknown() || typ.Text() == "elbv2" {
			r.registrar(o, s.Get("Identifier"), value.Null())
		}
	}
}

// registrar keeps that something registers targets with a group, one by one not known.
func (r *reading) registrar(o object, group, port value.Value) {
	res := aws.Resource{Type: aws.Targets, Body: value.OfFields([]value.Field{
		{Name: "TargetGroupArn", Value: group}, {Name: "Port", Value: port}, {Name: "Registrar", Value: value.OfString(o.Address)},
	})}
	res.Address, res.Created = o.Address, o.Created
	if arn, ok := value.TextOf(group).Get(); ok {
		res.ID = value.Known(arn + " " + o.Address)
	} else {
		res.ID = value.UnknownOf[string](group.Why())
	}
	r.world.Put(res)
}

// targetNames keeps targets under the names that the API's are called by: group, id and
// port, which is the group's where the target has none.
func (r *reading) targetNames() {
	for _, res := range r.parts.targets {
		group := value.TextOf(res.Body.Get("TargetGroupArn"))
		port := res.Body.Get("Port")
		if owner := r.owner(aws.TargetGroups, group); port.IsNull() && owner != nil {
			port = owner.Body.Get("Port")
		}
		arn, hasGroup := group.Get()
		if id, has := value.TextOf(res.Body.Get("Id")).Get(); has && hasGroup && port.Kind() == value.KindNumber {
			res.ID = value.Known(arn + " " + id + ":" + port.Text())
		}
		r.world.Put(res)
	}
}
