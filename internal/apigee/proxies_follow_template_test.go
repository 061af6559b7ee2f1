package apigee_test

import "strings"

const machines = "compute.instances"

// status is the groups with another state of their updates in the east, and more of them.
func status(state string) string {
	const east = `instanceGroups/east", `
	return but(managers, east+`"status": {"isStable": true, "versionTarget": {"isReached": true}}`, east+state)
}

const (
	notReached = `"status": {"isStable": true, "versionTarget": {"isReached": false}}`
	onDemand   = `"updatePolicy": {"type": "OPPORTUNISTIC"}`
	atOnce     = `"updatePolicy": {"type": "PROACTIVE"}`
	underWay   = `"status": {"isStable": false, "versionTarget": {"isReached": false}}`
)

// ruleFor is a firewall rule for instances with a tag; "" is for all.
func ruleFor(tag, more string) string {
	targets := ""
	if tag != "" {
		targets = `"targetTags": ["` + tag + `"], `
	}
	return `{"name": "more", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/firewalls/more", "network": "` + prod + `", ` + targets + more + "}"
}

var proxiesFollowTemplate = []verdictCase{
	{name: "the target is reached", want: []string{"pass " + east, "pass " + west}},
	{name: "it is not, and nothing replaces instances", world: world(status(onDemand + ", " + notReached)), want: []string{"fail " + east, "pass " + west}, says: []string{"{update_policy OPPORTUNISTIC}", "{status.versionTarget.isReached false}"}},
	{name: "it is not, without an update policy", world: world(status(notReached)), want: []string{"fail " + east, "pass " + west}, says: []string{"{update_policy OPPORTUNISTIC}"}},
	{name: "instances are being replaced", world: world(status(atOnce + ", " + underWay)), want: []string{"unknown " + east, "pass " + west}, says: []string{"it is under way"}},
	{name: "instances were to be replaced, and it has come to rest", world: world(status(atOnce + ", " + notReached)), want: []string{"fail " + east, "pass " + west}},
	{name: "instances change, but nothing replaces the old ones", world: world(status(onDemand + ", " + underWay)), want: []string{"fail " + east, "pass " + west}},
	{name: "the configuration of all is not that of all", world: world(status(`"status": {"versionTarget": {"isReached": true}, "allInstancesConfig": {"effective": false}}`)), want: []string{"fail " + east, "pass " + west}, says: []string{"allInstancesConfig"}},
	{name: "it is that of all", world: world(status(`"status": {"versionTarget": {"isReached": true}, "allInstancesConfig": {"effective": true}}`)), want: []string{"pass " + east, "pass " + west}},
	{name: "configurations of single instances have no effect yet", world: world(status(`"status": {"versionTarget": {"isReached": true}, "stateful": {"perInstanceConfigs": {"allEffective": false}}}`)), want: []string{"fail " + east, "pass " + west}},
	{name: "not told", world: world(status(`"status": {"isStable": true}`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "known after apply", world: world(status(`"status": {"versionTarget": {"isReached": "?known after apply"}}`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "only Terraform tells of the group", world: world(status(`"$address": "google_compute_region_instance_group_manager.east", "status": {}`)), want: []string{"not_applicable google_compute_region_instance_group_manager.east", "pass " + west}},
	{name: "what may be proxies", world: world(status(notReached), withoutTemplates()), want: []string{"unknown " + east, "unknown " + west}},
	{
		name: "LB-024: an instance has an ENDPOINT of its own, at which nobody is", world: world(but(machines, machine("east", 2, "10.0.0.2"), machine("east", 2, "10.0.0.9"))),
		want: []string{"fail " + east, "pass " + west}, says: []string{"{instance projects/acme/zones/us-east1-b/instances/east-2}", "{metadata ENDPOINT 10.0.0.9}", "{template 10.0.0.2}", "has 1 instance"},
	},
	{name: "an instance that sends to the other region's instance", world: world(but(machines, machine("east", 2, "10.0.0.2"), machine("east", 2, "10.0.4.2"))), want: []string{"pass " + east, "pass " + west}},
	{
		name: "an instance whose ENDPOINT may be an endpoint in another project of the Shared VPC", world: world(but(machines, machine("east", 2, "10.0.0.2"), machine("east", 2, "10.9.0.9"))),
		want: []string{"unknown " + east, "pass " + west}, says: []string{"whether 10.9.0.9 is a Private Service Connect endpoint"},
	},
	{
		name: "an instance without ENDPOINT", world: world(but(machines, machine("east", 2, "10.0.0.2"), strings.Replace(machine("east", 2, "10.0.0.2"), `{"key": "ENDPOINT", "value": "10.0.0.2"}, `, "", 1))),
		want: []string{"fail " + east, "pass " + west}, says: []string{"{metadata ENDPOINT none}"},
	},
	{
		name: "LB-030: an instance is in another network", world: world(but(machines, machine("west", 1, "10.0.4.2"), strings.ReplaceAll(strings.Replace(machine("west", 1, "10.0.4.2"), "networks/prod", "networks/test", 1), "subnetworks/west", "subnetworks/test"))),
		want: []string{"pass " + east, "fail " + west}, says: []string{"{networkInterfaces.0 projects/acme-host/global/networks/test}"},
	},
	{
		name: "an instance lost the tag that the firewall rule is for", world: world(but(machines, machine("east", 1, "10.0.0.2"), strings.Replace(machine("east", 1, "10.0.0.2"), `, "apigee-proxy"`, "", 1))),
		want: []string{"fail " + east, "pass " + west}, says: []string{"{tags no tag apigee-proxy}"},
	},
	{name: "an instance lost a tag that no rule is for", world: world(but(machines, machine("east", 1, "10.0.0.2"), strings.Replace(machine("east", 1, "10.0.0.2"), `"https-server", `, "", 1))), want: []string{"pass " + east, "pass " + west}},
	{
		name:  "an instance lost a tag of a rule that is for something else",
		world: world(but(machines, machine("east", 1, "10.0.0.2"), strings.Replace(machine("east", 1, "10.0.0.2"), `"https-server", `, "", 1)), also("compute.firewalls", ruleFor("https-server", `"sourceRanges": ["10.0.0.0/8"], "allowed": [{"IPProtocol": "tcp", "ports": ["22"]}]`))),
		want:  []string{"pass " + east, "pass " + west},
	},
	{
		name:  "an instance lost the tag that a firewall rule is for, and another rule admits to all instances",
		world: world(but(machines, machine("east", 1, "10.0.0.2"), strings.Replace(machine("east", 1, "10.0.0.2"), `, "apigee-proxy"`, "", 1)), also("compute.firewalls", ruleFor("", `"sourceRanges": ["130.211.0.0/22", "35.191.0.0/16"], "allowed": [{"IPProtocol": "tcp", "ports": ["443"]}]`))),
		want:  []string{"pass " + east, "pass " + west},
	},
	{
		name:  "an instance lost the tag by which it may send to Apigee",
		world: world(but(machines, machine("east", 1, "10.0.0.2"), strings.Replace(machine("east", 1, "10.0.0.2"), `"https-server", `, "", 1)), also("compute.firewalls", `{"network": "`+prod+`", "direction": "EGRESS", `+denyOut+"}", ruleFor("https-server", `"direction": "EGRESS", "priority": 1, "allowed": [{"IPProtocol": "tcp", "ports": ["443"]}]`))),
		want:  []string{"fail " + east, "pass " + west}, says: []string{"{tags no tag https-server}"},
	},
	{
		name:  "somebody gave an instance a tag that a rule which denies is for",
		world: world(but(machines, machine("east", 1, "10.0.0.2"), strings.Replace(machine("east", 1, "10.0.0.2"), `"apigee-proxy"`, `"apigee-proxy", "quarantine"`, 1)), also("compute.firewalls", ruleFor("quarantine", `"priority": 1, "denied": [{"IPProtocol": "all"}]`))),
		want:  []string{"fail " + east, "pass " + west}, says: []string{"{tags the tag quarantine}", "{template no tag quarantine}"},
	},
	{
		name:  "an instance lost a tag, and the firewall rules are hidden",
		world: world(but(machines, machine("east", 1, "10.0.0.2"), strings.Replace(machine("east", 1, "10.0.0.2"), `"https-server", `, "", 1)), `"compute.firewalls": []`, gaps("permission denied", "compute.firewalls")),
		want:  []string{"unknown " + east, "pass " + west}, says: []string{"permission denied"},
	},
	{
		name:  "an instance is in another subnetwork of the network",
		world: world(but(machines, machine("west", 1, "10.0.4.2"), strings.ReplaceAll(machine("west", 1, "10.0.4.2"), "subnetworks/west", "subnetworks/more"))),
		want:  []string{"pass " + east, "pass " + west},
	},
	{
		name: "an instance that stands still", world: world(but(machines, machine("east", 2, "10.0.0.2"), strings.Replace(machine("east", 2, "10.0.0.9"), "RUNNING", "TERMINATED", 1))),
		want: []string{"pass " + east, "pass " + west},
	},
	{
		name: "somebody's own instance, called like those of the group", world: world(but(machines, machine("east", 2, "10.0.0.2"), strings.Replace(machine("east", 2, "10.0.0.9"), "instanceGroupManagers/east", "instanceGroupManagers/other", 1))),
		want: []string{"pass " + east, "pass " + west},
	},
	{
		name:  "the group tells all instances another ENDPOINT than the template",
		world: world(but(managers, `"instanceGroup": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1/instanceGroups/east"`, `"allInstancesConfig": {"properties": {"metadata": {"ENDPOINT": "10.0.0.9"}}}, "instanceGroup": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-east1/instanceGroups/east"`), but(machines, `"10.0.0.2"`, `"10.0.0.9"`)),
		want:  []string{"pass " + east, "pass " + west},
	},
	{
		name:  "the instances are hidden",
		world: world(`"compute.instances": []`, gaps("permission compute.instances.list denied", machines)),
		want:  []string{"unknown " + east, "unknown " + west}, says: []string{"permission compute.instances.list denied"},
	},
	{name: "nobody read the instances", world: world(`"compute.instances": []`), want: []string{"unknown " + east, "unknown " + west}, says: []string{"compute.instances.list"}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}
