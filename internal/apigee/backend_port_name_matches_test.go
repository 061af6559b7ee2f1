package apigee_test

var backendPortNameMatches = []verdictCase{
	{name: "both groups have it", want: []string{"pass " + east, "pass " + west}},
	{
		name: "another name", world: world(fronted(`"portName": "https"`, `"portName": "apigee"`)), want: []string{"fail " + east, "fail " + west},
		says: []string{"{port_name apigee}", "{named_ports https}", "{backend_service " + frontService + "}"},
	},
	{
		name: "one region's group lacks it", world: world(but(managers, `instanceTemplates/west"}], "namedPorts": [{"name": "https", "port": 443}]`, `instanceTemplates/west"}]`)),
		want: []string{"pass " + east, "fail " + west}, says: []string{"its named ports: none"},
	},
	{
		name: "another number, which Google's startup script does not forward", world: world(but(managers, `"port": 443`, `"port": 8443`)), want: []string{"fail " + east, "fail " + west},
		says: []string{"{port 8443}", "forwards port 443 alone"},
	},
	{
		name: "another number, which a startup script of one's own may forward", world: world(but(managers, `"port": 443`, `"port": 8443`), but(templates, "gs://apigee-5g-saas/", "gs://acme-apigee/")),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"forward port 8443"},
	},
	{name: "one of two numbers is another", world: world(but(managers, `[{"name": "https", "port": 443}]`, `[{"name": "https", "port": 443}, {"name": "https", "port": 80}]`)), want: []string{"fail " + east, "fail " + west}},
	{name: "more ports of other names", world: world(but(managers, `[{"name": "https", "port": 443}]`, `[{"name": "http", "port": 80}, {"name": "https", "port": 443}]`)), want: []string{"pass " + east, "pass " + west}},
	{name: "a port name known after apply", world: world(fronted(`"portName": "https"`, `"portName": "?known after apply"`)), want: []string{"unknown " + east, "unknown " + west}},
	{
		name: "no port name, whose default is not documented", world: world(fronted(`"portName": "https",`, "")), want: []string{"unknown " + east, "unknown " + west},
		says: []string{"its default is not documented"},
	},
	{
		name: "no port name, and a group without named ports", want: []string{"fail " + east, "fail " + west},
		world: world(fronted(`"portName": "https",`, ""), but(managers, `, "namedPorts": [{"name": "https", "port": 443}]`, "")),
	},
	{name: "named ports known after apply", world: world(but(managers, `[{"name": "https", "port": 443}]`, `"?known after apply"`)), want: []string{"unknown " + east, "unknown " + west}},
	{name: "the number known after apply", world: world(but(managers, `"port": 443`, `"port": "?known after apply"`)), want: []string{"unknown " + east, "unknown " + west}},
	{name: "the name known after apply", world: world(but(managers, `"name": "https"`, `"name": "?known after apply"`)), want: []string{"unknown " + east, "unknown " + west}},
	{
		name: "another name of what may be proxies", world: world(fronted(`"portName": "https"`, `"portName": "apigee"`), withoutTemplates()),
		want: []string{"unknown " + east, "unknown " + west},
	},
	{
		name: "a passthrough load balancer", want: []string{"not_applicable " + east, "not_applicable " + west},
		world: world(fronted("global/backendServices", "regions/us-east1/backendServices", "EXTERNAL_MANAGED", "INTERNAL", `"portName": "https",`, "")),
	},
	{
		name: "a load balancer that may be a passthrough one", want: []string{"unknown " + east, "unknown " + west}, says: []string{"loadBalancingScheme"},
		world: world(fronted("global/backendServices", "regions/us-east1/backendServices", "EXTERNAL_MANAGED", "?known after apply", `"portName": "https"`, `"portName": "apigee"`)),
	},
	{
		name: "a group that no backend service sends to", world: world(fronted("us-east1/instanceGroups/east", "us-east1/instanceGroups/other", `"portName": "https"`, `"portName": "apigee"`)),
		want: []string{"not_applicable " + east, "fail " + west},
	},
	{
		name: "backend services that could not be listed", world: world(`"compute.backendServices": []`, gaps("denied", services)),
		want: []string{"unknown " + east, "unknown " + west},
	},
	{name: "no group", world: world(`"compute.instanceGroupManagers": []`), want: []string{"not_applicable organizations/acme"}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}
