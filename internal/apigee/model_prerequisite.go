package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// EnabledAPI is serviceusage.services: an API, which a project may have enabled.
//
// Source: https://cloud.google.com/service-usage/docs/reference/rest/v1/services.
type EnabledAPI struct {
	Identity
	State value.String `json:"state"` // ENABLED or DISABLED
}

// ServiceIdentity is the service agent of an API in a project, as Terraform has it made: the
// resource tells its address only once it is there.
//
// Source: https://cloud.google.com/service-usage/docs/reference/rest/v1beta1/services/generateServiceIdentity.
type ServiceIdentity struct {
	Identity
	Service value.String `json:"service"` // such as apigee.googleapis.com
}

// CryptoKey is cloudkms.projects.locations.keyRings.cryptoKeys.
//
// Source: https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys.
type CryptoKey struct {
	Identity
	Primary CryptoKeyVersion `json:"primary"`
}

// CryptoKeyVersion is the version of a key that encrypts.
type CryptoKeyVersion struct {
	State value.String `json:"state"`
}

// IAMPolicy is the whole policy that a resource has of its own; the identity is the
// resource's.
//
// Source: https://cloud.google.com/iam/docs/reference/rest/v1/Policy.
type IAMPolicy struct {
	Identity
	Bindings value.List[IAMBinding] `json:"bindings"`
	// ProjectNumber and Ancestors are of projects only: the folders and the organization
	// whose policies a project inherits, such as folders/12. No policy has them; they
	// stand here as they are read for it.
	ProjectNumber value.String             `json:"projectNumber"`
	Ancestors     value.List[value.String] `json:"ancestors"`
}

// IAMBinding grants a role to members.
type IAMBinding struct {
	Role      value.String             `json:"role"`
	Members   value.List[value.String] `json:"members"`
	Condition IAMCondition             `json:"condition"`
}

// IAMCondition restricts a binding.
type IAMCondition struct {
	Expression value.String `json:"expression"`
}

// IAMGrant is a part of a policy that Terraform manages by itself: a binding.
type IAMGrant struct {
	Identity
	Role      value.String             `json:"role"`
	Members   value.List[value.String] `json:"members"`
	Condition IAMCondition             `json:"condition"`
	// Resource has the policy.
	Resource value.Of[value.Ref]
	// Authoritative says that the members are all that have the role.
	Authoritative value.Bool `json:"authoritative"`
}
