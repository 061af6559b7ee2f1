package apigee_test

const (
	instanceEast = "organizations/acme/instances/east"
	instanceWest = "organizations/acme/instances/west"
)

// eastOnly is the backend service without the group in the west.
func eastOnly() string {
	return fronted(`,
			{"group": "https://www.googleapis.com/compute/v1/projects/acme/regions/us-west1/instanceGroups/west", "capacityScaler": 1}`, "")
}

var proxyInEveryRegion = []verdictCase{
	{name: "both get requests", want: []string{"pass " + instanceEast, "pass " + instanceWest}},
	{name: "both get requests by Private Service Connect", world: world(pscWorld()), want: []string{"pass " + instanceEast, "pass " + instanceWest}},
	{
		name: "a region without a backend", world: world(eastOnly()), want: []string{"pass " + instanceEast, "fail " + instanceWest},
		says: []string{"{location us-west1}", east + " (us-east1) sends to " + instanceEast},
	},
	{
		name: "G17: the west's proxies send to the east", world: world(but(templates, "10.0.4.2", "10.0.0.2")), want: []string{"pass " + instanceEast, "fail " + instanceWest},
		says: []string{"{group " + west + "}", "{sends_to " + instanceEast + "}", "Set the ENDPOINT of " + west},
	},
	{
		name: "proxies in a third region that send to the west", want: []string{"pass " + instanceEast, "pass " + instanceWest},
		world: world(but(managers, "us-west1", "us-west2"), fronted("us-west1", "us-west2")),
	},
	{
		name: "a region that is drained", world: world(fronted(`instanceGroups/west", "capacityScaler": 1`, `instanceGroups/west", "capacityScaler": 0`)),
		want: []string{"pass " + instanceEast, "not_applicable " + instanceWest},
	},
	{
		name: "an instance without environments", world: world(eastOnly(), `"apigee.organizations.instances.attachments": []`),
		want: []string{"pass " + instanceEast, "not_applicable " + instanceWest},
	},
	{
		name: "an instance that is yet to be created", want: []string{"pass " + instanceEast, "not_applicable google_apigee_instance.west"},
		world: world(eastOnly(), but(runtimes, `"$ref": "organizations/acme/instances/west"`, `"$ref": "organizations/acme/instances/west", "$address": "google_apigee_instance.west"`, "10.0.4.2", "?known after apply")),
	},
	{name: "backend services that could not be listed", world: world(eastOnly(), gaps("denied", services)), want: []string{"pass " + instanceEast, "unknown " + instanceWest}},
	{name: "an ENDPOINT known after apply", world: world(but(templates, "10.0.4.2", "?known after apply")), want: []string{"pass " + instanceEast, "unknown " + instanceWest}},
	{name: "no load balancer", world: world(`"compute.backendServices": []`), want: []string{"not_applicable " + instanceEast, "not_applicable " + instanceWest}},
	{name: "no instance", world: world(`"apigee.organizations.instances": []`), want: []string{"not_applicable organizations/acme"}},
	{name: "instances that could not be listed", world: world(gaps("denied", runtimes)), want: []string{"pass " + instanceEast, "pass " + instanceWest, "unknown organizations/acme"}},
}
