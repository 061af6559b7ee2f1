package privateintegration

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An opening is packets that one direction of a network ACL is to let through.
type opening struct {
	*aclRuling
	ports     packetPorts
	addresses []netip.Prefix
	peers     []*end
	// before is the number that the rules have to come before.
	before int64
}

const (
	lastACLNumber = 32767 // of the rule that ends every list; numbers of others are below
	stepACL       = 10
	// mostAddresses is how many get rules of their own: more are those of subnets.
	mostAddresses = 4
)

// aclRepairs are the rules that let through what network ACLs drop, and nothing else,
// with free numbers before those that deny.
func (n *network) aclRepairs(denied []drop) []check.Repair {
	var all []*opening
	for _, d := range everyDrop(denied) {
		ports := onPort(d.port)
		if d.reply {
			ports = ephemeral
		}
		if ports.first == 0 {
			return nil
		}
		i := slices.IndexFunc(all, func(o *opening) bool {
			return o.Subject() == d.ruling.Subject() && o.egress == d.ruling.egress && o.ports == ports
		})
		if i < 0 {
			i = len(all)
			all = append(all, &opening{aclRuling: d.ruling, ports: ports, before: lastACLNumber})
		}
		o := all[i]
		o.addresses, o.peers = append(o.addresses, d.peer.where...), append(o.peers, d.peer)
		if o.before = min(o.before, o.denier(d.peer)); o.before <= 1 {
			return nil
		}
	}
	var r check.Repair
	type list struct {
		acl    string
		egress bool
	}
	used := map[list][]int64{}
	for _, o := range all {
		acl := n.aclNamed(o.Identity)
		if acl == nil {
			return nil
		}
		addresses, few := addressesIn(o.addresses)
		if len(addresses) > mostAddresses {
			addresses, few = addressesIn(n.subnetsOf(o.peers))
		}
		if !few {
			return nil
		}
		of := list{o.Subject(), o.egress}
		for _, p := range addresses {
			number, free := o.freeNumber(acl, used[of])
			if !free {
				return nil
			}
			used[of] = append(used[of], number)
			r.Changes = append(r.Changes, o.entry(acl, number, p))
		}
	}
	if len(r.Changes) == 0 || len(r.Changes) > mostRules {
		return nil
	}
	return []check.Repair{r}
}

// everyDrop lists the drops, those behind others too.
func everyDrop(denied []drop) []drop {
	var out []drop
	for _, d := range denied {
		out = append(append(out, d), d.also...)
	}
	return out
}

// denier is the least number of the rules that deny packets of a peer.
func (o *opening) denier(peer *end) int64 {
	q := setOf(peer.where, o.aclRuling.ports.service())
	least := int64(lastACLNumber)
	for _, part := range o.decision.Deny {
		if part.By.Default || part.Set.Intersect(q).IsEmpty() {
			continue
		}
		number, known := o.rules[part.By.RuleIndex].number.Get()
		if !known {
			return 0
		}
		least = min(least, number)
	}
	return least
}

// freeNumber is a number that no entry of the direction has, whatever its protocol, before
// those that deny: after all others where nothing but the end of the list denies.
func (o *opening) freeNumber(acl *NetworkACL, also []int64) (int64, bool) {
	if acl.Entries.IsUnknown() || len(acl.EntryGaps) > 0 {
		return 0, false
	}
	taken := slices.Clone(also)
	for _, e := range acl.Entries.Value() {
		if value.Is(e.Egress, o.egress) == value.False {
			continue
		}
		number, known := e.Number.Get()
		if !known {
			return 0, false
		}
		taken = append(taken, number)
	}
	if o.before == lastACLNumber {
		last := int64(0)
		for _, t := range taken {
			if t < lastACLNumber {
				last = max(last, t)
			}
		}
		if next := (last/stepACL + 1) * stepACL; next < lastACLNumber {
			return next, true
		}
	}
	for number := o.before - 1; number > 0; number-- {
		if !slices.Contains(taken, number) {
			return number, true
		}
	}
	return 0, false
}

func (o *opening) entry(acl *NetworkACL, number int64, p netip.Prefix) check.Change {
	way, what := "in", "requests"
	if o.egress {
		way = "out"
	}
	if o.ports == ephemeral {
		what = "replies"
	}
	return check.Change{Type: typeACLEntries, Label: fmt.Sprintf("%s_%s_%d", what, way, number), Body: fields(
		"NetworkAclId", acl.idValue("id"), "RuleNumber", value.OfInt(number), "Egress", value.OfBool(o.egress), "RuleAction", value.OfString("allow"), "Protocol", value.OfString("6"),
		"PortRange", fields("From", value.OfInt(int64(o.ports.first)), "To", value.OfInt(int64(o.ports.last))), cidrField(p, "CidrBlock", "Ipv6CidrBlock"), value.OfString(p.String()),
	)}
}

// aclNamed is the network ACL of a gate; nil for one that nobody has told of.
func (n *network) aclNamed(of Identity) *NetworkACL {
	for i := range n.NetworkACLs.Items {
		if acl := &n.NetworkACLs.Items[i]; acl.Identity == of {
			return acl
		}
	}
	return nil
}

// subnetsOf are the ranges of the subnets that ends are in, or their own.
func (n *network) subnetsOf(ends []*end) []netip.Prefix {
	var out []netip.Prefix
	for _, e := range ends {
		if s := n.subnets.find(e.subnet).certain; s != nil && len(e.where) > 0 && e.where[0].Addr().Is4() {
			if p, err := netip.ParsePrefix(s.CIDR.Value()); err == nil {
				out = append(out, p.Masked())
				continue
			}
		}
		out = append(out, e.where...)
	}
	return out
}
