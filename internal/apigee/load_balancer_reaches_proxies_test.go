package apigee_test

var loadBalancerReachesProxies = []verdictCase{
	{name: "both ranges are admitted to both groups", want: []string{"pass " + east, "pass " + west}, hides: []string{"fail"}},
	{
		name: "the rule's tag is not the template's", world: world(but("compute.firewalls", "apigee-proxy", "gke-apigee-proxy")),
		want: []string{"fail " + east, "fail " + west},
		says: []string{"{source 35.191.0.1} {protocol tcp} {port 443} {rule implied deny}", "the network tag gke-apigee-proxy"},
	},
	{
		name: "one group of two lacks the tag", world: world(but("compute.instanceTemplates", `["https-server", "apigee-proxy"]}, "serviceAccounts": [{"email": "default"}],
			"networkInterfaces": [{"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-west1`,
			`["https-server"]}, "serviceAccounts": [{"email": "default"}],
			"networkInterfaces": [{"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod", "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-west1`)),
		want: []string{"pass " + east, "fail " + west}, says: []string{"and projects/acme/global/instanceTemplates/west gives them https-server."},
	},
	{
		name: "the second version of a group lacks the tag",
		world: world(but("compute.instanceGroupManagers", `"versions": [{"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/east"}]`,
			`"versions": [{"instanceTemplate": "`+link("global/instanceTemplates/east")+`"}, {"instanceTemplate": "`+link("global/instanceTemplates/canary")+`"}]`),
			but("compute.instanceTemplates", `[
		{"name": "east"`, `[
		{"name": "canary", "selfLink": "`+link("global/instanceTemplates/canary")+`", "properties": {"metadata": {"items": [{"key": "ENDPOINT", "value": "10.0.0.2"}]},
			"networkInterfaces": [{"network": "projects/acme-host/global/networks/prod"}]}},
		{"name": "east"`)),
		want: []string{"fail " + east, "pass " + west}, says: []string{"do not reach instances of projects/acme/global/instanceTemplates/canary"},
	},
	{
		name: "a template that is not known", world: world(but("compute.instanceTemplates", "instanceTemplates/west", "instanceTemplates/north"), gaps("page 2 could not be read", "compute.instanceTemplates")),
		want: []string{"pass " + east, "unknown " + west}, says: []string{"page 2 could not be read"},
	},
	{
		name: "rules that are not known", world: world(gaps("permission compute.networks.getEffectiveFirewalls denied", "compute.firewalls")),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"permission compute.networks.getEffectiveFirewalls denied", "give credentials"},
	},
	{
		name: "no group of proxies", world: world(`"compute.instanceGroupManagers": []`),
		want: []string{"not_applicable organizations/acme"}, says: []string{"no group of proxies"},
	},
	{
		name: "groups that are not known", world: world(`"compute.instanceGroupManagers": []`, gaps("not read", "compute.instanceGroupManagers")),
		want: []string{"unknown organizations/acme"}, says: []string{"not read"},
	},
	{
		name: "no load balancer uses the groups", world: world(`"compute.backendServices": []`),
		want: []string{"not_applicable " + east, "not_applicable " + west}, says: []string{"gets traffic from no load balancer"},
	},
	{
		name: "a load balancer that is not known may admit nothing else", world: world(`"compute.backendServices": []`, gaps("not read", "compute.backendServices")),
		want: []string{"unknown " + east, "unknown " + west}, says: []string{"not read"},
	},
	{
		name:  "whatever the load balancer, nothing reaches the groups",
		world: world(`"compute.backendServices": []`, gaps("not read", "compute.backendServices"), `"compute.firewalls": []`),
		want:  []string{"fail " + east, "fail " + west},
		says:  []string{"which every load balancer sends, reach no TCP port", "{source 35.191.0.1} {protocol tcp} {port 443}", "allow tcp:443, source ranges 35.191.0.0/16 and 130.211.0.0/22"},
	},
	{
		name:  "a port other than those likely is open to a load balancer that is not known",
		world: world(`"compute.backendServices": []`, gaps("not read", "compute.backendServices"), but("compute.firewalls", `"443"`, `"9999"`)),
		want:  []string{"unknown " + east, "unknown " + west},
	},
	{
		name: "a group that may be no group of proxies is not said to fail",
		world: world(but("compute.firewalls", `["443"]`, `["80"]`), but("compute.instanceTemplates",
			`{"items": [{"key": "ENDPOINT", "value": "10.0.0.2"}, {"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup-script.sh"}]}`, `"?known after apply"`)),
		want: []string{"unknown " + east, "fail " + west}, says: []string{"whether the instances of " + east + " pass requests on to Apigee", "If its instances pass requests on to Apigee: Health checks and requests for"},
	},
}
