package apigee_test

// pscWith is the world of Private Service Connect with parts replaced.
func pscWith(parts ...string) string {
	return world(append([]string{pscWorld()}, parts...)...)
}

var (
	bothEnds  = func(east, west string) []string { return []string{east + " " + pscEast, west + " " + pscWest} }
	unlisted  = gaps("denied", services)
	eastAlone = `"compute.backendServices": [{"name": "proxies", "selfLink": "` + link("global/backendServices/proxies") + `", "loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTPS",
		"backends": [{"group": "` + link("regions/us-east1/networkEndpointGroups/psc-east") + `"}]}]`
)

var pscTargetIsInstance = []verdictCase{
	{name: "both lead to instances", world: pscWith(), want: bothEnds("pass", "pass")},
	{name: "with the API's URL", world: pscWith(endpointGroups(`"pscTargetService": "projects`, `"pscTargetService": "https://www.googleapis.com/compute/v1/projects`)), want: bothEnds("pass", "pass")},
	{
		name: "an attachment that is gone", world: pscWith(endpointGroups("apigee-us-west1-41me", "apigee-us-west1-0old")), want: bothEnds("pass", "fail"),
		says: []string{"{target projects/u7c4f-tp/regions/us-west1/serviceAttachments/apigee-us-west1-0old}"},
	},
	{
		name: "the instance of another region", want: bothEnds("pass", "fail"), says: []string{"{region us-west1}", "{target_region us-east1}"},
		world: pscWith(endpointGroups(attachment("us-west1"), attachment("us-east1"))),
	},
	{
		name: "an attachment that looks like another organization's", want: bothEnds("pass", "unknown"),
		world: pscWith(endpointGroups("u7c4f-tp/regions/us-west1", "other-tp/regions/us-west1")),
	},
	{
		name: "another service's", want: []string{"pass " + pscEast},
		world: pscWith(endpointGroups(attachment("us-west1"), "projects/saas/regions/us-west1/serviceAttachments/db")),
	},
	{name: "known after apply", world: pscWith(endpointGroups(attachment("us-west1"), "?known after apply")), want: bothEnds("pass", "unknown")},
	{name: "an instance that could not be listed may have it", world: pscWith(endpointGroups("apigee-us-west1-41me", "apigee-us-west1-0old"), gaps("denied", runtimes)), want: bothEnds("pass", "unknown")},
	{name: "backend services that could not be listed", world: pscWith(unlisted), want: append(bothEnds("pass", "pass"), "unknown organizations/acme")},
	{
		name: "an endpoint that proxies send to", want: []string{"pass projects/acme/regions/us-east1/forwardingRules/psc"},
		world: world(but(templates, "10.0.0.2", "10.64.0.9"), attachedInstances(), endpointRule("10.64.0.9", attachment("us-east1"))),
	},
	{
		name: "an endpoint that proxies send to, whose target is gone", want: []string{"fail projects/acme/regions/us-east1/forwardingRules/psc"},
		world: world(but(templates, "10.0.0.2", "10.64.0.9"), attachedInstances(), endpointRule("10.64.0.9", attachment("us-east1")+"x")),
	},
	{name: "proxies alone", want: []string{"not_applicable organizations/acme"}},
}

var pscConnectionAccepted = []verdictCase{
	{name: "both are", world: pscWith(), want: bothEnds("pass", "pass")},
	{name: "one waits", world: pscWith(endpointGroups(`"ACCEPTED"`, `"PENDING"`)), want: bothEnds("fail", "fail"), says: []string{"{status PENDING}", "consumerAcceptList"}},
	{name: "they were rejected", world: pscWith(endpointGroups(`"ACCEPTED"`, `"REJECTED"`)), want: bothEnds("fail", "fail")},
	{name: "the attachment is gone", world: pscWith(endpointGroups(`"ACCEPTED"`, `"CLOSED"`, "-41me", "-0old")), want: bothEnds("fail", "fail")},
	{name: "they need attention", world: pscWith(endpointGroups(`"ACCEPTED"`, `"NEEDS_ATTENTION"`)), want: bothEnds("fail", "fail")},
	{name: "a state nobody has heard of", world: pscWith(endpointGroups(`"ACCEPTED"`, `"STATUS_UNSPECIFIED"`)), want: bothEnds("unknown", "unknown")},
	{name: "not in the response", world: pscWith(endpointGroups(`"pscConnectionStatus": "ACCEPTED"`, "")), want: bothEnds("unknown", "unknown")},
	{name: "known after apply", world: pscWith(endpointGroups(`"ACCEPTED"`, `"?known after apply"`)), want: bothEnds("unknown", "unknown")},
	{
		name: "Terraform does not tell", want: []string{"not_applicable google_compute_region_network_endpoint_group.e", "not_applicable google_compute_region_network_endpoint_group.w"},
		world: pscWith(endpointGroups(`"pscConnectionStatus": "ACCEPTED"`, "", `"name": "psc-east"`, `"name": "psc-east", "$address": "google_compute_region_network_endpoint_group.e"`,
			`"name": "psc-west"`, `"name": "psc-west", "$address": "google_compute_region_network_endpoint_group.w"`)),
	},
	{name: "one that may be another service's waits", world: pscWith(endpointGroups(`"ACCEPTED"`, `"PENDING"`, attachment("us-west1"), "?known after apply")), want: bothEnds("fail", "unknown")},
	{name: "proxies alone", want: []string{"not_applicable organizations/acme"}},
}

var pscConsumerAccepted = []verdictCase{
	{name: "the organization's own project", world: pscWith(but("apigee.organizations", `"projectId": "acme"`, `"projectId": "acme"`)), want: bothEnds("pass", "pass")},
	{name: "the organization's own project, which need not be listed", world: pscWith(attachedInstances(`["acme"]`, `[]`)), want: bothEnds("pass", "pass")},
	{name: "a project that is listed", world: pscWith(organization(`"authorizedNetwork": "projects/acme-host/global/networks/prod", "projectId": "acme-org"`)), want: bothEnds("pass", "pass")},
	{
		name: "a project that is listed by its number", want: bothEnds("pass", "pass"),
		world: pscWith(organization(`"authorizedNetwork": "projects/acme-host/global/networks/prod", "projectId": "acme-org"`), attachedInstances(`["acme"]`, `["1001"]`), `"projects": {"1001": "acme"}`),
	},
	{
		name: "a project that is not listed", want: bothEnds("fail", "fail"), says: []string{"{project acme}", "{accepts acme-org and other}"},
		world: pscWith(organization(`"authorizedNetwork": "projects/acme-host/global/networks/prod", "projectId": "acme-org"`), attachedInstances(`["acme"]`, `["other"]`)),
	},
	{
		name: "the Shared VPC's project is listed", want: bothEnds("unknown", "unknown"), says: []string{"the project of the Shared VPC counts"},
		world: pscWith(organization(`"authorizedNetwork": "projects/acme-host/global/networks/prod", "projectId": "acme-org"`), attachedInstances(`["acme"]`, `["acme-host"]`)),
	},
	{
		name: "a number that was not resolved is listed", want: bothEnds("unknown", "unknown"), says: []string{"resolve their numbers"},
		world: pscWith(organization(`"authorizedNetwork": "projects/acme-host/global/networks/prod", "projectId": "acme-org"`), attachedInstances(`["acme"]`, `["1001"]`)),
	},
	{
		name: "a list known after apply", want: bothEnds("unknown", "unknown"),
		world: pscWith(organization(`"authorizedNetwork": "projects/acme-host/global/networks/prod", "projectId": "acme-org"`), attachedInstances(`["acme"]`, `"?known after apply"`)),
	},
	{name: "a target known after apply", world: pscWith(endpointGroups(attachment("us-west1"), "?known after apply")), want: bothEnds("pass", "unknown")},
	{name: "a target that is gone", world: pscWith(endpointGroups("apigee-us-west1-41me", "apigee-us-west1-0old")), want: bothEnds("pass", "not_applicable")},
	{name: "proxies alone", want: []string{"not_applicable organizations/acme"}},
}

var pscLoadBalancerSupported = []verdictCase{
	{name: "a global external load balancer", world: pscWith(), want: []string{"pass " + frontService}},
	{name: "the classic load balancer", world: pscWith(pscService(`"loadBalancingScheme": "EXTERNAL"`)), want: []string{"fail " + frontService}, says: []string{"{load_balancing_scheme EXTERNAL}", "EXTERNAL_MANAGED"}},
	{name: "a service mesh", world: pscWith(pscService(`"loadBalancingScheme": "INTERNAL_SELF_MANAGED"`)), want: []string{"fail " + frontService}},
	{name: "a cross-region internal load balancer", world: pscWith(pscService(`"loadBalancingScheme": "INTERNAL_MANAGED"`)), want: []string{"pass " + frontService}},
	{
		name: "a service for the global external load balancer, behind a classic rule", want: []string{"pass " + frontService},
		world: pscWith(but(rules, `"EXTERNAL_MANAGED"`, `"EXTERNAL"`)),
	},
	{name: "no scheme, whose default depends", world: pscWith(pscService(`"loadBalancingScheme": null`)), want: []string{"unknown " + frontService}, says: []string{"differs between versions"}},
	{name: "a scheme known after apply", world: pscWith(pscService(`"loadBalancingScheme": "?known after apply"`)), want: []string{"unknown " + frontService}},
	{name: "a health check", world: pscWith(pscService(`"healthChecks": ["` + link("global/healthChecks/ingress") + `"]`)), want: []string{"fail " + frontService}, says: []string{"{health_checks 1}"}},
	{name: "health checks known after apply", world: pscWith(pscService(`"healthChecks": "?known after apply"`)), want: []string{"unknown " + frontService}},
	{
		name: "a group of proxies beside", want: []string{"fail " + frontService}, says: []string{"{group " + east + "}"},
		world: world(attachedInstances(), endpointGroups(), fronted("regions/us-west1/instanceGroups/west", "regions/us-west1/networkEndpointGroups/psc-west", `"healthChecks": ["https://www.googleapis.com/compute/v1/projects/acme/global/healthChecks/ingress"],`, "")),
	},
	{
		name: "two endpoint groups behind a regional load balancer", want: []string{"fail projects/acme/regions/us-east1/backendServices/proxies"}, says: []string{"{backends 2}"},
		world: pscWith(pscServiceIn("regions/us-east1")),
	},
	{name: "a subnetwork of proxies", world: pscWith(but("compute.subnetworks", "PRIVATE", "REGIONAL_MANAGED_PROXY")), want: []string{"fail " + frontService}, says: []string{"{purpose REGIONAL_MANAGED_PROXY}"}},
	{name: "a subnetwork of another region", world: pscWith(endpointGroups("us-west1/subnetworks/west", "us-east1/subnetworks/east")), want: []string{"fail " + frontService}, says: []string{"{region us-east1}"}},
	{
		name: "a subnetwork that is not known, of an endpoint group that Terraform is to create", want: []string{"unknown " + frontService},
		world: pscWith(`"compute.subnetworks": []`, gaps("denied", "compute.subnetworks"), endpointGroups(`"name": "psc-east"`, `"name": "psc-east", "$address": "google_compute_region_network_endpoint_group.e"`)),
	},
	{name: "a subnetwork that could not be read, of endpoint groups that exist", world: pscWith(`"compute.subnetworks": []`, gaps("denied", "compute.subnetworks")), want: []string{"pass " + frontService}},
	{
		name: "neither network nor subnetwork", want: []string{"unknown " + frontService}, says: []string{"network default"},
		world: pscWith(`"compute.networkEndpointGroups": [{"name": "psc-east", "selfLink": "` + link("regions/us-east1/networkEndpointGroups/psc-east") + `", "networkEndpointType": "PRIVATE_SERVICE_CONNECT", "pscTargetService": "` + attachment("us-east1") + `"}], ` + eastAlone),
	},
	{
		name: "what may lead to Apigee, behind the classic load balancer", want: []string{"unknown " + frontService},
		world: pscWith(endpointGroups(attachment("us-west1"), "?known after apply", attachment("us-east1"), "?known after apply"), pscService(`"loadBalancingScheme": "EXTERNAL"`)),
	},
	{name: "an endpoint group that could not be read", world: pscWith(`"compute.networkEndpointGroups": []`, gaps("denied", "compute.networkEndpointGroups")), want: []string{"unknown " + frontService}},
	{name: "proxies", want: []string{"not_applicable " + frontService}},
}

var pscFailsOver = []verdictCase{
	{name: "outlier detection", world: pscWith(), want: []string{"pass " + frontService}},
	{name: "G24: none, with two regions", world: pscWith(pscService(`"outlierDetection": null`)), want: []string{"fail " + frontService}, says: []string{"{endpoint_groups " + pscEast + ", " + pscWest + "}"}},
	{name: "none, with one region", world: pscWith(eastAlone), want: []string{"not_applicable " + frontService}},
	{name: "known after apply", world: pscWith(pscService(`"outlierDetection": "?known after apply"`)), want: []string{"unknown " + frontService}},
	{name: "an endpoint group that could not be read", world: pscWith(`"compute.networkEndpointGroups": []`, gaps("denied", "compute.networkEndpointGroups")), want: []string{"unknown " + frontService}},
	{name: "proxies", want: []string{"not_applicable " + frontService}},
}
