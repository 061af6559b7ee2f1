package packet

import (
	"fmt"
	"net/netip"
	"strings"
)

// AnySource is every source address of both families.
func AnySource() []netip.Prefix { return []netip.Prefix{anyIPv4, anyIPv6} }

var (
	anyIPv4 = netip.PrefixFrom(netip.IPv4Unspecified(), 0)
	anyIPv6 = netip.PrefixFrom(netip.IPv6Unspecified(), 0)
)

// ParseSources reads source ranges in CIDR notation ("35.191.0.0/16", "2600:2d00:1::/48")
// or single addresses. Host bits are cleared. Zones are an error, because a range with
// a zone means nothing outside one machine.
func ParseSources(texts ...string) ([]netip.Prefix, error) {
	prefixes := make([]netip.Prefix, 0, len(texts))
	for _, text := range texts {
		p, err := parseSource(text)
		if err != nil {
			return nil, fmt.Errorf("source range %q: %w", text, err)
		}
		prefixes = append(prefixes, p)
	}
	return prefixes, nil
}

func parseSource(text string) (netip.Prefix, error) {
	if strings.Contains(text, "/") {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return netip.Prefix{}, err
		}
		return unmap(p.Masked()), nil
	}
	a, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, err
	}
	if a.Zone() != "" {
		return netip.Prefix{}, fmt.Errorf("address has a zone")
	}
	return unmap(netip.PrefixFrom(a, a.BitLen())), nil
}

// unmap gives a masked prefix of IPv4-mapped addresses as the IPv4 prefix it maps.
func unmap(p netip.Prefix) netip.Prefix {
	const mapped = 96
	if p.Addr().Is4In6() && p.Bits() >= mapped {
		return netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-mapped)
	}
	return p
}
