package apigee_test

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const (
	frontProxy = "projects/acme/global/targetHttpsProxies/front"
	frontCert  = "projects/acme/global/sslCertificates/front"
	anyCert    = "projects/acme/locations/global/certificates/any"
	theMap     = "//certificatemanager.googleapis.com/projects/acme/locations/global/certificateMaps/m"
)

// leaf is a certificate for names.
func leaf(names ...string) testkit.Leaf { return testkit.Leaf{Names: names} }

// certificates are those of Compute Engine; each is a self-managed one by its name.
func certificates(bodies ...string) string {
	return `"compute.sslCertificates": [` + strings.Join(bodies, ", ") + `]`
}

// certified is one certificate with a text and more fields.
func certified(name, text, more string) string {
	return fmt.Sprintf(`{"selfLink": %q, "type": "SELF_MANAGED", "certificate": %s %s}`, link("global/sslCertificates/"+name), quote(text), more)
}

// withFacts is one that Terraform tells of, with its text's and its key's facts.
func withFacts(facts string) string {
	return fmt.Sprintf(`{"$address": "google_compute_ssl_certificate.front", "$ref": %q, "type": "SELF_MANAGED", "certificate": %s}`, frontCert, facts)
}

// presents is the front's target proxy, with the given fields.
func presents(fields string) string {
	return fmt.Sprintf(`"compute.targetProxies": [{"selfLink": %q, "urlMap": %q %s}]`, link("global/targetHttpsProxies/front"), link("global/urlMaps/front"), fields)
}

// listed presents certificates of Compute Engine by their names.
func presentsAll(names ...string) string {
	var links []string
	for _, n := range names {
		links = append(links, quote(link("global/sslCertificates/"+n)))
	}
	return presents(`, "sslCertificates": [` + strings.Join(links, ", ") + `]`)
}

// mapped presents what a certificate map says; an entry is a hostname and a state of
// the certificate.
func mappedTo(certificate string, hostnames ...string) string {
	var entries []string
	for n, h := range hostnames {
		field := fmt.Sprintf(`"hostname": %q`, h)
		if h == "PRIMARY" {
			field = `"matcher": "PRIMARY"`
		}
		entries = append(entries, fmt.Sprintf(`{"$ref": "projects/acme/locations/global/certificateMaps/m/certificateMapEntries/%d", "$parent": "projects/acme/locations/global/certificateMaps/m", %s, "certificates": [%q], "state": "ACTIVE"}`, n, field, anyCert))
	}
	return strings.Join([]string{
		presents(fmt.Sprintf(`, "certificateMap": %q`, theMap)),
		`"certificatemanager.certificateMaps": [{"$ref": "projects/acme/locations/global/certificateMaps/m"}]`,
		`"certificatemanager.certificateMapEntries": [` + strings.Join(entries, ", ") + `]`,
		`"certificatemanager.certificates": [` + certificate + `]`,
	}, ", ")
}

// managed is a certificate of Certificate Manager for a wildcard.
func managed(state string) string {
	return fmt.Sprintf(`{"$ref": %q, "sanDnsnames": ["*.acme.example"], "scope": "DEFAULT", "managed": {"domains": ["*.acme.example"], "state": %q}}`, anyCert, state)
}

// googles is a certificate of Compute Engine that Google manages.
func googles(status string, more string) string {
	return fmt.Sprintf(`{"selfLink": %q, "type": "MANAGED", "managed": {"domains": ["api.acme.example", "test.acme.example"], "status": %s %s}}`, link("global/sslCertificates/front"), status, more)
}

// hostRule sends a host, by name, to the proxies.
func hostRule(host string) string {
	return fmt.Sprintf(`"compute.urlMaps": [{"selfLink": %q, "defaultService": %q, "hostRules": [{"hosts": [%q], "pathMatcher": "m"}], "pathMatchers": [{"name": "m", "defaultService": %q}]}]`,
		link("global/urlMaps/front"), link("global/backendServices/proxies"), host, link("global/backendServices/proxies"))
}

// noFront is a world without a load balancer.
const noFront = `"compute.forwardingRules": [], "compute.targetProxies": []`
