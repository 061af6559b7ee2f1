package privateintegration

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An aclGate is the rules of one direction of a network ACL, in order; what none
// matches is denied.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html.
type aclGate struct {
	Identity
	egress bool
	chain  packet.Chain
	rules  []aclRule
	// missing says why it is not known which ACL it is.
	missing []check.Missing
	rulings map[packetPorts]*aclRuling
}

type aclKey struct {
	subnet string
	egress bool
}

type aclRule struct {
	packet.Rule
	number  value.Int
	missing []check.Missing
}

// packetPorts are the first and the last of a range of ports.
type packetPorts struct{ first, last uint16 }

// ephemeral are the ports that the answers to load balancers go to.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html.
var ephemeral = packetPorts{1024, math.MaxUint16}

func (p packetPorts) service() packet.Service {
	ports, err := packet.PortRange(p.first, p.last)
	if err != nil {
		return packet.Service{}
	}
	return packet.Service{Protocols: packet.ProtocolSet(packet.TCP), Ports: ports}
}

// onPort is one port, or any if it is not known.
func onPort(port value.Int) packetPorts {
	if p, known := port.Get(); known && p >= 0 && p <= math.MaxUint16 {
		return packetPorts{uint16(p), uint16(p)}
	}
	return packetPorts{0, math.MaxUint16}
}

// aclOf is what filters the packets that enter a subnet, or leave it.
func (n *network) aclGate(e *end, egress bool) *aclGate {
	key := aclKey{idText(e.subnet), egress}
	if g := n.acls[key]; g != nil {
		return g
	}
	g := &aclGate{egress: egress, rulings: map[packetPorts]*aclRuling{}}
	n.acls[key] = g
	acl, missing := n.aclFor(e)
	switch {
	case acl != nil:
		g.Identity = acl.Identity
		g.read(acl)
	case len(missing) == 0: // the one that AWS gives a VPC
		g.Identity = Identity{ID: value.Known("the default network ACL of the VPC")}
		g.rules = []aclRule{{Rule: packet.Rule{Name: "100", Action: packet.Allow, Must: packet.Everything()}}}
	default:
		g.Identity = Identity{ID: value.Known("the network ACL of " + subnetText(e.subnet))}
		g.missing = missing
		g.unknown("rules", missing)
	}
	f := packet.Filter{Name: g.Subject()}
	for _, r := range g.rules {
		f.Rules = append(f.Rules, r.Rule)
	}
	g.chain = packet.Chain{Filters: []packet.Filter{f}, Default: packet.Deny, DefaultName: "rule * of " + g.Subject()}
	return g
}

// aclFor is the network ACL of an end's subnet: the one that names it, else the default
// one of the VPC. Neither and nothing missing is the one that AWS gives each VPC.
func (n *network) aclFor(e *end) (*NetworkACL, []check.Missing) {
	if e.subnet.IsNull() {
		return nil, []check.Missing{{What: "the network ACL of " + e.name + ": its subnet is not known", Settle: "grant ec2:DescribeNetworkInterfaces and ec2:DescribeSubnets"}}
	}
	if text, known := e.subnet.Get(); known && n.aclOf[text] != nil {
		return n.aclOf[text], nil
	}
	var missing []check.Missing
	for i := range n.NetworkACLs.Items {
		acl := &n.NetworkACLs.Items[i]
		for _, a := range acl.Associations.Value() {
			switch value.SameID(a.Subnet, e.subnet) {
			case value.True:
				return acl, nil
			case value.Undecided:
				missing = append(missing, lacking("whether "+acl.Subject()+" is that of "+subnetText(e.subnet), orWhy(a.Subnet.Why(), e.subnet.Why())))
			case value.False:
			}
		}
		if acl.Associations.IsUnknown() {
			missing = append(missing, lacking("the subnets of "+acl.Subject(), acl.Associations.Why()))
		}
	}
	of, created := Identity{ID: e.subnet}, false
	if s := n.subnets.find(e.subnet).certain; s != nil {
		of = s.Identity
		created = pickCreated(n.VPCs, s.VPC)
	}
	for _, acl := range n.NetworkACLs.Items {
		missing = append(missing, missingOf(gapsBelow(acl.AssociationGaps, of))...)
	}
	missing = append(missing, missingOf(gapsBelow(n.NetworkACLs.Gaps, of))...)
	if e.subnet.IsUnknown() && !e.subnet.Why().Origin.Known() {
		missing = append(missing, lacking("the subnet of "+e.name, e.subnet.Why()))
	}
	if len(missing) > 0 {
		return nil, check.Distinct(missing)
	}
	for i := range n.NetworkACLs.Items {
		acl := &n.NetworkACLs.Items[i]
		if value.Is(acl.Default, true) == value.True && value.SameID(acl.VPC, e.vpc) == value.True {
			return acl, nil
		}
	}
	if created || n.Closed {
		return nil, nil
	}
	return nil, []check.Missing{{What: "the network ACL of " + subnetText(e.subnet) + ": none is listed", Settle: "grant ec2:DescribeNetworkAcls, or give the network ACLs"}}
}

func pickCreated(vpcs Listing[VPC], id value.String) bool {
	p := pickByID(vpcs, "VPC", id)
	return p.certain != nil && p.certain.Created
}

// unknown adds a rule before all others that may do anything.
func (g *aclGate) unknown(what string, missing []check.Missing) {
	g.rules = append([]aclRule{{Rule: packet.Rule{Name: what + " of " + g.Subject() + " that are not known", May: packet.Everything(), Note: missing[0].What}, missing: missing}}, g.rules...)
}

// read reads the entries of a network ACL in their order.
func (g *aclGate) read(acl *NetworkACL) {
	type placed struct {
		number int64
		aclRule
	}
	var all []placed
	for i, e := range acl.Entries.Value() {
		for _, r := range aclRules(acl, i, e, g.egress) {
			number := e.Number.Value()
			if e.Number.IsUnknown() {
				front, back := packet.Floating(r.Rule)
				r.missing = append(r.missing, lacking("the number of a rule of "+acl.Subject(), e.Number.Why()))
				front.Note, back.Note = r.missing[0].What, r.missing[0].What
				first := r
				first.Rule, r.Rule = front, back
				all = append(all, placed{math.MinInt64, first})
				number = math.MaxInt64
			}
			all = append(all, placed{number, r})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.number, b.number) })
	for _, p := range all {
		g.rules = append(g.rules, p.aclRule)
	}
	if acl.Entries.IsUnknown() {
		g.unknown("rules", []check.Missing{lacking("the rules of "+acl.Subject(), acl.Entries.Why())})
	}
	if missing := missingOf(acl.EntryGaps); len(missing) > 0 {
		g.unknown("rules", missing)
	}
}

// aclRules reads an entry for TCP in one direction: no rule if it is about another, two
// where it is not known what it does.
func aclRules(acl *NetworkACL, index int, e ACLEntry, egress bool) []aclRule {
	direction := value.Is(e.Egress, egress)
	of := fmt.Sprintf("of rule %s of %s", orIndex(e.Number, index), acl.Subject())
	if e.Protocol.IsNull() {
		e.Protocol = value.Known("-1")
	}
	service, missing := tcpService(e.Protocol, e.Ports.From, e.Ports.To, of)
	if service == nil || direction == value.False {
		return nil
	}
	r := aclRule{Rule: packet.Rule{Name: orIndex(e.Number, index)}, number: e.Number}
	for _, cidr := range []value.String{e.CIDRv4, e.CIDRv6} {
		text, known := cidr.Get()
		sources, err := packet.ParseSources(text)
		switch {
		case known && err == nil:
			r.Must = r.Must.Union(setOf(sources, *service))
		case cidr.IsUnknown() || known:
			r.May = setOf(packet.AnySource(), *service)
			missing = append(missing, lacking("the range "+of, cidr.Why()))
		}
	}
	if direction == value.Undecided {
		missing = append(missing, lacking("the direction "+of, e.Egress.Why()))
	}
	if len(missing) > 0 {
		r.May, r.Must = r.May.Union(r.Must), packet.Set{}
		r.missing, r.Note = missing, missing[0].What
	}
	switch action, known := e.Action.Get(); {
	case action == "allow":
		r.Action = packet.Allow
	case action == "deny":
		r.Action = packet.Deny
	case !known:
		r.missing = append(r.missing, lacking("the action "+of, e.Action.Why()))
		r.Note = r.missing[0].What
		var out []aclRule
		for _, one := range packet.AnyOf(r.Rule, packet.Allow, packet.Deny) {
			two := r
			two.Rule = one
			out = append(out, two)
		}
		return out
	}
	return []aclRule{r}
}

func orIndex(number value.Int, index int) string {
	if n, known := number.Get(); known {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("(number %d in the list)", index+1)
}
