package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// SSLCertificate is compute.sslCertificates, global or regional.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/sslCertificates.
type SSLCertificate struct {
	Identity
	Name       value.String             `json:"name"`
	Type       value.String             `json:"type"` // SELF_MANAGED or MANAGED
	ExpireTime value.String             `json:"expireTime"`
	Names      value.List[value.String] `json:"subjectAlternativeNames"`
	Region     value.String             `json:"region"` // null for global ones
	Managed    struct {
		Domains value.List[value.String] `json:"domains"`
		Status  value.String             `json:"status"`
	} `json:"managed"`
	// DomainStatus is managed.domainStatus, an object.
	DomainStatus value.List[DomainStatus] `json:"-"`
	Presented
}

// DomainStatus is how far one domain of a managed certificate is.
type DomainStatus struct{ Domain, Status value.String }

// Presented is what is known of a certificate's own text, which is not kept.
type Presented = cert.Presented

// ManagerCertificate is certificatemanager.projects.locations.certificates.
//
// Source: https://cloud.google.com/certificate-manager/docs/reference/certificate-manager/rest.
type ManagerCertificate struct {
	Identity
	Names      value.List[value.String] `json:"sanDnsnames"`
	ExpireTime value.String             `json:"expireTime"` // Terraform does not have it
	Scope      value.String             `json:"scope"`      // DEFAULT, EDGE_CACHE, ALL_REGIONS, CLIENT_AUTH
	Managed    struct {
		Domains           value.List[value.String] `json:"domains"`
		DNSAuthorizations value.List[value.String] `json:"dnsAuthorizations"`
		IssuanceConfig    value.String             `json:"issuanceConfig"`
		State             value.String             `json:"state"` // PROVISIONING, FAILED, ACTIVE
		Issue             struct {
			Reason value.String `json:"reason"`
		} `json:"provisioningIssue"`
		Attempts value.List[AuthorizationAttempt] `json:"authorizationAttemptInfo"`
	} `json:"managed"`
	Presented
}

// AuthorizationAttempt is the latest try to prove that a domain is the owner's.
type AuthorizationAttempt struct {
	Domain        value.String `json:"domain"`
	State         value.String `json:"state"`         // AUTHORIZING, AUTHORIZED, FAILED
	FailureReason value.String `json:"failureReason"` // CONFIG, CAA, RATE_LIMITED
}

// CertificateMap is certificatemanager.projects.locations.certificateMaps.
type CertificateMap struct{ Identity }

// CertificateMapEntry is one entry of a certificate map.
type CertificateMapEntry struct {
	Identity
	// Map is the parent.
	Map          value.Of[value.Ref]
	Hostname     value.String             `json:"hostname"`
	Matcher      value.String             `json:"matcher"` // PRIMARY, where there is no hostname
	Certificates value.List[value.String] `json:"certificates"`
	State        value.String             `json:"state"` // ACTIVE or PENDING
}

// SSLPolicy is compute.sslPolicies, global or regional.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/sslPolicies.
type SSLPolicy struct {
	Identity
	Name           value.String             `json:"name"`
	Profile        value.String             `json:"profile"`
	MinTLSVersion  value.String             `json:"minTlsVersion"`
	CustomFeatures value.List[value.String] `json:"customFeatures"`
	Region         value.String             `json:"region"` // null for global ones
}
