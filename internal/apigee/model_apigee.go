package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// Organization is apigee.organizations.
//
// Source: https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.
type Organization struct {
	Identity
	Name              value.String             `json:"name"`
	ProjectID         value.String             `json:"projectId"`
	RuntimeType       value.String             `json:"runtimeType"` // CLOUD or HYBRID
	State             value.String             `json:"state"`
	AuthorizedNetwork value.String             `json:"authorizedNetwork"`
	DisableVPCPeering value.Bool               `json:"disableVpcPeering"`
	Environments      value.List[value.String] `json:"environments"`
	BillingType       value.String             `json:"billingType"` // EVALUATION, PAYG or SUBSCRIPTION
	ExpiresAt         value.String             `json:"expiresAt"`   // of evaluations, in milliseconds since 1970
	// The keys that it is encrypted with.
	RuntimeDatabaseKey value.String `json:"runtimeDatabaseEncryptionKeyName"`
	ControlPlaneKey    value.String `json:"controlPlaneEncryptionKeyName"`
	ConsumerDataKey    value.String `json:"apiConsumerDataEncryptionKeyName"`
}

// Instance is apigee.organizations.instances: a runtime in one region.
type Instance struct {
	Identity
	Name              value.String `json:"name"`
	Location          value.String `json:"location"`
	Host              value.String `json:"host"` // internal IP address
	State             value.String `json:"state"`
	IPRange           value.String `json:"ipRange"` // comma-separated CIDRs
	PeeringCIDRRange  value.String `json:"peeringCidrRange"`
	ServiceAttachment value.String `json:"serviceAttachment"`
	DiskKey           value.String `json:"diskEncryptionKeyName"`
	// ConsumerAcceptList is the projects that may connect to it, beside its own.
	ConsumerAcceptList value.List[value.String] `json:"consumerAcceptList"`
}

// InstanceAttachment is apigee.organizations.instances.attachments: an
// environment that the instance runs.
type InstanceAttachment struct {
	Identity
	// Instance is the parent, organizations/O/instances/I.
	Instance value.Of[value.Ref]
	// Environment is the environment's name.
	Environment value.String `json:"environment"`
}

// Environment is apigee.organizations.environments.
type Environment struct {
	Identity
	Name  value.String `json:"name"`
	State value.String `json:"state"`
}

// EnvironmentGroup is apigee.organizations.envgroups: hostnames that route to
// environments.
type EnvironmentGroup struct {
	Identity
	Name      value.String             `json:"name"`
	Hostnames value.List[value.String] `json:"hostnames"`
	State     value.String             `json:"state"`
}

// GroupAttachment is apigee.organizations.envgroups.attachments.
type GroupAttachment struct {
	Identity
	// Group is the parent, organizations/O/envgroups/G.
	Group value.Of[value.Ref]
	// Environment is the environment's name.
	Environment value.String `json:"environment"`
}
