package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// CertificateServedIsConfigured asks whether clients get a certificate that the load
// balancer is configured with.
var CertificateServedIsConfigured = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "certificate-served-is-configured",
		Title:    "The certificate that is served is a configured one",
		Hop:      check.HopTLS,
		Severity: check.Warning,
		Symptom:  "an old or strange certificate",
		Why: "What a load balancer presents and what its proxy is configured with differ for some minutes after a change, " +
			"and where a proxy on the way opens TLS connections. Where they differ for longer, Google's support has to look. " +
			"Certificates are compared by the SHA-256 of the whole.",
		Fix: "Wait some minutes after a change. See whether the one that is served is the one to expect, and ask from another network; " +
			"then open a support case with what `apireach bundle` gathers.",
		Unknown: "Unknown where a server presented nothing, or a certificate's text or the load balancer's address is not known. " +
			"Not applicable to a host that resolves to none of the load balancer's addresses, which hostname-resolves-to-load-balancer judges, " +
			"where clients are asked for certificates and presented none, " +
			"and as long as nobody asks: `--probe` of `apireach check` and `apireach snapshot`, `probe = true` of the data source.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations.envgroups", "compute.forwardingRules", "compute.targetHttpsProxies", "compute.sslCertificates",
			"certificatemanager.certificates", "certificatemanager.certificateMapEntries",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			var out []check.Result
			for _, o := range inv.observedOf(org) {
				out = append(out, inv.servesConfigured(o))
			}
			if len(out) == 0 {
				return unasked(org)
			}
			return out
		})
	},
}

// servesConfigured judges what one host presented.
func (inv *Inventory) servesConfigured(o observedHost) check.Result {
	var missing []check.Missing
	var related []string
	for _, s := range o.Servers {
		c := inv.Compare(o.Host, s.Address, s.Chain)
		switch {
		case c.OnLoadBalancer == value.False:
		case c.OnLoadBalancer == value.Undecided:
			missing = append(missing, c.Missing...)
		case s.Chain == nil && c.ClientCertificates:
		case s.Chain == nil:
			missing = append(missing, check.Missing{What: "what " + s.Address.String() + " presents for " + o.Host + ": " + s.Failure, Settle: "see what the other checks of the hop say, and ask again"})
		case c.Configured == value.Undecided:
			missing = append(missing, c.Missing...)
		case c.Configured == value.False:
			return o.unconfigured(s, c)
		default:
			related = appendOnce(related, c.Certificate)
		}
	}
	switch {
	case len(missing) > 0:
		return undecided(o.of, "may present another certificate for "+o.Host, once(missing)...)
	case len(related) == 0:
		return inapplicable(o.of, "has "+o.Host+", for which no load balancer presented anything")
	}
	r := passed(o.of, "has "+o.Host+", for which a configured certificate is served")
	r.Related = related
	return r
}

func (o observedHost) unconfigured(s ObservedServer, c Comparison) check.Result {
	leaf := s.Chain.Leaf()
	r := failed(o.of, "has %s, for which another certificate is served", o.Host)
	r.Detail = "At " + s.Address.String() + " clients of " + o.Host + " get a certificate that the load balancer is not configured with, issued by " + leaf.Issuer + "."
	if len(c.Predicted) > 0 {
		r.Detail += " To expect was " + strings.Join(c.Predicted, " or ") + "."
	}
	for _, d := range c.Differences {
		r.Trace = append(r.Trace, "perhaps "+d)
	}
	r.Remediation = "Wait some minutes after a change; ask from another network; then open a support case."
	r.Witness = []check.Fact{{Name: "host", Value: o.Host}, {Name: "address", Value: s.Address.String()}, {Name: "served", Value: leaf.Fingerprint}}
	r.Related = c.Predicted
	return r
}
