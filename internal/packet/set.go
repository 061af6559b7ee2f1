package packet

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
)

// Packet is one packet: source address, protocol and destination port. The port of a
// protocol without ports is ignored.
type Packet struct {
	Source   netip.Addr
	Protocol Protocol
	Port     uint16
}

// String is such as "35.191.10.7 tcp:443", or "10.0.0.1 icmp" without ports.
func (p Packet) String() string {
	if !p.Protocol.HasPorts() {
		return fmt.Sprintf("%s %s", p.Source, p.Protocol)
	}
	return fmt.Sprintf("%s %s:%d", p.Source, p.Protocol, p.Port)
}

// Service is protocols with destination ports. Ports apply to the protocols that have
// them (TCP, UDP, SCTP, DCCP, UDP-Lite); the packets of the others are in the service
// only if its ports are any, which 0-65535 is too.
type Service struct {
	Protocols Protocols
	Ports     Ports
}

// AnyService is every protocol and port.
func AnyService() Service { return Service{Protocols: AllProtocols()} }

// Set is an exact, immutable set of packets. The zero value is empty. Sets are in
// canonical form, so that Equal, String and Example depend on the packets only.
type Set struct {
	// groups have disjoint protocols and different bands, lowest protocol first.
	groups []group
}

// group is the packets of some protocols that all have the same sources and ports.
type group struct {
	protocols Protocols
	// bands are ascending and disjoint; two that touch differ in their sources. A
	// protocol without ports has one band, of every port.
	bands []band
}

// band is the sources, at least one, that go with a range of ports.
type band struct {
	ports   portRange
	sources spans
}

// NewSet is the packets from the sources to any of the services. No sources are no
// packets. It is an error if a source prefix is invalid, if there is no service, if a
// service has no protocol, or if it has ports but no protocol with ports.
func NewSet(sources []netip.Prefix, services ...Service) (Set, error) {
	addresses, err := spansOf(sources)
	if err != nil {
		return Set{}, err
	}
	if len(services) == 0 {
		return Set{}, errors.New("a packet set needs at least one service")
	}
	sets := make([]Set, len(services))
	for i, service := range services {
		protocols := service.Protocols
		if protocols.IsEmpty() {
			return Set{}, errors.New("a service needs at least one protocol")
		}
		if !service.Ports.IsAny() {
			protocols = protocols.intersect(protocolsWithPorts)
			if protocols.IsEmpty() {
				return Set{}, fmt.Errorf("protocol %s has no ports, but ports %s are given", service.Protocols, service.Ports)
			}
		}
		if len(addresses) == 0 {
			continue
		}
		var bands []band
		for _, r := range service.Ports.list() {
			bands = append(bands, band{r, addresses})
		}
		sets[i] = Set{[]group{{protocols, bands}}}
	}
	return Set{}.Union(sets...), nil
}

// Everything is the set of all packets.
func Everything() Set {
	return Set{[]group{{AllProtocols(), []band{{everyPort, everyAddress}}}}}
}

// Single is the set of one packet, or empty if its source address is invalid.
func Single(p Packet) Set {
	if !p.Source.IsValid() {
		return Set{}
	}
	at := addressOf(p.Source)
	ports := everyPort
	if p.Protocol.HasPorts() {
		ports = portRange{p.Port, p.Port}
	}
	return Set{[]group{{ProtocolSet(p.Protocol), []band{{ports, spans{{at, at}}}}}}}
}

// IsEmpty reports whether the set has no packet.
func (s Set) IsEmpty() bool { return len(s.groups) == 0 }

// Contains reports whether p is in the set. A packet without a valid source is in none.
func (s Set) Contains(p Packet) bool {
	if !p.Source.IsValid() {
		return false
	}
	sources := findBand(s.bandsOf(p.Protocol), p.Port)
	return sources.contains(addressOf(p.Source))
}

// bandsOf gives the ports and sources that go with a protocol.
func (s Set) bandsOf(p Protocol) []band {
	for _, g := range s.groups {
		if g.protocols.Contains(p) {
			return g.bands
		}
	}
	return nil
}

// findBand gives the sources that go with a port.
func findBand(bands []band, port uint16) spans {
	i, _ := slices.BinarySearchFunc(bands, port, func(b band, port uint16) int {
		return int(b.ports.last) - int(port)
	})
	if i == len(bands) || port < bands[i].ports.first {
		return nil
	}
	return bands[i].sources
}

// Equal reports whether both sets have the same packets.
func (s Set) Equal(t Set) bool {
	return slices.EqualFunc(s.groups, t.groups, func(a, b group) bool {
		return a.protocols == b.protocols && equalBands(a.bands, b.bands)
	})
}

func equalBands(a, b []band) bool {
	return slices.EqualFunc(a, b, func(a, b band) bool {
		return a.ports == b.ports && slices.Equal(a.sources, b.sources)
	})
}

// Example is a packet of the set, always the same one for equal sets: TCP before UDP
// before the lowest other protocol, the lowest port above 0 if there is one, the lowest
// IPv4 address, or IPv6 if there is none. The result is false if the set is empty.
func (s Set) Example() (Packet, bool) {
	if s.IsEmpty() {
		return Packet{}, false
	}
	protocol := s.groups[0].protocols.lowest()
	for _, p := range []Protocol{UDP, TCP} {
		if s.bandsOf(p) != nil {
			protocol = p
		}
	}
	bands := s.bandsOf(protocol)
	first := bands[0]
	port := first.ports.first
	if port == 0 && protocol.HasPorts() {
		switch {
		case first.ports.last > 0:
			port = 1
		case len(bands) > 1:
			first = bands[1]
			port = first.ports.first
		}
	}
	return Packet{Source: first.sources.example().netip(), Protocol: protocol, Port: port}, true
}

// Sources is every source address of the set's packets, as the fewest prefixes, IPv4
// first, whatever their protocols and ports.
func (s Set) Sources() []netip.Prefix {
	var all spans
	for _, g := range s.groups {
		for _, b := range g.bands {
			all = append(all, b.sources...)
		}
	}
	return merge(all).prefixes()
}
