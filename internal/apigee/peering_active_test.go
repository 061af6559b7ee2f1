package apigee_test

import "fmt"

// peered is the authorized network with one peering to Google's services.
func peered(fields string) string {
	return fmt.Sprintf(`"compute.networks": [{"selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod",
		"peerings": [{"name": "to-test", "network": "https://www.googleapis.com/compute/v1/projects/acme/global/networks/test", "state": "INACTIVE"},
			{"name": "servicenetworking-googleapis-com", "network": "https://www.googleapis.com/compute/v1/projects/t-tp/global/networks/servicenetworking" %s}]}]`, fields)
}

var peeringActive = []verdictCase{
	{name: "active, beside another that is not", world: `{` + peered(`, "state": "ACTIVE"`) + `}`, want: []string{"pass projects/acme-host/global/networks/prod"}},
	{
		name:  "the other end was deleted",
		world: `{` + peered(`, "state": "INACTIVE", "stateDetails": "The peering network has been deleted."`) + `}`,
		want:  []string{"fail projects/acme-host/global/networks/prod"},
		says:  []string{"{state INACTIVE}", "The peering network has been deleted."},
	},
	{
		name: "the state is not in the response", world: `{` + peered("") + `}`,
		want: []string{"unknown projects/acme-host/global/networks/prod"}, says: []string{"not in the response"},
	},
	{
		name: "the state is known after apply", world: `{` + peered(`, "state": "?known after apply"`) + `}`,
		want: []string{"unknown projects/acme-host/global/networks/prod"}, says: []string{"known after apply"},
	},
	{
		name: "a state nobody has heard of", world: `{` + peered(`, "state": "PENDING"`) + `}`,
		want: []string{"unknown projects/acme-host/global/networks/prod"}, says: []string{`"PENDING"`},
	},
	{
		name: "the network could not be read", world: `{` + openNetworks + `}`,
		want: []string{"unknown organizations/acme"}, says: []string{"permission compute.networks.get denied"},
	},
	{
		name:  "it is not known which network is authorized",
		world: `{` + organization(`"authorizedNetwork": "?known after apply"`) + `}`,
		want:  []string{"unknown organizations/acme"},
	},
	{
		name:  "the peerings could not be read",
		world: `{"compute.networks": [{"selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "peerings": "?the response was cut short"}]}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"the response was cut short"},
	},
	{
		name: "Terraform tells of the connection, and of no state",
		world: `{"compute.networks": [{"$address": "google_compute_network.prod", "$ref": "projects/acme-host/global/networks/prod"}],
			"servicenetworking.services.connections": [{"$address": "google_service_networking_connection.prod", "network": "projects/acme-host/global/networks/prod", "service": "servicenetworking.googleapis.com"}]}`,
		want: []string{"not_applicable google_service_networking_connection.prod"},
	},
	{
		name:  "there is no peering, which another check judges",
		world: `{` + noConnections + `, "compute.networks": [{"selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod"}]}`,
		want:  []string{"not_applicable organizations/acme"},
	},
	{
		name: "an organization without VPC peering", world: `{` + organization(`"disableVpcPeering": true`) + `, ` + peered(`, "state": "INACTIVE"`) + `}`,
		want: []string{"not_applicable organizations/acme"},
	},
}
