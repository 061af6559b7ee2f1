package apigee_test

import "strings"

const (
	subnetworks = "compute.subnetworks"
	eastSubnet  = `"ipCidrRange": "10.8.0.0/20", "purpose": "PRIVATE", "privateIpGoogleAccess": `
	prod        = "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod"
)

// noAccess is a world without private Google access in the east, where no instance is
// healthy, and more.
func noAccess(more ...string) string {
	return world(append([]string{but(subnetworks, eastSubnet+"true", eastSubnet+"false"), finds(states("UNHEALTHY"), states("HEALTHY"))}, more...)...)
}

// nat is a router in a region of the host project, and a NAT of it.
func nat(region, fields string) string {
	const router = "projects/acme-host/regions/REGION/routers/r"
	return strings.ReplaceAll(`"compute.routers": [{"$ref": "`+router+`", "name": "r", "network": "`+prod+`", "region": "REGION"}],
		"compute.routers.nats": [{"$ref": "`+router+`/nats/n", "name": "n", "router": "`+router+`", "region": "REGION", `+fields+`}]`, "REGION", region)
}

func natFor(subnetwork, ranges string) string {
	return `"sourceSubnetworkIpRangesToNat": "LIST_OF_SUBNETWORKS", "subnetworks": [{"name": "projects/acme-host/regions/us-east1/subnetworks/` + subnetwork + `", "sourceIpRangesToNat": ["` + ranges + `"]}]`
}

const allSubnetworks = `"sourceSubnetworkIpRangesToNat": "ALL_SUBNETWORKS_ALL_IP_RANGES"`

// eastTemplate is the templates with another text in that of the east.
func eastTemplate(old, text string) string {
	changed, was := but(templates, old, text), but(templates, old, old)
	return changed[:strings.Index(changed, `{"name": "west"`)] + was[strings.Index(was, `{"name": "west"`):]
}

const startup = `{"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup-script.sh"}`

var proxySubnetPrivateGoogleAccess = []verdictCase{
	{name: "private Google access", want: []string{"pass " + east, "pass " + west}, says: []string{"is in a subnetwork with private Google access"}},
	{
		name: "none, no NAT and no external address", world: noAccess(), want: []string{"fail " + east, "pass " + west},
		says: []string{"{subnetwork projects/acme-host/regions/us-east1/subnetworks/east}", "{script gs://apigee-5g-saas/startup-script.sh}", "Enable private Google access on projects/acme-host/regions/us-east1/subnetworks/east"},
	},
	{name: "a NAT for all subnetworks", world: noAccess(nat("us-east1", allSubnetworks)), want: []string{"pass " + east, "pass " + west}, says: []string{"Cloud NAT"}},
	{name: "a NAT for the subnetwork", world: noAccess(nat("us-east1", natFor("east", "ALL_IP_RANGES"))), want: []string{"pass " + east, "pass " + west}},
	{name: "a NAT for another subnetwork", world: noAccess(nat("us-east1", natFor("other", "ALL_IP_RANGES"))), want: []string{"fail " + east, "pass " + west}},
	{name: "a NAT for the subnetwork's other ranges", world: noAccess(nat("us-east1", natFor("east", "LIST_OF_SECONDARY_IP_RANGES"))), want: []string{"fail " + east, "pass " + west}},
	{name: "a NAT in another region", world: noAccess(nat("us-west1", allSubnetworks)), want: []string{"fail " + east, "pass " + west}},
	{name: "a private NAT, which leads to other networks", world: noAccess(nat("us-east1", `"type": "PRIVATE", `+allSubnetworks)), want: []string{"fail " + east, "pass " + west}},
	{
		name:  "a NAT of another network",
		world: noAccess(strings.ReplaceAll(nat("us-east1", allSubnetworks), `"network": "`+prod, `"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/test`)), want: []string{"fail " + east, "pass " + west},
	},
	{name: "a NAT for what is known after apply", world: noAccess(nat("us-east1", `"sourceSubnetworkIpRangesToNat": "?known after apply"`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "a NAT of a router that is not known", world: noAccess(nat("us-east1", allSubnetworks), `"compute.routers": []`), want: []string{"unknown " + east, "pass " + west}},
	{name: "NATs that could not be listed", world: noAccess(gaps("denied", "compute.routers.nats")), want: []string{"unknown " + east, "pass " + west}, says: []string{"denied"}},

	{name: "an external address", world: noAccess(eastTemplate(`"networkInterfaces": [{`, `"networkInterfaces": [{"accessConfigs": [{"networkTier": "PREMIUM"}], `)), want: []string{"pass " + east, "pass " + west}},
	{name: "no external address, said so", world: noAccess(eastTemplate(`"networkInterfaces": [{`, `"networkInterfaces": [{"accessConfigs": [], `)), want: []string{"fail " + east, "pass " + west}},
	{name: "external addresses known after apply", world: noAccess(eastTemplate(`"networkInterfaces": [{`, `"networkInterfaces": [{"accessConfigs": "?known after apply", `)), want: []string{"unknown " + east, "pass " + west}},
	{name: "external addresses of IPv6", world: noAccess(eastTemplate(`"networkInterfaces": [{`, `"networkInterfaces": [{"ipv6AccessConfigs": [{"networkTier": "PREMIUM"}], `)), want: []string{"unknown " + east, "pass " + west}},
	{name: "two interfaces", world: noAccess(eastTemplate(`subnetworks/east"}]`, `subnetworks/east"}, {"network": "`+prod+`"}]`)), want: []string{"unknown " + east, "pass " + west}, says: []string{"2 interfaces"}},

	{name: "no script", world: noAccess(eastTemplate(", "+startup, "")), want: []string{"not_applicable " + east, "pass " + west}, says: []string{"no script to download"}},
	{name: "a script in the metadata", world: noAccess(eastTemplate(startup, `{"key": "startup-script", "value": "apigee"}`)), want: []string{"unknown " + east, "pass " + west}, says: []string{"it is set inline"}},
	{name: "a script in the metadata, with private Google access", world: world(eastTemplate(startup, `{"key": "startup-script", "value": "apigee"}`)), want: []string{"pass " + east, "pass " + west}},
	{name: "a script of another host, with private Google access", world: world(eastTemplate("gs://apigee-5g-saas/startup-script.sh", "https://scripts.acme.example/apigee.sh")), want: []string{"unknown " + east, "pass " + west}, says: []string{"https://scripts.acme.example/apigee.sh"}},
	{name: "a script of another host, with a NAT", world: world(eastTemplate("gs://apigee-5g-saas/startup-script.sh", "https://scripts.acme.example/apigee.sh"), nat("us-east1", allSubnetworks)), want: []string{"pass " + east, "pass " + west}},
	{name: "a script of Cloud Storage by HTTPS", world: world(eastTemplate("gs://apigee-5g-saas/startup-script.sh", "https://storage.googleapis.com/apigee-5g-saas/startup-script.sh")), want: []string{"pass " + east, "pass " + west}},

	{name: "an instance that is healthy", world: noAccess(finds(states("HEALTHY"), states("HEALTHY"))), want: []string{"unknown " + east, "pass " + west}, says: []string{"how east-0, which is healthy, got its startup script"}},
	{name: "a default route to an appliance", world: noAccess(`"compute.routes": [{"$ref": "projects/acme-host/global/routes/out", "network": "` + prod + `", "destRange": "0.0.0.0/0", "nextHopIlb": "10.0.0.9"}]`), want: []string{"unknown " + east, "pass " + west}, says: []string{"routes/out"}},
	{name: "half of the internet to an appliance", world: noAccess(`"compute.routes": [{"$ref": "projects/acme-host/global/routes/out", "network": "` + prod + `", "destRange": "128.0.0.0/1", "nextHopIlb": "10.0.0.9"}]`), want: []string{"unknown " + east, "pass " + west}},
	{
		name: "routes to the internet gateway, within the network, to other private addresses and of other networks",
		world: noAccess(`"compute.routes": [
			{"$ref": "projects/acme-host/global/routes/default", "network": "` + prod + `", "destRange": "0.0.0.0/0", "nextHopGateway": "projects/acme-host/global/gateways/default-internet-gateway"},
			{"$ref": "projects/acme-host/global/routes/local", "network": "` + prod + `", "destRange": "10.8.0.0/20", "nextHopNetwork": "` + prod + `"},
			{"$ref": "projects/acme-host/global/routes/office", "network": "` + prod + `", "destRange": "10.0.0.0/8", "nextHopVpnTunnel": "t"},
			{"$ref": "projects/acme-host/global/routes/other", "network": "projects/acme-host/global/networks/test", "destRange": "0.0.0.0/0", "nextHopIp": "10.0.0.9"}]`),
		want: []string{"fail " + east, "pass " + west},
	},
	{name: "routes that could not be listed", world: noAccess(gaps("denied", "compute.routes")), want: []string{"unknown " + east, "pass " + west}},
	{name: "a router that learns routes", world: noAccess(`"compute.routers": [{"$ref": "projects/acme-host/regions/us-west1/routers/vpn", "network": "` + prod + `", "bgp": {"asn": 64512}}]`), want: []string{"unknown " + east, "pass " + west}, says: []string{"routers/vpn learns"}},
	{name: "a peering that imports routes", world: noAccess(but("compute.networks", `"peerings": [{`, `"peerings": [{"name": "hub", "importCustomRoutes": true, "state": "ACTIVE"}, {`)), want: []string{"unknown " + east, "pass " + west}, says: []string{"peering hub"}},
	{name: "a network that is not known", world: noAccess(`"compute.networks": []`), want: []string{"unknown " + east, "pass " + west}},

	{name: "access known after apply", world: noAccess(but(subnetworks, eastSubnet+"true", eastSubnet+`"?known after apply"`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "access that is not told", world: noAccess(but(subnetworks, eastSubnet+"true", eastSubnet+"null")), want: []string{"unknown " + east, "pass " + west}},
	{name: "subnetworks that could not be listed", world: world(`"compute.subnetworks": []`, gaps("denied", subnetworks)), want: []string{"unknown " + east, "unknown " + west}},
	{name: "only the network is given", world: noAccess(but(templates, `, "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/east"`, "")), want: []string{"fail " + east, "pass " + west}},
	{name: "only the network is given, and not all subnetworks are known", world: noAccess(but(templates, `, "subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/east"`, ""), gaps("denied", subnetworks)), want: []string{"unknown " + east, "pass " + west}},
	{name: "what may be proxies", world: noAccess(withoutTemplates()), want: []string{"unknown " + east, "unknown " + west}},
	{name: "a template without an interface", world: world(eastTemplate(`"networkInterfaces": [{`, `"networkInterfaces": [], "other": [{`)), want: []string{"unknown " + east, "pass " + west}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}
