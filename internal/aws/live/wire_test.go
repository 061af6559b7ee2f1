package live_test

import (
	"context"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// secretInMessage is in messages of errors, which are shown to nobody.
const secretInMessage = "arn:aws:iam::1:user/secret-name"

// wire answers as AWS does on the wire, by method and path, or by the action of a form.
type wire struct {
	answers map[string]string
	mu      sync.Mutex
	asked   []string
}

func (w *wire) ServeHTTP(out http.ResponseWriter, req *http.Request) {
	key := req.URL.RequestURI()
	if body, _ := io.ReadAll(req.Body); len(body) > 0 && req.Method == http.MethodPost {
		form := string(body)
		key = form[strings.Index(form, "Action=")+len("Action="):]
		key, _, _ = strings.Cut(key, "&")
		if strings.Contains(form, "NextToken=") || strings.Contains(form, "Marker=") {
			key += " next"
		}
	}
	w.mu.Lock()
	w.asked = append(w.asked, key)
	w.mu.Unlock()
	text, ok := w.answers[key]
	switch {
	case !ok && req.Method == http.MethodPost:
		out.WriteHeader(http.StatusForbidden)
		_ = xml.NewEncoder(out).Encode(struct {
			XMLName xml.Name `xml:"Response"`
			Code    string   `xml:"Errors>Error>Code"`
			Message string   `xml:"Errors>Error>Message"`
		}{Code: "UnauthorizedOperation", Message: secretInMessage})
	case !ok:
		out.Header().Set("X-Amzn-ErrorType", "NotFoundException")
		out.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(out, `{"message": "`+secretInMessage+`"}`)
	default:
		_, _ = io.WriteString(out, text)
	}
}

const endpointServices = `<DescribeVpcEndpointServiceConfigurationsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><serviceConfigurationSet>
	<item><serviceId>vpce-svc-9</serviceId><serviceState>Available</serviceState><networkLoadBalancerArnSet><item>arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/n/1</item></networkLoadBalancerArnSet></item>
	</serviceConfigurationSet>NEXT</DescribeVpcEndpointServiceConfigurationsResponse>`

// What AWS writes on the wire becomes resources: names in camel case, pages joined,
// what is deployed told from what is configured, and nothing kept that is not read.
func TestAnswersOnTheWire(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "t")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "t")
	secret := testkit.Canary(t, "access token")
	w := &wire{answers: map[string]string{
		"/restapis/a1": `{"id": "a1", "name": "orders", "tags": {"t": "` + secret + `"}, "endpointConfiguration": {"types": ["REGIONAL"]}}`,
		"/restapis/a1/resources?embed=methods&limit=500": `{"position": "p2", "item": [{"id": "r1", "path": "/orders", "resourceMethods": {"GET": {"httpMethod": "GET",
			"methodIntegration": {"type": "HTTP_PROXY", "uri": "https://user:` + secret + `@orders.example:8443/x?key=` + secret + `", "connectionType": "VPC_LINK", "connectionId": "${stageVariables.link}",
			"requestParameters": {"integration.request.header.X-Key": "'` + secret + `'", "integration.request.path.id": "method.request.path.id"},
			"requestTemplates": {"application/json": "` + secret + `"}, "timeoutInMillis": 29000, "tlsConfig": {"insecureSkipVerification": true}}}}}]}`,
		"/restapis/a1/resources?embed=methods&limit=500&position=p2": `{"item": [{"id": "r2", "path": "/", "resourceMethods": {"ANY": {"methodIntegration": {"type": "MOCK"}}}}]}`,
		"/restapis/a1/stages": `{"item": [{"stageName": "prod", "deploymentId": "d1", "variables": {"link": "abc123", "token": "` + secret + `"}, "createdDate": 1.7e9,
			"methodSettings": {"*/*": {"loggingLevel": "ERROR", "dataTraceEnabled": true}}}]}`,
		"/restapis/a1/stages/prod/exports/oas30?extensions=integrations": `{"openapi": "3.0.1", "info": {"description": "` + secret + `"}, "paths": {"/orders": {"get": {"x-amazon-apigateway-integration":
			{"type": "http_proxy", "uri": "http://old.example/", "connectionType": "VPC_LINK", "connectionId": "abc123", "httpMethod": "GET"}}}}}`,
		"/account":         `{"cloudwatchRoleArn": "arn:aws:iam::1:role/x"}`,
		"/vpclinks/abc123": `{"id": "abc123", "status": "AVAILABLE", "targetArns": ["arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/n/1"]}`,
		"DescribeVpcEndpointServiceConfigurations":      strings.Replace(endpointServices, "NEXT", "<nextToken>t</nextToken>", 1),
		"DescribeVpcEndpointServiceConfigurations next": strings.Replace(strings.ReplaceAll(endpointServices, "svc-9", "svc-8"), "NEXT", "", 1),
		"DescribeVpcEndpointConnections": `<DescribeVpcEndpointConnectionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><vpcEndpointConnectionSet><item><serviceId>vpce-svc-9</serviceId>
			<vpcEndpointId>vpce-1</vpcEndpointId><vpcEndpointOwner>631144002099</vpcEndpointOwner><vpcEndpointState>pendingAcceptance</vpcEndpointState></item></vpcEndpointConnectionSet></DescribeVpcEndpointConnectionsResponse>`,
	}}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	var recorded []string
	world, _, err := collectFrom(t, server.URL, live.Query{API: "a1"}, func(op, body string) { recorded = append(recorded, op+" "+body) })
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range recorded {
		testkit.NoCanary(t, "what is recorded", text)
		if strings.Contains(text, secretInMessage) {
			t.Errorf("the message of an error is recorded: %.80s", text)
		}
	}
	get := func(typ aws.Type, id string, path ...string) string {
		for _, r := range world.Resources(typ) {
			if r.ID.Value() == id {
				return r.Body.Get(path...).String()
			}
		}
		return "no " + id
	}
	for _, c := range []struct {
		what, got, want string
	}{
		{"a URI without user and query", get(aws.RestIntegrations, "a1/orders/GET", "uri"), `"https://orders.example:8443/x"`},
		{"a flag of TLS", get(aws.RestIntegrations, "a1/orders/GET", "tlsConfig", "insecureSkipVerification"), "true"},
		{"a mapped parameter", get(aws.RestIntegrations, "a1/orders/GET", "requestParameters", "integration.request.path.id"), `"method.request.path.id"`},
		{"a fixed parameter", get(aws.RestIntegrations, "a1/orders/GET", "requestParameters", "integration.request.header.X-Key"), `""`},
		{"the second page", get(aws.RestIntegrations, "a1//ANY", "type"), `"MOCK"`},
		{"what is deployed", get(aws.RestIntegrations, "a1/prod/orders/GET", "uri"), `"http://old.example/"`},
		{"its type in upper case", get(aws.RestIntegrations, "a1/prod/orders/GET", "type"), `"HTTP_PROXY"`},
		{"a variable that is used", get(aws.RestStages, "a1/prod", "variables", "link"), `"abc123"`},
		{"a variable that is not", get(aws.RestStages, "a1/prod", "variables", "token"), "null"},
		{"settings of methods", get(aws.RestStages, "a1/prod", "methodSettings", "*/*", "loggingLevel"), `"ERROR"`},
		{"a state as the wire spells it", get(aws.EndpointConnections, "vpce-svc-9/vpce-1", "VpcEndpointState"), `"pendingAcceptance"`},
		{"a service of the second page", get(aws.EndpointServices, "vpce-svc-8", "ServiceState"), `"Available"`},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, c.got, c.want)
		}
	}
	if t.Failed() {
		t.Logf("asked: %q", w.asked)
	}
	gaps := world.Gaps(aws.LoadBalancers)
	if len(gaps) != 1 || gaps[0].Reason != "permission elasticloadbalancing:DescribeLoadBalancers denied" {
		t.Errorf("the gaps of load balancers: %v", gaps)
	}
}

// collectFrom reads with the SDK from an address.
func collectFrom(t *testing.T, address string, q live.Query, keep func(operation, body string)) (*aws.World, live.Stats, error) {
	t.Helper()
	var mu sync.Mutex
	client, err := live.NewClient(context.Background(), live.Config{
		Region: "eu-west-1", EndpointURL: address, MaxRetries: -1,
		Record: func(next http.RoundTripper) http.RoundTripper {
			return roundTripper(func(req *http.Request) (*http.Response, error) {
				resp, err := next.RoundTrip(req)
				if err != nil {
					return nil, err
				}
				body, err := io.ReadAll(resp.Body)
				resp.Body = io.NopCloser(strings.NewReader(string(body)))
				mu.Lock()
				defer mu.Unlock()
				keep(req.URL.Path, string(body))
				return resp, err
			})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return client.Collect(context.Background(), q)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// No operation is called that the policy in the documentation does not allow.
func TestEveryOperationHasAnAction(t *testing.T) {
	t.Parallel()
	actions := live.Actions()
	if !slices.IsSorted(actions) || slices.Contains(actions, "") {
		t.Errorf("the actions are %v", actions)
	}
	for _, a := range actions {
		if verb := a[strings.IndexByte(a, ':')+1:]; !strings.HasPrefix(verb, "Describe") && !strings.HasPrefix(verb, "Get") && !strings.HasPrefix(verb, "List") && !strings.HasPrefix(verb, "Filter") && verb != "GET" {
			t.Errorf("%s may change something", a)
		}
	}
}
