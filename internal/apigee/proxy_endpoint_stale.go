package apigee

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// staleEndpoint judges an address that is not known to be an instance's.
func (inv *Inventory) staleEndpoint(g proxyGroup, e proxyEndpoint, ip netip.Addr) check.Result {
	may := func(missing ...check.Missing) check.Result {
		return undecided(e.by, "may send to no instance", missing...)
	}
	if gone, successor := inv.goneAt(ip); gone != nil {
		if successor != nil && successor.mayKeep(ip) {
			return may(check.Missing{
				What:   fmt.Sprintf("whether %s, which the plan replaces, keeps the address %s: it keeps its range", successor.Subject(), ip),
				Settle: "refer to the instance's host in place of writing its address",
			})
		}
		r := inv.sendsToNobody(g, e, ip, fmt.Sprintf("it was the address of %s, which the plan deletes", gone.Subject()))
		if successor != nil {
			r = inv.sendsToNobody(g, e, ip, fmt.Sprintf("it is the address of %s, which the plan replaces: the new instance gets another", gone.Subject()))
			r.Confidence = check.Inferred
		}
		r.Related = append(r.Related, gone.Subject())
		return r
	}
	if missing := inv.hostsUnknown(); len(missing) > 0 {
		return may(missing...)
	}
	if kept := inv.keptFor(ip); kept != "" {
		return inv.sendsToNobody(g, e, ip, fmt.Sprintf("it lies in %s, which is kept for Google's services, and no instance has it", kept))
	}
	if missing := inv.mayBeOtherEndpoint(g, e, ip); len(missing) > 0 {
		return may(missing...)
	}
	return unless(inv.sendsToNobody(g, e, ip, "neither an instance nor a Private Service Connect endpoint has it"), g.doubts())
}

// goneAt is the instance at an address that the plan deletes, and the one that it
// creates in its place.
func (inv *Inventory) goneAt(ip netip.Addr) (gone, successor *Instance) {
	for _, i := range inv.Gone {
		host, err := netip.ParseAddr(strings.TrimSpace(i.Host.Value()))
		if err != nil || host != ip {
			continue
		}
		at := slices.IndexFunc(inv.Instances.Items, func(n Instance) bool {
			return value.SameRef(inv.Projects, n.Ref, i.Ref) == value.True || n.Address != "" && n.Address == i.Address
		})
		if at >= 0 {
			return &i, &inv.Instances.Items[at]
		}
		return &i, nil
	}
	return nil, nil
}

// mayKeep says that an instance that is created anew asks for a range that the
// address lies in.
func (i Instance) mayKeep(ip netip.Addr) bool {
	if i.Host.IsKnown() {
		return false // it has another
	}
	if i.IPRange.IsUnknown() && i.IPRange.Why().Origin.Known() {
		return true
	}
	return slices.ContainsFunc(prefixes(i.IPRange), func(p netip.Prefix) bool { return p.Contains(ip) })
}

// prefixes reads a list of ranges, without what is none.
func prefixes(ranges value.String) []netip.Prefix {
	var out []netip.Prefix
	for text := range strings.SplitSeq(ranges.Value(), ",") {
		if p, err := netip.ParsePrefix(strings.TrimSpace(text)); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// hostsUnknown says why an address may be an instance's after all.
func (inv *Inventory) hostsUnknown() []check.Missing {
	missing := missingOf(inv.Instances.Gaps)
	for _, i := range inv.Instances.Items {
		if i.Host.IsUnknown() || i.Host.IsNull() && i.fromTerraform() {
			missing = append(missing, lacking("the host of "+i.Subject(), orNotSet(i.Host.IsNull(), i.Host.Why())))
		}
	}
	return once(missing)
}

// keptFor is the range kept for Google's services that an address lies in.
func (inv *Inventory) keptFor(ip netip.Addr) string {
	for _, i := range inv.Instances.Items {
		for _, p := range prefixes(i.IPRange) {
			if p.Contains(ip) {
				return p.String()
			}
		}
	}
	for _, a := range inv.GlobalAddresses.Items {
		first, err := netip.ParseAddr(a.Address.Value())
		bits, known := a.PrefixLength.Get()
		if err != nil || !known || a.Purpose.Value() != "VPC_PEERING" {
			continue
		}
		if p, err := first.Prefix(int(bits)); err == nil && p.Contains(ip) {
			return p.String()
		}
	}
	return ""
}

// mayBeOtherEndpoint says why an address may be that of a Private Service Connect
// endpoint, or of a load balancer of one's own. Endpoints on a Shared VPC may lie in
// any of its projects.
func (inv *Inventory) mayBeOtherEndpoint(g proxyGroup, e proxyEndpoint, ip netip.Addr) []check.Missing {
	missing := missingOf(inv.ForwardingRules.Gaps)
	for _, rule := range inv.ForwardingRules.Items {
		if sameHost(value.Known(ip.String()), rule.IPAddress, value.Origin{}) != value.False {
			missing = append(missing, check.Missing{
				What: fmt.Sprintf("where %s, which may have the address %s, leads", rule.Subject(), ip), Settle: "set ENDPOINT to the host of an Apigee instance",
			})
		}
	}
	templates := g.templates
	if e.template != nil {
		templates = []InstanceTemplate{*e.template}
	}
	for _, t := range templates {
		for _, nic := range t.Properties.NetworkInterfaces.Value() {
			network, lacks := inv.networkOf(nic, orElse(t.Ref.Value().Project(), g.Ref.Value().Project()))
			if network.Value().Project() != g.Ref.Value().Project() || network.Value().Project() == "" {
				missing = append(missing, lacks...)
				missing = append(missing, check.Missing{
					What:   fmt.Sprintf("whether %s is a Private Service Connect endpoint in another project of the Shared VPC %s", ip, networkText(network)),
					Settle: "set ENDPOINT to the host of an Apigee instance, or add the forwarding rule with that address",
				})
			}
		}
	}
	return once(missing)
}

// sendsToNobody is the verdict on an address that is no instance's.
func (inv *Inventory) sendsToNobody(g proxyGroup, e proxyEndpoint, ip netip.Addr, because string) check.Result {
	r := failed(e.by, "sends to an address that is no Apigee instance")
	var hosts []string
	for _, i := range inv.Instances.Items {
		if i.Host.IsKnown() {
			hosts = append(hosts, i.Host.Value())
		}
		r.Related = append(r.Related, i.Subject())
	}
	r.Detail = fmt.Sprintf("The proxies of %s forward to %s, and nobody answers there: %s.", g.Subject(), ip, because)
	r.Remediation = fmt.Sprintf("Set the metadata ENDPOINT of %s to the host of the region's instance, best by reference, and replace the instances.", e.by.Subject())
	r.Witness = []check.Fact{
		{Name: "endpoint", Value: ip.String()},
		{Name: "group", Value: g.Subject()},
		{Name: "hosts", Value: strings.Join(hosts, ", ")},
	}
	r.Related = append([]string{g.Subject()}, r.Related...)
	return r
}
