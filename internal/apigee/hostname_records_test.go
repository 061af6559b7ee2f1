package apigee_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// also is one type of the healthy world with more resources.
func also(typ string, more ...string) string {
	text := but(typ)
	return strings.TrimSuffix(text, "]") + ", " + strings.Join(more, ", ") + "]"
}

// chained is a load balancer called like its address's last part, in front of a backend service.
func chained(name, address, ports, proxies, service string) (rule, proxy, urlMap string) {
	return fmt.Sprintf(`{"name": %q, "selfLink": %q, "IPAddress": %q, "portRange": %q, "loadBalancingScheme": "EXTERNAL_MANAGED", "target": %q}`, name, link("global/forwardingRules/"+name), address, ports, link("global/"+proxies+"/"+name)),
		fmt.Sprintf(`{"name": %q, "selfLink": %q, "urlMap": %q}`, name, link("global/"+proxies+"/"+name), link("global/urlMaps/"+name)),
		fmt.Sprintf(`{"name": %q, "selfLink": %q, "defaultService": %q}`, name, link("global/urlMaps/"+name), link("global/backendServices/"+service))
}

// beside adds a load balancer of its own address and ports in front of the proxies.
func beside(address, ports, proxies string) []string {
	rule, proxy, urlMap := chained("beside", address, ports, proxies, "proxies")
	return []string{also("compute.forwardingRules", rule), also("compute.targetProxies", proxy), also("compute.urlMaps", urlMap)}
}

// twoOrganizations adds an organization with a load balancer at 203.0.113.20, whose group
// has the given host names.
func twoOrganizations(runtime, hostnames string, parts ...string) string {
	rule, proxy, urlMap := chained("other", "203.0.113.20", "443-443", "targetHttpsProxies", "other")
	return world(append([]string{
		also("apigee.organizations", fmt.Sprintf(`{"$ref": "organizations/other", "name": "other", "runtimeType": %q, "state": "ACTIVE", "disableVpcPeering": true}`, runtime)),
		also("apigee.organizations.instances", fmt.Sprintf(`{"$ref": "organizations/other/instances/o", "name": "o", "location": "europe-west1", "state": "ACTIVE", "host": "10.1.0.2", "serviceAttachment": %q}`, attachment("europe-west1"))),
		also("apigee.organizations.envgroups", `{"$ref": "organizations/other/envgroups/all", "name": "all", "hostnames": `+hostnames+`, "state": "ACTIVE"}`),
		also("compute.forwardingRules", rule), also("compute.targetProxies", proxy), also("compute.urlMaps", urlMap),
		also("compute.backendServices", fmt.Sprintf(`{"name": "other", "selfLink": %q, "loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "backends": [{"group": %q}]}`, link("global/backendServices/other"), link("regions/europe-west1/networkEndpointGroups/other"))),
		fmt.Sprintf(`"compute.networkEndpointGroups": [{"name": "other", "selfLink": %q, "networkEndpointType": "PRIVATE_SERVICE_CONNECT", "pscTargetService": %q}]`, link("regions/europe-west1/networkEndpointGroups/other"), attachment("europe-west1")),
	}, parts...)...)
}

// leading is a public zone in which the host has one address.
func leading(address string) string {
	return zoned("public", recordOf("api.acme.example", "A", `["`+address+`"]`))
}

// inZone is a record of another zone than the usual one.
func inZone(zone, record string) string {
	return strings.ReplaceAll(record, "managedZones/acme", "managedZones/"+zone)
}

var ledRecords = []verdictCase{
	{
		name:  "while the instances are hidden, nobody knows which load balancers are in front of them",
		world: world(`"apigee.organizations.instances": []`, gaps("permission denied", "apigee.organizations.instances"), leading("203.0.113.10")),
		want:  []string{"unknown " + apiRecord}, says: []string{"permission denied"},
	},
	{
		name:  "the same, asked of DNS",
		world: world(`"apigee.organizations.instances": []`, gaps("permission denied", "apigee.organizations.instances"), showing(silentAt("203.0.113.10"))),
		want:  []string{"unknown " + publicGroup}, says: []string{"permission denied"},
	},
	{
		name:  "the endpoint of Private Service Connect that leads to an instance, for clients inside",
		world: world(attachedInstances(), endpointRule("10.9.0.9", attachment("us-east1")), leading("10.9.0.9")),
		want:  []string{"pass " + apiRecord},
	},
	{
		name:  "the same, asked of DNS",
		world: world(attachedInstances(), endpointRule("10.9.0.9", attachment("us-east1")), showing(silentAt("10.9.0.9"))),
		want:  []string{"pass " + publicGroup},
	},
	{
		name:  "an endpoint of which nobody knows whether it leads to an instance",
		world: world(attachedInstances(`"`+attachment("us-east1")+`"`, `"?known after apply"`), endpointRule("10.9.0.9", attachment("us-east1")), leading("10.9.0.9")),
		want:  []string{"unknown " + apiRecord}, says: []string{"known after apply"},
	},
	{
		name:  "an endpoint that leads to something else: others may use the address in networks of theirs",
		world: world(attachedInstances(), endpointRule("10.9.0.9", attachment("db")), leading("10.9.0.9")),
		want:  []string{"unknown " + apiRecord}, says: []string{"in which network the clients of api.acme.example are"}, hides: []string{"content delivery network"},
	},
	{
		name:  "a second load balancer on port 443",
		world: world(append(beside("203.0.113.11", "443-443", "targetHttpsProxies"), leading("203.0.113.11"))...),
		want:  []string{"pass " + apiRecord},
	},
	{
		name:  "a second load balancer on port 80 only, where clients of https:// are refused",
		world: world(append(beside("203.0.113.11", "80-80", "targetHttpProxies"), leading("203.0.113.11"))...),
		want:  []string{"unknown " + apiRecord}, says: []string{"forwardingRules/beside does not take TLS connections on port 443"},
	},
	{
		name:  "a second load balancer for TLS on another port",
		world: world(append(beside("203.0.113.11", "8443-8443", "targetHttpsProxies"), leading("203.0.113.11"))...),
		want:  []string{"unknown " + apiRecord}, says: []string{"forwardingRules/beside does not take TLS connections on port 443"},
	},
	{
		name:  "the same, asked of DNS",
		world: world(append(beside("203.0.113.11", "80-80", "targetHttpProxies"), showing(silentAt("203.0.113.11")))...),
		want:  []string{"unknown " + publicGroup}, says: []string{"forwardingRules/beside does not take TLS connections on port 443"},
	},
	{
		name: "a load balancer that passes TLS through to proxies of which nobody knows where they send",
		world: world(`"compute.forwardingRules": [{"name": "net", "selfLink": "`+link("regions/us-east1/forwardingRules/net")+`", "region": "us-east1", "IPAddress": "203.0.113.30", "portRange": "443-443", "loadBalancingScheme": "EXTERNAL", "backendService": "`+link("global/backendServices/proxies")+`"}]`,
			but("compute.instanceTemplates", `"10.0.0.2"`, `"?known after apply"`, `"10.0.4.2"`, `"?known after apply"`), leading("203.0.113.30")),
		want: []string{"unknown " + apiRecord}, says: []string{"known after apply"},
	},
	{
		name:  "another organization's load balancer, and a host that only that one has",
		world: twoOrganizations("CLOUD", `["api.other.example"]`, `"hostnames": ["api.other.example"]`, zoned("public", recordOf("api.other.example", "A", `["203.0.113.20"]`))),
		want:  []string{"not_applicable organizations/acme", "pass projects/acme/managedZones/acme/rrsets/api.other.example/A"},
	},
	{
		name:  "another organization's load balancer, and a host that both have",
		world: twoOrganizations("CLOUD", `["api.acme.example"]`, leading("203.0.113.20")),
		want:  []string{"pass " + apiRecord, "pass " + apiRecord},
	},
	{
		name:  "another organization's load balancer, and a host that no group has: nobody says whose it is",
		world: twoOrganizations("CLOUD", `["api.other.example"]`, `"hostnames": ["new.acme.example"]`, zoned("public", recordOf("new.acme.example", "A", `["203.0.113.20"]`))),
		want:  []string{"pass projects/acme/managedZones/acme/rrsets/new.acme.example/A", "pass projects/acme/managedZones/acme/rrsets/new.acme.example/A"},
	},
	{
		name:  "another organization's load balancer, and a host that its pattern may cover",
		world: twoOrganizations("CLOUD", `["*.acme.example"]`, leading("203.0.113.20")),
		want:  []string{"unknown " + apiRecord, "not_applicable organizations/other"}, says: []string{"whether organizations/other/envgroups/all has the host api.acme.example"},
	},
	{
		name:  "another organization's load balancer, and a host that it does not have",
		world: twoOrganizations("CLOUD", `["api.other.example"]`, leading("203.0.113.20")),
		want:  []string{"fail " + apiRecord, "not_applicable organizations/other"}, says: []string{"forwardingRules/other has it, which leads to organizations/other, of which no environment group has the host"},
	},
	{
		name:  "another organization is a hybrid one and has the host too: nobody knows where its runtimes are",
		world: twoOrganizations("HYBRID", `["api.acme.example"]`, reservedAddress, leading("203.0.113.77")),
		want:  []string{"unknown " + apiRecord, "not_applicable organizations/other"}, says: []string{"whether it leads to the runtimes of organizations/other"},
	},
	{
		name: "TLS-038 behind another name whose zone is not known, and may be private",
		world: world(reservedAddress, `"dns.managedZones": [{"$ref": "projects/acme/managedZones/acme", "name": "acme", "dnsName": "acme.example.", "visibility": "public"}]`,
			`"dns.resourceRecordSets": [`+inZone("hidden", recordOf("api.acme.example", "CNAME", `["front.acme.example."]`))+", "+recordOf("front.acme.example", "A", `["203.0.113.77"]`)+"]"),
		want: []string{"unknown projects/acme/managedZones/acme/rrsets/front.acme.example/A"}, says: []string{"the zone of projects/acme/managedZones/hidden/rrsets/api.acme.example/CNAME"},
	},
	{
		name: "the same record behind a name whose zone is public, too",
		world: world(reservedAddress, `"hostnames": ["old.acme.example", "api.acme.example"]`, `"dns.managedZones": [{"$ref": "projects/acme/managedZones/acme", "name": "acme", "dnsName": "acme.example.", "visibility": "public"}]`,
			`"dns.resourceRecordSets": [`+inZone("hidden", recordOf("old.acme.example", "CNAME", `["front.acme.example."]`))+", "+recordOf("api.acme.example", "CNAME", `["front.acme.example."]`)+", "+
				recordOf("front.acme.example", "A", `["203.0.113.77"]`)+"]"),
		want: []string{"fail projects/acme/managedZones/acme/rrsets/front.acme.example/A"},
	},
	{
		name: "TLS-038 in one of two zones of a name, of which nobody knows which the name servers above lead to",
		world: world(reservedAddress, `"dns.managedZones": [{"$ref": "projects/acme/managedZones/acme", "name": "acme", "dnsName": "acme.example.", "visibility": "public"}, {"$ref": "projects/acme/managedZones/old", "name": "old", "dnsName": "acme.example.", "visibility": "public"}]`,
			`"dns.resourceRecordSets": [`+recordOf("api.acme.example", "A", `["203.0.113.10"]`)+", "+inZone("old", recordOf("api.acme.example", "A", `["203.0.113.77"]`))+"]"),
		want: []string{"pass " + apiRecord, "unknown projects/acme/managedZones/old/rrsets/api.acme.example/A"}, says: []string{"which of projects/acme/managedZones/old and projects/acme/managedZones/acme is asked for api.acme.example"},
	},
	{
		name: "TLS-038 in a zone that none above has left the name to, though it is known",
		world: world(reservedAddress, `"dns.managedZones": [{"$ref": "projects/acme/managedZones/acme", "name": "acme", "dnsName": "acme.example.", "visibility": "public"}, {"$ref": "projects/acme/managedZones/api", "name": "api", "dnsName": "api.acme.example.", "visibility": "public"}]`,
			`"dns.resourceRecordSets": [`+inZone("api", recordOf("api.acme.example", "A", `["203.0.113.77"]`))+"]"),
		want: []string{"unknown projects/acme/managedZones/api/rrsets/api.acme.example/A"},
	},
	{
		name: "TLS-038 in a zone that the one above has left the name to",
		world: world(reservedAddress, `"dns.managedZones": [{"$ref": "projects/acme/managedZones/acme", "name": "acme", "dnsName": "acme.example.", "visibility": "public"}, {"$ref": "projects/acme/managedZones/api", "name": "api", "dnsName": "api.acme.example.", "visibility": "public"}]`,
			`"dns.resourceRecordSets": [`+inZone("api", recordOf("api.acme.example", "A", `["203.0.113.77"]`))+", "+recordOf("api.acme.example", "NS", `["ns1.google.example."]`)+"]"),
		want: []string{"fail projects/acme/managedZones/api/rrsets/api.acme.example/A"},
	},
	{
		name:  "TLS-038 below the name of another zone, which other name servers answer for",
		world: world(reservedAddress, zoned("public", recordOf("api.acme.example", "A", `["203.0.113.77"]`), recordOf("api.acme.example", "NS", `["ns1.other.example."]`))),
		want:  []string{"not_applicable organizations/acme"},
	},
	{
		name:  "TLS-038 beside the name servers of the zone itself",
		world: world(reservedAddress, zoned("public", recordOf("api.acme.example", "A", `["203.0.113.77"]`), recordOf("acme.example", "NS", `["ns1.google.example."]`))),
		want:  []string{"fail " + apiRecord},
	},
	{
		name:  "TLS-038 beside name servers for a name that is not known yet",
		world: world(reservedAddress, zoned("public", recordOf("api.acme.example", "A", `["203.0.113.77"]`), strings.Replace(recordOf("sub.acme.example", "NS", `["ns1.other.example."]`), `"sub.acme.example."`, `"?known after apply"`, 1))),
		want:  []string{"unknown " + apiRecord}, says: []string{"known after apply"},
	},
}

// proved is a world whose certificate waits for nothing that is known: the authorization's
// record is in the zone of the domain above.
func proved() *testkit.World {
	return unproved().Set(gcp.ManagedZones, "acme", "dnsName", "example.").Record("acme", "_acme-challenge.acme.example", "CNAME", testkit.AuthorizationData("acme.example"))
}

// awaiting is a world whose certificate waits for CAA records of names below acme.example.
func awaiting() *testkit.World {
	return testkit.NewWorld().ManagerCertificate("any", "PROVISIONING", "api.acme.example", "test.acme.example").Map(map[string]string{"PRIMARY": "any"}).Zone("acme", "acme.example", "public")
}

// cutMutations are records that forbid or lack what Google asks for, in the zone that is asked.
func cutMutations() []mutation {
	managed := []string{"managed-certificate-active"}
	return []mutation{
		{name: "a CAA record permits others only, and writes its tag in capitals", world: proved().Record("acme", "acme.example", "CAA", `0 ISSUE "ca.example"`), fails: managed},
		{name: "a CAA record forbids wildcards in capitals, whatever it permits", world: proved().Record("acme", "acme.example", "CAA", `0 issue "pki.goog"`, `0 IssueWild ";"`), fails: managed},
		{
			name:  "the domain is another name for one whose CAA record permits others only",
			world: awaiting().Record("acme", "api.acme.example", "CNAME", "www.acme.example.").Record("acme", "www.acme.example", "CAA", `0 issue "ca.example"`), fails: managed,
		},
		{
			name:  "a DNS authorization has no record in the zone that the domain is delegated to",
			world: unproved().Zone("parent", "example", "public").Record("parent", "acme.example", "NS", "ns1.google.example."), fails: managed,
		},
		{
			name: "a CAA record above the domains permits others only, and a wildcard is for names that have no record",
			world: awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).Record("acme", "*.acme.example", "CNAME", "acme.cdn.test.").
				Record("acme", "api.acme.example", "A", "203.0.113.10").Record("acme", "test.acme.example", "A", "203.0.113.10"), fails: managed,
		},
		{
			name:  "a CAA record above the domains permits others only, and a wildcard has addresses alone",
			world: awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).Record("acme", "*.acme.example", "A", "203.0.113.10"), fails: managed,
		},
		{name: "a CAA record above the domain permits others only", world: awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`), fails: managed},
		{
			name: "a CAA record above the domain permits others only, and the zone that the domain is delegated to has none",
			world: awaiting().Zone("api", "api.acme.example", "public").Record("acme", "api.acme.example", "NS", "ns1.google.example.").Record("acme", "test.acme.example", "CAA", `0 issue "pki.goog"`).
				Record("acme", "acme.example", "CAA", `0 issue "ca.example"`), fails: managed,
		},
	}
}

// cutTraps are records that nobody is told of, as another zone answers, and what they hide.
func cutTraps() map[string]*testkit.World {
	above := func() *testkit.World { return unproved().Set(gcp.ManagedZones, "acme", "dnsName", "example.") }
	return map[string]*testkit.World{
		"a DNS authorization whose domain is delegated to another provider": above().Record("acme", "acme.example", "NS", "ns1.other.example."),
		"a DNS authorization whose record is delegated to another provider": above().Record("acme", "_acme-challenge.acme.example", "NS", "ns1.other.example."),
		"old data of a DNS authorization whose domain is delegated":         proved().Set(gcp.RecordSets, "_acme-challenge.acme.example/CNAME", "rrdatas", []string{"old.authorize.certificatemanager.goog."}).Record("acme", "acme.example", "NS", "ns1.other.example."),
		"a CAA record of a domain that is delegated":                        proved().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).Record("acme", "acme.example", "NS", "ns1.other.example."),
		"a CAA record for mail that speaks of wildcards":                    proved().Record("acme", "acme.example", "CAA", `0 contactemail "about issuewild @acme.example"`, `0 issue "pki.goog"`),
		"a zone that is written in capitals":                                proved().Set(gcp.ManagedZones, "acme", "dnsName", "EXAMPLE."),
		"a CAA record above domains of which others tell, by another name or by name servers": awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).
			Record("acme", "api.acme.example", "CNAME", "acme.cdn.test.").Record("acme", "test.acme.example", "NS", "ns1.other.example."),
		"a CAA record above domains that a wildcard makes other names for one of which others tell": awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).
			Record("acme", "*.acme.example", "CNAME", "acme.cdn.test."),
		"a CAA record above domains of which a wildcard permits Google's authority": awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).
			Record("acme", "*.acme.example", "CAA", `0 issue "pki.goog"`),
		"a CAA record above domains of which one may be the name of another record": awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).
			Record("acme", "x.acme.example", "CAA", `0 issue "pki.goog"`).Set(gcp.RecordSets, "x.acme.example/CAA", "name", "?known after apply"),
		"a CAA record above domains that are other names for one that permits Google's authority": awaiting().Record("acme", "acme.example", "CAA", `0 issue "ca.example"`).
			Record("acme", "api.acme.example", "CNAME", "www.acme.example.").Record("acme", "test.acme.example", "CNAME", "www.acme.example.").Record("acme", "www.acme.example", "CAA", `0 issue "pki.goog"`),
	}
}

// An endpoint that a plan makes of an instance's service attachment is known for one, though
// its target comes with the apply.
func TestAPlannedEndpointOfAnInstanceIsNoProxy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from value.Origin
		want check.Verdict
	}{
		"the attachment of the instance":  {value.Origin{Resource: "google_apigee_instance.east", Path: "service_attachment", Certain: true}, check.NotApplicable},
		"the attachment of something":     {value.Origin{Resource: "google_compute_service_attachment.db", Path: "id", Certain: true}, check.NotApplicable},
		"what may be a target proxy":      {value.Origin{Resource: "google_compute_target_https_proxy.front", Path: "id"}, check.Unknown},
		"what may be anything whatsoever": {value.Origin{}, check.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sceneOf(t, world(endpointRule("10.9.0.9", attachment("us-east1")), but(instances, `"$ref": "organizations/acme/instances/east"`, `"$address": "google_apigee_instance.east", "$ref": "organizations/acme/instances/east"`)))
			for n, r := range inv.ForwardingRules.Items {
				if strings.Contains(r.Target.Value(), "/serviceAttachments/") {
					inv.ForwardingRules.Items[n].Target = value.UnknownOf[string](value.Why{Reason: "known after apply", Origin: c.from})
				}
			}
			got := apigee.StandardTierInOneRegion.Run(inv)
			if len(got) != 1 || got[0].Verdict != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}
