package apigee

import (
	"fmt"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// HostnameResolvesToLoadBalancer asks whether DNS leads clients to a load balancer in
// front of Apigee.
var HostnameResolvesToLoadBalancer = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "hostname-resolves-to-load-balancer",
		Title:    "Host names resolve to the load balancer",
		Hop:      check.HopDNS,
		Severity: check.Warning,
		Symptom:  "name not found, timeouts, or another server's answer",
		Why: "Clients ask DNS where a host is, and connect to one of the addresses that they get. One that is another server's, be it an IPv6 address that was left behind, " +
			"takes a part of the clients away, and keeps Google from making the host's certificate. " +
			"A name that leads to another load balancer leads past Apigee.",
		Fix: "Point the A records of the host at the address of the forwarding rule for port 443, and AAAA records at that of one with an IPv6 address, or leave them out.",
		Unknown: "Unknown where DNS did not answer, or the addresses of the forwarding rules are not known, and where all addresses are others': " +
			"a content delivery network in front is not told from a wrong server, and an address of private networks may be another one in each. " +
			"Where a forwarding rule in front of Apigee has the address, but takes no TLS connections on port 443, it is not known what clients use. " +
			"The endpoint of Private Service Connect that leads to an instance is as right as a load balancer, and so is what leads to another organization that has the host, too. A name that does not resolve fails only if you say that clients use it: others may see it. " +
			"Records in Terraform's objects (`google_dns_record_set`) are judged where their zone is public and has not left the name to other name servers; of two public zones that have the name only one is asked, a zone that is not known may be private, and a name that no record tells may be told elsewhere: neither fails. " +
			"Not applicable as long as there are no such records and nobody asks DNS: `--probe` of `apireach check` and `apireach snapshot`, `probe = true` of the data source; DNS is then asked from there.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations.envgroups", "compute.forwardingRules", "compute.targetHttpsProxies", "compute.urlMaps", "dns.managedZones", "dns.resourceRecordSets"},
		References: []string{
			"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/troubleshooting",
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		fronts := sync.OnceValue(inv.everyFront)
		return perOrganization(inv, func(org Organization) []check.Result {
			var out []check.Result
			for _, o := range inv.observedOf(org) {
				out = append(out, o.resolves(inv.entrancesFor(org, o.Host, fronts())))
			}
			if len(inv.RecordSets.Items) > 0 {
				out = append(out, inv.recordResults(org, fronts())...)
			}
			if len(out) == 0 {
				return unasked(org)
			}
			return out
		})
	},
}

// resolves judges one host.
func (o observedHost) resolves(h hostEntrances) check.Result {
	open := func(missing ...check.Missing) check.Result {
		return undecided(o.of, "has "+o.Host+", which may resolve to something else", once(missing)...)
	}
	switch {
	case o.Unknown != "":
		return open(check.Missing{What: "what " + o.Host + " resolves to: " + o.Unknown, Settle: "ask again where DNS answers"})
	case len(o.Servers) == 0 && !o.used:
		return open(check.Missing{What: "whether clients use " + o.Host + ": it does not resolve here", Settle: "name the hosts that clients use"})
	case len(o.Servers) == 0:
		r := failed(o.of, "has %s, which does not resolve", o.Host)
		r.Detail = "Clients cannot find " + o.Host + ": it has no address."
		r.Remediation = "Make a record of " + o.Host + " with the address of the load balancer's forwarding rule."
		r.Witness = []check.Fact{{Name: "host", Value: o.Host}}
		return r
	}
	var here, strange []ledAddress
	var missing, foreign []check.Missing
	for _, s := range o.Servers {
		a := h.locate(value.Known(s.Address.Unmap().String()))
		switch {
		case a.on == value.True:
			here = append(here, a)
		case a.on == value.Undecided:
			missing = append(missing, a.missing...)
		case a.whose != "":
			return o.astray(h, []ledAddress{a}, a.whose)
		default:
			strange = append(strange, a)
			foreign = append(foreign, h.foreign(o.Host, a))
		}
	}
	switch {
	case len(here) > 0 && len(strange) > 0:
		return o.astray(h, strange, "no load balancer in front of Apigee has it")
	case len(missing)+len(foreign) > 0:
		return open(append(missing, foreign...)...)
	}
	r := passed(o.of, "has "+o.Host+", which resolves to the load balancer")
	r.Trace = []string{o.Host + " resolves to " + shownOf(here)}
	return r
}

// astray says that a part of the clients is led elsewhere.
func (o observedHost) astray(h hostEntrances, strange []ledAddress, whose string) check.Result {
	own, _ := h.shown()
	r := failed(o.of, "has %s, which resolves to another server", o.Host)
	r.Detail = fmt.Sprintf("Clients of %s that get %s do not reach Apigee: %s.", o.Host, shownOf(strange), whose)
	r.Remediation = fmt.Sprintf("Leave %s out of the records of %s; the load balancer has %s.", shownOf(strange), o.Host, orElse(strings.Join(own, ", "), "no address that is known"))
	r.Witness = []check.Fact{{Name: "host", Value: o.Host}, {Name: "address", Value: strange[0].shown()}}
	return r
}

func shownOf(addresses []ledAddress) string {
	out := make([]string, len(addresses))
	for i, a := range addresses {
		out[i] = a.shown()
	}
	return strings.Join(out, ", ")
}
