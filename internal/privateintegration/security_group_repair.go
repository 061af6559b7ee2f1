package privateintegration

import (
	"fmt"
	"net/netip"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// repairs are the rules that admit what security groups refuse, and nothing else: the
// port, and the peers' group where they carry one, else their addresses.
func (n *network) repairs(denied []refusal) []check.Repair {
	type wanting struct {
		refusal
		group     value.String
		peers     []value.String // groups
		addresses []netip.Prefix
	}
	var all []*wanting
	for _, d := range denied {
		gate := d.ruling.gate
		if !d.port.IsKnown() || len(gate.groups.Value()) == 0 {
			return nil
		}
		var w *wanting
		for _, o := range all {
			if o.ruling.gate == gate && value.Equal(o.port, d.port) == value.True {
				w = o
			}
		}
		if w == nil {
			w = &wanting{refusal: d, group: gate.groups.Value()[0]}
			all = append(all, w)
		}
		if groups := d.peer.groups.Value(); len(groups) > 0 && value.SameID(d.own.vpc, d.peer.vpc) != value.False {
			known := false
			for _, g := range w.peers {
				known = known || value.SameID(g, groups[0]) == value.True
			}
			if !known {
				w.peers = append(w.peers, groups[0])
			}
			continue
		}
		w.addresses = append(w.addresses, d.peer.where...)
	}
	var r check.Repair
	for _, w := range all {
		addresses, few := addressesIn(w.addresses)
		if !few {
			return nil
		}
		for _, g := range w.peers {
			r.Changes = append(r.Changes, n.ruleChange(w.refusal, w.group, n.groupName(g), "ReferencedGroupInfo", fields("GroupId", value.OfText(g))))
		}
		for _, p := range addresses {
			r.Changes = append(r.Changes, n.ruleChange(w.refusal, w.group, p.String(), cidrField(p, "CidrIpv4", "CidrIpv6"), value.OfString(p.String())))
		}
	}
	if len(r.Changes) == 0 || len(r.Changes) > mostRules {
		return nil
	}
	return []check.Repair{r}
}

// ruleChange is a new rule of a group. Peer is what labels call the other side.
func (n *network) ruleChange(d refusal, group value.String, peer, field string, v value.Value) check.Change {
	way := "from"
	if d.ruling.gate.egress {
		way = "to"
	}
	return groupRule(group, fmt.Sprintf("%s_%s_%s", n.groupName(group), way, peer), d.ruling.gate.egress, d.port, field, v)
}

// groupRule is a rule for one port.
func groupRule(group value.String, label string, egress bool, port value.Int, field string, peer value.Value) check.Change {
	p := value.OfInt(port.Value())
	return check.Change{Type: typeSecurityGroupRules, Label: fmt.Sprintf("%s_%d", label, port.Value()), Body: fields(
		"GroupId", value.OfText(group), "IsEgress", value.OfBool(egress), "IpProtocol", value.OfString("tcp"), "FromPort", p, "ToPort", p, field, peer,
	)}
}

// groupName is what labels call a group.
func (n *network) groupName(id value.String) string {
	if g := n.groups.find(id).certain; g != nil {
		if name, known := g.Name.Get(); known {
			return name
		}
	}
	return "group"
}
