package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

var linkPart = Part{"VPC link and endpoint service", []Fault{
	{ID: "F001", Wrong: "the load balancer has an endpoint service already, so that the link V1 FAILED", Where: faults.Both, By: []Find{{"vpc-link-available", "FAILED: the load balancer had an endpoint service"}, {"load-balancer-not-replaced", "an endpoint service of one's own on the load balancer"}}},
	{ID: "F002", Wrong: "a link V1 to an Application Load Balancer", Where: faults.Both, By: []Find{{"link-version-fits-api", "V1 to an Application Load Balancer"}}},
	{ID: "F003", Wrong: "a link V1 to two load balancers", Where: faults.Both, By: []Find{{"link-version-fits-api", "V1 to two load balancers"}}},
	{ID: "F004", Wrong: "the API is deployed while the link is PENDING", Where: faults.Unknown, By: []Find{{"vpc-link-available", "being made"}}},
	{ID: "F005", Wrong: "the link is being deleted while a stage uses it", Where: faults.Both, By: []Find{{"vpc-link-available", "DELETING"}, {"vpc-link-not-replaced", "the plan replaces it and deploys nothing"}}},
	{ID: "F006", Wrong: "the integration names a link that was deleted", Where: faults.Both, By: []Find{{"vpc-link-target-exists", "the link is in another region"}, {"vpc-link-target-exists", "the link was deleted"}}},
	{ID: "F007", Wrong: "the link is in another region or account", Where: faults.Both, By: []Find{{"vpc-link-target-exists", "the link was deleted"}}},
	{ID: "F008", Wrong: "API Gateway's connection to the endpoint service was rejected", Where: faults.Live, By: []Find{{"endpoint-connection-available", "rejected"}}},
	{ID: "F009", Wrong: "the connection waits for somebody to accept it", Where: faults.Live, By: []Find{{"endpoint-connection-available", "waiting for acceptance"}}},
	{ID: "F010", Wrong: "the connection expired, failed or was deleted", Where: faults.Live, By: []Find{{"endpoint-connection-available", "expired"}, {"endpoint-connection-available", "no connection at all"}}},
	{ID: "F011", Wrong: "the endpoint service was deleted or failed", Where: faults.Live, By: []Find{{"endpoint-connection-available", "the service was deleted"}, {"endpoint-connection-available", "the service failed"}}},
	{ID: "F012", Wrong: "API Gateway is no allowed principal of the endpoint service any more", Where: faults.Open, Why: "what that does to a connection that is there is not documented; when it breaks, that is F008 to F010"},
	{ID: "F013", Wrong: "the stage does not define a stage variable", Where: faults.Both, By: []Find{{"stage-variables-resolve", "the stage does not define it"}}},
	{ID: "F014", Wrong: "a stage variable holds the id of a link that is gone", Where: faults.Both, By: []Find{{"vpc-link-target-exists", "the stage's variable holds the id of a link that is gone"}}},
	{ID: "F015", Wrong: "a stage variable holds an ARN or a name, not an id", Where: faults.Both, By: []Find{{"stage-variables-resolve", "an ARN where the id belongs"}}},
	{ID: "F016", Wrong: "a stage variable with a dollar sign or backslash too many", Where: faults.Both, By: []Find{{"stage-variables-resolve", "a dollar sign too many"}, {"stage-variables-resolve", "a backslash"}}},
	{ID: "F017", Wrong: "a stage variable that is misspelled", Where: faults.Both, By: []Find{{"stage-variables-resolve", "another word"}}},
	{ID: "F018", Wrong: "the canary's stage variable names another link, which is not there", Where: faults.Both, By: []Find{{"vpc-link-target-exists", "the canary's variable holds the id of a link that is gone"}}},
}}
