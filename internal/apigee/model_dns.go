package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// ManagedZone is dns.managedZones.
//
// Source: https://cloud.google.com/dns/docs/reference/rest/v1/managedZones.
type ManagedZone struct {
	Identity
	Name       value.String `json:"name"`
	DNSName    value.String `json:"dnsName"`    // with the dot at its end
	Visibility value.String `json:"visibility"` // public (default) or private
	// PrivateVisibility tells the networks that a private zone answers.
	PrivateVisibility struct {
		Networks value.List[ZoneNetwork] `json:"networks"`
	} `json:"privateVisibilityConfig"`
}

// ZoneNetwork is a network that a private zone answers.
type ZoneNetwork struct {
	URL value.String `json:"networkUrl"`
}

// RecordSet is dns.resourceRecordSets: all records of one name and type in a zone.
//
// Source: https://cloud.google.com/dns/docs/reference/rest/v1/resourceRecordSets.
type RecordSet struct {
	Identity
	// Zone is the parent.
	Zone value.Of[value.Ref]
	Name value.String             `json:"name"` // with the dot at its end
	Type value.String             `json:"type"`
	Data value.List[value.String] `json:"rrdatas"` // null where a routing policy tells them
}

// DNSAuthorization is certificatemanager.projects.locations.dnsAuthorizations: the
// proof that a domain is the owner's, by a record that Certificate Manager names.
//
// Source: https://cloud.google.com/certificate-manager/docs/reference/certificate-manager/rest/v1/projects.locations.dnsAuthorizations.
type DNSAuthorization struct {
	Identity
	Domain value.String `json:"domain"`
	Record struct {
		Name value.String `json:"name"`
		Type value.String `json:"type"`
		Data value.String `json:"data"`
	} `json:"dnsResourceRecord"`
}
