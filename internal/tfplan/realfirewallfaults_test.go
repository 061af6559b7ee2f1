package tfplan_test

import "testing"

const (
	admission  = bridge + ".google_compute_firewall.allow_glb_to_mig_bridge"
	bridge1    = `module.apigee-x-bridge-mig["europe-west1"]`
	bridge2    = `module.apigee-x-bridge-mig["europe-west2"]`
	proxies1   = bridge1 + ".module.bridge-mig.google_compute_region_instance_group_manager.default[0]"
	proxies2   = bridge2 + ".module.bridge-mig.google_compute_region_instance_group_manager.default[0]"
	ofProxies1 = bridge1 + ".module.bridge-template.google_compute_instance_template.default[0]"
	ofProxies2 = bridge2 + ".module.bridge-template.google_compute_instance_template.default[0]"
	admission1 = bridge1 + ".google_compute_firewall.allow_glb_to_mig_bridge"
	admission2 = bridge2 + ".google_compute_firewall.allow_glb_to_mig_bridge"
	firewalls  = "load-balancer-reaches-proxies"
)

var notReached = subjects(firewalls + " " + proxies)

// endpointPlainly gives the proxies of both regions the address of the only instance.
var endpointPlainly = pass(bridge1, "endpoint_ip", "module.apigee-x-core.instance_endpoints")

// onVPC are the attributes of something on the VPC of the module vpc.
func onVPC(attribute string) map[string][]string {
	return map[string][]string{"id": nil, "self_link": nil, attribute: {"module.vpc.network.id"}}
}

// rule adds a firewall rule to the network: one of priority 1000, for all instances,
// from anywhere, unless the attributes say otherwise.
func rule(name string, attributes object) edit {
	after := object{
		"name": name, "project": "apigee-demo", "direction": "INGRESS", "priority": 1000.0, "disabled": nil, "allow": list{}, "deny": list{},
		"source_ranges": list{"0.0.0.0/0"}, "source_tags": nil, "target_tags": nil, "target_service_accounts": nil, "source_service_accounts": nil,
	}
	for k, v := range attributes {
		after[k] = v
	}
	return create("google_compute_firewall."+name, after, onVPC("network"))
}

func service(protocol string, ports ...any) list {
	return list{object{"protocol": protocol, "ports": ports}}
}

// policy adds a network firewall policy with one rule, which applies to the network.
func policy(action string, ranges list, more ...edit) edit {
	const named = "google_compute_network_firewall_policy.p"
	return several(append([]edit{
		create(named, object{"name": "p", "project": "apigee-demo"}, map[string][]string{"id": nil, "self_link": nil, "network_firewall_policy_id": nil, "rule_tuple_count": nil}),
		create("google_compute_network_firewall_policy_rule.r", object{
			"project": "apigee-demo", "priority": 100.0, "action": action, "direction": "INGRESS", "disabled": nil, "target_secure_tags": list{}, "target_service_accounts": nil,
			"match": list{object{"src_ip_ranges": ranges, "layer4_configs": list{object{"ip_protocol": "all", "ports": nil}}, "src_secure_tags": list{}}},
		}, map[string][]string{"id": nil, "firewall_policy": {named + ".id"}}),
		create("google_compute_network_firewall_policy_association.a", object{"name": "a", "project": "apigee-demo"},
			map[string][]string{"id": nil, "firewall_policy": {named + ".id"}, "attachment_target": {"module.vpc.network.id"}}),
	}, more...)...)
}

// early lets policies judge before the network's own rules.
var early = set(vpc, "network_firewall_policy_enforcement_order", "BEFORE_CLASSIC_FIREWALL")

// firewallFaults are of the hop from the load balancer to the proxies. Unless
// nothing else can exist, another rule or policy may admit what these do not.
var firewallFaults = []planCase{
	{name: "no rule", plan: "x-l7xlb", edit: remove(admission), fails: notReached},
	{name: "no rule in a Shared VPC", plan: "x-shared-vpc", edit: remove(admission), fails: notReached},
	{name: "no rule in two regions", plan: "x-multi-region", edit: several(endpointPlainly, remove(admission1), remove(admission2)), fails: subjects(firewalls+" "+proxies1, firewalls+" "+proxies2)},
	{
		// Which of the plan's addresses a local value chooses as ENDPOINT is not told.
		name: "no rule for instances that may be no proxies", plan: "x-multi-region", edit: several(remove(admission1), remove(admission2)),
		unknown: subjects(firewalls),
	},
	{name: "one range of two", plan: "x-l7xlb", edit: set(admission, "source_ranges", list{"35.191.0.0/16"}), fails: notReached},
	{name: "the other range of two", plan: "x-l7xlb", edit: set(admission, "source_ranges", list{"130.211.0.0/22"}), fails: notReached},
	{name: "a part of a range", plan: "x-l7xlb", edit: set(admission, "source_ranges", list{"130.211.0.0/22", "35.191.0.0/17"}), fails: notReached},
	{name: "a range of something else", plan: "x-l7xlb", edit: set(admission, "source_ranges", list{"10.0.0.0/8"}), fails: notReached},
	{name: "sources by tag", plan: "x-l7xlb", edit: several(set(admission, "source_ranges", list{}), set(admission, "source_tags", list{"load-balancer"})), fails: notReached},
	{name: "another port", plan: "x-l7xlb", edit: set(admission, "allow", service("tcp", "8443")), fails: notReached},
	{name: "ports beside the one", plan: "x-l7xlb", edit: set(admission, "allow", service("tcp", "80", "444-65535")), fails: notReached},
	{name: "UDP", plan: "x-l7xlb", edit: set(admission, "allow", service("udp", "443")), fails: notReached},
	{name: "ICMP only", plan: "x-l7xlb", edit: set(admission, "allow", service("icmp")), fails: notReached},
	{name: "disabled", plan: "x-l7xlb", edit: set(admission, "disabled", true), fails: notReached},
	{name: "for egress", plan: "x-l7xlb", edit: set(admission, "direction", "EGRESS"), fails: notReached},
	{name: "for other tags", plan: "x-l7xlb", edit: set(admission, "target_tags", list{"gke-apigee-proxy"}), fails: notReached},
	{name: "the proxies have lost their tag", plan: "x-l7xlb", edit: set(ofProxies, "tags", list{"http-server"}), fails: notReached},
	{name: "the proxies have no tag", plan: "x-l7xlb", edit: set(ofProxies, "tags", nil), fails: notReached},
	{name: "the proxies of the second region have lost their tag", plan: "x-multi-region", edit: several(endpointPlainly, set(ofProxies2, "tags", list{"proxy"})), fails: subjects(firewalls + " " + proxies2)},
	{
		name: "for another service account", plan: "x-l7xlb",
		edit: several(set(admission, "target_tags", nil), set(admission, "target_service_accounts", list{"other@apigee-demo.iam.gserviceaccount.com"}),
			set(ofProxies, "service_account.0.email", "proxy@apigee-demo.iam.gserviceaccount.com")),
		fails: notReached,
	},
	{name: "in another created network", plan: "x-l7xlb", edit: several(plainly, anotherVPC, refer(admission, "network", "var.other"), pass(bridge, "other", other+".id")), fails: notReached},
	{name: "in another network that is there", plan: "x-l7xlb", edit: several(applied, replace(admission, nil), set(admission, "network", otherID)), fails: notReached},
	{name: "drowned by a denial of higher priority", plan: "x-l7xlb", edit: rule("deny", object{"priority": 900.0, "deny": service("all")}), fails: notReached},
	{name: "drowned by a denial of equal priority", plan: "x-l7xlb", edit: rule("deny", object{"deny": service("tcp", "443")}), fails: notReached},
	{name: "drowned by a denial for the proxies", plan: "x-l7xlb", edit: rule("deny", object{"priority": 0.0, "deny": service("tcp"), "target_tags": list{"apigee-bridge"}}), fails: notReached},
	{name: "a denial of a part of a range", plan: "x-l7xlb", edit: rule("deny", object{"priority": 10.0, "deny": service("all"), "source_ranges": list{"35.191.128.0/20"}}), fails: notReached},
	{name: "its own priority falls below a denial's", plan: "x-l7xlb", edit: several(rule("deny", object{"priority": 2000.0, "deny": service("all")}), set(admission, "priority", 3000.0)), fails: notReached},
	{name: "denied by a network policy before the network's rules", plan: "x-l7xlb", edit: several(early, policy("deny", list{"0.0.0.0/0"})), fails: notReached},
	{name: "denied in part by a network policy before the network's rules", plan: "x-l7xlb", edit: several(early, policy("deny", list{"130.211.0.0/24"})), fails: notReached},
	{name: "a policy that passes on to nothing", plan: "x-l7xlb", edit: several(policy("goto_next", list{"0.0.0.0/0"}), remove(admission)), fails: notReached},
	{name: "a policy that admits, but applies to no network", plan: "x-l7xlb", edit: several(policy("allow", list{"0.0.0.0/0"}), remove("google_compute_network_firewall_policy_association.a"), remove(admission)), fails: notReached},
	{name: "the rule is deleted", plan: "x-l7xlb", edit: several(applied, destroy(admission, nil)), fails: notReached},
	{name: "the rule is replaced by one for another port", plan: "x-l7xlb", edit: several(applied, replace(admission, nil), set(admission, "allow", service("tcp", "80"))), fails: notReached},
	{name: "the rule is changed to one range", plan: "x-l7xlb", edit: several(applied, update(admission), set(admission, "source_ranges", list{"35.191.0.0/16"})), fails: notReached},
	{name: "a denial joins what is there", plan: "x-l7xlb", edit: several(applied, rule("deny", object{"priority": 1.0, "deny": service("all")}), set("google_compute_firewall.deny", "network", vpcID)), fails: notReached},
	{name: "the named port is another", plan: "x-l7xlb", edit: set(proxies, "named_port.0.port", 8443.0), fails: notReached},
	{name: "the health check probes another port", plan: "x-l7xlb", edit: set("module.mig-l7xlb.google_compute_health_check.mig_lb_hc", "https_health_check.0.port", 8443.0), fails: notReached},
}

func TestFirewallFaultsInRealPlans(t *testing.T) {
	t.Parallel()
	runOnRealPlans(t, firewallFaults)
}
