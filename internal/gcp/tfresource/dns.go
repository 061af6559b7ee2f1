package tfresource

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What names lead to, and what proves that they are their owner's.
func dnsKinds() []kind {
	return []kind{{
		name: "google_dns_managed_zone", rest: gcp.ManagedZones,
		path:  "projects/{project}/managedZones/{name}",
		needs: []string{"name", "dns_name"}, signs: []string{"visibility", "name_servers"},
		attributes: []attribute{text("name"), text("dns_name"), text("visibility").Or(value.OfString("public")),
			block("private_visibility_config", blocks("networks", text("network_url")))},
	}, {
		name: "google_dns_record_set", rest: gcp.RecordSets,
		path:   "projects/{project}/managedZones/{managed_zone}/rrsets/{name}/{type}",
		refer:  recordRef,
		parent: "managed_zone", belongs: zoneOf,
		needs:      []string{"name", "type", "managed_zone"},
		attributes: []attribute{text("name"), text("type"), texts("rrdatas")},
		finish:     recordData,
	}, {
		name: "google_certificate_manager_dns_authorization", rest: gcp.DNSAuthorizations,
		path:  "projects/{project}/locations/{location}/dnsAuthorizations/{name}",
		needs: []string{"name", "domain"}, signs: []string{"dns_resource_record"},
		attributes: []attribute{text("domain"), block("dns_resource_record", text("name"), text("type"), text("data"))},
	}}
}

// zoneOf is the zone that a record is in, by its name or id.
func zoneOf(m *mapper, o object) (value.Of[value.Ref], error) {
	v := o.Get("managed_zone")
	name, known := textOf(v)
	if !known {
		return value.UnknownOf[value.Ref](v.Why()), nil
	}
	project, _ := m.around(kind{}, o)
	ref, err := gcp.ZoneRef(name, project)
	if err != nil {
		return value.UnknownOf[value.Ref](value.Why{Reason: "managed_zone is no name of a zone", Settle: "give the zone's name"}), nil
	}
	return value.Known(ref), nil
}

// recordRef names a record by its zone, its name and its type, as the API does.
func recordRef(m *mapper, o object) (value.Of[value.Ref], error) {
	zone, err := zoneOf(m, o)
	if err != nil || !zone.IsKnown() {
		return value.UnknownOf[value.Ref](unnamed(o, o.Get("managed_zone"))), err
	}
	name, named := textOf(o.Get("name"))
	typ, typed := textOf(o.Get("type"))
	if !named || !typed {
		return value.UnknownOf[value.Ref](unnamed(o, o.Get("name"))), nil
	}
	ref, err := value.ParseRef("//"+gcp.DNSService+"/"+zone.Value().Path()+"/rrsets/"+strings.TrimSuffix(name, ".")+"/"+typ, value.RefBase{})
	if err != nil {
		return value.UnknownOf[value.Ref](unnamed(o, o.Get("name"))), nil
	}
	return value.Known(ref), nil
}

// recordData says that the data of a routing policy are not known: they depend on who
// asks.
func recordData(_ *mapper, o object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	policy := o.Get("routing_policy")
	if !body.Get("rrdatas").IsNull() || policy.Kind() == value.KindNull || policy.Kind() == value.KindList && len(policy.Elements()) == 0 {
		return body, nil
	}
	return body.With("rrdatas", value.Unknown(value.Why{Reason: "a routing policy decides who gets which", Settle: "ask DNS itself: probe"})), nil
}
