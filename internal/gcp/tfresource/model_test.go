package tfresource

import (
	"reflect"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

func TestTheModelIsFilled(t *testing.T) {
	t.Parallel()
	// What Terraform's objects do not carry, or what is filled elsewhere.
	exceptions := map[string]string{
		"apigee.organizations.state":  "no attribute",
		"serviceusage.services.state": "told by the Terraform type",
		"iam.grants.authoritative":    "told by the Terraform type",
		"iam.policies.bindings.role":  "in a text", "iam.policies.bindings.members": "in a text", "iam.policies.bindings.condition.expression": "in a text",
		"iam.policies.projectNumber": "no attribute", "iam.policies.ancestors": "no attribute",
		"apigee.organizations.billingType":                                              "it decides nothing without expiresAt",
		"apigee.organizations.expiresAt":                                                "no attribute",
		"apigee.organizations.environments":                                             "no attribute; google_apigee_environment",
		"apigee.organizations.instances.state":                                          "no attribute",
		"apigee.organizations.environments.state":                                       "no attribute",
		"apigee.organizations.envgroups.state":                                          "no attribute",
		"compute.networks.peerings":                                                     "no attribute",
		"compute.firewallPolicies.displayName":                                          "no attribute; network policies have a name, others a short name",
		"compute.firewallPolicies.priority":                                             "no attribute in the schemas at hand",
		"compute.healthChecks.grpcHealthCheck.proxyHeader":                              "gRPC probes have none",
		"compute.firewallPolicies.type":                                                 "told by the Terraform type",
		"compute.networkEndpointGroups.pscData.pscConnectionStatus":                     "no attribute",
		"compute.instanceGroupManagers.instanceTemplate":                                "no attribute; versions",
		"compute.instanceGroupManagers.status.isStable":                                 "of the last refresh",
		"compute.instanceGroupManagers.status.versionTarget.isReached":                  "of the last refresh",
		"compute.instanceGroupManagers.status.allInstancesConfig.effective":             "of the last refresh",
		"compute.instanceGroupManagers.status.stateful.perInstanceConfigs.allEffective": "of the last refresh",
		"compute.instanceTemplates.properties.metadata.items.key":                       "a map in Terraform",
		"compute.instanceTemplates.properties.metadata.items.value":                     "a map in Terraform",
		"compute.instanceGroupManagers.allInstancesConfig.properties.metadata.ENDPOINT": "a key of a map",
		"compute.sslCertificates.type":                                                  "told by the Terraform type",
		"compute.sslCertificates.managed.status":                                        "no attribute",
		"certificatemanager.certificates.expireTime":                                    "no attribute",
		"compute.organizationSecurityPolicies.rules":                                    "rules of such policies are resources of their own",
	}
	// One model stands for the blocks of all types.
	for _, field := range []string{
		"tcpHealthCheck.requestPath", "tcpHealthCheck.host", "sslHealthCheck.requestPath", "sslHealthCheck.host",
		"grpcHealthCheck.requestPath", "grpcHealthCheck.host", "grpcHealthCheck.response",
	} {
		exceptions["compute.healthChecks."+field] = "of other types"
	}
	filled := map[string]bool{}
	for _, k := range kinds() {
		at := string(k.rest) + "."
		if k.element != "" {
			at += k.element + "."
		}
		flat(k.attributes, "", at, func(_ attribute, _, field string) { filled[field] = true })
	}
	inventory := reflect.TypeFor[apigee.Inventory]()
	fields := map[gcp.Type]string{
		gcp.Organizations: "Organizations", gcp.Instances: "Instances", gcp.InstanceAttachments: "InstanceAttachments",
		gcp.Environments: "Environments", gcp.EnvironmentGroups: "EnvironmentGroups", gcp.GroupAttachments: "GroupAttachments",
		gcp.Connections: "Connections", gcp.Networks: "Networks", gcp.Subnetworks: "Subnetworks", gcp.Routers: "Routers", gcp.RouterNATs: "RouterNATs", gcp.Routes: "Routes", gcp.GlobalAddresses: "GlobalAddresses",
		gcp.Firewalls: "Firewalls", gcp.FirewallPolicies: "FirewallPolicies", gcp.ForwardingRules: "ForwardingRules",
		gcp.TargetProxies: "TargetProxies", gcp.URLMaps: "URLMaps", gcp.BackendServices: "BackendServices", gcp.HealthChecks: "HealthChecks",
		gcp.InstanceGroupManagers: "InstanceGroupManagers", gcp.InstanceTemplates: "InstanceTemplates", gcp.NetworkEndpointGroups: "NetworkEndpointGroups", gcp.Autoscalers: "Autoscalers", gcp.BackendHealth: "BackendHealth", gcp.VirtualMachines: "VirtualMachines", gcp.RouteTables: "RouteTables",
		gcp.SSLCertificates: "SSLCertificates", gcp.SSLPolicies: "SSLPolicies", gcp.ServerTLSPolicies: "ServerTLSPolicies", gcp.ManagerCertificates: "ManagerCertificates",
		gcp.CertificateMaps: "CertificateMaps", gcp.CertificateMapEntries: "CertificateMapEntries",
		gcp.SecurityPolicies: "SecurityPolicies", gcp.HierarchicalSecurityPolicies: "HierarchicalSecurityPolicies",
		gcp.ManagedZones: "ManagedZones", gcp.RecordSets: "RecordSets", gcp.DNSAuthorizations: "DNSAuthorizations",
		gcp.Services: "Services", gcp.ServiceIdentities: "ServiceIdentities", gcp.CryptoKeys: "CryptoKeys", gcp.IAMPolicies: "IAMPolicies", gcp.IAMGrants: "IAMGrants",
	}
	listings := 0
	for i := range inventory.NumField() {
		if strings.HasPrefix(inventory.Field(i).Type.Name(), "Listing[") {
			listings++
		}
	}
	if listings != len(fields) {
		t.Errorf("the model has %d listings, the test knows %d", listings, len(fields))
	}
	for typ, name := range fields {
		listing, _ := inventory.FieldByName(name)
		items, _ := listing.Type.FieldByName("Items")
		for _, path := range tags(items.Type.Elem(), string(typ)+".") {
			if strings.HasPrefix(path, "compute.networks.peerings.") || strings.HasPrefix(path, "compute.organizationSecurityPolicies.rules.rateLimitOptions.") {
				continue // of a field that no attribute carries
			}
			if typ == gcp.BackendHealth || typ == gcp.RouteTables || typ == gcp.VirtualMachines {
				continue // what load balancers find is measured, API proxies are deployed and groups make instances: none is configured
			}
			if filled[path] == (exceptions[path] != "") {
				t.Errorf("%s: filled %v, exception %q", path, filled[path], exceptions[path])
			}
		}
	}
}

// tags lists the json tags of a model struct's fields, with dots into structs.
func tags(typ reflect.Type, at string) []string {
	var out []string
	for i := range typ.NumField() {
		field := typ.Field(i)
		tag := field.Tag.Get("json")
		if tag == "" || tag == "-" {
			continue
		}
		switch inner := structIn(field.Type); {
		case inner == nil:
			out = append(out, at+tag)
		case field.Type.Kind() == reflect.Struct && inner == field.Type:
			out = append(out, tags(inner, at+tag+".")...)
		default:
			out = append(append(out, at+tag), tags(inner, at+tag+".")...)
		}
	}
	return out
}

// structIn is the struct of the model that a field is or lists; nil for others.
func structIn(typ reflect.Type) reflect.Type {
	if !strings.HasPrefix(typ.Name(), "Of[") {
		return typ
	}
	known, _ := typ.MethodByName("Value")
	held := known.Type.Out(0)
	if held.Kind() != reflect.Slice || strings.HasPrefix(held.Elem().Name(), "Of[") {
		return nil
	}
	return held.Elem()
}
