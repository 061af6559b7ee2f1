package apigee_test

import (
	"fmt"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// without are the cases of every check of certificates: those without a front.
func without(more ...verdictCase) []verdictCase {
	return append(more,
		verdictCase{name: "no load balancer", world: world(noFront), want: []string{"not_applicable organizations/acme"}},
		verdictCase{
			name: "no load balancer that is known", world: world(noFront, gaps("permission compute.forwardingRules.list denied", "compute.forwardingRules")),
			want: []string{"unknown organizations/acme"}, says: []string{"permission compute.forwardingRules.list denied"},
		},
	)
}

func forwarding(fields string) string {
	return fmt.Sprintf(`"compute.forwardingRules": [{"selfLink": %q, "IPAddress": "203.0.113.10", "loadBalancingScheme": "EXTERNAL_MANAGED", %s}]`, link("global/forwardingRules/front"), fields)
}

var (
	httpsTarget = `"target": "` + link("global/targetHttpsProxies/front") + `"`
	httpTarget  = `"target": "` + link("global/targetHttpProxies/front") + `"`
	httpProxy   = fmt.Sprintf(`"compute.targetProxies": [{"selfLink": %q, "urlMap": %q}]`, link("global/targetHttpProxies/front"), link("global/urlMaps/front"))
)

// strayProxies have an ENDPOINT that is not known.
var strayProxies = but(templates, `"10.0.0.2"`, `"?known after apply"`, `"10.0.4.2"`, `"?known after apply"`)

var loadBalancerListensOn443 = without(
	verdictCase{name: "it does", want: []string{"pass organizations/acme"}},
	verdictCase{
		name: "only on port 80", world: world(forwarding(`"portRange": "80-80", `+httpTarget), httpProxy),
		want: []string{"fail organizations/acme"}, says: []string{"{port 443}", "projects/acme/global/forwardingRules/front"},
	},
	verdictCase{name: "in a range of ports", world: world(forwarding(`"portRange": "1-1024", ` + httpsTarget)), want: []string{"pass organizations/acme"}},
	verdictCase{name: "in a list of ports", world: world(forwarding(`"ports": ["80", "443"], ` + httpsTarget)), want: []string{"pass organizations/acme"}},
	verdictCase{
		name: "on another port", world: world(forwarding(`"portRange": "8443-8443", ` + httpsTarget)),
		want: []string{"unknown organizations/acme"}, says: []string{"which port clients use"},
	},
	verdictCase{
		name: "in front of proxies of which nobody knows where they send", world: world(strayProxies),
		want: []string{"unknown organizations/acme"}, says: []string{"known after apply"},
	},
	verdictCase{
		name: "only on port 80, in front of proxies of which nobody knows where they send", world: world(forwarding(`"portRange": "80-80", `+httpTarget), httpProxy, strayProxies),
		want: []string{"unknown organizations/acme"}, says: []string{"known after apply"},
	},
	verdictCase{
		name: "on a port that is not known", world: world(forwarding(`"portRange": "?known after apply", ` + httpsTarget)),
		want: []string{"unknown organizations/acme"}, says: []string{"known after apply"},
	},
)

var certificateAttached = without(
	verdictCase{name: "one is", want: []string{"pass " + frontProxy}},
	verdictCase{name: "none is", world: world(presents("")), want: []string{"fail " + frontProxy}, says: []string{"neither ssl_certificates nor a certificate_map"}},
	verdictCase{name: "which is not known", world: world(presents(`, "sslCertificates": "?known after apply"`)), want: []string{"unknown " + frontProxy}, says: []string{"known after apply"}},
	verdictCase{name: "one that is not among those known", world: world(presentsAll("other")), want: []string{"unknown " + frontProxy}, says: []string{"sslCertificates/other: it is not among the resources known"}},
	verdictCase{name: "a map", world: world(mappedTo(managed("ACTIVE"), "*.acme.example")), want: []string{"pass " + frontProxy}},
	verdictCase{name: "an empty map", world: world(mappedTo(managed("ACTIVE"))), want: []string{"fail " + frontProxy}, says: []string{"Every handshake is aborted"}},
	verdictCase{
		name: "a map whose entries are not known", world: world(mappedTo(managed("ACTIVE")), gaps("denied", "certificatemanager.certificateMapEntries")),
		want: []string{"unknown " + frontProxy}, says: []string{"denied"},
	},
	verdictCase{
		name: "a map by its id", world: world(presents(`, "certificateMap": "projects/acme/locations/global/certificateMaps/m"`)),
		want: []string{"fail " + frontProxy}, says: []string{"is no full resource name", "//certificatemanager.googleapis.com/"},
	},
	verdictCase{
		name:  "one of Certificate Manager directly",
		world: world(presents(`, "sslCertificates": ["//certificatemanager.googleapis.com/`+anyCert+`"]`), `"certificatemanager.certificates": [`+managed("ACTIVE")+`]`),
		want:  []string{"fail " + frontProxy}, says: []string{"only through a certificate map"},
	},
	verdictCase{
		name:  "a regional one on a global proxy",
		world: world(presents(`, "sslCertificates": ["`+link("regions/us-east1/sslCertificates/r")+`"]`), `"compute.sslCertificates": [{"selfLink": "`+link("regions/us-east1/sslCertificates/r")+`", "type": "SELF_MANAGED"}]`),
		want:  []string{"fail " + frontProxy}, says: []string{"is in us-east1, and the proxy global"},
	},
	verdictCase{
		name:  "one of another scope in the map",
		world: world(mappedTo(`{"$ref": "`+anyCert+`", "scope": "EDGE_CACHE", "managed": {"domains": ["*.acme.example"], "state": "ACTIVE"}}`, "PRIMARY")),
		want:  []string{"fail " + frontProxy}, says: []string{"EDGE_CACHE"},
	},
)

var certificateCoversHostnames = without(
	verdictCase{name: "a wildcard covers all", want: []string{"pass " + frontProxy}},
	verdictCase{
		name: "one host of each group is covered", world: world(certificates(certified("front", leaf("api.acme.example", "test.acme.example").PEM(), ""))),
		want: []string{"pass " + frontProxy},
	},
	verdictCase{
		name: "no host of one group is covered", world: world(certificates(certified("front", leaf("api.acme.example").PEM(), ""))),
		want: []string{"unknown " + frontProxy}, says: []string{"whether clients use test.acme.example", "say which host names clients use"},
	},
	verdictCase{
		name: "no host at all is covered", world: world(certificates(certified("front", leaf("other.example").PEM(), ""))),
		want: []string{"fail " + frontProxy}, says: []string{"{hostname api.acme.example}", "is for other.example"},
	},
	verdictCase{
		name: "the host that clients use is not covered", world: world(`"hostnames": ["test.acme.example"]`, certificates(certified("front", leaf("api.acme.example").PEM(), ""))),
		want: []string{"fail " + frontProxy}, says: []string{"{hostname test.acme.example}"},
	},
	verdictCase{
		name: "the host that clients use is covered, another is not", world: world(`"hostnames": ["api.acme.example"]`, certificates(certified("front", leaf("api.acme.example").PEM(), ""))),
		want: []string{"pass " + frontProxy},
	},
	verdictCase{
		name: "the host of a host rule is not covered", world: world(hostRule("test.acme.example"), certificates(certified("front", leaf("api.acme.example").PEM(), ""))),
		want: []string{"fail " + frontProxy}, says: []string{"{hostname test.acme.example}"},
	},
	verdictCase{
		name: "G30: a wildcard is one label", world: world(`"hostnames": ["a.b.acme.example"]`),
		want: []string{"fail " + frontProxy}, says: []string{"is for *.acme.example"},
	},
	verdictCase{
		name: "G30: a wildcard is not its domain", world: world(`"hostnames": ["acme.example"]`), want: []string{"fail " + frontProxy},
	},
	verdictCase{
		name: "only the common name fits", world: world(`"hostnames": ["api.acme.example"]`, certificates(certified("front", testkit.Leaf{CommonName: "api.acme.example"}.PEM(), ""))),
		want: []string{"fail " + frontProxy}, says: []string{"as its common name only"},
	},
	verdictCase{
		name: "placeholders and internal names need none", world: world(certificates(certified("front", leaf("api.acme.example").PEM(), "")), `"apigee.organizations.envgroups": [
			{"$ref": "organizations/acme/envgroups/public", "name": "public", "hostnames": ["api.acme.example"]},
			{"$ref": "organizations/acme/envgroups/inner", "name": "inner", "hostnames": ["example.inner", "inner-api.internal"]}]`),
		want: []string{"pass " + frontProxy},
	},
	verdictCase{
		name: "only names that need none", world: world(`"apigee.organizations.envgroups": [{"$ref": "organizations/acme/envgroups/inner", "name": "inner", "hostnames": ["example.inner", "inner-api.internal"]}]`),
		want: []string{"not_applicable " + frontProxy},
	},
	verdictCase{
		name: "names of the certificate that are not known", world: world(certificates(`{"selfLink": "` + link("global/sslCertificates/front") + `", "type": "SELF_MANAGED", "certificate": "?known after apply"}`)),
		want: []string{"unknown " + frontProxy}, says: []string{"known after apply"},
	},
	verdictCase{
		name: "the first certificate for what none fits", world: world(`"hostnames": ["test.acme.example"]`, presentsAll("a", "b"), certificates(certified("a", leaf("api.acme.example").PEM(), ""), certified("b", leaf("other.example").PEM(), ""))),
		want: []string{"fail " + frontProxy}, says: []string{"sslCertificates/a is for api.acme.example"},
	},
	verdictCase{
		name: "the map has no entry for the host", world: world(`"hostnames": ["test.acme.example"]`, mappedTo(managed("ACTIVE"), "api.acme.example")),
		want: []string{"fail " + frontProxy}, says: []string{"no entry for it and no primary one"},
	},
	verdictCase{
		name: "the map's wildcard is one label short", world: world(`"hostnames": ["a.b.acme.example"]`, mappedTo(managed("ACTIVE"), "*.acme.example")),
		want: []string{"fail " + frontProxy}, says: []string{"no entry for it"},
	},
	verdictCase{
		name: "the primary entry's certificate is for others", world: world(`"hostnames": ["api.other.example"]`, mappedTo(managed("ACTIVE"), "PRIMARY")),
		want: []string{"fail " + frontProxy}, says: []string{"is for *.acme.example"},
	},
	verdictCase{name: "the map has an entry for the host", world: world(`"hostnames": ["test.acme.example"]`, mappedTo(managed("ACTIVE"), "test.acme.example")), want: []string{"pass " + frontProxy}},
	verdictCase{
		name: "G29: certificates beside a map do not count",
		world: world(`"hostnames": ["test.acme.example"]`, mappedTo(managed("ACTIVE"), "api.acme.example"),
			presents(`, "certificateMap": "`+theMap+`", "sslCertificates": ["`+link("global/sslCertificates/front")+`"]`)),
		want: []string{"fail " + frontProxy}, says: []string{"do not count, as it has a certificate map", "sslCertificates/front does, but the load balancer does not present it"},
	},
	verdictCase{
		name: "a pattern of hosts that the certificate does not have", world: world(`"hostnames": ["*.b.acme.example"]`),
		want: []string{"unknown " + frontProxy}, says: []string{"which host names Apigee takes for *.b.acme.example"},
	},
	verdictCase{name: "no certificate", world: world(presents("")), want: []string{"not_applicable " + frontProxy}},
	verdictCase{
		name: "the groups are not known", world: world(`"apigee.organizations.envgroups": []`, gaps("denied", "apigee.organizations.envgroups")),
		want: []string{"unknown " + frontProxy}, says: []string{"denied"},
	},
)

// aged is a certificate with a lifetime in days around now.
func aged(from, until int) testkit.Leaf {
	return testkit.Leaf{Names: []string{"*.acme.example"}, From: testkit.Now.AddDate(0, 0, from), Until: testkit.Now.AddDate(0, 0, until)}
}

var expireTime = fmt.Sprintf(`, "expireTime": %q`, testkit.Now.AddDate(0, 0, -1).Format(time.RFC3339))

var certificateInDate = without(
	verdictCase{name: "valid", want: []string{"pass " + frontCert}},
	verdictCase{name: "expired", world: world(certificates(certified("front", aged(-90, -1).PEM(), ""))), want: []string{"fail " + frontCert}, says: []string{"{date 2026-11-01}", "{hostname api.acme.example}"}},
	verdictCase{name: "not valid yet", world: world(certificates(certified("front", aged(1, 90).PEM(), ""))), want: []string{"fail " + frontCert}, says: []string{"2026-11-03"}},
	verdictCase{name: "about to expire is valid", world: world(certificates(certified("front", aged(-60, 2).PEM(), ""))), want: []string{"pass " + frontCert}},
	verdictCase{
		name: "expired, as the API tells without its text", world: world(certificates(`{"selfLink": "` + link("global/sslCertificates/front") + `", "type": "SELF_MANAGED"` + expireTime + `}`)),
		want: []string{"fail " + frontCert}, says: []string{"2026-11-01"},
	},
	verdictCase{
		name: "an expired one beside a valid one for the same names", world: world(presentsAll("new", "old"), certificates(certified("new", leaf("*.acme.example").PEM(), ""), certified("old", aged(-90, -1).PEM(), ""))),
		want: []string{"pass projects/acme/global/sslCertificates/new", "fail projects/acme/global/sslCertificates/old"},
	},
	verdictCase{
		name: "an expired one for another name", world: world(presentsAll("new", "old"), certificates(certified("new", leaf("*.acme.example").PEM(), ""),
			certified("old", testkit.Leaf{Names: []string{"old.other.example"}, From: testkit.Now.AddDate(-1, 0, 0), Until: testkit.Now.AddDate(0, 0, -1)}.PEM(), ""))),
		want: []string{"pass projects/acme/global/sslCertificates/new", "not_applicable projects/acme/global/sslCertificates/old"},
	},
	verdictCase{name: "still to be made", world: world(certificates(googles(`"PROVISIONING"`, ""))), want: []string{"not_applicable " + frontCert}},
	verdictCase{
		name: "the text is not known", world: world(certificates(`{"selfLink": "` + link("global/sslCertificates/front") + `", "type": "SELF_MANAGED", "certificate": "?known after apply"}`)),
		want: []string{"unknown " + frontCert}, says: []string{"known after apply"},
	},
	verdictCase{
		name: "the text is none", world: world(certificates(certified("front", "hunter2", ""))),
		want: []string{"unknown " + frontCert}, says: []string{"it cannot be read: there is no PEM block of a certificate"}, hides: []string{"hunter2"},
	},
	verdictCase{name: "no certificate", world: world(presents("")), want: []string{"not_applicable " + frontProxy}},
)

var certificateRenewedInTime = without(
	verdictCase{name: "far from its end", want: []string{"pass " + frontCert}},
	verdictCase{name: "about to expire", world: world(certificates(certified("front", aged(-60, 29).PEM(), ""))), want: []string{"fail " + frontCert}, says: []string{"{date 2026-12-01}"}},
	verdictCase{name: "expired is another check's", world: world(certificates(certified("front", aged(-60, -1).PEM(), ""))), want: []string{"pass " + frontCert}},
	verdictCase{name: "Google renews it", world: world(certificates(googles(`"ACTIVE"`, "")[:len(googles(`"ACTIVE"`, ""))-1] + `, "expireTime": "2026-11-05T00:00:00Z"}`)), want: []string{"pass " + frontCert}},
	verdictCase{name: "Google cannot renew it", world: world(certificates(googles(`"RENEWAL_FAILED"`, `, "domainStatus": {"api.acme.example": "FAILED_NOT_VISIBLE"}`))), want: []string{"fail " + frontCert}, says: []string{"api.acme.example is FAILED_NOT_VISIBLE"}},
	verdictCase{name: "still to be made", world: world(certificates(googles(`"PROVISIONING"`, ""))), want: []string{"not_applicable " + frontCert}},
	verdictCase{name: "the text is none", world: world(certificates(certified("front", "hunter2", ""))), want: []string{"unknown " + frontCert}},
)

var certificateKeyMatches = without(
	verdictCase{name: "Google took it", want: []string{"pass " + frontCert}},
	verdictCase{name: "it does", world: world(certificates(withFacts(facts("true")))), want: []string{"pass google_compute_ssl_certificate.front"}},
	verdictCase{name: "it does not", world: world(certificates(withFacts(facts("false")))), want: []string{"fail google_compute_ssl_certificate.front"}, says: []string{"{fingerprint "}},
	verdictCase{name: "the key is known later", world: world(certificates(withFacts(facts(`"?known after apply"`)))), want: []string{"unknown google_compute_ssl_certificate.front"}, says: []string{"known after apply"}},
	verdictCase{name: "the key is write-only", world: world(certificates(withFacts(facts("null")))), want: []string{"unknown google_compute_ssl_certificate.front"}, says: []string{"write-only"}},
	verdictCase{name: "Google makes it", world: world(certificates(googles(`"ACTIVE"`, ""))), want: []string{"not_applicable " + frontCert}},
)

var certificateChainComplete = without(
	verdictCase{name: "with its issuer", want: []string{"pass " + frontCert}},
	verdictCase{name: "alone, of a public issuer", world: world(certificates(certified("front", testkit.Leaf{Names: []string{"*.acme.example"}, Alone: true, Public: true}.PEM(), ""))), want: []string{"fail " + frontCert}, says: []string{"CN=Test Issuer is no root"}},
	verdictCase{name: "alone, of an issuer that may be a root", world: world(certificates(certified("front", testkit.Leaf{Names: []string{"*.acme.example"}, Alone: true}.PEM(), ""))), want: []string{"unknown " + frontCert}, says: []string{"whether clients know CN=Test Issuer"}},
	verdictCase{name: "self-signed", world: world(certificates(certified("front", testkit.Leaf{Names: []string{"*.acme.example"}, SelfSigned: true}.PEM(), ""))), want: []string{"fail " + frontCert}, says: []string{"self-signed"}},
	verdictCase{name: "in the wrong order", world: world(certificates(certified("front", testkit.Leaf{Names: []string{"*.acme.example"}, Backwards: true}.PEM(), ""))), want: []string{"fail " + frontCert}, says: []string{"wrong order"}},
	verdictCase{name: "with a stranger", world: world(certificates(certified("front", testkit.Leaf{Names: []string{"*.acme.example"}, Alone: true}.PEM()+leaf("other.example").PEM(), ""))), want: []string{"fail " + frontCert}, says: []string{"certificate 2 did not issue"}},
	verdictCase{name: "Google makes it", world: world(certificates(googles(`"ACTIVE"`, ""))), want: []string{"not_applicable " + frontCert}},
)

var managedCertificateActive = without(
	verdictCase{name: "none is managed", want: []string{"not_applicable " + frontCert}},
	verdictCase{name: "it is", world: world(certificates(googles(`"ACTIVE"`, ""))), want: []string{"pass " + frontCert}},
	verdictCase{name: "G28: provisioning is no pass", world: world(certificates(googles(`"PROVISIONING"`, `, "domainStatus": {"api.acme.example": "PROVISIONING"}`))), want: []string{"unknown " + frontCert}, says: []string{"run again when its status is ACTIVE"}},
	verdictCase{name: "G27: a domain does not resolve to it", world: world(certificates(googles(`"PROVISIONING"`, `, "domainStatus": {"api.acme.example": "FAILED_NOT_VISIBLE"}`))), want: []string{"fail " + frontCert}, says: []string{"api.acme.example is FAILED_NOT_VISIBLE", "IPv6 addresses included"}},
	verdictCase{name: "CAA forbids it", world: world(certificates(googles(`"PROVISIONING"`, `, "domainStatus": {"api.acme.example": "FAILED_CAA_FORBIDDEN"}`))), want: []string{"fail " + frontCert}},
	verdictCase{name: "failed for good", world: world(certificates(googles(`"PROVISIONING_FAILED_PERMANENTLY"`, ""))), want: []string{"fail " + frontCert}, says: []string{"anew"}},
	verdictCase{name: "the renewal failed, but the old one lasts", world: world(certificates(googles(`"RENEWAL_FAILED"`, `, "domainStatus": {"api.acme.example": "FAILED_NOT_VISIBLE"}`))), want: []string{"pass " + frontCert}},
	verdictCase{name: "a status nobody has heard of", world: world(certificates(googles(`"RESTING"`, ""))), want: []string{"unknown " + frontCert}, says: []string{`"RESTING"`}},
	verdictCase{
		name: "G28: Terraform has just created it", world: world(certificates(`{"$address": "google_compute_managed_ssl_certificate.front", "$ref": "` + frontCert + `", "type": "MANAGED", "managed": {"domains": ["api.acme.example"]}}`)),
		want: []string{"unknown google_compute_managed_ssl_certificate.front"}, says: []string{"Terraform does not tell it"},
	},
	verdictCase{
		name: "a wildcard", world: world(certificates(`{"$address": "google_compute_managed_ssl_certificate.front", "$ref": "` + frontCert + `", "type": "MANAGED", "managed": {"domains": ["*.acme.example"]}}`)),
		want: []string{"fail google_compute_managed_ssl_certificate.front"}, says: []string{"no certificates for wildcards"},
	},
	verdictCase{name: "Certificate Manager has made it", world: world(mappedTo(managed("ACTIVE"), "PRIMARY")), want: []string{"pass " + anyCert}},
	verdictCase{name: "Certificate Manager could not make it", world: world(mappedTo(managed("FAILED"), "PRIMARY")), want: []string{"fail " + anyCert}},
	verdictCase{name: "Certificate Manager is making it", world: world(mappedTo(managed("PROVISIONING"), "PRIMARY")), want: []string{"unknown " + anyCert}},
	verdictCase{
		name:  "a DNS authorization without its record",
		world: world(mappedTo(`{"$ref": "`+anyCert+`", "managed": {"domains": ["*.acme.example"], "state": "PROVISIONING", "provisioningIssue": {"reason": "AUTHORIZATION_ISSUE"}, "authorizationAttemptInfo": [{"domain": "acme.example", "state": "FAILED", "failureReason": "CONFIG"}]}}`, "PRIMARY")),
		want:  []string{"fail " + anyCert}, says: []string{"AUTHORIZATION_ISSUE", "acme.example is not authorized: CONFIG"},
	},
)

func sslPolicy(fields string) string {
	return fmt.Sprintf(`%s, "compute.sslPolicies": [{"selfLink": %q %s}]`,
		presents(fmt.Sprintf(`, "sslCertificates": [%q], "sslPolicy": %q`, link("global/sslCertificates/front"), link("global/sslPolicies/p"))), link("global/sslPolicies/p"), fields)
}

var sslPolicyUsable = without(
	verdictCase{name: "none", want: []string{"pass " + frontProxy}},
	verdictCase{name: "a profile", world: world(sslPolicy(`, "profile": "MODERN", "minTlsVersion": "TLS_1_2"`)), want: []string{"pass " + frontProxy}},
	verdictCase{name: "no suite for ECDSA keys", world: world(sslPolicy(`, "profile": "CUSTOM", "customFeatures": ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]`)), want: []string{"fail " + frontProxy}, says: []string{"TLS_ECDHE_ECDSA_"}},
	verdictCase{name: "a suite for ECDSA keys", world: world(sslPolicy(`, "profile": "CUSTOM", "customFeatures": ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]`)), want: []string{"pass " + frontProxy}},
	verdictCase{name: "TLS 1.3 with another profile", world: world(sslPolicy(`, "profile": "MODERN", "minTlsVersion": "TLS_1_3"`)), want: []string{"fail " + frontProxy}, says: []string{"Google refuses", "{min_tls_version TLS_1_3}"}},
	verdictCase{name: "suites that are not known", world: world(sslPolicy(`, "profile": "CUSTOM", "customFeatures": "?known after apply"`)), want: []string{"unknown " + frontProxy}},
	verdictCase{name: "a policy that is not among those known", world: world(presents(`, "sslPolicy": "other"`)), want: []string{"unknown " + frontProxy}},
	verdictCase{
		name:  "a regional policy on a global proxy",
		world: world(presents(`, "sslPolicy": "`+link("regions/us-east1/sslPolicies/p")+`"`), `"compute.sslPolicies": [{"selfLink": "`+link("regions/us-east1/sslPolicies/p")+`"}]`),
		want:  []string{"fail " + frontProxy}, says: []string{"is in us-east1, and the proxy global"},
	},
	verdictCase{name: "a policy about certificates of clients that was not read", world: world(presents(mutualTLS("s"))), want: []string{"unknown " + frontProxy}, says: []string{"the server TLS policy of"}},
	verdictCase{name: "TLS-032: certificates of clients are demanded", world: world(presents(mutualTLS("s")), clientsNeed("REJECT_INVALID")), want: []string{"unknown " + frontProxy}, says: []string{"whether all clients have a certificate", "REJECT_INVALID"}},
	verdictCase{name: "certificates of clients are looked at", world: world(presents(mutualTLS("s")), clientsNeed("ALLOW_INVALID_OR_MISSING_CLIENT_CERT")), want: []string{"pass " + frontProxy}},
	verdictCase{name: "what is demanded of clients is known after apply", world: world(presents(mutualTLS("s")), clientsNeed("?known after apply")), want: []string{"unknown " + frontProxy}, says: []string{"known after apply"}},
	verdictCase{name: "another proxy's policy about clients", world: world(presents(""), clientsNeed("REJECT_INVALID")), want: []string{"pass " + frontProxy}},
)

// mutualTLS is a field of a target proxy: its server TLS policy.
func mutualTLS(name string) string {
	return `, "serverTlsPolicy": "//networksecurity.googleapis.com/projects/acme/locations/global/serverTlsPolicies/` + name + `"`
}

// clientsNeed is the server TLS policy s with a client validation mode.
func clientsNeed(mode string) string {
	return `"networksecurity.serverTlsPolicies": [{"$ref": "projects/acme/locations/global/serverTlsPolicies/s", "mtlsPolicy": {"clientValidationMode": "` + mode + `"}}]`
}
