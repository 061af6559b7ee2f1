package testkit

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Zone adds a zone of Cloud DNS to the load balancer's project: "acme" of acme.example.
func (w *World) Zone(name, domain, visibility string) *World {
	return w.Add(gcp.ManagedZones, "projects/"+w.project+"/managedZones/"+name, Body{"name": name, "dnsName": domain + ".", "visibility": visibility})
}

// Record adds a record to a zone. No API tells it: DNS itself is asked, see [World.Shows].
func (w *World) Record(zone, name, typ string, data ...string) *World {
	return w.Add(gcp.RecordSets, "projects/"+w.project+"/managedZones/"+zone+"/rrsets/"+name+"/"+typ, Body{"name": name + ".", "type": typ, "ttl": 300, "rrdatas": data})
}

// Authorization adds a DNS authorization for a domain, called like it, and has a
// certificate of Certificate Manager use it.
func (w *World) Authorization(certificate, domain string) *World {
	name := "projects/" + w.project + "/locations/global/dnsAuthorizations/" + strings.ReplaceAll(domain, ".", "-")
	w.Add(gcp.DNSAuthorizations, name, Body{"domain": domain, "type": "FIXED_RECORD", "dnsResourceRecord": Body{
		"name": "_acme-challenge." + domain + ".", "type": "CNAME", "data": AuthorizationData(domain),
	}})
	return w.Set(gcp.ManagerCertificates, certificate, "managed.dnsAuthorizations", []string{name})
}

// AuthorizationData is the data that the record of an authorization is to have.
func AuthorizationData(domain string) string {
	return "5d5e6f7a-1111-4222-8333-444455556666.1." + domain + ".authorize.certificatemanager.goog."
}

// named is what Cloud DNS has, as Terraform has it.
func (w *World) named(r resource) (TerraformObject, bool) {
	ref := r.Ref.Value()
	o := TerraformObject{Name: ref.Path()}
	a, _ := snake(plain(r.Body)).(map[string]any)
	switch r.Type {
	case gcp.ManagedZones:
		o.Type = "google_dns_managed_zone"
	case gcp.RecordSets:
		o.Type = "google_dns_record_set"
		a["managed_zone"] = ref.After("managedZones")
	case gcp.ServerTLSPolicies:
		o.Type = "google_network_security_server_tls_policy"
		a["name"], a["location"], a["allow_open"] = ref.Name(), ref.After("locations"), false
	case gcp.DNSAuthorizations:
		o.Type = "google_certificate_manager_dns_authorization"
		a["name"], a["location"] = ref.Name(), "global"
	default:
		return o, false
	}
	a["id"], a["project"] = ref.Path(), ref.Project()
	o.Attributes = a
	return o, true
}

// zoneOf is the zone of a record.
func zoneOf(path string) value.Ref {
	zone, _, _ := strings.Cut(path, "/rrsets/")
	return mustRef(gcp.DNSService, zone)
}
