package gcp

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The types of what names lead to. No API is asked for them: what DNS answers counts,
// and is asked for with a probe. Terraform's objects tell them.
const (
	ManagedZones      Type = "dns.managedZones"
	RecordSets        Type = "dns.resourceRecordSets"
	DNSAuthorizations Type = "certificatemanager.dnsAuthorizations"
)

// DNSService is the API host of Cloud DNS.
const DNSService = "dns.googleapis.com"

// ZoneRef reads a reference to a zone: its name or id.
func ZoneRef(text, project string) (value.Ref, error) {
	base := value.RefBase{Service: DNSService, Collection: "managedZones"}
	if project != "" {
		base.Parent = "projects/" + project
	}
	return value.ParseRef(text, base)
}

func dnsFields() []field {
	return []field{
		listing(ManagedZones, func(i *apigee.Inventory) *apigee.Listing[apigee.ManagedZone] { return &i.ManagedZones }, nil),
		listing(RecordSets, func(i *apigee.Inventory) *apigee.Listing[apigee.RecordSet] { return &i.RecordSets },
			func(s *apigee.RecordSet, r Resource) { s.Zone = r.Parent }),
		listing(DNSAuthorizations, func(i *apigee.Inventory) *apigee.Listing[apigee.DNSAuthorization] { return &i.DNSAuthorizations }, nil),
	}
}

// LeaveDNSUnread says that the records that exist are not among a world's, nor the
// authorizations that wait for some.
func (w *World) LeaveDNSUnread() {
	for _, t := range []Type{ManagedZones, RecordSets, DNSAuthorizations} {
		w.AddPartial(t, apigee.Gap{
			What: "what Cloud DNS has beside the plan", Reason: "it is not read", Settle: "ask DNS itself: probe", Existing: true,
		})
	}
}
