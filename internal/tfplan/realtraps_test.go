package tfplan_test

import "testing"

// nothing is no edit.
func nothing(*document) {}

// another is a second rule that admits the load balancer.
func another(attributes object) edit {
	after := object{"source_ranges": list{"130.211.0.0/22", "35.191.0.0/16"}, "allow": service("tcp", "443")}
	for k, v := range attributes {
		after[k] = v
	}
	return rule("another", after)
}

// networkTraps look like faults of the network, and are none or may be none.
var networkTraps = []planCase{
	{name: "nothing is changed", plan: "x-l7xlb", edit: nothing},
	{name: "all of it is there already", plan: "x-l7xlb", edit: applied},
	{name: "one network in two spellings", plan: "x-l7xlb", edit: several(set(org, "authorized_network", compute+"global/networks/apigee-network"), set(connection, "network", vpcID))},
	{name: "a bare name in its own project", plan: "x-l7xlb", edit: several(set(org, "authorized_network", "apigee-network"), set(connection, "network", vpcID))},
	{name: "a project by its number, which may be the other", plan: "x-shared-vpc", edit: several(set(org, "authorized_network", hostID), set(sharedPeers, "network", "projects/4711/global/networks/apigee-network")), unknown: subjects("authorized-network-peered")},
	{name: "a network that a variable names", plan: "x-l7xlb", edit: later(org, "authorized_network")},
	{name: "a connection of a network that a variable names", plan: "x-l7xlb", edit: later(connection, "network")},
	{
		// The modules pass their networks on through local values, which plan JSON leaves out.
		name: "another created network, by a local value", plan: "x-l7xlb", edit: several(anotherVPC, pass("module.apigee-x-core", "network", other+".id")),
		unknown: subjects("authorized-network-peered"),
	},
	{name: "another network besides", plan: "x-l7xlb", edit: several(plainly, anotherVPC)},
	{
		name: "another network with a connection of its own", plan: "x-l7xlb",
		edit: several(plainly, anotherVPC, create("google_service_networking_connection.other", object{"service": "servicenetworking.googleapis.com", "reserved_peering_ranges": list{}}, map[string][]string{"id": nil, "peering": nil, "network": {other + ".id"}})),
	},
	{
		name: "a partner's connection besides", plan: "x-l7xlb",
		edit: create("google_service_networking_connection.partner", object{"service": "netapp.servicenetworking.goog", "reserved_peering_ranges": list{}}, onVPC("network")),
	},
	{
		name: "an organization that peers with nothing", plan: "x-nb-psc-xlb",
		edit: several(set(org, "disable_vpc_peering", true), set(org, "authorized_network", nil), remove(connection), remove(bigRange), remove(smallRange)),
	},
	{name: "proxies in another network reach Apigee through an endpoint", plan: "x-nb-psc-mig-l7xlb", edit: several(anotherVPC, pass(bridge1, "network", other+".id"))},
	{
		name: "instances in another network that are no proxies", plan: "x-l7xlb",
		edit: several(plainly, anotherVPC, pass(bridge, "network", other+".id"), set(ofProxies, "metadata", object{"role": "web"})),
	},
	{name: "a range that is there already", plan: "x-l7xlb", edit: several(remove(bigRange), set(runtime, "ip_range", nil))},
	{name: "ranges that a variable names", plan: "x-l7xlb", edit: later(connection, "reserved_peering_ranges")},
	{name: "a range whose length comes later", plan: "x-l7xlb", edit: later(bigRange, "prefix_length")},
	{name: "an instance that lets Google choose", plan: "x-l7xlb", edit: several(set(bigRange, "prefix_length", 21.0), later(runtime, "ip_range"))},
	{name: "room for two instances", plan: "x-multi-region", edit: secondRuntime},
	{name: "a hybrid organization", plan: "x-l7xlb", edit: several(set(org, "runtime_type", "HYBRID"), remove(connection), remove(admission), remove(attached1), remove(attached2), remove(runtime))},
}

// firewallTraps look like faults of the firewall.
var firewallTraps = []planCase{
	{name: "a rule for each range", plan: "x-l7xlb", edit: several(set(admission, "source_ranges", list{"35.191.0.0/16"}), another(object{"source_ranges": list{"130.211.0.0/22"}}))},
	{name: "ranges in halves", plan: "x-l7xlb", edit: set(admission, "source_ranges", list{"130.211.0.0/23", "130.211.2.0/23", "35.191.0.0/17", "35.191.128.0/17"})},
	{name: "from anywhere", plan: "x-l7xlb", edit: set(admission, "source_ranges", list{"0.0.0.0/0"})},
	{name: "to all instances", plan: "x-l7xlb", edit: set(admission, "target_tags", nil)},
	{name: "the protocol by number", plan: "x-l7xlb", edit: set(admission, "allow", service("6", "443"))},
	{name: "every protocol", plan: "x-l7xlb", edit: set(admission, "allow", service("all"))},
	{name: "a range of ports", plan: "x-l7xlb", edit: set(admission, "allow", service("tcp", "400-500"))},
	{name: "tags that come later", plan: "x-l7xlb", edit: later(admission, "target_tags")},
	{name: "ranges that come later", plan: "x-l7xlb", edit: later(admission, "source_ranges"), unknown: subjects(firewalls)},
	{name: "the proxies' tags come later", plan: "x-l7xlb", edit: later(ofProxies, "tags"), unknown: subjects(firewalls)},
	{
		name: "for the proxies' service account", plan: "x-l7xlb",
		edit: several(set(admission, "target_tags", nil), set(admission, "target_service_accounts", list{"proxy@apigee-demo.iam.gserviceaccount.com"}),
			set(ofProxies, "service_account.0.email", "proxy@apigee-demo.iam.gserviceaccount.com")),
	},
	{name: "a denial of lower priority", plan: "x-l7xlb", edit: rule("deny", object{"priority": 2000.0, "deny": service("all")})},
	{name: "priority 0 beats a denial of 1", plan: "x-l7xlb", edit: several(set(admission, "priority", 0.0), rule("deny", object{"priority": 1.0, "deny": service("all")}))},
	{name: "a denial that is disabled", plan: "x-l7xlb", edit: rule("deny", object{"priority": 1.0, "deny": service("all"), "disabled": true})},
	{name: "a denial for other tags", plan: "x-l7xlb", edit: rule("deny", object{"priority": 1.0, "deny": service("all"), "target_tags": list{"database"}})},
	{name: "a denial of other ports", plan: "x-l7xlb", edit: rule("deny", object{"priority": 1.0, "deny": service("tcp", "22", "3389")})},
	{name: "a denial of other sources", plan: "x-l7xlb", edit: rule("deny", object{"priority": 1.0, "deny": service("all"), "source_ranges": list{"10.0.0.0/8", "192.168.0.0/16"}})},
	{name: "a denial of egress", plan: "x-l7xlb", edit: rule("deny", object{"priority": 1.0, "deny": service("tcp", "25"), "direction": "EGRESS", "source_ranges": nil, "destination_ranges": list{"0.0.0.0/0"}})},
	{name: "a denial in another network", plan: "x-l7xlb", edit: several(plainly, anotherVPC, rule("deny", object{"priority": 1.0, "deny": service("all")}), refer("google_compute_firewall.deny", "network", other+".id"))},
	{name: "a policy admits in place of a rule", plan: "x-l7xlb", edit: several(remove(admission), policy("allow", list{"130.211.0.0/22", "35.191.0.0/16"}))},
	{name: "a policy passes on to the network's rules", plan: "x-l7xlb", edit: several(early, policy("goto_next", list{"0.0.0.0/0"}))},
	{name: "a policy denies what the network's rules have admitted", plan: "x-l7xlb", edit: policy("deny", list{"0.0.0.0/0"})},
	{
		name: "a policy of the whole organization denies, which may have the network or not", plan: "x-l7xlb", edit: several(
			create("google_compute_firewall_policy.p", object{"short_name": "p", "parent": "organizations/1234567890"}, map[string][]string{"id": nil, "name": nil, "firewall_policy_id": nil, "rule_tuple_count": nil}),
			create("google_compute_firewall_policy_rule.r", object{
				"priority": 100.0, "action": "deny", "direction": "INGRESS", "disabled": nil, "target_resources": nil, "target_service_accounts": nil,
				"match": list{object{"src_ip_ranges": list{"0.0.0.0/0"}, "layer4_configs": list{object{"ip_protocol": "all", "ports": nil}}}},
			}, map[string][]string{"id": nil, "firewall_policy": {"google_compute_firewall_policy.p.id"}}),
			create("google_compute_firewall_policy_association.a", object{"name": "a", "attachment_target": "organizations/1234567890"}, map[string][]string{"id": nil, "firewall_policy": {"google_compute_firewall_policy.p.id"}}),
		),
		unknown: subjects(firewalls),
	},
	{name: "one rule of two regions admits both", plan: "x-multi-region", edit: several(endpointPlainly, remove(admission2))},
	{name: "no rule for endpoint groups, which need none", plan: "x-nb-psc-xlb", edit: nothing},
	{name: "no rule without a load balancer", plan: "x-basic", edit: nothing},
	{name: "one rule of two is deleted", plan: "x-l7xlb", edit: several(applied, another(nil), set("google_compute_firewall.another", "network", vpcID), destroy(admission, nil))},
}

// environmentTraps look like faults of the environments.
var environmentTraps = []planCase{
	{
		name: "an environment that no group routes runs nowhere", plan: "x-l7xlb",
		edit: create("google_apigee_environment.lab", object{"name": "lab"}, map[string][]string{"id": nil, "org_id": {"module.apigee-x-core.org_id"}}),
	},
	{name: "an environment is not where no load balancer leads", plan: "x-l7xlb", edit: several(set(bigRange, "prefix_length", 20.0), bareInstance, ofFirst, runs("test1"))},
	{name: "both regions run all", plan: "x-multi-region", edit: twoRegions([]string{"test1", "test2"}, []string{"test2", "test1"})},
	{name: "an attachment's environment comes later", plan: "x-l7xlb", edit: later(attached1, "environment"), unknown: subjects(everywhere)},
	{name: "an attachment's instance is a variable", plan: "x-l7xlb", edit: later(attached1, "instance_id")},
	{name: "a route's environment comes later", plan: "x-l7xlb", edit: later(routed1, "environment")},
	{name: "hosts that come later", plan: "x-l7xlb", edit: later(group, "hostnames")},
	{name: "an environment goes with its route and its attachment", plan: "x-l7xlb", edit: several(applied, destroy(env2, nil), destroy(routed2, nil), destroy(attached2, nil))},
	{name: "everything is deleted", plan: "x-l7xlb", edit: func(d *document) {
		applied(d)
		for _, c := range d.changes() {
			if c.(object)["mode"] == "managed" {
				destroy(c.(object)["address"].(string), nil)(d)
			}
		}
	}},
}

func TestTrapsInRealPlans(t *testing.T) {
	t.Parallel()
	runOnRealPlans(t, networkTraps)
	runOnRealPlans(t, firewallTraps)
	runOnRealPlans(t, environmentTraps)
}
