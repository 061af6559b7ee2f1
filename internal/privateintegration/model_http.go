package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/value"

// The protocols of APIs.
const (
	ProtocolHTTP      = "HTTP"
	ProtocolWebSocket = "WEBSOCKET"
)

// API is an HTTP or WebSocket API.
//
// Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html.
type API struct {
	Identity
	Name         value.String `json:"Name"`
	ProtocolType value.String `json:"ProtocolType"` // HTTP or WEBSOCKET
}

// Integration is an integration of an HTTP or WebSocket API.
//
// Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html.
type Integration struct {
	Identity
	API               value.String
	IntegrationType   value.String `json:"IntegrationType"` // HTTP_PROXY for private ones
	IntegrationMethod value.String `json:"IntegrationMethod"`
	IntegrationURI    value.String `json:"IntegrationUri"` // ARN of a listener or Cloud Map service; a URL for WebSocket APIs
	ConnectionType    value.String `json:"ConnectionType"`
	ConnectionID      value.String `json:"ConnectionId"`
	TLS               *TLSConfig   `json:"-"` // nil without tlsConfig: requests are plain HTTP
	TLSUnknown        *value.Why   `json:"-"` // whether there is a tlsConfig is not known
	TimeoutMillis     value.Int    `json:"TimeoutInMillis"`
	PayloadFormat     value.String `json:"PayloadFormatVersion"`
	RequestParameters value.Value  `json:"RequestParameters"`
}

// TLSConfig is the tlsConfig of an HTTP API's integration.
type TLSConfig struct {
	ServerNameToVerify value.String `json:"ServerNameToVerify"`
}

// Route is a route of an HTTP or WebSocket API.
type Route struct {
	Identity
	API      value.String
	RouteKey value.String `json:"RouteKey"` // "GET /pets", "$default"
	Target   value.String `json:"Target"`   // integrations/{id}
}

// Stage is a stage of an HTTP or WebSocket API.
//
// Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html.
type Stage struct {
	Identity
	API                         value.String
	Name                        value.String `json:"StageName"`
	AutoDeploy                  value.Bool   `json:"AutoDeploy"`
	DeploymentID                value.String `json:"DeploymentId"`
	LastDeploymentStatusMessage value.String `json:"LastDeploymentStatusMessage"`
	StageVariables              value.Value  `json:"StageVariables"` // a map
	AccessLog                   StageLog     `json:"AccessLogSettings"`
	// DefaultRoute has the settings of WebSocket APIs' routes.
	DefaultRoute RouteSettings `json:"DefaultRouteSettings"`
}

// RouteSettings are those of a stage's routes.
type RouteSettings struct {
	LoggingLevel value.String `json:"LoggingLevel"` // ERROR, INFO or OFF; WebSocket APIs only
}

// StageLog is where the access logs of an HTTP API's stage go.
type StageLog struct {
	DestinationARN value.String `json:"DestinationArn"`
	Format         value.String `json:"Format"`
}

// VPCLink is a VPC link V2: network interfaces in subnets.
//
// Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html.
type VPCLink struct {
	Identity
	Name             value.String             `json:"Name"`
	Status           value.String             `json:"VpcLinkStatus"` // PENDING, AVAILABLE, DELETING, FAILED or INACTIVE
	StatusMessage    value.String             `json:"VpcLinkStatusMessage"`
	SubnetIDs        value.List[value.String] `json:"SubnetIds"`
	SecurityGroupIDs value.List[value.String] `json:"SecurityGroupIds"`
}
