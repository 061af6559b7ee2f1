package tfplan_test

import "testing"

// The addresses in the real plans: of the organization and what belongs to it, of
// the network and what is on it.
const (
	inCore      = "module.apigee-x-core.module.apigee."
	org         = inCore + "google_apigee_organization.organization[0]"
	runtime     = inCore + `google_apigee_instance.instances["europe-west1"]`
	vpc         = "module.vpc.google_compute_network.network[0]"
	connection  = "module.vpc.google_service_networking_connection.psa_connection[0]"
	bigRange    = `module.vpc.google_compute_global_address.psa_ranges["apigee-range"]`
	smallRange  = `module.vpc.google_compute_global_address.psa_ranges["apigee-support-range"]`
	bridge      = `module.apigee-x-bridge-mig["euw1-instance"]`
	proxies     = bridge + ".module.bridge-mig.google_compute_region_instance_group_manager.default[0]"
	ofProxies   = bridge + ".module.bridge-template.google_compute_instance_template.default[0]"
	other       = "google_compute_network.other"
	vpcID       = "projects/apigee-demo/global/networks/apigee-network"
	otherID     = "projects/apigee-demo/global/networks/other"
	hostID      = "projects/host-apigee-demo/global/networks/apigee-network"
	sharedPeers = "module.shared-vpc.google_service_networking_connection.psa_connection[0]"
	sharedRange = `module.shared-vpc.google_compute_global_address.psa_ranges["apigee-range"]`
)

// anotherVPC creates a second network in the root module.
var anotherVPC = create(other, object{
	"name": "other", "project": "apigee-demo", "auto_create_subnetworks": false,
	"network_firewall_policy_enforcement_order": "AFTER_CLASSIC_FIREWALL",
}, map[string][]string{"id": nil, "self_link": nil})

// plainly makes the modules pass on their networks as they are. Of a local value, or
// an element of an object, plan JSON does not tell that it is not some function of
// the network, so that it may be another than that.
var plainly = several(
	refer(connection, "network", "google_compute_network.network[0].id"),
	refer(bigRange, "network", "google_compute_network.network[0].id"),
	output("module.vpc", "network", "google_compute_network.network[0]"),
	refer(org, "authorized_network", "var.network"),
	pass("module.apigee-x-core.module.apigee", "network", "var.network"),
	shown(ofProxies, "network_interface", object{"network": referring("var.network")}),
	pass(bridge+".module.bridge-template", "network", "var.network"),
	refer(ofProxies, "network_interface.0.network", "var.network"),
	set(ofProxies, "network_interface.0.subnetwork", ""),
)

var (
	notPeered = subjects("authorized-network-peered " + org)
	noRoom    = subjects("peering-range-large-enough " + runtime)
)

// networkFaults are of the hop from the proxies to Apigee. What exists already has
// nothing to do with what a plan creates, so that most need no --complete.
var networkFaults = []planCase{
	{
		name: "the organization names another created network", plan: "x-l7xlb",
		edit:  several(plainly, anotherVPC, pass("module.apigee-x-core", "network", other+".id")),
		fails: subjects("authorized-network-peered "+org, "proxies-in-authorized-network "+proxies), open: same,
	},
	{
		name: "another created network is peered", plan: "x-l7xlb",
		edit:  several(plainly, anotherVPC, refer(connection, "network", "var.other"), pass("module.vpc", "other", other+".id")),
		fails: notPeered, open: same,
	},
	{
		name: "the proxies are in another created network", plan: "x-l7xlb",
		edit:  several(plainly, anotherVPC, pass(bridge, "network", other+".id")),
		fails: subjects("proxies-in-authorized-network " + proxies), open: same,
	},
	{
		name: "the organization names a network that is there, the connection another", plan: "x-l7xlb",
		edit:  several(set(org, "authorized_network", otherID), set(connection, "network", vpcID)),
		fails: notPeered,
	},
	{
		name: "the organization names the network by name, which is of its own project", plan: "x-shared-vpc",
		edit:  several(set(org, "authorized_network", "apigee-network"), set(sharedPeers, "network", hostID)),
		fails: notPeered,
	},
	{
		name: "the connection is of a network of the service project", plan: "x-shared-vpc",
		edit:  several(set(org, "authorized_network", hostID), set(sharedPeers, "network", vpcID)),
		fails: notPeered, open: same,
	},
	{name: "no private connection", plan: "x-l7xlb", edit: remove(connection), fails: notPeered, open: same},
	{name: "no private connection in two regions", plan: "x-multi-region", edit: remove(sharedPeers), fails: notPeered, open: same},
	{name: "no private connection, and no load balancer", plan: "x-basic", edit: remove(connection), fails: notPeered, open: same},
	{
		name: "the connection is to a partner's service", plan: "x-l7xlb", edit: set(connection, "service", "netapp.servicenetworking.goog"),
		fails: notPeered, open: same,
	},
	{name: "the private connection is deleted", plan: "x-l7xlb", edit: several(applied, destroy(connection, nil)), fails: notPeered},
	{
		name: "the private connection moves to another network", plan: "x-l7xlb",
		edit:  several(applied, replace(connection, nil), set(connection, "network", otherID)),
		fails: notPeered,
	},
	{
		name: "the organization changes its network", plan: "x-l7xlb", edit: several(applied, replace(org, nil), set(org, "authorized_network", otherID)),
		fails: subjects("authorized-network-peered "+org, "proxies-in-authorized-network "+proxies), open: subjects("proxies-in-authorized-network " + proxies),
	},
	{
		name: "the proxies move to another network", plan: "x-l7xlb", edit: several(applied, replace(ofProxies, nil), set(ofProxies, "network_interface.0.network", otherID)),
		fails: subjects("load-balancer-reaches-proxies "+proxies, "proxies-in-authorized-network "+proxies), open: subjects("proxies-in-authorized-network " + proxies),
	},
	{
		name: "the only range that is large enough is not reserved", plan: "x-l7xlb",
		edit:  set(connection, "reserved_peering_ranges", list{"apigee-support-range"}),
		fails: noRoom, open: same,
	},
	{name: "the range is too small", plan: "x-l7xlb", edit: set(bigRange, "prefix_length", 24.0), fails: noRoom, open: same},
	{name: "the range is for something else", plan: "x-l7xlb", edit: set(bigRange, "purpose", "PRIVATE_SERVICE_CONNECT"), fails: noRoom, open: same},
	{name: "the range is an external address", plan: "x-l7xlb", edit: set(bigRange, "address_type", "EXTERNAL"), fails: noRoom, open: same},
	{
		name: "the ranges are in another network", plan: "x-l7xlb",
		edit:  several(plainly, anotherVPC, refer(bigRange, "network", "var.other"), pass("module.vpc", "other", other+".id")),
		fails: noRoom, open: same,
	},
	{name: "the instance wants a range that is not reserved", plan: "x-l7xlb", edit: set(runtime, "ip_range", "10.9.0.0/22"), fails: noRoom, open: same},
	{
		name: "the range has room for one instance of two", plan: "x-multi-region", edit: several(set(sharedRange, "prefix_length", 22.0), secondRuntime),
		fails: subjects("peering-range-large-enough " + sharedPeers), open: same,
	},
}

func TestNetworkFaultsInRealPlans(t *testing.T) {
	t.Parallel()
	runOnRealPlans(t, networkFaults)
}
