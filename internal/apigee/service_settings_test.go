package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

var identityAwareProxyOff = []verdictCase{
	{name: "no block", want: []string{"pass " + frontService}},
	{name: "off", world: world(fronted(`"protocol"`, `"iap": {"enabled": false}, "protocol"`)), want: []string{"pass " + frontService}},
	{name: "LB-034: on", world: world(fronted(`"protocol"`, `"iap": {"enabled": true}, "protocol"`)), want: []string{"fail " + frontService}, says: []string{"302 or 401", east}},
	{name: "known after apply", world: world(fronted(`"protocol"`, `"iap": {"enabled": "?known after apply"}, "protocol"`)), want: []string{"unknown " + frontService}},
	{name: "on for a shop", world: world(fronted(`"protocol"`, `"iap": {"enabled": true}, "protocol"`), unrelated()), want: []string{"not_applicable organizations/acme"}},
	{
		name:  "on for what may be proxies",
		world: world(fronted(`"protocol"`, `"iap": {"enabled": true}, "protocol"`), withoutTemplates()), want: []string{"unknown " + frontService},
		says: []string{"permission compute.instanceTemplates.list denied"},
	},
	{name: "services that could not be listed", world: world(`"compute.backendServices": []`, gaps("denied", services)), want: []string{"unknown organizations/acme"}},
}

// selecting is the healthy scene with a policy for the version of addresses.
func selecting(policy string) string {
	return fronted(`"protocol"`, `"ipAddressSelectionPolicy": "`+policy+`", "protocol"`)
}

// mayDrainWest is the backend service of the healthy scene, with texts replaced, of which
// a plan does not tell yet whether it sends to the west.
func mayDrainWest(oldnew ...string) string {
	return fronted(append([]string{`us-west1/instanceGroups/west", "capacityScaler": 1`, `us-west1/instanceGroups/west", "capacityScaler": "?known after apply"`}, oldnew...)...)
}

// hostLink is how the self links of a region's subnetworks begin.
func hostLink(region string) string {
	return "https://www.googleapis.com/compute/v1/projects/acme-host/regions/" + region
}

// dual gives the proxies' interfaces a stack type.
func dual(stack string) string {
	return but(templates, `"subnetwork":`, `"stackType": "`+stack+`", "subnetwork":`)
}

var backendsHaveAddressFamily = []verdictCase{
	{name: "no policy", want: []string{"not_applicable " + frontService}},
	{name: "IPv6 where there is some", world: world(selecting("PREFER_IPV6")), want: []string{"not_applicable " + frontService}},
	{name: "IPv6 alone, of proxies that have both", world: world(selecting("IPV6_ONLY"), dual("IPV4_IPV6")), want: []string{"pass " + frontService}},
	{name: "IPv6 alone, of proxies that have no other", world: world(selecting("IPV6_ONLY"), dual("IPV6_ONLY")), want: []string{"pass " + frontService}},
	{name: "LB-041: IPv6 alone, of proxies that have none", world: world(selecting("IPV6_ONLY")), want: []string{"fail " + frontService}, says: []string{"{stack_type IPV4_ONLY}", east}},
	{name: "IPv6 alone, of proxies of a stack type known after apply", world: world(selecting("IPV6_ONLY"), dual("?known after apply")), want: []string{"unknown " + frontService}},
	{name: "a policy known after apply", world: world(selecting("?known after apply")), want: []string{"unknown " + frontService}},
	{
		name: "IPv6 alone, of proxies that have both and of some that have none but may be drained", want: []string{"unknown " + frontService}, says: []string{"is drained in"},
		world: world(mayDrainWest(`"protocol"`, `"ipAddressSelectionPolicy": "IPV6_ONLY", "protocol"`), but(templates, `"subnetwork": "`+hostLink("us-east1"), `"stackType": "IPV4_IPV6", "subnetwork": "`+hostLink("us-east1"))),
	},
	{name: "templates that could not be listed", world: world(selecting("IPV6_ONLY"), withoutTemplates()), want: []string{"unknown " + frontService}},
	{name: "IPv6 alone for a shop", world: world(selecting("IPV6_ONLY"), unrelated()), want: []string{"not_applicable organizations/acme"}},
	{name: "services that could not be listed", world: world(`"compute.backendServices": []`, gaps("denied", services)), want: []string{"unknown organizations/acme"}},
}

const regionalRule = "projects/acme/regions/us-east1/forwardingRules/front"

// standard is the healthy scene behind a regional rule of a tier.
func standard(tier string) string {
	return but("compute.forwardingRules", `global/forwardingRules/front",`, `regions/us-east1/forwardingRules/front", "region": "us-east1", "networkTier": "`+tier+`",`, "EXTERNAL_MANAGED", "EXTERNAL")
}

// inEastAlone leaves the west without a backend.
func inEastAlone() string {
	return `"compute.backendServices": [{"name": "proxies", "selfLink": "` + link("global/backendServices/proxies") + `", "loadBalancingScheme": "EXTERNAL", "protocol": "HTTPS", "portName": "https",
		"backends": [{"group": "` + link("regions/us-east1/instanceGroups/east") + `"}]}]`
}

var standardTierInOneRegion = []verdictCase{
	{name: "a global rule", want: []string{"not_applicable organizations/acme"}},
	{name: "LB-044: a rule in the east, and proxies in the west", world: world(standard("STANDARD")), want: []string{"fail " + regionalRule}, says: []string{"{backend_region us-west1}", west}},
	{name: "a rule in the east, and proxies there", world: world(standard("STANDARD"), inEastAlone()), want: []string{"pass " + regionalRule}},
	{name: "a rule in the east, and proxies in the west that may be drained", world: world(standard("STANDARD"), mayDrainWest()), want: []string{"unknown " + regionalRule}, says: []string{"is drained in"}},
	{name: "the Premium tier", world: world(standard("PREMIUM")), want: []string{"not_applicable organizations/acme"}},
	{name: "a tier known after apply, and proxies in the west", world: world(standard("?known after apply")), want: []string{"unknown " + regionalRule}},
	{name: "a tier known after apply, and proxies in the east", world: world(standard("?known after apply"), inEastAlone()), want: []string{"not_applicable organizations/acme"}},
	{name: "templates that could not be listed", world: world(standard("STANDARD"), withoutTemplates()), want: []string{"unknown " + regionalRule}},
	{name: "rules that could not be listed", world: world(`"compute.forwardingRules": []`, gaps("denied", "compute.forwardingRules")), want: []string{"unknown organizations/acme"}},
}

// settingMutations are backend services and front ends set so that requests end.
func settingMutations() []mutation {
	return []mutation{
		{name: "Identity-Aware Proxy is on", world: testkit.NewWorld().Set(gcp.BackendServices, "global/"+testkit.Front, "iap", body{"enabled": true}), fails: []string{"identity-aware-proxy-off"}},
		{name: "the backends are asked by IPv6 alone", world: testkit.NewWorld().Set(gcp.BackendServices, "global/"+testkit.Front, "ipAddressSelectionPolicy", "IPV6_ONLY"), fails: []string{"backends-have-address-family"}},
		{name: "a rule of the Standard tier in one region", world: standardTier(testkit.NewWorld()), fails: []string{"standard-tier-in-one-region"}},
	}
}

// newer is the healthy scene with IPv6 alone between the load balancer and its proxies.
func newer() string {
	return world(selecting("IPV6_ONLY"), dual("IPV4_IPV6"), but("compute.firewalls", `"130.211.0.0/22", "35.191.0.0/16"`, `"2600:2d00:1:b029::/64", "2600:2d00:1:1::/64"`))
}

// standardTier puts a regional rule of the Standard tier in the place of the global one.
func standardTier(w *testkit.World) *testkit.World {
	return w.Drop(gcp.ForwardingRules, testkit.Front).
		Add(gcp.ForwardingRules, "us-east1/"+testkit.Front, body{"IPAddress": "203.0.113.10", "IPProtocol": "TCP", "portRange": "443-443", "loadBalancingScheme": "EXTERNAL", "networkTier": "STANDARD", "target": link("global/targetHttpsProxies/gateway")}).
		Set(gcp.BackendServices, "global/"+testkit.Front, "loadBalancingScheme", "EXTERNAL")
}

// settingTraps look wrong and are not.
func settingTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"a rule of the Standard tier and proxies in its region alone": standardTier(testkit.NewWorld().WithoutRegion("us-west1")),
		"a regional rule of the Premium tier":                         standardTier(testkit.NewWorld()).Set(gcp.ForwardingRules, testkit.Front, "networkTier", "PREMIUM"),
		"Identity-Aware Proxy is off":                                 testkit.NewWorld().Set(gcp.BackendServices, "global/"+testkit.Front, "iap", body{"enabled": false}),
		"Identity-Aware Proxy is on for another program":              testkit.NewWorld().Add(gcp.BackendServices, "admin", body{"protocol": "HTTPS", "iap": body{"enabled": true}}),
	}
}

var scriptlessProxies = []verdictCase{
	{name: "LB-025: everybody's image without a script", world: world(imaged("projects/debian-cloud/global/images/family/debian-12", `{"key": "enable-oslogin", "value": "TRUE"}`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"debian-12 without a startup script"}},
	{name: "everybody's image with what cloud-init reads", world: world(imaged("debian-cloud/debian-12", `{"key": "user-data", "value": null}`)), want: []string{"not_applicable " + east, "not_applicable " + west}},
	{name: "everybody's image with an inline script", world: world(imaged("debian-cloud/debian-12", `{"key": "startup-script", "value": "iptables"}`)), want: []string{"pass " + east, "pass " + west}},
	{name: "an image of one's own without a script", world: world(imaged("projects/acme/global/images/proxy", `{"key": "enable-oslogin", "value": "TRUE"}`)), want: []string{"not_applicable " + east, "not_applicable " + west}},
	{
		name: "LB-027: a script of one's own, and no scope to read it", world: world(`"compute.backendServices.getHealth": []`, scoped("gs://acme-scripts/proxy.sh", `["https://www.googleapis.com/auth/logging.write"]`)),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"whether everybody may read gs://acme-scripts/proxy.sh", "devstorage.read_only"},
	},
	{name: "the same, while instances are healthy", world: world(scoped("gs://acme-scripts/proxy.sh", `["https://www.googleapis.com/auth/logging.write"]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "a script of one's own, and a scope to read it", world: world(`"compute.backendServices.getHealth": []`, scoped("gs://acme-scripts/proxy.sh", `["https://www.googleapis.com/auth/cloud-platform"]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "a script of one's own, and scopes known after apply", world: world(`"compute.backendServices.getHealth": []`, scoped("gs://acme-scripts/proxy.sh", `["?known after apply"]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "Google's script, which everybody may read, without a scope", world: world(`"compute.backendServices.getHealth": []`, scoped("gs://apigee-5g-saas/startup-script.sh", `[]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "an image known after apply without a script", world: world(imaged("?known after apply", `{"key": "enable-oslogin", "value": "TRUE"}`)), want: []string{"not_applicable " + east, "not_applicable " + west}},
}

// scoped is the healthy scene with proxies that download a script, and the scopes of their account.
func scoped(script, scopes string) string {
	return but(templates, "gs://apigee-5g-saas/startup-script.sh", script, `"email": "default"`, `"email": "default", "scopes": `+scopes)
}

// imaged is the healthy scene with proxies that start from an image, with metadata beside ENDPOINT.
func imaged(image, metadata string) string {
	return but(templates, `"tags":`, `"disks": [{"boot": true, "initializeParams": {"sourceImage": "`+image+`"}}], "tags":`, `{"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup-script.sh"}`, metadata)
}
