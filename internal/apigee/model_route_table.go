package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// RouteTable is apigee.organizations.deployedIngressConfig: which API proxies are
// deployed behind the host names of an organization. It is called like the organization.
//
// Source: https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations/getDeployedIngressConfig.
type RouteTable struct {
	Identity
	Groups value.List[RouteTableGroup] `json:"environmentGroups"`
}

// RouteTableGroup is what is deployed in an environment group.
type RouteTableGroup struct {
	Name  value.String                `json:"name"` // organizations/O/envgroups/G
	Rules value.List[RouteTableEntry] `json:"routingRules"`
}

// RouteTableEntry sends requests below a base path to an environment.
type RouteTableEntry struct {
	BasePath    value.String `json:"basepath"`
	Environment value.String `json:"environment"`
}
