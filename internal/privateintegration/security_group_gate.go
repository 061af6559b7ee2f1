package privateintegration

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A gate is the rules of one direction of the security groups of an interface: all
// rules of all groups, of which any may admit a packet.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html.
type gate struct {
	carried
	egress bool
	rules  []gateRule
	// rulings are the decisions, by port and by which references apply.
	rulings map[string]*ruling
	// signatures says which rules apply to which peers.
	signatures map[string]string
}

type gateKey struct {
	groups string
	egress bool
}

// A gateRule is one rule as packets. The packets' source is the peer: where the packets
// of ingress come from and where those of egress go to.
type gateRule struct {
	packet.Rule
	// reference is the group that the rule refers to, null for others: it applies where
	// the peer carries that.
	reference value.String
	subject   string
	missing   []check.Missing
}

// gateOf are the rules for an end's groups, made once for all gates that one check asks:
// they are named after the first end that has the groups.
func (n *network) gateOf(gates map[gateKey]*gate, c carried, egress bool) *gate {
	key := gateKey{carried{groups: c.groups}.key(), egress}
	if g := gates[key]; g != nil {
		return g
	}
	g := &gate{carried: c, egress: egress, rulings: map[string]*ruling{}, signatures: map[string]string{}}
	gates[key] = g
	if c.groups.IsUnknown() {
		g.anything("the security groups of "+c.of, lacking("the security groups of "+c.of, c.groups.Why()))
		return g
	}
	for _, id := range c.groups.Value() {
		n.addGroup(g, id)
	}
	return g
}

// anything adds a rule that may admit anything.
func (g *gate) anything(name string, missing ...check.Missing) {
	note := name
	if len(missing) > 0 {
		note = missing[0].What
	}
	g.rules = append(g.rules, gateRule{Rule: packet.Rule{Name: name, May: packet.Everything(), Note: note}, missing: missing})
}

func (n *network) addGroup(g *gate, id value.String) {
	p := n.groups.find(id)
	of := Identity{ID: id}
	if p.certain != nil {
		of = p.certain.Identity
	} else if len(p.missing) > 0 {
		g.anything("rules of security group "+targetText(id), p.missing...)
	} else {
		g.anything("rules of security group "+targetText(id), check.Missing{What: "security group " + targetText(id) + ": it is not listed", Settle: "name a group that exists"})
	}
	rules := n.rulesOfAny
	if text, known := of.ID.Get(); known {
		rules = append(append([]*SecurityGroupRule{}, n.rulesOf[text]...), rules...)
	}
	for _, r := range rules {
		belongs := value.And(value.SameID(r.Group, of.ID), value.Is(r.Egress, g.egress))
		if belongs == value.False {
			continue
		}
		rule := n.gateRule(r)
		if belongs == value.Undecided {
			rule.doubt(lacking("whether "+r.Subject()+" is one of "+of.Subject(), orWhy(r.Group.Why(), r.Egress.Why())))
		}
		g.rules = append(g.rules, rule)
	}
	if missing := missingOf(gapsBelow(n.SecurityGroupRules.Gaps, of)); len(missing) > 0 {
		g.anything("rules of "+of.Subject()+" that are not known", missing...)
	}
}

func orWhy(a, b value.Why) value.Why {
	if a != (value.Why{}) {
		return a
	}
	return b
}

// doubt makes a rule one that only may match.
func (r *gateRule) doubt(missing ...check.Missing) {
	r.May, r.Must = r.May.Union(r.Must), packet.Set{}
	r.missing = append(r.missing, missing...)
	if len(missing) > 0 && r.Note == "" {
		r.Note = missing[0].What
	}
}

// gateRule reads a rule. Rules for other protocols than TCP match nothing here.
func (n *network) gateRule(r *SecurityGroupRule) gateRule {
	out := gateRule{subject: r.Subject()}
	out.Name = ruleText(r)
	service, missing := tcpService(r.Protocol, r.FromPort, r.ToPort, "of "+r.Subject())
	if service == nil {
		return out
	}
	must, may, more := n.peers(r)
	status, told := r.ReferencedInfo.PeeringStatus.Get()
	if reference := r.ReferencedInfo.Group; len(must) == 0 && len(more) == 0 && !reference.IsNull() {
		if told && status != "active" {
			return out // stale: the group or the peering connection is gone
		}
		out.reference, must = reference, packet.AnySource()
	}
	out.Must = setOf(must, *service)
	if len(missing) > 0 {
		out.doubt(missing...)
	}
	if len(more) > 0 {
		out.May, out.missing, out.Note = out.May.Union(out.Must, setOf(may, *service)), append(out.missing, more...), more[0].What
	}
	return out
}

func setOf(sources []netip.Prefix, service packet.Service) packet.Set {
	set, err := packet.NewSet(sources, service)
	if err != nil {
		return packet.Set{}
	}
	return set
}

// tcpService is the TCP ports that a rule is about; nil if it is about none. Missing
// says why it may be about fewer.
func tcpService(protocol value.String, from, to value.Int, of string) (*packet.Service, []check.Missing) {
	tcp := &packet.Service{Protocols: packet.ProtocolSet(packet.TCP)}
	var missing []check.Missing
	switch name, known := protocol.Get(); {
	case !known:
		missing = append(missing, lacking("the protocol "+of, protocol.Why()))
	case name == "-1" || strings.EqualFold(name, "all"):
		return tcp, nil
	case !strings.EqualFold(name, "tcp") && name != "6":
		return nil, nil
	}
	const all = -1
	if from.IsUnknown() || to.IsUnknown() {
		return tcp, append(missing, lacking("the ports "+of, orWhy(from.Why(), to.Why())))
	}
	first, last := from.Or(all).Value(), to.Or(all).Value()
	if first == all && last == all {
		return tcp, missing
	}
	if first == all {
		first = 0
	}
	if last == all || last > 65535 {
		last = 65535
	}
	if last < first || first > 65535 || first < 0 {
		return nil, nil
	}
	ports, err := packet.PortRange(uint16(first), uint16(last))
	if err != nil {
		return nil, nil
	}
	tcp.Ports = ports
	return tcp, missing
}

// peers are the ranges that a rule certainly and possibly names.
func (n *network) peers(r *SecurityGroupRule) (must, may []netip.Prefix, missing []check.Missing) {
	for _, cidr := range []value.String{r.CIDRv4, r.CIDRv6} {
		if text, known := cidr.Get(); known {
			p, err := packet.ParseSources(text)
			if err != nil {
				missing = append(missing, check.Missing{What: fmt.Sprintf("the range of %s: %q is none", r.Subject(), text), Settle: "write it as 10.0.0.0/16"})
				may = packet.AnySource()
			}
			must = append(must, p...)
		}
	}
	if len(must) > 0 || len(missing) > 0 || r.ReferencedInfo.Group.IsKnown() {
		return must, may, missing
	}
	if !r.PrefixList.IsNull() {
		return n.listed(r.PrefixList)
	}
	if v := r.CIDRv4; v.IsUnknown() {
		return nil, packet.AnySource(), []check.Missing{lacking("the IPv4 range of "+r.Subject(), v.Why())}
	}
	if v := r.CIDRv6; v.IsUnknown() {
		return nil, packet.AnySource(), []check.Missing{lacking("the IPv6 range of "+r.Subject(), v.Why())}
	}
	return must, may, missing
}

// listed are the ranges of a prefix list.
func (n *network) listed(id value.String) (must, may []netip.Prefix, missing []check.Missing) {
	p := n.prefixLists.find(id)
	switch {
	case p.certain == nil && len(p.missing) == 0:
		return nil, packet.AnySource(), []check.Missing{{What: "prefix list " + targetText(id) + ": it is not listed", Settle: "grant ec2:GetManagedPrefixListEntries"}}
	case p.certain == nil:
		return nil, packet.AnySource(), p.missing
	}
	l := p.certain
	if !l.Entries.IsKnown() {
		return nil, packet.AnySource(), []check.Missing{lacking("the entries of "+l.Subject(), l.Entries.Why())}
	}
	for _, e := range l.Entries.Value() {
		ranges, err := packet.ParseSources(e.CIDR.Value())
		if err != nil {
			missing = append(missing, lacking("an entry of "+l.Subject(), e.CIDR.Why()))
			may = packet.AnySource()
			continue
		}
		must = append(must, ranges...)
	}
	return must, may, missing
}

// ruleText is a rule in one line: "sgr-1 tcp 80 from 10.0.0.0/8".
func ruleText(r *SecurityGroupRule) string {
	protocol := orText(r.Protocol, "any protocol")
	ports := ""
	from, to := r.FromPort.Or(-1), r.ToPort.Or(-1)
	switch {
	case protocol == "-1":
		protocol = "all traffic"
	case !from.IsKnown() || !to.IsKnown():
		ports = " unknown ports"
	case from.Value() == -1:
	case from == to:
		ports = fmt.Sprintf(" %d", from.Value())
	default:
		ports = fmt.Sprintf(" %d-%d", from.Value(), to.Value())
	}
	peer := "a peer that is not known"
	for _, v := range []value.String{r.CIDRv4, r.CIDRv6, r.PrefixList, r.ReferencedInfo.Group} {
		if text, known := v.Get(); known {
			peer = text
			break
		} else if o := v.Why().Origin; v.IsUnknown() && o.Known() {
			peer = o.Resource
		}
	}
	way := " from "
	if r.Egress.Value() {
		way = " to "
	}
	return r.Subject() + " (" + protocol + ports + way + peer + ")"
}
