package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// The healthy scene with records in zones.
const apiRecord = "projects/acme/managedZones/acme/rrsets/api.acme.example/A"

func zoned(visibility string, records ...string) string {
	text := `"dns.managedZones": [{"$ref": "projects/acme/managedZones/acme", "name": "acme", "dnsName": "acme.example.", "visibility": "` + visibility + `"}], "dns.resourceRecordSets": [`
	for n, r := range records {
		if n > 0 {
			text += ", "
		}
		text += r
	}
	return text + "]"
}

func recordOf(name, typ, data string) string {
	return `{"$ref": "projects/acme/managedZones/acme/rrsets/` + name + `/` + typ + `", "$parent": "projects/acme/managedZones/acme", "name": "` + name + `.", "type": "` + typ + `", "rrdatas": ` + data + `}`
}

// reservedAddress is an address that the scene's load balancer does not have.
var reservedAddress = `"compute.globalAddresses": [{"name": "api", "selfLink": "` + link("global/addresses/api") + `", "address": "203.0.113.77", "addressType": "EXTERNAL"}]`

var recordedHostnames = []verdictCase{
	{name: "a record with the load balancer's address", world: world(zoned("public", recordOf("api.acme.example", "A", `["203.0.113.10"]`))), want: []string{"pass " + apiRecord}},
	{
		name:  "TLS-038: a record with a reserved address that no forwarding rule has",
		world: world(reservedAddress, zoned("public", recordOf("api.acme.example", "A", `["203.0.113.77"]`))),
		want:  []string{"fail " + apiRecord}, says: []string{"{address 203.0.113.77}", "projects/acme/global/addresses/api reserves it", "203.0.113.10."},
	},
	{
		name:  "the same in a private zone, which only the owner's networks ask",
		world: world(reservedAddress, zoned("private", recordOf("api.acme.example", "A", `["203.0.113.77"]`))),
		want:  []string{"not_applicable organizations/acme"},
	},
	{
		name:  "the same in a zone that is not known",
		world: world(reservedAddress, `"dns.managedZones": []`, `"dns.resourceRecordSets": [`+recordOf("api.acme.example", "A", `["203.0.113.77"]`)+`]`),
		want:  []string{"unknown " + apiRecord}, says: []string{"the zone of " + apiRecord},
	},
	{
		name:  "the same while the forwarding rules are hidden",
		world: world(reservedAddress, zoned("public", recordOf("api.acme.example", "A", `["203.0.113.77"]`)), gaps("permission denied", "compute.forwardingRules")),
		want:  []string{"unknown " + apiRecord}, says: []string{"permission denied"},
	},
	{
		name:  "an address beside the right one",
		world: world(zoned("public", recordOf("api.acme.example", "A", `["203.0.113.10", "198.51.100.1"]`))),
		want:  []string{"fail " + apiRecord}, says: []string{"{address 198.51.100.1}"},
	},
	{
		name:  "an IPv6 address beside, which the load balancer does not have",
		world: world(zoned("public", recordOf("api.acme.example", "A", `["203.0.113.10"]`), recordOf("api.acme.example", "AAAA", `["2001:db8::7"]`))),
		want:  []string{"pass " + apiRecord, "fail " + apiRecord + "AAA"},
	},
	{
		name:  "an address of nobody knows whom: a CDN?",
		world: world(zoned("public", recordOf("api.acme.example", "A", `["198.51.100.1"]`))),
		want:  []string{"unknown " + apiRecord}, says: []string{"content delivery network"},
	},
	{
		name:  "an address known after apply",
		world: world(zoned("public", recordOf("api.acme.example", "A", `["?known after apply"]`))),
		want:  []string{"unknown " + apiRecord},
	},
	{
		name:  "a routing policy",
		world: world(zoned("public", recordOf("api.acme.example", "A", `"?a routing policy decides who gets which"`))),
		want:  []string{"unknown " + apiRecord}, says: []string{"routing policy"},
	},
	{
		name: "another name for one with the right address",
		world: world(zoned("public", recordOf("api.acme.example", "CNAME", `["front.acme.example."]`),
			recordOf("front.acme.example", "A", `["203.0.113.10"]`))),
		want: []string{"pass projects/acme/managedZones/acme/rrsets/front.acme.example/A"},
	},
	{
		name:  "another name for one of another provider",
		world: world(zoned("public", recordOf("api.acme.example", "CNAME", `["acme.cdn.example."]`))),
		want:  []string{"not_applicable organizations/acme"},
	},
	{
		name:  "a record of another name",
		world: world(reservedAddress, zoned("public", recordOf("www.acme.example", "A", `["203.0.113.77"]`))),
		want:  []string{"not_applicable organizations/acme"},
	},
	{
		name:  "two names for each other",
		world: world(zoned("public", recordOf("api.acme.example", "CNAME", `["b.acme.example."]`), recordOf("b.acme.example", "CNAME", `["api.acme.example."]`))),
		want:  []string{"not_applicable organizations/acme"},
	},
}

// unproved is a world whose certificate waits for a DNS authorization.
func unproved() *testkit.World {
	return testkit.NewWorld().ManagerCertificate("any", "PROVISIONING", "*.acme.example").Map(map[string]string{"PRIMARY": "any"}).
		Authorization("any", "acme.example").Zone("acme", "acme.example", "public")
}

func resolving(address string) *testkit.World {
	return testkit.NewWorld().Zone("acme", "acme.example", "public").Record("acme", "api.acme.example", "A", address)
}

// reserved adds an external address that nothing has.
func reserved(w *testkit.World) *testkit.World {
	return w.Add(gcp.GlobalAddresses, "projects/"+testkit.Project+"/global/addresses/api", body{"address": "203.0.113.77", "addressType": "EXTERNAL"})
}

func recordMutations() []mutation {
	resolves, managed := []string{"hostname-resolves-to-load-balancer"}, []string{"managed-certificate-active"}
	return []mutation{
		{name: "the record has a reserved address that no forwarding rule has", world: reserved(resolving("203.0.113.77")), fails: resolves},
		{name: "the record has another address beside", world: resolving("203.0.113.10").Set(gcp.RecordSets, "api.acme.example/A", "rrdatas", []string{"203.0.113.10", "198.51.100.7"}), fails: resolves},
		{name: "a DNS authorization has no record", world: unproved(), fails: managed},
		{name: "the record of a DNS authorization has other data", world: unproved().Record("acme", "_acme-challenge.acme.example", "CNAME", "old.authorize.certificatemanager.goog."), fails: managed},
		{name: "a CAA record permits others only", world: unproved().Record("acme", "_acme-challenge.acme.example", "CNAME", testkit.AuthorizationData("acme.example")).
			Record("acme", "acme.example", "CAA", `0 issue "ca.example"`), fails: managed},
	}
}

// recordTraps are records that look wrong and are not, or nobody knows whether they are.
func recordTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"a record with the load balancer's address":                resolving("203.0.113.10"),
		"a record with a content delivery network's address":       resolving("198.51.100.7"),
		"a reserved address for something else":                    reserved(resolving("203.0.113.10")),
		"a record in a private zone":                               reserved(resolving("203.0.113.77")).Set(gcp.ManagedZones, "acme", "visibility", "private"),
		"a record in a zone that others manage":                    reserved(resolving("203.0.113.77")).DropAll(gcp.ManagedZones),
		"a record with the address of an instance of one's own":    resolving("203.0.113.88"),
		"a DNS authorization whose zone is another provider's":     unproved().DropAll(gcp.ManagedZones),
		"a DNS authorization whose zone is another domain's":       unproved().Set(gcp.ManagedZones, "acme", "dnsName", "other.example."),
		"a DNS authorization with its record":                      unproved().Record("acme", "_acme-challenge.acme.example", "CNAME", testkit.AuthorizationData("acme.example")),
		"a DNS authorization whose certificate is made":            unproved().Set(gcp.ManagerCertificates, "any", "managed.state", "ACTIVE").Set(gcp.ManagerCertificates, "any", "pemCertificate", testkit.Leaf{Names: []string{"*.acme.example"}, Public: true}.PEM()),
		"a CAA record that permits Google's authority, and others": unproved().Record("acme", "_acme-challenge.acme.example", "CNAME", testkit.AuthorizationData("acme.example")).Record("acme", "acme.example", "CAA", `0 issue "ca.example"`, `0 issue "pki.goog; cansignhttpexchanges=yes"`),
		"a CAA record that restricts nothing":                      unproved().Record("acme", "_acme-challenge.acme.example", "CNAME", testkit.AuthorizationData("acme.example")).Record("acme", "acme.example", "CAA", `0 iodef "mailto:pki@acme.example"`),
	}
}
