package testkit

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// ServeSecretAPI is a REST API a1 and an HTTP API h1 that answer as AWS does on the wire, with secrets wherever an API may carry one:
// in variables, authorizers, documents, templates, headers, tags and log entries.
func ServeSecretAPI(t testing.TB) *httptest.Server {
	t.Helper()
	secret := func(what string) string { return Canary(t, what) }
	pem := `-----BEGIN PRIVATE KEY-----\n` + secret("PEM key in a text") + `\n-----END PRIVATE KEY-----`
	integration := `"type": "HTTP_PROXY", "httpMethod": "GET", "uri": "https://user:` + secret("password in a URL") + `@orders.example/x?key=` + secret("signature of a URL") + `",
		"connectionType": "VPC_LINK", "connectionId": "${stageVariables.link}", "requestTemplates": {"application/json": "` + secret("key of a backend") + `"},
		"requestParameters": {"integration.request.header.X-Key": "'` + secret("header of a backend") + `'"}`
	answers := map[string]string{
		"/restapis/a1":             `{"id": "a1", "name": "orders", "description": "` + pem + `", "tags": {"t": "` + secret("metadata value") + `"}, "endpointConfiguration": {"types": ["REGIONAL"]}}`,
		"/restapis/a1/resources":   `{"item": [{"id": "r1", "path": "/orders", "resourceMethods": {"GET": {"httpMethod": "GET", "authorizerId": "z1", "methodIntegration": {` + integration + `}}}}]}`,
		"/restapis/a1/authorizers": `{"item": [{"id": "z1", "authorizerCredentials": "` + secret("password of a resource") + `"}]}`,
		"/restapis/a1/stages":      `{"item": [{"stageName": "prod", "deploymentId": "d1", "variables": {"link": "abc123", "token": "` + secret("OAuth client secret") + `"}, "methodSettings": {"*/*": {"loggingLevel": "ERROR"}}}]}`,
		"/restapis/a1/stages/prod/exports/oas30": `{"openapi": "3.0.1", "info": {"description": "` + secret("startup script") + `"}, "components": {"securitySchemes": {"a": {"x-amazon-apigateway-authorizer": {"authorizerCredentials": "` + secret("password of a resource") + `"}}}},
			"paths": {"/orders": {"get": {"x-amazon-apigateway-integration": {` + integration + `}}}}}`,
		"/v2/apis/h1": `{"apiId": "h1", "protocolType": "HTTP", "description": "` + secret("metadata value") + `"}`,
		"/v2/apis/h1/stages": `{"items": [{"stageName": "prod", "accessLogSettings": {"destinationArn": "arn:aws:logs:eu-west-1:123456789012:log-group:access",
			"format": "{\"status\":\"$context.status\",\"error\":\"$context.integrationErrorMessage\",\"ip\":\"$context.identity.sourceIp\",\"route\":\"$context.routeKey\"}"}}]}`,
		"/account": `{"cloudwatchRoleArn": "arn:aws:iam::1:role/x", "apiKeyVersion": "` + secret("metadata of a group") + `"}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		text, ok := answers[req.URL.Path]
		switch {
		case ok:
			fmt.Fprint(w, text)
		case req.URL.Path == "/restapis/h1":
			w.Header().Set("X-Amzn-Errortype", "NotFoundException")
			w.WriteHeader(http.StatusNotFound)
		case strings.Contains(req.Header.Get("X-Amz-Target"), "FilterLogEvents") && strings.Contains(bodyOf(req), `"access"`):
			line := fmt.Sprintf(`{"status":"503","error":"%s","ip":"%s","route":"GET /orders?%s"}`, secret("metadata of a project"), secret("metadata value"), secret("header of a backend"))
			fmt.Fprintf(w, `{"events": [{"timestamp": 1, "message": %q}]}`, line)
		case strings.Contains(req.Header.Get("X-Amz-Target"), "FilterLogEvents"):
			fmt.Fprintf(w, `{"events": [{"timestamp": 1, "message": "(id) Execution failed due to configuration error: Host name 'h' does not match the certificate subject provided by the peer"}, {"timestamp": 2, "message": "(id) Endpoint request headers: {Authorization=%s}"}]}`, secret("metadata of a project"))
		default:
			w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"message": "%s"}`, secret("metadata value"))
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// bodyOf is the body of a request.
func bodyOf(req *http.Request) string {
	text, _ := io.ReadAll(req.Body)
	return string(text)
}
