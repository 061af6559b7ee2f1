package apigee

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxiesReachCloudStorage asks whether the firewall lets proxies download their
// startup script.
var ProxiesReachCloudStorage = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxies-reach-cloud-storage",
		Title:    "The firewall lets the proxies download their startup script",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "Proxies forward nothing until they have downloaded their startup script from Cloud Storage, by HTTPS. Where rules of direction EGRESS deny what is not allowed, as is usual in hardened networks, " +
			"that download needs a rule of its own, besides the one to the Apigee instance. Without it instances start as usual, forward nothing and fail their health check: clients get 502 with `failed_to_pick_backend`.",
		Fix: "Allow TCP port 443 to 199.36.153.8/30 (private.googleapis.com) or, with VPC Service Controls, to 199.36.153.4/30 (restricted.googleapis.com) in a `google_compute_firewall` with direction EGRESS whose priority comes before that of the rule that denies; " +
			"and let a private DNS zone for googleapis.com lead there. Then replace the instances. An image that has the script's effect baked in does as well.",
		Unknown: "A failure only where no address is left that storage.googleapis.com can have: those of the network's subnetworks and of Apigee instances are none. " +
			"Unknown when some addresses are allowed and others are not, as which of them it resolves to is told by DNS; when rules, templates or scripts are not known; when the script is set inline, as what it downloads is not told; " +
			"when instances have several interfaces or IPv6 addresses; and when instances are healthy all the same. " +
			"Where a private zone of the network has a record for storage.googleapis.com, or for *.googleapis.com, its addresses alone count, and the verdict is inferred. " +
			"Where such a zone may lead it to an address that is not known, private addresses count as well. " +
			"A pass is inferred: everything that is public is allowed, or some addresses are and instances are healthy. " +
			"Not applicable to templates without a startup script or with one that is not in Cloud Storage, to groups that no backend service sends to, and to organizations without groups of proxies.",
		Since: "0.1.0",
		Reads: []string{
			"compute.networks.getEffectiveFirewalls", "compute.regionNetworkFirewallPolicies.getEffectiveFirewalls", "compute.networks", "compute.subnetworks", "dns.managedZones", "dns.resourceRecordSets",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.backendServices", "apigee.organizations", "apigee.organizations.instances",
		},
		References: []string{
			"https://docs.cloud.google.com/vpc/docs/configure-private-google-access",
			"https://docs.cloud.google.com/firewall/docs/firewalls",
			"https://github.com/apigee/terraform-modules",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			ask := func(q *questions, g proxyGroup) []download { return inv.downloadsAsked(q, org, g) }
			return askOutbound(inv, org, downloading, ask, inv.letsDownload)
		})
	},
}

// privateAPIs are the addresses of private.googleapis.com and restricted.googleapis.com.
//
// Source: https://docs.cloud.google.com/vpc/docs/configure-private-google-access.
var privateAPIs = mustAnyOf(netip.MustParsePrefix("199.36.153.4/30"), netip.MustParsePrefix("199.36.153.8/30"))

// notPublic are addresses that nothing in the internet has.
//
// Source: https://www.iana.org/assignments/iana-ipv4-special-registry.
var notPublic = mustAnyOf(
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("224.0.0.0/3"),
)

// nobodys are those among them that nothing in a VPC has either.
var nobodys = mustAnyOf(netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("224.0.0.0/3"))

// A download is what instances of one template ask the firewall for.
type download struct {
	template InstanceTemplate
	script   startupScript
	// public is for all that is in the internet, or for what private zones lead to; any is for all
	// that Cloud Storage may be.
	public, any targetQuestion
	// led says that DNS is known to lead to what public is for.
	led bool
}

// downloadsAsked lists what a group's instances download.
func (inv *Inventory) downloadsAsked(q *questions, org Organization, g proxyGroup) []download {
	to443 := anyIPv4.Intersect(toPort(apigeePort))
	dns := check.Missing{
		What:   "which address storage.googleapis.com has for the proxies: some are allowed and others denied",
		Settle: "waive the finding if DNS leads to one that is allowed",
	}
	var out []download
	for _, t := range g.templates {
		script := t.script()
		if script.none() || script.elsewhere != nil {
			continue
		}
		target := inv.target(g, &t, value.Of[value.Ref]{})
		to, led := to443.Subtract(notPublic), false
		all := to443.Subtract(nobodys.Union(inv.takenAddresses(org, g, target.network)))
		switch known, open := inv.privateAddresses("storage.googleapis.com", target.network); {
		case len(known) > 0:
			to, led = to443.Intersect(mustAnyOf(single(known)...)), true
		case open:
			to = all // an endpoint of the network's own, maybe
		}
		out = append(out, download{
			template: t, script: script, led: led,
			public: q.ask(target, []demand{{choice: oneOf(to, dns), what: "downloads"}}),
			any:    q.ask(target, []demand{{choice: oneOf(all, dns), what: "downloads"}}),
		})
	}
	return out
}

// single are the prefixes of addresses alone.
func single(all []netip.Addr) []netip.Prefix {
	var out []netip.Prefix
	for _, ip := range all {
		out = append(out, netip.PrefixFrom(ip, ip.BitLen()))
	}
	return out
}

// takenAddresses are those of a network's subnetworks, of Apigee instances that it is
// peered with and where proxies send requests to: no endpoint for Google's APIs has them.
//
// Source: https://docs.cloud.google.com/vpc/docs/configure-private-service-connect-apis.
func (inv *Inventory) takenAddresses(org Organization, g proxyGroup, network value.Of[value.Ref]) packet.Set {
	var taken []netip.Prefix
	for _, s := range inv.Subnetworks.Items {
		if value.SameRef(inv.Projects, network, s.network()) == value.True {
			taken = append(taken, prefixes(s.IPCIDRRange)...)
		}
	}
	if value.SameRef(inv.Projects, network, org.network()) == value.True {
		for _, i := range inv.Instances.Items {
			if inv.owns(org, i.Identity) {
				taken = append(taken, prefixes(i.IPRange)...)
			}
		}
	}
	for _, e := range inv.endpointsOf(g) {
		if ip, err := netip.ParseAddr(strings.TrimSpace(e.text.Value())); err == nil {
			taken = append(taken, netip.PrefixFrom(ip, ip.BitLen()))
		}
	}
	if len(taken) == 0 {
		return packet.Set{}
	}
	return mustAnyOf(taken...)
}

// letsDownload judges one group: by the first template whose downloads are denied.
func (inv *Inventory) letsDownload(q *questions, g proxyGroup, asked []download) check.Result {
	r := &rulings{q, map[rulingKey]*ruling{}}
	missing := slices.Clone(g.missing)
	for _, d := range asked {
		found := r.target(d.public, "")
		if len(found.admitted) > 0 {
			continue
		}
		offered := len(found.denials) == 0 // something that is public, or that DNS leads to
		var unread []check.Missing
		if d.led { // by what is known: a zone with a longer name comes before
			unread = slices.Concat(missingOf(inv.ManagedZones.Gaps), missingOf(inv.RecordSets.Gaps))
		} else {
			found = r.target(d.any, "")
		}
		healthy := inv.healthyAnyway(g, "allow TCP port 443 to 199.36.153.8/30")
		if len(healthy) > 0 && !inv.Planned && offered && len(found.denials) == 0 && slices.Equal(found.missing, d.any.demands[0].doubts) {
			continue // DNS leads to an address that is allowed, or it would have no script
		}
		doubts := slices.Concat(found.missing, unread, d.script.doubts, d.otherWays(), healthy)
		if len(found.denials) > 0 && len(doubts) == 0 {
			return g.cutOff(d, found.denials)
		}
		missing = append(missing, doubts...)
	}
	switch {
	case len(missing) > 0:
		return undecided(g.Identity, "may not get its startup script through the firewall", fewest(missing)...)
	case len(asked) == 0:
		return inapplicable(g.Identity, "starts with no script in Cloud Storage")
	}
	out := passed(g.Identity, "is let through to where its startup script is")
	out.Confidence = check.Inferred
	return out
}

// otherWays says why instances may reach Cloud Storage by what was not asked.
func (d download) otherWays() []check.Missing {
	var missing []check.Missing
	if n := len(d.template.Properties.NetworkInterfaces.Value()); n > 1 {
		missing = append(missing, severalInterfaces(n, d.template, "Google's APIs", "give the proxies one interface"))
	}
	switch has, lacks := d.template.hasIPv6(); has {
	case value.True:
		missing = append(missing, check.Missing{What: "whether instances of " + d.template.Subject() + " reach Google's APIs by IPv6", Settle: "allow TCP port 443 to 199.36.153.8/30"})
	case value.Undecided:
		missing = append(missing, lacks)
	case value.False:
	}
	return missing
}

// cutOff is the verdict on a group whose download is dropped wherever it goes; told is
// the address that is meant for it.
func (g proxyGroup) cutOff(d download, denials []denial) check.Result {
	told := denials[0]
	for _, one := range denials {
		if packets := one.packets.Intersect(privateAPIs); !packets.IsEmpty() {
			told = one
			told.packets = packets
			break
		}
	}
	r := g.dropped(d.template, told, "cannot download its startup script")
	r.Remediation = "Allow TCP port 443 to 199.36.153.8/30 (private.googleapis.com) in a rule of direction EGRESS that comes before " + told.ruling.nameOf(told.by) +
		" and applies to instances of " + d.template.Subject() + ", let DNS lead storage.googleapis.com there, and replace the instances."
	if d.led {
		r.Confidence = check.Inferred
		r.Remediation = "Allow TCP port 443 to where a private zone leads storage.googleapis.com, in a rule of direction EGRESS that comes before " + told.ruling.nameOf(told.by) +
			" and applies to instances of " + d.template.Subject() + ", and replace the instances."
	}
	r.Witness = append(r.Witness, check.Fact{Name: "script", Value: d.script.url})
	return r
}
