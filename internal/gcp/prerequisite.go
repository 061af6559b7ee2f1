package gcp

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The types of what Apigee needs beside the path.
const (
	Services   Type = "serviceusage.services"
	CryptoKeys Type = "cloudkms.cryptoKeys"
	// ServiceIdentities are the service agents that Terraform has made.
	ServiceIdentities Type = "serviceusage.services.identity"
	// IAMPolicies are whole policies, each called like the resource that has it.
	IAMPolicies Type = "iam.policies"
	// IAMGrants are the bindings that Terraform manages one by one; their parent is the
	// resource whose policy they are a part of.
	IAMGrants Type = "iam.grants"
)

// The API hosts of what Apigee needs beside the path.
const (
	ServiceUsageService    = "serviceusage.googleapis.com"
	KMSService             = "cloudkms.googleapis.com"
	ResourceManagerService = "cloudresourcemanager.googleapis.com"
)

// ProjectRef names a project as Resource Manager does; the same for folders and
// organizations, whose names begin with folders/ and organizations/.
func ProjectRef(path string) (value.Ref, error) {
	return value.ParseRef("//"+ResourceManagerService+"/"+path, value.RefBase{})
}

// ServiceRef names an API in a project.
func ServiceRef(project, api string) (value.Ref, error) {
	return value.ParseRef("//"+ServiceUsageService+"/projects/"+project+"/services/"+api, value.RefBase{})
}

// KeyRef reads a reference to a key or a key ring.
func KeyRef(text string) (value.Ref, error) {
	return value.ParseRef(text, value.RefBase{Service: KMSService})
}

func prerequisiteFields() []field {
	return []field{
		listing(Services, func(i *apigee.Inventory) *apigee.Listing[apigee.EnabledAPI] { return &i.Services }, nil),
		listing(ServiceIdentities, func(i *apigee.Inventory) *apigee.Listing[apigee.ServiceIdentity] { return &i.ServiceIdentities }, nil),
		listing(CryptoKeys, func(i *apigee.Inventory) *apigee.Listing[apigee.CryptoKey] { return &i.CryptoKeys }, nil),
		listing(IAMPolicies, func(i *apigee.Inventory) *apigee.Listing[apigee.IAMPolicy] { return &i.IAMPolicies }, nil),
		listing(IAMGrants, func(i *apigee.Inventory) *apigee.Listing[apigee.IAMGrant] { return &i.IAMGrants }, grantOn),
	}
}

func grantOn(g *apigee.IAMGrant, r Resource) { g.Resource = r.Parent }
