package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// secretAPI answers as AWS does on the wire, with secrets wherever an API may carry one:
// in variables, authorizers, documents, templates, headers, tags and log entries.
func secretAPI(t *testing.T) *httptest.Server {
	t.Helper()
	secret := func(what string) string { return testkit.Canary(t, what) }
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
		case strings.Contains(req.Header.Get("X-Amz-Target"), "FilterLogEvents") && strings.Contains(read(req), `"access"`):
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

// Whatever is made of an API: reports, diagnoses, recordings, bundles and errors.
//
//nolint:paralleltest // AWS's SDK finds the server and the credentials in the environment
func TestNoSecretOfAnAPIIsPrintedRecordedOrPacked(t *testing.T) {
	server := secretAPI(t)
	for name, v := range map[string]string{"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": testkit.Canary(t, "access token"), "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, v)
	}
	dir := t.TempDir()
	recorded, packed, again := filepath.Join(dir, "recorded"), filepath.Join(dir, "a.zip"), filepath.Join(dir, "b.zip")
	run := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		env := cli.Env{Version: "1.2.3", Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Now: func() time.Time { return time.Unix(1000, 0) }, Getenv: os.Getenv}
		if code := cli.Run(t.Context(), args, env); code != 0 && code != 1 {
			t.Errorf("%v: exit code %d: %s", args, code, out.String())
		}
		if out.Len() == 0 {
			t.Errorf("%v says nothing", args)
		}
		testkit.NoCanary(t, strings.Join(args, " "), out.String())
		return out.String()
	}
	for _, format := range []string{"text", "json", "sarif", "junit", "github", "markdown", "html"} {
		run("check", "--api", "a1", "--format", format, "--max-retries", "-1")
	}
	for api, cause := range map[string]string{"a1": "backend-certificate-for-another-host", "h1": "link-does-not-lead-to-backend"} {
		if text := run("diagnose", "--api", api, "--logs", "--format", "json", "--max-retries", "-1"); !strings.Contains(text, cause) {
			t.Errorf("the logs of %s do not tell of %s: %s", api, cause, text)
		}
	}
	run("snapshot", "--api", "a1", "-o", recorded, "--max-retries", "-1")
	testkit.NoCanary(t, "the recording", contents(t, recorded))
	run("check", "--api", "a1", "--snapshot", recorded, "--format", "json")
	run("bundle", "--api", "a1", "-o", packed, "--max-retries", "-1")
	run("bundle", "--api", "a1", "--snapshot", recorded, "-o", again)
	for _, file := range []string{packed, again} {
		archive, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range testkit.Unzip(t, archive) {
			testkit.NoCanary(t, filepath.Base(file)+" "+name, text)
		}
	}
}

// read is the body of a request.
func read(req *http.Request) string {
	text, _ := io.ReadAll(req.Body)
	return string(text)
}
