package provider

import (
	"encoding/json"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// Secrets of resources of AWS are in no diagnostic, plan, state or report.
func TestNoSecretOfAWSLeavesTheValidationResource(t *testing.T) {
	t.Parallel()
	secret := func(what string) string { return testkit.Canary(t, what) }
	uri := "https://user:" + secret("password in a URL") + "@orders.example/x?key=" + secret("signature of a URL")
	document, err := json.Marshal(map[string]any{
		"openapi": "3.0.1", "info": map[string]any{"description": secret("startup script")},
		"components": map[string]any{"securitySchemes": map[string]any{"a": map[string]any{"x-amazon-apigateway-authorizer": map[string]any{"authorizerCredentials": secret("password of a resource")}}}},
		"paths": map[string]any{"/x": map[string]any{"get": map[string]any{"x-amazon-apigateway-integration": map[string]any{
			"type": "http_proxy", "httpMethod": "GET", "uri": uri, "connectionType": "VPC_LINK", "connectionId": "${stageVariables.link}",
			"requestTemplates": map[string]any{"application/json": secret("key of a backend")},
		}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	config := orders("link2", map[string]any{
		"aws_api_gateway_rest_api": map[string]any{"id": "api1", "name": "orders", "root_resource_id": "root", "body": string(document)},
		"aws_api_gateway_stage": map[string]any{
			"id": "ags-1", "rest_api_id": "api1", "stage_name": "prod", "deployment_id": "d1", "variables": map[string]any{"link": "link9", "password": secret("OAuth client secret")},
		},
		"aws_acm_certificate": map[string]any{
			"id": "arn:aws:acm:eu-west-1:1:certificate/c", "arn": "arn:aws:acm:eu-west-1:1:certificate/c", "domain_name": "orders.example",
			"certificate_body": secret("access token"), "private_key": "-----BEGIN PRIVATE KEY-----\n" + secret("PEM key in a text") + "\n-----END PRIVATE KEY-----\n",
		},
	})
	s := configured(t)
	p := s.plan(t, config, nil)
	testkit.NoCanary(t, "the diagnostics", texts(p.diags))
	plan := s.attributes(t, p.state)
	said := ""
	for name, v := range plan {
		text := v.String()
		said += text
		testkit.NoCanary(t, "the plan's "+name, text)
	}
	if said == "" {
		t.Error("nothing is planned")
	}
}
