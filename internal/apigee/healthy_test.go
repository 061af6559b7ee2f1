package apigee_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// healthy is an organization with two regions on a Shared VPC, and a load balancer
// in front of a group of proxies in each, all of it known.
var healthy = strings.NewReplacer("MACHINES", strings.Join([]string{machine("east", 1, "10.0.0.2"), machine("east", 2, "10.0.0.2"), machine("west", 1, "10.0.4.2"), machine("west", 2, "10.0.4.2")}, ", "), "CERTIFICATE", quote(testkit.Leaf{Names: []string{"*.acme.example"}}.PEM()), "PREREQUISITES",
	healthyPolicies+", "+enabledAPIs("ENABLED", "ENABLED")+`, "iam.grants": [], "cloudkms.cryptoKeys": []`).Replace(healthyBut)

// machine is an instance of the group of a region, as its template says.
func machine(group string, number int, endpoint string) string {
	const host = "https://www.googleapis.com/compute/v1/projects/acme-host/"
	region := "us-" + group + "1"
	return fmt.Sprintf(`{"name": "%[1]s-%[2]d", "selfLink": %[3]q, "status": "RUNNING", "tags": {"items": ["https-server", "apigee-proxy"]},
		"metadata": {"items": [{"key": "ENDPOINT", "value": %[4]q}, {"key": "created-by", "value": "projects/1001/regions/%[5]s/instanceGroupManagers/%[1]s"}]},
		"networkInterfaces": [{"network": "%[6]sglobal/networks/prod", "subnetwork": "%[6]sregions/%[5]s/subnetworks/%[1]s"}]}`,
		group, number, link(fmt.Sprintf("zones/%s-b/instances/%s-%d", region, group, number)), endpoint, region, host)
}

// quote is a text as JSON has it.
func quote(text string) string { return fmt.Sprintf("%q", text) }

const healthyBut = `{
	"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme", "projectId": "acme", "runtimeType": "CLOUD", "state": "ACTIVE", "billingType": "SUBSCRIPTION",
		"authorizedNetwork": "projects/acme-host/global/networks/prod", "environments": ["live", "test", "lab"]}],
	"apigee.organizations.instances": [
		{"$ref": "organizations/acme/instances/east", "name": "east", "location": "us-east1", "state": "ACTIVE", "host": "10.0.0.2", "ipRange": "10.0.0.0/22,10.0.16.0/28"},
		{"$ref": "organizations/acme/instances/west", "name": "west", "location": "us-west1", "state": "ACTIVE", "host": "10.0.4.2", "ipRange": "10.0.4.0/22,10.0.16.16/28"}],
	"apigee.organizations.instances.attachments": [
		{"$ref": "organizations/acme/instances/east/attachments/1", "$parent": "organizations/acme/instances/east", "environment": "live"},
		{"$ref": "organizations/acme/instances/east/attachments/2", "$parent": "organizations/acme/instances/east", "environment": "test"},
		{"$ref": "organizations/acme/instances/west/attachments/1", "$parent": "organizations/acme/instances/west", "environment": "live"},
		{"$ref": "organizations/acme/instances/west/attachments/2", "$parent": "organizations/acme/instances/west", "environment": "test"}],
	"apigee.organizations.envgroups": [
		{"$ref": "organizations/acme/envgroups/public", "name": "public", "hostnames": ["api.acme.example"], "state": "ACTIVE"},
		{"$ref": "organizations/acme/envgroups/inner", "name": "inner", "hostnames": ["test.acme.example"], "state": "ACTIVE"}],
	"apigee.organizations.envgroups.attachments": [
		{"$ref": "organizations/acme/envgroups/public/attachments/1", "$parent": "organizations/acme/envgroups/public", "environment": "live"},
		{"$ref": "organizations/acme/envgroups/inner/attachments/1", "$parent": "organizations/acme/envgroups/inner", "environment": "test"}],
	"apigee.organizations.deployedIngressConfig": [{"$ref": "organizations/acme", "environmentGroups": [
		{"name": "organizations/acme/envgroups/public", "routingRules": [{"basepath": "/v1", "environment": "organizations/acme/environments/live"}]},
		{"name": "organizations/acme/envgroups/inner", "routingRules": [{"basepath": "/v1", "environment": "organizations/acme/environments/test"}]}]}],
	"compute.networks": [{"name": "prod", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod",
		"peerings": [{"name": "servicenetworking-googleapis-com", "network": "https://www.googleapis.com/compute/v1/projects/t-tp/global/networks/servicenetworking", "state": "ACTIVE", "stateDetails": "Connected."}]}],
	"servicenetworking.services.connections": [{"$ref": "services/servicenetworking.googleapis.com/connections/prod", "network": "projects/acme-host/global/networks/prod",
		"service": "services/servicenetworking.googleapis.com", "peering": "servicenetworking-googleapis-com", "reservedPeeringRanges": ["apigee"]}],
	"compute.globalAddresses": [{"name": "apigee", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/addresses/apigee",
		"address": "10.0.0.0", "prefixLength": 19, "purpose": "VPC_PEERING", "addressType": "INTERNAL"}],

	"compute.forwardingRules": [{"name": "front", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/forwardingRules/front",
		"IPAddress": "203.0.113.10", "portRange": "443-443", "loadBalancingScheme": "EXTERNAL_MANAGED",
		"target": "https://www.googleapis.com/compute/v1/projects/acme/global/targetHttpsProxies/front"}],
	"compute.targetProxies": [{"name": "front", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/targetHttpsProxies/front",
		"sslCertificates": ["https://www.googleapis.com/compute/v1/projects/acme/global/sslCertificates/front"],
		"urlMap": "https://www.googleapis.com/compute/v1/projects/acme/global/urlMaps/front"}],
	"compute.sslCertificates": [{"name": "front", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/sslCertificates/front",
		"type": "SELF_MANAGED", "certificate": CERTIFICATE}],
	"compute.sslPolicies": [], "certificatemanager.certificates": [], "certificatemanager.certificateMapEntries": [],
	"compute.urlMaps": [{"name": "front", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/urlMaps/front",
		"defaultService": "https://www.googleapis.com/compute/v1/projects/acme/global/backendServices/proxies"}],
	"compute.healthChecks": [{"name": "ingress", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/healthChecks/ingress", "type": "HTTPS",
		"httpsHealthCheck": {"port": 443, "portSpecification": "USE_FIXED_PORT", "requestPath": "/healthz/ingress"}}],
	"compute.backendServices": [{"name": "proxies", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/backendServices/proxies",
		"loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "portName": "https",
		"healthChecks": ["https://www.googleapis.com/compute/v1/projects/acme/global/healthChecks/ingress"],
		"backends": [{"group": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1/instanceGroups/east", "capacityScaler": 1},
			{"group": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-west1/instanceGroups/west", "capacityScaler": 1}]}],
	"compute.instanceGroupManagers": [
		{"name": "east", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1/instanceGroupManagers/east",
			"region": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1",
			"instanceGroup": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1/instanceGroups/east", "status": {"isStable": true, "versionTarget": {"isReached": true}},
			"versions": [{"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 443}], "targetSize": 2},
		{"name": "west", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-west1/instanceGroupManagers/west",
			"region": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-west1",
			"instanceGroup": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-west1/instanceGroups/west", "status": {"isStable": true, "versionTarget": {"isReached": true}},
			"versions": [{"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/west"}], "namedPorts": [{"name": "https", "port": 443}], "targetSize": 2}],
	"compute.autoscalers": [],
	"compute.backendServices.getHealth": [
		{"$ref": "projects/acme/regions/us-east1/instanceGroups/east", "$parent": "projects/acme/global/backendServices/proxies",
			"healthStatus": [{"instance": "https://www.googleapis.com/compute/v1/projects/acme/zones/us-east1-b/instances/east-1", "healthState": "HEALTHY"},
				{"instance": "https://www.googleapis.com/compute/v1/projects/acme/zones/us-east1-c/instances/east-2", "healthState": "HEALTHY"}]},
		{"$ref": "projects/acme/regions/us-west1/instanceGroups/west", "$parent": "projects/acme/global/backendServices/proxies",
			"healthStatus": [{"instance": "https://www.googleapis.com/compute/v1/projects/acme/zones/us-west1-b/instances/west-1", "healthState": "HEALTHY"},
				{"instance": "https://www.googleapis.com/compute/v1/projects/acme/zones/us-west1-c/instances/west-2", "healthState": "HEALTHY"}]}],
	"compute.instanceTemplates": [
		{"name": "east", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/east", "properties": {
			"metadata": {"items": [{"key": "ENDPOINT", "value": "10.0.0.2"}, {"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup-script.sh"}]},
			"tags": {"items": ["https-server", "apigee-proxy"]}, "serviceAccounts": [{"email": "default"}],
			"networkInterfaces": [{"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/east"}]}},
		{"name": "west", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/west", "properties": {
			"metadata": {"items": [{"key": "ENDPOINT", "value": "10.0.4.2"}, {"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup-script.sh"}]},
			"tags": {"items": ["https-server", "apigee-proxy"]}, "serviceAccounts": [{"email": "default"}],
			"networkInterfaces": [{"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-west1/subnetworks/west"}]}}],
	"compute.instances": [MACHINES],
	"compute.networkEndpointGroups": [],
	"compute.subnetworks": [
		{"name": "east", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/east", "region": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1",
			"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "ipCidrRange": "10.8.0.0/20", "purpose": "PRIVATE", "privateIpGoogleAccess": true},
		{"name": "west", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-west1/subnetworks/west", "region": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-west1",
			"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "ipCidrRange": "10.8.16.0/20", "purpose": "PRIVATE", "privateIpGoogleAccess": true}],
	"compute.routers": [], "compute.routers.nats": [], "compute.routes": [],
	"compute.firewalls": [{"name": "allow-lb", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/firewalls/allow-lb",
		"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "direction": "INGRESS", "priority": 1000, "disabled": false,
		"sourceRanges": ["130.211.0.0/22", "35.191.0.0/16"], "targetTags": ["apigee-proxy"], "allowed": [{"IPProtocol": "tcp", "ports": ["443"]}]}],
	"compute.firewallPolicies": [],
	PREREQUISITES
}`

// link is a self link of the service project's.
func link(path string) string {
	return "https://www.googleapis.com/compute/v1/projects/acme/" + path
}

// but is one type of the healthy world with texts replaced, each wherever it
// occurs. A text that does not occur is a mistake in the case.
func but(typ string, oldnew ...string) string {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal([]byte(healthy), &parts); err != nil {
		panic(err)
	}
	text := string(parts[typ])
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			panic(typ + " of the healthy world has no " + oldnew[i])
		}
		text = strings.ReplaceAll(text, oldnew[i], oldnew[i+1])
	}
	return fmt.Sprintf("%q: %s", typ, text)
}

// world joins parts of a world.
func world(parts ...string) string { return "{" + strings.Join(parts, ",\n") + "}" }

// gaps are listings that may lack items, each with a reason.
func gaps(reason string, types ...string) string {
	var out []string
	for _, t := range types {
		out = append(out, fmt.Sprintf("%q: [%q]", t, reason))
	}
	return `"gaps": {` + strings.Join(out, ", ") + `}`
}
