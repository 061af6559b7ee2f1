package apigee_test

const (
	frontService = "projects/acme/global/backendServices/proxies"
	probed       = "projects/acme/global/healthChecks/ingress"
)

// withoutTemplates hides what the groups' instances are.
func withoutTemplates() string {
	return `"compute.instanceTemplates": [], ` + gaps("permission compute.instanceTemplates.list denied", templates)
}

// unrelated makes both groups no groups of proxies.
func unrelated() string {
	return but(templates, "ENDPOINT", "OTHER", "apigee-5g-saas", "shop")
}

// fronted is the backend service of the healthy world, with texts replaced.
func fronted(oldnew ...string) string { return but(services, oldnew...) }

var backendSpeaksHTTPS = []verdictCase{
	{name: "HTTPS", want: []string{"pass " + frontService}},
	{name: "TLS of a network load balancer's proxies", world: world(fronted(`"HTTPS"`, `"SSL"`)), want: []string{"pass " + frontService}},
	{
		name: "plain HTTP", world: world(fronted(`"HTTPS"`, `"HTTP"`)), want: []string{"fail " + frontService},
		says: []string{"{protocol HTTP}", "502", "expects a TLS handshake", east, west},
	},
	{name: "plain HTTP/2", world: world(fronted(`"HTTPS"`, `"H2C"`)), want: []string{"fail " + frontService}},
	{
		name: "plain HTTP to Private Service Connect", world: world(pscWorld(`"protocol": "HTTP"`)), want: []string{"fail " + frontService}, says: []string{pscEast},
	},
	{name: "HTTP/2", world: world(fronted(`"HTTPS"`, `"HTTP2"`)), want: []string{"unknown " + frontService}, says: []string{"HTTP2"}},
	{name: "known after apply", world: world(fronted(`"HTTPS"`, `"?known after apply"`)), want: []string{"unknown " + frontService}},
	{name: "not set", world: world(fronted(`"protocol": "HTTPS", `, "")), want: []string{"unknown " + frontService}, says: []string{"the API's default is HTTP"}},
	{name: "what clients send", world: world(fronted(`"HTTPS"`, `"TCP"`)), want: []string{"not_applicable " + frontService}},
	{
		name: "plain HTTP to what may be proxies", world: world(fronted(`"HTTPS"`, `"HTTP"`), withoutTemplates()), want: []string{"unknown " + frontService},
		says: []string{"pass requests on to Apigee", "permission compute.instanceTemplates.list denied"},
	},
	{
		name: "plain HTTP to backends known after apply", want: []string{"unknown " + frontService},
		world: world(`"compute.backendServices": [{"selfLink": "` + link("global/backendServices/proxies") + `", "protocol": "HTTP", "backends": "?known after apply"}]`),
	},
	{name: "plain HTTP to a shop", world: world(fronted(`"HTTPS"`, `"HTTP"`), unrelated()), want: []string{"not_applicable organizations/acme"}},
	{
		name: "plain HTTP to what is drained", world: world(fronted(`"HTTPS"`, `"HTTP"`, `"capacityScaler": 1`, `"capacityScaler": 0`)),
		want: []string{"not_applicable organizations/acme"},
	},
	{name: "services that could not be listed", world: world(`"compute.backendServices": []`, gaps("denied", services)), want: []string{"unknown organizations/acme"}},
}
