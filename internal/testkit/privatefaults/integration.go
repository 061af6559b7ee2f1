package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

var integrationPart = Part{"Integration", []Fault{
	{ID: "F019", Wrong: "a private backend without a connection type, which is over the internet", Where: faults.Both, By: []Find{{"integration-uses-vpc-link", "a link and the connection type left out"}, {"integration-uses-vpc-link", "the name of an internal Application Load Balancer over the internet"}}},
	{ID: "F020", Wrong: "an integration of another type than HTTP through a link", Where: faults.Both, By: []Find{{"integration-uses-vpc-link", "Lambda through a link"}}},
	{ID: "F021", Wrong: "a connection type and no link", Where: faults.Both, By: []Find{{"integration-uses-vpc-link", "no id of a link"}}},
	{ID: "F022", Wrong: "a REST API with a link V2 and no integration target", Where: faults.Both, By: []Find{{"link-version-fits-api", "REST, V2, without a target"}}},
	{ID: "F023", Wrong: "a REST API with a link V1 and an integration target", Where: faults.Open, Why: "what API Gateway makes of the target is not documented"},
	{ID: "F024", Wrong: "the load balancer is in another VPC than the link V2", Where: faults.Unknown, By: []Find{{"routes-reach-targets", "a link to another VPC, which is not documented"}}},
	{ID: "F025", Wrong: "an HTTP API's integration names a load balancer or a URL", Where: faults.Both, By: []Find{{"integration-uri-fits-listener", "a load balancer's ARN"}, {"integration-uri-fits-listener", "a URL for an HTTP API"}}},
	{ID: "F026", Wrong: "an HTTP API with a link V1", Where: faults.Both, By: []Find{{"link-version-fits-api", "HTTP, V1"}}},
	{ID: "F027", Wrong: "a WebSocket API with a link V2", Where: faults.Both, By: []Find{{"link-version-fits-api", "WebSocket, V2"}}},
	{ID: "F028", Wrong: "payload format 2.0 in a private integration", Where: faults.Open, Why: "API Gateway's reference names 1.0 only; what it does with 2.0 is not documented"},
	{ID: "F029", Wrong: "a link V2 without traffic for 60 days", Where: faults.Live, By: []Find{{"vpc-link-available", "nobody used it for 60 days"}}},
	{ID: "F030", Wrong: "a link V2 that FAILED", Where: faults.Live, By: []Find{{"vpc-link-available", "FAILED: no addresses"}}},
	{ID: "F031", Wrong: "a link V2 in a zone that API Gateway does not support", Where: faults.Open, Why: "no API lists the zones; the link FAILED then, which is F030"},
	{ID: "F032", Wrong: "a link V2 in one zone only", Where: faults.Harmless, By: []Find{{"vpc-link-available", "V2 in one zone"}}, Why: "it works as long as the zone does"},
	{ID: "F033", Wrong: "a link V2 without security groups", Where: faults.Open, Why: "which group applies then is not documented"},
}}
