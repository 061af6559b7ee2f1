package apigee_test

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// locked is the healthy scene of which all that leaves is denied but to the Apigee instances,
// and of which no instance is healthy; with more rules, and parts of the world.
func locked(rules []string, parts ...string) string {
	all := append([]string{denyOut, allowOut + `"destinationRanges": ["10.0.0.0/21"]`}, rules...)
	return world(append([]string{leaving(all...), finds(states("UNHEALTHY"), states("UNHEALTHY"))}, parts...)...)
}

// allowTo allows TCP port 443 to ranges.
func allowTo(ranges ...string) []string {
	return []string{strings.ReplaceAll(allowOut, "allow-out", "allow-apis") + `"destinationRanges": ["` + strings.Join(ranges, `", "`) + `"]`}
}

// privately is a private zone that leads all of googleapis.com to addresses, by an alias.
func privately(addresses ...string) string {
	const zone = "projects/acme-host/managedZones/apis"
	return `"dns.managedZones": [{"$ref": "` + zone + `", "name": "apis", "dnsName": "googleapis.com.", "visibility": "private", "privateVisibilityConfig": {"networks": [{"networkUrl": "` + prod + `"}]}}],
		"dns.resourceRecordSets": [
			{"$ref": "` + zone + `/rrsets/private.googleapis.com/A", "$parent": "` + zone + `", "name": "private.googleapis.com.", "type": "A", "rrdatas": ["` + strings.Join(addresses, `", "`) + `"]},
			{"$ref": "` + zone + `/rrsets/star/CNAME", "$parent": "` + zone + `", "name": "*.googleapis.com.", "type": "CNAME", "rrdatas": ["private.googleapis.com."]}]`
}

var proxiesReachCloudStorage = []verdictCase{
	{name: "no rule for packets that leave", want: []string{"pass " + east, "pass " + west}, says: []string{"inferred"}},
	{
		name: "FW-024: all but to Apigee is denied", world: locked(nil), want: []string{"fail " + east, "fail " + west},
		says: []string{"{script gs://apigee-5g-saas/startup-script.sh}", "{rule deny-out}", "{destination 199.36.153.", "Allow TCP port 443 to 199.36.153.8/30"},
	},
	{name: "all but to Apigee and the subnetworks", world: locked(allowTo("10.8.0.0/19")), want: []string{"fail " + east, "fail " + west}},
	{name: "all but to what may be an endpoint for Google's APIs", world: locked(allowTo("10.0.0.0/8")), want: []string{"unknown " + east, "unknown " + west}, says: []string{"which address storage.googleapis.com has"}},
	{name: "all but to private.googleapis.com", world: locked(allowTo("199.36.153.8/30")), want: []string{"unknown " + east, "unknown " + west}, says: []string{"which address storage.googleapis.com has"}},
	{name: "all but to private.googleapis.com, where healthy instances have their script from", world: world(leaving(append([]string{denyOut}, allowTo("199.36.153.8/30")...)...)), want: []string{"pass " + east, "pass " + west}},
	{
		name: "all but to private addresses, which nothing tells to be an endpoint for Google's APIs, and healthy all the same", world: world(leaving(append([]string{denyOut}, allowTo("10.0.0.0/8")...)...)),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"which is healthy, got its startup script"},
	},
	{name: "all but to what is public", world: locked(allowTo("0.0.0.0/0")), want: []string{"pass " + east, "pass " + west}},
	{name: "all but to what is public, on another port", world: locked([]string{strings.Replace(allowTo("0.0.0.0/0")[0], "443", "80", 1)}), want: []string{"fail " + east, "fail " + west}},
	{name: "what is private is denied", world: world(leaving(strings.Replace(denyOut, "0.0.0.0/0", "10.0.0.0/8", 1), allowOut+`"destinationRanges": ["10.0.0.0/21"]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "the subnetworks of another network, which an endpoint here may have", want: []string{"unknown " + east, "unknown " + west},
		world: locked(allowTo("10.9.0.0/24"), but(subnetworks, `{"name": "east"`, `{"name": "other", "selfLink": "`+hostLink("us-east1")+`/subnetworks/other", "network": "projects/acme-host/global/networks/test", "ipCidrRange": "10.9.0.0/24"}, {"name": "east"`))},
	{name: "a private zone leads to what is allowed", world: locked(allowTo("199.36.153.8/30"), privately("199.36.153.8", "199.36.153.9")), want: []string{"pass " + east, "pass " + west}, says: []string{"inferred"}},
	{name: "a private zone leads to what is denied", world: locked(allowTo("199.36.153.8/30"), privately("199.36.153.4")), want: []string{"fail " + east, "fail " + west}, says: []string{"{destination 199.36.153.4}", "a private zone leads storage.googleapis.com", "inferred"}},
	{name: "a private zone leads to what is denied, and another that nobody read may come before it", world: locked(allowTo("199.36.153.8/30"), privately("199.36.153.4"), gaps("zones denied", "dns.managedZones")), want: []string{"unknown " + east, "unknown " + west}, says: []string{"zones denied"}},
	{name: "a private zone leads to an endpoint for Google's APIs", world: locked(allowTo("10.9.0.5/32"), privately("10.9.0.5")), want: []string{"pass " + east, "pass " + west}},
	{name: "a private zone of another network", world: locked(allowTo("199.36.153.8/30"), strings.ReplaceAll(privately("199.36.153.4"), "networks/prod", "networks/test")), want: []string{"unknown " + east, "unknown " + west}},
	{name: "a private zone leads to what is known after apply", world: locked(allowTo("199.36.153.8/30"), privately("?known after apply")), want: []string{"unknown " + east, "unknown " + west}},
	{
		name:  "a private zone leads to what is known after apply, and what is private is denied",
		world: locked(nil, leaving(strings.Replace(denyOut, "0.0.0.0/0", "10.0.0.0/8", 1), allowOut+`"destinationRanges": ["10.0.0.0/21"]`), privately("?known after apply")),
		want:  []string{"unknown " + east, "unknown " + west}, says: []string{"which address storage.googleapis.com has"},
	},
	{name: "a private zone leads to what is known after apply, and nothing is denied", world: world(privately("?known after apply")), want: []string{"pass " + east, "pass " + west}},
	{name: "a private zone of all names leads to what is denied", world: locked(allowTo("199.36.153.8/30"), strings.Replace(privately("199.36.153.4"), `"dnsName": "googleapis.com."`, `"dnsName": "."`, 1)), want: []string{"fail " + east, "fail " + west}, says: []string{"{destination 199.36.153.4}"}},
	{
		name: "a record that may be of the private zone comes before one that leads to what is denied", want: []string{"unknown " + east, "unknown " + west},
		world: locked(allowTo("199.36.153.8/30"), strings.Replace(privately("199.36.153.4"), `"dns.resourceRecordSets": [`, `"dns.resourceRecordSets": [{"$ref": "projects/acme-host/managedZones/x/rrsets/storage/A", "$parent": "?known after apply", "name": "storage.googleapis.com.", "type": "A", "rrdatas": ["199.36.153.8"]}, `, 1)),
	},
	{name: "a private zone without the name", world: locked(allowTo("199.36.153.8/30"), strings.ReplaceAll(privately("199.36.153.8"), `"*.googleapis.com."`, `"compute.googleapis.com."`)), want: []string{"unknown " + east, "unknown " + west}},
	{name: "healthy all the same", world: world(leaving(denyOut)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"which is healthy, got its startup script"}},
	{name: "a denial that may be disabled", world: locked(nil, leaving(denyOut+`, "disabled": "?known after apply"`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"is disabled"}},
	{name: "a policy denies domain names", world: world(leavingPolicy(`"destFqdns": ["evil.example"]`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"TCP port 443 to 199.36.153.8/30"}},
	{name: "rules that could not be listed", world: world(gaps("denied", "compute.firewalls")), want: []string{"unknown " + east, "unknown " + west}, says: []string{"denied"}},
	{name: "a script that is inline", world: locked(nil, but(templates, startup, `{"key": "startup-script", "value": "iptables"}`)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"it is set inline"}},
	{name: "a script from elsewhere", world: locked(nil, but(templates, "gs://apigee-5g-saas/", "https://scripts.example/")), want: []string{"not_applicable " + east, "not_applicable " + west}},
	{name: "no script", world: locked(nil, but(templates, ", "+startup, "")), want: []string{"not_applicable " + east, "not_applicable " + west}},
	{name: "two interfaces", world: locked(nil, but(templates, `subnetworks/east"}]`, `subnetworks/east"}, {"network": "`+prod+`"}]`)), want: []string{"unknown " + east, "fail " + west}},
	{name: "IPv6, which the rule is not for", world: locked(nil, dual("IPV4_IPV6")), want: []string{"unknown " + east, "unknown " + west}, says: []string{"by IPv6"}},
	{name: "what may be proxies", world: locked(nil, withoutTemplates()), want: []string{"unknown " + east, "unknown " + west}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}

// lockedIn is a world whose network lets out what is for Apigee alone; the proxies of the
// east are not healthy, as they were made since.
func lockedIn() *testkit.World {
	deny := body{"direction": "EGRESS", "priority": 65000, "denied": []body{{"IPProtocol": "all"}}, "destinationRanges": []string{"0.0.0.0/0"}}
	allow := body{"direction": "EGRESS", "priority": 900, "allowed": []body{{"IPProtocol": "tcp", "ports": []string{"443"}}}, "destinationRanges": []string{testkit.Host(0) + "/22", testkit.Host(1) + "/22"}}
	return testkit.NewWorld().Firewall("deny-out", deny).Firewall("allow-apigee", allow).Health(eastProxies, "UNHEALTHY", "UNHEALTHY")
}

func downloadMutations() []mutation {
	return []mutation{
		{name: "a rule keeps the proxies from their script", world: lockedIn(), fails: []string{"backends-healthy", "proxies-reach-cloud-storage"}, why: "the load balancer finds what comes of it"},
	}
}

func downloadTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"what leaves is denied but for what is public": testkit.NewWorld().
			Firewall("deny-out", body{"direction": "EGRESS", "priority": 900, "denied": []body{{"IPProtocol": "all"}}, "destinationRanges": []string{"10.0.0.0/8", "172.16.0.0/12"}}).
			Firewall("allow-apigee", body{"direction": "EGRESS", "priority": 800, "allowed": []body{{"IPProtocol": "tcp", "ports": []string{"443"}}}, "destinationRanges": []string{testkit.Host(0) + "/22", testkit.Host(1) + "/22"}}),
		"an image that needs no script, in a network that lets nothing out": lockedIn().
			Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items", []body{{"key": "ENDPOINT", "value": testkit.Host(0)}}).
			Set(gcp.InstanceTemplates, westProxies, "properties.metadata.items", []body{{"key": "ENDPOINT", "value": testkit.Host(1)}}).Health(eastProxies, "HEALTHY", "HEALTHY"),
	}
}
