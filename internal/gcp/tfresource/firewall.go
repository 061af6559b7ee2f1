package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func firewallKinds() []kind {
	service := []attribute{text("protocol").As("IPProtocol"), texts("ports")}
	return []kind{{
		name: "google_compute_firewall", rest: gcp.Firewalls,
		path:  "projects/{project}/global/firewalls/{name}",
		needs: []string{"name", "network"},
		signs: []string{"allow", "deny"},
		attributes: []attribute{
			text("name"), text("network"), truth("disabled"),
			integer("priority").Or(value.OfInt(1000)),
			text("direction").Or(value.OfString("INGRESS")).Filled(value.OfString("INGRESS")),
			blocks("allow", service...).As("allowed"),
			blocks("deny", service...).As("denied"),
			texts("source_ranges"), texts("source_tags"), texts("source_service_accounts"),
			texts("destination_ranges").Filled(value.Null()),
			texts("target_tags"), texts("target_service_accounts"),
		},
	}}
}
