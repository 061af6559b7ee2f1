package cli_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// secretAWS is a plan of AWS's resources with secrets wherever one may carry them: in an
// OpenAPI document, a URI, the variables of a stage, a private key.
func secretAWS(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile("../tfplan/testdata/aws/shop/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	var plan map[string]any
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	secret := func(what string) string { return testkit.Canary(t, what) }
	uri := "https://user:" + secret("password in a URL") + "@orders.example.com/x?key=" + secret("signature of a URL")
	document, err := json.Marshal(map[string]any{"openapi": "3.0.1", "info": map[string]any{"description": secret("PEM key in a text")}, "paths": map[string]any{"/x": map[string]any{"get": map[string]any{
		"x-amazon-apigateway-integration": map[string]any{
			"type": "http_proxy", "httpMethod": "GET", "uri": uri, "connectionType": "VPC_LINK", "connectionId": "${stageVariables.link}",
			"requestParameters": map[string]any{"integration.request.header.x": "'" + secret("header of a backend") + "'"},
			"requestTemplates":  map[string]any{"application/json": secret("key of a backend")},
		},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range plan["resource_changes"].([]any) {
		c := c.(map[string]any)
		change := c["change"].(map[string]any)
		after, unknown := change["after"].(map[string]any), change["after_unknown"].(map[string]any)
		switch c["address"] {
		case "aws_api_gateway_rest_api.shop":
			after["body"] = string(document)
		case "aws_api_gateway_integration.cart":
			after["uri"] = uri
			delete(unknown, "uri")
		case "aws_api_gateway_stage.prod":
			after["variables"] = map[string]any{"link": "link1", "password": secret("password of a resource")}
			delete(unknown, "variables")
		case "aws_acm_certificate.shop":
			after["certificate_body"], after["private_key"] = secret("access token"), "-----BEGIN PRIVATE KEY-----\n"+secret("metadata value")+"\n-----END PRIVATE KEY-----\n"
		}
	}
	return encoded(t, plan)
}

func TestNoSecretOfAPlanOfAWSIsPrinted(t *testing.T) {
	t.Parallel()
	plan := secretAWS(t)
	for _, format := range []string{"text", "json", "sarif", "junit", "github", "markdown", "html"} {
		for _, args := range [][]string{{}, {"--complete"}} {
			_, out := checkPlan(t, plan, append(args, "--format", format)...)
			if format == "text" && !strings.Contains(out, "aws_api_gateway_integration.cart") || out == "" {
				t.Errorf("%s %v: nothing is said of the integrations:\n%s", format, args, out)
			}
			testkit.NoCanary(t, "the report as "+format, out)
		}
	}
}
