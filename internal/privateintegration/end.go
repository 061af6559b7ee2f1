package privateintegration

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An end is where packets begin or end: a network interface, as far as it is known.
type end struct {
	// name is for people: "the node of load balancer orders in subnet-a".
	name string
	// where are the end's addresses, if exact; else it has one of those.
	where []netip.Prefix
	exact bool
	carried
	// subnet and zone are null where the end is in none of the VPC's.
	subnet, vpc, zone value.String
	// missing says why addresses, groups or subnet are not known.
	missing []check.Missing
	// class tells ends apart that security groups may treat differently, but for
	// their addresses.
	class string
}

// carried are the security groups of an end.
type carried struct {
	groups value.List[value.String]
	// unfiltered says that there certainly is no group: a network load balancer
	// without any lets everything through.
	unfiltered bool
	// doubtful are groups that others may take the end's packets to come from.
	doubtful []value.String
	// of says whose groups they are, for people.
	of string
}

// key tells sets of groups apart.
func (c carried) key() string {
	var b strings.Builder
	switch {
	case c.unfiltered:
		b.WriteString("none")
	case c.groups.IsUnknown():
		b.WriteString("?" + c.groups.Why().String())
	}
	for _, g := range c.groups.Value() {
		b.WriteString("\x00" + idText(g))
	}
	for _, g := range c.doubtful {
		b.WriteString("\x01" + idText(g))
	}
	return b.String()
}

// idText tells ids apart that may be unknown.
func idText(id value.String) string {
	if text, known := id.Get(); known {
		return text
	}
	return "?" + id.Why().String()
}

// carries says whether the end's packets come from an interface with a group.
func (c carried) carries(group value.String) value.Truth {
	if c.groups.IsUnknown() {
		return value.Undecided
	}
	out := value.False
	for _, g := range c.groups.Value() {
		out = value.Or(out, value.SameID(g, group))
	}
	for _, g := range c.doubtful {
		if value.SameID(g, group) != value.False {
			out = value.Or(out, value.Undecided)
		}
	}
	return out
}

// anywhere is every IPv4 address, of which an end has one that is not known.
var anywhere = []netip.Prefix{netip.PrefixFrom(netip.IPv4Unspecified(), 0)}

// at puts an end at an address, if it is known.
func (e *end) at(address value.String, what string) bool {
	a, err := netip.ParseAddr(address.Value())
	if err != nil {
		if address.IsUnknown() {
			e.missing = append(e.missing, lacking(what, address.Why()))
		}
		return false
	}
	e.where, e.exact = []netip.Prefix{netip.PrefixFrom(a, a.BitLen())}, true
	return true
}

// within puts an end somewhere in its subnet.
func (n *network) within(e *end) {
	p := n.subnets.find(e.subnet)
	e.missing = append(e.missing, p.missing...)
	e.where, e.exact = anywhere, false
	if s := p.certain; s != nil {
		if c, err := netip.ParsePrefix(s.CIDR.Value()); err == nil {
			e.where = []netip.Prefix{c.Masked()}
			return
		}
		e.missing = append(e.missing, lacking("the range of "+s.Subject(), s.CIDR.Why()))
	}
}

// settled fills in what an end's subnet says of it.
func (n *network) settled(e *end) *end {
	if e.where == nil {
		n.within(e)
	}
	if s := n.subnets.find(e.subnet).certain; s != nil {
		if !e.zone.IsKnown() {
			e.zone = s.AvailabilityZone
		}
		if !e.vpc.IsKnown() {
			e.vpc = s.VPC // a plan tells it of subnets only
		}
	}
	e.class = e.key() + "\x00" + idText(e.vpc)
	return e
}

// nodesOf are the interfaces of a load balancer: those that are known, and one
// somewhere in each subnet of which none is.
func (n *network) nodesOf(lb *LoadBalancer) []*end {
	key := "lb " + idText(lb.ID)
	if out, there := n.ends[key]; there {
		return out
	}
	groups := n.groupsOf(lb)
	var out []*end
	add := func(e *end) {
		e.carried, e.vpc = groups, lb.VPC
		out = append(out, n.settled(e))
	}
	found := n.nodes[nodePrefix+nodeName(lb)]
	for _, i := range found {
		e := &end{name: "the node of " + lb.text() + " in " + idText(i.Subnet), subnet: i.Subnet}
		if !e.at(i.PrivateIP, "the address of "+i.Subject()) {
			n.within(e)
		}
		add(e)
	}
	for _, z := range lb.AvailabilityZones.Value() {
		if slices.ContainsFunc(found, func(i *NetworkInterface) bool { return value.SameID(i.Subnet, z.Subnet) == value.True }) {
			continue
		}
		e := &end{name: "the node of " + lb.text() + " in " + subnetText(z.Subnet), subnet: z.Subnet, zone: z.Zone}
		if z.Subnet.IsUnknown() {
			e.missing = append(e.missing, lacking("the subnet of "+lb.Subject(), z.Subnet.Why()))
		}
		add(e)
	}
	if len(out) == 0 {
		why := lb.AvailabilityZones.Why()
		e := &end{name: "a node of " + lb.text(), where: anywhere, subnet: value.UnknownOf[string](why), zone: value.UnknownOf[string](why)}
		e.missing = append(e.missing, lacking("the subnets of "+lb.Subject(), why))
		add(e)
	}
	n.ends[key] = out
	return out
}

func subnetText(subnet value.String) string {
	if o := subnet.Why().Origin; subnet.IsUnknown() && o.Known() {
		return o.Resource
	}
	return orText(subnet, "a subnet")
}

func orText(s value.String, otherwise string) string {
	if text, known := s.Get(); known {
		return text
	}
	return otherwise
}

// nodeName is how the descriptions of a load balancer's interfaces name it:
// net/NAME/ID or app/NAME/ID.
func nodeName(lb *LoadBalancer) string {
	arn := lb.ID.Value()
	if !isLoadBalancer(arn) {
		return "none" // a plan creates it
	}
	_, name, _ := strings.Cut(arn, ":loadbalancer/")
	return name
}

// groupsOf are the security groups of a load balancer. A network load balancer has
// none if it was created without; any other has at least one.
func (n *network) groupsOf(lb *LoadBalancer) carried {
	c := carried{groups: lb.SecurityGroups, of: lb.text()}
	if len(lb.SecurityGroups.Value()) > 0 || lb.SecurityGroups.IsUnknown() {
		return c
	}
	switch typ, known := lb.Type.Get(); {
	case known && typ == Network:
		c.unfiltered = true
	case known:
		c.groups = value.UnknownOf[[]value.String](value.Why{Reason: "none is given, so it has the default one of its VPC", Settle: "name the security groups"})
	default:
		c.groups = value.UnknownOf[[]value.String](lb.Type.Why())
	}
	return c
}

// endsOfLink are the interfaces of a VPC link V2: one somewhere in each subnet.
func (n *network) endsOfLink(l *VPCLink) []*end {
	key := "link " + idText(l.ID) + l.Address
	if out, there := n.ends[key]; there {
		return out
	}
	c := carried{groups: l.SecurityGroupIDs, of: l.text()}
	if len(l.SecurityGroupIDs.Value()) == 0 && !l.SecurityGroupIDs.IsUnknown() {
		c.groups = value.UnknownOf[[]value.String](value.Why{
			Reason: "none is given, and AWS does not document which one applies then", Settle: "name the security groups of the VPC link",
		})
	}
	var out []*end
	for _, s := range l.SubnetIDs.Value() {
		e := &end{name: "the interface of " + l.text() + " in " + subnetText(s), subnet: s, carried: c}
		if s.IsUnknown() {
			e.missing = append(e.missing, lacking("the subnet of "+l.Subject(), s.Why()))
		}
		out = append(out, n.settled(e))
	}
	if len(out) == 0 {
		why := l.SubnetIDs.Why()
		e := &end{name: "an interface of " + l.text(), where: anywhere, subnet: value.UnknownOf[string](why), zone: value.UnknownOf[string](why), vpc: value.UnknownOf[string](why), carried: c}
		e.missing = append(e.missing, lacking("the subnets of "+l.Subject(), why))
		out = append(out, n.settled(e))
	}
	n.ends[key] = out
	return out
}

// query is the packets to a port from one of the end's addresses, as the other side's
// rules see them; of every port if it is not known.
func (e *end) query(port value.Int) packet.Set {
	set, err := packet.NewSet(e.where, packet.Service{Protocols: packet.ProtocolSet(packet.TCP), Ports: portsOf(port)})
	if err != nil {
		return packet.Set{}
	}
	return set
}

func portsOf(port value.Int) packet.Ports {
	if p, known := port.Get(); known && p >= 0 && p <= 65535 {
		return packet.OnPorts(uint16(p))
	}
	return packet.AnyPort()
}

func portText(port value.Int) string {
	if p, known := port.Get(); known {
		return strconv.FormatInt(p, 10)
	}
	return "any port"
}

// text tells where the end is.
func (e *end) text() string {
	if e.exact && e.name != e.where[0].Addr().String() {
		return fmt.Sprintf("%s (%s)", e.name, e.where[0].Addr())
	}
	return e.name
}
