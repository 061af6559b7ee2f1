package tfplan_test

import (
	"fmt"
	"testing"
)

const (
	group      = inCore + `google_apigee_envgroup.envgroups["test"]`
	routed1    = inCore + `google_apigee_envgroup_attachment.envgroup_attachments["test1-test"]`
	routed2    = inCore + `google_apigee_envgroup_attachment.envgroup_attachments["test2-test"]`
	env1       = inCore + `google_apigee_environment.environments["test1"]`
	env2       = inCore + `google_apigee_environment.environments["test2"]`
	attached1  = inCore + `google_apigee_instance_attachment.instance_attachments["europe-west1-test1"]`
	attached2  = inCore + `google_apigee_instance_attachment.instance_attachments["europe-west1-test2"]`
	second     = "google_apigee_instance.second"
	everywhere = "environment-attached-everywhere"
)

// bare is a second instance that runs nothing yet.
var bareInstance = create(second, object{"name": "euw2-instance", "location": "europe-west2"}, map[string][]string{
	"id": nil, "host": nil, "service_attachment": nil, "ip_range": nil, "peering_cidr_range": nil, "org_id": {"module.apigee-x-core.org_id"},
})

// runs attaches an environment to the second instance.
func runs(name string) edit {
	return create("google_apigee_instance_attachment."+name, object{"environment": name}, map[string][]string{"id": nil, "name": nil, "instance_id": {second + ".id"}})
}

// secondRuntime is another instance, which runs what the first does.
var secondRuntime = several(bareInstance, runs("test1"), runs("test2"))

// ofFirst names the first instance where an element of a map of instances is meant:
// of which one it is plan JSON does not tell once there are two.
var ofFirst = several(
	refer(attached1, "instance_id", `google_apigee_instance.instances["europe-west1"].id`),
	refer(attached2, "instance_id", `google_apigee_instance.instances["europe-west1"].id`),
)

const (
	west1 = `google_apigee_instance.region["europe-west1"]`
	west2 = `google_apigee_instance.region["europe-west2"]`
)

// twoRegions has an instance in each region of x-multi-region, behind the proxies of
// that region, each of which runs the environments given.
func twoRegions(first, second []string) edit {
	edits := []edit{
		remove(runtime), remove(attached1), remove(attached2),
		pass(bridge1, "endpoint_ip", "google_apigee_instance.region", "each.key"),
		shown("module.mig-l7xlb.google_compute_backend_service.mig_backend", "backend",
			object{"group": referring("var.first")}, object{"group": referring("var.second")}),
		pass("module.mig-l7xlb", "first", `module.apigee-x-bridge-mig["europe-west1"].instance_group`),
		pass("module.mig-l7xlb", "second", `module.apigee-x-bridge-mig["europe-west2"].instance_group`),
	}
	for i, region := range []string{"europe-west1", "europe-west2"} {
		edits = append(edits, create(fmt.Sprintf("google_apigee_instance.region[%q]", region), object{"name": region, "location": region}, map[string][]string{
			"id": nil, "host": nil, "service_attachment": nil, "ip_range": nil, "peering_cidr_range": nil, "org_id": {"module.apigee-x-core.org_id"},
		}))
		for _, env := range [][]string{first, second}[i] {
			edits = append(edits, create(fmt.Sprintf("google_apigee_instance_attachment.in_%s_%s", region, env), object{"environment": env},
				map[string][]string{"id": nil, "name": nil, "instance_id": {fmt.Sprintf("google_apigee_instance.region[%q].id", region)}}))
		}
	}
	return several(edits...)
}

// environmentFaults are of the hop from the ingress of an instance to an
// environment. What a created organization has the plan tells whole.
var environmentFaults = []planCase{
	{
		name: "the instance runs nothing", plan: "x-l7xlb", edit: several(remove(attached1), remove(attached2)),
		fails: subjects(everywhere+" "+env1, everywhere+" "+env2, "instance-has-environment "+runtime), open: same,
	},
	{name: "the instance runs one environment of two", plan: "x-l7xlb", edit: remove(attached2), fails: subjects(everywhere + " " + env2), open: same},
	{name: "the only instance without a load balancer runs one environment of two", plan: "x-basic", edit: remove(attached1), fails: subjects(everywhere + " " + env1), open: same},
	{name: "behind Private Service Connect an environment runs nowhere", plan: "x-nb-psc-xlb", edit: remove(attached1), fails: subjects(everywhere + " " + env1), open: same},
	{
		name: "behind an endpoint an environment runs nowhere", plan: "x-nb-psc-mig-l7xlb",
		edit:  set(inCore+`google_apigee_instance_attachment.instance_attachments["europe-west1-test"]`, "environment", "other"),
		fails: subjects(everywhere + " " + inCore + `google_apigee_environment.environments["test"]`), open: same,
	},
	{name: "an attachment names another environment", plan: "x-l7xlb", edit: set(attached2, "environment", "test1"), fails: subjects(everywhere + " " + env2), open: same},
	{name: "an attachment is misspelt", plan: "x-l7xlb", edit: set(attached2, "environment", "tset2"), fails: subjects(everywhere + " " + env2), open: same},
	{name: "a group routes nowhere", plan: "x-l7xlb", edit: several(remove(routed1), remove(routed2)), fails: subjects("environment-group-routes " + group), open: same},
	{
		name: "a second group routes nowhere", plan: "x-multi-region",
		edit: several(refer(routed1, "envgroup_id", `google_apigee_envgroup.envgroups["test"].id`),
			create("google_apigee_envgroup.internal", object{"name": "internal", "hostnames": list{"internal.example.com"}}, map[string][]string{"id": nil, "org_id": {"module.apigee-x-core.org_id"}})),
		fails: subjects("environment-group-routes google_apigee_envgroup.internal"), open: same,
	},
	{
		name: "a second instance runs nothing", plan: "x-l7xlb", edit: several(set(bigRange, "prefix_length", 20.0), bareInstance, ofFirst),
		fails: subjects("instance-has-environment " + second), open: same,
	},
	{
		name: "the second region runs nothing", plan: "x-multi-region", edit: twoRegions([]string{"test1", "test2"}, nil),
		fails: subjects(everywhere+" "+env1, everywhere+" "+env2, "instance-has-environment "+west2), open: same,
	},
	{
		name: "the second region does not run one environment", plan: "x-multi-region", edit: twoRegions([]string{"test1", "test2"}, []string{"test2"}),
		fails: subjects(everywhere + " " + env1), open: same,
	},
	{
		name: "each region runs one environment of two", plan: "x-multi-region", edit: twoRegions([]string{"test1"}, []string{"test2"}),
		fails: subjects(everywhere+" "+env1, everywhere+" "+env2), open: same,
	},
	{
		name: "an attachment is to the wrong instance", plan: "x-multi-region",
		edit:  several(twoRegions([]string{"test1", "test2"}, []string{"test1", "test2"}), refer("google_apigee_instance_attachment.in_europe-west2_test1", "instance_id", west1+".id")),
		fails: subjects(everywhere + " " + env1), open: same,
	},
	{name: "an attachment is deleted while the environment is routed", plan: "x-l7xlb", edit: several(applied, destroy(attached1, nil)), fails: subjects(everywhere + " " + env1)},
	{
		name: "all attachments are deleted", plan: "x-l7xlb", edit: several(applied, destroy(attached1, nil), destroy(attached2, nil)),
		fails: subjects(everywhere+" "+env1, everywhere+" "+env2, "instance-has-environment "+runtime),
	},
	{name: "what routes a group is deleted", plan: "x-l7xlb", edit: several(applied, destroy(routed1, nil), destroy(routed2, nil)), fails: subjects("environment-group-routes " + group)},
	{
		name: "a region joins what is there, without an environment", plan: "x-l7xlb",
		edit:  several(applied, set(bigRange, "prefix_length", 20.0), bareInstance, set(second, "org_id", "organizations/apigee-demo")),
		fails: subjects("instance-has-environment " + second), open: same,
	},
	{
		name: "an instance moves to another name, and its attachments do not follow", plan: "x-l7xlb",
		edit:  several(applied, replace(runtime, nil), set(runtime, "name", "new"), later(runtime, "id"), later(runtime, "host")),
		fails: subjects(everywhere+" "+env1, everywhere+" "+env2, "instance-has-environment "+runtime), open: subjects("instance-has-environment " + runtime),
	},
}

func TestEnvironmentFaultsInRealPlans(t *testing.T) {
	t.Parallel()
	runOnRealPlans(t, environmentFaults)
}
