package privateintegration

import (
	"net/netip"
)

// inIPv6 puts ends at the IPv6 addresses of their subnets.
func (n *network) inIPv6(ends []*end) []*end {
	var out []*end
	for _, old := range ends {
		e := *old
		e.where, e.exact = nil, false
		if s := n.subnets.find(e.subnet).certain; s != nil {
			for _, r := range s.IPv6.Value() {
				if p, err := netip.ParsePrefix(r.CIDR.Value()); err == nil {
					e.where = append(e.where, p.Masked())
				}
			}
		}
		if len(e.where) == 0 {
			e.where = []netip.Prefix{netip.PrefixFrom(netip.IPv6Unspecified(), 0)}
		}
		out = append(out, &e)
	}
	return out
}
