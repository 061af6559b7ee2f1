package tfplan_test

import (
	"os"
	"path/filepath"
	"testing"
)

// The plans in testdata/gateway create the configurations beside them, of one region
// and of two, from nothing. What no check reads was left out of them.
const (
	gateway    = "google_apigee_organization.this"
	gatewayVPC = "module.network.google_compute_network.this"
	peers      = "module.network.google_service_networking_connection.apigee"
	reserved   = "module.network.google_compute_global_address.apigee"
	opening    = "google_compute_firewall.load_balancer"
	inEast     = `module.region["us-east1"].`
	inWest     = `module.region["us-west1"].`
	instanceOf = "google_apigee_instance.this"
	managerOf  = "google_compute_region_instance_group_manager.proxy"
	templateOf = "google_compute_instance_template.proxy"
	liveOf     = `google_apigee_instance_attachment.this["live"]`
	testOf     = `google_apigee_instance_attachment.this["test"]`
	liveEnv    = `google_apigee_environment.this["live"]`
	testEnv    = `google_apigee_environment.this["test"]`
)

// closing denies all on the network of the gateway.
func closing(attributes object) edit {
	return several(rule("deny", attributes), refer("google_compute_firewall.deny", "network", "module.network.id"))
}

var gatewayFaults = []planCase{
	{name: "another network is authorized", plan: "one", edit: several(anotherVPC, refer(gateway, "authorized_network", other+".id")),
		fails: subjects("authorized-network-peered "+gateway, "proxies-in-authorized-network "+inEast+managerOf), open: same},
	{name: "another network is peered", plan: "two", edit: several(anotherVPC, pass("module.network", "other", other+".id"), refer(peers, "network", "var.other")),
		fails: subjects("authorized-network-peered " + gateway), open: same},
	{name: "no private connection", plan: "one", edit: remove(peers), fails: subjects("authorized-network-peered " + gateway), open: same},
	{name: "the proxies are in another network", plan: "one", edit: several(anotherVPC, pass("module.region", "network", other+".id")),
		fails: subjects(firewalls+" "+inEast+managerOf, "proxies-in-authorized-network "+inEast+managerOf), open: subjects("proxies-in-authorized-network " + inEast + managerOf)},
	{name: "the range is too small for two instances", plan: "two", edit: set(reserved, "prefix_length", 21.0), fails: subjects("peering-range-large-enough " + peers), open: same},
	{name: "no rule", plan: "two", edit: remove(opening), fails: subjects(firewalls+" "+inEast+managerOf, firewalls+" "+inWest+managerOf)},
	{name: "one range", plan: "one", edit: set(opening, "source_ranges", list{"35.191.0.0/16"}), fails: subjects(firewalls + " " + inEast + managerOf)},
	{name: "another port", plan: "one", edit: set(opening, "allow", service("tcp", "8443")), fails: subjects(firewalls + " " + inEast + managerOf)},
	{name: "a health check that asks for nothing that Apigee answers", plan: "one",
		edit:  set("google_compute_health_check.proxies", "https_health_check", list{object{"port": 443.0, "request_path": "/"}}),
		fails: subjects("health-check-fits-apigee google_compute_health_check.proxies"), open: same},
	{name: "other tags", plan: "one", edit: set(opening, "target_tags", list{"proxy"}), fails: subjects(firewalls + " " + inEast + managerOf)},
	{name: "the west lacks the tag", plan: "two", edit: set(inWest+templateOf, "tags", list{"web"}), fails: subjects(firewalls + " " + inWest + managerOf)},
	{name: "a denial of equal priority", plan: "one", edit: closing(object{"deny": service("all")}), fails: subjects(firewalls + " " + inEast + managerOf)},
	{name: "the west runs nothing", plan: "two", edit: several(remove(inWest+liveOf), remove(inWest+testOf)),
		fails: subjects(everywhere+" "+liveEnv, everywhere+" "+testEnv, "instance-has-environment "+inWest+instanceOf), open: same},
	{name: "the west lacks an environment", plan: "two", edit: remove(inWest + liveOf), fails: subjects(everywhere + " " + liveEnv), open: same},
	{name: "an environment runs nowhere", plan: "one", edit: remove(inEast + testOf), fails: subjects(everywhere + " " + testEnv), open: same},
	{name: "the group routes nowhere", plan: "one", edit: several(remove(`google_apigee_envgroup_attachment.public["live"]`), remove(`google_apigee_envgroup_attachment.public["test"]`)),
		fails: subjects("environment-group-routes google_apigee_envgroup.public"), open: same},
}

var gatewayTraps = []planCase{
	{name: "healthy", plan: "one", edit: nothing},
	{name: "healthy in two regions", plan: "two", edit: nothing},
	{name: "another network besides", plan: "two", edit: anotherVPC},
	{name: "a network that a variable names", plan: "one", edit: later(gateway, "authorized_network")},
	{name: "a denial of lower priority", plan: "one", edit: closing(object{"priority": 2000.0, "deny": service("all")})},
	{name: "a denial for other tags", plan: "two", edit: closing(object{"priority": 1.0, "deny": service("all"), "target_tags": list{"web"}})},
	{name: "a denial of other sources", plan: "two", edit: closing(object{"priority": 1.0, "deny": service("all"), "source_ranges": list{"10.0.0.0/8"}})},
	{name: "the protocol by number", plan: "one", edit: set(opening, "allow", service("6", "1-1000"))},
	{name: "the west gets no traffic and runs one environment", plan: "two", edit: several(remove(inWest+liveOf), drained)},
	{name: "another resource names the port of a zonal group", plan: "one", edit: several(create("google_compute_instance_group_named_port.https",
		object{"group": "proxies", "zone": "us-east1-b", "name": "https", "port": 443.0}, map[string][]string{"id": nil}))},
	{name: "an environment that no group routes", plan: "two", edit: create("google_apigee_environment.lab", object{"name": "lab"}, map[string][]string{"id": nil, "org_id": {gateway + ".id"}})},
}

// drained takes the west's backend away.
var drained = func(d *document) {
	const service = "google_compute_backend_service.proxies"
	c := d.change(service)
	for _, in := range []any{c["after"], c["after_unknown"], d.block(service)["expressions"]} {
		in.(object)["backend"] = in.(object)["backend"].(list)[:1]
	}
	d.plan(service)
}

// So that faults are found without the plans of others, too.
func TestFaultsAndTrapsOfAGateway(t *testing.T) {
	t.Parallel()
	for kind, cases := range map[string][]planCase{"faults": gatewayFaults, "traps": gatewayTraps} {
		for _, c := range cases {
			t.Run(kind+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				text, err := os.ReadFile(filepath.Join("testdata/gateway", c.plan+".json"))
				if err != nil {
					t.Fatal(err)
				}
				c.run(t, text)
			})
		}
	}
}
