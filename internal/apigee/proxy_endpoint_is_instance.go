package apigee

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxyEndpointIsInstance asks whether the proxies send to an instance that there is.
var ProxyEndpointIsInstance = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxy-endpoint-is-instance",
		Title:    "The proxies' ENDPOINT is an Apigee instance",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "The proxies forward to the address in their metadata ENDPOINT: the host of an Apigee instance, or the address of a Private Service Connect endpoint that leads to one. " +
			"An instance that is deleted and created anew gets another address. Proxies that keep the old one, or have none, forward to nobody: " +
			"their health check, which goes all the way to Apigee, fails, and the load balancer answers 502 with `failed_to_pick_backend`.",
		Fix: "Set the metadata ENDPOINT of the instance template to `google_apigee_instance.NAME.host`, so that it follows the instance, and replace the group's instances: " +
			"they read ENDPOINT when they start.",
		Unknown: "Unknown when ENDPOINT, or the host of an instance, is known only after apply and the configuration does not tell that it comes from one; " +
			"when ENDPOINT is a name in place of an address; when it is an address outside the ranges kept for Apigee, which may be that of a Private Service Connect endpoint that is not known; " +
			"when the plan replaces the instance and the new one keeps its range, and so perhaps its address; and when the startup script may have the address in itself. " +
			"Not applicable to groups that no backend service sends to, and to organizations without groups of proxies. Where the endpoint itself leads, psc-target-is-instance judges.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.instanceGroupManagers", "compute.instanceTemplates",
			"compute.forwardingRules", "compute.globalAddresses", "compute.backendServices",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/psc-health-check-using-mig",
			"https://github.com/apigee/terraform-modules",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perProxyGroup(org, func(g proxyGroup) []check.Result {
				var out []check.Result
				for _, e := range inv.endpointsOf(g) {
					out = append(out, inv.endpointIsInstance(g, e))
				}
				if len(g.missing) > 0 || len(out) == 0 {
					out = append(out, undecided(g.Identity, "may send to no instance", append(g.missing, g.withoutEndpoint()...)...))
				}
				return out
			})
		})
	},
}

// A proxyEndpoint is an ENDPOINT, and what sets it.
type proxyEndpoint struct {
	by       Identity
	field    string
	template *InstanceTemplate
	text     value.String
	destination
}

// endpointsOf returns the ENDPOINTs of a group: that which it sets on all its
// instances, else one for each version.
func (inv *Inventory) endpointsOf(g proxyGroup) []proxyEndpoint {
	if override := g.AllInstances.Properties.Metadata.Endpoint; !override.IsNull() {
		return []proxyEndpoint{{g.Identity, "allInstancesConfig", nil, override, inv.destinationOf("the ENDPOINT of "+g.Subject(), override)}}
	}
	var out []proxyEndpoint
	for _, t := range g.templates {
		if text := t.metadata(keyEndpoint); !text.IsNull() || t.startsApigee() == value.True {
			out = append(out, proxyEndpoint{t.Identity, "properties.metadata.items", &t, text, inv.destinationOf("the ENDPOINT of "+t.Subject(), text)})
		}
	}
	return out
}

// withoutEndpoint says what is missing where no version has an ENDPOINT that is known.
func (g proxyGroup) withoutEndpoint() []check.Missing {
	if len(g.missing) > 0 {
		return nil
	}
	return g.undecidedProxy()
}

func (inv *Inventory) endpointIsInstance(g proxyGroup, e proxyEndpoint) check.Result {
	text, known := e.text.Get()
	ip, err := netip.ParseAddr(strings.TrimSpace(text))
	r := undecided(e.by, "may send to no instance", e.missing...)
	switch {
	case e.ok:
		i := inv.Instances.Items[e.instance]
		r = passed(e.by, "sends to an Apigee instance")
		r.Related = []string{i.Subject(), g.Subject()}
		if e.inferred {
			r.Confidence = check.Inferred
		}
	case e.endpoint != nil && e.elsewhere:
		r = inapplicable(e.by, "sends to a Private Service Connect endpoint of another service")
		r.Related = []string{e.endpoint.Subject(), g.Subject()}
	case e.endpoint != nil:
	case e.text.IsNull():
		r = unless(g.noEndpoint(e), e.template.otherEndpoint())
	case known && err != nil:
		r.Missing = []check.Missing{{
			What:   fmt.Sprintf("whether %s, the ENDPOINT of %s, is an instance: it is no IP address", text, e.by.Subject()),
			Settle: "set it to the host of an Apigee instance",
		}}
	case known:
		r = inv.staleEndpoint(g, e, ip)
	}
	return blaming(e.field, r)
}

// noEndpoint is the verdict on proxies that know no address.
func (g proxyGroup) noEndpoint(e proxyEndpoint) check.Result {
	r := failed(e.by, "has no ENDPOINT")
	r.Detail = fmt.Sprintf("The proxies of %s forward to nobody: %s starts them with Google's script, which reads the metadata ENDPOINT, and sets none (keys are case-sensitive).", g.Subject(), e.by.Subject())
	r.Remediation = fmt.Sprintf("Set the metadata ENDPOINT of %s to the host of the region's Apigee instance, and replace the instances.", e.by.Subject())
	r.Witness = []check.Fact{{Name: "template", Value: e.by.Subject()}, {Name: "group", Value: g.Subject()}, {Name: "endpoint", Value: ""}}
	r.Related = []string{g.Subject()}
	return r
}

// otherEndpoint says why instances without an ENDPOINT may know where to send to.
func (t InstanceTemplate) otherEndpoint() []check.Missing {
	// A variant of the script is told a bucket that holds its configuration.
	if t.startsGooglesScript() == value.True && t.metadata("BUCKET").IsNull() {
		return nil
	}
	return []check.Missing{{
		What:   "where the startup script of " + t.Subject() + " makes instances send to: ENDPOINT is not set",
		Settle: "set the metadata ENDPOINT to the host of an Apigee instance",
	}}
}
