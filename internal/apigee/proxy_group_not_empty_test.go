package apigee_test

const autoscalers = "compute.autoscalers"

// scaler is an autoscaler of the group in the east.
func scaler(target, policy string) string {
	return `"compute.autoscalers": [{"name": "a", "selfLink": "` + link("regions/us-east1/autoscalers/a") + `", "target": "` + target + `", "autoscalingPolicy": {` + policy + `}}]`
}

// sized is the groups with another size in the east.
func sized(size string) string {
	return but(managers, `instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 443}], "targetSize": 2`, `instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 443}]`+size)
}

var proxyGroupNotEmpty = []verdictCase{
	{name: "two instances each", want: []string{"pass " + east, "pass " + west}},
	{name: "none", world: world(sized(`, "targetSize": 0`)), want: []string{"fail " + east, "pass " + west}, says: []string{"{target_size 0}"}},
	{
		name: "none, in a group that Terraform creates without a size or an autoscaler", want: []string{"fail google_compute_region_instance_group_manager.east", "pass " + west},
		world: world(but(managers, `"name": "east"`, `"$address": "google_compute_region_instance_group_manager.east", "name": "east"`, `instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 443}], "targetSize": 2`, `instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 443}], "targetSize": 0`)),
	},
	{name: "none yet, with an autoscaler that makes some", world: world(sized(`, "targetSize": 0`), scaler(link("regions/us-east1/instanceGroupManagers/east"), `"minNumReplicas": 2, "mode": "ON"`)), want: []string{"pass " + east, "pass " + west}},
	{
		name: "none, with an autoscaler that does not have to make any", world: world(sized(`, "targetSize": 0`), scaler(link("regions/us-east1/instanceGroupManagers/east"), `"minNumReplicas": 0`)),
		want: []string{"fail " + east, "pass " + west}, says: []string{"{minimum 0}"},
	},
	{name: "none, with an autoscaler that is off", world: world(sized(`, "targetSize": 0`), scaler(link("regions/us-east1/instanceGroupManagers/east"), `"minNumReplicas": 2, "mode": "OFF"`)), want: []string{"fail " + east, "pass " + west}, says: []string{"{mode OFF}"}},
	{name: "some, with an autoscaler that is off", world: world(scaler(link("regions/us-east1/instanceGroupManagers/east"), `"minNumReplicas": 0, "mode": "OFF"`)), want: []string{"pass " + east, "pass " + west}},
	{name: "some, with an autoscaler that may take them", world: world(scaler(link("regions/us-east1/instanceGroupManagers/east"), `"minNumReplicas": 0`)), want: []string{"unknown " + east, "pass " + west}, says: []string{"minimum to 1"}},
	{name: "an autoscaler with a minimum known after apply", world: world(sized(`, "targetSize": 0`), scaler(link("regions/us-east1/instanceGroupManagers/east"), `"minNumReplicas": "?known after apply"`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "an autoscaler in a mode known after apply", world: world(sized(`, "targetSize": 0`), scaler(link("regions/us-east1/instanceGroupManagers/east"), `"minNumReplicas": 2, "mode": "?known after apply"`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "an autoscaler of another group", world: world(sized(`, "targetSize": 0`), scaler(link("regions/us-east1/instanceGroupManagers/shop"), `"minNumReplicas": 2`)), want: []string{"fail " + east, "pass " + west}},
	{name: "an autoscaler of a group known after apply", world: world(sized(`, "targetSize": 0`), scaler("?known after apply", `"minNumReplicas": 2`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "none, and there may be an autoscaler", world: world(sized(`, "targetSize": 0`), gaps("denied", autoscalers)), want: []string{"unknown " + east, "pass " + west}, says: []string{"denied"}},
	{name: "a size known after apply", world: world(sized(`, "targetSize": "?known after apply"`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "no size", world: world(sized("")), want: []string{"unknown " + east, "pass " + west}},
	{name: "none, of what may be proxies", world: world(but(managers, `"targetSize": 2`, `"targetSize": 0`), withoutTemplates()), want: []string{"unknown " + east, "unknown " + west}},
	{name: "none, in a group that is drained", world: world(sized(`, "targetSize": 0`), fronted(`instanceGroups/east", "capacityScaler": 1`, `instanceGroups/east", "capacityScaler": 0`)), want: []string{"not_applicable " + east, "pass " + west}},
	{name: "no group", world: world(`"compute.instanceGroupManagers": []`), want: []string{"not_applicable organizations/acme"}},
}
