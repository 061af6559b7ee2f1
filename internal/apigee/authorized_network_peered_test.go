package apigee_test

import "fmt"

// organization is the organization with the given fields besides its name.
func organization(fields string) string {
	return fmt.Sprintf(`"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme", "projectId": "acme", "runtimeType": "CLOUD", "state": "ACTIVE", %s}]`, fields)
}

// connection is the private connection of the given network.
func connection(network, fields string) string {
	return fmt.Sprintf(`"servicenetworking.services.connections": [{"$ref": "services/servicenetworking.googleapis.com/connections/c", "network": %q, "service": "servicenetworking.googleapis.com", "reservedPeeringRanges": ["apigee"] %s}]`, network, fields)
}

const (
	noNetworks    = `"compute.networks": []`
	noConnections = `"servicenetworking.services.connections": []`
	openNetworks  = `"compute.networks": [], "gaps": {"compute.networks": ["permission compute.networks.get denied"]}`
)

var authorizedNetworkPeered = []verdictCase{
	{name: "connection and peering on the authorized network", want: []string{"pass organizations/acme"}},
	{
		name: "the connection alone proves it", world: `{` + noNetworks + `}`,
		want: []string{"pass organizations/acme"}, says: []string{"connects projects/acme-host/global/networks/prod"},
	},
	{
		name: "the network's peering alone proves it", world: `{` + noConnections + `}`,
		want: []string{"pass organizations/acme"}, says: []string{"has the peering servicenetworking-googleapis-com"},
	},
	{
		name:  "a connection that the plan makes, of a network still without its peering",
		world: `{"compute.networks": [{"selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "peerings": []}]}`,
		want:  []string{"pass organizations/acme"},
	},
	{
		name:  "spelled as a self link of another host and version",
		world: `{` + organization(`"authorizedNetwork": "https://compute.googleapis.com/compute/beta/projects/acme-host/global/networks/prod"`) + `}`,
		want:  []string{"pass organizations/acme"},
	},
	{
		name:  "a bare name is a network of the organization's project",
		world: `{` + organization(`"authorizedNetwork": "default"`) + `, ` + connection("projects/acme/global/networks/default", "") + `, ` + noNetworks + `}`,
		want:  []string{"pass organizations/acme"},
	},
	{
		name:  "project number of a project that is known",
		world: `{"projects": {"123": "acme-host"}, ` + connection("projects/123/global/networks/prod", "") + `, ` + noNetworks + `}`,
		want:  []string{"pass organizations/acme"},
	},
	{
		name:  "another network is peered",
		world: `{` + connection("projects/acme-host/global/networks/test", "") + `, ` + noNetworks + `}`,
		want:  []string{"fail organizations/acme"},
		says:  []string{"{authorized_network projects/acme-host/global/networks/prod}", "{peered_network projects/acme-host/global/networks/test}"},
	},
	{
		name:  "a bare name where the Shared VPC's host project was meant",
		world: `{` + organization(`"authorizedNetwork": "prod"`) + `}`,
		want:  []string{"fail organizations/acme"},
		says:  []string{"authorizedNetwork is projects/acme/global/networks/prod", "the projects differ"},
	},
	{
		name:  "the connection was made in the service project",
		world: `{` + connection("projects/acme/global/networks/prod", "") + `, ` + noNetworks + `}`,
		want:  []string{"fail organizations/acme"}, says: []string{"the projects differ"},
	},
	{
		name:  "a number that is another project's",
		world: `{"projects": {"123": "elsewhere"}, ` + connection("projects/123/global/networks/prod", "") + `, ` + noNetworks + `}`,
		want:  []string{"fail organizations/acme"},
	},
	{
		name:  "nothing is peered",
		world: `{` + noConnections + `, ` + noNetworks + `}`,
		want:  []string{"fail organizations/acme"}, says: []string{"{peered_network none}"},
	},
	{
		name: "the network has other peerings only, whatever connections could not be listed",
		world: `{` + noConnections + `, "compute.networks": [{"selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod",
			"peerings": [{"name": "to-test", "network": "https://www.googleapis.com/compute/v1/projects/acme/global/networks/test", "state": "ACTIVE"}]}],
			"gaps": {"servicenetworking.services.connections": ["permission servicenetworking.services.get denied"]}}`,
		want: []string{"fail organizations/acme"}, says: []string{"has no peering servicenetworking-googleapis-com"},
	},
	{
		name: "a partner's service is another connection",
		world: `{` + noNetworks + `, "servicenetworking.services.connections": [{"$ref": "services/netapp/connections/c",
			"network": "projects/acme-host/global/networks/prod", "service": "netapp.servicenetworking.goog"}]}`,
		want: []string{"fail organizations/acme"}, says: []string{"{peered_network none}"},
	},
	{
		name:  "another network is peered, and more connections may exist",
		world: `{` + connection("projects/acme-host/global/networks/test", "") + `, ` + noNetworks + `, "gaps": {"servicenetworking.services.connections": ["only the resources given are known"]}}`,
		want:  []string{"unknown organizations/acme"},
		says: []string{
			"the one seen, services/servicenetworking.googleapis.com/connections/c, is on projects/acme-host/global/networks/test",
			"complete = true", "only the resources given are known",
		},
	},
	{
		name:  "connections could not be listed and the network could not be read",
		world: `{` + noConnections + `, "compute.networks": [], "gaps": {"servicenetworking.services.connections": ["denied"], "compute.networks": ["denied"]}}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"servicenetworking.services.connections: denied"},
	},
	{
		name: "Terraform does not tell the network's peerings",
		world: `{` + noConnections + `, "compute.networks": [{"$address": "google_compute_network.prod", "$ref": "projects/acme-host/global/networks/prod"}],
			"gaps": {"servicenetworking.services.connections": ["only the resources given are known"]}}`,
		want: []string{"unknown organizations/acme"}, says: []string{"google_compute_network does not carry the peerings"},
	},
	{
		name:  "a project number that was not resolved",
		world: `{` + connection("projects/123/global/networks/prod", "") + `, ` + noNetworks + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"projects/acme-host/global/networks/prod may be projects/123/global/networks/prod", "resolve the project number"},
	},
	{
		name:  "a number that was not resolved, of another network",
		world: `{` + connection("projects/123/global/networks/test", "") + `, ` + noNetworks + `}`,
		want:  []string{"fail organizations/acme"},
	},
	{
		name:  "the network by its numeric id",
		world: `{` + connection("projects/acme-host/global/networks/6378627999444530493", "") + `, ` + noNetworks + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"by name instead of by numeric id"},
	},
	{
		name:  "a bare name of a project nobody knows",
		world: `{"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme", "authorizedNetwork": "prod"}], ` + noNetworks + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"spell both with their project"},
	},
	{
		name:  "the connection's network is known after apply",
		world: `{` + connection("?known after apply", "") + `, ` + noNetworks + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"known after apply"},
	},
	{
		name:  "the connection's service is not known",
		world: `{"servicenetworking.services.connections": [{"$ref": "services/x/connections/c", "network": "projects/acme-host/global/networks/prod"}], ` + noNetworks + `}`,
		want:  []string{"unknown organizations/acme"},
	},
	{
		name:  "the authorized network is known after apply",
		world: `{` + organization(`"authorizedNetwork": "?known after apply"`) + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"known after apply"},
	},
	{
		name:  "the authorized network is no reference",
		world: `{` + organization(`"authorizedNetwork": "networks/prod"`) + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"no reference"},
	},
	{
		name: "a peering whose name and other end disagree",
		world: `{` + noConnections + `, "compute.networks": [{"selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod",
			"peerings": [{"name": "own", "network": "https://www.googleapis.com/compute/v1/projects/acme/global/networks/servicenetworking", "state": "ACTIVE"}]}],
			"gaps": {"servicenetworking.services.connections": ["denied"]}}`,
		want: []string{"unknown organizations/acme"}, says: []string{"which peering"},
	},
	{
		name:  "neither a network nor the word that there is none",
		world: `{` + organization(`"billingType": "PAYG"`) + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"authorizedNetwork is not set"},
	},
	{
		name:  "it is not known whether there is a network",
		world: `{` + organization(`"disableVpcPeering": "?known after apply"`) + `}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"disableVpcPeering of organizations/acme"},
	},
	{
		name:  "an organization without VPC peering",
		world: `{` + organization(`"disableVpcPeering": true`) + `, ` + noConnections + `}`,
		want:  []string{"not_applicable organizations/acme"},
	},
	{
		name: "two organizations are judged on their own",
		world: `{"apigee.organizations": [
			{"$ref": "organizations/acme", "name": "acme", "projectId": "acme", "authorizedNetwork": "projects/acme-host/global/networks/prod"},
			{"$ref": "organizations/bert", "name": "bert", "projectId": "bert", "authorizedNetwork": "prod"}]}`,
		want: []string{"pass organizations/acme", "fail organizations/bert"},
	},
}
