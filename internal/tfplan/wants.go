package tfplan

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

// A source is a type of resource that an attribute may refer to, and the
// attributes of it that say which one is meant.
type source struct {
	typ        string
	attributes []string
}

// itself are the attributes by which a resource is referred to.
var itself = []string{"id", "self_link", "self_link_unique", "name"}

func these(types ...string) []source {
	var out []source
	for _, t := range types {
		out = append(out, source{t, itself})
	}
	return out
}

// services are what URL maps and target proxies lead to.
var services = these("google_compute_backend_service", "google_compute_region_backend_service", "google_compute_backend_bucket")

// policies are the firewall policies of networks and of folders and organizations.
var policies = these(
	"google_compute_network_firewall_policy", "google_compute_network_firewall_policy_with_rules",
	"google_compute_region_network_firewall_policy", "google_compute_region_network_firewall_policy_with_rules",
	"google_compute_firewall_policy", "google_compute_firewall_policy_with_rules",
)

// managerCertificates are those that certificate maps and some proxies present.
var managerCertificates = these("google_certificate_manager_certificate")

// authorization is what tells the record that proves whose a domain is.
const authorization = "google_certificate_manager_dns_authorization"

// wants says what the attributes that name other resources may refer to.
//
// Source: the arguments' descriptions in
// https://registry.terraform.io/providers/hashicorp/google/latest/docs.
var wants = map[string][]source{
	"network":              these("google_compute_network"),
	"authorized_network":   these("google_compute_network"),
	"attachment_target":    these("google_compute_network", "google_folder", "google_organization"),
	"subnetwork":           these("google_compute_subnetwork"),
	"router":               these("google_compute_router"),
	"org_id":               these("google_apigee_organization"),
	"instance_id":          these("google_apigee_instance"),
	"envgroup_id":          these("google_apigee_envgroup"),
	"environment":          these("google_apigee_environment"),
	"instance_template":    these("google_compute_instance_template", "google_compute_region_instance_template"),
	"url_map":              these("google_compute_url_map", "google_compute_region_url_map"),
	"default_service":      services,
	"backend_service":      services,
	"service":              services,
	"firewall_policy":      policies,
	"security_policy":      these("google_compute_security_policy", "google_compute_region_security_policy"),
	"edge_security_policy": these("google_compute_security_policy"),
	"policy_id":            these("google_compute_organization_security_policy"),
	"health_checks": these("google_compute_health_check", "google_compute_region_health_check",
		"google_compute_http_health_check", "google_compute_https_health_check"),
	"target": append(these("google_compute_target_https_proxy", "google_compute_target_http_proxy", "google_compute_target_ssl_proxy",
		"google_compute_target_tcp_proxy", "google_compute_region_target_https_proxy", "google_compute_region_target_http_proxy",
		"google_compute_region_target_tcp_proxy", "google_compute_target_pool", "google_compute_target_instance",
		"google_compute_target_grpc_proxy", "google_compute_vpn_gateway", "google_compute_service_attachment",
		// An autoscaler's target is the group that it sizes.
		"google_compute_region_instance_group_manager", "google_compute_instance_group_manager"),
		source{"google_apigee_instance", []string{"service_attachment"}}),
	"psc_target_service": append(these("google_compute_service_attachment"),
		source{"google_apigee_instance", []string{"service_attachment"}}),
	"group": append(these("google_compute_network_endpoint_group", "google_compute_region_network_endpoint_group",
		"google_compute_global_network_endpoint_group", "google_compute_instance_group"),
		source{"google_compute_region_instance_group_manager", []string{"instance_group"}},
		source{"google_compute_instance_group_manager", []string{"instance_group"}}),
	"ip_address": {
		{"google_compute_global_address", []string{"address", "id", "self_link"}},
		{"google_compute_address", []string{"address", "id", "self_link"}},
	},
	// The provider marks the whole map unknown when one entry is, which then is
	// where proxies pass requests on to.
	"metadata": {
		{"google_apigee_instance", []string{"host"}},
		{"google_compute_forwarding_rule", []string{"ip_address"}},
		{"google_compute_global_forwarding_rule", []string{"ip_address"}},
		{"google_compute_address", []string{"address"}},
		{"google_compute_global_address", []string{"address"}},
	},
	"rrdatas": {
		{"google_compute_global_address", []string{"address"}},
		{"google_compute_address", []string{"address"}},
		{"google_compute_global_forwarding_rule", []string{"ip_address"}},
		{"google_compute_forwarding_rule", []string{"ip_address"}},
		{authorization, []string{"dns_resource_record"}},
	},
	"managed_zone":       these("google_dns_managed_zone"),
	"dns_authorizations": these(authorization),
	"ssl_certificates":   these("google_compute_ssl_certificate", "google_compute_region_ssl_certificate", "google_compute_managed_ssl_certificate"),
	"ssl_policy":         these("google_compute_ssl_policy", "google_compute_region_ssl_policy"),
	"certificate_map":    these("google_certificate_manager_certificate_map"),
	"map":                these("google_certificate_manager_certificate_map"),
	"certificates":       managerCertificates, "certificate_manager_certificates": managerCertificates,
	"reserved_peering_ranges": {{"google_compute_global_address", []string{"name"}}},
}

// wanted is what an attribute may refer to.
func wanted(typ, attribute string) []source {
	if isAWS(typ) {
		return wantsAWS[attribute]
	}
	if typ == "google_service_networking_connection" && attribute == "service" {
		return nil // the name of an API
	}
	if typ == "google_dns_record_set" && attribute == "name" {
		return []source{{authorization, []string{"dns_resource_record"}}}
	}
	return wants[attribute]
}

// rivals are the types that are not read, but that something that is read may
// refer to.
var rivals = func() map[string]bool {
	out := map[string]bool{}
	for _, attributes := range []map[string][]source{wants, wantsAWS} {
		for _, sources := range attributes {
			for _, s := range sources {
				out[s.typ] = true
			}
		}
	}
	return out
}()

func rival(typ string) bool { return rivals[typ] }

// own are the attributes that a resource gets when it is made, by which others
// refer to it.
var own = map[string]bool{
	"id": true, "self_link": true, "self_link_unique": true, "name": true,
	"instance_group": true, "host": true, "service_attachment": true, "address": true, "peering": true,
	"arn": true, "private_ip": true, "default_security_group_id": true, "default_network_acl_id": true, "default_route_table_id": true,
	"main_route_table_id": true, "root_resource_id": true, "primary_network_interface_id": true,
}

// isOwn says whether an attribute comes from the resource itself. The address of a
// forwarding rule is own where the configuration does not say which.
func isOwn(path []tfaddress.Step) bool {
	return len(path) == 1 && own[path[0].Text]
}

// attributeOf is the attribute that says which resource is meant where a
// reference shows none: the first that others refer to.
func (s source) attributeOf() string { return s.attributes[0] }

// last is the attribute at the end of a path, indexes left out.
func last(path []tfaddress.Step) string {
	for i := len(path) - 1; i >= 0; i-- {
		if !path[i].Index {
			return path[i].Text
		}
	}
	return ""
}

// dotted writes a path as Terraform does.
func dotted(path []tfaddress.Step) string {
	var b strings.Builder
	for i, s := range path {
		switch {
		case s.Index:
			b.WriteString("[" + s.Text + "]")
		case i > 0:
			b.WriteString("." + s.Text)
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}
