package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func groupKinds() []kind {
	manager := []attribute{
		text("name"), text("instance_group"), integer("target_size").Filled(value.OfInt(0)),
		blocks("version", text("instance_template")).As("versions"),
		blocks("named_port", text("name"), integer("port")).As("namedPorts"),
		block("all_instances_config", labels("metadata").As("properties.metadata")), block("update_policy", text("type")),
	}
	endpoints := func(byDefault string) []attribute {
		return []attribute{
			text("name"), text("network_endpoint_type").Or(value.OfString(byDefault)),
		}
	}
	return []kind{{
		name:       namedPort,
		path:       "projects/{project}/zones/{zone}/instanceGroups/{group}/{port}/{name}",
		needs:      []string{"group", "name", "port"},
		signs:      []string{"port"},
		attributes: []attribute{text("group"), text("name"), integer("port"), text("zone")},
	}, {
		name: "google_compute_region_instance_group_manager", rest: gcp.InstanceGroupManagers,
		path:       "projects/{project}/regions/{region}/instanceGroupManagers/{name}",
		needs:      []string{"name", "version", "region"},
		signs:      []string{"named_port"},
		attributes: append(slices.Clone(manager), text("region")),
		finish:     inRegion,
	}, {
		name: "google_compute_instance_group_manager", rest: gcp.InstanceGroupManagers,
		path:       "projects/{project}/zones/{zone}/instanceGroupManagers/{name}",
		needs:      []string{"name", "version", "zone"},
		signs:      []string{"named_port"},
		attributes: append(slices.Clone(manager), text("zone")),
		finish:     inZone,
	}, {
		name: "google_compute_instance_template", rest: gcp.InstanceTemplates,
		path:       "projects/{project}/global/instanceTemplates/{name}",
		needs:      []string{"name", "network_interface"},
		lacks:      []string{"zone"},
		attributes: template(),
		finish:     instanceTemplate,
	}, {
		name: "google_compute_region_instance_template", rest: gcp.InstanceTemplates,
		path:       "projects/{project}/regions/{region}/instanceTemplates/{name}",
		needs:      []string{"name", "network_interface", "region"},
		lacks:      []string{"zone", "self_link_unique"},
		attributes: template(),
		finish:     instanceTemplate,
	}, {
		name: "google_compute_region_network_endpoint_group", rest: gcp.NetworkEndpointGroups,
		path:       "projects/{project}/regions/{region}/networkEndpointGroups/{name}",
		needs:      []string{"name", "region"},
		signs:      []string{"network_endpoint_type"},
		attributes: append(endpoints("SERVERLESS"), text("psc_target_service"), text("region"), text("network"), text("subnetwork")),
		finish:     inRegion,
	}, {
		name: "google_compute_network_endpoint_group", rest: gcp.NetworkEndpointGroups,
		path:       "projects/{project}/zones/{zone}/networkEndpointGroups/{name}",
		needs:      []string{"name", "zone"},
		signs:      []string{"network_endpoint_type"},
		attributes: append(endpoints("GCE_VM_IP_PORT"), text("zone"), text("network"), text("subnetwork")),
		finish:     inZone,
	}, {
		name: "google_compute_region_autoscaler", rest: gcp.Autoscalers,
		path:       "projects/{project}/regions/{region}/autoscalers/{name}",
		needs:      []string{"name", "target", "autoscaling_policy", "region"},
		attributes: autoscaler(),
	}, {
		name: "google_compute_autoscaler", rest: gcp.Autoscalers,
		path:       "projects/{project}/zones/{zone}/autoscalers/{name}",
		needs:      []string{"name", "target", "autoscaling_policy", "zone"},
		attributes: autoscaler(),
	}}
}

func autoscaler() []attribute {
	return []attribute{
		text("name"), text("target"),
		block("autoscaling_policy", integer("min_replicas").As("minNumReplicas"), text("mode").Or(value.OfString("ON"))),
	}
}

func template() []attribute {
	return []attribute{
		text("name"),
		texts("tags").As("properties.tags.items"),
		labels("metadata").As("properties.metadata.items"),
		blocks("network_interface", text("network"), text("subnetwork"),
			text("stack_type").Filled(value.OfString("IPV4_ONLY")),
			blocks("access_config", text("network_tier")).As("accessConfigs"), blocks("ipv6_access_config", text("network_tier")).As("ipv6AccessConfigs")).As("properties.networkInterfaces"),
		blocks("disk", text("source_image").As("initializeParams.sourceImage")).As("properties.disks"),
		blocks("service_account", text("email").Or(value.OfString("default")), texts("scopes")).As("properties.serviceAccounts"),
		labels("resource_manager_tags").As("properties.resourceManagerTags"),
	}
}

func instanceTemplate(_ *mapper, o object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	script := o.Get("metadata_startup_script")
	if !script.IsNull() && !script.IsUnknown() {
		var err error
		if script, err = tfobject.Scalar(tfobject.Text, script, o.Path+".metadata_startup_script"); err != nil {
			return value.Value{}, err
		}
	}
	properties := body.Get("properties")
	if o.Has("metadata") || o.Has("metadata_startup_script") {
		items := metadataItems(properties.Get("metadata", "items"), script)
		properties = properties.With("metadata", value.OfObject(map[string]value.Value{"items": items}))
	}
	properties = locate(o, properties)
	return body.With("properties", properties), nil
}

// metadataItems makes REST's list of items from Terraform's map; the startup
// script, which has an attribute of its own, is an item like others.
func metadataItems(metadata, script value.Value) value.Value {
	if metadata.IsUnknown() {
		return metadata
	}
	if !script.IsNull() {
		metadata = metadata.With("startup-script", script)
	}
	var items []value.Value
	for _, key := range metadata.Keys() {
		items = append(items, value.OfObject(map[string]value.Value{
			"key": value.OfString(key), "value": metadata.Get(key),
		}))
	}
	return value.OfList(items...)
}

// locate completes the subnetworks of a template's interfaces by the project and
// region that Terraform tells apart from the name.
func locate(o object, properties value.Value) value.Value {
	given := o.Get("network_interface").Elements()
	nics := slices.Clone(properties.Get("networkInterfaces").Elements())
	for i, nic := range nics {
		name, known := textOf(nic.Get("subnetwork"))
		if !known {
			continue
		}
		project, hasProject := textOf(given[i].Get("subnetwork_project"))
		region, hasRegion := textOf(o.Get("region"))
		if !strings.Contains(name, "/") && (hasProject || hasRegion) {
			if !hasRegion {
				region = value.Anything
			}
			name = "regions/" + region + "/subnetworks/" + name
			if hasProject {
				name = "projects/" + project + "/" + name
			}
			nic = nic.With("subnetwork", value.OfString(name))
		}
		nics[i] = nic
	}
	if len(nics) == 0 {
		return properties
	}
	return properties.With("networkInterfaces", value.OfList(nics...))
}
