package gcp

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The types of what load balancers present to clients.
const (
	SSLCertificates       Type = "compute.sslCertificates"
	SSLPolicies           Type = "compute.sslPolicies"
	ManagerCertificates   Type = "certificatemanager.certificates"
	CertificateMaps       Type = "certificatemanager.certificateMaps"
	CertificateMapEntries Type = "certificatemanager.certificateMapEntries"
	ServerTLSPolicies     Type = "networksecurity.serverTlsPolicies"
)

// CertificateManagerService is the API host of Certificate Manager.
const CertificateManagerService = "certificatemanager.googleapis.com"

// NetworkSecurityService is the API host of Network Security.
const NetworkSecurityService = "networksecurity.googleapis.com"

// CertificateManagerRef reads a reference to a resource of Certificate Manager. The
// collection, such as certificates, and the project complete relative spellings.
func CertificateManagerRef(text, collection, project string) (value.Ref, error) {
	base := value.RefBase{Service: CertificateManagerService, Collection: "locations/global/" + collection}
	if project != "" {
		base.Parent = "projects/" + project
	}
	return value.ParseRef(text, base)
}

func certificateFields() []field {
	return []field{
		listing(SSLCertificates, func(i *apigee.Inventory) *apigee.Listing[apigee.SSLCertificate] { return &i.SSLCertificates },
			func(c *apigee.SSLCertificate, r Resource) {
				c.Presented = cert.ReadPresented(r.Body.Get("certificate"))
				c.DomainStatus = domainStatus(r.Body.Get("managed", "domainStatus"))
			}),
		listing(SSLPolicies, func(i *apigee.Inventory) *apigee.Listing[apigee.SSLPolicy] { return &i.SSLPolicies }, nil),
		listing(ServerTLSPolicies, func(i *apigee.Inventory) *apigee.Listing[apigee.ServerTLSPolicy] { return &i.ServerTLSPolicies }, nil),
		listing(ManagerCertificates, func(i *apigee.Inventory) *apigee.Listing[apigee.ManagerCertificate] { return &i.ManagerCertificates },
			func(c *apigee.ManagerCertificate, r Resource) {
				c.Presented = cert.ReadPresented(r.Body.Get("pemCertificate"))
			}),
		listing(CertificateMaps, func(i *apigee.Inventory) *apigee.Listing[apigee.CertificateMap] { return &i.CertificateMaps }, nil),
		listing(CertificateMapEntries, func(i *apigee.Inventory) *apigee.Listing[apigee.CertificateMapEntry] { return &i.CertificateMapEntries },
			func(e *apigee.CertificateMapEntry, r Resource) { e.Map = r.Parent }),
	}
}

// domainStatus reads managed.domainStatus, an object.
func domainStatus(v value.Value) value.List[apigee.DomainStatus] {
	switch v.Kind() {
	case value.KindUnknown:
		return value.UnknownOf[[]apigee.DomainStatus](v.Why())
	case value.KindObject:
		out := []apigee.DomainStatus{}
		for _, domain := range v.Keys() {
			s := apigee.DomainStatus{Domain: value.Known(domain)}
			if status := v.Get(domain); status.IsUnknown() {
				s.Status = value.UnknownOf[string](status.Why())
			} else {
				s.Status = value.Known(status.Text())
			}
			out = append(out, s)
		}
		return value.Known(out)
	default:
		return value.List[apigee.DomainStatus]{}
	}
}
