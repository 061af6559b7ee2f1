package packet_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

func TestParseProtocol(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"tcp", "tcp"}, {"TCP", "tcp"}, {"6", "tcp"}, {"17", "udp"}, {"icmp", "icmp"}, {"ipv6-icmp", "icmpv6"},
		{"58", "icmpv6"}, {"sctp", "sctp"}, {"esp", "esp"}, {"ah", "ah"}, {"0", "0"}, {"255", "255"}, {"all", "all"}, {"ALL", "all"},
		{"", "error"}, {"256", "error"}, {"-1", "error"}, {"+6", "error"}, {"06", "error"}, {"tcp ", "error"}, {"6.0", "error"}, {"none", "error"},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			protocols, err := packet.ParseProtocol(c.text)
			if got := protocols.String(); err == nil && got != c.want || (err != nil) != (c.want == "error") {
				t.Errorf("gives %s, error %v, want %s", got, err, c.want)
			}
		})
	}
}

func TestParsePorts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ texts, want string }{
		{"443", "443"}, {"443 400-500", "400-500"}, {"500 80 81", "80-81,500"}, {"0-65535", "any"}, {"0-1 2-65535", "any"},
		{"", "any"}, {"65535", "65535"}, {"80-80", "80"},
		{"65536", "error"}, {"500-400", "error"}, {"-1", "error"}, {"80-", "error"}, {"1-2-3", "error"}, {"http", "error"}, {"443 x", "error"}, {"0443", "error"},
	} {
		t.Run(c.texts, func(t *testing.T) {
			t.Parallel()
			ports, err := packet.ParsePorts(strings.Fields(c.texts)...)
			if got := ports.String(); err == nil && got != c.want || (err != nil) != (c.want == "error") {
				t.Errorf("gives %s, error %v, want %s", got, err, c.want)
			}
		})
	}
}

func TestPortRange(t *testing.T) {
	t.Parallel()
	if ports, err := packet.PortRange(400, 500); err != nil || ports.String() != "400-500" {
		t.Errorf("400 to 500 gives %v, error %v", ports, err)
	}
	if ports, err := packet.PortRange(500, 400); err == nil {
		t.Errorf("500 to 400 gives %v, want an error", ports)
	}
}

func TestParseSources(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"35.191.0.0/16", "35.191.0.0/16"}, {"35.191.1.2/16", "35.191.0.0/16"}, {"10.0.0.1", "10.0.0.1/32"},
		{"2600:2d00:1:b029::/64", "2600:2d00:1:b029::/64"}, {"::1", "::1/128"}, {"::ffff:10.0.0.1", "10.0.0.1/32"},
		{"", "error"}, {"any", "error"}, {"10.0.0.0/33", "error"}, {"10.0.0.0/-1", "error"}, {"10.0.0", "error"},
		{"fe80::1%eth0", "error"}, {"fe80::%eth0/64", "error"}, {"10.0.0.0/8,11.0.0.0/8", "error"},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			sources, err := packet.ParseSources(c.text)
			if (err != nil) != (c.want == "error") {
				t.Fatalf("error %v, want %s", err, c.want)
			}
			if err == nil && sources[0].String() != c.want {
				t.Errorf("gives %v, want %s", sources, c.want)
			}
		})
	}
}

// What is read is valid and prints as what reads the same.
func FuzzParseProtocol(f *testing.F) {
	for _, seed := range []string{"tcp", "6", "all", "ipv6-icmp", "256", "-1", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		protocols, err := packet.ParseProtocol(text)
		if err != nil {
			if !protocols.IsEmpty() {
				t.Errorf("error %v with protocols %v", err, protocols)
			}
			return
		}
		if again, err := packet.ParseProtocol(protocols.String()); err != nil || again != protocols {
			t.Errorf("%q gives %v, which reads as %v, error %v", text, protocols, again, err)
		}
	})
}

func FuzzParsePorts(f *testing.F) {
	for _, seed := range []string{"443", "400-500", "443,80-90", "0-65535", "9-1", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ports, err := packet.ParsePorts(strings.Split(text, ",")...)
		if err != nil || ports.IsAny() {
			return
		}
		again, err := packet.ParsePorts(strings.Split(ports.String(), ",")...)
		if err != nil || !again.Equal(ports) {
			t.Errorf("%q gives %v, which reads as %v, error %v", text, ports, again, err)
		}
	})
}

func FuzzParseSources(f *testing.F) {
	for _, seed := range []string{"10.0.0.0/8", "10.1.2.3", "::/0", "::ffff:10.0.0.1", "::ffff:10.0.0.0/104", "fe80::1%a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sources, err := packet.ParseSources(text)
		if err != nil {
			return
		}
		p := sources[0]
		set, err := packet.NewSet(sources, packet.AnyService())
		if err != nil || !p.IsValid() || p != p.Masked() {
			t.Fatalf("%q gives %v, error %v", text, p, err)
		}
		for _, a := range []netip.Addr{p.Addr(), lastOf(p)} {
			if !set.Contains(packet.Packet{Source: a}) {
				t.Errorf("%q gives %v, which lacks %v", text, set, a)
			}
		}
	})
}

func FuzzParseSet(f *testing.F) {
	for _, seed := range []string{"any all", "none", "35.191.0.0/16 tcp:443", "10.0.0.0/8 1-5,tcp:80,443 udp; ::/0 esp", "::fffe:0:0/95 tcp"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		set, err := packet.ParseSet(text)
		if err != nil {
			return
		}
		again, err := packet.ParseSet(set.String())
		if err != nil || !again.Equal(set) {
			t.Errorf("%q gives %v, which reads as %v, error %v", text, set, again, err)
		}
	})
}
