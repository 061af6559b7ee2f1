package packet

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Protocol is an IP protocol by its IANA number
// (https://www.iana.org/assignments/protocol-numbers).
type Protocol uint8

// The protocols that have a name here. Any other is written as its number.
const (
	ICMP    Protocol = 1
	IGMP    Protocol = 2
	TCP     Protocol = 6
	UDP     Protocol = 17
	DCCP    Protocol = 33
	GRE     Protocol = 47
	ESP     Protocol = 50
	AH      Protocol = 51
	ICMPv6  Protocol = 58
	IPIP    Protocol = 94
	SCTP    Protocol = 132
	UDPLite Protocol = 136
)

var protocolNames = map[Protocol]string{
	ICMP: "icmp", IGMP: "igmp", TCP: "tcp", UDP: "udp", DCCP: "dccp", GRE: "gre", ESP: "esp",
	AH: "ah", ICMPv6: "icmpv6", IPIP: "ipip", SCTP: "sctp", UDPLite: "udplite",
}

var protocolsByName = func() map[string]Protocol {
	byName := map[string]Protocol{"ipv6-icmp": ICMPv6}
	for p, name := range protocolNames {
		byName[name] = p
	}
	return byName
}()

// String is the protocol's name, such as "tcp", or its number.
func (p Protocol) String() string {
	if name, ok := protocolNames[p]; ok {
		return name
	}
	return strconv.Itoa(int(p))
}

// HasPorts reports whether the protocol's packets have a destination port.
func (p Protocol) HasPorts() bool { return protocolsWithPorts.Contains(p) }

// Protocols is a set of protocols. The zero value is empty. Sets are equal by ==.
type Protocols struct{ words [4]uint64 }

var protocolsWithPorts = ProtocolSet(TCP, UDP, DCCP, SCTP, UDPLite)

// ProtocolSet is the set of the given protocols.
func ProtocolSet(protocols ...Protocol) Protocols {
	var set Protocols
	for _, p := range protocols {
		set.words[p/64] |= 1 << (p % 64)
	}
	return set
}

// AllProtocols is every protocol, named or not.
func AllProtocols() Protocols { return Protocols{}.complement() }

// ParseProtocol reads one protocol: a name in any case ("tcp", "ipv6-icmp"), a
// decimal number from 0 to 255 ("6"), or "all".
func ParseProtocol(s string) (Protocols, error) {
	name := strings.ToLower(s)
	if name == "all" {
		return AllProtocols(), nil
	}
	if p, ok := protocolsByName[name]; ok {
		return ProtocolSet(p), nil
	}
	if n, ok := parseNumber(s, 255); ok {
		return ProtocolSet(Protocol(n)), nil
	}
	return Protocols{}, fmt.Errorf("protocol %q is neither a known name, a number from 0 to 255, nor \"all\"", s)
}

// parseNumber reads a plain decimal number without sign or leading zeros.
func parseNumber(s string, most int) (int, bool) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most || strconv.Itoa(n) != s {
		return 0, false
	}
	return n, true
}

// Contains reports whether p is in the set.
func (ps Protocols) Contains(p Protocol) bool { return ps.words[p/64]>>(p%64)&1 != 0 }

// IsEmpty reports whether no protocol is in the set.
func (ps Protocols) IsEmpty() bool { return ps == Protocols{} }

// Union is the protocols in either set.
func (ps Protocols) Union(other Protocols) Protocols {
	for i, w := range other.words {
		ps.words[i] |= w
	}
	return ps
}

func (ps Protocols) intersect(other Protocols) Protocols {
	for i, w := range other.words {
		ps.words[i] &= w
	}
	return ps
}

func (ps Protocols) except(other Protocols) Protocols {
	for i, w := range other.words {
		ps.words[i] &^= w
	}
	return ps
}

func (ps Protocols) complement() Protocols {
	for i := range ps.words {
		ps.words[i] = ^ps.words[i]
	}
	return ps
}

// lowest is the protocol with the lowest number in a set that is not empty.
func (ps Protocols) lowest() Protocol {
	for i, w := range ps.words {
		if w != 0 {
			return Protocol(i*64 + bits.TrailingZeros64(w))
		}
	}
	return 0
}

// String lists the protocols in order of their numbers, separated by commas: names
// where there are few ("tcp,udp"), ranges of numbers where there are many ("59-93"),
// "all" for every protocol and "none" for the empty set.
func (ps Protocols) String() string {
	switch {
	case ps.IsEmpty():
		return "none"
	case ps == AllProtocols():
		return "all"
	}
	var parts []string
	for from := 0; from < 256; from++ {
		to := from
		for to < 256 && ps.Contains(Protocol(to)) {
			to++
		}
		const few = 3
		if to-from > few {
			parts = append(parts, fmt.Sprintf("%d-%d", from, to-1))
		} else {
			for p := from; p < to; p++ {
				parts = append(parts, Protocol(p).String())
			}
		}
		from = to
	}
	return strings.Join(parts, ",")
}
