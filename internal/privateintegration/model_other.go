package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Certificate is a certificate of ACM: what can be told of it without its key.
//
// Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html.
type Certificate struct {
	Identity
	DomainName   value.String             `json:"DomainName"`
	Names        value.List[value.String] `json:"SubjectAlternativeNames"`
	Status       value.String             `json:"Status"` // ISSUED, PENDING_VALIDATION, EXPIRED, …
	Type         value.String             `json:"Type"`   // AMAZON_ISSUED, IMPORTED or PRIVATE
	NotBefore    value.String             `json:"NotBefore"`
	NotAfter     value.String             `json:"NotAfter"`
	KeyAlgorithm value.String             `json:"KeyAlgorithm"`
	Authority    value.String             `json:"CertificateAuthorityArn"`
	// Presented is what the certificate itself says, and its chain, leaf first; read from
	// the body's Certificate.
	cert.Presented
}

// CloudMapService is a service of AWS Cloud Map.
//
// Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_Service.html.
type CloudMapService struct {
	Identity
	Name value.String `json:"Name"`
	DNS  struct {
		Records value.List[DNSRecord] `json:"DnsRecords"`
	} `json:"DnsConfig"`
}

// DNSRecord is a record that a service makes for each instance.
type DNSRecord struct {
	Type value.String `json:"Type"` // A, AAAA, SRV or CNAME
}

// CloudMapInstance is an instance registered with a service.
//
// Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_InstanceSummary.html.
type CloudMapInstance struct {
	Identity
	Service    value.String `json:"ServiceId"`
	Instance   value.String `json:"Id"`
	Attributes value.Value  `json:"Attributes"`   // AWS_INSTANCE_IPV4, AWS_INSTANCE_PORT, …
	Health     value.String `json:"HealthStatus"` // HEALTHY, UNHEALTHY or UNKNOWN
}
