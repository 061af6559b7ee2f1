package tfresource

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func networkKinds() []kind {
	return []kind{{
		name: "google_compute_network", rest: gcp.Networks,
		path:       "projects/{project}/global/networks/{name}",
		needs:      []string{"name"},
		signs:      []string{"auto_create_subnetworks", "gateway_ipv4"},
		attributes: []attribute{text("name"), text("network_firewall_policy_enforcement_order").MayBeUntold()},
	}, {
		name: "google_compute_subnetwork", rest: gcp.Subnetworks,
		path:  "projects/{project}/regions/{region}/subnetworks/{name}",
		needs: []string{"name", "network", "region"},
		signs: []string{"ip_cidr_range"},
		attributes: []attribute{
			text("name"), text("network"), text("region"), text("ip_cidr_range"), text("role").MayBeUntold(),
			text("purpose").Filled(value.OfString("PRIVATE")).MayBeUntold(),
			text("stack_type").Filled(value.OfString("IPV4_ONLY")),
			truth("private_ip_google_access").Filled(value.OfBool(false)),
		},
		finish: inRegion,
	}, {
		name: "google_compute_router", rest: gcp.Routers,
		path:       "projects/{project}/regions/{region}/routers/{name}",
		needs:      []string{"name", "network"},
		signs:      []string{"bgp"},
		attributes: []attribute{text("name"), text("network"), text("region"), block("bgp", integer("asn"))},
		finish:     inRegion,
	}, {
		name: "google_compute_router_nat", rest: gcp.RouterNATs,
		path:  "projects/{project}/regions/{region}/routers/{router}/nats/{name}",
		refer: natRef,
		needs: []string{"name", "router", "source_subnetwork_ip_ranges_to_nat"},
		attributes: []attribute{
			text("name"), text("router"), text("region"), text("type").Or(value.OfString("PUBLIC")), text("source_subnetwork_ip_ranges_to_nat"),
			blocks("subnetwork", text("name"), texts("source_ip_ranges_to_nat")).As("subnetworks"),
		},
		finish: inRegion,
	}, {
		name: "google_compute_route", rest: gcp.Routes,
		path:       "projects/{project}/global/routes/{name}",
		needs:      []string{"name", "network", "dest_range"},
		attributes: []attribute{text("name"), text("network"), text("dest_range"), text("next_hop_gateway"), text("next_hop_network")},
	}, {
		name: "google_compute_global_address", rest: gcp.GlobalAddresses,
		path:  "projects/{project}/global/addresses/{name}",
		needs: []string{"name"},
		signs: []string{"address_type"},
		lacks: []string{"region"},
		attributes: []attribute{
			text("name"), text("address"), integer("prefix_length"), text("purpose"), text("network"),
			text("address_type").Or(value.OfString("EXTERNAL")),
		},
	}, {
		// Regional addresses may be given, but no check reads them.
		name:       "google_compute_address",
		path:       "projects/{project}/regions/{region}/addresses/{name}",
		needs:      []string{"name", "region"},
		signs:      []string{"address_type"},
		attributes: []attribute{text("name"), text("address"), text("address_type"), text("region")},
	}, {
		name: "google_service_networking_connection", rest: gcp.Connections,
		refer:      connectionRef,
		needs:      []string{"network", "service", "reserved_peering_ranges"},
		attributes: []attribute{text("network"), text("service"), text("peering"), texts("reserved_peering_ranges")},
		finish:     connection,
	}}
}

// natRef names a NAT below its router; its id is of Terraform's making.
func natRef(m *mapper, o object) (value.Of[value.Ref], error) {
	segments := []string{"projects", m.project, "regions", value.Anything, "routers", value.Anything, "nats", ""}
	for at, name := range map[int]string{1: "project", 3: "region", 5: "router", 7: "name"} {
		if text, known := textOf(o.Get(name)); known {
			segments[at] = text[strings.LastIndexByte(text, '/')+1:]
		}
	}
	if segments[1] == "" {
		segments[1] = value.Anything
	}
	if segments[7] == "" {
		return value.UnknownOf[value.Ref](unnamed(o, o.Get("name"))), nil
	}
	ref, err := value.ParseRef("//"+gcp.ComputeService+"/"+strings.Join(segments, "/"), value.RefBase{})
	if err != nil {
		return value.Of[value.Ref]{}, &InputError{Path: o.Path, Want: "an object of type google_compute_router_nat", Got: "one whose name, project or place no resource can have"}
	}
	return value.Known(ref), nil
}

// connectionRef names a connection by its network and service; its id is of
// Terraform's making.
func connectionRef(m *mapper, o object) (value.Of[value.Ref], error) {
	base := value.RefBase{Service: gcp.ComputeService, Collection: "global/networks"}
	if m.project != "" {
		base.Parent = "projects/" + m.project
	}
	network, err := refer(o.Get("network"), base, o.Path+".network")
	service, known := textOf(o.Get("service"))
	switch {
	case err != nil || !network.IsKnown():
		return network, err
	case !known:
		return value.UnknownOf[value.Ref](unnamed(o, o.Get("service"))), nil
	}
	ref, err := gcp.ConnectionRef(network.Value(), service)
	if err != nil {
		return value.Of[value.Ref]{}, &InputError{Path: o.Path + ".service", Want: "the name of a service", Got: "text that is none"}
	}
	return value.Known(ref), nil
}

// connection spells the network with its project and the service as the API does.
func connection(m *mapper, o object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	if list := o.Get("reserved_peering_ranges"); list.Kind() == value.KindList && len(list.Elements()) == 0 {
		body = body.With("reservedPeeringRanges", list) // the attribute is required: an empty one says that there are none
	}
	if service, ok := textOf(body.Get("service")); ok {
		body = body.With("service", value.OfString("services/"+strings.TrimPrefix(service, "services/")))
	}
	network, ok := textOf(body.Get("network"))
	if ok && m.project != "" && !strings.Contains(network, "/") {
		body = body.With("network", value.OfString("projects/"+m.project+"/global/networks/"+network))
	}
	return body, nil
}

// inRegion completes the region of a regional resource, which is the provider's
// where the object names none. Without one it would pass for a global resource.
func inRegion(_ *mapper, _ object, ref value.Of[value.Ref], body value.Value) (value.Value, error) {
	return place(ref, body, "region"), nil
}

// inZone is [inRegion] for zonal resources.
func inZone(_ *mapper, _ object, ref value.Of[value.Ref], body value.Value) (value.Value, error) {
	return place(ref, body, "zone"), nil
}

func place(ref value.Of[value.Ref], body value.Value, scope string) value.Value {
	if text, known := textOf(body.Get(scope)); known {
		return body.With(scope, value.OfString(text[strings.LastIndexByte(text, '/')+1:]))
	}
	if body.Get(scope).IsUnknown() {
		return body
	}
	if name := ref.Value().After(scope + "s"); name != "" && name != value.Anything {
		return body.With(scope, value.OfString(name))
	}
	return body.With(scope, value.Unknown(value.Why{
		Reason: "the object does not name its " + scope, Settle: "set " + scope,
	}))
}
