package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const (
	eastProxies = "proxy-us-east1"
	westProxies = "proxy-us-west1"
	hostNetwork = "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/"
)

// unpeered is the healthy world without its private connection.
func unpeered() *testkit.World {
	return testkit.NewWorld().DropAll(gcp.Connections).Set(gcp.Networks, "prod", "peerings", []any{})
}

// connectedTo is the healthy world with its private connection on another network.
func connectedTo(network string) *testkit.World {
	return testkit.NewWorld().Set(gcp.Networks, "prod", "peerings", []any{}).Set(gcp.Connections, testkit.Connection, "network", network)
}

// planned is the healthy world in which Terraform is about to create an instance,
// with all environments, that no traffic gets to.
func planned(fields body) *testkit.World {
	w := testkit.NewWorld().Add(gcp.Instances, "runtime-new", fields).Address(gcp.Instances, "runtime-new", "google_apigee_instance.new")
	return w.Attach("runtime-new", "live").Attach("runtime-new", "test").Attach("runtime-new", "lab")
}

// inNetwork puts the proxies of a template into another network, which lets the
// load balancer in as well.
func inNetwork(w *testkit.World, template string, interfaces ...body) *testkit.World {
	return otherRule(w).Set(gcp.InstanceTemplates, template, "properties.networkInterfaces", interfaces)
}

// otherRule adds rules to other networks that let the load balancer in.
func otherRule(w *testkit.World) *testkit.World {
	for name, network := range map[string]string{"test": hostNetwork + "test", "own": link("global/networks/prod"), "default": link("global/networks/default")} {
		w.Firewall("allow-"+name, body{
			"network": network, "sourceRanges": []string{"130.211.0.0/22", "35.191.0.0/16"},
			"allowed": []body{{"IPProtocol": "tcp", "ports": []string{"443"}}},
		})
	}
	return w
}

func networkMutations() []mutation {
	peered, active, room, proxies := []string{"authorized-network-peered"}, []string{"peering-active"}, []string{"peering-range-large-enough"}, []string{"proxies-in-authorized-network"}
	both := []string{"authorized-network-peered", "proxies-in-authorized-network"}
	elsewhere := "the proxies stay in the network that was peered"
	return []mutation{
		{name: "a rule keeps the proxies' packets from Apigee", world: testkit.NewWorld().Firewall("deny-out", body{"direction": "EGRESS", "priority": 900, "denied": []body{{"IPProtocol": "all"}}, "destinationRanges": []string{"0.0.0.0/0"}}), fails: []string{"proxies-reach-instance"}},
		{name: "the allow is for another instance's range", world: testkit.NewWorld().Firewall("deny-out", body{"direction": "EGRESS", "denied": []body{{"IPProtocol": "all"}}, "destinationRanges": []string{"0.0.0.0/0"}}).
			Firewall("allow-out", body{"direction": "EGRESS", "priority": 900, "allowed": []body{{"IPProtocol": "tcp", "ports": []string{"443"}}}, "destinationRanges": []string{testkit.Host(0) + "/22"}}), fails: []string{"proxies-reach-instance"}},
		{name: "no private connection", world: unpeered(), fails: peered},
		{name: "the connection is on another network", world: connectedTo("projects/2002/global/networks/test"), fails: peered},
		{name: "the connection was made in the service project", world: connectedTo("projects/1001/global/networks/prod"), fails: peered},
		{name: "the connection is a partner's", world: testkit.NewWorld().Set(gcp.Networks, "prod", "peerings", []any{}).
			Set(gcp.Connections, testkit.Connection, "service", "services/netapp.servicenetworking.goog"), fails: peered},
		{name: "the authorized network is another", world: testkit.NewWorld().Set(gcp.Organizations, "acme", "authorizedNetwork", "projects/acme-host/global/networks/test"), fails: both, why: elsewhere},
		{name: "a bare name means the service project's network", world: testkit.NewWorld().Set(gcp.Organizations, "acme", "authorizedNetwork", "prod"), fails: both, why: elsewhere},
		{name: "the number of another project", world: testkit.NewWorld().Set(gcp.Organizations, "acme", "authorizedNetwork", "projects/1001/global/networks/prod"), fails: both, why: elsewhere},
		{name: "the peering's other end was deleted", world: testkit.NewWorld().Set(gcp.Networks, "prod", "peerings.0.state", "INACTIVE"), fails: active},

		{name: "no room for one more instance", world: planned(body{"location": "europe-west1"}).Set(gcp.GlobalAddresses, testkit.Range, "prefixLength", 21), fails: room},
		{name: "the range has no VPC peering purpose", world: planned(body{"location": "europe-west1"}).Set(gcp.GlobalAddresses, testkit.Range, "purpose", "SHARED_LOADBALANCER_VIP"), fails: room},
		{name: "the range is not listed", world: planned(body{"location": "europe-west1"}).Set(gcp.Connections, testkit.Connection, "reservedPeeringRanges", []string{}), fails: room},
		{name: "the range asked for lies outside", world: planned(body{"location": "europe-west1", "ipRange": "10.200.0.0/22,10.200.4.0/28"}), fails: room},
		{name: "the range asked for is another instance's", world: planned(body{"location": "europe-west1", "ipRange": "10.64.4.0/22"}), fails: room},
		{name: "an older instance asks for more than is free", world: planned(body{"location": "europe-west1", "peeringCidrRange": "SLASH_16"}), fails: room},

		{name: "proxies in another network", world: inNetwork(testkit.NewWorld(), eastProxies, body{"network": hostNetwork + "test"}), fails: proxies},
		{name: "proxies in the network of that name in their own project", world: inNetwork(testkit.NewWorld(), westProxies, body{"network": "global/networks/prod"}), fails: proxies},
		{name: "proxies with two interfaces elsewhere", world: inNetwork(testkit.NewWorld(), westProxies, body{"network": hostNetwork + "test"}, body{"network": "default"}), fails: proxies},
		{name: "proxies in a network that is peered with the right one", world: inNetwork(testkit.NewWorld(), westProxies, body{"network": hostNetwork + "test"}).
			Append(gcp.Networks, "prod", "peerings", body{"name": "test", "network": hostNetwork + "test", "state": "ACTIVE"}), fails: proxies},
		{name: "proxies in a subnetwork of another network", world: inNetwork(testkit.NewWorld(), eastProxies, body{"subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/us-east1/subnetworks/other"}).
			Add(gcp.Subnetworks, "us-east1/other", body{"network": hostNetwork + "test", "ipCidrRange": "10.3.0.0/24", "purpose": "PRIVATE"}), fails: proxies},
		{name: "a canary version in another network", world: inNetwork(testkit.NewWorld().Add(gcp.InstanceTemplates, "canary", body{"properties": testkit.NewWorld().Get(gcp.InstanceTemplates, eastProxies, "properties")}), "canary", body{"network": hostNetwork + "test"}).
			Append(gcp.InstanceGroupManagers, eastProxies, "versions", body{"instanceTemplate": link("global/instanceTemplates/canary")}), fails: proxies},
		{name: "a zonal group in another network", world: inNetwork(zonal(testkit.NewWorld()), eastProxies, body{"network": hostNetwork + "test"}), fails: proxies},
		{name: "proxies told by their ENDPOINT alone, in another network", world: inNetwork(testkit.NewWorld().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items", []body{{"key": "ENDPOINT", "value": testkit.Host(0)}}), eastProxies, body{"network": hostNetwork + "test"}), fails: proxies},
	}
}

// zonal makes the east's group a zonal one.
func zonal(w *testkit.World) *testkit.World {
	group := link("zones/us-east1-b/instanceGroups/proxies")
	w.Add(gcp.InstanceGroupManagers, "us-east1-b/proxies", body{
		"instanceGroup": group, "versions": []body{{"instanceTemplate": link("global/instanceTemplates/" + eastProxies)}},
		"namedPorts": []body{{"name": "https", "port": 443}},
	})
	return w.Drop(gcp.InstanceGroupManagers, "us-east1/"+eastProxies).Set(gcp.BackendServices, "global/"+testkit.Front, "backends.0.group", group)
}
