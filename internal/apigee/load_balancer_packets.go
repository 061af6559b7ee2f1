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

// A demand is packets that a load balancer needs to reach an instance.
type demand struct {
	choice
	// what they are: "health checks", "requests".
	what string
	// tagged says that they may come from instances, which carry tags.
	tagged bool
}

// demandsOf lists what the load balancer of a use, if it is of the given kind,
// sends to instances of the target.
func (inv *Inventory) demandsOf(g proxyGroup, u use, kind loadBalancerKind, t *proxyTarget) []demand {
	k := kindsOfLoadBalancers[kind]
	serving := g.namedPorts(u.service)
	if k.data == fromClients {
		serving = u.forwardedPorts()
	}
	ip := u.families(t, k)
	var out []demand
	probes := ip.of(googleRanges.health, googleRanges.healthIPv6)
	if k.network {
		probes = ip.of(googleRanges.network, googleRanges.networkIPv6)
	}
	if health, ok := inv.probed(u.service, serving); ok {
		out = append(out, demand{choice: probes.both(health), what: "health checks"})
	}
	requests := demand{what: "requests"}
	switch k.data {
	case fromFrontEnds:
		if !k.ipv6 {
			ip.v6 = value.False
		}
		requests.choice = ip.of(googleRanges.frontEnds, googleRanges.frontEndsIPv6)
	case fromProxySubnets:
		requests.choice = inv.proxySubnetworks(k, u, t)
	case fromClients:
		clients := anyIPv4
		if ip.v6 == value.True {
			clients = everything
		}
		requests.tagged = k.instances
		requests.choice = oneOf(clients, check.Missing{
			What:   "which addresses the clients of " + u.service.Subject() + " have, which reach the instances unchanged",
			Settle: "look whether the rules admit them",
		})
	}
	requests.choice = requests.both(serving)
	return append(out, requests)
}

// families says which families of addresses a load balancer sends over.
type families struct {
	v4, v6 value.Truth
	doubt  check.Missing
}

// families asks for IPv6 only where both the instances and the load balancer have
// it; a load balancer that merely prefers it may do with IPv4 or without.
func (u use) families(t *proxyTarget, k kindOfLoadBalancer) families {
	policy := u.service.IPAddressSelectionPolicy
	only := value.Is(policy, "IPV6_ONLY")
	wants := value.Or(only, value.Is(policy, "PREFER_IPV6"))
	if k.data == fromClients {
		only, wants = value.False, value.False
		for _, r := range u.rules {
			wants = value.Or(wants, value.TruthOf(strings.Contains(r.IPAddress.Value(), ":")))
		}
	}
	stack := t.stackType
	f := families{v4: value.True, v6: value.And(wants, value.Or(value.Is(stack, "IPV4_IPV6"), value.Is(stack, "IPV6_ONLY")))}
	switch {
	case value.And(f.v6, only) == value.True, value.Is(stack, "IPV6_ONLY") == value.True:
		f.v4 = value.False
	case f.v6 != value.False:
		f.v4 = value.Undecided
	}
	f.doubt = check.Missing{
		What:   fmt.Sprintf("whether %s sends over IPv4 or IPv6 to instances of %s", u.service.Subject(), t.template.Subject()),
		Settle: "admit the ranges of both, or set ipAddressSelectionPolicy to IPV4_ONLY or IPV6_ONLY",
	}
	return f
}

// of is the packets from the ranges of the families.
func (f families) of(v4, v6 []string) choice {
	var out choice
	for _, family := range []struct {
		sent   value.Truth
		ranges []string
	}{{f.v4, v4}, {f.v6, v6}} {
		if len(family.ranges) > 0 {
			all := fromRanges(family.ranges...).provided(family.sent, func() check.Missing { return f.doubt })
			out = out.or(choice{extent: all, some: family.sent == value.Undecided})
		}
	}
	return out
}

// fromRanges is every packet from ranges of the tables.
func fromRanges(ranges ...string) extent {
	return rangesOf("the ranges of load balancers", value.KnownList(ranges...))
}

// probed is the ports that the health checks of a service probe; false if it has
// none.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/backendServices.
func (inv *Inventory) probed(s BackendService, serving choice) (choice, bool) {
	checks := s.healthChecks()
	var out choice
	for _, text := range checks {
		what := "healthChecks of " + s.Subject()
		ref := computeReference(text, "global/healthChecks", s.Ref.Value().Project())
		switch hc := find(inv, what, ref, inv.HealthChecks); {
		case hc.ok:
			out = out.or(hc.item.ports(serving))
		default:
			out = out.or(inv.probedByAny(hc.possible, serving, hc.missing...))
		}
	}
	return out, len(checks) > 0
}

// probedByAny is the ports of one of some health checks, if it must be one of them,
// or else any port.
func (inv *Inventory) probedByAny(some []HealthCheck, serving choice, why ...check.Missing) choice {
	if !inv.Closed || len(inv.HealthChecks.Gaps) > 0 || len(some) == 0 {
		return oneOf(anyTCP, why...)
	}
	if len(some) == 1 {
		return some[0].ports(serving)
	}
	out := oneOf(packet.Set{}, why...)
	for _, h := range some {
		ports := h.ports(serving)
		out.may = out.may.Union(ports.must, ports.may)
	}
	return out
}

// proxySubnetworks is the packets from the subnetworks of a load balancer's
// proxies, which lie in its region and the instances' network.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/proxy-only-subnets.
func (inv *Inventory) proxySubnetworks(k kindOfLoadBalancer, u use, t *proxyTarget) choice {
	region := u.service.region()
	isRegional := k.purposes[0] == regionalProxies[0]
	var out choice
	certain := 0
	for _, s := range inv.Subnetworks.Items {
		purpose := value.False
		for _, p := range k.purposes {
			purpose = value.Or(purpose, value.Is(s.Purpose, p))
		}
		in := value.True
		if isRegional {
			in = value.Equal(regionOf(s.Region, s.Ref), region)
		}
		role := value.Is(s.Role, stateActive)
		if s.Role.IsNull() {
			role = value.Undecided
		}
		network := computeReference(s.Network, networkCollection, s.Ref.Value().Project())
		active := value.And(purpose, in, role, value.SameRef(inv.Projects, network, t.network))
		if active == value.False {
			continue
		}
		what := "ipCidrRange of " + s.Subject()
		e := rangesOf(what, value.Known([]value.String{s.IPCIDRRange}))
		e = e.provided(active, func() check.Missing {
			return check.Missing{What: "whether the load balancer's proxies are in " + s.Subject(), Settle: "look at its purpose, role, region and network"}
		})
		if active == value.True {
			certain++
		}
		out = out.or(choice{extent: e, some: true})
	}
	if certain > 1 && !isRegional {
		out.must = packet.Set{}
		out.doubts = append(out.doubts, check.Missing{
			What: "from which region the proxies of " + u.service.Subject() + " send", Settle: "admit every proxy-only subnetwork of the network",
		})
	}
	var hidden []check.Missing
	for _, g := range inv.gapsIn(inv.Subnetworks.Gaps, t.network) {
		if g.Location == "" || region.Value() == "" || g.Location == region.Value() {
			hidden = append(hidden, g.Missing())
		}
	}
	if out.may.IsEmpty() && len(hidden) == 0 {
		hidden = []check.Missing{{
			What: fmt.Sprintf("the addresses from which the proxies of %s send: no subnetwork with purpose %s and role ACTIVE is known in the region of the load balancer on %s",
				u.service.Subject(), k.purposes[0], networkText(t.network)),
			Settle: "create the proxy-only subnetwork, without which the load balancer cannot work, or add it to what is checked",
		}}
	}
	if len(hidden) > 0 {
		out = out.or(oneOf(anyIPv4, hidden...))
	}
	return out
}

// region is the service's region, null if it is global.
func (s BackendService) region() value.String { return regionOf(s.Region, s.Ref) }

// regionOf reads a region, which is a name or a URL, or else is part of the
// resource's own name.
func regionOf(text value.String, ref value.Of[value.Ref]) value.String {
	if in := ref.Value().After("regions"); in != "" && in != value.Anything {
		return value.Known(in)
	}
	return value.Map(text, func(s string) string { return s[strings.LastIndexByte(s, '/')+1:] })
}

// rangesText lists the sources of a set, such as "130.211.0.0/22 and 35.191.0.0/16".
func rangesText(s packet.Set) string {
	const most = 4
	prefixes := s.Sources()
	texts := make([]string, 0, len(prefixes))
	for _, p := range prefixes {
		texts = append(texts, p.String())
	}
	if len(texts) == 2 && slices.Equal(prefixes, packet.AnySource()) || len(texts) == 1 && prefixes[0] == netip.PrefixFrom(netip.IPv4Unspecified(), 0) {
		return "any address"
	}
	if len(texts) > most {
		texts = append(texts[:most], fmt.Sprintf("%d more", len(texts)-most))
	}
	return listed(texts)
}

// listed joins texts as in "a, b and c".
func listed(texts []string) string {
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	return strings.Join(texts[:len(texts)-1], ", ") + " and " + texts[len(texts)-1]
}

// healthChecks names the health checks of a service. It has at most one, so that
// what an unknown list will come from is the one.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/backendServices.
func (s BackendService) healthChecks() []value.String {
	if s.HealthChecks.IsUnknown() {
		return []value.String{value.UnknownOf[string](s.HealthChecks.Why())}
	}
	return s.HealthChecks.Value()
}
