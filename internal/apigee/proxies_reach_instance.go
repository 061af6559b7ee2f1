package apigee

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxiesReachInstance asks whether the firewall lets the proxies' packets out.
var ProxiesReachInstance = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxies-reach-instance",
		Title:    "The firewall lets the proxies send to the Apigee instance",
		Hop:      check.HopNetwork,
		Severity: check.Error,
		Symptom:  "502",
		Why: "A VPC lets instances send to anywhere, unless a rule of direction EGRESS denies it. Where packets are denied in general, those to the address in ENDPOINT, TCP port 443, need a rule that allows them. " +
			"Without one the proxies forward requests and health checks to nobody: they are unhealthy, and clients get 502 with `failed_to_pick_backend`. " +
			"Answers need no rule, in neither direction. The rules are asked in the order of those for packets that enter: hierarchical policies, VPC rules and network policies.",
		Fix: "Allow TCP port 443 to the range of the Apigee instance, in a `google_compute_firewall` with direction EGRESS whose priority comes before that of the rule that denies: " +
			"`destination_ranges` the instance's range, `target_tags` one that the proxies have.",
		Unknown: "Unknown when rules or templates are not known, but only as far as these packets depend on them; when ENDPOINT is not known and rules treat the addresses that it may be differently; " +
			"when instances have several interfaces; and when it is not known whether a group's instances are proxies. Rules that name address groups, domain names, regions or network contexts stay unknown where they decide. " +
			"Not applicable to groups that no backend service sends to, and to organizations without groups of proxies.",
		Since: "0.1.0",
		Reads: []string{
			"compute.networks.getEffectiveFirewalls", "compute.regionNetworkFirewallPolicies.getEffectiveFirewalls", "compute.networks", "compute.subnetworks",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.backendServices", "apigee.organizations", "apigee.organizations.instances",
		},
		References: []string{
			"https://docs.cloud.google.com/firewall/docs/firewalls",
			"https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order",
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return askOutbound(inv, org, outbound, inv.sends, (*questions).lets)
		})
	},
}

// A sending is what instances of one template send to Apigee.
type sending struct {
	targetQuestion
	template InstanceTemplate
	text     string
	instance string
	nics     int
}

// sends lists what a group's instances send.
func (inv *Inventory) sends(q *questions, g proxyGroup) []sending {
	var out []sending
	for _, e := range inv.endpointsOf(g) {
		templates := g.templates
		if e.template != nil {
			templates = []InstanceTemplate{*e.template}
		}
		for _, t := range templates {
			s := sending{template: t, text: e.text.Value(), nics: len(t.Properties.NetworkInterfaces.Value())}
			if e.ok {
				s.instance = inv.Instances.Items[e.instance].Subject()
			}
			s.targetQuestion = q.ask(inv.target(g, &t, value.Of[value.Ref]{}), []demand{{choice: inv.addressOf(e), what: "requests"}})
			out = append(out, s)
		}
	}
	return out
}

// addressOf is packets to TCP port 443 of an ENDPOINT: of one address of the instance's
// range, or of any, where it is not known.
func (inv *Inventory) addressOf(e proxyEndpoint) choice {
	to443 := toPort(apigeePort)
	if ip, err := netip.ParseAddr(strings.TrimSpace(e.text.Value())); e.text.IsKnown() && err == nil {
		return allOf(mustAnyOf(netip.PrefixFrom(ip, ip.BitLen())).Intersect(to443))
	}
	why := check.Missing{What: "the address that the ENDPOINT of " + e.by.Subject() + " is: it is not known yet", Settle: "decided when it is known, at apply at the latest"}
	if e.ok {
		var ranges []netip.Prefix
		for text := range strings.SplitSeq(inv.Instances.Items[e.instance].IPRange.Value(), ",") {
			if p, err := netip.ParsePrefix(strings.TrimSpace(text)); err == nil && p.Bits() <= instanceBits {
				ranges = append(ranges, p)
			}
		}
		if len(ranges) > 0 {
			return choice{possibly(mustAnyOf(ranges...).Intersect(to443), why), true}
		}
	}
	return choice{possibly(anyIPv4.Intersect(to443), why), true} // instances have no other
}

// lets judges one group.
func (q *questions) lets(g proxyGroup, asked []sending) check.Result {
	r := &rulings{q, map[rulingKey]*ruling{}}
	missing := slices.Clone(g.missing)
	var allowed []string
	for _, s := range asked {
		found := r.target(s.targetQuestion, "")
		switch {
		case len(found.denials) > 0 && s.nics == 1:
			return g.kept(s, found.denials[0])
		case len(found.denials) > 0:
			missing = append(missing, severalInterfaces(s.nics, s.template, "Apigee", "give the proxies one interface"))
		}
		missing = append(missing, found.missing...)
		for _, a := range found.admitted {
			allowed = appendOnce(allowed, a.ruling.subjectOf(a.By))
		}
	}
	switch {
	case len(missing) > 0:
		return undecided(g.Identity, "may not reach the Apigee instance", fewest(missing)...)
	case len(asked) == 0:
		return undecided(g.Identity, "may not reach the Apigee instance", append(g.undecidedProxy(), check.Missing{
			What: "where the instances of " + g.Subject() + " send to: no ENDPOINT is known", Settle: "set the metadata ENDPOINT to the host of an Apigee instance",
		})...)
	}
	return related(passed(g.Identity, "is let through to where its ENDPOINT is"), allowed...)
}

// kept is the verdict on a group whose packets a rule drops.
func (g proxyGroup) kept(s sending, d denial) check.Result {
	r := g.dropped(s.template, d, "is kept from the Apigee instance")
	r.Remediation = fmt.Sprintf("Allow TCP port %d to %s in a rule of direction EGRESS that comes before %s and applies to instances of %s.", apigeePort, witnessOf(d.packets).Source, d.ruling.nameOf(d.by), s.template.Subject())
	r.Related = appendOnce(r.Related, s.instance)
	return r
}

// dropped is a failure of instances of a template whose packets a rule drops.
func (g proxyGroup) dropped(t InstanceTemplate, d denial, fact string) check.Result {
	witness := witnessOf(d.packets)
	rule := d.ruling.nameOf(d.by)
	r := failed(g.Identity, "%s", fact)
	r.Detail = fmt.Sprintf("Packets that instances of %s send to %s do not leave: %s drops them (%s).", t.Subject(), packetText(witness), rule, d.by.Filter)
	r.Witness = []check.Fact{
		{Name: "destination", Value: witness.Source.String()}, {Name: "protocol", Value: witness.Protocol.String()}, {Name: "port", Value: int(witness.Port)}, {Name: "rule", Value: rule},
	}
	r.Trace = d.ruling.outboundTrace(witness, t.Subject())
	for _, subject := range []string{d.ruling.subjectOf(d.by), t.Subject()} {
		r.Related = appendOnce(r.Related, subject)
	}
	if d.ruling.target.network.IsInferred() {
		r.Confidence = check.Inferred
	}
	return r
}

func packetText(p packet.Packet) string {
	return fmt.Sprintf("%s on %s port %d", p.Source, p.Protocol, p.Port)
}
