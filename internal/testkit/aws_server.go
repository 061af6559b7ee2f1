package testkit

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// AWSServer answers requests for operations as AWS would in a built world. It is a
// transport of [github.com/apireach/terraform-provider-apireach/internal/aws/live].
type AWSServer struct {
	world *AWS
	// Refuse, when set, may answer a request in place of the world: a status and a code.
	// A request is the operation and its parameters, as [AWSServer.Requests] lists them.
	Refuse func(request string) (status int, code string)

	mu    sync.Mutex
	calls []string
}

// Serve answers from the world.
func (w *AWS) Serve() *AWSServer { return &AWSServer{world: w} }

// Requests lists what was asked for, in order.
func (s *AWSServer) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(slices.Values(s.calls))
}

// RoundTrip answers one operation.
func (s *AWSServer) RoundTrip(req *http.Request) (*http.Response, error) {
	operation := strings.TrimPrefix(req.URL.Path, "/")
	s.mu.Lock()
	s.calls = append(s.calls, req.URL.RequestURI())
	s.mu.Unlock()
	if s.Refuse != nil {
		if status, code := s.Refuse(req.URL.RequestURI()); status != 0 {
			return answerJSON(req, status, of(Body{"__type": code})), nil
		}
	}
	out, code := s.world.answer(operation, req.URL.Query())
	if code != "" {
		return answerJSON(req, http.StatusBadRequest, of(Body{"__type": code})), nil
	}
	return answerJSON(req, http.StatusOK, out), nil
}

// AnswerJSON is the answer of an operation.
func AnswerJSON(req *http.Request, text string) *http.Response {
	body, err := value.ParseJSON([]byte(text))
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return answerJSON(req, http.StatusOK, body)
}

func answerJSON(req *http.Request, status int, body value.Value) *http.Response {
	text, err := value.JSON(body)
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return &http.Response{
		StatusCode: status, Status: http.StatusText(status), Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader(text)), Request: req,
	}
}

// answer is an operation's output; the code is that of an error.
func (w *AWS) answer(operation string, q url.Values) (out value.Value, code string) {
	service, name, _ := strings.Cut(operation, "/")
	switch service {
	case "apigateway", "apigatewayv2":
		return w.gateway(operation, q)
	case "elasticloadbalancing":
		return w.balancing(name, q)
	case "ec2":
		return w.compute(name, q), ""
	case "acm":
		return w.one(aws.Certificates, q.Get("CertificateArn"), "ResourceNotFoundException", func(v value.Value) value.Value {
			if name == "GetCertificate" {
				return v
			}
			return of(Body{"Certificate": v.With("Certificate", value.Null())})
		})
	case "servicediscovery":
		return w.discovery(name, q)
	}
	panic("testkit: no operation " + operation)
}

// one is a resource by its id.
func (w *AWS) one(typ aws.Type, id, code string, shape func(value.Value) value.Value) (value.Value, string) {
	for _, r := range w.resources {
		if r.Type == typ && r.ID.Value() == id {
			return shape(r.Body), ""
		}
	}
	return value.Value{}, code
}

// list is the bodies of the resources of a type that match.
func (w *AWS) list(typ aws.Type, match func(r aws.Resource) bool) value.Value {
	out := []value.Value{}
	for _, r := range w.resources {
		if r.Type == typ && match(r) {
			out = append(out, r.Body)
		}
	}
	return value.OfList(out...)
}

func (w *AWS) gateway(operation string, q url.Values) (value.Value, string) {
	const missing = "NotFoundException"
	asItIs := func(v value.Value) value.Value { return v }
	of1 := func(field string, typ aws.Type, api string) (value.Value, string) {
		return of(Body{field: w.list(typ, func(r aws.Resource) bool { return r.Parent.Value() == api })}), ""
	}
	switch operation {
	case "apigateway/GetRestApi":
		return w.one(aws.RestAPIs, q.Get("RestApiId"), missing, asItIs)
	case "apigateway/GetVpcLink":
		return w.one(aws.RestVPCLinks, q.Get("VpcLinkId"), missing, asItIs)
	case "apigateway/GetAccount":
		return w.one(aws.Accounts, "account", missing, asItIs)
	case "apigateway/GetStages":
		return of1("item", aws.RestStages, q.Get("RestApiId"))
	case "apigateway/GetResources":
		return w.resourcesOf(q.Get("RestApiId")), ""
	case "apigateway/GetExport":
		return w.export(q.Get("RestApiId"), q.Get("StageName")), ""
	case "apigatewayv2/GetApi":
		return w.one(aws.APIs, q.Get("ApiId"), missing, asItIs)
	case "apigatewayv2/GetVpcLink":
		return w.one(aws.VPCLinks, q.Get("VpcLinkId"), missing, asItIs)
	case "apigatewayv2/GetIntegrations":
		return of1("Items", aws.Integrations, q.Get("ApiId"))
	case "apigatewayv2/GetRoutes":
		return of1("Items", aws.Routes, q.Get("ApiId"))
	case "apigatewayv2/GetStages":
		return of1("Items", aws.Stages, q.Get("ApiId"))
	}
	panic("testkit: no operation " + operation)
}

// resourcesOf is the resources of a REST API with their methods, as they are configured.
func (w *AWS) resourcesOf(api string) value.Value {
	var list []value.Value
	for _, r := range w.resources {
		if r.Type != aws.RestIntegrations || r.Parent.Value() != api || !r.Body.Get("stage").IsNull() {
			continue
		}
		list = append(list, of(Body{
			"id": r.Body.Get("resourceId"), "path": r.Body.Get("path"),
			"resourceMethods": Body{r.Body.Get("method").Text(): Body{"methodIntegration": r.Body}},
		}))
	}
	return of(Body{"items": value.OfList(list...)})
}

// export is the integrations that a stage has deployed.
func (w *AWS) export(api, stage string) value.Value {
	paths := value.OfFields(nil)
	for _, r := range w.resources {
		if r.Type != aws.RestIntegrations || r.Parent.Value() != api || r.Body.Get("stage").Text() != stage {
			continue
		}
		path, verb := r.Body.Get("path").Text(), strings.ToLower(r.Body.Get("method").Text())
		body := r.Body.With("type", value.OfString(strings.ToLower(r.Body.Get("type").Text())))
		paths = paths.With(path, paths.Get(path).With(verb, of(Body{"x-amazon-apigateway-integration": body})))
	}
	return of(Body{"paths": paths})
}

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

// compute answers with the resources that all filters fit.
func (w *AWS) compute(name string, q url.Values) value.Value {
	lists := map[string]struct {
		typ   aws.Type
		field string
	}{
		"DescribeVpcs":                             {aws.VPCs, "Vpcs"},
		"DescribeSubnets":                          {aws.Subnets, "Subnets"},
		"DescribeSecurityGroups":                   {aws.SecurityGroups, "SecurityGroups"},
		"DescribeSecurityGroupRules":               {aws.SecurityGroupRules, "SecurityGroupRules"},
		"DescribeNetworkAcls":                      {aws.NetworkACLs, "NetworkAcls"},
		"DescribeNetworkInterfaces":                {aws.NetworkInterfaces, "NetworkInterfaces"},
		"DescribeInstances":                        {aws.Instances, "Instances"},
		"DescribeRouteTables":                      {aws.RouteTables, "RouteTables"},
		"DescribeVpcPeeringConnections":            {aws.PeeringConnections, "VpcPeeringConnections"},
		"DescribeVpcEndpointServiceConfigurations": {aws.EndpointServices, "ServiceConfigurations"},
		"DescribeVpcEndpointConnections":           {aws.EndpointConnections, "VpcEndpointConnections"},
	}
	if name == "GetManagedPrefixListEntries" {
		out, _ := w.one(aws.PrefixLists, q.Get("PrefixListId"), "", func(v value.Value) value.Value { return v })
		return out
	}
	l, ok := lists[name]
	if !ok {
		panic("testkit: no operation " + name)
	}
	found := w.list(l.typ, func(r aws.Resource) bool {
		for parameter, values := range q {
			if !slices.ContainsFunc(fieldsFiltered(r.Body, parameter), func(have string) bool { return slices.Contains(values, have) }) {
				return false
			}
		}
		return true
	})
	if name == "DescribeInstances" {
		return of(Body{"Reservations": []Body{{"Instances": found}}})
	}
	return of(Body{l.field: found})
}

// fieldsFiltered is what a filter compares with.
func fieldsFiltered(r value.Value, parameter string) []string {
	all := func(list, field string) (out []string) {
		for _, e := range r.Get(list).Elements() {
			out = append(out, e.Get(field).Text())
		}
		return out
	}
	switch strings.TrimPrefix(parameter, "Filter.") {
	case "VpcIds", "vpc-id":
		return []string{r.Get("VpcId").Text()}
	case "description":
		return []string{r.Get("Description").Text()}
	case "addresses.private-ip-address":
		return append(all("PrivateIpAddresses", "PrivateIpAddress"), r.Get("PrivateIpAddress").Text())
	case "association.subnet-id":
		return all("Associations", "SubnetId")
	case "subnet-id":
		return []string{r.Get("SubnetId").Text()}
	case "default":
		return []string{r.Get("IsDefault").Text()}
	case "group-id":
		return []string{r.Get("GroupId").Text()}
	case "instance-id":
		return []string{r.Get("InstanceId").Text()}
	case "service-id":
		return []string{r.Get("ServiceId").Text()}
	case "vpc-peering-connection-id":
		return []string{r.Get("VpcPeeringConnectionId").Text()}
	}
	panic(fmt.Sprintf("testkit: no filter %s", parameter))
}

func (w *AWS) discovery(name string, q url.Values) (value.Value, string) {
	id := q.Get("Id") + q.Get("ServiceId")
	var found bool
	arn := ""
	for _, r := range w.resources {
		if r.Type == aws.CloudMapServices && strings.HasSuffix(r.ID.Value(), "/"+id) {
			found, arn = true, r.ID.Value()
		}
	}
	if !found {
		return value.Value{}, "ServiceNotFound"
	}
	instances := w.list(aws.CloudMapInstances, func(r aws.Resource) bool { return r.Body.Get("ServiceId").Text() == arn })
	switch name {
	case "GetService":
		return w.one(aws.CloudMapServices, arn, "", func(v value.Value) value.Value { return of(Body{"Service": v}) })
	case "ListInstances":
		return of(Body{"Instances": instances}), ""
	case "GetInstancesHealthStatus":
		status := value.OfFields(nil)
		for _, i := range instances.Elements() {
			status = status.With(i.Get("Id").Text(), i.Get("HealthStatus"))
		}
		return of(Body{"Status": status}), ""
	}
	panic("testkit: no operation " + name)
}
