package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// all makes one change of several.
func all(edits ...func(*testkit.World)) func(*testkit.World) {
	return func(w *testkit.World) {
		for _, edit := range edits {
			edit(w)
		}
	}
}

func service(field string, v any) func(*testkit.World) {
	return func(w *testkit.World) { w.Set(gcp.BackendServices, "gateway", field, v) }
}

func manager(field string, v any) func(*testkit.World) {
	return func(w *testkit.World) { w.Set(gcp.InstanceGroupManagers, "proxy-us-east1", field, v) }
}

func probe(field string, v any) func(*testkit.World) {
	return func(w *testkit.World) { w.Set(gcp.HealthChecks, "gateway", field, v) }
}

func TestLoadBalancer_sendsToServingPortAndHealthCheckPort(t *testing.T) {
	t.Parallel()
	named := func(ports ...testkit.Body) func(*testkit.World) { return manager("namedPorts", ports) }
	port := func(name string, number any) testkit.Body { return testkit.Body{"name": name, "port": number} }
	const lb8443 = "lb8443 allow 1000 tcp:8443 from 130.211.0.0/22,35.191.0.0/16"
	judgeAll(t, []firewallCase{
		{name: "a health check on a port that is closed", vpc: []string{allowLB}, edit: probe("httpsHealthCheck.port", 8443), want: "fail", port: 8443,
			says: []string{"Health checks for", "on tcp:8443", "it is for tcp:443 only"}, hides: []string{"requests"}},
		{name: "a serving port that is closed while the health check passes", vpc: []string{allowLB}, edit: named(port("https", 8443)), want: "fail", port: 8443, says: []string{"Requests for"}, hides: []string{"Health checks"}},
		{name: "both ports are open", vpc: []string{allowLB, lb8443}, edit: named(port("https", 8443)), want: "pass"},
		{name: "other named ports do not matter", vpc: []string{allowLB}, edit: named(port("http", 80), port("https", 443), port("debug", 9999)), want: "pass"},
		{name: "one name for two ports", vpc: []string{allowLB}, edit: named(port("https", 443), port("https", 8443)), want: "fail", port: 8443},
		{name: "no such named port", vpc: []string{allowLB}, edit: named(port("http", 80)), want: "unknown", says: []string{`it wants the named port "https", and the named ports known of`, "are: http:80"}},
		{name: "no named port at all", vpc: []string{allowLB}, edit: manager("namedPorts", nil), want: "unknown", says: []string{"are: none"}},
		{name: "no named port, and nothing gets in", edit: manager("namedPorts", nil), want: "fail"},
		{name: "a named port that is known later", vpc: []string{allowLB}, edit: named(port("https", "?later")), want: "unknown", says: []string{"later"}},
		{name: "a named port that is known later, and all ports are open", vpc: []string{"lb allow 1000 tcp from 130.211.0.0/22,35.191.0.0/16"}, edit: named(port("https", "?later")), want: "pass"},
		{name: "a port name that is known later", vpc: []string{allowLB}, edit: all(service("portName", "?later"), named(port("https", 443), port("other", 8443))), want: "unknown", says: []string{"portName of projects/acme/global/backendServices/gateway: later"}},
		{name: "a port name that is known later, and one named port", vpc: []string{allowLB}, edit: service("portName", "?later"), want: "pass"},
		{name: "a name of a named port that is known later", vpc: []string{allowLB}, edit: named(port("?later", 443), port("https", 443)), want: "pass"},
		{name: "no port name is the name http", vpc: []string{lb8443, allowLB}, edit: all(service("portName", nil), named(port("http", 8443), port("https", 443))), want: "pass"},
		{name: "no port name, and no named port http", vpc: []string{allowLB}, edit: service("portName", nil), want: "unknown", says: []string{`"http"`}},

		{name: "a health check on the serving port", vpc: []string{lb8443}, edit: all(probe("httpsHealthCheck.portSpecification", "USE_SERVING_PORT"), named(port("https", 8443))), want: "pass"},
		{name: "a health check on the serving port, which is closed", vpc: []string{allowLB}, edit: all(probe("httpsHealthCheck.portSpecification", "USE_SERVING_PORT"), named(port("https", 8443))), want: "fail", port: 8443, says: []string{"Health checks and requests"}},
		{name: "a health check that names no port", vpc: []string{allowLB}, edit: probe("httpsHealthCheck", testkit.Body{"requestPath": "/healthz/ingress"}), want: "pass"},
		{name: "an HTTP health check that names no port", vpc: []string{allowLB}, edit: all(probe("type", "HTTP"), probe("httpsHealthCheck", nil), probe("httpHealthCheck", testkit.Body{})), want: "fail", port: 80},
		{name: "a TCP health check", vpc: []string{allowLB}, edit: all(probe("type", "TCP"), probe("tcpHealthCheck", testkit.Body{"port": 443})), want: "pass"},
		{name: "a gRPC health check without a port", vpc: []string{allowLB}, edit: probe("type", "GRPC"), want: "unknown", says: []string{"port of projects/acme/global/healthChecks/gateway"}},
		{name: "a health check by a named port, which is not supported", vpc: []string{allowLB}, edit: probe("httpsHealthCheck.portSpecification", "USE_NAMED_PORT"), want: "unknown", says: []string{"USE_NAMED_PORT"}},
		{name: "a type that Terraform does not know yet", vpc: []string{allowLB}, edit: probe("type", "?known after apply"), want: "pass"},
		{name: "a type that is not known, of a health check without a block", vpc: []string{allowLB}, edit: all(probe("type", "?later"), probe("httpsHealthCheck", nil)), want: "unknown", says: []string{"type of"}},
		{name: "a port that is known later", vpc: []string{allowLB}, edit: probe("httpsHealthCheck.port", "?later"), want: "unknown", says: []string{"port of projects/acme/global/healthChecks/gateway: later"}},
		{name: "a health check that is not known", vpc: []string{allowLB}, edit: func(w *testkit.World) { w.Drop(gcp.HealthChecks, "gateway").Gap(gcp.HealthChecks, "not read") }, want: "unknown", says: []string{"not read"}},
		{name: "a health check that is not known, and nothing gets in", edit: func(w *testkit.World) { w.Drop(gcp.HealthChecks, "gateway").Gap(gcp.HealthChecks, "not read") }, want: "fail"},
		{name: "health checks that are known later", vpc: []string{allowLB}, edit: service("healthChecks", "?later"), want: "unknown", says: []string{"healthChecks of"}},
		{name: "two health checks", vpc: []string{allowLB}, edit: func(w *testkit.World) {
			w.Add(gcp.HealthChecks, "second", testkit.Body{"type": "TCP", "tcpHealthCheck": testkit.Body{"port": 15021}})
			w.Append(gcp.BackendServices, "gateway", "healthChecks", "projects/acme/global/healthChecks/second")
		}, want: "fail", port: 15021},
	})
}

// regional swaps the global load balancer for one of the region.
func regional(scheme string, more ...func(*testkit.World)) func(*testkit.World) {
	return func(w *testkit.World) {
		w.DropAll(gcp.ForwardingRules, gcp.TargetProxies, gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks)
		w.RegionalFront(region, scheme).Drop(gcp.Firewalls, "allow-proxy-only-"+region)
		all(more...)(w)
	}
}

// passthrough swaps it for a regional one that leaves packets as they are.
func passthrough(scheme string, ports ...string) func(*testkit.World) {
	return regional(scheme, func(w *testkit.World) {
		w.DropAll(gcp.TargetProxies, gcp.URLMaps)
		w.Set(gcp.ForwardingRules, "gateway", "target", nil).Set(gcp.ForwardingRules, "gateway", "portRange", nil)
		w.Set(gcp.ForwardingRules, "gateway", "backendService", "projects/acme/regions/us-east1/backendServices/gateway")
		w.Set(gcp.BackendServices, "gateway", "protocol", "TCP").Set(gcp.BackendServices, "gateway", "portName", nil)
		if ports != nil {
			w.Set(gcp.ForwardingRules, "gateway", "ports", ports)
		}
	})
}

func subnet(field string, v any) func(*testkit.World) {
	return func(w *testkit.World) { w.Set(gcp.Subnetworks, "proxy-only-us-east1", field, v) }
}

func TestLoadBalancer_sendsFromItsOwnRanges(t *testing.T) {
	t.Parallel()
	const (
		proxySubnet = "proxies allow 1000 tcp:443 from 10.129.0.0/16"
		network     = "network allow 1000 tcp:443 from 35.191.0.0/16,209.85.152.0/22,209.85.204.0/22"
	)
	judgeAll(t, []firewallCase{
		{name: "a classic load balancer", vpc: []string{allowLB}, edit: service("loadBalancingScheme", "EXTERNAL"), want: "pass"},
		{name: "no scheme is classic or global, which send alike", vpc: []string{allowLB}, edit: service("loadBalancingScheme", nil), want: "pass"},
		{name: "no scheme, and nothing gets in", edit: service("loadBalancingScheme", nil), want: "fail"},
		{name: "a scheme that is known later", vpc: []string{allowLB}, edit: service("loadBalancingScheme", "?later"), want: "unknown", says: []string{"loadBalancingScheme and region", "later"}},
		{name: "a scheme that is known later, and nothing gets in", edit: service("loadBalancingScheme", "?later"), want: "fail", source: "35.191.0.1"},
		{name: "a scheme nobody has heard of", vpc: []string{allowLB}, edit: service("loadBalancingScheme", "SIDEWAYS"), want: "unknown", says: []string{`"SIDEWAYS"`}},

		// Regional load balancers send requests from proxy-only subnetworks.
		{name: "regional internal, both are admitted", vpc: []string{allowLB, proxySubnet}, edit: regional("INTERNAL_MANAGED"), want: "pass"},
		{name: "regional external, both are admitted", vpc: []string{allowLB, proxySubnet}, edit: regional("EXTERNAL_MANAGED"), want: "pass"},
		{name: "regional, the proxy-only subnetwork is not admitted", vpc: []string{allowLB}, edit: regional("EXTERNAL_MANAGED"), want: "fail", source: "10.129.1.1", says: []string{"Requests for", "from 10.129.1.0/24 on tcp:443", "source ranges 10.129.1.0/24"}, hides: []string{"Health checks"}},
		{name: "regional, health checks are not admitted", vpc: []string{proxySubnet}, edit: regional("EXTERNAL_MANAGED"), want: "fail", source: "35.191.0.1"},
		{name: "a half of the proxy-only subnetwork", vpc: []string{allowLB, "half allow 1000 tcp:443 from 10.129.1.0/25"}, edit: regional("INTERNAL_MANAGED"), want: "fail", source: "10.129.1.129"},
		{name: "a proxy-only subnetwork of the former purpose", vpc: []string{allowLB}, edit: regional("INTERNAL_MANAGED", subnet("purpose", "INTERNAL_HTTPS_LOAD_BALANCER")), want: "fail", source: "10.129.1.1"},
		{name: "no ACTIVE proxy-only subnetwork", vpc: []string{allowLB, proxySubnet}, edit: regional("INTERNAL_MANAGED", subnet("role", "BACKUP")), want: "unknown", says: []string{"no subnetwork with purpose REGIONAL_MANAGED_PROXY and role ACTIVE"}},
		{name: "a proxy-only subnetwork of another region", vpc: []string{allowLB, proxySubnet}, edit: regional("INTERNAL_MANAGED", subnet("region", "us-west1"), subnet("selfLink", nil)), want: "pass"},
		{name: "a subnetwork whose role is not known is the only one there can be", vpc: []string{allowLB}, edit: regional("INTERNAL_MANAGED", subnet("role", "?later")), want: "fail", source: "10.129.1.1"},
		{name: "either of two subnetworks", vpc: []string{allowLB, "one allow 1000 tcp:443 from 10.129.1.0/24"}, edit: regional("INTERNAL_MANAGED", func(w *testkit.World) {
			w.Add(gcp.Subnetworks, "us-east1/second", testkit.Body{"network": "projects/acme-host/global/networks/prod", "ipCidrRange": "10.130.0.0/24", "purpose": "REGIONAL_MANAGED_PROXY", "role": "?later"})
			subnet("role", "?later")(w)
		}), want: "unknown", says: []string{"whether the load balancer's proxies are in"}},
		{name: "a subnetwork whose range is not known", vpc: []string{allowLB, proxySubnet}, edit: regional("INTERNAL_MANAGED", subnet("ipCidrRange", "?later")), want: "unknown", says: []string{"ipCidrRange of", "later"}},
		{name: "subnetworks that are not known", vpc: []string{allowLB, proxySubnet}, edit: regional("INTERNAL_MANAGED", func(w *testkit.World) { w.Gap(gcp.Subnetworks, "not read") }), want: "unknown", says: []string{"not read"}},
		{name: "subnetworks that are not known, and any source is admitted", vpc: []string{"any allow 1000 tcp:443"}, edit: regional("INTERNAL_MANAGED", func(w *testkit.World) { w.Gap(gcp.Subnetworks, "not read") }), want: "pass"},
		{name: "cross-region internal", vpc: []string{allowLB}, edit: all(service("loadBalancingScheme", "INTERNAL_MANAGED"), func(w *testkit.World) {
			w.ProxyOnlySubnetwork(region)
			subnet("purpose", "GLOBAL_MANAGED_PROXY")(w)
		}), want: "fail", source: "10.129.1.1"},
		{name: "cross-region internal, in either of two regions", vpc: []string{allowLB, "one allow 1000 tcp:443 from 10.129.1.0/24"}, edit: all(service("loadBalancingScheme", "INTERNAL_MANAGED"), func(w *testkit.World) {
			w.ProxyOnlySubnetwork(region).ProxyOnlySubnetwork("us-west1").SetAll(gcp.Subnetworks, "purpose", "GLOBAL_MANAGED_PROXY")
		}), want: "unknown", says: []string{"from which region"}},

		// Passthrough load balancers leave the clients' addresses as they are.
		{name: "internal passthrough, any client", vpc: []string{allowLB, "any allow 1000 tcp:443"}, edit: passthrough("INTERNAL", "443"), want: "pass"},
		{name: "internal passthrough, some clients", vpc: []string{allowLB, "any allow 1000 tcp:443 from 10.0.0.0/8"}, edit: passthrough("INTERNAL", "443"), want: "unknown", says: []string{"which addresses the clients"}},
		{name: "internal passthrough, no client", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22,35.191.0.0/16"}, edit: passthrough("INTERNAL", "8443"), want: "fail", port: 8443, says: []string{"Requests for"}},
		{name: "internal passthrough, clients by their tags", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22,35.191.0.0/16", "tagged allow 1000 tcp:8443 sourcetag client"}, edit: passthrough("INTERNAL", "8443"), want: "unknown", says: []string{"tags or service accounts"}},
		{name: "internal passthrough, all ports", vpc: []string{allowLB, "any allow 1000 tcp:443"}, edit: passthrough("INTERNAL"), want: "unknown", says: []string{"which ports clients use"}},
		{name: "external passthrough, health checks from the classic ranges only", vpc: []string{"any allow 1000 tcp:80", allowLB}, edit: passthrough("EXTERNAL", "80"), want: "fail", source: "209.85.152.1"},
		{name: "external passthrough", vpc: []string{"any allow 1000 tcp:80", network}, edit: passthrough("EXTERNAL", "80"), want: "pass"},
		{name: "a service mesh", vpc: []string{allowLB}, edit: service("loadBalancingScheme", "INTERNAL_SELF_MANAGED"), want: "unknown", says: []string{"which addresses the clients"}},

		// IPv6 is asked for only where both ends have it.
		{name: "dual-stack instances behind an IPv4 load balancer", vpc: []string{allowLB}, edit: template("networkInterfaces.0.stackType", "IPV4_IPV6"), want: "pass"},
		{name: "a load balancer that prefers IPv6, and IPv4 instances", vpc: []string{allowLB}, edit: service("ipAddressSelectionPolicy", "PREFER_IPV6"), want: "pass"},
		{name: "IPv6 on both ends, and no rule for it", vpc: []string{allowLB}, edit: all(service("ipAddressSelectionPolicy", "PREFER_IPV6"), template("networkInterfaces.0.stackType", "IPV4_IPV6")), want: "fail", source: "2600:2d00:1:b029::1"},
		{name: "IPv6 on both ends, and rules for both", vpc: []string{allowLB, "v6 allow 1000 tcp:443 from 2600:2d00:1:b029::/64,2600:2d00:1:1::/64"}, edit: all(service("ipAddressSelectionPolicy", "PREFER_IPV6"), template("networkInterfaces.0.stackType", "IPV4_IPV6")), want: "pass"},
		{name: "IPv6 only", vpc: []string{"v6 allow 1000 tcp:443 from 2600:2d00:1:b029::/64,2600:2d00:1:1::/64"}, edit: all(service("ipAddressSelectionPolicy", "IPV6_ONLY"), template("networkInterfaces.0.stackType", "IPV4_IPV6")), want: "pass"},
		{name: "a stack that is known later", vpc: []string{allowLB}, edit: all(service("ipAddressSelectionPolicy", "PREFER_IPV6"), template("networkInterfaces.0.stackType", "?later")), want: "unknown", says: []string{"IPv4 or IPv6"}},
		{name: "a stack that is known later does not matter to an IPv4 load balancer", vpc: []string{allowLB}, edit: template("networkInterfaces.0.stackType", "?later"), want: "pass"},

		// Which interface and network.
		{name: "the first interface counts", vpc: []string{allowLB}, edit: template("networkInterfaces", []testkit.Body{{"network": otherNetwork}, {"network": "projects/acme-host/global/networks/prod"}}), want: "fail", says: []string{"it is on projects/acme-host/global/networks/prod"}},
		{name: "an internal passthrough load balancer of the second interface's network", vpc: []string{allowLB, "any allow 1000 tcp:443"}, edit: all(passthrough("INTERNAL", "443"),
			template("networkInterfaces", []testkit.Body{{"network": otherNetwork}, {"network": "projects/acme-host/global/networks/prod"}}), service("network", "projects/acme-host/global/networks/prod")), want: "pass"},
		{name: "no interface", vpc: []string{allowLB}, edit: template("networkInterfaces", nil), want: "unknown", says: []string{"network interfaces of"}},
		{name: "a network that is known later", vpc: []string{allowLB}, edit: template("networkInterfaces", []testkit.Body{{"network": "?known after apply"}}), want: "unknown", says: []string{"known after apply"}},
		{name: "a network that is known later, and there is no rule anywhere", edit: template("networkInterfaces", []testkit.Body{{"network": "?known after apply"}}), want: "fail"},
	})
}
