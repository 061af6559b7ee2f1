package apigee_test

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
	{name: "what may be proxies", world: world(status(notReached), withoutTemplates()), want: []string{"unknown " + east, "pass " + west}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}
