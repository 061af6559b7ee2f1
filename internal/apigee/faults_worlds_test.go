package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// catalogueMutations are faults of the catalogue that no other list has.
func catalogueMutations() []mutation {
	covers, admits, connection := []string{"certificate-covers-hostnames"}, []string{"armor-admits-clients"}, []string{"psc-connection-accepted"}
	reaches, sends := []string{"load-balancer-reaches-proxies"}, []string{"proxy-endpoint-is-instance"}
	front, leads := "global/"+testkit.Front, []string{"url-map-leads-to-apigee"}
	return []mutation{
		{name: "a certificate map hides the certificate that fits", world: anyMap("ACTIVE", "api.other.example").
			Set(gcp.TargetProxies, testkit.Front, "sslCertificates", []string{link("global/sslCertificates/gateway")}), fails: covers},
		{name: "the map's wildcard is a label short", world: anyMap("ACTIVE", "*.acme.example").Hostnames("a.b.acme.example").
			Set(gcp.EnvironmentGroups, "public", "hostnames", []string{"a.b.acme.example"}), fails: covers},
		{name: "the entry's certificate is for other names", world: testkit.NewWorld().ManagerCertificate("any", "ACTIVE", "www.other.example").
			Map(map[string]string{"api.acme.example": "any"}), fails: covers},
		{name: "the certificate that fits is attached to no proxy", world: testkit.NewWorld().Managed("own", "PROVISIONING", "api.acme.example").
			Set(gcp.SSLCertificates, testkit.Front, "certificate", testkit.Leaf{Names: []string{"www.other.example"}}.PEM()), fails: covers},
		{name: "the certificate's scope is another load balancer's", world: anyMap("ACTIVE", "PRIMARY").Set(gcp.ManagerCertificates, "any", "scope", "ALL_REGIONS"), fails: []string{"certificate-attached"}},
		{name: "a CAA record forbids it", world: testkit.NewWorld().Managed("own", "FAILED_CAA_FORBIDDEN", "api.acme.example", "inner.acme.example").
			Set(gcp.SSLCertificates, "own", "managed.status", "PROVISIONING").Present("own"), fails: []string{"managed-certificate-active"}},

		{name: "the allow is in preview", world: guarded("securityPolicy", preview(armorBody(900, "allow", "*")), armorBody(2147483647, "deny(403)", "*")), fails: admits},
		{name: "the deny is not in preview", world: guarded("securityPolicy", armorBody(900, "deny(403)", "*"), armorBody(2147483647, "allow", "*")), fails: admits},
		{name: "a client's range is missing", world: guarded("securityPolicy", armorBody(900, "allow", "198.51.100.0/24"), armorBody(2147483647, "deny(403)", "*")).
			Clients("198.51.100.0/24", "203.0.113.0/28"), fails: admits},
		{name: "IPv6 clients are not admitted", world: guarded("securityPolicy", armorBody(900, "allow", "0.0.0.0/0"), armorBody(2147483647, "deny(403)", "*")).
			Clients("198.51.100.0/24", "2001:db8::/32"), fails: admits},
		{name: "the CDN in front is denied", world: guarded("securityPolicy", armorBody(900, "deny(403)", "192.0.2.0/24"), armorBody(2147483647, "allow", "*")).
			Clients("192.0.2.0/24"), fails: admits},
		{name: "a monitor is not admitted", world: guarded("securityPolicy", armorBody(900, "allow", "198.51.100.0/24"), armorBody(2147483647, "deny(403)", "*")).
			Clients("198.51.100.0/24", "192.0.2.7/32"), fails: admits},
		{name: "clients are sent to a reCAPTCHA page", world: guarded("securityPolicy", redirect("GOOGLE_RECAPTCHA", ""), armorBody(2147483647, "allow", "*")), fails: admits},
		{name: "clients are sent elsewhere", world: guarded("securityPolicy", redirect("EXTERNAL_302", "https://www.acme.example/"), armorBody(2147483647, "allow", "*")), fails: admits},
		{name: "a DNS authorization has no record, and Google has noticed", world: unproved().Set(gcp.ManagerCertificates, "any", "managed.authorizationAttemptInfo", []body{
			{"domain": "*.acme.example", "state": "FAILED", "failureReason": "CONFIG"},
		}), fails: []string{"managed-certificate-active"}},

		{name: "the organization's security policy denies", world: organizationPolicy(armorBody(900, "deny(403)", "*")), fails: admits},

		{name: "the forwarding rule leads to another proxy", world: elsewhere443().Drop(gcp.ForwardingRules, testkit.Front), fails: leads},
		{name: "the URL map sends all hosts elsewhere", world: testkit.NewWorld().Set(gcp.URLMaps, testkit.Front, "defaultService", link("global/backendBuckets/site")), fails: leads},
		{name: "the URL map sends a host that clients use elsewhere", world: toSite(testkit.NewWorld(), "inner.acme.example").Hostnames("api.acme.example", "inner.acme.example"), fails: leads},
		{name: "the host is rewritten", world: testkit.NewWorld().Set(gcp.URLMaps, testkit.Front, "defaultRouteAction", body{
			"urlRewrite":              body{"hostRewrite": "backend.other.example"},
			"weightedBackendServices": []body{{"backendService": link("global/backendServices/gateway"), "weight": 1}},
		}).Set(gcp.URLMaps, testkit.Front, "defaultService", nil), fails: leads},
		{name: "a redirect catches all requests", world: testkit.NewWorld().Set(gcp.URLMaps, testkit.Front, "defaultService", nil).
			Set(gcp.URLMaps, testkit.Front, "defaultUrlRedirect", body{"hostRedirect": "www.acme.example"}), fails: leads},
		{name: "a backend is an old group", world: oldGroup(), fails: sends},
		{name: "ENDPOINT is the address of another organization's instance", world: testkit.NewLocalWorld().
			Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.value", "10.99.0.2"), fails: sends},
		{name: "only the second interface is in the network", world: testkit.NewWorld().
			Set(gcp.InstanceTemplates, westProxies, "properties.networkInterfaces", []body{{"network": hostNetwork + "test"}, {"network": hostNetwork + "prod"}}), fails: reaches},

		{name: "the allowing policy is associated with nothing", world: testkit.NewWorld().DropAll(gcp.Firewalls).Unassociated("lonely", testkit.Ingress(1, "allow", "all", "0.0.0.0/0")), fails: reaches},
		{name: "the allowing rule is for a tag without effect", world: tagged("INEFFECTIVE"), fails: reaches},
		{name: "the IPv6 ranges are missing", world: testkit.NewWorld().Set(gcp.BackendServices, front, "ipAddressSelectionPolicy", "PREFER_IPV6").
			SetAll(gcp.InstanceTemplates, "properties.networkInterfaces.0.stackType", "IPV4_IPV6"), fails: reaches},

		{name: "the range is too small for the instance", world: planned(body{"location": "europe-west1", "peeringCidrRange": "SLASH_22"}).
			Set(gcp.GlobalAddresses, testkit.Range, "prefixLength", 24), fails: []string{"peering-range-large-enough"}},

		{name: "a connection is pending", world: testkit.NewWorld().PSC().Set(gcp.NetworkEndpointGroups, testkit.Endpoints("us-west1"), "pscData.pscConnectionStatus", "PENDING"), fails: connection},
		{name: "a connection is rejected", world: testkit.NewWorld().PSC().Set(gcp.NetworkEndpointGroups, testkit.Endpoints("us-west1"), "pscData.pscConnectionStatus", "REJECTED"), fails: connection},
		{name: "a connection needs attention", world: testkit.NewWorld().PSC().Set(gcp.NetworkEndpointGroups, testkit.Endpoints("us-west1"), "pscData.pscConnectionStatus", "NEEDS_ATTENTION"), fails: connection},
		{name: "ENDPOINT is not the endpoint's address", world: testkit.NewLocalWorld().
			Add(gcp.ForwardingRules, "us-east1/psc", body{"IPAddress": "10.0.0.9", "loadBalancingScheme": "", "pscConnectionStatus": "ACCEPTED", "target": "https://www.googleapis.com/compute/v1/" + testkit.ServiceAttachment("us-east1")}).
			Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.value", "10.0.0.10"), fails: sends},

		{name: "a regional load balancer has two endpoint groups", world: twoEndpointGroups(), fails: []string{"psc-load-balancer-supported"}},

		{name: "the host that clients use is in no group", world: testkit.NewWorld().Hostnames("new.acme.example"), fails: []string{"environment-group-routes"}},
		{name: "a region of the load balancer has no instance", world: testkit.NewWorld().Drop(gcp.Instances, westRuntime), fails: sends},
	}
}

func preview(rule body) body {
	rule["preview"] = true
	return rule
}

func redirect(kind, target string) body {
	rule := armorBody(900, "redirect", "*")
	options := body{"type": kind}
	if target != "" {
		options["target"] = target
	}
	rule["redirectOptions"] = options
	return rule
}

// organizationPolicy is the healthy world with a security policy of its organization.
func organizationPolicy(rules ...body) *testkit.World {
	return testkit.NewWorld().SecurityPolicyAbove(testkit.Project, "org", rules...)
}

// oldGroup is a world whose load balancer sends to a group that was made for an
// earlier instance.
func oldGroup() *testkit.World {
	w := testkit.NewWorld().Add(gcp.InstanceTemplates, "old", body{"properties": testkit.NewWorld().Get(gcp.InstanceTemplates, eastProxies, "properties")})
	w.Set(gcp.InstanceTemplates, "old", "properties.metadata.items.0.value", "10.64.200.2")
	w.Add(gcp.InstanceGroupManagers, "us-east1/old", body{
		"instanceGroup": link("regions/us-east1/instanceGroups/old"), "versions": []body{{"instanceTemplate": link("global/instanceTemplates/old")}},
		"namedPorts": []body{{"name": "https", "port": 443}}, "targetSize": 2,
	})
	return w.Set(gcp.BackendServices, "global/"+testkit.Front, "backends.0.group", link("regions/us-east1/instanceGroups/old"))
}

// twoEndpointGroups is a world behind Private Service Connect in which a regional load
// balancer sends to two regions.
func twoEndpointGroups() *testkit.World {
	return testkit.NewWorld().RegionalFront("us-east1", "EXTERNAL_MANAGED").PSC().
		Set(gcp.BackendServices, "us-east1/gateway", "healthChecks", nil).
		Set(gcp.BackendServices, "us-east1/gateway", "outlierDetection", body{"consecutiveGatewayFailure": 3}).
		Set(gcp.BackendServices, "us-east1/gateway", "backends", []body{
			{"group": link("regions/us-east1/networkEndpointGroups/" + testkit.Endpoints("us-east1"))},
			{"group": link("regions/us-west1/networkEndpointGroups/" + testkit.Endpoints("us-west1"))},
		})
}

// tagged is a world in which a rule for a secure tag alone admits.
func tagged(state string) *testkit.World {
	rule := testkit.Ingress(1, "allow", "tcp:443", "0.0.0.0/0")
	rule["targetSecureTags"] = []body{{"name": "tagValues/1", "state": state}}
	return testkit.NewWorld().DropAll(gcp.Firewalls).NetworkPolicy("tags", rule)
}

// unsettled are worlds of which nobody can tell offline whether they are healthy.
func unsettled() map[string]*testkit.World {
	expression := func(text string) *testkit.World {
		return guarded("securityPolicy", body{"priority": 900, "action": "deny(403)", "match": body{"expr": body{"expression": text}}}, armorBody(2147483647, "allow", "*"))
	}
	return map[string]*testkit.World{
		"a preconfigured WAF rule denies":      expression(`evaluatePreconfiguredWaf('sqli-v33-stable')`),
		"adaptive protection denies":           expression(`evaluateAdaptiveProtectionAutoDeploy()`),
		"the health check expects a text":      testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck.response", "ready"),
		"an entry of the map is pending":       anyMap("ACTIVE", "PRIMARY").Set(gcp.CertificateMapEntries, "primary", "state", "PENDING"),
		"certificates of clients are demanded": withClients("REJECT_INVALID"),
		"everybody's image without a script": testkit.NewWorld().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items", []body{{"key": "ENDPOINT", "value": testkit.Host(0)}}).
			Set(gcp.InstanceTemplates, eastProxies, "properties.disks", []body{{"boot": true, "initializeParams": body{"sourceImage": "projects/debian-cloud/global/images/family/debian-12"}}}),
		"a group is being deleted": testkit.NewWorld().Set(gcp.EnvironmentGroups, "public", "state", "DELETING"),
	}
}

// A change is a healthy world, and what a plan does to it.
type change struct {
	world *testkit.World
	plan  testkit.Change
}

func changes() map[string]change {
	remove := []string{"delete"}
	return map[string]change{
		// The API tells no secure tags of templates.
		"the proxies lack the secure tag": {world: tagged("EFFECTIVE")},
		"the plan deletes the rule":       {testkit.NewWorld(), testkit.Change{Name: "allow-lb", Actions: remove}},
		"the plan deletes an attachment":  {testkit.NewWorld(), testkit.Change{Name: westRuntime + "/attachments/" + attachmentName("live"), Actions: remove}},
		"the plan replaces the instance":  {testkit.NewWorld(), testkit.Change{Name: eastRuntime, Actions: []string{"delete", "create"}, Unknown: []string{"host", "id", "ip_range", "service_attachment"}}},
	}
}

// attachmentName is what the API calls an environment's attachment in the west.
func attachmentName(environment string) string {
	return testkit.NewWorld().Get(gcp.InstanceAttachments, westRuntime+"/"+environment, "name").Text()
}

// elsewhere443 is the healthy world with a load balancer beside that leads to a bucket.
func elsewhere443() *testkit.World {
	return testkit.NewWorld().Add(gcp.URLMaps, "site", body{"defaultService": link("global/backendBuckets/site")}).
		Add(gcp.TargetProxies, "site", body{"urlMap": link("global/urlMaps/site"), "sslCertificates": []string{link("global/sslCertificates/gateway")}}).
		Add(gcp.ForwardingRules, "site", body{"IPAddress": "203.0.113.99", "portRange": "443-443", "loadBalancingScheme": "EXTERNAL_MANAGED", "target": link("global/targetHttpsProxies/site")})
}
