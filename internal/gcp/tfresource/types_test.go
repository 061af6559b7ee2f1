package tfresource_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// spell writes a reference as tests spell it.
func spell(r value.Of[value.Ref]) string {
	switch ref, ok := r.Get(); {
	case ok:
		return ref.Path()
	case r.IsUnknown():
		return "?" + r.Why().Reason
	}
	return ""
}

func TestTypesInTheShapeOfREST(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		terraform, given string
		rest             gcp.Type
		body             string // null fields left out
		ref, parent      string
	}{
		"an organization is called like its project": {
			terraform: "google_apigee_organization", rest: gcp.Organizations,
			given: `{"id": "?", "name": "?later", "project_id": "acme", "authorized_network": "projects/acme/global/networks/n",
				"disable_vpc_peering": null, "runtime_type": null}`,
			body: `{"authorizedNetwork": "projects/acme/global/networks/n", "name": "?later", "projectId": "acme", "runtimeType": "CLOUD"}`,
			ref:  "organizations/acme",
		},
		"an organization without peering": {
			terraform: "google_apigee_organization", rest: gcp.Organizations,
			given: `{"id": "organizations/o", "project_id": "acme", "authorized_network": "", "disable_vpc_peering": true, "runtime_type": "HYBRID"}`,
			body:  `{"disableVpcPeering": true, "projectId": "acme", "runtimeType": "HYBRID"}`,
			ref:   "organizations/o",
		},
		"an instance that is being created": {
			terraform: "google_apigee_instance", rest: gcp.Instances,
			given: `{"id": "?", "name": "i", "org_id": "organizations/acme", "location": "us-east1", "host": "?", "ip_range": null,
				"peering_cidr_range": "?", "service_attachment": "?"}`,
			body: `{"host": "?", "location": "us-east1", "name": "i", "peeringCidrRange": "SLASH_22", "serviceAttachment": "?"}`,
			ref:  "organizations/acme/instances/i",
		},
		"an instance of an organization by its name alone": {
			terraform: "google_apigee_instance", rest: gcp.Instances,
			given: `{"name": "i", "org_id": "acme", "location": "us-east1", "ip_range": "10.0.0.0/22"}`,
			body:  `{"ipRange": "10.0.0.0/22", "location": "us-east1", "name": "i"}`,
			ref:   "organizations/acme/instances/i",
		},
		"an instance of an organization that is not known yet": {
			terraform: "google_apigee_instance", rest: gcp.Instances,
			given: `{"id": "?", "name": "i", "org_id": "?", "location": "us-east1"}`,
			body:  `{"location": "us-east1", "name": "i"}`,
			ref:   "organizations/-/instances/i",
		},
		"an instance whose id comes from a resource, of an organization that is not known": {
			terraform: "google_apigee_instance", rest: gcp.Instances,
			given: `{"id": "?from google_apigee_instance.i.id", "name": "i", "org_id": "?", "location": "us-east1"}`,
			body:  `{"location": "us-east1", "name": "i"}`,
			ref:   "?known after apply",
		},
		"an instance whose id comes from a resource, but whose whole name is known": {
			terraform: "google_apigee_instance", rest: gcp.Instances,
			given: `{"id": "?from google_apigee_instance.i.id", "name": "i", "org_id": "organizations/acme", "location": "us-east1"}`,
			body:  `{"location": "us-east1", "name": "i"}`,
			ref:   "organizations/acme/instances/i",
		},
		"an attachment has a parent": {
			terraform: "google_apigee_instance_attachment", rest: gcp.InstanceAttachments,
			given:  `{"id": "organizations/acme/instances/i/attachments/123", "name": "123", "environment": "prod", "instance_id": "organizations/acme/instances/i"}`,
			body:   `{"environment": "prod", "name": "123"}`,
			ref:    "organizations/acme/instances/i/attachments/123",
			parent: "organizations/acme/instances/i",
		},
		"an attachment that is being created to an instance that exists": {
			terraform: "google_apigee_instance_attachment", rest: gcp.InstanceAttachments,
			given:  `{"id": "?soon", "name": "?", "environment": "prod", "instance_id": "i"}`,
			body:   `{"environment": "prod", "name": "?"}`,
			ref:    "?soon",
			parent: "organizations/-/instances/i",
		},
		"an attachment to an instance that is being created": {
			terraform: "google_apigee_instance_attachment", rest: gcp.InstanceAttachments,
			given:  `{"id": "?soon", "environment": "prod", "instance_id": "?parent"}`,
			body:   `{"environment": "prod"}`,
			ref:    "?soon",
			parent: "?parent",
		},
		"an environment": {
			terraform: "google_apigee_environment", rest: gcp.Environments,
			given: `{"name": "prod", "org_id": "organizations/acme"}`,
			body:  `{"name": "prod"}`,
			ref:   "organizations/acme/environments/prod",
		},
		"an environment group": {
			terraform: "google_apigee_envgroup", rest: gcp.EnvironmentGroups,
			given: `{"name": "g", "org_id": "organizations/acme", "hostnames": ["api.acme.example", "?h"]}`,
			body:  `{"hostnames": ["api.acme.example", "?h"], "name": "g"}`,
			ref:   "organizations/acme/envgroups/g",
		},
		"an environment group's attachment": {
			terraform: "google_apigee_envgroup_attachment", rest: gcp.GroupAttachments,
			given:  `{"name": "a", "environment": "prod", "envgroup_id": "organizations/acme/envgroups/g"}`,
			body:   `{"environment": "prod", "name": "a"}`,
			ref:    "organizations/acme/envgroups/g/attachments/a",
			parent: "organizations/acme/envgroups/g",
		},
		"a connection": {
			terraform: "google_service_networking_connection", rest: gcp.Connections,
			given: `{"id": "projects%2Facme%2Fglobal%2Fnetworks%2Fn:servicenetworking.googleapis.com", "network": "projects/acme/global/networks/n",
				"service": "servicenetworking.googleapis.com", "peering": "servicenetworking-googleapis-com", "reserved_peering_ranges": ["a", "b"]}`,
			body: `{"network": "projects/acme/global/networks/n", "peering": "servicenetworking-googleapis-com",
				"reservedPeeringRanges": ["a", "b"], "service": "services/servicenetworking.googleapis.com"}`,
			ref: "projects/acme/global/networks/n/connections/servicenetworking.googleapis.com",
		},
		"a connection on a network by its bare name": {
			terraform: "google_service_networking_connection", rest: gcp.Connections,
			given: `{"id": "?", "network": "n", "service": "servicenetworking.googleapis.com", "peering": "?p", "reserved_peering_ranges": "?"}`,
			body:  `{"network": "projects/acme/global/networks/n", "peering": "?p", "reservedPeeringRanges": "?", "service": "services/servicenetworking.googleapis.com"}`,
			ref:   "projects/acme/global/networks/n/connections/servicenetworking.googleapis.com",
		},
		"a network": {
			terraform: "google_compute_network", rest: gcp.Networks,
			given: `{"self_link": "https://www.googleapis.com/compute/v1/projects/host/global/networks/n", "id": "projects/host/global/networks/n", "name": "n",
				"project": "host", "network_firewall_policy_enforcement_order": "BEFORE_CLASSIC_FIREWALL"}`,
			body: `{"name": "n", "networkFirewallPolicyEnforcementOrder": "BEFORE_CLASSIC_FIREWALL"}`,
			ref:  "projects/host/global/networks/n",
		},
		"an id that tells nothing": {
			terraform: "google_apigee_instance", rest: gcp.Instances,
			given: `{"id": "acme/instances/i", "name": "i", "org_id": "acme", "location": "us-east1"}`,
			body:  `{"location": "us-east1", "name": "i"}`,
			ref:   "organizations/acme/instances/i",
		},
		"a network of a data source, which does not tell everything": {
			terraform: "google_compute_network", rest: gcp.Networks,
			given: `{"id": "projects/acme/global/networks/n", "name": "n", "gateway_ipv4": null, "network_id": 1, "subnetworks_self_links": []}`,
			body:  `{"name": "n", "networkFirewallPolicyEnforcementOrder": "?the data source does not tell network_firewall_policy_enforcement_order"}`,
			ref:   "projects/acme/global/networks/n",
		},
		"a subnetwork of a data source": {
			terraform: "google_compute_subnetwork", rest: gcp.Subnetworks,
			given: `{"id": "projects/acme/regions/us-east1/subnetworks/s", "name": "s", "network": "n", "region": "us-east1", "ip_cidr_range": "10.0.0.0/24",
				"gateway_address": "10.0.0.1", "secondary_ip_range": [], "stack_type": "IPV4_ONLY"}`,
			body: `{"ipCidrRange": "10.0.0.0/24", "name": "s", "network": "n", "purpose": "?the data source does not tell purpose", "region": "us-east1",
				"role": "?the data source does not tell role", "stackType": "IPV4_ONLY"}`,
			ref: "projects/acme/regions/us-east1/subnetworks/s",
		},
		"a network in a project that is not known": {
			terraform: "google_compute_network", rest: gcp.Networks,
			given: `{"id": "?", "self_link": "?", "name": "n", "project": "?"}`,
			body:  `{"name": "n"}`,
			ref:   "projects/-/global/networks/n",
		},
		"a network whose name is not known": {
			terraform: "google_compute_network", rest: gcp.Networks,
			given: `{"id": "?", "name": "?random", "project": "acme"}`,
			body:  `{"name": "?random"}`,
			ref:   "?",
		},
		"a subnetwork that is being created": {
			terraform: "google_compute_subnetwork", rest: gcp.Subnetworks,
			given: `{"id": "?", "name": "s", "network": "n", "region": "us-east1", "ip_cidr_range": "10.0.0.0/24", "purpose": "?", "role": null, "stack_type": "?"}`,
			body:  `{"ipCidrRange": "10.0.0.0/24", "name": "s", "network": "n", "purpose": "PRIVATE", "region": "us-east1", "stackType": "IPV4_ONLY"}`,
			ref:   "projects/acme/regions/us-east1/subnetworks/s",
		},
		"a subnetwork whose region is a URL": {
			terraform: "google_compute_subnetwork", rest: gcp.Subnetworks,
			given: `{"name": "s", "network": "n", "region": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1", "purpose": "REGIONAL_MANAGED_PROXY", "role": "ACTIVE"}`,
			body:  `{"name": "s", "network": "n", "purpose": "REGIONAL_MANAGED_PROXY", "region": "us-east1", "role": "ACTIVE"}`,
			ref:   "projects/acme/regions/us-east1/subnetworks/s",
		},
		"a subnetwork in the provider's region": {
			terraform: "google_compute_subnetwork", rest: gcp.Subnetworks,
			given: `{"name": "s", "network": "n", "region": null}`,
			body:  `{"name": "s", "network": "n", "region": "?the object does not name its region"}`,
			ref:   "projects/acme/regions/-/subnetworks/s",
		},
		"a range for the connection": {
			terraform: "google_compute_global_address", rest: gcp.GlobalAddresses,
			given: `{"name": "r", "address": "?", "prefix_length": 22, "purpose": "VPC_PEERING", "address_type": "INTERNAL", "network": "n"}`,
			body:  `{"address": "?", "addressType": "INTERNAL", "name": "r", "network": "n", "prefixLength": 22, "purpose": "VPC_PEERING"}`,
			ref:   "projects/acme/global/addresses/r",
		},
		"an address without a type is external": {
			terraform: "google_compute_global_address", rest: gcp.GlobalAddresses,
			given: `{"name": "r", "address_type": null}`,
			body:  `{"addressType": "EXTERNAL", "name": "r"}`,
			ref:   "projects/acme/global/addresses/r",
		},
		"a global forwarding rule without a scheme": {
			terraform: "google_compute_global_forwarding_rule", rest: gcp.ForwardingRules,
			given: `{"name": "f", "target": "t", "port_range": "443", "ip_address": "?", "load_balancing_scheme": null}`,
			body: `{"IPAddress": "?", "loadBalancingScheme": "?the default of load_balancing_scheme differs between versions of the google provider",
				"name": "f", "portRange": "443-443", "target": "t"}`,
			ref: "projects/acme/global/forwardingRules/f",
		},
		"a regional forwarding rule": {
			terraform: "google_compute_forwarding_rule", rest: gcp.ForwardingRules,
			given: `{"name": "f", "region": "us-east1", "target": "t", "backend_service": null, "ports": ["443"], "port_range": "80-443", "load_balancing_scheme": null}`,
			body:  `{"loadBalancingScheme": "EXTERNAL", "name": "f", "portRange": "80-443", "ports": ["443"], "region": "us-east1", "target": "t"}`,
			ref:   "projects/acme/regions/us-east1/forwardingRules/f",
		},
		"a Private Service Connect endpoint has no scheme": {
			terraform: "google_compute_forwarding_rule", rest: gcp.ForwardingRules,
			given: `{"name": "f", "region": "us-east1", "target": "projects/t/regions/us-east1/serviceAttachments/a", "load_balancing_scheme": ""}`,
			body:  `{"name": "f", "region": "us-east1", "target": "projects/t/regions/us-east1/serviceAttachments/a"}`,
			ref:   "projects/acme/regions/us-east1/forwardingRules/f",
		},
		"an HTTPS proxy": {
			terraform: "google_compute_target_https_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "url_map": "u"}`, body: `{"name": "p", "sslCertificates": "?the object does not tell ssl_certificates", "urlMap": "u"}`,
			ref: "projects/acme/global/targetHttpsProxies/p",
		},
		"an HTTPS proxy with certificates": {
			terraform: "google_compute_target_https_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "url_map": "u", "ssl_certificates": ["c", "?later"], "certificate_manager_certificates": [], "certificate_map": "", "ssl_policy": "s", "server_tls_policy": null}`,
			body:  `{"name": "p", "sslCertificates": ["c", "?later"], "sslPolicy": "s", "urlMap": "u"}`,
			ref:   "projects/acme/global/targetHttpsProxies/p",
		},
		"an HTTPS proxy with a certificate map": {
			terraform: "google_compute_target_https_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "url_map": "u", "ssl_certificates": null, "certificate_map": "//certificatemanager.googleapis.com/projects/acme/locations/global/certificateMaps/m"}`,
			body:  `{"certificateMap": "//certificatemanager.googleapis.com/projects/acme/locations/global/certificateMaps/m", "name": "p", "urlMap": "u"}`,
			ref:   "projects/acme/global/targetHttpsProxies/p",
		},
		"a regional HTTPS proxy with certificates of Certificate Manager": {
			terraform: "google_compute_region_target_https_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "url_map": "u", "region": "us-east1", "certificate_manager_certificates": ["projects/acme/locations/us-east1/certificates/c", "?later"]}`,
			body:  `{"name": "p", "region": "us-east1", "sslCertificates": ["//certificatemanager.googleapis.com/projects/acme/locations/us-east1/certificates/c", "?later"], "urlMap": "u"}`,
			ref:   "projects/acme/regions/us-east1/targetHttpsProxies/p",
		},
		"certificates of Certificate Manager that are not known": {
			terraform: "google_compute_region_target_https_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "url_map": "u", "region": "us-east1", "certificate_manager_certificates": "?later"}`,
			body:  `{"name": "p", "region": "us-east1", "sslCertificates": "?later", "urlMap": "u"}`,
			ref:   "projects/acme/regions/us-east1/targetHttpsProxies/p",
		},
		"a managed certificate": {
			terraform: "google_compute_managed_ssl_certificate", rest: gcp.SSLCertificates,
			given: `{"name": "c", "managed": [{"domains": ["api.acme.example"]}], "expire_time": "?", "subject_alternative_names": "?"}`,
			body:  `{"expireTime": "?", "managed": {"domains": ["api.acme.example"]}, "name": "c", "subjectAlternativeNames": "?", "type": "MANAGED"}`,
			ref:   "projects/acme/global/sslCertificates/c",
		},
		"an SSL policy": {
			terraform: "google_compute_ssl_policy", rest: gcp.SSLPolicies,
			given: `{"name": "s", "profile": "CUSTOM", "min_tls_version": "TLS_1_2", "custom_features": ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"], "enabled_features": "?"}`,
			body:  `{"customFeatures": ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"], "minTlsVersion": "TLS_1_2", "name": "s", "profile": "CUSTOM"}`,
			ref:   "projects/acme/global/sslPolicies/s",
		},
		"a managed certificate of Certificate Manager": {
			terraform: "google_certificate_manager_certificate", rest: gcp.ManagerCertificates,
			given: `{"name": "c", "location": "global", "scope": "DEFAULT", "san_dnsnames": "?", "self_managed": [],
				"managed": [{"domains": ["api.acme.example"], "state": "?", "authorization_attempt_info": "?", "provisioning_issue": [], "dns_authorizations": null, "issuance_config": ""}]}`,
			body: `{"managed": {"authorizationAttemptInfo": "?", "domains": ["api.acme.example"], "state": "?"}, "sanDnsnames": "?", "scope": "DEFAULT"}`,
			ref:  "projects/acme/locations/global/certificates/c",
		},
		"an entry of a certificate map": {
			terraform: "google_certificate_manager_certificate_map_entry", rest: gcp.CertificateMapEntries,
			given:  `{"name": "e", "map": "m", "hostname": "api.acme.example", "matcher": null, "certificates": ["?later"], "state": "?"}`,
			body:   `{"certificates": ["?later"], "hostname": "api.acme.example", "state": "?"}`,
			ref:    "projects/acme/locations/global/certificateMaps/m/certificateMapEntries/e",
			parent: "projects/acme/locations/global/certificateMaps/m",
		},
		"an entry of a map that is not known": {
			terraform: "google_certificate_manager_certificate_map_entry", rest: gcp.CertificateMapEntries,
			given:  `{"name": "e", "map": "?later", "matcher": "PRIMARY", "certificates": ["projects/acme/locations/global/certificates/c"]}`,
			body:   `{"certificates": ["projects/acme/locations/global/certificates/c"], "matcher": "PRIMARY"}`,
			ref:    "projects/acme/locations/global/certificateMaps/-/certificateMapEntries/e",
			parent: "?later",
		},
		"a regional HTTPS proxy": {
			terraform: "google_compute_region_target_https_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "url_map": "u", "region": "us-east1"}`, body: `{"name": "p", "region": "us-east1", "sslCertificates": "?the object does not tell ssl_certificates", "urlMap": "u"}`,
			ref: "projects/acme/regions/us-east1/targetHttpsProxies/p",
		},
		"an HTTP proxy": {
			terraform: "google_compute_target_http_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "url_map": "u"}`, body: `{"name": "p", "urlMap": "u"}`,
			ref: "projects/acme/global/targetHttpProxies/p",
		},
		"a TCP proxy": {
			terraform: "google_compute_target_tcp_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "backend_service": "b"}`, body: `{"name": "p", "service": "b"}`,
			ref: "projects/acme/global/targetTcpProxies/p",
		},
		"an SSL proxy": {
			terraform: "google_compute_target_ssl_proxy", rest: gcp.TargetProxies,
			given: `{"name": "p", "backend_service": "b"}`, body: `{"name": "p", "service": "b"}`,
			ref: "projects/acme/global/targetSslProxies/p",
		},
		"a URL map": {
			terraform: "google_compute_url_map", rest: gcp.URLMaps,
			given: `{"name": "u", "default_service": null,
				"default_route_action": [{"weighted_backend_services": [{"backend_service": "w", "weight": 100}]}],
				"host_rule": [{"hosts": ["*"], "path_matcher": "m"}],
				"path_matcher": [{"name": "m", "default_service": "d", "default_route_action": [],
					"path_rule": [{"paths": ["/*"], "service": "p", "route_action": []}],
					"route_rules": [{"priority": 1, "service": null, "route_action": [{"weighted_backend_services": [{"backend_service": "?w", "weight": 1}]}]}]}]}`,
			body: `{"defaultRouteAction": {"weightedBackendServices": [{"backendService": "w", "weight": 100}]},
				"hostRules": [{"hosts": ["*"], "pathMatcher": "m"}], "name": "u",
				"pathMatchers": [{"defaultService": "d", "name": "m", "pathRules": [{"paths": ["/*"], "service": "p"}],
					"routeRules": [{"priority": 1, "routeAction": {"weightedBackendServices": [{"backendService": "?w", "weight": 1}]}}]}]}`,
			ref: "projects/acme/global/urlMaps/u",
		},
		"a regional URL map": {
			terraform: "google_compute_region_url_map", rest: gcp.URLMaps,
			given: `{"name": "u", "region": "us-east1", "default_service": "d"}`,
			body:  `{"defaultService": "d", "name": "u", "region": "us-east1"}`,
			ref:   "projects/acme/regions/us-east1/urlMaps/u",
		},
		"a backend service": {
			terraform: "google_compute_backend_service", rest: gcp.BackendServices,
			given: `{"id": "?", "name": "b", "load_balancing_scheme": "EXTERNAL_MANAGED", "protocol": "?", "port_name": "?", "health_checks": ["?h"],
				"backend": [{"group": "?g", "capacity_scaler": 1}, {"group": "g", "capacity_scaler": 0.5}, {"group": "h", "capacity_scaler": 0}]}`,
			body: `{"backends": [{"capacityScaler": 1, "group": "?g"}, {"capacityScaler": 0.5, "group": "g"}, {"capacityScaler": 0, "group": "h"}],
				"healthChecks": ["?h"], "loadBalancingScheme": "EXTERNAL_MANAGED", "name": "b", "portName": "?", "protocol": "HTTP"}`,
			ref: "projects/acme/global/backendServices/b",
		},
		"Identity-Aware Proxy, of which version 5 of the provider does not say whether it is on": {
			terraform: "google_compute_backend_service", rest: gcp.BackendServices,
			given: `{"name": "b", "protocol": null, "load_balancing_scheme": "EXTERNAL", "iap": [{"oauth2_client_id": "c"}]}`,
			body:  `{"iap": {"enabled": "?up to version 5 of the google provider a block iap was on without saying so"}, "loadBalancingScheme": "EXTERNAL", "name": "b"}`,
			ref:   "projects/acme/global/backendServices/b",
		},
		"Identity-Aware Proxy that is off": {
			terraform: "google_compute_backend_service", rest: gcp.BackendServices,
			given: `{"name": "b", "protocol": null, "load_balancing_scheme": "EXTERNAL", "iap": [{"enabled": false}]}`,
			body:  `{"iap": {"enabled": false}, "loadBalancingScheme": "EXTERNAL", "name": "b"}`,
			ref:   "projects/acme/global/backendServices/b",
		},
		"a regional backend service": {
			terraform: "google_compute_region_backend_service", rest: gcp.BackendServices,
			given: `{"name": "b", "region": "us-east1", "load_balancing_scheme": null, "protocol": "TCP", "network": "n", "backend": "?"}`,
			body:  `{"backends": "?", "loadBalancingScheme": "INTERNAL", "name": "b", "network": "n", "protocol": "TCP", "region": "us-east1"}`,
			ref:   "projects/acme/regions/us-east1/backendServices/b",
		},
		"a health check tells its type by its block": {
			terraform: "google_compute_health_check", rest: gcp.HealthChecks,
			given: `{"id": "?", "name": "h", "type": "?", "http_health_check": [], "https_health_check": [{"port": 443, "port_specification": null, "proxy_header": "NONE"}]}`,
			body:  `{"httpsHealthCheck": {"port": 443, "proxyHeader": "NONE", "requestPath": "/"}, "name": "h", "type": "HTTPS"}`,
			ref:   "projects/acme/global/healthChecks/h",
		},
		"a health check whose block is not known": {
			terraform: "google_compute_region_health_check", rest: gcp.HealthChecks,
			given: `{"name": "h", "region": "us-east1", "type": "?", "https_health_check": [], "tcp_health_check": "?dynamic"}`,
			body:  `{"name": "h", "region": "us-east1", "tcpHealthCheck": "?dynamic", "type": "?dynamic"}`,
			ref:   "projects/acme/regions/us-east1/healthChecks/h",
		},
		"a regional group of instances": {
			terraform: "google_compute_region_instance_group_manager", rest: gcp.InstanceGroupManagers,
			given: `{"name": "m", "region": "us-east1", "instance_group": "?", "version": [{"instance_template": "?t"}],
				"named_port": [{"name": "https", "port": 443}], "all_instances_config": [{"metadata": {"ENDPOINT": "10.0.0.2", "key": "s3cret"}}]}`,
			body: `{"allInstancesConfig": {"properties": {"metadata": {"ENDPOINT": "10.0.0.2", "key": ""}}}, "instanceGroup": "?", "name": "m",
				"namedPorts": [{"name": "https", "port": 443}], "region": "us-east1", "versions": [{"instanceTemplate": "?t"}]}`,
			ref: "projects/acme/regions/us-east1/instanceGroupManagers/m",
		},
		"a zonal group of instances": {
			terraform: "google_compute_instance_group_manager", rest: gcp.InstanceGroupManagers,
			given: `{"name": "m", "zone": "us-east1-b", "version": [{"instance_template": "t"}], "named_port": []}`,
			body:  `{"name": "m", "versions": [{"instanceTemplate": "t"}], "zone": "us-east1-b"}`,
			ref:   "projects/acme/zones/us-east1-b/instanceGroupManagers/m",
		},
		"a template's metadata is a list of items, without secrets": {
			terraform: "google_compute_instance_template", rest: gcp.InstanceTemplates,
			given: `{"name": "t", "tags": ["b", "a"], "metadata": {"ENDPOINT": "?host", "password": "s3cret"}, "metadata_startup_script": "curl gs://apigee; echo s3cret",
				"network_interface": [{"network": "?n", "subnetwork": "s", "subnetwork_project": "host"}], "region": "us-east1",
				"service_account": [{"email": "?e"}], "resource_manager_tags": {"tagKeys/1": "tagValues/2"}}`,
			body: `{"name": "t", "properties": {"metadata": {"items": [{"key": "ENDPOINT", "value": "?host"}, {"key": "password"}, {"key": "startup-script", "value": "apigee"}]},
				"networkInterfaces": [{"network": "?n", "subnetwork": "projects/host/regions/us-east1/subnetworks/s"}],
				"resourceManagerTags": {"tagKeys/1": "tagValues/2"}, "serviceAccounts": [{"email": "?e"}], "tags": {"items": ["b", "a"]}}}`,
			ref: "projects/acme/global/instanceTemplates/t",
		},
		"a template whose metadata is not known": {
			terraform: "google_compute_instance_template", rest: gcp.InstanceTemplates,
			given: `{"self_link": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/t?uniqueId=1", "name": "t", "metadata": "?m",
				"metadata_startup_script": null, "network_interface": [], "service_account": [{"email": null}]}`,
			body: `{"name": "t", "properties": {"metadata": {"items": "?m"}, "serviceAccounts": [{"email": "default"}]}}`,
			ref:  "projects/acme/global/instanceTemplates/t",
		},
		"a template by the prefix of its name": {
			terraform: "google_compute_instance_template", rest: gcp.InstanceTemplates,
			given: `{"id": "?", "name": "?", "name_prefix": "t-", "metadata": {}, "network_interface": [{"subnetwork": "?s", "network": null, "stack_type": "?"}]}`,
			body:  `{"name": "?", "properties": {"metadata": {"items": []}, "networkInterfaces": [{"stackType": "IPV4_ONLY", "subnetwork": "?s"}]}}`,
			ref:   "?",
		},
		"a regional template": {
			terraform: "google_compute_region_instance_template", rest: gcp.InstanceTemplates,
			given: `{"name": "t", "region": "us-east1", "network_interface": [{"network": "n", "subnetwork": "s"}, {"network": "m", "subnetwork": "projects/p/regions/r/subnetworks/s"}]}`,
			body: `{"name": "t", "properties": {"networkInterfaces": [{"network": "n", "subnetwork": "regions/us-east1/subnetworks/s"},
				{"network": "m", "subnetwork": "projects/p/regions/r/subnetworks/s"}]}}`,
			ref: "projects/acme/regions/us-east1/instanceTemplates/t",
		},
		"a regional group of endpoints": {
			terraform: "google_compute_region_network_endpoint_group", rest: gcp.NetworkEndpointGroups,
			given: `{"name": "e", "region": "us-east1", "network_endpoint_type": "PRIVATE_SERVICE_CONNECT", "psc_target_service": "?sa"}`,
			body:  `{"name": "e", "networkEndpointType": "PRIVATE_SERVICE_CONNECT", "pscTargetService": "?sa", "region": "us-east1"}`,
			ref:   "projects/acme/regions/us-east1/networkEndpointGroups/e",
		},
		"a group of endpoints without a type is serverless": {
			terraform: "google_compute_region_network_endpoint_group", rest: gcp.NetworkEndpointGroups,
			given: `{"name": "e", "region": "us-east1", "network_endpoint_type": null}`,
			body:  `{"name": "e", "networkEndpointType": "SERVERLESS", "region": "us-east1"}`,
			ref:   "projects/acme/regions/us-east1/networkEndpointGroups/e",
		},
		"a zonal group of endpoints": {
			terraform: "google_compute_network_endpoint_group", rest: gcp.NetworkEndpointGroups,
			given: `{"name": "e", "zone": "us-east1-b", "network_endpoint_type": null}`,
			body:  `{"name": "e", "networkEndpointType": "GCE_VM_IP_PORT", "zone": "us-east1-b"}`,
			ref:   "projects/acme/zones/us-east1-b/networkEndpointGroups/e",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world(t, `{"`+tc.terraform+`": `+tc.given+`}`, options())
			resources := w.Resources(tc.rest)
			if len(resources) != 1 {
				t.Fatalf("%d resources, want 1", len(resources))
			}
			r := resources[0]
			if got, want := render(r.Body), render(objects(t, tc.body)); got != want {
				t.Errorf("body\ngot  %s\nwant %s", got, want)
			}
			if got := spell(r.Ref); got != tc.ref {
				t.Errorf("ref: got %s, want %s", got, tc.ref)
			}
			if got := spell(r.Parent); got != tc.parent {
				t.Errorf("parent: got %s, want %s", got, tc.parent)
			}
			if r.Address != tc.terraform {
				t.Errorf("address: got %s", r.Address)
			}
			if _, err := w.Inventory(); err != nil {
				t.Error(err)
			}
		})
	}
}

// An attribute that an object has is a field, be it null, so that it takes the
// place of a live value; one that it has not leaves the live value as it is.
func TestNullsReplaceWhatIsLive(t *testing.T) {
	t.Parallel()
	live := world(t, `{"google_compute_firewall": {"name": "f", "network": "n", "target_tags": ["a"], "source_tags": ["b"], "priority": 5}}`, options())
	live.Overlay(world(t, `{"google_compute_firewall": {"name": "f", "network": "n", "target_tags": null, "source_ranges": [], "priority": 6}}`, options()))
	got := only(t, inventoryOf(t, live).Firewalls)
	if !got.TargetTags.IsNull() || !got.SourceTags.IsKnown() || got.Priority.Value() != 6 {
		t.Errorf("got %+v", got)
	}
}

func TestARegionalAddressIsReadButNotJudged(t *testing.T) {
	t.Parallel()
	w := world(t, `{"google_compute_address": {"name": "a", "region": "us-east1", "address": "?", "address_type": "INTERNAL"}}`, options())
	for _, typ := range types {
		if len(w.Resources(typ)) > 0 {
			t.Errorf("it is one of %s", typ)
		}
	}
	if _, err := tfresource.FromResources(objects(t, `{"google_compute_address": {"name": "a", "region": "r", "address": []}}`), options()); err == nil {
		t.Error("a wrong one is no error")
	}
}
