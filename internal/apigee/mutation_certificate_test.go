package apigee_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// gateway is a world whose load balancer presents one certificate.
func gateway(l testkit.Leaf) *testkit.World {
	return testkit.NewWorld().Set(gcp.SSLCertificates, testkit.Front, "certificate", l.PEM())
}

// keyed is a world in which Terraform tells of the certificate and of a key.
func keyed(key string) *testkit.World {
	text := value.OfString(testkit.Leaf{Names: []string{"*.acme.example"}}.PEM())
	return testkit.NewWorld().Address(gcp.SSLCertificates, testkit.Front, "google_compute_ssl_certificate.gateway").
		Set(gcp.SSLCertificates, testkit.Front, "certificate", cert.PresentedFacts(text, value.OfString(key)))
}

// policied is a world whose load balancer has an SSL policy.
func policied(b body) *testkit.World {
	return testkit.NewWorld().Add(gcp.SSLPolicies, "p", b).Set(gcp.TargetProxies, testkit.Front, "sslPolicy", link("global/sslPolicies/p"))
}

// anyMap is a world whose load balancer presents what a certificate map says.
func anyMap(state string, hostnames ...string) *testkit.World {
	entries := map[string]string{}
	for _, h := range hostnames {
		entries[h] = "any"
	}
	return testkit.NewWorld().ManagerCertificate("any", state, "*.acme.example").Map(entries)
}

func certificateMutations() []mutation {
	attached, covers, date := []string{"certificate-attached"}, []string{"certificate-covers-hostnames"}, []string{"certificate-in-date"}
	chain, managed, policy := []string{"certificate-chain-complete"}, []string{"managed-certificate-active"}, []string{"ssl-policy-usable"}
	return []mutation{
		{name: "the load balancer listens on port 80 alone", world: testkit.NewWorld().
			Add(gcp.TargetProxies, "projects/acme/global/targetHttpProxies/plain", body{"urlMap": link("global/urlMaps/gateway")}).
			Set(gcp.ForwardingRules, testkit.Front, "portRange", "80-80").
			Set(gcp.ForwardingRules, testkit.Front, "target", link("global/targetHttpProxies/plain")), fails: []string{"load-balancer-listens-on-443"}},

		{name: "the proxy has no certificate", world: testkit.NewWorld().Present(), fails: attached},
		{name: "the certificate map is empty", world: anyMap("ACTIVE"), fails: attached},
		{name: "the certificate map is not spelled in full", world: testkit.NewWorld().Set(gcp.TargetProxies, testkit.Front, "certificateMap", "projects/acme/locations/global/certificateMaps/gateway"), fails: attached},
		{name: "a certificate of Certificate Manager without a map", world: testkit.NewWorld().ManagerCertificate("any", "ACTIVE", "*.acme.example").
			Set(gcp.TargetProxies, testkit.Front, "sslCertificates", []string{"//certificatemanager.googleapis.com/projects/acme/locations/global/certificates/any"}), fails: attached},

		{name: "the certificate is for other names", world: gateway(testkit.Leaf{Names: []string{"www.other.example"}}), fails: covers},
		{name: "the wildcard is a label short", world: testkit.NewWorld().Hostnames("a.b.acme.example").Set(gcp.EnvironmentGroups, "public", "hostnames", []string{"a.b.acme.example"}), fails: covers},
		{name: "only the common name fits", world: gateway(testkit.Leaf{CommonName: "api.acme.example"}), fails: covers},
		{name: "the map has entries for other names", world: anyMap("ACTIVE", "api.other.example"), fails: covers},
		{name: "the host rule's host is not covered", world: toSite(gateway(testkit.Leaf{Names: []string{"inner.acme.example"}}), "api.acme.example"), fails: covers},

		{name: "the certificate is expired", world: gateway(aged(-90, -1)), fails: date},
		{name: "the certificate is not valid yet", world: gateway(aged(1, 90)), fails: date},
		{name: "an expired certificate beside a valid one", world: testkit.NewWorld().SelfManaged("old", aged(-90, -1)).Present(testkit.Front, "old"), fails: date},

		{name: "the certificate is about to expire", world: gateway(aged(-60, 10)), fails: []string{"certificate-renewed-in-time"}},
		{name: "Google cannot renew the certificate", world: testkit.NewWorld().Managed("own", "RENEWAL_FAILED", "api.acme.example", "inner.acme.example").Present("own"), fails: []string{"certificate-renewed-in-time"}},

		{name: "the private key is another's", world: keyed(testkit.Leaf{Names: []string{"other.example"}}.Key()), fails: []string{"certificate-key-matches"}},

		{name: "the issuer is missing", world: gateway(testkit.Leaf{Names: []string{"*.acme.example"}, Alone: true, Public: true}), fails: chain},
		{name: "the issuer is in front", world: gateway(testkit.Leaf{Names: []string{"*.acme.example"}, Backwards: true}), fails: append(covers, chain...), why: "clients take the first for the server's own"},
		{name: "the certificate is self-signed", world: gateway(testkit.Leaf{Names: []string{"*.acme.example"}, SelfSigned: true}), fails: chain},

		{name: "a domain does not resolve to the load balancer", world: testkit.NewWorld().Managed("own", "FAILED_NOT_VISIBLE", "api.acme.example", "inner.acme.example").
			Set(gcp.SSLCertificates, "own", "managed.status", "PROVISIONING").Present("own"), fails: managed},
		{name: "provisioning failed for good", world: testkit.NewWorld().Managed("own", "PROVISIONING_FAILED_PERMANENTLY", "api.acme.example", "inner.acme.example").Present("own"), fails: managed},
		{name: "Certificate Manager could not make it", world: anyMap("FAILED", "PRIMARY"), fails: managed},

		{name: "no cipher suite for the key", world: policied(body{"profile": "CUSTOM", "customFeatures": []string{"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}}), fails: policy},
		{name: "TLS 1.3 without the restricted profile", world: policied(body{"profile": "MODERN", "minTlsVersion": "TLS_1_3"}), fails: policy},
	}
}

// certificateTraps are worlds whose certificates look broken and are not.
func certificateTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"a certificate map":                         anyMap("ACTIVE", "*.acme.example"),
		"a primary entry alone":                     anyMap("ACTIVE", "PRIMARY"),
		"a certificate map beside certificates":     anyMap("ACTIVE", "PRIMARY").Set(gcp.TargetProxies, testkit.Front, "sslCertificates", []string{link("global/sslCertificates/gateway")}),
		"an expired certificate that is not served": testkit.NewWorld().SelfManaged("old", aged(-90, -1)),
		"an expired certificate for another name": testkit.NewWorld().SelfManaged("old", testkit.Leaf{Names: []string{"old.other.example"}, Until: testkit.Now.AddDate(0, 0, -1), From: testkit.Now.AddDate(-1, 0, 0)}).
			Present(testkit.Front, "old"),
		"a certificate that Google is making":                        testkit.NewWorld().Managed("own", "PROVISIONING", "api.acme.example", "inner.acme.example").Present("own"),
		"a certificate that Google has made":                         testkit.NewWorld().Managed("own", "ACTIVE", "api.acme.example", "inner.acme.example").Present("own"),
		"a host name of the owner's network":                         testkit.NewWorld().Group("net", []string{"net-api.internal", "example.net"}, "live"),
		"a policy for the key":                                       policied(body{"profile": "CUSTOM", "customFeatures": []string{"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"}}),
		"the restricted profile":                                     policied(body{"profile": "RESTRICTED", "minTlsVersion": "TLS_1_3"}),
		"the certificate's own key":                                  keyed(testkit.Leaf{Names: []string{"*.acme.example"}}.Key()),
		"a private authority's certificate":                          gateway(testkit.Leaf{Names: []string{"*.acme.example"}, Alone: true}),
		"clients whose certificates are looked at, if they have any": withClients("ALLOW_INVALID_OR_MISSING_CLIENT_CERT"),
		"clients that need certificates":                             testkit.NewWorld().Set(gcp.TargetProxies, testkit.Front, "serverTlsPolicy", "projects/acme/locations/global/serverTlsPolicies/s"),
		"another port that clients may use":                          testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "portRange", "8443-8443"),
		"an expired certificate of another LB":                       testkit.NewWorld().SelfManaged("shop", aged(-90, -1)).Add(gcp.TargetProxies, "shop", body{"urlMap": link("global/urlMaps/shop"), "sslCertificates": []string{link("global/sslCertificates/shop")}}),
	}
}

// withClients is a world whose load balancer looks at certificates of clients, in a mode.
func withClients(mode string) *testkit.World {
	const policy = "projects/acme/locations/global/serverTlsPolicies/clients"
	return testkit.NewWorld().Set(gcp.TargetProxies, testkit.Front, "serverTlsPolicy", "//networksecurity.googleapis.com/"+policy).
		Add(gcp.ServerTLSPolicies, policy, body{"mtlsPolicy": body{"clientValidationMode": mode, "clientValidationTrustConfig": "projects/acme/locations/global/trustConfigs/clients"}})
}
