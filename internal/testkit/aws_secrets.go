package testkit

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// ServeSecretAPI is a REST API a1 that answers as AWS does on the wire, with secrets wherever an API may carry one:
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
		"/account": `{"cloudwatchRoleArn": "arn:aws:iam::1:role/x", "apiKeyVersion": "` + secret("metadata of a group") + `"}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		text, ok := answers[req.URL.Path]
		switch {
		case ok:
			fmt.Fprint(w, text)
		case strings.Contains(req.Header.Get("X-Amz-Target"), "FilterLogEvents"):
			fmt.Fprintf(w, `{"events": [{"timestamp": 1, "message": "(id) Execution failed due to configuration error: Host name 'h' does not match"}, {"timestamp": 2, "message": "(id) Endpoint request headers: {Authorization=%s}"}]}`, secret("metadata of a project"))
		default:
			w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"message": "%s"}`, secret("metadata value"))
		}
	}))
	t.Cleanup(server.Close)
	return server
}
