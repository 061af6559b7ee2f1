package apigee_test

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const publicGroup = "organizations/acme/envgroups/public"

// showing is the healthy world with what api.acme.example showed.
func showing(servers ...string) string {
	return `"observed": {"api.acme.example": [` + strings.Join(servers, ", ") + `]}`
}

func serving(address string, l testkit.Leaf) string {
	return fmt.Sprintf(`{"address": %q, "certificate": %s}`, address, quote(l.PEM()))
}

func silentAt(address string) string {
	return fmt.Sprintf(`{"address": %q, "failure": "no answer in time: nobody answers at the address"}`, address)
}

var (
	ownLeaf     = testkit.Leaf{Names: []string{"*.acme.example"}}
	strangeLeaf = testkit.Leaf{Names: []string{"api.acme.example"}}
	askedFor    = `"hostnames": ["api.acme.example"]`
	// redirected has a forwarding rule that leads elsewhere.
	redirected = strings.Replace(but("compute.forwardingRules", `"IPAddress"`, `"IPAddress"`), "[{", `[{"name": "old", "selfLink": "`+link("global/forwardingRules/old")+
		`", "IPAddress": "203.0.113.99", "portRange": "443-443", "loadBalancingScheme": "EXTERNAL_MANAGED", "target": "`+link("global/targetHttpsProxies/old")+`"}, {`, 1)
)

var hostnameResolvesToLoadBalancer = []verdictCase{
	{name: "nobody asked", want: []string{"not_applicable organizations/acme"}, says: []string{"without asking"}},
	{name: "the load balancer's address", world: world(showing(silentAt("203.0.113.10"))), want: []string{"pass " + publicGroup}, says: []string{"api.acme.example resolves to 203.0.113.10"}},
	{
		name:  "TLS-020: one of two addresses is another server's",
		world: world(showing(silentAt("203.0.113.10"), silentAt("2001:db8::7"))),
		want:  []string{"fail " + publicGroup}, says: []string{"{address 2001:db8::7}", "the load balancer has 203.0.113.10"},
	},
	{
		name:  "the address of a load balancer of which nobody knows where it leads",
		world: world(redirected, showing(silentAt("203.0.113.99"))),
		want:  []string{"unknown " + publicGroup}, says: []string{"the target of projects/acme/global/forwardingRules/old"},
	},
	{
		name:  "an address of nobody knows whom: a CDN?",
		world: world(showing(silentAt("198.51.100.1"))),
		want:  []string{"unknown " + publicGroup}, says: []string{"content delivery network", "203.0.113.10"},
	},
	{
		name:  "a host that clients use does not resolve",
		world: world(askedFor, showing()),
		want:  []string{"fail " + publicGroup}, says: []string{"does not resolve"},
	},
	{
		name:  "a host that others may see",
		world: world(showing()),
		want:  []string{"unknown " + publicGroup}, says: []string{"whether clients use api.acme.example"},
	},
	{
		name:  "DNS did not answer",
		world: world(`"observed": {"api.acme.example": "?no answer in time: the name server does not answer"}`),
		want:  []string{"unknown " + publicGroup}, says: []string{"the name server does not answer"},
	},
	{
		name:  "a host of no group",
		world: world(`"hostnames": ["new.acme.example"]`, `"observed": {"new.acme.example": [`+silentAt("203.0.113.10")+`]}`),
		want:  []string{"pass organizations/acme"},
	},
	{
		name:  "the load balancer's address is not known",
		world: world(but("compute.forwardingRules", `"203.0.113.10"`, `"?known after apply"`), showing(silentAt("203.0.113.10"))),
		want:  []string{"unknown " + publicGroup}, says: []string{"known after apply"},
	},
	{
		name:  "the forwarding rules are hidden",
		world: world(`"compute.forwardingRules": []`, gaps("permission compute.forwardingRules.list denied", "compute.forwardingRules"), showing(silentAt("203.0.113.10"))),
		want:  []string{"unknown " + publicGroup}, says: []string{"permission compute.forwardingRules.list denied"},
	},
}

var certificateServedIsConfigured = []verdictCase{
	{name: "nobody asked", want: []string{"not_applicable organizations/acme"}},
	{name: "the configured one", world: world(showing(serving("203.0.113.10", ownLeaf))), want: []string{"pass " + publicGroup}},
	{
		name:  "TLS-035: another one",
		world: world(showing(serving("203.0.113.10", strangeLeaf))),
		want:  []string{"fail " + publicGroup}, says: []string{"{address 203.0.113.10}", "To expect was projects/acme/global/sslCertificates/front", "a proxy on the way"},
	},
	{
		name:  "one address of two serves another",
		world: world(but("compute.forwardingRules", `"203.0.113.10"`, `"203.0.113.10"`), showing(serving("203.0.113.10", ownLeaf), serving("198.51.100.1", strangeLeaf))),
		want:  []string{"pass " + publicGroup},
	},
	{name: "another server's is not judged", world: world(showing(serving("198.51.100.1", strangeLeaf))), want: []string{"not_applicable " + publicGroup}},
	{name: "nothing was presented", world: world(showing(silentAt("203.0.113.10"))), want: []string{"unknown " + publicGroup}, says: []string{"nobody answers at the address"}},
	{
		name:  "nothing was presented to who has no certificate",
		world: world(but("compute.targetProxies", `"urlMap"`, `"serverTlsPolicy": "projects/acme/locations/global/serverTlsPolicies/mtls", "urlMap"`), showing(silentAt("203.0.113.10"))),
		want:  []string{"not_applicable " + publicGroup},
	},
	{
		name:  "the text of the configured one is not known",
		world: world(`"compute.sslCertificates": [{"name": "front", "selfLink": "`+link("global/sslCertificates/front")+`", "type": "SELF_MANAGED", "certificate": "?known after apply"}]`, showing(serving("203.0.113.10", strangeLeaf))),
		want:  []string{"unknown " + publicGroup}, says: []string{"known after apply"},
	},
	{name: "DNS did not answer", world: world(`"observed": {"api.acme.example": "?no answer"}`), want: []string{"not_applicable " + publicGroup}},
}

// observedMutations are worlds in which somebody asked what hosts show.
func observedMutations() []mutation {
	resolves, served := []string{"hostname-resolves-to-load-balancer"}, []string{"certificate-served-is-configured"}
	shows := func(host, address string, l testkit.Leaf) *testkit.World {
		return testkit.NewWorld().Shows(host, address, l)
	}
	return []mutation{
		{name: "one of the host's addresses is another server's", world: shows("api.acme.example", "203.0.113.10", ownLeaf).ShowsNothing("api.acme.example", "198.51.100.7", "refused").
			Zone("acme", "acme.example", "public").Record("acme", "api.acme.example", "A", "203.0.113.10", "198.51.100.7"), fails: resolves},
		{name: "the host has an IPv6 address, the load balancer none", world: shows("api.acme.example", "203.0.113.10", ownLeaf).ShowsNothing("api.acme.example", "2001:db8::7", "refused").
			Zone("acme", "acme.example", "public").Record("acme", "api.acme.example", "A", "203.0.113.10").Record("acme", "api.acme.example", "AAAA", "2001:db8::7"), fails: resolves},
		{name: "the host that clients use does not resolve", world: testkit.NewWorld().Hostnames("api.acme.example").Unresolved("api.acme.example"), fails: resolves},
		{name: "the host resolves to another load balancer", world: elsewhere443().ShowsNothing("api.acme.example", "203.0.113.99", "refused").
			Zone("acme", "acme.example", "public").Record("acme", "api.acme.example", "A", "203.0.113.99"), fails: resolves},
		{name: "another certificate is served", world: shows("api.acme.example", "203.0.113.10", strangeLeaf), fails: served},
	}
}

// observedTraps look wrong from outside, and nobody knows that they are.
func observedTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"a host behind a content delivery network":  testkit.NewWorld().Shows("api.acme.example", "198.51.100.7", strangeLeaf),
		"a host that resolves elsewhere only":       testkit.NewWorld().Unresolved("api.acme.example"),
		"a name server that does not answer":        testkit.NewWorld().Unanswered("api.acme.example", "no answer in time"),
		"a host whose load balancer nobody reaches": testkit.NewWorld().ShowsNothing("api.acme.example", "203.0.113.10", "no connection"),
		"a host that shows what is configured":      testkit.NewWorld().Shows("api.acme.example", "203.0.113.10", ownLeaf),
	}
}
