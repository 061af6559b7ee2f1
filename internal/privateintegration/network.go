package privateintegration

import (
	"net/netip"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// network is an inventory that is asked about many addresses, groups and subnets: it
// finds them without looking at all.
type network struct {
	*Inventory
	// mu guards what is found out on the way; a check holds it from its first question to
	// its last.
	mu sync.Mutex

	interfaces  map[netip.Addr][]*NetworkInterface // by address
	nodes       map[string][]*NetworkInterface     // by description
	named       map[string]*NetworkInterface       // by Terraform address
	instanceAt  map[string]*Instance               // by Terraform address
	instances   finder[Instance]
	subnets     finder[Subnet]
	groups      finder[SecurityGroup]
	prefixLists finder[PrefixList]
	rulesOf     map[string][]*SecurityGroupRule // by group
	rulesOfAny  []*SecurityGroupRule            // of groups that are not known yet
	aclOf       map[string]*NetworkACL          // by subnet

	// ways are those of calls, by their numbers, and of all calls that go alike.
	wayOfNumber map[int]*way
	ways        map[wayKey]*way
	crossings   map[crossingKey]*crossing

	ends   map[string][]*end // of load balancers and links
	gates  map[gateKey]*gate
	acls   map[aclKey]*aclGate
	tables map[string]tableOf

	passages map[passageKey]passage[drop]
}

func newNetwork(inv *Inventory) *network {
	n := &network{
		Inventory:  inv,
		interfaces: map[netip.Addr][]*NetworkInterface{}, nodes: map[string][]*NetworkInterface{}, named: map[string]*NetworkInterface{}, instanceAt: map[string]*Instance{},
		instances: newFinder(inv.Instances, "instance"), subnets: newFinder(inv.Subnets, "subnet"),
		groups: newFinder(inv.SecurityGroups, "security group"), prefixLists: newFinder(inv.PrefixLists, "prefix list"),
		rulesOf: map[string][]*SecurityGroupRule{}, aclOf: map[string]*NetworkACL{},
		wayOfNumber: map[int]*way{}, ways: map[wayKey]*way{}, crossings: map[crossingKey]*crossing{}, ends: map[string][]*end{}, gates: map[gateKey]*gate{}, acls: map[aclKey]*aclGate{}, tables: map[string]tableOf{}, passages: map[passageKey]passage[drop]{},
	}
	for i := range inv.NetworkInterfaces.Items {
		e := &inv.NetworkInterfaces.Items[i]
		if e.Address != "" {
			n.named[e.Address] = e
		}
		if text, known := e.Description.Get(); known && strings.HasPrefix(text, nodePrefix) {
			n.nodes[text] = append(n.nodes[text], e)
		}
		for _, a := range addressesOf(e) {
			n.interfaces[a] = append(n.interfaces[a], e)
		}
	}
	for i := range inv.Instances.Items {
		if x := &inv.Instances.Items[i]; x.Address != "" {
			n.instanceAt[x.Address] = x
		}
	}
	for i := range inv.SecurityGroupRules.Items {
		r := &inv.SecurityGroupRules.Items[i]
		if group, known := r.Group.Get(); known {
			n.rulesOf[group] = append(n.rulesOf[group], r)
			continue
		}
		n.rulesOfAny = append(n.rulesOfAny, r)
	}
	for i := range inv.NetworkACLs.Items {
		acl := &inv.NetworkACLs.Items[i]
		for _, a := range acl.Associations.Value() {
			if subnet, known := a.Subnet.Get(); known {
				n.aclOf[subnet] = acl
			}
		}
	}
	return n
}

// nodePrefix begins the descriptions of load balancers' network interfaces.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html.
const nodePrefix = "ELB "

// addressesOf are the known addresses of a network interface.
func addressesOf(e *NetworkInterface) []netip.Addr {
	var out []netip.Addr
	add := func(text value.String) {
		if a, err := netip.ParseAddr(text.Value()); err == nil {
			out = append(out, a)
		}
	}
	add(e.PrivateIP)
	for _, p := range e.PrivateIPs.Value() {
		if p.Address.Value() != e.PrivateIP.Value() {
			add(p.Address)
		}
	}
	return out
}

// finder finds the items of a listing by their ids, as [pickByID] does.
type finder[T identified] struct {
	list Listing[T]
	what string
	// known are the items by their ids, others those whose id is not known.
	known  map[string]*T
	others Listing[T]
	index  []int
}

func newFinder[T identified](l Listing[T], what string) finder[T] {
	f := finder[T]{list: l, what: what, known: make(map[string]*T, len(l.Items))}
	for i := range l.Items {
		if id, known := l.Items[i].identity().ID.Get(); known {
			f.known[id] = &l.Items[i]
			continue
		}
		f.others.Items = append(f.others.Items, l.Items[i])
		f.index = append(f.index, i)
	}
	f.others.Gaps = l.Gaps
	return f
}

func (f finder[T]) find(id value.String) pick[T] {
	if text, known := id.Get(); known {
		if item := f.known[text]; item != nil {
			return pick[T]{certain: item}
		}
		return pickByID(f.others, f.what, id)
	}
	if len(f.known) == 0 {
		return pickByID(f.others, f.what, id)
	}
	return pickByID(f.list, f.what, id)
}

// subnetIn is the subnet of a VPC that an address is in, if exactly one is known.
func (n *network) subnetIn(a netip.Addr, vpc value.String) *Subnet {
	var found *Subnet
	for i := range n.Subnets.Items {
		s := &n.Subnets.Items[i]
		if value.SameID(s.VPC, vpc) != value.True {
			continue
		}
		if p, err := netip.ParsePrefix(s.CIDR.Value()); err == nil && p.Contains(a) {
			if found != nil {
				return nil
			}
			found = s
		}
	}
	return found
}

// vpcHas says whether an address is in a VPC.
func (n *network) vpcHas(vpc value.String, a netip.Addr) (value.Truth, []check.Missing) {
	p := pickByID(n.VPCs, "VPC", vpc)
	if p.certain == nil {
		return value.Undecided, p.missing
	}
	ranges, missing := p.certain.ranges()
	for _, r := range ranges {
		if r.Contains(a) {
			return value.True, nil
		}
	}
	if len(missing) > 0 {
		return value.Undecided, missing
	}
	return value.False, nil
}

// ranges are the known IPv4 ranges of a VPC, and why there may be others.
func (v *VPC) ranges() (out []netip.Prefix, missing []check.Missing) {
	add := func(cidr value.String) {
		p, err := netip.ParsePrefix(cidr.Value())
		if cidr.IsKnown() && err == nil {
			out = append(out, p.Masked())
		} else if !cidr.IsNull() {
			missing = append(missing, lacking("a range of "+v.Subject(), cidr.Why()))
		}
	}
	if v.CIDRs.IsUnknown() {
		missing = append(missing, lacking("the ranges of "+v.Subject(), v.CIDRs.Why()))
	}
	add(v.CIDR)
	for _, c := range v.CIDRs.Value() {
		add(c.CIDR)
	}
	return check.Distinct(out), missing
}
