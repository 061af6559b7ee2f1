package armor

import (
	"net/netip"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Request is what is said of a request besides the client's address. What is null is
// not said: it may be anything.
type Request struct {
	Method, Path, Query, Scheme value.String
	// Headers by their names in lower case; a null header is absent.
	Headers map[string]value.String
	// OnlyHeaders says that the request has no other headers.
	OnlyHeaders bool
	RegionCode  value.String
	ASN         value.Int
	JA3, JA4    value.String
}

// https is what the sets of clients are sets of: to the policies, a packet is its
// source.
var https = packet.Service{Protocols: packet.ProtocolSet(packet.TCP), Ports: packet.OnPorts(443)}

// Clients is the set of the given addresses.
func Clients(ranges ...netip.Prefix) (packet.Set, error) { return packet.NewSet(ranges, https) }

// clients is for prefixes that are known to be good.
func clients(ranges ...netip.Prefix) packet.Set {
	set, err := Clients(ranges...)
	if err != nil {
		return packet.Set{}
	}
	return set
}

// single returns the only address of a set.
func single(set packet.Set) (netip.Addr, bool) {
	ranges := set.Sources()
	if len(ranges) != 1 || !ranges[0].IsSingleIP() {
		return netip.Addr{}, false
	}
	return ranges[0].Addr(), true
}
