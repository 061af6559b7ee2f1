package apigee_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	live = "organizations/acme/environments/live"
	test = "organizations/acme/environments/test"

	attachments = "apigee.organizations.instances.attachments"
	instances   = "apigee.organizations.instances"
	urlMaps     = "compute.urlMaps"
	endpoints   = "compute.networkEndpointGroups"
)

// attached are the attachments of environments to instances, each "instance environment".
func attached(pairs ...string) string {
	var out []string
	for n, p := range pairs {
		instance, environment, _ := strings.Cut(p, " ")
		out = append(out, fmt.Sprintf(`{"$ref": "organizations/acme/instances/%[1]s/attachments/%[2]d", "$parent": "organizations/acme/instances/%[1]s", "environment": %[3]q}`, instance, n, environment))
	}
	return `"apigee.organizations.instances.attachments": [` + strings.Join(out, ", ") + `]`
}

// urlMap is the load balancer's URL map with the given rules beside its default service.
func urlMap(fallback, rest string) string {
	return fmt.Sprintf(`"compute.urlMaps": [{"name": "front", "selfLink": %q, %s %s}]`, link("global/urlMaps/front"), fallback, rest)
}

// moreServices are two backend services beside the load balancer's: of the east's
// group alone, and of a group that no manager makes.
func moreServices() string {
	return but(services, `"capacityScaler": 1}]}]`, `"capacityScaler": 1}]}, {"name": "east-only", "selfLink": "`+link("global/backendServices/east-only")+`",
		"backends": [{"group": "`+link("regions/us-east1/instanceGroups/east")+`"}]},
		{"name": "shop", "selfLink": "`+link("global/backendServices/shop")+`", "backends": [{"group": "`+link("zones/us-west1-a/instanceGroups/shop")+`"}]}]`)
}

var (
	// liveEast misses live in the west, where the load balancer leads, too.
	liveEast = attached("east live", "east test", "west test")
	toAll    = fmt.Sprintf(`"defaultService": %q`, link("global/backendServices/proxies"))
	toEast   = fmt.Sprintf(`"defaultService": %q`, link("global/backendServices/east-only"))
	toShop   = fmt.Sprintf(`"defaultService": %q`, link("global/backendServices/shop"))
	toBucket = fmt.Sprintf(`"defaultService": %q`, link("global/backendBuckets/site"))
)

// host is the rest of a URL map that sends a host by a matcher of the given fields.
func host(name, fields string) string {
	return fmt.Sprintf(`, "hostRules": [{"hosts": [%q], "pathMatcher": "m"}], "pathMatchers": [{"name": "m", %s}]`, name, fields)
}

var environmentAttachedEverywhere = slices.Concat(attachedToAll, attachedAlongThePath)

// attachedToAll are the cases about environments, groups and hosts.
var attachedToAll = []verdictCase{
	{name: "all are", want: []string{"pass " + live, "pass " + test}, hides: []string{"lab"}},
	{
		name: "one is missing from the second region", world: world(liveEast),
		want: []string{"fail " + live, "pass " + test},
		says: []string{
			"{environment live}", "{instance organizations/acme/instances/west}", "{location us-west1}", "{group organizations/acme/envgroups/public}", "{hostname api.acme.example}",
			"projects/acme/global/forwardingRules/front → projects/acme/global/urlMaps/front → projects/acme/global/backendServices/proxies → " + west, "answered with 503",
		},
	},
	{
		name: "the second region has none of the routed environments", world: world(attached("east live", "east test", "west lab")),
		want: []string{"fail " + live, "fail " + test},
	},
	{
		name: "an environment that no group routes may be attached nowhere", world: world(attached("east live", "east test", "west live", "west test")),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name:  "attached to no instance, whatever the load balancer is",
		world: world(attached("east test", "west test"), `"compute.forwardingRules": []`, gaps("denied", rules, services)),
		want:  []string{"fail " + live, "pass " + test}, says: []string{"is attached to no instance", "{environment live}", "not attached to organizations/acme/instances/east (us-east1)", "not attached to organizations/acme/instances/west (us-west1)"},
	},
	{
		name:  "attached to no instance that is known, and more instances may exist",
		world: world(attached("east test", "west test"), `"compute.forwardingRules": []`, gaps("denied", rules, instances)),
		want:  []string{"unknown " + live, "unknown " + test},
	},
	{
		name: "attached to no instance, and not all attachments are known", world: world(attached("east test"), gaps("permission apigee.instanceattachments.list denied", attachments)),
		want: []string{"unknown " + live, "unknown " + test}, says: []string{"permission apigee.instanceattachments.list denied"},
	},
	{
		name: "the load balancer is not known, and one is missing somewhere", world: world(liveEast, `"compute.forwardingRules": []`, gaps("permission compute.forwardingRules.list denied", rules)),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"permission compute.forwardingRules.list denied"},
	},
	{
		name: "more load balancers may exist beside one that leads there", world: world(liveEast, gaps("denied", rules)),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "more load balancers may exist beside one that does not lead there", world: world(liveEast, moreServices(), urlMap(toEast, ""), gaps("denied", rules)),
		want: []string{"unknown " + live, "pass " + test},
	},
	{
		name: "no load balancer is known", world: world(liveEast, `"compute.forwardingRules": []`),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"no load balancer that leads to an instance is known"},
	},
	{
		name: "the second region is deliberately not served", world: world(liveEast, moreServices(), urlMap(toEast, "")),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "the second region is drained", world: world(liveEast, but(services, `us-west1/instanceGroups/west", "capacityScaler": 1`, `us-west1/instanceGroups/west", "capacityScaler": 0`)),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "whether the second region is drained is known after apply", world: world(liveEast, but(services, `us-west1/instanceGroups/west", "capacityScaler": 1`, `us-west1/instanceGroups/west", "capacityScaler": "?known after apply"`)),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"is drained in projects/acme/global/backendServices/proxies"},
	},
	{
		name: "a capacity scaler that is not set is 1", world: world(liveEast, but(services, `, "capacityScaler": 1`, "")),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "a host rule sends the host to the region that has it", world: world(liveEast, moreServices(), urlMap(toAll, host("api.acme.example", toEast))),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "a host rule for every host is no default", world: world(liveEast, moreServices(), urlMap(toAll, host("*", toEast))),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "a pattern takes the host", world: world(liveEast, moreServices(), urlMap(toEast, host("*.acme.example", toAll))),
		want: []string{"fail " + live, "pass " + test}, says: []string{"{hostname api.acme.example}"},
	},
	{
		name: "an exact host is better than a pattern",
		world: world(liveEast, moreServices(), urlMap(toAll, fmt.Sprintf(`, "hostRules": [{"hosts": ["*.acme.example"], "pathMatcher": "a"}, {"hosts": ["API.acme.example"], "pathMatcher": "b"}],
			"pathMatchers": [{"name": "a", %s}, {"name": "b", %s}]`, toAll, toEast))),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "the longer pattern is better",
		world: world(liveEast, moreServices(), urlMap(toAll, fmt.Sprintf(`, "hostRules": [{"hosts": ["*.acme.example"], "pathMatcher": "b"}, {"hosts": ["*.example"], "pathMatcher": "a"}],
			"pathMatchers": [{"name": "a", %s}, {"name": "b", %s}]`, toAll, toEast))),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "which rule takes the host is known after apply", world: world(liveEast, moreServices(), urlMap(toAll, host("?known after apply", toEast))),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"which host rule of projects/acme/global/urlMaps/front takes api.acme.example"},
	},
	{
		name: "host rules known after apply", world: world(liveEast, urlMap(toAll, `, "hostRules": "?known after apply"`)),
		want: []string{"unknown " + live, "pass " + test},
	},
	{
		name: "hosts that the load balancer sends elsewhere", world: world(liveEast, urlMap(toBucket, host("test.acme.example", toAll))),
		want: []string{"not_applicable " + live, "pass " + test},
	},
	{
		name: "hosts that the load balancer sends elsewhere, of an environment attached nowhere", world: world(attached("east test", "west test"), urlMap(toBucket, host("test.acme.example", toAll))),
		want: []string{"not_applicable " + live, "pass " + test},
	},
	{
		name:  "some paths lead to one region only",
		world: world(liveEast, moreServices(), urlMap(toEast, host("api.acme.example", toEast+fmt.Sprintf(`, "pathRules": [{"paths": ["/v1/*"], "service": %q}]`, link("global/backendServices/proxies"))))),
		want:  []string{"unknown " + live, "pass " + test}, says: []string{"which paths of api.acme.example the environment serves"},
	},
	{
		name:  "some paths lead to a bucket, all others to both regions",
		world: world(liveEast, urlMap(toAll, host("api.acme.example", toAll+fmt.Sprintf(`, "pathRules": [{"paths": ["/static/*"], "service": %q}]`, link("global/backendBuckets/site"))))),
		want:  []string{"fail " + live, "pass " + test},
	},
	{
		name:  "a default that no path is left for",
		world: world(liveEast, moreServices(), urlMap(toAll, host("api.acme.example", toAll+fmt.Sprintf(`, "pathRules": [{"paths": ["/*"], "service": %q}]`, link("global/backendServices/east-only"))))),
		want:  []string{"pass " + live, "pass " + test},
	},
	{
		name: "a small share of the requests goes to both regions",
		world: world(liveEast, moreServices(), urlMap(fmt.Sprintf(`"defaultRouteAction": {"weightedBackendServices": [{"backendService": %q, "weight": 95}, {"backendService": %q, "weight": 5}]}`,
			link("global/backendServices/east-only"), link("global/backendServices/proxies")), "")),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "no share of the requests goes to the second region",
		world: world(liveEast, moreServices(), urlMap(fmt.Sprintf(`"defaultRouteAction": {"weightedBackendServices": [{"backendService": %q, "weight": 100}, {"backendService": %q, "weight": 0}]}`,
			link("global/backendServices/east-only"), link("global/backendServices/proxies")), "")),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "a redirect to HTTPS beside the load balancer",
		world: world(liveEast, moreServices(), but(urlMaps, "backendServices/proxies", "backendServices/east-only", `"}]`, `"}, {"name": "redirect", "selfLink": "`+link("global/urlMaps/redirect")+`", "defaultUrlRedirect": {"httpsRedirect": true}}]`),
			but("compute.targetProxies", `front"}]`, `front"}, {"name": "http", "selfLink": "`+link("global/targetHttpProxies/http")+`", "urlMap": "`+link("global/urlMaps/redirect")+`"}]`),
			but(rules, `front"}]`, `front"}, {"name": "http", "selfLink": "`+link("global/forwardingRules/http")+`", "portRange": "80-80", "target": "`+link("global/targetHttpProxies/http")+`"}]`)),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "an internal load balancer leads to both regions, that for clients outside to one", world: world(liveEast, twoFronts(toEast, toAll)),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"through which forwarding rule clients of api.acme.example come"},
	},
	{
		name: "a second load balancer names the host", world: world(liveEast, twoFronts(toEast, toBucket+host("api.acme.example", toAll))),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "hosts that clients do not use", world: world(liveEast, `"hostnames": ["test.acme.example"]`),
		want: []string{"not_applicable " + live, "pass " + test},
	},
	{
		name: "hosts that clients use", world: world(liveEast, `"hostnames": ["API.acme.example"]`),
		want: []string{"fail " + live, "not_applicable " + test},
	},
	{
		name:  "a group's pattern may cover a host that clients use",
		world: world(liveEast, `"hostnames": ["api.acme.example"]`, but("apigee.organizations.envgroups", "api.acme.example", "*.acme.example")),
		want:  []string{"unknown " + live, "not_applicable " + test}, says: []string{"whether organizations/acme/envgroups/public has the host api.acme.example"},
	},
	{
		name: "hosts known after apply, of a URL map that sends all to both regions", world: world(liveEast, but("apigee.organizations.envgroups", `["api.acme.example"]`, `"?known after apply"`)),
		want: []string{"fail " + live, "pass " + test},
	},
	{
		name: "hosts known after apply, of a URL map that sends one to both regions", world: world(liveEast, moreServices(), urlMap(toEast, host("api.acme.example", toAll)), but("apigee.organizations.envgroups", `["api.acme.example"]`, `"?known after apply"`)),
		want: []string{"unknown " + live, "pass " + test},
	},
	{
		name: "an environment of two groups, one of which leads to the second region",
		world: world(liveEast, moreServices(), urlMap(toEast, host("test.acme.example", toAll)), `"apigee.organizations.envgroups.attachments": [
			{"$parent": "organizations/acme/envgroups/public", "environment": "live"}, {"$parent": "organizations/acme/envgroups/inner", "environment": "live"}]`),
		want: []string{"fail " + live}, says: []string{"{group organizations/acme/envgroups/inner}", "{hostname test.acme.example}"},
	},
	{
		name:  "an attachment whose instance is known after apply may be the one",
		world: world(strings.Replace(liveEast, "[", `[{"$address": "google_apigee_instance_attachment.new", "$parent": "?known after apply", "environment": "live"}, `, 1)),
		want:  []string{"unknown " + live, "pass " + test}, says: []string{"whether google_apigee_instance_attachment.new belongs to organizations/acme/instances/west"},
	},
	{
		name: "an attachment whose environment is known after apply may be the one", world: world(attached("east live", "east test", "west test", "west ?known after apply")),
		want: []string{"unknown " + live, "pass " + test}, says: []string{"the environment of organizations/acme/instances/west/attachments/3"},
	},
	{
		name: "attachments that name environments by id", world: world(attached("east organizations/acme/environments/live", "east test", "west live", "west organizations/acme/environments/test")),
		want: []string{"pass " + live, "pass " + test},
	},
	{
		name: "an environment that Terraform knows", world: world(liveEast, `"apigee.organizations.environments": [{"$address": "google_apigee_environment.live", "name": "live"}]`),
		want: []string{"fail google_apigee_environment.live", "pass " + test},
	},
	{
		name: "a group that routes to an environment known after apply", world: world(`"apigee.organizations.envgroups.attachments": [{"$ref": "organizations/acme/envgroups/public/attachments/1", "$parent": "organizations/acme/envgroups/public", "environment": "?known after apply"}]`),
		want: []string{"unknown organizations/acme"}, says: []string{"the environment of organizations/acme/envgroups/public/attachments/1"},
	},
	{
		name: "an attachment whose group is known after apply", world: world(liveEast, `"apigee.organizations.envgroups.attachments": [{"$ref": "organizations/acme/envgroups/x/attachments/1", "$parent": "?known after apply", "environment": "live"}]`),
		want: []string{"unknown " + live},
	},
	{
		name: "a deleted environment is another check's", world: world(`"apigee.organizations.envgroups.attachments": [{"$parent": "organizations/acme/envgroups/public", "environment": "gone"}]`),
		want: []string{"not_applicable organizations/acme"},
	},
	{
		name: "the attachments of the groups could not be listed", world: world(`"apigee.organizations.envgroups.attachments": []`, gaps("denied", "apigee.organizations.envgroups.attachments")),
		want: []string{"unknown organizations/acme"},
	},
	{
		name: "one region", world: world(`"apigee.organizations.instances": [{"$ref": "organizations/acme/instances/east", "name": "east", "host": "10.0.0.2"}]`, attached("east live", "east test")),
		want: []string{"pass " + live, "pass " + test},
	},
	{name: "no group routes", world: world(`"apigee.organizations.envgroups": []`), want: []string{"not_applicable organizations/acme"}},
	{name: "no instance", world: world(`"apigee.organizations.instances": []`), want: []string{"not_applicable organizations/acme"}},
	{
		name: "the instances could not be listed", world: world(`"apigee.organizations.instances": []`, gaps("denied", instances)),
		want: []string{"unknown organizations/acme"},
	},
	{
		name: "an organization without VPC peering is served by Private Service Connect", world: world(organization(`"disableVpcPeering": true, "environments": ["live", "test"]`), liveEast, connected("apigee-west")),
		want: []string{"fail " + live, "pass " + test},
	},
}

// In a plan the ENDPOINT is the host of an instance that is still to be created.
func TestEnvironmentAttachedEverywhere_followsTheHostOfThePlannedInstance(t *testing.T) {
	t.Parallel()
	later := func(resource, attribute string) value.String {
		return value.UnknownOf[string](value.Why{Reason: "known after apply", Origin: value.Origin{Resource: resource, Path: attribute, Created: true}})
	}
	inv := sceneOf(t, world(liveEast, but(instances, `"$ref": "organizations/acme/instances/west"`, `"$address": "google_apigee_instance.west", "$ref": "organizations/acme/instances/west"`)))
	inv.Instances.Items[1].Host = later("google_apigee_instance.west", "host")
	inv.InstanceTemplates.Items[1].Properties.Metadata.Items.Value()[0].Value = later("google_apigee_instance.west", "host")
	var got []string
	for _, r := range apigee.EnvironmentAttachedEverywhere.Run(inv) {
		got = append(got, r.Verdict.String()+" "+r.Subject+" "+r.Confidence.String())
	}
	if want := []string{"fail " + live + " inferred", "pass " + test + " certain"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Groups and instances that take their environment from one resource agree on it.
func TestEnvironmentAttachedEverywhere_followsTheNameOfThePlannedEnvironment(t *testing.T) {
	t.Parallel()
	name := func(resource string) value.String {
		return value.UnknownOf[string](value.Why{Reason: "known after apply", Origin: value.Origin{Resource: resource, Path: "name", Created: true}})
	}
	inv := sceneOf(t, "")
	inv.GroupAttachments.Items = inv.GroupAttachments.Items[:1]
	inv.GroupAttachments.Items[0].Environment = name("google_apigee_environment.live")
	inv.InstanceAttachments.Items[0].Environment = name("google_apigee_environment.live")
	inv.InstanceAttachments.Items[1].Environment = name("google_apigee_environment.other")
	inv.InstanceAttachments.Items[2].Environment = name("google_apigee_environment.live")
	inv.InstanceAttachments.Items[3].Environment = name("google_apigee_environment.other")
	for _, want := range []check.Verdict{check.Pass, check.Fail} {
		got := apigee.EnvironmentAttachedEverywhere.Run(inv)
		if len(got) != 1 || got[0].Verdict != want || got[0].Subject != "google_apigee_environment.live" {
			t.Errorf("got %+v, want %v", got, want)
		}
		inv.InstanceAttachments.Items[2].Environment = name("google_apigee_environment.other")
	}
}
