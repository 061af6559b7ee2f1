package apigee_test

const (
	east     = "projects/acme/regions/us-east1/instanceGroupManagers/east"
	west     = "projects/acme/regions/us-west1/instanceGroupManagers/west"
	prodEast = `"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/east"`
	prodWest = `"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-west1/subnetworks/west"`
	subEast  = `"subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/east"`

	templates = "compute.instanceTemplates"
	managers  = "compute.instanceGroupManagers"
	services  = "compute.backendServices"
	rules     = "compute.forwardingRules"
)

// nics are the interfaces of the template east.
func nics(interfaces string) string {
	return but(templates, "[{"+prodEast+"}]", interfaces)
}

// endpointRule is a Private Service Connect endpoint beside the load balancer.
func endpointRule(address, target string) string {
	return but(rules, `targetHttpsProxies/front"}]`, `targetHttpsProxies/front"}, {"name": "psc", "selfLink": "`+link("regions/us-east1/forwardingRules/psc")+`",
		"IPAddress": "`+address+`", "target": "`+target+`"}]`)
}

var proxiesInAuthorizedNetwork = []verdictCase{
	{name: "both groups are", want: []string{"pass " + east, "pass " + west}},
	{
		name: "one is in another network of the project", world: world(nics(`[{"network": "projects/acme-host/global/networks/test"}]`)),
		want: []string{"fail " + east, "pass " + west},
		says: []string{
			"{network projects/acme-host/global/networks/test}", "{authorized_network projects/acme-host/global/networks/prod}",
			"{template projects/acme/global/instanceTemplates/east}", "projects/acme/global/backendServices/proxies sends to " + east,
		},
	},
	{
		name: "one is in the network of the same name in its own project", world: world(nics(`[{"network": "prod"}]`)),
		want: []string{"fail " + east, "pass " + west}, says: []string{"{network projects/acme/global/networks/prod}"},
	},
	{
		name: "a network that is peered with the authorized one is another", world: world(
			nics(`[{"network": "projects/acme/global/networks/apps"}]`),
			`"compute.networks": [{"name": "prod", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "peerings": [
				{"name": "servicenetworking-googleapis-com", "network": "https://www.googleapis.com/compute/v1/projects/t-tp/global/networks/servicenetworking", "state": "ACTIVE"},
				{"name": "apps", "network": "`+link("global/networks/apps")+`", "state": "ACTIVE"}]}]`),
		want: []string{"fail " + east, "pass " + west},
	},
	{
		name: "only the subnetwork is given", world: world(nics(`[{` + subEast + `}]`)),
		want: []string{"pass " + east, "pass " + west},
	},
	{
		name: "only a subnetwork is given, which lies in another network",
		world: world(nics(`[{`+subEast+`}]`), `"compute.subnetworks": [{"selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/east",
			"network": "projects/acme-host/global/networks/test"}]`),
		want: []string{"fail " + east, "pass " + west}, says: []string{"{network projects/acme-host/global/networks/test}"},
	},
	{
		name: "only a subnetwork is given, which is not known", world: world(nics(`[{`+subEast+`}]`), `"compute.subnetworks": []`, gaps("permission compute.subnetworks.list denied", "compute.subnetworks")),
		want: []string{"unknown " + east, "pass " + west}, says: []string{"permission compute.subnetworks.list denied"},
	},
	{
		name: "a subnetwork that is not known, of a project that has no authorized network", world: world(nics(`[{"subnetwork": "` + link("regions/us-east1/subnetworks/own") + `"}]`)),
		want: []string{"fail " + east, "pass " + west}, says: []string{"{network projects/acme/global/networks/-}"},
	},
	{
		name: "a network known after apply, in a subnetwork that is known", world: world(nics(`[{"network": "?known after apply", ` + subEast + `}]`)),
		want: []string{"pass " + east, "pass " + west},
	},
	{
		name: "a network known after apply", world: world(nics(`[{"network": "?known after apply"}]`)),
		want: []string{"unknown " + east, "pass " + west}, says: []string{"known after apply"},
	},
	{
		name: "a network spelled with a project number", world: world(`"projects": {"77": "acme-host"}`, nics(`[{"network": "projects/77/global/networks/prod"}]`)),
		want: []string{"pass " + east, "pass " + west},
	},
	{
		name: "a network spelled with a project number that was not resolved", world: world(nics(`[{"network": "projects/77/global/networks/prod"}]`)),
		want: []string{"unknown " + east, "pass " + west}, says: []string{"resolve the project number"},
	},
	{
		name: "the first of two interfaces is outside, the other inside", world: world(nics(`[{"network": "default"}, {` + prodEast + `}]`)),
		want: []string{"unknown " + east, "pass " + west}, says: []string{"by which of its 2 interfaces"},
	},
	{
		name: "the first of two interfaces is inside, the other outside", world: world(nics(`[{` + prodEast + `}, {"network": "default"}]`)),
		want: []string{"unknown " + east, "pass " + west},
	},
	{
		name: "none of two interfaces is inside", world: world(nics(`[{"network": "default"}, {"network": "test"}]`)),
		want: []string{"fail " + east, "pass " + west},
	},
	{
		name: "interfaces known after apply", world: world(nics(`"?known after apply"`)),
		want: []string{"unknown " + east, "pass " + west},
	},
	{name: "no interface at all", world: world(nics(`[]`)), want: []string{"unknown " + east, "pass " + west}},
	{
		name: "the template named with its unique id", world: world(but(managers, "instanceTemplates/east", "instanceTemplates/east?uniqueId=42")),
		want: []string{"pass " + east, "pass " + west},
	},
	{
		name: "a canary version in another network",
		world: world(
			but(managers, `"versions": [{"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/east"}]`,
				`"versions": [{"instanceTemplate": "`+link("global/instanceTemplates/east")+`"}, {"instanceTemplate": "`+link("global/instanceTemplates/west")+`"}]`),
			but(templates, prodWest, `"network": "test"`)),
		want: []string{"fail " + east, "fail " + west}, says: []string{"{template projects/acme/global/instanceTemplates/west}"},
	},
	{
		name: "a canary version that is not known", world: world(but(managers, `"versions": [`, `"versions": [{"instanceTemplate": "`+link("global/instanceTemplates/new")+`"}, `)),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"projects/acme/global/instanceTemplates/new: it is not among the resources known"},
	},
	{
		name:  "the template of one group alone, without versions",
		world: world(but(managers, `"versions": [{"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/east"}]`, `"instanceTemplate": "`+link("global/instanceTemplates/east")+`"`)),
		want:  []string{"pass " + east, "pass " + west},
	},
	{
		name: "versions known after apply", world: world(but(managers, `"versions": [{"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/east"}]`, `"versions": "?known after apply"`)),
		want: []string{"unknown " + east, "pass " + west},
	},
	{
		name: "the templates could not be listed", world: world(`"compute.instanceTemplates": []`, gaps("permission compute.instanceTemplates.list denied", templates)),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"permission compute.instanceTemplates.list denied"},
	},
	{
		name: "the groups could not be listed", world: world(`"compute.instanceGroupManagers": []`, gaps("permission compute.instanceGroupManagers.list denied", managers)),
		want: []string{"unknown organizations/acme"}, says: []string{"permission compute.instanceGroupManagers.list denied"},
	},
	{
		name: "more groups may exist", world: world(gaps("page 2 could not be read", managers)),
		want: []string{"pass " + east, "pass " + west, "unknown organizations/acme"},
	},
	{
		name: "a zonal group", world: world(but(managers, "regions/us-east1", "zones/us-east1-b"), but(services, "regions/us-east1", "zones/us-east1-b"), nics(`[{"network": "test"}]`)),
		want: []string{"fail projects/acme/zones/us-east1-b/instanceGroupManagers/east", "pass " + west},
	},
	{
		name:  "another program's group behind another load balancer is none of ours",
		world: world(but(templates, "10.0.0.2", "db.acme.example", "gs://apigee-5g-saas/startup-script.sh", "gs://acme/startup.sh", `"ENDPOINT", "value": "db`, `"endpoint", "value": "db`, prodEast, `"network": "test"`)),
		want:  []string{"pass " + west},
	},
	{
		name:  "an ENDPOINT that is no instance's may be another program's",
		world: world(but(templates, "10.0.0.2", "10.9.9.9", "gs://apigee-5g-saas/startup-script.sh", "gs://acme/startup.sh", prodEast, `"network": "test"`)),
		want:  []string{"unknown " + east, "pass " + west}, says: []string{"whether the instances of " + east + " pass requests on to Apigee", "10.9.9.9"},
	},
	{
		name: "proxies by their ENDPOINT alone", world: world(but(templates, "gs://apigee-5g-saas/startup-script.sh", "gs://acme/startup.sh", prodEast, `"network": "test"`)),
		want: []string{"fail " + east, "pass " + west},
	},
	{
		name:  "proxies by their startup script, whose ENDPOINT may be an endpoint of Private Service Connect",
		world: world(but(templates, "10.0.0.2", "10.9.9.9", prodEast, `"network": "test"`)),
		want:  []string{"unknown " + east, "pass " + west},
	},
	{
		name:  "metadata known after apply, in another network",
		world: world(but(templates, `[{"key": "ENDPOINT", "value": "10.0.0.2"}, {"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup-script.sh"}]`, `"?known after apply"`, prodEast, `"network": "test"`)),
		want:  []string{"unknown " + east, "pass " + west},
	},
	{
		name: "an ENDPOINT known after apply, when there is no endpoint of Private Service Connect", world: world(but(templates, "10.0.0.2", "?known after apply", prodEast, `"network": "test"`)),
		want: []string{"fail " + east, "pass " + west},
	},
	{
		name:  "an ENDPOINT known after apply, when there may be an endpoint of Private Service Connect",
		world: world(but(templates, "10.0.0.2", "?known after apply", prodEast, `"network": "test"`), gaps("denied", rules)),
		want:  []string{"unknown " + east, "pass " + west},
	},
	{
		name: "proxies that reach Apigee through Private Service Connect",
		world: world(but(templates, "10.0.0.2", "10.64.0.9", prodEast, `"network": "test"`),
			but("apigee.organizations.instances", `"host": "10.0.0.2"`, `"host": "10.0.0.2", "serviceAttachment": "projects/t-tp/regions/us-east1/serviceAttachments/apigee-east"`),
			endpointRule("10.64.0.9", "https://www.googleapis.com/compute/v1/projects/t-tp/regions/us-east1/serviceAttachments/apigee-east")),
		want: []string{"not_applicable " + east, "pass " + west}, says: []string{"Private Service Connect"},
	},
	{
		name: "a group that no backend service sends to", world: world(but(services, "us-east1/instanceGroups/east", "us-east1/instanceGroups/other"), nics(`[{"network": "test"}]`)),
		want: []string{"not_applicable " + east, "pass " + west},
	},
	{
		name: "a group that is drained", world: world(but(services, `instanceGroups/east", "capacityScaler": 1`, `instanceGroups/east", "capacityScaler": 0.0`), nics(`[{"network": "test"}]`)),
		want: []string{"not_applicable " + east, "pass " + west},
	},
	{
		name: "a group that may be used", world: world(`"compute.backendServices": []`, nics(`[{"network": "test"}]`), gaps("denied", services)),
		want: []string{"unknown " + east, "pass " + west},
	},
	{
		name:  "a group of Terraform's that may be used is meant to be",
		world: world(`"compute.backendServices": []`, but(managers, `"name": "east"`, `"$address": "google_compute_region_instance_group_manager.east", "name": "east"`), nics(`[{"network": "test"}]`), gaps("denied", services)),
		want:  []string{"fail google_compute_region_instance_group_manager.east", "pass " + west},
	},
	{
		name: "a backend that names the manager in place of its group", world: world(but(services, "us-east1/instanceGroups/east", "us-east1/instanceGroupManagers/east"), nics(`[{"network": "test"}]`)),
		want: []string{"fail " + east, "pass " + west},
	},
	{
		name: "the authorized network is known after apply", world: world(organization(`"authorizedNetwork": "?known after apply"`)),
		want: []string{"unknown " + east, "unknown " + west},
	},
	{name: "no group", world: world(`"compute.instanceGroupManagers": []`), want: []string{"not_applicable organizations/acme"}},
	{
		name: "an organization without VPC peering", world: world(organization(`"disableVpcPeering": true`), nics(`[{"network": "test"}]`)),
		want: []string{"not_applicable organizations/acme"},
	},
}
