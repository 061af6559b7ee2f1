package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of HTTP and WebSocket APIs:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_integration.
func httpKinds() []kind {
	return []kind{{
		name: "aws_apigatewayv2_api", api: aws.APIs, needs: []string{"name", "protocol_type"}, named: []string{"body"},
		attributes: []attribute{text("name"), text("protocol_type")},
		take:       takeAPI,
	}, {
		name: "aws_apigatewayv2_integration", api: aws.Integrations, parent: "api_id", needs: []string{"api_id", "integration_type"},
		attributes: []attribute{
			text("id").As("IntegrationId"), text("integration_type"), text("integration_method"), text("integration_uri"),
			text("connection_type").Or(value.OfString(pi.ConnectionInternet)), text("connection_id"),
			block("tls_config", text("server_name_to_verify")), integer("timeout_milliseconds").As("TimeoutInMillis"),
			text("payload_format_version").Or(value.OfString("1.0")), labels("request_parameters"),
		},
		unset: map[string]value.Value{"timeout_milliseconds": value.Null()},
		take: func(r *reading, o object, res aws.Resource) error {
			api, hasAPI := res.Parent.Get()
			id, hasID := value.TextOf(o.Get("id")).Get()
			if hasAPI && hasID {
				res.ID = value.Known(api + "/" + id)
			}
			res.Body = cutIntegration(res.Body, "IntegrationUri", "RequestParameters")
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_apigatewayv2_route", api: aws.Routes, parent: "api_id", needs: []string{"api_id", "route_key"},
		attributes: []attribute{text("id").As("RouteId"), text("route_key"), text("target")},
		take: func(r *reading, o object, res aws.Resource) error {
			api, hasAPI := res.Parent.Get()
			id, hasID := value.TextOf(o.Get("id")).Get()
			if hasAPI && hasID {
				res.ID = value.Known(api + "/" + id)
			}
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_apigatewayv2_stage", api: aws.Stages, parent: "api_id", needs: []string{"api_id", "name"}, signs: []string{"auto_deploy", "stage_variables"},
		attributes: []attribute{
			text("name").As("StageName"), truth("auto_deploy").Or(value.OfBool(false)), text("deployment_id"), labels("stage_variables"),
			block("access_log_settings", text("destination_arn"), text("format")), block("default_route_settings", text("logging_level")),
		},
		take: takeStage("name"),
	}, {
		name: "aws_apigatewayv2_deployment", needs: []string{"api_id"}, lacks: []string{"rest_api_id", "route_key", "integration_type", "name"}, take: nothing,
	}, {
		name: "aws_apigatewayv2_vpc_link", api: aws.VPCLinks, needs: []string{"name", "security_group_ids", "subnet_ids"},
		attributes: []attribute{text("id").As("VpcLinkId"), text("name"), texts("subnet_ids"), texts("security_group_ids")},
	}}
}

// takeAPI keeps an API, and the integrations and routes of the OpenAPI document that it
// is made of.
func takeAPI(r *reading, o object, res aws.Resource) error {
	r.world.Put(res)
	r.integrationsOf(o, res, func(m method) {
		i := m.integration
		body := value.OfFields([]value.Field{
			{Name: "IntegrationType", Value: i.Get("type")}, {Name: "IntegrationMethod", Value: i.Get("httpMethod")}, {Name: "IntegrationUri", Value: i.Get("uri")},
			{Name: "ConnectionType", Value: i.Get("connectionType")}, {Name: "ConnectionId", Value: i.Get("connectionId")},
			{Name: "TimeoutInMillis", Value: i.Get("timeoutInMillis")}, {Name: "PayloadFormatVersion", Value: i.Get("payloadFormatVersion")},
			{Name: "RequestParameters", Value: i.Get("requestParameters")},
		})
		if tls := i.Get("tlsConfig"); !tls.IsNull() {
			body = body.With("TlsConfig", value.OfFields([]value.Field{{Name: "ServerNameToVerify", Value: tls.Get("serverNameToVerify")}}))
		}
		integration := aws.Resource{Type: aws.Integrations, Parent: res.ID, Body: cutIntegration(body, "IntegrationUri", "RequestParameters")}
		integration.Address, integration.Created, integration.Region = o.Address, o.Created, res.Region
		// Its id is API Gateway's own, which no attribute of the API tells.
		integration.ID = value.UnknownOf[string](value.Why{Reason: "the document does not tell the id of the integration"})
		r.world.Put(integration)
	}, aws.Integrations)
	return nil
}
