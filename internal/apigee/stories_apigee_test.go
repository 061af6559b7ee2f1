package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// networkStories are those of the VPC, of instances and environments.
func networkStories() []story {
	authorized := func(w *testkit.World, spelling string) *testkit.World {
		return w.Set(gcp.Organizations, "acme", "authorizedNetwork", spelling)
	}
	peered := []string{"pass authorized-network-peered"}
	spellings := []scene{}
	for _, s := range []string{"prod", "projects/acme/global/networks/prod", link("global/networks/prod"), "projects/1001/global/networks/prod"} {
		spellings = append(spellings, scene{world: authorized(testkit.NewLocalWorld(), s), want: peered}, scene{world: authorized(testkit.NewLocalWorld(), s), plan: s != "projects/1001/global/networks/prod", want: peered})
	}
	missing := testkit.NewWorld().Detach(westRuntime, "live").Detach(westRuntime, "lab").Detach(eastRuntime, "test")
	region := bare(testkit.NewWorld().Region("europe-west1"), testkit.Runtime("europe-west1"))
	newcomer := func(fields body, bits int) *testkit.World {
		return planned(fields).Set(gcp.GlobalAddresses, testkit.Range, "prefixLength", bits)
	}
	return []story{
		{"G14", "a short name for the network of a Shared VPC", []scene{
			{world: authorized(testkit.NewWorld(), "prod"), want: []string{failsPeered, failsProxies}, says: []string{"projects/acme/global/networks/prod"}},
			{world: testkit.NewWorld().DropAll(gcp.Connections).Gap(gcp.Connections, "permission servicenetworking.services.get denied on acme-host").
				DropAll(gcp.Networks).Gap(gcp.Networks, "permission compute.networks.get denied on acme-host"),
				want: []string{"unknown authorized-network-peered"}, says: []string{"permission servicenetworking.services.get denied"}},
		}},
		{"G15", "a module cuts the project out of a bare network name", []scene{
			{world: ruled("network", link("global/networks/prod")), want: []string{failsReaches}},
			{world: ruled("network", link("global/networks/prod")), plan: true, want: []string{failsReaches}},
		}},
		{"G16", "is this the VPC's name, its self link, or either", spellings},
		{"G17", "the second region's proxies send to the first", []scene{
			{world: testkit.NewWorld().Set(gcp.InstanceTemplates, westProxies, "properties.metadata.items.0.value", testkit.Host(0)), want: []string{failsRegion}, says: []string{"us-west1"}},
			{world: testkit.NewWorld().Set(gcp.InstanceTemplates, westProxies, "properties.metadata.items.0.value", testkit.Host(0)), plan: true, want: []string{failsRegion}},
		}},
		{"G18", "the instance was made anew, its address is another", []scene{
			{world: testkit.NewWorld().Set(gcp.InstanceTemplates, eastProxies, "properties.metadata.items.0.value", "10.64.200.2"), want: []string{failsEndpoint}, says: []string{"10.64.200.2"}},
		}},
		{"G19", "a new region without the attachments that it needs", []scene{
			{world: region, want: []string{failsAttached, "fail instance-has-environment"}, says: []string{testkit.Runtime("europe-west1")}},
			{world: region, plan: true, want: []string{failsAttached, "fail instance-has-environment"}},
		}},
		{"G20", "an apply that stopped half way: some pairs are missing", []scene{
			{world: missing, want: []string{failsAttached}, says: []string{
				"environments/live: organizations/acme/environments/live", westRuntime, "environments/lab", "environments/test", eastRuntime,
			}},
		}},
		{"G21", "ranges that are too small, or that two instances share", []scene{
			{world: newcomer(body{"location": "europe-west1"}, 23), want: []string{failsRoom}, says: []string{"/22"}},
			{world: newcomer(body{"location": "europe-west1", "ipRange": "10.64.4.0/22"}, 16), want: []string{failsRoom}, says: []string{"held by another instance"}},
			{world: newcomer(body{"location": "us-east1"}, 16), unseen: "Google takes two instances in a region where the organization may have them"},
		}},
		{"G22", "an instance asks for two ranges at once", []scene{
			{world: newcomer(body{"location": "europe-west1", "ipRange": "10.64.8.0/22,10.64.255.64/28"}, 16), want: []string{"pass peering-range-large-enough"}},
		}},
	}
}

// frontStories are those of Private Service Connect, certificates and Cloud Armor.
func frontStories() []story {
	psc := func(typ gcp.Type, name, field string, v any) *testkit.World {
		return testkit.NewWorld().PSC().Set(typ, name, field, v)
	}
	status := func(s string) scene {
		return scene{world: psc(gcp.NetworkEndpointGroups, testkit.Endpoints("us-east1"), "pscData.pscConnectionStatus", s), want: []string{"fail psc-connection-accepted"}, says: []string{s}}
	}
	asked := func(host string, l testkit.Leaf) *testkit.World {
		return gateway(l).Hostnames(host).Set(gcp.EnvironmentGroups, "public", "hostnames", []string{host})
	}
	wild := testkit.Leaf{Names: []string{"*.acme.example"}}
	rule := func(expression string) body {
		return body{"priority": 900, "action": "deny(403)", "match": body{"expr": body{"expression": expression}}}
	}
	all := armorBody(2147483647, "allow", "*")
	foreign := psc(gcp.Organizations, "acme", "projectId", "acme-org").SetAll(gcp.Instances, "consumerAcceptList", []string{"acme-org"})
	made := testkit.NewWorld().Managed("own", "PROVISIONING", "api.acme.example", "inner.acme.example", "lab.acme.example").Present("own")
	return []story{
		{"G23", "outlier detection is not supported, by the classic load balancer", []scene{
			{world: psc(gcp.BackendServices, testkit.Front, "loadBalancingScheme", "EXTERNAL"), want: []string{"fail psc-load-balancer-supported"}, says: []string{"EXTERNAL_MANAGED"}},
		}},
		{"G24", "two regions of Private Service Connect, and nothing that notices failures", []scene{
			{world: psc(gcp.BackendServices, testkit.Front, "outlierDetection", nil), want: []string{"fail psc-fails-over"}},
			{world: psc(gcp.BackendServices, testkit.Front, "healthChecks", []string{link("global/healthChecks/gateway")}), want: []string{"fail psc-load-balancer-supported"}},
		}},
		{"G25", "the endpoint's project is not on the accept list", []scene{
			{world: foreign, want: []string{"fail psc-consumer-accepted"}, says: []string{"acme-org"}}, status("PENDING"), status("REJECTED"),
			{world: testkit.NewWorld().PSC(), want: []string{"pass psc-connection-accepted", "pass psc-consumer-accepted"}},
		}},
		{"G26", "Private Service Connect for an organization of before 2022", []scene{
			{world: psc(gcp.Organizations, "acme", "createdAt", "1609459200000"), unseen: "the vendor's pages contradict each other"},
		}},
		{"G27", "a managed certificate that no proxy presents, or whose domain leads elsewhere", []scene{
			{world: testkit.NewWorld().Managed("own", "PROVISIONING", "api.acme.example").Present(), want: []string{"fail certificate-attached"}},
			{world: testkit.NewWorld().Managed("own", "FAILED_NOT_VISIBLE", "api.acme.example", "inner.acme.example").
				Set(gcp.SSLCertificates, "own", "managed.status", "PROVISIONING").Present("own"), want: []string{"fail managed-certificate-active"}, says: []string{"FAILED_NOT_VISIBLE"}},
			{world: elsewhere443().ShowsNothing("api.acme.example", "203.0.113.99", "refused"), want: []string{"fail hostname-resolves-to-load-balancer"}, says: []string{"203.0.113.10"}},
		}},
		{"G28", "ready, while Google is still making the certificate", []scene{
			{world: made, want: []string{"unknown managed-certificate-active"}},
			{world: made, plan: true, want: []string{"unknown managed-certificate-active"}},
		}},
		{"G29", "from certificates to a certificate map in one apply", []scene{
			{world: anyMap("ACTIVE", "*.acme.example").Set(gcp.TargetProxies, testkit.Front, "sslCertificates", []string{link("global/sslCertificates/gateway")}),
				want: []string{"pass certificate-attached", "pass certificate-covers-hostnames"}, unseen: "a plan tells the world after apply, not the order of its steps"},
			{world: anyMap("ACTIVE", "www.acme.example").Set(gcp.TargetProxies, testkit.Front, "sslCertificates", []string{link("global/sslCertificates/gateway")}), want: []string{failsCovers}},
		}},
		{"G30", "a wildcard stands for one label", []scene{
			{world: asked("a.b.acme.example", wild), want: []string{failsCovers}},
			{world: asked("acme.example", wild), want: []string{failsCovers}},
			{world: asked("api.acme.example", testkit.Leaf{Names: []string{"www.acme.example"}, CommonName: "api.acme.example"}), want: []string{failsCovers}},
			{world: asked("api.acme.example", wild), want: []string{"pass certificate-covers-hostnames"}},
		}},
		{"G31", "the order of Cloud Armor's rules, and a default that people take for another", []scene{
			{world: guarded("securityPolicy", armorBody(900, "deny(404)", "*"), armorBody(1000, "allow", "*"), all), want: []string{failsArmor}, says: []string{"900", "404"}},
			{world: guarded("securityPolicy", armorBody(2147483647, "deny(404)", "*")), want: []string{failsArmor}, says: []string{"2147483647", "404"}},
			{world: guarded("securityPolicy", armorBody(1000, "allow", "203.0.113.0/24"), all), want: []string{"pass armor-admits-clients"}},
			{world: guarded("securityPolicy", rule("evaluateThreatIntelligence('iplist-known-malicious-ips')"), all), want: []string{"unknown armor-admits-clients"}},
			{world: guarded("securityPolicy", preview(armorBody(900, "deny(403)", "*")), all), want: []string{"pass armor-admits-clients"}},
		}},
		{"G32", "one of several proxies lacks the tag", []scene{
			{world: testkit.NewWorld().Health(westProxies, "HEALTHY", "UNHEALTHY"), want: []string{"fail every-proxy-healthy"}, unseen: "what comes of the tag is seen; which tags each proxy has is not read"},
		}},
		{"G33", "a private zone that the clients' VPC does not see", []scene{
			{world: testkit.NewWorld().Hostnames("api.acme.example").Unresolved("api.acme.example"), want: []string{"fail hostname-resolves-to-load-balancer"}, says: []string{"does not resolve"}},
			{world: testkit.NewWorld().Unresolved("api.acme.example"), want: []string{"unknown hostname-resolves-to-load-balancer"}, unseen: "from where the clients ask is not known, unless it is there that apireach runs"},
		}},
	}
}
