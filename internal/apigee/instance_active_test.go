package apigee_test

import "fmt"

// instance is the only instance, with the given fields.
func instance(fields string) string {
	return fmt.Sprintf(`"apigee.organizations.instances": [{"$ref": "organizations/acme/instances/east", "name": "east", "location": "us-east1" %s}]`, fields)
}

var instanceActive = []verdictCase{
	{name: "all are active", want: []string{"pass organizations/acme/instances/east", "pass organizations/acme/instances/west"}},
	{
		name: "one is being created", world: `{` + instance(`, "state": "CREATING"`) + `}`,
		want: []string{"fail organizations/acme/instances/east"}, says: []string{"{state CREATING}", "{location us-east1}"},
	},
	{
		name: "one is being deleted", world: `{` + instance(`, "state": "DELETING"`) + `}`,
		want: []string{"fail organizations/acme/instances/east"}, says: []string{"out of the load balancer"},
	},
	{
		name: "one is being updated and may serve", world: `{` + instance(`, "state": "UPDATING"`) + `}`,
		want: []string{"unknown organizations/acme/instances/east"}, says: []string{"run again when its state is ACTIVE"},
	},
	{
		name: "the state is known later", world: `{` + instance(`, "state": "?known after apply"`) + `}`,
		want: []string{"unknown organizations/acme/instances/east"}, says: []string{"known after apply"},
	},
	{
		name: "the state is not in the response", world: `{` + instance("") + `}`,
		want: []string{"unknown organizations/acme/instances/east"}, says: []string{"not in the response"},
	},
	{
		name: "a state nobody has heard of", world: `{` + instance(`, "state": "RESTING"`) + `}`,
		want: []string{"unknown organizations/acme/instances/east"}, says: []string{`"RESTING"`},
	},
	{
		name:  "Terraform does not tell the state",
		world: `{"apigee.organizations.instances": [{"$address": "google_apigee_instance.east", "name": "east"}]}`,
		want:  []string{"not_applicable google_apigee_instance.east"},
	},
	{
		name: "no instance", world: `{"apigee.organizations.instances": []}`,
		want: []string{"fail organizations/acme"}, says: []string{"{instances 0}"},
	},
	{
		name:  "the instances could not be listed",
		world: `{"apigee.organizations.instances": [], "gaps": {"apigee.organizations.instances": ["permission apigee.instances.list denied"]}}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"permission apigee.instances.list denied"},
	},
	{
		name:  "those that are known are active, and more may exist",
		world: `{"gaps": {"apigee.organizations.instances": ["page 2 could not be read"]}}`,
		want:  []string{"pass organizations/acme/instances/east", "pass organizations/acme/instances/west", "unknown organizations/acme"},
		says:  []string{"page 2 could not be read"},
	},
	{
		name:  "an organization without VPC peering has instances too",
		world: `{` + organization(`"disableVpcPeering": true`) + `}`,
		want:  []string{"pass organizations/acme/instances/east", "pass organizations/acme/instances/west"},
	},
}
