package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/value"

// RestAPI is a REST API.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html.
type RestAPI struct {
	Identity
	Name value.String `json:"name"`
	// Endpoint is EDGE, REGIONAL or PRIVATE.
	Endpoint EndpointConfiguration `json:"endpointConfiguration"`
}

// EndpointConfiguration is a REST API's.
type EndpointConfiguration struct {
	Types value.List[value.String] `json:"types"`
}

// The types of connections and integrations.
const (
	ConnectionVPCLink  = "VPC_LINK"
	ConnectionInternet = "INTERNET"
	TypeHTTP           = "HTTP"
	TypeHTTPProxy      = "HTTP_PROXY"
)

// RestIntegration is the integration of a REST API's method: as it is configured, or,
// where Stage is known, as a stage serves it.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html.
type RestIntegration struct {
	Identity
	// API is the id of the REST API, Resource that of the resource, Path the path of that.
	API, Resource, Path value.String
	// Method is the method's HTTP verb, or ANY.
	Method value.String
	// Stage is the name of the stage whose deployment has the integration; null when it
	// is the integration as it is configured, deployed or not.
	Stage value.String

	Type              value.String `json:"type"`       // HTTP, HTTP_PROXY, AWS, AWS_PROXY or MOCK
	HTTPMethod        value.String `json:"httpMethod"` // that of the backend's requests
	URI               value.String `json:"uri"`
	ConnectionType    value.String `json:"connectionType"` // INTERNET (default) or VPC_LINK
	ConnectionID      value.String `json:"connectionId"`
	IntegrationTarget value.String `json:"integrationTarget"` // ARN of a load balancer, with VPC links V2
	TLS               RestTLS      `json:"tlsConfig"`
	TimeoutMillis     value.Int    `json:"timeoutInMillis"` // 50 to 29,000, default 29,000; more by quota
	RequestParameters value.Value  `json:"requestParameters"`
	ResponseTransfer  value.String `json:"responseTransferMode"` // BUFFERED (default) or STREAM
}

// RestTLS is the tlsConfig of an integration.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/api/API_TlsConfig.html.
type RestTLS struct {
	InsecureSkipVerification value.Bool `json:"insecureSkipVerification"`
}

// RestStage is a stage of a REST API.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html.
type RestStage struct {
	Identity
	API             value.String
	Name            value.String   `json:"stageName"`
	DeploymentID    value.String   `json:"deploymentId"`
	Variables       value.Value    `json:"variables"`      // a map; only those that integrations name
	MethodSettings  value.Value    `json:"methodSettings"` // a map from {path}/{verb} or */* to settings
	Canary          CanarySettings `json:"canarySettings"`
	ClientCertID    value.String   `json:"clientCertificateId"`
	AccessLogTarget AccessLog      `json:"accessLogSettings"`
}

// CanarySettings send a part of a stage's traffic to another deployment.
type CanarySettings struct {
	DeploymentID           value.String `json:"deploymentId"`
	StageVariableOverrides value.Value  `json:"stageVariableOverrides"`
}

// AccessLog is where access logs go; JSON names as REST APIs spell them.
type AccessLog struct {
	DestinationARN value.String `json:"destinationArn"`
	Format         value.String `json:"format"`
}

// RestDeployment is a deployment of a REST API: a snapshot of its integrations.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/api/API_Deployment.html.
type RestDeployment struct {
	Identity
	API         value.String
	CreatedDate value.String `json:"createdDate"` // RFC 3339
	// Triggers are Terraform's, a map that makes the deployment anew when it changes;
	// null when the configuration has none or only the API tells of the deployment.
	Triggers value.Value `json:"triggers"`
	// Anew says that the plan creates the deployment, or creates it anew.
	Anew bool
}

// RestVPCLink is a VPC link V1, to one Network Load Balancer.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html.
type RestVPCLink struct {
	Identity
	Name          value.String             `json:"name"`
	Status        value.String             `json:"status"` // PENDING, AVAILABLE, DELETING or FAILED
	StatusMessage value.String             `json:"statusMessage"`
	TargetARNs    value.List[value.String] `json:"targetArns"`
}

// Account is what the account's settings say in the region.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html.
type Account struct {
	Identity
	CloudWatchRoleARN value.String `json:"cloudwatchRoleArn"`
}
