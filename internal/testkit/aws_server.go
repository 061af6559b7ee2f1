package testkit

import (
	"bytes"
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

// ServeTo answers as an account sees the world: of a network that others share with it, or
// that it shares with others. Whose a resource is stands in its OwnerId; without one it is
// everybody's. A VPC with the field Unshared shares no subnets.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html.
func (w *AWS) ServeTo(account string) *AWSServer {
	shared := *w
	shared.resources = slices.DeleteFunc(slices.Clone(w.resources), func(r aws.Resource) bool { return !w.sees(account, r) })
	return shared.Serve()
}

// sees says whether an account sees a resource: its own, what is shared with it, and, in
// a VPC of its own, the interfaces and security groups of others.
func (w *AWS) sees(account string, r aws.Resource) bool {
	owner := r.Body.Get("OwnerId").Text()
	switch r.Type {
	case aws.SecurityGroups, aws.NetworkInterfaces:
		return owner == "" || owner == account || w.find(aws.VPCs, r.Body.Get("VpcId").Text()).Body.Get("OwnerId").Text() == account
	case aws.Instances:
		return owner == "" || owner == account
	case aws.VPCs, aws.Subnets, aws.NetworkACLs, aws.RouteTables:
		return owner == "" || owner == account || w.find(aws.VPCs, r.Body.Get("VpcId").Text()).Body.Get("Unshared").IsNull()
	case aws.SecurityGroupRules:
		return w.sees(account, *w.find(aws.SecurityGroups, r.Body.Get("GroupId").Text()))
	default:
		return true
	}
}

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
