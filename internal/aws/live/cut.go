package live

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// keepNames is a parameter of requests that no operation has: the keys of maps whose
// values may be secrets, of which the answer needs the values.
const keepNames = "Keep"

// kept are the fields of answers that are kept, wherever they are. All others are cut
// before anything is recorded or judged: tags, templates, headers, user data.
var kept = set(`
	item items id name path endpointConfiguration types methodIntegration type httpMethod connectionType connectionId integrationTarget tlsConfig
	insecureSkipVerification timeoutInMillis responseTransferMode stageName deploymentId loggingLevel dataTraceEnabled metricsEnabled canarySettings percentTraffic
	clientCertificateId accessLogSettings destinationArn format createdDate status statusMessage targetArns cloudwatchRoleArn x-amazon-apigateway-integration
	Items ApiId Name ProtocolType IntegrationId IntegrationType IntegrationMethod ConnectionType ConnectionId TlsConfig ServerNameToVerify TimeoutInMillis
	PayloadFormatVersion RouteKey RouteId Target StageName AutoDeploy DeploymentId LastDeploymentStatusMessage AccessLogSettings DestinationArn Format
	DefaultRouteSettings LoggingLevel VpcLinkId VpcLinkStatus VpcLinkStatusMessage VpcLinkVersion SubnetIds SecurityGroupIds
	LoadBalancers LoadBalancerArn LoadBalancerName DNSName Type Scheme State Code Reason VpcId AvailabilityZones ZoneName SubnetId SecurityGroups
	EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic IpAddressType Attributes Key Value
	Listeners ListenerArn Port Protocol SslPolicy Certificates CertificateArn IsDefault DefaultActions Order TargetGroupArn ForwardConfig TargetGroups Weight
	FixedResponseConfig RedirectConfig StatusCode MutualAuthentication Mode Rules RuleArn Priority Conditions Field Values HostHeaderConfig PathPatternConfig Actions
	TargetGroupName ProtocolVersion TargetType LoadBalancerArns HealthCheckEnabled HealthCheckProtocol HealthCheckPort HealthCheckPath Matcher HttpCode GrpcCode
	TargetHealthDescriptions Id AvailabilityZone TargetHealth Description
	Vpcs CidrBlock CidrBlockAssociationSet Subnets Ipv6CidrBlockAssociationSet Ipv6CidrBlock GroupId GroupName SecurityGroupRules SecurityGroupRuleId IsEgress IpProtocol
	FromPort ToPort CidrIpv4 CidrIpv6 PrefixListId ReferencedGroupInfo PeeringStatus Entries Cidr NetworkAcls NetworkAclId Associations Egress RuleNumber
	RuleAction PortRange From To NetworkInterfaces NetworkInterfaceId PrivateIpAddress PrivateIpAddresses Groups Reservations Instances InstanceId
	RouteTables RouteTableId Main Routes DestinationCidrBlock DestinationIpv6CidrBlock GatewayId NatGatewayId VpcPeeringConnectionId TransitGatewayId
	VpcPeeringConnections RequesterVpcInfo AccepterVpcInfo Status ServiceConfigurations ServiceId ServiceState AcceptanceRequired NetworkLoadBalancerArns
	VpcEndpointConnections VpcEndpointId VpcEndpointOwner VpcEndpointState
	Certificate CertificateChain DomainName SubjectAlternativeNames NotBefore NotAfter KeyAlgorithm CertificateAuthorityArn
	Service Arn DnsConfig DnsRecords __type OwnerId Account
`)

// part is what is kept of a field of which only a part is; false for other fields.
func part(f value.Field, names []string) (value.Value, bool) {
	switch f.Name {
	case "uri", "IntegrationUri":
		return address(f.Value), true
	case "variables", "stageVariableOverrides", "StageVariables":
		return only(f.Value, names), true
	case "requestParameters", "RequestParameters":
		return mapped(f.Value), true
	case "resourceMethods", "methodSettings", "paths":
		return anyKey(f.Value, names), true
	}
	return value.Value{}, false
}

// cut leaves of an operation's output what may be recorded. Names are the keys of
// variables that are needed.
func cut(operation string, out value.Value, names []string) value.Value {
	switch operation {
	case "apigateway/GetExport":
		out = exported(out)
	case filterLogEvents:
		if len(names) > 0 {
			return accessEntries(out, names)
		}
		return failures(out)
	case "servicediscovery/ListInstances":
		return instances(out, names)
	case "servicediscovery/GetInstancesHealthStatus":
		return value.OfFields([]value.Field{{Name: "Status", Value: out.Get("Status")}})
	}
	return keep(out, names)
}

func keep(v value.Value, names []string) value.Value {
	switch v.Kind() {
	case value.KindString:
		if strings.Contains(v.Text(), "PRIVATE KEY-----") {
			return value.Null()
		}
	case value.KindList:
		list := slices.Clone(v.Elements())
		for i := range list {
			list[i] = keep(list[i], names)
		}
		return value.OfList(list...)
	case value.KindObject:
		var fields []value.Field
		for _, f := range v.Fields() {
			if some, ok := part(f, names); ok {
				fields = append(fields, value.Field{Name: f.Name, Value: some})
			} else if kept[f.Name] {
				fields = append(fields, value.Field{Name: f.Name, Value: keep(f.Value, names)})
			}
		}
		return value.OfFields(fields)
	default:
	}
	return v
}

// anyKey keeps the keys of a map, and of their values what is kept elsewhere.
func anyKey(v value.Value, names []string) value.Value {
	fields := slices.Clone(v.Fields())
	for i, f := range fields {
		switch inner := f.Value; {
		case inner.Kind() == value.KindObject && verbs[f.Name]:
			fields[i].Value = keep(inner, names)
		case inner.Kind() == value.KindObject:
			fields[i].Value = keepVerbs(inner, names)
		default:
			fields[i].Value = value.Null()
		}
	}
	return value.OfFields(fields)
}

// keepVerbs keeps the methods of a path, or the settings of methods.
func keepVerbs(v value.Value, names []string) value.Value {
	var fields []value.Field
	for _, f := range v.Fields() {
		if verbs[f.Name] && f.Value.Kind() == value.KindObject {
			fields = append(fields, value.Field{Name: f.Name, Value: keep(f.Value, names)})
		}
	}
	return value.OfFields(slices.Concat(fields, keep(v, names).Fields()))
}

// verbs are the methods of REST APIs, as APIs and their exports spell them.
var verbs = set("GET POST PUT PATCH DELETE HEAD OPTIONS ANY get post put patch delete head options x-amazon-apigateway-any-method")

// only keeps the values of the variables that are needed; others keep their names.
func only(v value.Value, names []string) value.Value {
	fields := slices.Clone(v.Fields())
	for i, f := range fields {
		if !slices.Contains(names, f.Name) {
			fields[i].Value = value.OfString("")
		}
	}
	return value.OfFields(fields)
}

// mapped keeps what of a request is mapped to what, but no fixed values: they may be
// keys that a backend asks for.
func mapped(v value.Value) value.Value {
	fields := slices.Clone(v.Fields())
	for i, f := range fields {
		if text := f.Value.Text(); !strings.HasPrefix(text, "method.") && !strings.HasPrefix(text, "context.") && !strings.HasPrefix(text, "$") {
			fields[i].Value = value.OfString("")
		}
	}
	return value.OfFields(fields)
}

// address keeps of a URI scheme, host, port and path: what follows may hold keys.
func address(v value.Value) value.Value {
	text := v.Text()
	if strings.HasPrefix(text, "arn:") {
		return v // the filters of Cloud Map are no secrets
	}
	if i := strings.IndexAny(text, "?#"); i >= 0 {
		text = text[:i]
	}
	scheme, rest, ok := strings.Cut(text, "://")
	host, path, _ := strings.Cut(rest, "/")
	if at := strings.LastIndexByte(host, '@'); ok && at >= 0 {
		text = scheme + "://" + host[at+1:]
		if path != "" {
			text += "/" + path
		}
	}
	return value.OfString(text)
}

// exported is the integrations of an exported definition.
func exported(out value.Value) value.Value {
	doc, err := value.ParseJSON([]byte(out.Get("body").Text()))
	if err != nil {
		return value.OfFields(nil)
	}
	return value.OfFields([]value.Field{{Name: "paths", Value: doc.Get("paths")}})
}

// instances keeps of Cloud Map's instances the attributes that say where they are, and
// those that an integration filters by.
func instances(out value.Value, names []string) value.Value {
	var list []value.Value
	for _, i := range out.Get("Instances").Elements() {
		var attributes []value.Field
		for _, f := range i.Get("Attributes").Fields() {
			if strings.HasPrefix(f.Name, "AWS_") || slices.Contains(names, f.Name) {
				attributes = append(attributes, f)
			}
		}
		list = append(list, value.OfFields([]value.Field{{Name: "Id", Value: i.Get("Id")}, {Name: "Attributes", Value: value.OfFields(attributes)}}))
	}
	return value.OfFields([]value.Field{{Name: "Instances", Value: value.OfList(list...)}})
}

func set(names string) map[string]bool {
	out := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		out[name] = true
	}
	return out
}
