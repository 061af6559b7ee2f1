package apigee_test

import (
	"fmt"
	"strings"
)

// attachedAlongThePath are the cases about what leads from the load balancer to
// the instances.
var attachedAlongThePath = []verdictCase{
	{
		name: "the target of the forwarding rule is known after apply", world: world(liveEast, but(rules, link("global/targetHttpsProxies/front"), "?known after apply")),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"the target of projects/acme/global/forwardingRules/front: known after apply"},
	},
	{
		name: "the target proxy is not known", world: world(liveEast, `"compute.targetProxies": []`),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"projects/acme/global/targetHttpsProxies/front: it is not among the resources known"},
	},
	{
		name: "the URL map could not be listed", world: world(liveEast, `"compute.urlMaps": []`, gaps("permission compute.urlMaps.list denied", urlMaps)),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"permission compute.urlMaps.list denied"},
	},
	{
		name: "the backend service could not be listed", world: world(liveEast, `"compute.backendServices": []`, gaps("denied", services)),
		want: []string{"unknown " + live, "pass " + test},
	},
	{
		name: "the group is one that is not known", world: world(liveEast, but(services, "us-west1/instanceGroups/west", "us-west1/instanceGroups/other")),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"projects/acme/regions/us-west1/instanceGroups/other: it is not among the resources known"},
	},
	{
		name: "another load balancer, to a group that no manager makes, beside one to both regions", world: world(liveEast, twoFronts(toAll, toShop)),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "another load balancer, to a group that no manager makes, beside one to the east", world: world(liveEast, twoFronts(toEast, toShop)),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "one load balancer, to a group that no manager makes", world: world(liveEast, moreServices(), urlMap(toShop, "")),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"instanceGroups/shop: it is not among the resources known"},
	},
	{
		name:  "some paths lead to a group that no manager makes, all others to both regions",
		world: world(liveEast, moreServices(), urlMap(toAll, host("api.acme.example", toAll+fmt.Sprintf(`, "pathRules": [{"paths": ["/shop/*"], "service": %q}]`, link("global/backendServices/shop"))))),
		want:  []string{"fail " + live, "pass " + test},
	},
	{
		name:  "some paths lead to a group that no manager makes, all others to the east",
		world: world(liveEast, moreServices(), urlMap(toEast, host("api.acme.example", toEast+fmt.Sprintf(`, "pathRules": [{"paths": ["/shop/*"], "service": %q}]`, link("global/backendServices/shop"))))),
		want:  []string{"unknown " + live, "pass " + test},
	},
	{
		name: "the template could not be listed", world: world(liveEast, `"compute.instanceTemplates": []`, gaps("denied", templates)),
		want: []string{"unknown " + live, "pass " + test},
	},
	{
		name: "the backends are known after apply", world: world(liveEast, `"compute.backendServices": [{"selfLink": "`+link("global/backendServices/proxies")+`", "backends": "?known after apply"}]`),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"the backends of projects/acme/global/backendServices/proxies"},
	},
	{
		name: "the west's proxies send to the east", world: world(liveEast, but(templates, `"10.0.4.2"`, `" 10.0.0.2\t"`)),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "the group overrides the ENDPOINT of its template", world: world(liveEast, but(managers, `"name": "west"`, `"allInstancesConfig": {"properties": {"metadata": {"ENDPOINT": "10.0.0.2"}}}, "name": "west"`)),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "a canary version sends to the west",
		world: world(attached("east live", "east test", "west test"), moreServices(), urlMap(toEast, ""),
			but(managers, `"versions": [{"instanceTemplate": "`+link("global/instanceTemplates/east")+`"}]`,
				`"versions": [{"instanceTemplate": "`+link("global/instanceTemplates/east")+`"}, {"instanceTemplate": "`+link("global/instanceTemplates/west")+`"}]`)),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "an ENDPOINT that is no instance's", world: world(liveEast, but(templates, "10.0.4.2", "10.9.9.9")),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"10.9.9.9: it is neither the host of an instance nor"},
	},
	{
		name: "an ENDPOINT known after apply", world: world(liveEast, but(templates, "10.0.4.2", "?known after apply")),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"the ENDPOINT of projects/acme/global/instanceTemplates/west: known after apply"},
	},
	{
		name: "the host of the instance is known after apply", world: world(liveEast, but(instances, `"10.0.4.2"`, `"?known after apply"`)),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"the host of organizations/acme/instances/west"},
	},
	{
		name: "proxies without an ENDPOINT", world: world(liveEast, but(templates, `"ENDPOINT", "value": "10.0.4.2"`, `"BUCKET", "value": "b"`)),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"ENDPOINT of projects/acme/global/instanceTemplates/west: it is not set"},
	},
	{
		name:  "another program's group leads to no instance",
		world: world(liveEast, but(templates, `{"key": "ENDPOINT", "value": "10.0.4.2"}, {"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup-script.sh"}`, `{"key": "app", "value": "shop"}`)),
		want:  []string{"pass " + live, "pass " + test},
	},
	{
		name: "the ENDPOINT is an endpoint of Private Service Connect",
		world: world(liveEast, but(templates, "10.0.4.2", "10.64.0.9"),
			but(instances, `"host": "10.0.4.2"`, `"host": "10.0.4.2", "serviceAttachment": "projects/t-tp/regions/us-west1/serviceAttachments/apigee-west"`),
			endpointRule("10.64.0.9", "https://www.googleapis.com/compute/v1/projects/t-tp/regions/us-west1/serviceAttachments/apigee-west")),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "Private Service Connect to both regions", world: world(liveEast, connected("apigee-west")),
		want: []string{"fail " + live, "pass " + test}, says: []string{"regions/us-west1/networkEndpointGroups/west"},
	},
	{
		name: "Private Service Connect to another service", world: world(liveEast, connected("database")),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "an endpoint group that is not for Private Service Connect", world: world(liveEast, strings.Replace(connected("apigee-west"), `"PRIVATE_SERVICE_CONNECT", "pscTargetService": "projects/t-tp/regions/us-west1`, `"SERVERLESS", "x": "`, 1)),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "a load balancer that passes packets on", world: world(liveEast, `"compute.forwardingRules": [{"selfLink": "`+link("regions/us-west1/forwardingRules/inner")+`", "backendService": "`+link("global/backendServices/proxies")+`"}]`),
		want: []string{"fail " + live, "pass " + test},
	},
}

// twoFronts are two load balancers, with what their URL maps say.
func twoFronts(first, second string) string {
	return strings.Join([]string{
		moreServices(),
		but(urlMaps, toAll, first, `"}]`, `"}, {"name": "second", "selfLink": "`+link("global/urlMaps/second")+`", `+second+`}]`),
		but("compute.targetProxies", `front"}]`, `front"}, {"name": "second", "selfLink": "`+link("global/targetHttpsProxies/second")+`", "urlMap": "`+link("global/urlMaps/second")+`"}]`),
		but(rules, `front"}]`, `front"}, {"name": "second", "selfLink": "`+link("global/forwardingRules/second")+`", "target": "`+link("global/targetHttpsProxies/second")+`"}]`),
	}, ", ")
}

// connected is a backend service of Private Service Connect endpoint groups, that
// of the west to the given service attachment.
func connected(west string) string {
	return strings.Join([]string{
		but(instances, `"host": "10.0.0.2"`, `"host": "10.0.0.2", "serviceAttachment": "projects/t-tp/regions/us-east1/serviceAttachments/apigee-east"`,
			`"host": "10.0.4.2"`, `"host": "10.0.4.2", "serviceAttachment": "projects/t-tp/regions/us-west1/serviceAttachments/apigee-west"`),
		but(services, "instanceGroups", "networkEndpointGroups"),
		`"compute.networkEndpointGroups": [
			{"selfLink": "` + link("regions/us-east1/networkEndpointGroups/east") + `", "networkEndpointType": "PRIVATE_SERVICE_CONNECT",
				"pscTargetService": "https://www.googleapis.com/compute/v1/projects/t-tp/regions/us-east1/serviceAttachments/apigee-east"},
			{"selfLink": "` + link("regions/us-west1/networkEndpointGroups/west") + `", "networkEndpointType": "PRIVATE_SERVICE_CONNECT", "pscTargetService": "projects/t-tp/regions/us-west1/serviceAttachments/` + west + `"}]`,
	}, ", ")
}
