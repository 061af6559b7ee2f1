package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What Terraform does not carry, such as the state of an instance, is no row here.
func apigeeKinds() []kind {
	return []kind{{
		name: "google_apigee_organization", rest: gcp.Organizations,
		path:  "organizations/{project_id}", // an organization is called like its project
		needs: []string{"project_id"},
		signs: []string{"authorized_network", "disable_vpc_peering"},
		attributes: []attribute{
			text("name"), text("project_id"), text("authorized_network"), truth("disable_vpc_peering"),
			text("runtime_type").Or(value.OfString("CLOUD")),
			text("runtime_database_encryption_key_name"), text("control_plane_encryption_key_name"), text("api_consumer_data_encryption_key_name"),
		},
	}, {
		name: "google_apigee_instance", rest: gcp.Instances,
		path:  "organizations/{org_id}/instances/{name}",
		needs: []string{"name", "location", "org_id"},
		signs: []string{"ip_range", "peering_cidr_range"},
		attributes: []attribute{
			text("name"), text("location"), text("host"), text("ip_range"), text("service_attachment"),
			text("peering_cidr_range").Filled(value.OfString("SLASH_22")), texts("consumer_accept_list"), text("disk_encryption_key_name"),
		},
	}, {
		name: "google_apigee_instance_attachment", rest: gcp.InstanceAttachments,
		path:   "organizations/-/instances/{instance_id}/attachments/{name}",
		parent: "instance_id", parentIn: "instances",
		needs:      []string{"environment", "instance_id"},
		attributes: []attribute{text("name"), text("environment")},
	}, {
		name: "google_apigee_environment", rest: gcp.Environments,
		path:       "organizations/{org_id}/environments/{name}",
		needs:      []string{"name", "org_id"},
		signs:      []string{"deployment_type"},
		attributes: []attribute{text("name")},
	}, {
		name: "google_apigee_envgroup", rest: gcp.EnvironmentGroups,
		path:       "organizations/{org_id}/envgroups/{name}",
		needs:      []string{"name", "org_id"},
		signs:      []string{"hostnames"},
		attributes: []attribute{text("name"), texts("hostnames")},
	}, {
		name: "google_apigee_envgroup_attachment", rest: gcp.GroupAttachments,
		path:   "organizations/-/envgroups/{envgroup_id}/attachments/{name}",
		parent: "envgroup_id", parentIn: "envgroups",
		needs:      []string{"environment", "envgroup_id"},
		attributes: []attribute{text("name"), text("environment")},
	}}
}
