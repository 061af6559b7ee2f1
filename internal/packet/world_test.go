package packet_test

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// A small world, in which random rules overlap, tie and leave holes often.

var (
	someProtocols = []packet.Protocol{packet.ICMP, packet.TCP, packet.UDP, packet.GRE, 255}
	somePrefixes  = []string{
		"0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/28", "10.0.0.0/30", "10.0.0.4/30", "10.0.0.6/31", "10.0.0.3/32",
		"0.0.0.0/32", "255.255.255.255/32", "128.0.0.0/1",
		"::/0", "::/80", "::/1", "fd00::/8", "fd00::/126", "fd00::2/127", "fd00::1/128", "ffff::/16",
		"::fffe:0:0/96", "::1:0:0:0/96",
	}
	somePorts = [][2]uint16{{0, 0}, {0, 65535}, {80, 80}, {80, 90}, {81, 442}, {443, 443}, {400, 500}, {65535, 65535}, {1, 65534}}
)

var drawBox = rapid.Custom(func(t *rapid.T) box {
	b := box{
		sources:   []netip.Prefix{},
		protocols: rapid.SliceOfNDistinct(rapid.SampledFrom(someProtocols), 1, 3, rapid.ID).Draw(t, "protocols"),
		ports:     rapid.SliceOfN(rapid.SampledFrom(somePorts), 0, 2).Draw(t, "ports"),
	}
	for _, text := range rapid.SliceOfN(rapid.SampledFrom(somePrefixes), 1, 3).Draw(t, "sources") {
		b.sources = append(b.sources, netip.MustParsePrefix(text))
	}
	if rapid.IntRange(0, 4).Draw(t, "all protocols") == 0 {
		b.protocols = nil
	} else if !slices.ContainsFunc(b.protocols, packet.Protocol.HasPorts) {
		b.ports = nil
	}
	return b
})

func drawBoxes(least, most int) *rapid.Generator[boxes] {
	return rapid.Map(rapid.SliceOfN(drawBox, least, most), func(bs []box) boxes { return bs })
}

var drawRule = rapid.Custom(func(t *rapid.T) oracleRule {
	r := oracleRule{action: rapid.SampledFrom([]packet.Action{
		packet.Allow, packet.Allow, packet.Allow, packet.Deny, packet.Deny, packet.Deny, packet.Next, packet.Next, 0,
	}).Draw(t, "action")}
	switch rapid.SampledFrom([]string{"known", "unknown", "partly"}).Draw(t, "kind") {
	case "known":
		r.must = drawBoxes(0, 2).Draw(t, "must")
		if rapid.Bool().Draw(t, "may repeats must") {
			r.may = r.must
		}
	case "unknown":
		r.may = drawBoxes(1, 2).Draw(t, "may")
	case "partly":
		r.must = drawBoxes(1, 2).Draw(t, "must")
		r.may = drawBoxes(1, 2).Draw(t, "may")
	}
	return r
})

// drawChain draws a chain of at most 7 rules, few enough to try every outcome.
var drawChain = rapid.Custom(func(t *rapid.T) oracleChain {
	c := oracleChain{fallback: rapid.SampledFrom([]packet.Action{packet.Deny, packet.Deny, packet.Allow, packet.Next, 0}).Draw(t, "default")}
	left := 7
	for i := range rapid.IntRange(0, 4).Draw(t, "filters") {
		rules := rapid.SliceOfN(drawRule, 0, min(4, left)).Draw(t, "rules")
		left -= len(rules)
		for j := range rules {
			rules[j].name = fmt.Sprintf("r%d", j)
		}
		c.filters = append(c.filters, oracleFilter{name: fmt.Sprintf("f%d", i), rules: rules})
	}
	return c
})

// set gives the boxes as the package's set.
func (bs boxes) set(t interface{ Fatal(...any) }) packet.Set {
	var all packet.Set
	for _, b := range bs {
		service := packet.AnyService()
		if len(b.protocols) > 0 {
			service.Protocols = packet.ProtocolSet(b.protocols...)
		}
		if len(b.ports) > 0 {
			var texts []string
			for _, r := range b.ports {
				texts = append(texts, fmt.Sprintf("%d-%d", r[0], r[1]))
			}
			var err error
			if service.Ports, err = packet.ParsePorts(texts...); err != nil {
				t.Fatal(err)
			}
		}
		set, err := packet.NewSet(b.sources, service)
		if err != nil {
			t.Fatal(err)
		}
		all = all.Union(set)
	}
	return all
}

func (c oracleChain) chain(t interface{ Fatal(...any) }) packet.Chain {
	out := packet.Chain{Default: c.fallback, DefaultName: defaultName}
	for _, f := range c.filters {
		filter := packet.Filter{Name: f.name}
		for _, r := range f.rules {
			filter.Rules = append(filter.Rules, packet.Rule{
				Name: r.name, Action: r.action, Must: r.must.set(t), May: r.may.set(t),
			})
		}
		out.Filters = append(out.Filters, filter)
	}
	return out
}

// corners are packets at and next to every edge of the small world.
func corners() []packet.Packet {
	var addresses []netip.Addr
	for _, text := range somePrefixes {
		p := netip.MustParsePrefix(text)
		first, last := p.Addr(), lastOf(p)
		addresses = append(addresses, first.Prev(), first, first.Next(), last.Prev(), last, last.Next())
	}
	addresses = append(addresses, netip.MustParseAddr("::ffff:10.0.0.3"))
	var ports []uint16
	for _, r := range somePorts {
		ports = append(ports, r[0]-1, r[0], r[0]+1, r[1]-1, r[1], r[1]+1)
	}
	slices.Sort(ports)
	ports = slices.Compact(ports)
	var out []packet.Packet
	for _, a := range addresses {
		if !a.IsValid() {
			continue
		}
		for _, protocol := range append([]packet.Protocol{packet.SCTP, 0}, someProtocols...) {
			for _, port := range ports {
				out = append(out, packet.Packet{Source: a, Protocol: protocol, Port: port})
			}
		}
	}
	return out
}

func lastOf(p netip.Prefix) netip.Addr {
	b := p.Masked().Addr().AsSlice()
	for i := p.Bits(); i < len(b)*8; i++ {
		b[i/8] |= 1 << (7 - i%8)
	}
	a, _ := netip.AddrFromSlice(b)
	return a
}

// manyCorners draws some of the corners, spread over all.
func manyCorners(t *rapid.T, all []packet.Packet) []packet.Packet {
	picks := rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 60, 60).Draw(t, "corners")
	out := make([]packet.Packet, len(picks))
	for i, pick := range picks {
		out[i] = all[pick]
	}
	return out
}

func mustSet(t testing.TB, text string) packet.Set {
	t.Helper()
	set, err := packet.ParseSet(text)
	if err != nil {
		t.Fatal(err)
	}
	return set
}
