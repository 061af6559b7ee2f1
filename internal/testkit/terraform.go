package testkit

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A TerraformObject is a resource of a world as the google provider has it after
// apply.
type TerraformObject struct {
	Type, Address string
	// Name is what the cloud calls the resource.
	Name string
	// Attributes are those that the provider has, as JSON.
	Attributes map[string]any
}

// Terraform is the world as Terraform has it, if it manages all of it. Hierarchical
// policies are no part of it: its objects do not tell which networks and projects
// they reach.
func (w *World) Terraform() []TerraformObject {
	var out []TerraformObject
	seen := map[string]int{}
	for _, r := range w.resources {
		objects := w.terraform(r)
		for _, o := range objects {
			o.Address = fmt.Sprintf("%s.r[%d]", o.Type, seen[o.Type])
			seen[o.Type]++
			out = append(out, o)
		}
	}
	return out
}

// types are the Terraform types of resources, global and regional or zonal.
var types = map[gcp.Type][2]string{
	gcp.Organizations: {"google_apigee_organization"}, gcp.Instances: {"google_apigee_instance"}, gcp.InstanceAttachments: {"google_apigee_instance_attachment"},
	gcp.Environments: {"google_apigee_environment"}, gcp.EnvironmentGroups: {"google_apigee_envgroup"}, gcp.GroupAttachments: {"google_apigee_envgroup_attachment"},
	gcp.Connections: {"google_service_networking_connection"}, gcp.Networks: {"google_compute_network"}, gcp.Subnetworks: {"", "google_compute_subnetwork"}, gcp.Routes: {"google_compute_route"}, gcp.Routers: {"", "google_compute_router"},
	gcp.GlobalAddresses: {"google_compute_global_address"}, gcp.Firewalls: {"google_compute_firewall"},
	gcp.ForwardingRules:       {"google_compute_global_forwarding_rule", "google_compute_forwarding_rule"},
	gcp.TargetProxies:         {"google_compute_target_https_proxy", "google_compute_region_target_https_proxy"},
	gcp.URLMaps:               {"google_compute_url_map", "google_compute_region_url_map"},
	gcp.BackendServices:       {"google_compute_backend_service", "google_compute_region_backend_service"},
	gcp.HealthChecks:          {"google_compute_health_check", "google_compute_region_health_check"},
	gcp.InstanceGroupManagers: {"", "google_compute_region_instance_group_manager"}, gcp.InstanceTemplates: {"google_compute_instance_template"},
	gcp.NetworkEndpointGroups: {"", "google_compute_region_network_endpoint_group"},
	gcp.SecurityPolicies:      {"google_compute_security_policy", "google_compute_region_security_policy"},
	gcp.SSLCertificates:       {"google_compute_ssl_certificate", "google_compute_region_ssl_certificate"},
	gcp.Autoscalers:           {"", "google_compute_region_autoscaler"},
	gcp.ManagerCertificates:   {"google_certificate_manager_certificate"}, gcp.CertificateMaps: {"google_certificate_manager_certificate_map"},
	gcp.CertificateMapEntries: {"google_certificate_manager_certificate_map_entry"},
	gcp.SSLPolicies:           {"google_compute_ssl_policy", "google_compute_region_ssl_policy"},
	gcp.FirewallPolicies:      {"google_compute_network_firewall_policy_with_rules", "google_compute_region_network_firewall_policy_with_rules"},
}

// unset are attributes that Terraform's objects have though they have no value: the
// API leaves them out.
var unset = map[gcp.Type][]string{
	gcp.Organizations:    {"authorized_network", "disable_vpc_peering"},
	gcp.Instances:        {"ip_range", "peering_cidr_range", "host"},
	gcp.FirewallPolicies: {"predefined_rules"},
}

func (w *World) terraform(r resource) []TerraformObject {
	path := r.Ref.Value().Path()
	if prerequisite, is := w.prerequisite(r); is {
		return prerequisite
	}
	if o, is := w.named(r); is {
		return []TerraformObject{o}
	}
	typ := types[r.Type][0]
	switch {
	case strings.Contains(path, "/regions/"):
		typ = types[r.Type][1]
	case strings.Contains(path, "/zones/"):
		typ = strings.Replace(types[r.Type][1], "_region_", "_", 1)
	case strings.Contains(path, "/targetHttpProxies/"):
		typ = strings.Replace(typ, "https", "http", 1)
	case r.Body.Get("type").Text() == "MANAGED":
		typ = "google_compute_managed_ssl_certificate"
	}
	if r.Type == gcp.HierarchicalSecurityPolicies || r.Type == gcp.FirewallPolicies && r.Body.Get("type").Text() == apigee.PolicyHierarchy {
		return nil
	}
	if typ == "" {
		panic("testkit: Terraform's type of " + path + " is not known")
	}
	a, _ := snake(plain(r.Body)).(map[string]any)
	_, last := cutLast(path)
	a["id"], a["name"] = path, last
	switch {
	case r.Type == gcp.Organizations:
	case strings.HasPrefix(string(r.Type), "apigee."):
		a["org_id"] = "organizations/" + w.organization
	case r.Type != gcp.Connections:
		a["project"] = r.Ref.Value().Project()
	}
	for _, scope := range []string{"region", "zone"} {
		if place := r.Ref.Value().After(scope + "s"); place != "" {
			a[scope] = place
		}
	}
	for _, name := range unset[r.Type] {
		if _, is := a[name]; !is {
			a[name] = nil
		}
	}
	o := TerraformObject{Type: typ, Name: path, Attributes: a}
	switch r.Type {
	case gcp.InstanceAttachments, gcp.GroupAttachments:
		parent := map[gcp.Type]string{gcp.InstanceAttachments: "instance_id", gcp.GroupAttachments: "envgroup_id"}[r.Type]
		a[parent] = r.Parent.Value().Path()
		delete(a, "org_id")
	case gcp.Connections:
		delete(a, "name")
		a["id"] = a["network"]
		a["network"] = w.canonical(r.Body.Get("network").Text())
		a["service"] = strings.TrimPrefix(r.Body.Get("service").Text(), "services/")
	case gcp.Networks:
		delete(a, "peerings") // no attribute of Terraform's
		a["auto_create_subnetworks"] = false
	case gcp.InstanceTemplates:
		o.Attributes = template(a, r.Body.Get("properties"))
	case gcp.HealthChecks:
		delete(a, "type")
	case gcp.SSLCertificates:
		if typ != "google_compute_managed_ssl_certificate" {
			a["private_key"] = nil // the API never tells it
		}
	case gcp.ManagerCertificates, gcp.CertificateMapEntries:
		manager(a, r.Ref.Value())
	case gcp.Routers:
		return routerObjects(o)
	case gcp.Autoscalers:
		a["autoscaling_policy"] = autoscaling(r.Body.Get("autoscalingPolicy"))
	case gcp.InstanceGroupManagers:
		if all := r.Body.Get("allInstancesConfig", "properties"); !all.IsNull() {
			a["all_instances_config"] = []any{plain(all)}
		}
	case gcp.FirewallPolicies:
		if r.Parent.IsNull() {
			return []TerraformObject{o}
		}
		return append([]TerraformObject{o}, TerraformObject{
			Type: strings.TrimSuffix(typ, "_with_rules") + "_association", Name: path,
			Attributes: association(a, r.Parent.Value().Path()),
		})
	default:
	}
	return []TerraformObject{o}
}

// canonical spells a network with the id of its project, as configurations do.
func (w *World) canonical(network string) string {
	for _, p := range w.projects {
		network = strings.Replace(network, "projects/"+p.number+"/", "projects/"+p.id+"/", 1)
	}
	return network
}

func association(policy map[string]any, network string) map[string]any {
	out := map[string]any{"name": policy["name"], "firewall_policy": policy["id"], "attachment_target": network, "project": policy["project"]}
	if region, ok := policy["region"]; ok {
		out["region"] = region
	}
	return out
}

// template moves what the API has within properties.
func template(a map[string]any, properties value.Value) map[string]any {
	out := map[string]any{"id": a["id"], "name": a["name"], "project": a["project"], "self_link": a["self_link"]}
	out["tags"] = plain(properties.Get("tags", "items"))
	out["network_interface"] = snake(plain(properties.Get("networkInterfaces")))
	out["service_account"] = snake(plain(properties.Get("serviceAccounts")))
	disks := []any{}
	for _, d := range properties.Get("disks").Elements() {
		disks = append(disks, map[string]any{"boot": plain(d.Get("boot")), "source_image": plain(d.Get("initializeParams", "sourceImage"))})
	}
	out["disk"] = disks
	metadata := map[string]any{}
	for _, item := range properties.Get("metadata", "items").Elements() {
		metadata[item.Get("key").Text()] = item.Get("value").Text()
	}
	out["metadata"] = metadata
	return out
}

// renamed are the attributes that are not the field in snake case.
var renamed = map[string]string{
	"IPAddress": "ip_address", "IPProtocol": "protocol", "allowed": "allow", "denied": "deny", "backends": "backend", "versions": "version",
	"accessConfigs": "access_config", "ipv6AccessConfigs": "ipv6_access_config", "namedPorts": "named_port", "hostRules": "host_rule", "pathMatchers": "path_matcher", "pathRules": "path_rule", "rules": "rule",
	"layer4Configs": "layer4_config", "srcSecureTags": "src_secure_tag", "targetSecureTags": "target_secure_tag",
}

// snake spells fields as Terraform does: in snake case, and an object as a block,
// which is a list of one.
func snake(v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = snake(e)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, field := range v {
			field = snake(field)
			if block, is := field.(map[string]any); is {
				field = []any{block}
			}
			out[snakeCase(name)] = field
		}
		return out
	}
	return v
}

func snakeCase(field string) string {
	if name, ok := renamed[field]; ok {
		return name
	}
	var b strings.Builder
	for _, r := range field {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
